// The conversation: one row per message, grouped by day and by who speaks. The scroller is a reversed column:
// its zero is the bottom, so what is added above or grows below never moves what one is reading.

import { $, avatar, button, el, icon } from "./dom.js";
import { inlineKeyboard } from "./keyboards.js";
import { deepLink, onlyEmoji, rich } from "./text.js";
import { dayKey, dayName, momentOf, nameOf, now, sizeOf, timeOf, words } from "./words.js";

const TOGETHER = 10 * 60; // seconds between two messages that still read as one breath

export class Log {
  constructor(acts) {
    this.acts = acts;
    this.list = $("#log");
    this.scroller = $("#scroll");
    this.rows = new Map();
    this.messages = new Map();
  }

  clear() {
    this.rows.clear();
    this.messages.clear();
    this.list.replaceChildren();
    this.scroller.scrollTop = 0;
  }

  get oldest() {
    return Math.min(...this.messages.keys());
  }

  get newest() {
    return Math.max(0, ...this.messages.keys());
  }

  atEnd() {
    return this.scroller.scrollTop > -60;
  }

  toEnd(smooth = true) {
    this.scroller.scrollTo({ top: 0, behavior: smooth ? "smooth" : "auto" });
  }

  put(message, { fresh = false } = {}) {
    const known = this.rows.get(message.message_id);
    if (known) return this.replace(known, message);
    const row = this.draw(message);
    if (fresh) row.classList.add("arriving");
    this.messages.set(message.message_id, message);
    this.rows.set(message.message_id, row);
    this.place(row, message);
    return row;
  }

  replace(row, message, { shine = false } = {}) {
    const next = this.draw(message);
    for (const name of ["first", "last"]) next.classList.toggle(name, row.classList.contains(name));
    next.order = row.order;
    next.stamp = row.stamp;
    if (shine) next.classList.add("shine");
    const focused = row.contains(document.activeElement) && [...row.querySelectorAll("button")].indexOf(document.activeElement);
    row.replaceWith(next);
    this.messages.set(message.message_id, message);
    this.rows.set(message.message_id, next);
    if (typeof focused === "number" && focused >= 0) next.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
    return next;
  }

  edit(message) {
    const row = this.rows.get(message.message_id);
    if (!row) return;
    const before = this.messages.get(message.message_id);
    const same = (what) => JSON.stringify([what.text, what.caption, what.entities, what.caption_entities, what.file_url]);
    this.replace(row, message, { shine: same(before) !== same(message) });
  }

  remove(id) {
    const row = this.rows.get(id);
    if (!row) return;
    this.rows.delete(id);
    this.messages.delete(id);
    row.style.height = `${row.offsetHeight}px`;
    row.classList.add("leaving");
    requestAnimationFrame(() => { row.style.height = "0"; });
    setTimeout(() => {
      const day = row.parentElement;
      const neighbours = [row.previousElementSibling, row.nextElementSibling];
      row.remove();
      if (day && !$(".message", day)) day.remove();
      for (const other of neighbours) this.group(other);
    }, 260);
  }

  // A message sent from here and not yet acknowledged.
  putPending(draft) {
    const row = this.draw({ ...draft, date: Math.floor(now() / 1000), mine: true, pending: true, message_id: 0 });
    row.classList.add("pending", "arriving");
    row.removeAttribute("data-message-id");
    this.place(row, { date: Math.floor(now() / 1000), message_id: Infinity });
    this.toEnd(false);
    return row;
  }

  drop(row) {
    const day = row.parentElement;
    const before = row.previousElementSibling;
    row.remove();
    if (day && !$(".message", day)) day.remove();
    this.group(before);
  }

  place(row, message) {
    row.order = message.message_id;
    row.stamp = message.date;
    const day = this.day(new Date(message.date * 1000), message.message_id);
    let after = day.lastElementChild;
    while (after.order !== undefined && after.order > row.order) after = after.previousElementSibling;
    after.after(row);
    for (const one of [row, row.previousElementSibling, row.nextElementSibling]) this.group(one);
    this.later ??= requestAnimationFrame(() => { this.later = null; this.hang(); });
  }

  // Days follow the messages' order, so that a clock set back does not shuffle the conversation.
  day(date, order) {
    const key = dayKey(date);
    let before = null;
    for (let section = this.list.lastElementChild; section; section = section.previousElementSibling) {
      if (section.dataset.day === key) return section;
      if (section.lastElementChild.order < order) { before = section; break; }
    }
    const section = el("section", { class: "day", data: { day: key } },
      el("div", { class: "separator" }, el("time", { datetime: key }, dayName(date))));
    section.date = date;
    if (before) before.after(section);
    else this.list.prepend(section);
    return section;
  }

