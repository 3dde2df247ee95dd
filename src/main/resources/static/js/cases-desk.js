// Choosing a unit: one above or one from the list, never both, and the button says which. Without this file the server asks again.

class UnitChoice extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("select");
    this.offered = [...this.querySelectorAll("input[type=radio]")];
    const another = this.offered.find(radio => radio.value === "");
    this.list.addEventListener("change", () => { if (another && this.list.value) another.checked = true; this.say(); });
    for (const radio of this.offered) radio.addEventListener("change", () => { if (radio.value) this.list.value = ""; this.say(); });
    this.button = document.querySelector("button[form=route][data-to]");
    this.plain = this.button?.textContent;
    this.say();
  }

  get chosen() {
    const radio = this.offered.find(one => one.checked && one.value);
    return radio ? radio.closest("label").querySelector("b").textContent : this.list.value ? this.list.selectedOptions[0].textContent : "";
  }

  say() { if (this.button) this.button.textContent = this.chosen ? this.button.dataset.to + this.chosen : this.plain; }
}

customElements.define("unit-choice", UnitChoice);
