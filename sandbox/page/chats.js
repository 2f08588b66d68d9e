// The chats of a person: their list, opening one, reading it, and its earlier messages.

import { recall } from "./composer.js";
import { $, button, el } from "./dom.js";
import { take } from "./events.js";
import { countUnread } from "./identity.js";
import { snippetOf } from "./messages.js";
import { address, attempt, closed, face, isPrivate, place, state, ui } from "./state.js";
import { blank, drawTop } from "./top.js";
import { nameOf, shortMoment, words } from "./words.js";

// ---- the list
export async function refreshChats() {
  state.chats = await state.mine.chats();
  if (state.chat) state.chat = state.chats.find((entry) => entry.chat === state.chat.chat) ?? state.chat;
  drawChats();
}

export function noteLast(id, message) {
  const entry = state.chats.find((other) => other.chat === id);
  if (entry && message?.message_id) entry.last = message;
  drawChats();
}

export function drawChats() {
  const { chat, chats } = state;
  const total = chats.reduce((sum, entry) => sum + (entry.chat === chat?.chat ? 0 : entry.unread), 0);
  const badge = $("#back .count");
  badge.hidden = !total;
  badge.textContent = String(total);
  if ($("#chats").hidden) return;
  const sorted = [...chats].sort((a, b) => (b.last?.date ?? 0) - (a.last?.date ?? 0));
  $("#chat-rows").replaceChildren(...sorted.map(chatRow));
}

function chatRow(entry) {
  const { chat, me } = state;
  const draft = recall(`${me.id}:${entry.chat}`);
  const author = entry.kind !== "private" && entry.last?.from ? `${entry.last.from.id === me.id ? words.you : nameOf(entry.last.from)}: ` : "";
  return button({ class: "chat-row", data: { chat: entry.chat }, "aria-current": entry.chat === chat?.chat ? "true" : null, onclick: () => openChat(entry.chat) },
    face(entry),
    el("span", { class: "chat-row-text" },
      el("span", { class: "line" }, el("b", { dir: "auto" }, entry.title), entry.last && el("time", {}, shortMoment(new Date(entry.last.date * 1000)))),
      el("span", { class: "line" },
        el("span", { class: "preview-text", dir: "auto" }, draft ? el("i", { class: "draft" }, `${words.draft}: `) : el("i", {}, author),
          draft || (entry.last ? snippetOf(entry.last) : words.noMessages)),
        entry.unread > 0 && el("span", { class: "count" }, String(entry.unread)))));
}

// ---- the open one
export async function openChat(id) {
  const entry = state.chats.find((other) => other.chat === id) ?? state.chats[0];
  if (!entry) return;
  const opening = ++state.turn;
  state.chat = entry;
  ui.composer.open(place());
  $("#chats").hidden = true;
  $("#chat").hidden = false;
  state.early = [];
  const loaded = await attempt(() => state.mine.messages(entry.chat));
  if (opening !== state.turn) return;
  draw(loaded);
  remember();
  const missed = state.early;
  state.early = null;
  missed.forEach(take);
  ui.log.toEnd(false);
  await read();
}

function draw(loaded) {
  ui.presses.forget();
  ui.log.clear();
  state.older = (loaded?.messages.length ?? 0) >= 50;
  for (const message of loaded?.messages ?? []) ui.log.put(message);
  state.started = loaded?.started ?? true;
  ui.keyboard.set(loaded?.keyboard ?? null, { open: !closed.has(place()) });
  setCommands(loaded?.commands);
  $("#chat").classList.toggle("group", !isPrivate());
  state.below = 0;
  drawTop();
  ui.composer.fit();
  blank();
}

export function setCommands(list) {
  ui.commands.set(list, isPrivate() ? "" : `@${state.world.bot.username}`);
}

function remember() {
  address.searchParams.set("person", state.me.id);
  if (isPrivate()) address.searchParams.delete("chat");
  else address.searchParams.set("chat", state.chat.chat);
  history.replaceState(null, "", address);
}

export async function read() {
  const { chat } = state;
  if (!chat || document.visibilityState !== "visible") return;
  if (chat.unread) {
    chat.unread = 0;
    drawChats();
  }
  await attempt(() => state.mine.read(chat.chat));
  await countUnread();
}

// ---- scrolling
let loading = false;
export async function scrolled() {
  ui.log.scrolled();
  if (ui.log.atEnd() && state.below) state.below = 0;
  showDown();
  const { scrollTop, scrollHeight, clientHeight } = ui.log.scroller;
  if (loading || !state.older || !state.chat || scrollHeight - clientHeight + scrollTop > 900) return;
  loading = true;
  const reading = state.turn;
  const page = await attempt(() => state.mine.messages(state.chat.chat, ui.log.oldest));
  if (page && reading === state.turn) {
    state.older = page.messages.length >= 50;
    for (const message of page.messages.reverse()) ui.log.put(message);
  }
  loading = false;
}

export function showDown() {
  $("#to-end").hidden = ui.log.scroller.scrollTop > -300;
  const badge = $("#to-end .count");
  badge.hidden = !state.below;
  badge.textContent = String(state.below);
}
