// What every part of the page shares: who one is, which chat is open, and the parts themselves.

import { Refused } from "./api.js";
import { avatar, toast } from "./dom.js";
import { words } from "./words.js";

export const address = new URL(location.href);

export const state = {
  world: null,
  me: null, // the current person
  mine: null, // what they can do
  chats: [],
  chat: null, // the open one
  started: true,
  payload: address.searchParams.get("start") ?? undefined,
  older: true, // there may be earlier messages
  turn: 0, // the latest opening wins over one still under way
  early: null, // events that come while a chat is being loaded
  below: 0, // messages that came while one was reading above
};

export const ui = {}; // log, presses, keyboard, composer, commands, bench: chat.js puts them together
export const closed = new Set(); // chats whose keyboard was put away

export const home = () => state.chats.find(({ kind }) => kind === "private")?.chat;
export const isPrivate = () => state.chat?.kind === "private";
export const place = () => `${state.me.id}:${state.chat.chat}`;
export const face = (entry, extra = "") => avatar(entry.chat, entry.title, `${extra}${entry.kind === "private" ? " bot" : ""}`);

export function failed(error) {
  if (!(error instanceof Refused)) throw error;
  toast(error.message === "offline" ? words.offline : error.message, { bad: true });
}

export async function attempt(work) {
  try { return await work(); } catch (error) { failed(error); return undefined; }
}

// Bursts of events ask for one refresh.
const waiting = new Map();
export function later(work) {
  if (waiting.has(work)) return;
  waiting.set(work, setTimeout(() => { waiting.delete(work); attempt(work); }, 120));
}
