"""Telegram's HTML turned into text and entities, with its errors."""

import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

from sandbox.refusals import Refused, bad_request
from sandbox.rules import units

Entity = dict[str, Any]

TOKEN = re.compile(
    r"""<(?P<close>/?)(?P<tag>[^\s<>/][^\s>]*|)(?P<attributes>(?:[^>"']|"[^"]*"|'[^']*')*)>"""
    r"""|&(?:\#x(?P<hex>[0-9a-fA-F]{1,6})|\#(?P<number>[0-9]{1,7})|(?P<name>lt|gt|amp|quot)(?![a-zA-Z]));?"""
    r"""|<(?P<broken>)"""
)
ATTRIBUTE = re.compile(r"""\s*([^\s=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[\w.-]*))?""")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip


@dataclass
class _Open:
    tag: str
    value: str
    offset: int
    piece: int


@dataclass
class _Reading:
    source: str
    pieces: list[str] = field(default_factory=list)
    offset: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.offset += units(text)

    def refuse(self, why: str, at: int) -> NoReturn:
        place = len(self.source[:at].encode())
        raise _unparsable(f"{why} at byte offset {place}")

    def begin(self, token: re.Match[str]) -> None:
        tag = token["tag"].lower()
        if tag not in KINDS:
            self.refuse(f'Unsupported start tag "{tag}"', token.start())
        value = self._value(tag, token)
        if tag == "span" and value != "spoiler":
            self.refuse('Tag "span" must have class "tg-spoiler"', token.start())
        self.open.append(_Open(tag, value, self.offset, len(self.pieces)))

    def _value(self, tag: str, token: re.Match[str]) -> str:
        value = ""
        for name, quoted in ATTRIBUTE.findall(token["attributes"].strip()):
            given = decoded(quoted.strip("\"'"))
            match tag, name:
                case ("a", "href") | ("tg-emoji", "emoji-id"):
                    value = given
                case "code", "class":
                    value = given.removeprefix("language-")
                case "span", "class":
                    value = given.removeprefix("tg-")
                case "blockquote", "expandable":
                    value = "expandable"
                case _:
                    pass
        return value

    def end(self, token: re.Match[str]) -> None:
        if not self.open:
            self.refuse("Unexpected end tag", token.start())
        started = self.open.pop()
        tag = token["tag"].lower()
        if tag and tag != started.tag:
            place = len(self.source[: token.start()].encode())
            expected = f'expected "</{started.tag}>", found "</{tag}>"'
            raise _unparsable(f"Unmatched end tag at byte offset {place}, {expected}")
        if self.offset > started.offset:
            self._close(started)

    def _close(self, started: _Open) -> None:
        entity: Entity = {"offset": started.offset, "length": self.offset - started.offset}
        entity["type"] = KINDS[started.tag]
        inner = self.entities[-1] if self.entities else {}
        same_place = (inner.get("offset"), inner.get("length")) == (entity["offset"], entity["length"])
        if started.tag == "a":
            entity |= _link(started.value or "".join(self.pieces[started.piece :]))
        elif started.tag == "pre" and same_place and inner["type"] == "code":
            entity |= {"language": inner["language"]} if "language" in inner else {}
            self.entities.pop()
        elif started.tag == "code" and started.value:
            entity["language"] = started.value
        elif started.tag == "blockquote" and started.value:
            entity["type"] = "expandable_blockquote"
        elif started.tag == "tg-emoji":
            entity["custom_emoji_id"] = _emoji(started.value)
        if entity["type"]:
            self.entities.append(entity)


def _unparsable(why: str) -> Refused:
    return bad_request(f"can't parse entities: {why}")


def _emoji(value: str) -> str:
    if not value.isdigit():
        raise _unparsable("Invalid custom emoji identifier specified")
    return value


def _link(url: str) -> Entity:
    """Telegram drops a link it cannot follow, and says nothing."""
    if person := re.fullmatch(r"tg://user\?id=(\d+)", url):
        return {"type": "text_mention", "user": {"id": int(person[1])}}
    if re.match(r"(https?|tg|ton|mailto|tel):", url) or re.match(r"[\w-]+\.[a-zA-Z]{2,}", url):
        return {"type": "text_link", "url": url if ":" in url.partition("/")[0] else f"http://{url}"}
    return {"type": ""}


def _character(token: re.Match[str]) -> str:
    if token["name"]:
        return NAMED[token["name"]]
    code = int(token["hex"], 16) if token["hex"] else int(token["number"])
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else token[0]


def decoded(text: str) -> str:
    return TOKEN.sub(lambda token: token[0] if token[0].startswith("<") else _character(token), text)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    if "<" not in source and "&" not in source:
        return source, []
    reading = _Reading(source)
    position = 0
    for token in TOKEN.finditer(source):
        reading.add(source[position : token.start()])
        position = token.end()
        if token["broken"] is not None:
            reading.refuse("Unclosed start tag", token.start())
        elif token["close"] is None:
            reading.add(_character(token))
        elif token["close"]:
            reading.end(token)
        else:
            reading.begin(token)
    reading.add(source[position:])
    if reading.open:
        raise _unparsable(f"Can't find end tag corresponding to start tag {reading.open[-1].tag}")
    for entity in reading.entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return "".join(reading.pieces), sorted(reading.entities, key=place)


def place(entity: Entity) -> tuple[int, int]:
    return entity["offset"], -entity["length"]


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Telegram drops the blanks around a text."""
    ahead = units(text) - units(text.lstrip())
    text = text.strip()
    if not entities:
        return text, entities
    end = units(text)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - ahead, 0)
        stop = min(entity["offset"] + entity["length"] - ahead, end)
        if start < stop:
            kept.append({**entity, "offset": start, "length": stop - start})
    return text, kept
