// What opens over the chat: the menus of a message and of the chat, where to forward to, a picture at full size.

import * as api from "./api.js";
import { openChat, refreshChats } from "./chats.js";
import { $, button, copy, el, icon, menu, sheet } from "./dom.js";
import { refreshWorld } from "./identity.js";
import { linksIn } from "./messages.js";
import { arrived, block, openAs } from "./sending.js";
import { attempt, face, isPrivate, state, ui } from "./state.js";
import { deepLink } from "./text.js";
import { words } from "./words.js";

export function messageMenu(message, at) {
  const text = message.text ?? message.caption;
  const bot = state.world.bot.username;
  const link = linksIn(message, bot)[0];
  menu(at, [
    { icon: "reply", title: words.reply, act: () => ui.composer.startReply(message) },
    text && { icon: "copy", title: words.copy, act: () => copy(text) },
    message.mine && message.text && !message.forward_origin && { icon: "edit", title: words.edit, act: () => ui.composer.startEdit(message) },
    text && { icon: "forward", title: words.forward, act: () => forward(message, text) },
    link && { icon: "people", title: words.openLinkAs, act: () => openAs(deepLink(link, bot)) },
    link && { icon: "link", title: words.copy, act: () => copy(link, words.linkCopied) },
  ]);
}

function forward(message, text) {
  const hidden = message.forward_origin?.sender_user_name;
  const origin = hidden ? { sender_user_name: hidden } : (message.forward_origin?.sender_user ?? message.from ?? state.me);
  sheet(words.chooseChat, (close) => [el("div", { class: "rows" }, state.chats.map((entry) => button({
    class: "row", onclick: () => {
      close();
      attempt(async () => {
        const sent = await state.mine.send({ chat: entry.chat, forward_from: origin, text });
        if (entry.chat === state.chat.chat) arrived(sent);
        else await openChat(entry.chat);
      });
    },
  }, face(entry), el("span", { class: "row-text" }, el("span", { dir: "auto" }, entry.title)))))]);
}

export function chatMenu() {
  const { chat, world, me } = state;
  const box = $("#chat-menu").getBoundingClientRect();
  const group = !isPrivate();
  menu({ x: box.right - 230, y: box.bottom + 4 }, [
    !group && { icon: "block", title: chat.blocked ? words.unblock : words.block, danger: !chat.blocked, act: () => block(!chat.blocked) },
    group && chat.kind === "group" && { icon: "star", title: words.supergroup, act: () => attempt(async () => {
      const upgraded = await api.makeSupergroup(chat.chat);
      await refreshWorld();
      await refreshChats();
      await openChat(upgraded.id);
    }) },
    { icon: "people", title: words.newGroup, act: () => ui.bench.newGroup(world.people, me) },
  ]);
}

export function enlarge(source, caption) {
  sheet("", (close) => {
    const image = el("img", { src: source, alt: caption || words.photo });
    const frame = el("div", { class: "frame", onclick: (event) => {
      if (event.target === frame) { close(); return; }
      const box = image.getBoundingClientRect();
      const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
      if (frame.classList.toggle("zoomed")) {
        frame.scrollTo(frame.scrollWidth * x - frame.clientWidth / 2, frame.scrollHeight * y - frame.clientHeight / 2);
      }
    } }, image);
    return [frame,
      el("div", { class: "light-tools" },
        el("a", { class: "plain round", href: source, download: "", "aria-label": words.download }, icon("download")),
        button({ class: "plain round", "aria-label": words.close, autofocus: true, onclick: close }, icon("close"))),
      caption && el("p", { class: "light-caption", dir: "auto" }, caption)].filter(Boolean);
  }, { kind: "light", label: caption || words.photo });
}
