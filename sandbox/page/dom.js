// Small means of drawing: elements without innerHTML, icons from the page's sprite, sheets, menus, toasts.

import { initialsOf, words } from "./words.js";

export const $ = (selector, inside = document) => inside.querySelector(selector);

export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function button(properties, ...children) {
  return el("button", { type: "button", ...properties }, ...children);
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function avatar(id, name, extra = "") {
  return el("span", { class: `avatar tint-${Math.abs(Number(id) || 0) % 7} ${extra}`, "aria-hidden": "true" }, initialsOf(name));
}

// ---- toasts
let toastTimer;
export function toast(text, { bad = false } = {}) {
  const box = $("#toast");
  box.replaceChildren(el("span", { dir: "auto" }, text));
  box.style.bottom = `${$("#chat").hidden ? 20 : $("#foot").offsetHeight + 14}px`;
  box.className = bad ? "shown bad" : "shown";
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => box.classList.remove("shown"), Math.min(8000, 2600 + text.length * 40));
}

export async function copy(text, said = words.copied) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { class: "away" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast(said);
}

// ---- dialogs: a sheet from the bottom on a phone, a card in the middle for an alert
export function sheet(title, content, { kind = "sheet", label } = {}) {
  const dialog = el("dialog", { class: kind, "aria-label": label ?? title });
  const close = () => {
    if (!dialog.open) return;
    dialog.classList.add("leaving");
    setTimeout(() => dialog.close(), 160);
  };
  if (title) {
    dialog.append(el("header", {}, el("h2", {}, title),
      kind === "sheet" && button({ class: "plain round", "aria-label": words.close, onclick: close }, icon("close"))));
  }
  dialog.append(...content(close));
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("close", () => dialog.remove());
  $("#phone").append(dialog);
  dialog.showModal();
  return close;
}

export function alertBox(text) {
  sheet("", (close) => [
    el("p", { class: "alert-text", dir: "auto" }, text),
    el("div", { class: "alert-row" }, button({ class: "plain strong", onclick: close, autofocus: true }, words.alertOk)),
  ], { kind: "alert", label: text });
}

export function ask(title, text, yes, act, { danger = false } = {}) {
  sheet("", (close) => [
    el("h2", { class: "alert-title" }, title),
    text && el("p", { class: "alert-text" }, text),
    el("div", { class: "alert-row" },
      button({ class: "plain", onclick: close }, words.cancel),
      button({ class: `plain strong${danger ? " danger" : ""}`, autofocus: true, onclick: () => { close(); act(); } }, yes)),
  ].filter(Boolean), { kind: "alert", label: title });
}

export function choose(title, rows) {
  sheet(title, (close) => [el("div", { class: "rows" }, rows.map((row) =>
    button({ class: `row${row.danger ? " danger" : ""}`, onclick: () => { close(); row.act(); } },
      row.face ?? el("span", { class: `badge-icon ${row.tint ?? ""}` }, icon(row.icon)),
      el("span", { class: "row-text" }, el("span", { dir: "auto" }, row.title), row.hint && el("small", { dir: "auto" }, row.hint)))))]);
}

// ---- a menu beside what was pressed
export function menu(at, rows) {
  const phone = $("#phone");
  const box = el("div", { class: "menu", role: "menu" });
  const veil = el("div", { class: "veil" });
  const close = () => {
    veil.remove();
    box.remove();
    document.removeEventListener("keydown", onKey, true);
  };
  const onKey = (event) => {
    const items = [...box.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (step) items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  for (const row of rows.filter(Boolean)) {
    box.append(button({ role: "menuitem", class: row.danger ? "danger" : "", onclick: () => { close(); row.act(); } }, icon(row.icon), row.title));
  }
  veil.addEventListener("pointerdown", (event) => { event.preventDefault(); close(); });
  veil.addEventListener("contextmenu", (event) => event.preventDefault());
  phone.append(veil, box);
  const frame = phone.getBoundingClientRect();
  const left = Math.min(at.x - frame.left, frame.width - box.offsetWidth - 8);
  const top = Math.min(at.y - frame.top, frame.height - box.offsetHeight - 8);
  box.style.left = `${Math.max(8, left)}px`;
  box.style.top = `${Math.max(8, top)}px`;
  document.addEventListener("keydown", onKey, true);
  box.firstElementChild?.focus();
}
