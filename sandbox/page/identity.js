// Who one is: becoming another person, in their language, with their chats and their stream of events.

import * as api from "./api.js";
import { openChat, refreshChats } from "./chats.js";
import { $, toast } from "./dom.js";
import { stopTyping, take } from "./events.js";
import { address, attempt, home, later, state, ui } from "./state.js";
import { setClock, speak, words } from "./words.js";

const unread = new Map(); // person → count
let stop = () => {};

export async function refreshWorld() {
  state.world = await api.world();
  tickTo(state.world);
  if (state.me) state.me = state.world.people.find(({ id }) => id === state.me.id) ?? state.me;
  await countUnread();
}

export function tickTo({ now: iso }) {
  setClock(iso, state.world.zone);
  ui.bench.tick(true);
  ui.log.renameDays();
}

export async function countUnread() {
  if (address.searchParams.get("shot")) return;
  await Promise.all(state.world.people.map(async (person) => {
    const list = person.id === state.me?.id ? state.chats : await api.as(person.id).chats().catch(() => []);
    unread.set(person.id, list.reduce((sum, entry) => sum + entry.unread, 0));
  }));
  if (state.me) ui.bench.drawPeople(state.world.people, state.me, unread);
}

export async function become(id, { payload, chat: wanted } = {}) {
  const { people } = state.world;
  const me = people.find((other) => other.id === id) ?? people[0];
  const becoming = ++state.turn;
  const mine = api.as(me.id);
  const chats = await attempt(() => mine.chats());
  if (!chats || becoming !== state.turn) return;
  stop();
  stopTyping();
  const reading = wanted ?? state.chat?.chat;
  Object.assign(state, { me, mine, chats, payload }); // at once: the open chat is never another person's
  speak(me.language_code);
  label();
  ui.bench.drawPeople(people, me, unread);
  stop = api.listen(me.id, { onEvent: take, onLost: () => toast(words.offline, { bad: true }), onBack: () => later(back) });
  const group = reading !== undefined && chats.find((entry) => entry.chat === reading && entry.kind !== "private");
  await openChat(payload === undefined && group ? group.chat : home());
}

async function back() {
  await refreshWorld();
  await refreshChats();
  if (state.chat) await openChat(state.chat.chat);
}

function label() {
  for (const element of document.querySelectorAll("[data-label]")) {
    const text = words[element.dataset.label];
    element.setAttribute("aria-label", text);
    if (element.tagName === "BUTTON") element.title = text;
  }
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
  $("#commands-button").dataset.text = words.menu;
}

export async function begin() {
  state.world = await api.world();
  unread.clear();
  tickTo(state.world);
  const { people } = state.world;
  const wanted = Number(address.searchParams.get("person"));
  const group = Number(address.searchParams.get("chat")) || undefined;
  if (!people.length) return;
  await become(people.some(({ id }) => id === wanted) ? wanted : people[0].id, { chat: group, payload: state.payload });
  await countUnread();
}
