// The page's own words in two languages, and dates, sizes and names as people write them.

const RU = {
  addPerson: "Новый человек", newShort: "Новый", sandboxHint: "вместо Telegram на этой машине", alertOk: "Понятно", asFile: "Отправить как файл, без сжатия",
  attach: "Прикрепить", back: "К списку чатов", block: "Заблокировать бота",
  bot: "бот", botCommands: "Команды бота", cancel: "Отмена",
  caption: "Подпись…", chatMenu: "Меню чата", chats: "Чаты", chooseChat: "Куда переслать",
  chooseLinkPerson: "Кто откроет ссылку?", clock: "Часы песочницы", close: "Закрыть", contact: "Контакт",
  contactOf: "Поделиться контактом", copied: "Скопировано", copy: "Копировать", create: "Создать",
  deletedTarget: "Сообщение удалено", demo: "Демо-команда", document: "Файл", download: "Скачать", draft: "Черновик",
  dropHere: "Отпустите, чтобы прикрепить", edit: "Изменить", edited: "изменено", editing: "Редактирование", empty: "Начать с нуля",
  firstName: "Имя", forward: "Переслать", forwardedFrom: "Переслано от", forwardSomeone: "Пересланное от кого-то",
  groupMembers: "Кто в группе", groupTitle: "Название группы", hideKeyboard: "Скрыть клавиатуру бота",
  hour: "+1 час", day: "+1 день", week: "+1 неделя", tomorrow9: "Завтра в 9:00", language: "Язык", lastName: "Фамилия",
  linkCopied: "Ссылка скопирована", location: "Геопозиция", menu: "Меню", message: "Сообщение", messages: "Сообщения",
  morePeople: "Кто пишет боту", newGroup: "Новая группа с ботом", noAnswer: "Бот не ответил на нажатие",
  noMessages: "Сообщений пока нет", notHere: "В песочнице этого пока нет",
  offline: "Нет связи с песочницей, пробуем снова…", openLinkAs: "Открыть ссылку от имени…",
  optional: "необязательно", ownContact: "Мой номер", phone: "Телефон", photo: "Фото", poll: "Опрос",
  reply: "Ответить", restart: "Начать заново?", restartHint: "Вся переписка и данные песочницы будут стёрты.",
  sandbox: "Песочница", send: "Отправить",
  sendingFile: "отправляет файл", sendingPhoto: "отправляет фото", share: "Отправить",
  shareContact: "Отправить номер телефона?", shareContactHint: "Бот узнает ваше имя и номер телефона", showKeyboard: "Показать клавиатуру бота",
  someoneName: "От кого", start: "Запустить", starts: "С чего начать", sticker: "Стикер", supergroup: "Сделать супергруппой", text: "Текст",
  today: "Сегодня", toEnd: "В конец чата", typing: "печатает", unblock: "Разблокировать бота", unblockShort: "Разблокировать", unknown: "Песочница не показывает сообщения этого вида",
  username: "Имя пользователя", video: "Видео", voice: "Голосовое сообщение", welcome: "Что умеет этот бот?",
  welcomeHint: "Нажмите «Запустить», и бот расскажет сам.", yesterday: "Вчера", you: "Вы", demoHint: "Люди, клиенты и история уже есть", emptyHint: "Новый бот, никто ещё не писал",
  created: "создана группа", joined: "теперь в группе", left: "больше не в группе", renamed: "новое название:", pinned: "закреплено сообщение", nowSupergroup: "группа стала супергруппой",
  showSpoiler: "Показать скрытый текст", unread: "непрочитанных", tooLong: "Слишком длинное сообщение: больше 4096 знаков",
  members: (n) => `${n} ${plural(n, "участник", "участника", "участников")}`,
};

const EN = {
  addPerson: "New person", newShort: "New", sandboxHint: "in place of Telegram on this machine", alertOk: "OK", asFile: "Send as a file, uncompressed",
  attach: "Attach", back: "To the chats", block: "Block the bot",
  bot: "bot", botCommands: "Bot commands", cancel: "Cancel",
  caption: "Caption…", chatMenu: "Chat menu", chats: "Chats", chooseChat: "Forward to",
  chooseLinkPerson: "Who opens the link?", clock: "Sandbox clock", close: "Close", contact: "Contact",
  contactOf: "Share a contact", copied: "Copied", copy: "Copy", create: "Create",
  deletedTarget: "Deleted message", demo: "Demo team", document: "File", download: "Download", draft: "Draft",
  dropHere: "Drop to attach", edit: "Edit", edited: "edited", editing: "Editing", empty: "Start from nothing",
  firstName: "First name", forward: "Forward", forwardedFrom: "Forwarded from", forwardSomeone: "Forwarded from someone",
  groupMembers: "Members", groupTitle: "Group name", hideKeyboard: "Hide the bot's keyboard",
  hour: "+1 hour", day: "+1 day", week: "+1 week", tomorrow9: "Tomorrow 9:00", language: "Language", lastName: "Last name",
  linkCopied: "Link copied", location: "Location", menu: "Menu", message: "Message", messages: "Messages",
  morePeople: "Who writes to the bot", newGroup: "New group with the bot", noAnswer: "The bot did not answer the tap",
  noMessages: "No messages yet", notHere: "The sandbox does not have this yet",
  offline: "No connection to the sandbox, trying again…", openLinkAs: "Open the link as…",
  optional: "optional", ownContact: "My number", phone: "Phone", photo: "Photo", poll: "Poll",
  reply: "Reply", restart: "Start anew?", restartHint: "All chats and data of the sandbox will be wiped.",
  sandbox: "Sandbox", send: "Send",
  sendingFile: "sending a file", sendingPhoto: "sending a photo", share: "Share",
  shareContact: "Share your phone number?", shareContactHint: "The bot will know your name and number", showKeyboard: "Show the bot's keyboard",
  someoneName: "From", start: "Start", starts: "Where to start", sticker: "Sticker", supergroup: "Make it a supergroup", text: "Text",
  today: "Today", toEnd: "To the latest message", typing: "typing", unblock: "Unblock the bot", unblockShort: "Unblock", unknown: "The sandbox cannot show this kind of message",
  username: "Username", video: "Video", voice: "Voice message", welcome: "What can this bot do?",
  welcomeHint: "Press Start and the bot will tell you.", yesterday: "Yesterday", you: "You", demoHint: "People, clients and a history", emptyHint: "A new bot, nobody has written yet",
  created: "created the group", joined: "is now in the group", left: "left the group", renamed: "new name:", pinned: "pinned a message", nowSupergroup: "the group is now a supergroup",
  showSpoiler: "Show the hidden text", unread: "unread", tooLong: "Too long a message: over 4096 characters",
  members: (n) => `${n} ${n === 1 ? "member" : "members"}`,
};

