// The chat page: who one is, which chat is open, and what the stream of events changes in it.

import * as api from "./api.js";
import { Composer, recall } from "./composer.js";
import { $, alertBox, ask, avatar, button, copy, el, icon, menu, sheet, toast } from "./dom.js";
import { Commands, Presses, ReplyKeyboard } from "./keyboards.js";
import { linksIn, Log, snippetOf } from "./messages.js";
import { Bench, choosePerson, wide } from "./people.js";
import { deepLink, safeUrl } from "./text.js";
import { nameOf, setClock, shortMoment, speak, words } from "./words.js";

const address = new URL(location.href);
let world = null;
let me = null; // the current person
let mine = null; // what they can do
let chats = [];
let chat = null; // the open one
let started = true;
let payload = address.searchParams.get("start") ?? undefined;
let older = true; // there may be earlier messages
let turn = 0; // the latest opening wins over one still under way
let early = null; // events that come while a chat is being loaded
let stop = () => {};
let below = 0; // messages that came while one was reading above
let typingTimer;
const unread = new Map(); // person → count
const closed = new Set(); // chats whose keyboard was put away

const home = () => chats.find(({ kind }) => kind === "private")?.chat;
const isPrivate = () => chat?.kind === "private";
const face = (entry, extra = "") => avatar(entry.chat, entry.title, `${extra}${entry.kind === "private" ? " bot" : ""}`);
const place = () => `${me.id}:${chat.chat}`;
const failed = (error) => {
  if (!(error instanceof api.Refused)) throw error;
  toast(error.message === "offline" ? words.offline : error.message, { bad: true });
};
const attempt = async (work) => {
  try { return await work(); } catch (error) { failed(error); return undefined; }
};

// ---- what a tap in a message does
const acts = {
  command: (text) => say(text),
  hashtag: (text) => copy(text),
  link: follow,
  mention(who) {
    const name = typeof who === "string" ? who.slice(1) : who?.username;
    if (name && name === world.bot.username && !isPrivate()) openChat(home());
    else copy(typeof who === "string" ? who : nameOf(who));
  },
  copyPhone: (phone) => copy(phone),
  reply: (message) => composer.startReply(message),
  reveal: (id) => log.reveal(id),
  enlarge, press, menu: messageMenu,
};
const log = new Log(acts);
const presses = new Presses(() => toast(words.noAnswer, { bad: true }));
const keyboard = new ReplyKeyboard({
  onPress: pressReply,
  onChange: () => {
    composer?.input.setAttribute("placeholder", keyboard.placeholder);
    if (chat) closed[keyboard.markup && keyboard.box.hidden ? "add" : "delete"](place());
  },
});
const composer = new Composer({
  send: ({ text, reply }) => sendText(text, reply),
  edit: async (message, text) => log.edit(withMine(await mine.edit(chat.chat, message.message_id, text))),
  editLast() {
    const last = [...log.messages.values()].filter((message) => message.mine && message.text).sort((a, b) => b.message_id - a.message_id)[0];
    if (last) composer.startEdit(last);
  },
  upload: (file, options) => deliver(() => mine.upload(chat.chat, file, options)),
  contact: (contact) => deliver(() => mine.send({ chat: chat.chat, contact })),
  forward: (name, text) => deliver(() => mine.send({ chat: chat.chat, forward_from: { sender_user_name: name }, text })),
  shareOwnContact, failed,
  people: () => world.people.filter((person) => person.id !== me.id),
  typed: (text) => commands.typed(text),
  key: (event) => commands.key(event),
});
const commands = new Commands({ input: composer.input, onPick: (text) => { composer.set(""); say(text); } });
const bench = new Bench({
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
  minute: () => log.renameDays(),
});

// ---- sending
function withMine(message) {
  return { mine: true, ...message };
}

function arrived(message) {
  if (!message?.message_id) return;
  log.put(withMine(message), { fresh: true });
  log.toEnd();
  noteLast(chat.chat, message);
}

// Another chat may be open by the time a file has gone: that chat then hears of it as an event.
function deliver(work) {
  const from = turn;
  return attempt(async () => {
    const message = await work();
    if (from === turn) arrived(message);
  });
}

async function sendText(text, reply) {
  const [here, from] = [chat.chat, turn];
  const pending = log.putPending({ text, chat: { id: here, type: chat.kind }, from: me, reply_to_message: reply });
  blank();
  pending.text = text;
  try {
    const message = await mine.send({ chat: here, text, ...(reply ? { reply_to: reply.message_id } : {}) });
    log.drop(pending);
    if (from === turn) {
      if (message?.message_id && !log.rows.has(message.message_id)) log.put(withMine(message));
      noteLast(here, message);
    }
  } catch (error) {
    log.drop(pending);
    blank();
    throw error;
  }
}