  // A day's name that hangs at the top over another text shows only while one scrolls.
  hang() {
    const top = this.scroller.getBoundingClientRect().top;
    for (const section of this.list.children) {
      section.classList.toggle("hanging", section.getBoundingClientRect().top < top - 4);
    }
  }

  scrolled() {
    this.hang();
    this.list.classList.add("scrolling");
    clearTimeout(this.still);
    this.still = setTimeout(() => this.list.classList.remove("scrolling"), 1000);
  }

  renameDays() {
    for (const section of this.list.children) $("time", section).textContent = dayName(section.date);
  }

  group(row) {
    if (!row?.classList.contains("message")) return;
    row.classList.toggle("first", !together(row.previousElementSibling, row));
    row.classList.toggle("last", !together(row, row.nextElementSibling));
  }

  draw(message) {
    const notice = serviceText(message);
    if (notice) {
      return el("article", { class: "message service", data: { messageId: message.message_id } }, el("span", { dir: "auto" }, notice));
    }
    return bubbleRow(message, this.acts);
  }

  reveal(id) {
    const row = this.rows.get(id);
    if (!row) return false;
    row.scrollIntoView({ block: "center", behavior: "smooth" });
    row.classList.remove("found");
    void row.offsetWidth;
    row.classList.add("found");
    return true;
  }
}

function together(above, below) {
  return Boolean(above?.speaker && below?.speaker && above.speaker === below.speaker
    && below.stamp - above.stamp < TOGETHER);
}

function bubbleRow(message, acts) {
  const side = message.mine ? "mine" : "theirs";
  const text = message.text ?? message.caption ?? "";
  const keyboard = message.reply_markup?.inline_keyboard;
  const big = message.text && !keyboard && !message.reply_to_message && !message.forward_origin ? onlyEmoji(message.text) : 0;
  const row = el("article", { class: `message ${side}`, data: { messageId: message.message_id } });
  row.speaker = String(message.from?.id ?? message.sender_chat?.id ?? side);
  const media = mediaOf(message, acts);
  const body = el("div", { class: "body", dir: "auto" });
  if (text) body.append(el("span", { class: "text" }, rich(text, entitiesOf(message), acts)));
  else if (!media) body.append(el("span", { class: "text faint" }, words.unknown));
  const meta = metaOf(message);
  const bubble = el("div", { class: "bubble" }, headOf(message, acts), media?.element);
  if (big) row.classList.add("jumbo", `jumbo-${big}`);
  if (media) row.classList.add(`has-${media.kind}`);
  if (!text && media) (media.kind === "photo" ? media.element : bubble).append(meta);
  else { body.append(meta); bubble.append(body); }
  const stack = el("div", { class: "stack" }, bubble);
  if (keyboard?.length) {
    row.classList.add("with-keys");
    stack.append(inlineKeyboard(keyboard, (key, pressed) => acts.press(message, key, pressed)));
  }
  if (message.chat?.type !== "private" && !message.mine && message.chat) {
    row.classList.add("in-group");
    row.append(avatar(message.from?.id, nameOf(message.from), message.from?.is_bot ? "small bot" : "small"));
  }
  row.append(stack);
  if (!message.pending) bindMenu(row, bubble, message, acts);
  return row;
}

function entitiesOf(message) {
  return (message.text === undefined ? message.caption_entities : message.entities) ?? [];
}

function metaOf(message) {
  const date = new Date(message.date * 1000);
  return el("span", { class: "meta", title: momentOf(date) },
    message.edit_date && el("span", { class: "edited" }, words.edited),
    el("time", { datetime: date.toISOString() }, timeOf(date)),
    message.mine && icon(message.pending ? "clock" : "ticks"));
}

function headOf(message, acts) {
  const head = [];
  if (message.chat && message.chat.type !== "private" && !message.mine) {
    head.push(el("div", { class: `author tint-${message.from?.is_bot ? 5 : Math.abs(message.from?.id ?? 0) % 7}`, dir: "auto" }, nameOf(message.from)));
  }
  const origin = message.forward_origin;
  if (origin) {
    const who = origin.sender_user ?? origin.sender_chat ?? origin.chat;
    head.push(el("div", { class: "forwarded", dir: "auto" }, `${words.forwardedFrom} `,
      el("b", {}, who ? nameOf(who) : (origin.sender_user_name ?? "…"))));
  }
  const original = message.reply_to_message;
  if (original) {
    const snippet = message.quote?.text ?? snippetOf(original);
    head.push(button({ class: "quote", onclick: () => acts.reveal(original.message_id) },
      el("b", { dir: "auto" }, original.mine ? words.you : nameOf(original.from)), el("span", { dir: "auto" }, snippet)));
  }
  return head;
}

