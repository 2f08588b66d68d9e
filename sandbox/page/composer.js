// Where one writes: the input with its draft, replying and editing, attachments, a contact, a forwarded text.

import { $, avatar, button, choose, el, icon, sheet, toast } from "./dom.js";
import { snippetOf } from "./messages.js";
import { nameOf, sizeOf, words } from "./words.js";

const LIMIT = 4096;

export class Composer {
  // acts: send(draft) → Promise, edit(message, text) → Promise, upload(file, options), contact(contact),
  //       shareOwnContact(), people() → other people and oneself, typed(text), key(event) → bool
  constructor(acts) {
    this.acts = acts;
    this.input = $("#message");
    this.bar = $("#about-bar");
    this.reply = null;
    this.editing = null;
    this.place = null;
    this.input.addEventListener("input", () => { this.fit(); this.keep(); acts.typed(this.input.value); });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("paste", (event) => this.pasted(event));
    $("#composer").addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    $("#attach").addEventListener("click", () => this.attach());
    for (const [id, asPhoto] of [["#pick-photo", true], ["#pick-file", false]]) {
      $(id).addEventListener("change", ({ target }) => {
        if (target.files[0]) this.preview(target.files[0], asPhoto);
        target.value = "";
      });
    }
    this.acceptDrops();
  }

  // ---- the draft of each chat outlives a switch and a reload
  open(place) {
    this.place = place;
    this.leaveBar();
    this.set(recall(place));
  }

  keep() {
    if (this.place && !this.editing) remember(this.place, this.input.value);
  }

