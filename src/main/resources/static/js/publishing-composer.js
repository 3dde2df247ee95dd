// The composer while one writes. Without this file everything works by the form's own buttons.

const later = (wait, work) => { let timer; return () => { clearTimeout(timer); timer = setTimeout(work, wait); }; };
const words = form => { const data = new FormData(form); data.delete("files"); return data; };

/** Shows what the server says about the form as it stands; asks again when somebody has stopped typing. */
class Live extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    const ask = later(Number(this.dataset.wait), () => this.ask());
    this.form.addEventListener("input", event => { if (event.target.name !== "pane" && event.target.type !== "file") ask(); });
    this.form.addEventListener("post-changed", ask);
    this.addEventListener("click", event => this.take(event.target.closest("[data-better]")));
    this.offer();
  }

  async ask() {
    const mine = this.latest = {};
    try {
      const answer = await fetch(this.getAttribute("src"), { method: "POST", body: words(this.form) });
      if (answer.ok && !answer.redirected && mine === this.latest) { this.innerHTML = await answer.text(); this.offer(); }
    } catch { /* the page still stands as it was; the next keystroke asks again */ }
  }

  offer() { for (const button of this.querySelectorAll("[data-better]")) button.hidden = false; }

  /** Takes the better wording, if the words are still where they were found. */
  take(button) {
    if (!button) return;
    const field = this.form.elements[button.dataset.field];
    field.setRangeText(button.dataset.better, Number(button.dataset.start), Number(button.dataset.end), "select");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Keeps the draft every few seconds and on leaving, and says when. */
class Autosave extends HTMLElement {
  connectedCallback() {
    if (this.dataset.off) return;
    this.form = this.closest("form");
    const soon = later(3000, () => this.save());
    for (const name of ["input", "post-changed"]) this.form.addEventListener(name, event => { if (event.target.name !== "pane" && event.target.type !== "file") { this.dirty = true; soon(); } });
    this.form.addEventListener("submit", () => { this.dirty = false; this.leaving = true; });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.leave(); });
  }

  get address() { const id = this.form.elements.id; return id ? `/console/posts/${id.value}/working-copy` : this.dataset.to; }

  leave() { if (this.dirty && !this.busy && !this.leaving && navigator.sendBeacon(this.address, words(this.form))) this.stale = true; }

  async save() {
    if (this.busy || !this.dirty || this.leaving) return;
    this.busy = true;
    this.dirty = false;
    try {
      const answer = await fetch(this.address, { method: "POST", body: words(this.form) });
      const said = answer.redirected ? { sentence: this.dataset.lost } : await answer.json();
      this.textContent = said.sentence;
      if (answer.ok && !answer.redirected) this.kept(said); else this.dirty = answer.redirected;
    } catch { this.textContent = this.dataset.lost; this.dirty = true; }
    this.busy = false;
    if (this.dirty && !this.leaving) setTimeout(() => this.save(), 5000);
  }

  kept({ id, version }) {
    this.form.elements.version.value = version;
    // an answer to a letter has its address from the beginning
    if (!id || this.form.elements.id) return;
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "id", value: id });
    this.form.append(field);
    this.form.action = `/console/posts/${id}`;
    history.replaceState(null, "", `/console/posts/${id}/edit`);
  }
}

/** Uploads files as they are chosen, then lets the form save itself, so that each gets its fields. */
class Pictures extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.status = this.querySelector("[role=status]");
    this.input.addEventListener("change", () => this.upload([...this.input.files]));
  }

  async upload(files) {
    const form = this.closest("form");
    let bad = "";
    for (const file of files) {
      this.status.textContent = `${this.dataset.busy} ${file.name}`;
      const body = new FormData();
      body.append("file", file);
      body.append("_csrf", form.elements._csrf.value);
      try {
        const answer = await fetch("/console/media", { method: "POST", body, headers: { Accept: "application/json" } });
        const said = await answer.json();
        if (answer.ok) this.add(said.hash); else bad += `${file.name}: ${said.detail} `;
      } catch { bad += `${file.name} `; }
    }
    this.input.value = "";
    this.status.textContent = bad;
    if (!bad && files.length) form.requestSubmit(form.querySelector("button[value=save]"));
    else form.dispatchEvent(new Event("post-changed"));
  }

  add(hash) {
    if ([...this.querySelectorAll("[name=hash]")].some(field => field.value === hash)) return;
    for (const [name, value] of [["hash", hash], ["alternative", ""], ["caption", ""]]) {
      this.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
  }
}

customElements.define("post-live", Live);
customElements.define("post-autosave", Autosave);
customElements.define("post-pictures", Pictures);