const say = (text) => attempt(() => sendText(text, null));

async function press(message, key, pressed) {
  if (pressed.classList.contains("waiting")) return;
  if (key.url || key.login_url) { follow(key.url ?? key.login_url.url); return; }
  if (key.copy_text) { copy(key.copy_text.text); return; }
  if (key.web_app) { window.open(safeUrl(key.web_app.url), "_blank", "noopener"); return; }
  if (key.callback_data === undefined) { toast(words.notHere); return; }
  presses.spin(pressed);
  try {
    const { callback_id: id } = await mine.press(chat.chat, message.message_id, key.callback_data);
    presses.sent(id, pressed);
  } catch (error) {
    presses.rest(pressed);
    failed(error);
  }
}

function pressReply(key) {
  if (key.request_contact) shareOwnContact();
  else if (["request_location", "request_users", "request_chat", "request_poll"].some((kind) => key[kind])) toast(words.notHere);
  else if (key.web_app) window.open(safeUrl(key.web_app.url), "_blank", "noopener");
  else say(key.text);
}

function shareOwnContact() {
  ask(words.shareContact, [me.phone, `${words.shareContactHint}.`].filter(Boolean).join("\n"), words.share,
    () => deliver(() => mine.shareContact(chat.chat)));
}

async function start() {
  const opening = $("#start");
  opening.disabled = true;
  await attempt(async () => {
    await mine.start(payload);
    payload = undefined;
    address.searchParams.delete("start");
    started = true;
    await openChat(home());
  });
  opening.disabled = false;
}

async function startWith(given) {
  await openChat(home());
  await attempt(async () => { await mine.start(given || undefined); await openChat(home()); });
}

function follow(raw) {
  const href = safeUrl(raw);
  const given = deepLink(raw, world.bot.username);
  if (given) startWith(given);
  else if (given === "") openChat(home());
  else if (!href) toast(raw);
  else if (shared(href)) choosePerson(words.chooseLinkPerson, world.people, (person) => become(person.id, { payload: shared(href) }));
  else window.open(href, "_blank", "noopener,noreferrer");
}

// t.me/share/url?url=<a link to this bot>: in the sandbox it reaches a person who opens it.
function shared(href) {
  const url = new URL(href);
  if (!["t.me", "telegram.me"].includes(url.hostname) || !url.pathname.startsWith("/share")) return null;
  return deepLink(url.searchParams.get("url") ?? "", world.bot.username) || null;
}

async function block(blocked) {
  await attempt(async () => {
    await mine.block(blocked);
    await refreshChats();
    await openChat(home());
  });
}

// ---- menus
function messageMenu(message, at) {
  const text = message.text ?? message.caption;
  const link = linksIn(message, world.bot.username)[0];
  menu(at, [
    { icon: "reply", title: words.reply, act: () => composer.startReply(message) },
    text && { icon: "copy", title: words.copy, act: () => copy(text) },
    message.mine && message.text && !message.forward_origin && { icon: "edit", title: words.edit, act: () => composer.startEdit(message) },
    text && { icon: "forward", title: words.forward, act: () => forward(message, text) },
    link && { icon: "people", title: words.openLinkAs, act: () =>
      choosePerson(words.chooseLinkPerson, world.people, (person) => become(person.id, { payload: deepLink(link, world.bot.username) })) },
    link && { icon: "link", title: words.copy, act: () => copy(link, words.linkCopied) },
  ]);
}

function forward(message, text) {
  const hidden = message.forward_origin?.sender_user_name;
  const origin = hidden ? { sender_user_name: hidden } : (message.forward_origin?.sender_user ?? message.from ?? me);
  sheet(words.chooseChat, (close) => [el("div", { class: "rows" }, chats.map((entry) => button({
    class: "row", onclick: () => {
      close();
      attempt(async () => {
        const sent = await mine.send({ chat: entry.chat, forward_from: origin, text });
        if (entry.chat === chat.chat) arrived(sent);
        else await openChat(entry.chat);
      });
    },
  }, face(entry), el("span", { class: "row-text" }, el("span", { dir: "auto" }, entry.title)))))]);
}

function chatMenu() {
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
    { icon: "people", title: words.newGroup, act: () => bench.newGroup(world.people, me) },
  ]);
}

