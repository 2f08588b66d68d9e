// What surrounds the messages of the open chat: its title, whether one may write, the welcome of an empty one.

import { $, el } from "./dom.js";
import { face, isPrivate, state, ui } from "./state.js";
import { words } from "./words.js";

export function drawTop() {
  const { chat, world, me, started, payload } = state;
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
  ui.bench.drawDrawer({ world, me, blocked });
}

export function subtitle(action) {
  const group = state.world.groups.find(({ id }) => id === state.chat.chat);
  const said = { upload_document: words.sendingFile, upload_photo: words.sendingPhoto }[action] ?? words.typing;
  $("#subtitle").classList.toggle("typing", Boolean(action));
  if (action) $("#subtitle").replaceChildren(said, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")));
  else $("#subtitle").textContent = isPrivate() ? words.bot : words.members((group?.members.length ?? 1) + 1);
}

export function blank() {
  const { chat, world } = state;
  const box = $("#blank");
  box.hidden = ui.log.messages.size > 0 || Boolean($(".message"));
  if (box.hidden) return;
  box.replaceChildren(el("div", { class: "welcome" }, face(chat, "huge"),
    el("b", { dir: "auto" }, isPrivate() ? words.welcome : chat.title),
    el("span", { dir: "auto" }, isPrivate() ? (world.bot.description || words.welcomeHint) : words.noMessages)));
}
