// Helps the form: proves a little work, so that robots have a harder time, and says before sending that a photo is too large.
// Without it the form works as well.
const encoder = new TextEncoder();

const zeros = (bytes) => {
  let bits = 0;
  for (const byte of bytes) {
    bits += Math.clz32(byte) - 24;
    if (byte) break;
  }
  return bits;
};

class AskForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form) return;
    const photos = this.form.elements.photos;
    photos.addEventListener("change", () => {
      const large = [...photos.files].some((file) => file.size > Number(this.getAttribute("most")) * 1024 * 1024);
      photos.setCustomValidity(large ? this.getAttribute("too-large") : "");
      if (large) photos.reportValidity();
    });
    if (crypto.subtle && !this.form.elements.work.value) this.form.addEventListener("focusin", () => this.work(), { once: true });
    document.querySelector(".summary")?.focus();
  }

  // SHA-256 of "token:n" with enough zero bits in front; in batches, so that typing is never held up
  async work() {
    const token = this.getAttribute("token");
    const bits = Number(this.getAttribute("bits"));
    for (let start = 0; this.isConnected; start += 256) {
      const digests = await Promise.all(Array.from({ length: 256 }, (_, i) => crypto.subtle.digest("SHA-256", encoder.encode(`${token}:${start + i}`))));
      const found = digests.findIndex((digest) => zeros(new Uint8Array(digest)) >= bits);
      if (found >= 0) {
        this.form.elements.work.value = String(start + found);
        return;
      }
    }
  }
}

customElements.define("ask-form", AskForm);
