// The chat page: its parts put together, and what a tap in each of them does.

import * as api from "./api.js";
import { drawChats, openChat, read, refreshChats, scrolled } from "./chats.js";
import { Composer } from "./composer.js";
import { $, copy, toast } from "./dom.js";
import { become, begin, countUnread, refreshWorld, tickTo } from "./identity.js";
import { Commands, Presses, ReplyKeyboard } from "./keyboards.js";
import { chatMenu, enlarge, messageMenu } from "./menus.js";
import { Log } from "./messages.js";
import { Bench, wide } from "./people.js";
import { block, deliver, follow, press, pressReply, say, sendText, shareOwnContact, start, withMine } from "./sending.js";
import { address, attempt, closed, failed, home, isPrivate, later, place, state, ui } from "./state.js";
import { nameOf, words } from "./words.js";

// ---- what a tap in a message does
ui.log = new Log({
  command: (text) => say(text),
  hashtag: (text) => copy(text),
  link: follow,
  mention(who) {
    const name = typeof who === "string" ? who.slice(1) : who?.username;
    if (name && name === state.world.bot.username && !isPrivate()) openChat(home());
    else copy(typeof who === "string" ? who : nameOf(who));
  },
  copyPhone: (phone) => copy(phone),
  reply: (message) => ui.composer.startReply(message),
  reveal: (id) => ui.log.reveal(id),
  enlarge, press, menu: messageMenu,
});
ui.presses = new Presses(() => toast(words.noAnswer, { bad: true }));

// ---- below the messages
ui.keyboard = new ReplyKeyboard({
  onPress: pressReply,
  onChange() {
    const { keyboard, composer } = ui;
    composer?.input.setAttribute("placeholder", keyboard.placeholder);
    if (state.chat) closed[keyboard.markup && keyboard.box.hidden ? "add" : "delete"](place());
  },
});
ui.composer = new Composer({
  send: ({ text, reply }) => sendText(text, reply),
  edit: async (message, text) => ui.log.edit(withMine(await state.mine.edit(state.chat.chat, message.message_id, text))),
  editLast() {
    const own = [...ui.log.messages.values()].filter((message) => message.mine && message.text);
    const last = own.sort((a, b) => b.message_id - a.message_id)[0];
    if (last) ui.composer.startEdit(last);
  },
  upload: (file, options) => deliver(() => state.mine.upload(state.chat.chat, file, options)),
  contact: (contact) => deliver(() => state.mine.send({ chat: state.chat.chat, contact })),
  forward: (name, text) => deliver(() => state.mine.send({ chat: state.chat.chat, forward_from: { sender_user_name: name }, text })),
  shareOwnContact, failed,
  people: () => state.world.people.filter((person) => person.id !== state.me.id),
  typed: (text) => ui.commands.typed(text),
  key: (event) => ui.commands.key(event),
});
ui.commands = new Commands({ input: ui.composer.input, onPick: (text) => { ui.composer.set(""); say(text); } });

// ---- beside the messenger
ui.bench = new Bench({
  become: (id) => become(id),
  addPerson: (fields) => attempt(async () => {
    const person = await api.addPerson(fields);
    await refreshWorld();
    await become(person.id);
  }),
  addGroup: (fields) => attempt(async () => {
    const group = await api.addGroup(fields);
    await refreshWorld();
    await refreshChats();
    await openChat(group.id);
  }),
  moveClock: (seconds) => attempt(async () => tickTo(await api.moveClock(seconds))),
  startFrom: (name) => attempt(async () => { await api.startFrom(name); await begin(); }),
  block,
  minute: () => ui.log.renameDays(),
});

ui.log.scroller.addEventListener("scroll", scrolled, { passive: true });
$("#to-end").addEventListener("click", () => ui.log.toEnd());
$("#composer").addEventListener("mousedown", (event) => event.target.closest("#send") && event.preventDefault()); // keeps the focus in the input
$("#back").addEventListener("click", () => { $("#chats").hidden = false; $("#chat").hidden = true; drawChats(); attempt(refreshChats); });
$("#chat-menu").addEventListener("click", chatMenu);
$("#start").addEventListener("click", start);
$("#unblock").addEventListener("click", () => block(false));
document.addEventListener("visibilitychange", () => state.chat && document.visibilityState === "visible" && later(read));
setInterval(() => document.visibilityState === "visible" && state.me && attempt(countUnread), 5000);
document.body.classList.toggle("shot", address.searchParams.has("shot"));
ui.bench.open(wide() && !address.searchParams.has("shot"));
begin().catch((error) => { failed(error); setTimeout(() => location.reload(), 3000); });
