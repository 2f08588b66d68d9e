// The bench beside the messenger: who one is now, the sandbox's clock, where to start from, groups.

import { $, ask, avatar, button, choose, el, icon, sheet } from "./dom.js";
import { formSheet } from "./composer.js";
import { dateOf, longDateOf, nameOf, now, secondsToTomorrowNine, timeOf, weekdayOf, words } from "./words.js";

const LANGUAGES = [["ru", "Русский"], ["en", "English"], ["uk", "Українська"], ["kk", "Қазақша"], ["de", "Deutsch"], ["ar", "العربية"]];

export class Bench {
  // acts: become(person), addPerson(fields), addGroup(fields), supergroup(id), moveClock(seconds), startFrom(name), block(bool)
  constructor(acts) {
    this.acts = acts;
    this.strip = $("#people");
    this.drawer = $("#drawer");
    this.handle = $("#sandbox");
    this.handle.addEventListener("click", () => this.open(this.drawer.hidden));
    document.addEventListener("keydown", (event) => event.key === "Escape" && !this.drawer.hidden && !wide() && this.open(false));
    $("#phone").addEventListener("pointerdown", () => !wide() && this.open(false), true);
    matchMedia("(min-width: 900px)").addEventListener("change", () => this.open(wide()));
    setInterval(() => this.tick(), 1000);
  }

  open(shown) {
    this.drawer.hidden = !shown;
    this.handle.setAttribute("aria-expanded", String(shown));
  }

  drawPeople(people, me, unread) {
    this.strip.replaceChildren(...people.map((person) => {
      const name = nameOf(person);
      const count = unread.get(person.id) ?? 0;
      return button({
        class: "chip", data: { person: person.id }, title: [name, person.about].filter(Boolean).join(" · "),
        "aria-label": count ? `${name}, ${words.unread}: ${count}` : name, "aria-pressed": String(person.id === me.id),
        onclick: () => this.acts.become(person.id),
      },
      el("span", { class: "chip-face" }, avatar(person.id, name), count > 0 && el("span", { class: "count" }, count > 99 ? "99+" : String(count))),
      el("span", { class: "chip-text" }, el("span", { class: "chip-name", dir: "auto" }, person.first_name || name),
        person.about && el("small", { dir: "auto" }, person.about)));
    }), button({ class: "chip add", id: "add-person", "aria-label": words.addPerson, title: words.addPerson, onclick: () => this.newPerson() },
      el("span", { class: "chip-face" }, el("span", { class: "avatar plus" }, icon("plus"))),
      el("span", { class: "chip-text" }, el("span", { class: "chip-name" }, words.newShort))));
    const mine = $(`[data-person="${me.id}"]`, this.strip);
    if (mine && !wide()) this.strip.scrollTo({ left: mine.offsetLeft - this.strip.clientWidth / 2 + mine.offsetWidth / 2, behavior: "smooth" });
  }

  drawDrawer({ world, me, blocked }) {
    const jump = (label, seconds) => button({ class: "tool", onclick: () => this.acts.moveClock(seconds()) }, label);
    this.drawer.replaceChildren(
      el("p", { class: "bench-title" }, icon("flask"), words.sandbox, el("small", {}, words.sandboxHint)),
      el("section", { "aria-label": words.clock },
        el("div", { class: "big-clock" }, el("b", { id: "big-time" }), el("span", { id: "big-date" })),
        el("div", { class: "tools" },
          jump(words.hour, () => 3600), jump(words.tomorrow9, secondsToTomorrowNine), jump(words.day, () => 86_400), jump(words.week, () => 604_800))),
      el("section", {}, el("h2", {}, words.chats),
        el("div", { class: "tools" },
          button({ class: "tool", onclick: () => this.newGroup(world.people, me) }, icon("people"), words.newGroup),
          button({ class: "tool", onclick: () => this.acts.block(!blocked) }, icon("block"), blocked ? words.unblock : words.block))),
      world.starts?.length ? el("section", {}, el("h2", {}, words.starts),
        el("div", { class: "tools" }, world.starts.map((name) => button({
          class: "tool", onclick: () => this.restart(name),
        }, icon(name === "demo" ? "star" : "restart"), start(name))))) : "");
    this.tick(true);
  }

  restart(name) {
    const hint = { demo: words.demoHint, empty: words.emptyHint }[name];
    ask(start(name), [hint && `${hint}.`, words.restartHint].filter(Boolean).join(" "), words.restart.replace("?", ""),
      () => this.acts.startFrom(name), { danger: true });
  }

  tick(always = false) {
    const date = now();
    const text = `${weekdayOf(date)} ${dateOf(date)}, ${timeOf(date)}`;
    if (!always && this.shown === text) return;
    this.shown = text;
    const handle = $("#now");
    handle.dateTime = date.toISOString();
    handle.replaceChildren(el("b", {}, icon("fast"), timeOf(date)), " ", el("span", {}, `${weekdayOf(date)} ${dateOf(date)}`));
    this.handle.setAttribute("aria-label", `${words.sandbox}: ${text}`);
    const big = $("#big-time");
    if (!big) return;
    big.textContent = timeOf(date);
    $("#big-date").textContent = longDateOf(date);
    this.acts.minute?.();
  }

  newPerson() {
    formSheet(words.addPerson, [
      { name: "first_name", label: words.firstName, required: true },
      { name: "last_name", label: words.lastName },
      { name: "language_code", label: words.language, options: LANGUAGES },
      { name: "phone", label: words.phone, type: "tel", placeholder: "+7 …" },
      { name: "username", label: words.username, placeholder: "@…" },
    ], words.create, (person) => this.acts.addPerson({ ...person, username: person.username?.replace(/^@/u, "") }));
  }

  newGroup(people, me) {
    const boxes = people.map((person) => [person, el("input", { type: "checkbox", ...(person.id === me.id ? { checked: true, disabled: true } : {}) })]);
    const title = el("input", { name: "title", required: true, dir: "auto" });
    sheet(words.newGroup, (close) => {
      const form = el("form", { class: "form", autocomplete: "off" },
        el("label", {}, el("span", {}, words.groupTitle), title),
        el("fieldset", {}, el("legend", {}, words.groupMembers), boxes.map(([person, box]) =>
          el("label", { class: "check" }, box, avatar(person.id, nameOf(person), "small"), el("span", { dir: "auto" }, nameOf(person))))),
        el("button", { class: "wide", type: "submit" }, words.create));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        close();
        this.acts.addGroup({
          title: title.value.trim(), by: me.id, members: boxes.filter(([, box]) => box.checked).map(([person]) => person.id),
        });
      });
      return [form];
    });
    title.focus();
  }
}

export function choosePerson(title, people, act) {
  choose(title, people.map((person) => ({
    face: avatar(person.id, nameOf(person)), title: nameOf(person), hint: person.about, act: () => act(person),
  })));
}

const start = (name) => ({ demo: words.demo, empty: words.empty })[name] ?? name;
export const wide = () => matchMedia("(min-width: 900px)").matches;