  set(text) {
    this.input.value = text;
    this.fit();
    this.keep();
  }

  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 140)}px`;
    this.input.classList.toggle("scrolls", this.input.scrollHeight > 140);
    $("#composer").classList.toggle("written", this.input.value.trim() !== "");
  }

  focus() {
    if (matchMedia("(hover: hover)").matches) this.input.focus({ preventScroll: true });
  }

  key(event) {
    if (event.isComposing || this.acts.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && (this.reply || this.editing)) {
      this.cancel();
    } else if (event.key === "ArrowUp" && !this.input.value) {
      this.acts.editLast();
    }
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    if (text.length > LIMIT) { toast(words.tooLong, { bad: true }); return; }
    const { reply, editing, place } = this;
    this.leaveBar();
    this.set("");
    this.acts.typed("");
    try {
      if (editing) await this.acts.edit(editing, text);
      else await this.acts.send({ text, reply });
    } catch (error) {
      // What was typed is never lost: it is in the input again, or in that chat's draft.
      if (place === this.place && !this.input.value) {
        if (editing) this.startEdit(editing);
        else if (reply) this.startReply(reply);
        this.set(text);
      } else if (!editing) remember(place, [text, recall(place)].filter(Boolean).join("\n"));
      this.acts.failed(error);
    }
  }

  // ---- replying and editing
  startReply(message) {
    if (this.editing) this.cancel();
    this.reply = message;
    this.showBar("reply", message.mine ? words.you : nameOf(message.from), snippetOf(message));
    this.focus();
  }

  startEdit(message) {
    this.keep();
    this.reply = null;
    this.editing = message;
    this.input.value = message.text ?? message.caption ?? "";
    this.fit();
    this.showBar("edit", words.editing, snippetOf(message));
    $("#composer").classList.add("edits");
    this.input.focus({ preventScroll: true });
  }

  cancel() {
    const wasEditing = this.editing;
    this.leaveBar();
    if (wasEditing) this.set(recall(this.place));
  }

  leaveBar() {
    this.reply = null;
    this.editing = null;
    this.bar.hidden = true;
    $("#composer").classList.remove("edits");
  }

  showBar(sign, title, text) {
    this.bar.replaceChildren(icon(sign),
      el("div", { class: "quote" }, el("b", { dir: "auto" }, title), el("span", { dir: "auto" }, text)),
      button({ class: "plain round", "aria-label": words.cancel, onclick: () => this.cancel() }, icon("close")));
    this.bar.hidden = false;
  }

  // ---- attachments
  attach() {
    choose(words.attach, [
      { icon: "image", tint: "t-blue", title: words.photo, act: () => $("#pick-photo").click() },
      { icon: "file", tint: "t-violet", title: words.document, act: () => $("#pick-file").click() },
      { icon: "person", tint: "t-orange", title: words.contact, act: () => this.pickContact() },
      { icon: "forward", tint: "t-green", title: words.forwardSomeone, act: () => this.forwardSomeone() },
    ]);
  }

  pasted(event) {
    const file = [...(event.clipboardData?.files ?? [])][0];
    if (!file) return;
    event.preventDefault();
    this.preview(file, file.type.startsWith("image/"));
  }

  acceptDrops() {
    const zone = $("#chat");
    let depth = 0;
    const veil = (shown) => { $("#drop").hidden = !shown; };
    const files = (event) => event.dataTransfer?.types.includes("Files");
    zone.addEventListener("dragenter", (event) => { if (files(event)) { depth += 1; veil(true); } });
    zone.addEventListener("dragleave", (event) => { if (files(event)) { depth -= 1; veil(depth > 0); } });
    zone.addEventListener("dragover", (event) => event.preventDefault());
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      depth = 0;
      veil(false);
      const file = event.dataTransfer?.files[0];
      if (file) this.preview(file, file.type.startsWith("image/"));
    });
  }

  preview(file, asPhoto) {
    const image = file.type.startsWith("image/");
    const url = image ? URL.createObjectURL(file) : null;
    const caption = el("textarea", { rows: "2", dir: "auto", placeholder: words.caption, "aria-label": words.caption });
    const plain = el("input", { type: "checkbox", ...(asPhoto ? {} : { checked: true }) });
    caption.value = this.input.value;
    sheet(image ? words.photo : words.document, (close) => [
      el("div", { class: "preview" }, image ? el("img", { src: url, alt: file.name, onload: () => URL.revokeObjectURL(url) })
        : el("div", { class: "card" }, el("span", { class: "file-icon" }, icon("file")),
          el("div", { class: "card-text" }, el("b", { dir: "auto" }, file.name), el("small", {}, sizeOf(file.size))))),
      image && el("label", { class: "check" }, plain, words.asFile),
      caption,
      button({
        class: "wide", onclick: async () => {
          close();
          const taken = this.input.value;
          if (taken && caption.value.startsWith(taken)) this.set("");
          const reply = this.reply;
          this.leaveBar();
          await this.acts.upload(file, { caption: caption.value.trim(), asPhoto: image && !plain.checked, replyTo: reply?.message_id });
        },
      }, words.send),
    ].filter(Boolean));
  }

  pickContact() {
    const own = { icon: "person", tint: "t-blue", title: words.ownContact, act: () => this.acts.shareOwnContact() };
    const known = this.acts.people().filter(({ phone }) => phone).map((person) => ({
      face: avatar(person.id, nameOf(person)), title: nameOf(person), hint: person.phone,
      act: () => this.acts.contact({
        phone_number: person.phone, first_name: person.first_name, last_name: person.last_name || undefined, user_id: person.id,
      }),
    }));
    choose(words.contactOf, [own, ...known, { icon: "plus", tint: "t-green", title: words.create, act: () => this.newContact() }]);
  }

  newContact() {
    formSheet(words.contact, [
      { name: "first_name", label: words.firstName, required: true },
      { name: "last_name", label: words.lastName },
      { name: "phone_number", label: words.phone, type: "tel", required: true },
    ], words.send, (contact) => this.acts.contact(contact));
  }

  forwardSomeone() {
    formSheet(words.forwardSomeone, [
      { name: "name", label: words.someoneName, required: true },
      { name: "text", label: words.text, long: true, required: true },
    ], words.send, ({ name, text }) => this.acts.forward(name, text));
  }
}

export function formSheet(title, fields, yes, done) {
  const inputs = new Map();
  sheet(title, (close) => {
    const form = el("form", { class: "form", autocomplete: "off" });
    for (const { name, label, type = "text", required, long, options, value = "", placeholder } of fields) {
      let input;
      if (options) input = el("select", { name }, options.map(([code, said]) => el("option", { value: code }, said)));
      else if (long) input = el("textarea", { name, rows: "4", required, dir: "auto" });
      else input = el("input", { name, type, required, placeholder, dir: "auto" });
      input.value = value || input.value;
      inputs.set(name, input);
      form.append(el("label", {}, el("span", {}, label, !required && !options && el("small", {}, ` ${words.optional}`)), input));
    }
    form.append(el("button", { class: "wide", type: "submit" }, yes));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      close();
      const given = [...inputs].map(([name, input]) => [name, input.value.trim()]).filter(([, text]) => text);
      done(Object.fromEntries(given));
    });
    return [form];
  });
  inputs.values().next().value?.focus();
}

// Without storage (a private window) drafts live as long as the page.
const memory = new Map();
export function recall(place) {
  try { return localStorage.getItem(`draft:${place}`) ?? ""; } catch { return memory.get(place) ?? ""; }
}
function remember(place, text) {
  memory.set(place, text);
  try {
    if (text) localStorage.setItem(`draft:${place}`, text);
    else localStorage.removeItem(`draft:${place}`);
  } catch { /* the memory above is enough */ }
}
