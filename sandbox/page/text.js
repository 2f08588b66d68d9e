// Message.entities on the page: UTF-16 offsets are what JavaScript strings count in, so no conversion is needed.
// Text becomes text nodes only; nothing a bot or a person wrote is ever parsed as HTML.

import { copy, el, icon } from "./dom.js";
import { words } from "./words.js";

const SAFE = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);
const INLINE = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", custom_emoji: "span",
};

export function safeUrl(raw) {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/iu.test(raw) ? raw : `https://${raw}`);
    return SAFE.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

// The payload of t.me/<bot>?start=payload, "" for a bare t.me/<bot>, null for any other address.
export function deepLink(raw, bot) {
  const href = safeUrl(raw);
  if (!href || !bot) return null;
  const url = new URL(href);
  const name = url.protocol === "tg:" ? url.searchParams.get("domain") : url.pathname.split("/")[1];
  const here = url.protocol === "tg:" || ["t.me", "telegram.me", "www.t.me"].includes(url.hostname);
  if (!here || name?.toLowerCase() !== bot.toLowerCase()) return null;
  return url.searchParams.get("start") ?? "";
}

// `acts`: what a tap does: command(text), link(url), person(user), hashtag(text).
export function rich(text, entities, acts) {
  const into = document.createDocumentFragment();
  const queue = (entities ?? [])
    .filter((entity) => Number.isInteger(entity.offset) && entity.length > 0)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  pour(text, 0, text.length, queue, into, acts);
  return into;
}

function pour(text, from, to, queue, into, acts) {
  let at = from;
  let afterBlock = false;
  const plain = (end) => {
    let piece = text.slice(at, end);
    if (afterBlock && piece.startsWith("\n")) piece = piece.slice(1); // the block itself has ended the line
    if (piece) into.append(piece);
    if (end > at) afterBlock = false;
    at = end;
  };
  while (queue.length) {
    const entity = queue.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    plain(start);
    const inner = [];
    while (queue.length && queue[0].offset < end) {
      const child = queue.shift();
      const over = child.offset + child.length - end;
      inner.push(child);
      if (over > 0) insertSorted(queue, { ...child, offset: end, length: over });
    }
    const { shell, hold, block } = wrap(entity, text.slice(start, end), acts);
    pour(text, start, end, inner, hold, acts);
    into.append(shell);
    afterBlock = block;
    at = end;
  }
  plain(to);
}

function insertSorted(queue, entity) {
  const place = queue.findIndex((other) => other.offset > entity.offset);
  queue.splice(place < 0 ? queue.length : place, 0, entity);
}

function wrap(entity, piece, acts) {
  const same = (element, block = false) => ({ shell: element, hold: element, block });
  const tap = (act, kind = "tap") => same(el("a", {
    class: kind, href: "#", onclick: (event) => { event.preventDefault(); act(); },
  }));
  switch (entity.type) {
    case "code": return same(el("code", { title: words.copy, onclick: () => copy(piece) }));
    case "pre": return pre(entity, piece);
    case "blockquote": return same(el("blockquote", { dir: "auto" }), true);
    case "expandable_blockquote": return longQuote(piece);
    case "spoiler": return same(spoiler());
    case "url": return same(link(piece, acts));
    case "text_link": return same(link(entity.url, acts));
    case "email": return same(link(`mailto:${piece}`, acts));
    case "phone_number": return tap(() => copy(piece), "tap phone");
    case "bot_command": return tap(() => acts.command(piece), "tap command");
    case "mention": return tap(() => acts.mention(piece), "tap mention");
    case "text_mention": return tap(() => acts.mention(entity.user), "tap mention");
    case "hashtag":
    case "cashtag": return tap(() => acts.hashtag(piece));
    default: return same(el(INLINE[entity.type] ?? "span"));
  }
}

function link(raw, acts) {
  const href = safeUrl(raw);
  if (!href) return el("span");
  return el("a", {
    class: "tap", href, target: "_blank", rel: "noopener noreferrer",
    onclick: (event) => { event.preventDefault(); acts.link(raw); },
  });
}

function spoiler() {
  const element = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": words.showSpoiler });
  const show = (event) => {
    if (element.classList.contains("shown") || (event.type === "keydown" && event.key !== "Enter")) return;
    event.preventDefault();
    event.stopPropagation();
    element.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) element.removeAttribute(name);
  };
  element.addEventListener("click", show, true);
  element.addEventListener("keydown", show);
  return element;
}

function pre(entity, piece) {
  const code = el("code");
  const shell = el("pre", { title: words.copy, onclick: () => copy(piece) }, code);
  if (entity.language) shell.prepend(el("span", { class: "language" }, entity.language));
  return { shell, hold: code, block: true };
}

function longQuote(piece) {
  const hold = el("div", { class: "quoted", dir: "auto" });
  const shell = el("blockquote", { class: "long" }, hold);
  if (piece.split("\n").length > 3 || piece.length > 120) {
    shell.classList.add("folded");
    const toggle = el("button", { type: "button", class: "fold", "aria-expanded": "false", "aria-label": "…" }, icon("down"));
    toggle.addEventListener("click", () => {
      toggle.setAttribute("aria-expanded", String(!shell.classList.toggle("folded")));
    });
    shell.append(toggle);
  }
  return { shell, hold, block: true };
}

const EMOJI = /^(?:\p{RI}\p{RI}|\p{Emoji}(?:\p{EMod}|\uFE0F\u20E3?|[\u{E0020}-\u{E007E}]+\u{E007F})?(?:\u200D\p{Emoji}(?:\p{EMod}|\uFE0F)?)*)$/u;
export function onlyEmoji(text) {
  if (!text || text.length > 40 || /^[\d#*\s]+$/u.test(text)) return 0;
  const parts = [...new Intl.Segmenter().segment(text)].map((part) => part.segment);
  return parts.length <= 3 && parts.every((part) => EMOJI.test(part) && !/^[\d#*]$/u.test(part)) ? parts.length : 0;
}
