// Both kinds of keyboards, and the list of commands above the input.

import { $, button, el, icon } from "./dom.js";
import { words } from "./words.js";

// ---- under a message
export function inlineKeyboard(rows, press) {
  return el("div", { class: "keys" }, rows.filter((row) => row.length).map((row) =>
    el("div", { class: "keys-row", style: { "--n": String(row.length) } }, row.map((key) => {
      const sign = mark(key);
      const made = button({
        class: `inline${key.style ? ` ${key.style}` : ""}${sign ? " signed" : ""}`, data: { callback: key.callback_data ?? "" },
      }, el("span", { dir: "auto" }, key.text), sign && icon(sign));
      made.addEventListener("click", () => press(key, made));
      return made;
    }))));
}

function mark(key) {
  if (key.url || key.login_url) return "away";
  if (key.copy_text) return "copy";
  if (key.web_app) return "window";
  return key.switch_inline_query !== undefined ? "forward" : null;
}

// The spinner of a pressed button lasts until the callback is answered; Telegram too gives up after a while.
export class Presses {
  constructor(onGiveUp) {
    this.waiting = new Map();
    this.answered = new Set();
    this.onGiveUp = onGiveUp;
  }

  spin(pressed) {
    pressed.classList.add("waiting");
    pressed.setAttribute("aria-busy", "true");
  }

  rest(pressed) {
    pressed.classList.remove("waiting");
    pressed.removeAttribute("aria-busy");
  }

  sent(id, pressed) {
    if (this.answered.delete(id)) return this.rest(pressed);
    const timer = setTimeout(() => {
      this.waiting.delete(id);
      this.rest(pressed);
      this.onGiveUp();
    }, 30_000);
    this.waiting.set(id, { pressed, timer });
  }

  answer(id) {
    const press = this.waiting.get(id);
    if (!press) return this.answered.add(id); // the answer may overtake the reply to the press itself
    clearTimeout(press.timer);
    this.waiting.delete(id);
    this.rest(press.pressed);
  }

  forget() {
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.answered.clear();
  }
}

// ---- below the input
export class ReplyKeyboard {
  constructor({ onPress, onChange }) {
    this.box = $("#keyboard");
    this.toggle = $("#toggle-keyboard");
    this.onPress = onPress;
    this.onChange = onChange;
    this.markup = null;
    this.toggle.addEventListener("click", () => this.show(this.box.hidden));
  }

  set(markup, { open = true } = {}) {
    this.markup = markup?.keyboard?.length ? markup : null;
    this.box.replaceChildren();
    this.box.classList.toggle("tall", Boolean(this.markup && !this.markup.resize_keyboard));
    for (const row of this.markup?.keyboard ?? []) {
      this.box.append(el("div", { class: "keys-row", style: { "--n": String(row.length) } }, row.map((raw) => {
        const key = typeof raw === "string" ? { text: raw } : raw;
        const sign = (key.request_contact && "person") || (key.request_location && "pin") || (key.web_app && "window");
        return button({ class: `reply${key.style ? ` ${key.style}` : ""}`, onclick: () => this.press(key) },
          sign && icon(sign), el("span", { dir: "auto" }, key.text));
      })));
    }
    this.toggle.hidden = !this.markup;
    this.show(Boolean(this.markup) && open);
  }

  press(key) {
    if (this.markup?.one_time_keyboard) this.show(false);
    this.onPress(key);
  }

  show(open) {
    this.box.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    this.toggle.setAttribute("aria-label", open ? words.hideKeyboard : words.showKeyboard);
    this.toggle.classList.toggle("open", open);
    this.onChange();
  }

  get placeholder() {
    return (!this.box.hidden && this.markup?.input_field_placeholder) || words.message;
  }
}

// ---- commands
export class Commands {
  constructor({ input, onPick }) {
    this.box = $("#commands");
    this.opener = $("#commands-button");
    this.input = input;
    this.onPick = onPick;
    this.all = [];
    this.suffix = "";
    this.opener.addEventListener("click", () => (this.box.hidden || this.filtered ? this.open() : this.close()));
  }

  set(commands, suffix = "") {
    this.all = commands ?? [];
    this.suffix = suffix;
    this.opener.hidden = !this.all.length;
    this.close();
  }

  typed(text) {
    const match = /^\/(\w*)$/u.exec(text);
    if (!match || !this.all.length) return this.filtered || text ? this.close() : undefined;
    const start = match[1].toLowerCase();
    const fitting = this.all.filter(({ command }) => command.startsWith(start));
    if (!fitting.length) return this.close();
    this.filtered = true;
    this.draw(fitting);
    this.mark(0);
  }

  open() {
    this.filtered = false;
    this.draw(this.all);
    this.opener.setAttribute("aria-expanded", "true");
    this.opener.classList.add("open");
  }

  draw(commands) {
    this.box.hidden = false;
    this.box.replaceChildren(...commands.map(({ command, description }) =>
      button({ class: "command-row", role: "option", onclick: () => this.pick(command) },
        el("span", { class: "description", dir: "auto" }, description), el("span", { class: "slash" }, `/${command}`))));
  }

  pick(command) {
    this.close();
    this.onPick(`/${command}${this.suffix}`);
  }

  mark(index) {
    const rows = [...this.box.children];
    this.index = (index + rows.length) % rows.length;
    rows.forEach((row, place) => row.setAttribute("aria-selected", String(place === this.index)));
    rows[this.index].scrollIntoView({ block: "nearest" });
  }

  // True when the key was for the list.
  key(event) {
    if (this.box.hidden) return false;
    if (event.key === "Escape") this.close();
    else if (!this.filtered) return false;
    else if (event.key === "ArrowDown") this.mark(this.index + 1);
    else if (event.key === "ArrowUp") this.mark(this.index - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.box.children[this.index].click();
    else return false;
    event.preventDefault();
    return true;
  }

  close() {
    this.box.hidden = true;
    this.filtered = false;
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.classList.remove("open");
  }
}