let language = "ru";
let zone;
let skew = 0;

export const words = new Proxy({}, { get: (_, name) => (language === "ru" ? RU : EN)[name] ?? EN[name] ?? String(name) });

export function speak(code) {
  language = (code ?? "").toLowerCase().startsWith("ru") ? "ru" : "en";
  document.documentElement.lang = language;
  formats.clear();
}

function plural(n, one, few, many) {
  return { one, few, many, other: many }[new Intl.PluralRules("ru").select(n)];
}

// ---- the sandbox clock: it runs, and can be moved ahead of the machine's own
export function setClock(iso, timeZone) {
  skew = Date.parse(iso) - Date.now();
  if (timeZone && timeZone !== zone) {
    zone = timeZone;
    formats.clear();
  }
}
export const now = () => new Date(Date.now() + skew);

const formats = new Map();
function format(options, date) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) {
    const locale = language === "ru" ? "ru-RU" : "en-GB";
    formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }));
  }
  return formats.get(key).format(date);
}

export const timeOf = (date) => format({ hour: "2-digit", minute: "2-digit" }, date);
export const weekdayOf = (date) => format({ weekday: "short" }, date);
export const dateOf = (date) => `${format({ day: "numeric" }, date)} ${format({ month: "short" }, date).slice(0, 3)}`;
export const longDateOf = (date) => format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }, date);
export const momentOf = (date) => `${longDateOf(date)}, ${timeOf(date)}`;

export function dayKey(date) {
  const parts = {};
  for (const { type, value } of new Intl.DateTimeFormat("en-CA", { timeZone: zone }).formatToParts(date)) parts[type] = value;
  return `${parts.year}-${parts.month}-${parts.day}`;
}

const DAY = 86_400_000;
export function dayName(date) {
  const key = dayKey(date);
  if (key === dayKey(now())) return words.today;
  if (key === dayKey(new Date(now() - DAY))) return words.yesterday;
  const sameYear = key.slice(0, 4) === dayKey(now()).slice(0, 4);
  return format(sameYear ? { day: "numeric", month: "long" } : { day: "numeric", month: "long", year: "numeric" }, date);
}

export function shortMoment(date) {
  const key = dayKey(date);
  if (key === dayKey(now())) return timeOf(date);
  return now() - date < 6 * DAY && date < now() ? weekdayOf(date) : dateOf(date);
}

// Seconds from now to the next day's 9:00 on the wall, across a change of the clocks too.
export function secondsToTomorrowNine() {
  const tomorrow = dayKey(new Date(now().getTime() + DAY));
  const guess = Date.parse(`${tomorrow}T09:00:00Z`);
  let at = guess;
  for (let round = 0; round < 3; round += 1) at += guess - wallAsUtc(new Date(at));
  return Math.round((at - now()) / 1000);
}
function wallAsUtc(date) {
  const parts = {};
  const wall = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  for (const { type, value } of wall.formatToParts(date)) parts[type] = value;
  return Date.parse(`${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}Z`);
}

export function sizeOf(bytes) {
  const units = language === "ru" ? ["Б", "КБ", "МБ", "ГБ"] : ["B", "KB", "MB", "GB"];
  let unit = 0;
  let size = bytes;
  for (; size >= 1000 && unit < 3; unit += 1) size /= 1024;
  return `${size.toLocaleString(language === "ru" ? "ru-RU" : "en-GB", { maximumFractionDigits: unit ? 1 : 0 })}\u00a0${units[unit]}`;
}

export const nameOf = (person) =>
  [person?.first_name, person?.last_name].filter(Boolean).join(" ") || person?.title || person?.username || "…";

export function initialsOf(name) {
  const letters = [...new Intl.Segmenter().segment(name.trim())].map((part) => part.segment);
  const second = name.trim().split(/\s+/u)[1];
  const next = second && /\p{L}/u.test([...second][0]) ? [...second][0] : "";
  return ((letters[0] ?? "?") + next).toUpperCase();
}