function enlarge(source, caption) {
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

// ---- chats
async function refreshChats() {
  chats = await mine.chats();
  if (chat) chat = chats.find((entry) => entry.chat === chat.chat) ?? chat;
  drawChats();
}

function noteLast(id, message) {
  const entry = chats.find((other) => other.chat === id);
  if (entry && message?.message_id) entry.last = message;
  drawChats();
}

function drawChats() {
  const total = chats.reduce((sum, entry) => sum + (entry.chat === chat?.chat ? 0 : entry.unread), 0);
  const badge = $("#back .count");
  badge.hidden = !total;
  badge.textContent = String(total);
  if ($("#chats").hidden) return;
  const sorted = [...chats].sort((a, b) => (b.last?.date ?? 0) - (a.last?.date ?? 0));
  $("#chat-rows").replaceChildren(...sorted.map((entry) => {
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
  }));
}

async function openChat(id) {
  const entry = chats.find((other) => other.chat === id) ?? chats[0];
  if (!entry) return;
  const opening = ++turn;
  chat = entry;
  composer.open(place());
  $("#chats").hidden = true;
  $("#chat").hidden = false;
  early = [];
  const loaded = await attempt(() => mine.messages(entry.chat));
  if (opening !== turn) return;
  presses.forget();
  log.clear();
  older = (loaded?.messages.length ?? 0) >= 50;
  for (const message of loaded?.messages ?? []) log.put(message);
  started = loaded?.started ?? true;
  keyboard.set(loaded?.keyboard ?? null, { open: !closed.has(place()) });
  commands.set(loaded?.commands, isPrivate() ? "" : `@${world.bot.username}`);
  $("#chat").classList.toggle("group", !isPrivate());
  below = 0;
  drawTop();
  composer.fit();
  blank();
  remember();
  const missed = early;
  early = null;
  missed.forEach(take);
  log.toEnd(false);
  await read();
}

function remember() {
  address.searchParams.set("person", me.id);
  if (isPrivate()) address.searchParams.delete("chat");
  else address.searchParams.set("chat", chat.chat);
  history.replaceState(null, "", address);
}

function drawTop() {
  const bot = isPrivate();
  document.title = chat.title;
  $("#face").replaceChildren(face(chat));
  $("#title").textContent = chat.title;
  subtitle();
  const blocked = bot && chat.blocked;
  $("#start").hidden = !bot || blocked || (started && payload === undefined);
  $("#start").textContent = words.start;
  $("#unblock").hidden = !blocked;
  $("#unblock").textContent = words.unblockShort;
  const writes = $("#start").hidden && !blocked;
  $("#composer").hidden = !writes;
  if (!writes) $("#keyboard").hidden = true;
  bench.drawDrawer({ world, me, blocked });
}

function subtitle(action) {
  const group = world.groups.find(({ id }) => id === chat.chat);
  const said = { upload_document: words.sendingFile, upload_photo: words.sendingPhoto }[action] ?? words.typing;
  $("#subtitle").classList.toggle("typing", Boolean(action));
  if (action) $("#subtitle").replaceChildren(said, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")));
  else $("#subtitle").textContent = isPrivate() ? words.bot : words.members((group?.members.length ?? 1) + 1);
}

function blank() {
  const box = $("#blank");
  box.hidden = log.messages.size > 0 || Boolean($(".message"));
  if (box.hidden) return;
  box.replaceChildren(el("div", { class: "welcome" }, face(chat, "huge"),
    el("b", { dir: "auto" }, isPrivate() ? words.welcome : chat.title),
    el("span", { dir: "auto" }, isPrivate() ? (world.bot.description || words.welcomeHint) : words.noMessages)));
}

async function read() {
  if (!chat || document.visibilityState !== "visible") return;
  if (chat.unread) {
    chat.unread = 0;
    drawChats();
  }
  await attempt(() => mine.read(chat.chat));
  await countUnread();
}

// ---- events
function take(event) {
  const here = chat && event.chat === chat.chat;
  if (early && here) { early.push(event); return; }
  (on[event.kind] ?? (() => {}))(event, here);
}

const on = {
  message({ chat: id, message }, here) {
    if (!here) { later(refreshChats); return; }
    const known = log.rows.has(message.message_id);
    const stay = log.atEnd();
    const pending = message.mine && [...document.querySelectorAll(".message.pending")].find((row) => row.text === message.text);
    if (pending) pending.remove();
    log.put(message, { fresh: !known && !pending });
    blank();
    noteLast(id, message);
    if (!message.mine) {
      subtitle();
      if (message.force_reply) composer.startReply(message);
    }
    if (stay || message.mine) log.toEnd(!message.mine);
    else if (!known) { below += 1; showDown(); }
    later(read);
  },
  edited({ message }, here) {
    if (here) log.edit(message);
    const entry = chats.find(({ chat: id }) => id === message.chat?.id);
    if (entry?.last?.message_id === message.message_id) noteLast(entry.chat, message);
  },
  deleted({ message_id: id }, here) {
    if (here) { log.remove(id); setTimeout(blank, 300); }
    later(refreshChats);
  },
  typing({ action }, here) {
    if (!here) return;
    clearTimeout(typingTimer);
    subtitle(action === "cancel" ? undefined : action);
    typingTimer = setTimeout(() => subtitle(), 5500);
  },
  answered({ callback_id: id, text, show_alert: alert, url }) {
    presses.answer(id);
    if (text && alert) alertBox(text);
    else if (text) toast(text);
    if (url) follow(url);
  },
  keyboard({ keyboard: markup }, here) {
    if (!here) return;
    const again = !markup?.one_time_keyboard && JSON.stringify(markup) === JSON.stringify(keyboard.markup);
    if (!again) keyboard.set(markup);
  },
  commands({ commands: list }, here) {
    if (here || list) commands.set(list, isPrivate() ? "" : `@${world.bot.username}`);
  },
  clock: (event) => tickTo(event),
  people: () => later(async () => { await refreshWorld(); await refreshChats(); }),
  restarted: () => later(begin),
};

// Bursts of events ask for one refresh.
const waiting = new Map();
function later(work) {
  if (waiting.has(work)) return;
  waiting.set(work, setTimeout(() => { waiting.delete(work); attempt(work); }, 120));
}

function tickTo({ now: iso }) {
  setClock(iso, world.zone);
  bench.tick(true);
  log.renameDays();
}

// ---- scrolling
let loading = false;
log.scroller.addEventListener("scroll", async () => {
  log.scrolled();
  if (log.atEnd() && below) below = 0;
  showDown();
  const { scrollTop, scrollHeight, clientHeight } = log.scroller;
  if (loading || !older || !chat || scrollHeight - clientHeight + scrollTop > 900) return;
  loading = true;
  const reading = turn;
  const page = await attempt(() => mine.messages(chat.chat, log.oldest));
  if (page && reading === turn) {
    older = page.messages.length >= 50;
    for (const message of page.messages.reverse()) log.put(message);
  }
  loading = false;
}, { passive: true });

function showDown() {
  $("#to-end").hidden = log.scroller.scrollTop > -300;
  const badge = $("#to-end .count");
  badge.hidden = !below;
  badge.textContent = String(below);
}
$("#to-end").addEventListener("click", () => log.toEnd());

// ---- people
async function refreshWorld() {
  world = await api.world();
  tickTo(world);
  if (me) me = world.people.find(({ id }) => id === me.id) ?? me;
  await countUnread();
}

async function countUnread() {
  if (address.searchParams.get("shot")) return;
  await Promise.all(world.people.map(async (person) => {
    const list = person.id === me?.id ? chats : await api.as(person.id).chats().catch(() => []);
    unread.set(person.id, list.reduce((sum, entry) => sum + entry.unread, 0));
  }));
  if (me) bench.drawPeople(world.people, me, unread);
}

async function become(id, { payload: given, chat: wanted } = {}) {
  const person = world.people.find((other) => other.id === id) ?? world.people[0];
  const becoming = ++turn;
  const theirs = api.as(person.id);
  const list = await attempt(() => theirs.chats());
  if (!list || becoming !== turn) return;
  stop();
  clearTimeout(typingTimer);
  const reading = chat?.chat;
  [me, mine, chats, payload] = [person, theirs, list, given]; // at once: the open chat is never another person's
  speak(person.language_code);
  label();
  bench.drawPeople(world.people, me, unread);
  stop = api.listen(person.id, { onEvent: take, onLost: () => toast(words.offline, { bad: true }), onBack: () => later(back) });
  const group = (wanted ?? reading) !== undefined && chats.find((entry) => entry.chat === (wanted ?? reading) && entry.kind !== "private");
  await openChat(given === undefined && group ? group.chat : home());
}

async function back() {
  await refreshWorld();
  await refreshChats();
  if (chat) await openChat(chat.chat);
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

async function begin() {
  world = await api.world();
  unread.clear();
  tickTo(world);
  const wanted = Number(address.searchParams.get("person"));
  const group = Number(address.searchParams.get("chat")) || undefined;
  if (!world.people.length) return;
  await become(world.people.some(({ id }) => id === wanted) ? wanted : world.people[0].id, { chat: group, payload });
  await countUnread();
}

$("#composer").addEventListener("mousedown", (event) => event.target.closest("#send") && event.preventDefault()); // keeps the focus in the input
$("#back").addEventListener("click", () => { $("#chats").hidden = false; $("#chat").hidden = true; drawChats(); attempt(refreshChats); });
$("#chat-menu").addEventListener("click", chatMenu);
$("#start").addEventListener("click", start);
$("#unblock").addEventListener("click", () => block(false));
document.addEventListener("visibilitychange", () => chat && document.visibilityState === "visible" && later(read));
setInterval(() => document.visibilityState === "visible" && me && attempt(countUnread), 5000);
document.body.classList.toggle("shot", address.searchParams.has("shot"));
bench.open(wide() && !address.searchParams.has("shot"));
begin().catch((error) => { failed(error); setTimeout(() => location.reload(), 3000); });