function mediaOf(message, acts) {
  if (message.photo?.length) return photo(message, acts);
  if (message.contact) return { kind: "contact", element: contactCard(message.contact, acts) };
  if (message.document) return { kind: "document", element: documentCard(message) };
  const other = ["voice", "video", "sticker", "location", "poll", "audio"].find((kind) => message[kind]);
  if (!other) return null;
  return { kind: "other", element: el("div", { class: "text faint" }, words[other === "audio" ? "voice" : other]) };
}

function photo(message, acts) {
  const { width, height } = message.photo.at(-1);
  const source = message.file_url;
  const caption = message.caption ?? "";
  const element = button({
    class: "picture", "aria-label": caption || words.photo, onclick: () => acts.enlarge(source, caption),
    style: width && height ? { "--ratio": String(Math.min(2.4, Math.max(0.6, width / height))) } : {},
  }, el("img", { src: source, alt: caption, loading: "lazy", decoding: "async" }));
  return { kind: "photo", element };
}

function contactCard(contact, acts) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  return el("div", { class: "card" },
    avatar(contact.user_id ?? contact.phone_number?.slice(-2), name || "?"),
    el("div", { class: "card-text" }, el("b", { dir: "auto" }, name),
      button({ class: "plain tap", onclick: () => acts.copyPhone(contact.phone_number) }, contact.phone_number)));
}

function documentCard(message) {
  const { file_name: name = words.document, file_size: size } = message.document;
  const ext = (/\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1] ?? "").toLowerCase();
  return el("a", { class: "card file", href: message.file_url ?? "#", download: name, "aria-label": `${words.download}: ${name}` },
    el("span", { class: `file-icon ext-${ext}`, "aria-hidden": "true" }, ext ? el("i", {}, ext) : icon("file"), icon("download")),
    el("div", { class: "card-text" }, el("b", { dir: "auto" }, name), el("small", {}, size ? sizeOf(size) : words.document)));
}

function bindMenu(row, bubble, message, acts) {
  let timer;
  const open = (x, y) => acts.menu(message, { x, y });
  bubble.addEventListener("contextmenu", (event) => {
    if (!getSelection().isCollapsed) return; // let a selection be copied the usual way
    event.preventDefault();
    open(event.clientX, event.clientY);
  });
  bubble.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse") return;
    timer = setTimeout(() => open(event.clientX, event.clientY), 480);
  });
  for (const name of ["pointerup", "pointermove", "pointercancel"]) bubble.addEventListener(name, () => clearTimeout(timer));
  row.addEventListener("dblclick", (event) => {
    if (event.target === row) acts.reply(message);
  });
}

export function snippetOf(message) {
  if (!message) return words.deletedTarget;
  const kind = ["photo", "document", "contact", "voice", "video", "sticker", "location", "poll"].find((name) => message[name]);
  const text = message.text ?? message.caption ?? "";
  const label = { photo: words.photo, document: message.document?.file_name, contact: words.contact }[kind] ?? words[kind];
  return ([kind && (label ?? words.document), text].filter(Boolean).join(", ") || serviceText(message) || words.message)
    .slice(0, 200).replaceAll(/\s+/gu, " ");
}

export function linksIn(message, bot) {
  const text = message.text ?? message.caption ?? "";
  const urls = entitiesOf(message)
    .filter(({ type }) => type === "url" || type === "text_link")
    .map((entity) => entity.url ?? text.slice(entity.offset, entity.offset + entity.length));
  for (const key of (message.reply_markup?.inline_keyboard ?? []).flat()) if (key.url) urls.push(key.url);
  return urls.filter((url) => deepLink(url, bot) !== null);
}

function serviceText(message) {
  const who = nameOf(message.from);
  const names = (users) => users.map(nameOf).join(", ");
  if (message.group_chat_created || message.supergroup_chat_created) return `${who}: ${words.created} «${message.chat.title}»`;
  if (message.new_chat_members) return `${names(message.new_chat_members)} ${words.joined}`;
  if (message.left_chat_member) return `${nameOf(message.left_chat_member)} ${words.left}`;
  if (message.new_chat_title) return `${who}: ${words.renamed} «${message.new_chat_title}»`;
  if (message.pinned_message) return `${who}: ${words.pinned}`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return words.nowSupergroup;
  return null;
}
