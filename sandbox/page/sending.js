// What one does in the open chat: writes, presses, starts the bot, follows a link.

import { noteLast, openChat, refreshChats } from "./chats.js";
import { $, ask, copy, toast } from "./dom.js";
import { become } from "./identity.js";
import { choosePerson } from "./people.js";
import { address, attempt, failed, home, state, ui } from "./state.js";
import { deepLink, safeUrl } from "./text.js";
import { blank } from "./top.js";
import { words } from "./words.js";

export function withMine(message) {
  return { mine: true, ...message };
}

export function arrived(message) {
  if (!message?.message_id) return;
  ui.log.put(withMine(message), { fresh: true });
  ui.log.toEnd();
  noteLast(state.chat.chat, message);
}

// Another chat may be open by the time a file has gone: that chat then hears of it as an event.
export function deliver(work) {
  const from = state.turn;
  return attempt(async () => {
    const message = await work();
    if (from === state.turn) arrived(message);
  });
}

export async function sendText(text, reply) {
  const { chat, me, mine, turn: from } = state;
  const pending = ui.log.putPending({ text, chat: { id: chat.chat, type: chat.kind }, from: me, reply_to_message: reply });
  blank();
  pending.text = text;
  try {
    const message = await mine.send({ chat: chat.chat, text, ...(reply ? { reply_to: reply.message_id } : {}) });
    ui.log.drop(pending);
    if (from === state.turn) {
      if (message?.message_id && !ui.log.rows.has(message.message_id)) ui.log.put(withMine(message));
      noteLast(chat.chat, message);
    }
  } catch (error) {
    ui.log.drop(pending);
    blank();
    throw error;
  }
}

export const say = (text) => attempt(() => sendText(text, null));

export async function press(message, key, pressed) {
  if (pressed.classList.contains("waiting")) return;
  if (key.url || key.login_url) { follow(key.url ?? key.login_url.url); return; }
  if (key.copy_text) { copy(key.copy_text.text); return; }
  if (key.web_app) { window.open(safeUrl(key.web_app.url), "_blank", "noopener"); return; }
  if (key.callback_data === undefined) { toast(words.notHere); return; }
  ui.presses.spin(pressed);
  try {
    const { callback_id: id } = await state.mine.press(state.chat.chat, message.message_id, key.callback_data);
    ui.presses.sent(id, pressed);
  } catch (error) {
    ui.presses.rest(pressed);
    failed(error);
  }
}

export function pressReply(key) {
  if (key.request_contact) shareOwnContact();
  else if (["request_location", "request_users", "request_chat", "request_poll"].some((kind) => key[kind])) toast(words.notHere);
  else if (key.web_app) window.open(safeUrl(key.web_app.url), "_blank", "noopener");
  else say(key.text);
}

export function shareOwnContact() {
  ask(words.shareContact, [state.me.phone, `${words.shareContactHint}.`].filter(Boolean).join("\n"), words.share,
    () => deliver(() => state.mine.shareContact(state.chat.chat)));
}

export async function start() {
  const opening = $("#start");
  opening.disabled = true;
  await attempt(async () => {
    await state.mine.start(state.payload);
    state.payload = undefined;
    address.searchParams.delete("start");
    state.started = true;
    await openChat(home());
  });
  opening.disabled = false;
}

async function startWith(given) {
  await openChat(home());
  await attempt(async () => { await state.mine.start(given || undefined); await openChat(home()); });
}

export function follow(raw) {
  const href = safeUrl(raw);
  const given = deepLink(raw, state.world.bot.username);
  if (given) startWith(given);
  else if (given === "") openChat(home());
  else if (!href) toast(raw);
  else if (shared(href)) openAs(shared(href));
  else window.open(href, "_blank", "noopener,noreferrer");
}

export function openAs(payload) {
  choosePerson(words.chooseLinkPerson, state.world.people, (person) => become(person.id, { payload }));
}

// t.me/share/url?url=<a link to this bot>: in the sandbox it reaches a person who opens it.
function shared(href) {
  const url = new URL(href);
  if (!["t.me", "telegram.me"].includes(url.hostname) || !url.pathname.startsWith("/share")) return null;
  return deepLink(url.searchParams.get("url") ?? "", state.world.bot.username) || null;
}

export async function block(blocked) {
  await attempt(async () => {
    await state.mine.block(blocked);
    await refreshChats();
    await openChat(home());
  });
}
