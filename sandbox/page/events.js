// What the stream of events changes in the open chat and around it.

import { noteLast, read, refreshChats, setCommands, showDown } from "./chats.js";
import { alertBox, toast } from "./dom.js";
import { begin, refreshWorld, tickTo } from "./identity.js";
import { follow } from "./sending.js";
import { later, state, ui } from "./state.js";
import { blank, subtitle } from "./top.js";

let typingTimer;

export function take(event) {
  const here = state.chat && event.chat === state.chat.chat;
  if (state.early && here) { state.early.push(event); return; }
  (on[event.kind] ?? (() => {}))(event, here);
}

export function stopTyping() {
  clearTimeout(typingTimer);
}

async function refresh() {
  await refreshWorld();
  await refreshChats();
}

const on = {
  message({ chat: id, message }, here) {
    if (!here) { later(refreshChats); return; }
    const known = ui.log.rows.has(message.message_id);
    const stay = ui.log.atEnd();
    const pending = message.mine && [...document.querySelectorAll(".message.pending")].find((row) => row.text === message.text);
    if (pending) pending.remove();
    ui.log.put(message, { fresh: !known && !pending });
    blank();
    noteLast(id, message);
    if (!message.mine) {
      subtitle();
      if (message.force_reply) ui.composer.startReply(message);
    }
    if (stay || message.mine) ui.log.toEnd(!message.mine);
    else if (!known) { state.below += 1; showDown(); }
    later(read);
  },
  edited({ message }, here) {
    if (here) ui.log.edit(message);
    const entry = state.chats.find(({ chat: id }) => id === message.chat?.id);
    if (entry?.last?.message_id === message.message_id) noteLast(entry.chat, message);
  },
  deleted({ message_id: id }, here) {
    if (here) { ui.log.remove(id); setTimeout(blank, 300); }
    later(refreshChats);
  },
  typing({ action }, here) {
    if (!here) return;
    clearTimeout(typingTimer);
    subtitle(action === "cancel" ? undefined : action);
    typingTimer = setTimeout(() => subtitle(), 5500);
  },
  answered({ callback_id: id, text, show_alert: alert, url }) {
    ui.presses.answer(id);
    if (text && alert) alertBox(text);
    else if (text) toast(text);
    if (url) follow(url);
  },
  keyboard({ keyboard: markup }, here) {
    if (!here) return;
    const again = !markup?.one_time_keyboard && JSON.stringify(markup) === JSON.stringify(ui.keyboard.markup);
    if (!again) ui.keyboard.set(markup);
  },
  commands({ commands: list }, here) {
    if (here || list) setCommands(list);
  },
  clock: (event) => tickTo(event),
  people: () => later(refresh),
  restarted: () => later(begin),
};
