"""A person who means no good, or only lets a child play with the phone: does anything at all, by a seed."""

import random
import re
from dataclasses import dataclass, field

from sandbox.message import Message
from sandbox.people import Person
from sandbox.pressing import Press
from tests.bot.forgeries import random_data
from tests.bot.hostile_words import ANSWERS, COMMANDS, CONTACTS, PNG, TEXTS
from tests.bot.world import Ear

TOKEN = re.compile(r"start=([\w-]{22})")


@dataclass
class Hostile:
    person: Person
    chance: random.Random
    tokens: list[str]
    ear: Ear = field(init=False)
    written: Message | None = None
    pressed: Press | None = None
    did: str = ""
    current: int = 0

    def __post_init__(self) -> None:
        self.ear = Ear(self.person)

    def act(self) -> None:
        """One thing, noted so that a failure can be told."""
        self.written = self.pressed = None
        self.ear.take()
        self.did = ""
        if self.person.chat.blocked:
            self.person.unblock()
            return
        acts = {
            self._press_any: 20,
            self._press_last_seen: 45,
            self._forge: 8,
            self._write_hostile: 16,
            self._write_answer: 14,
            self._command: 6,
            self._tap: 5,
            self._share: 3,
            self._send: 4,
            self._follow: 2,
            self._edit: 3,
            self._block: 1,
        }
        self.chance.choices([*acts], [*acts.values()])[0]()

    def _with_buttons(self) -> list[Message]:
        return [message for message in self.person.messages() if message.buttons]

    def _press_any(self) -> None:
        if offered := self._with_buttons():
            self._press(self.chance.choice(offered), forgotten=self.chance.random() < 0.05)

    def _press_last_seen(self) -> None:
        """Going on where the last answer left them: so a recording gets to its end now and then."""
        current = self.person.chat.messages.get(self.current)
        if current is not None and current.buttons:
            self._press(current)
        else:
            self._press_any()

    def _press(self, message: Message, *, forgotten: bool = False) -> None:
        button = self.chance.choice(message.buttons)
        self.did = f"pressed {button}"
        if "url" not in button:  # which leads away, and tells the bot nothing
            self.pressed = self.person.press(message, button["callback_data"], forgotten=forgotten)

    def _forge(self) -> None:
        if offered := self._with_buttons():
            data = random_data(self.chance)
            self.did = f"forged {data!r}"
            self.pressed = self.person.press_forged(self.chance.choice(offered), data)

    def _write(self, text: str) -> None:
        self.did = f"wrote {text[:60]!r}"
        self.written = self.person.write(text)

    def _write_hostile(self) -> None:
        self._write(self.chance.choice(TEXTS))

    def _write_answer(self) -> None:
        self._write(self.chance.choice(ANSWERS))

    def _command(self) -> None:
        self._write(self.chance.choice(COMMANDS))

    def _tap(self) -> None:
        if rows := self.person.keyboard():
            words = self.chance.choice([key for row in rows for key in row])
            self.did, self.written = f"tapped {words}", self.person.tap(words)

    def _share(self) -> None:
        shared = self.chance.choice(CONTACTS)
        self.did, self.written = f"shared {shared}", self.person.send_contact(shared)

    def _send(self) -> None:
        text, origin = self.chance.choice(TEXTS)[:500], {"sender_user_name": "<u>Кто-то</u>"}
        sends = {
            "photo": lambda: self.person.send_photo(PNG, text),
            "file": lambda: self.person.send_file("../<b>.exe", b"0", text),
            "bare file": lambda: self.person.send_file("x", b"0"),
            "forward": lambda: self.person.forward("Переслано " + text, origin),
        }
        what = self.chance.choice([*sends])
        self.did, self.written = f"sent a {what}", sends[what]()

    def _follow(self) -> None:
        if self.tokens:
            self.did = "followed a link"
            self.written = self.person.start(self.chance.choice(self.tokens))

    def _edit(self) -> None:
        own = [m for m in self.person.messages() if m["from"]["id"] == self.person.id and "text" in m]
        if own:
            self.did = "edited"
            self.person.edit(self.chance.choice(own), self.chance.choice(ANSWERS))

    def _block(self) -> None:
        self.did = "blocked"
        self.person.block()

    def complaint(self) -> str | None:
        """What the bot still owes for the last act."""
        if self.pressed is not None and self.pressed.answer is None:
            return f"{self.person.first_name} {self.did}: it spins"
        written = self.written
        if written is not None and not any(message.id > written.id for message in self.ear.seen):
            return f"{self.person.first_name} {self.did}: silence"
        self.current = next((m.id for m in reversed(self.ear.seen) if m.buttons), self.current)
        self.tokens += [token for message in self.ear.seen for token in TOKEN.findall(message.text)]
        return next((f"{self.did}: {odd}" for message in self.ear.seen for odd in oddities(message)), None)


def oddities(message: Message) -> list[str]:
    """Where markup that somebody typed is markup, or a keyboard is beyond what Telegram shows, or shows nothing."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    found = ["too many buttons"] if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows) else []
    for button in message.buttons:
        if "url" not in button and not 1 <= len(button["callback_data"].encode()) <= 64:
            found.append(f"data of {button}")
        if not re.search(r"[^\s\u200b-\u200f\u2060-\u206f\ufeff]", button["text"]):
            found.append(f"nothing on {button}")
        if len(button["text"]) > 64:
            found.append(f"too much on {button}")
    return found + ["somebody's own markup"] * underlined(message)


def underlined(message: Message) -> bool:
    """None of our texts underlines; people do."""
    entities = [*message.get("entities", ()), *message.get("caption_entities", ())]
    return any(entity["type"] == "underline" for entity in entities)
