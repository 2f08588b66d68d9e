// The control API of the sandbox: what a person does is a POST, what happens around them is a stream of events.

export class Refused extends Error {}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refused("offline");
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(body.error ?? `${answer.status} ${answer.statusText}`);
  return body;
}

const get = (path) => call(path);
const post = (path, body = {}) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const world = () => get("/chat/world");
export const addPerson = (person) => post("/chat/people", person);
export const addGroup = (group) => post("/chat/groups", group);
export const makeSupergroup = (group) => post(`/chat/groups/${group}/supergroup`);
export const moveClock = (seconds) => post("/chat/clock", { seconds });
export const startFrom = (name) => post(`/chat/starts/${encodeURIComponent(name)}`);

export function as(person) {
  const base = `/chat/${person}`;
  return {
    chats: () => get(`${base}/chats`),
    messages: (chat, before) => get(`${base}/messages?chat=${chat}&limit=50${before ? `&before=${before}` : ""}`),
    send: (message) => post(`${base}/send`, message),
    edit: (chat, id, text) => post(`${base}/edit`, { chat, message_id: id, text }),
    press: (chat, id, data) => post(`${base}/press`, { chat, message_id: id, data }),
    start: (payload) => post(`${base}/start`, payload ? { payload } : {}),
    shareContact: (chat) => post(`${base}/share_contact`, { chat }),
    block: (blocked) => post(`${base}/block`, { blocked }),
    read: (chat) => post(`${base}/read`, { chat }),
    upload(chat, file, { caption, asPhoto, replyTo }) {
      const form = new FormData();
      form.append("chat", String(chat));
      if (caption) form.append("caption", caption);
      if (asPhoto) form.append("as_photo", "1");
      if (replyTo) form.append("reply_to", String(replyTo));
      form.append("file", file, file.name);
      return call(`${base}/send`, { method: "POST", body: form });
    },
  };
}

// Reconnects by itself; `onBack` runs when the stream is there again, for what was missed meanwhile.
export function listen(person, { onEvent, onLost, onBack }) {
  const source = new EventSource(`/chat/${person}/events`);
  let lost = false;
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onerror = () => {
    if (!lost) onLost();
    lost = true;
  };
  source.onopen = () => {
    if (lost) onBack();
    lost = false;
  };
  return () => source.close();
}
