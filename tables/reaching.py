"""Phones, mails and nicknames in one cell, and what of the cell is none of them."""

import re
from typing import NamedTuple

from sales.errors import PhoneNotUnderstood
from sales.phones import RUSSIA, find_phones, plain_mobile, read_phone
from tables.cells import Cell, text_of

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_PLAIN_MAIL = re.compile(r"[a-z0-9._+-]{1,64}@(?:[a-z0-9-]+\.)+[a-z]{2,}", re.ASCII)
_NICK = re.compile(
    r"(?:(?:https?://)?(?:t\.me|telegram\.me)/|(?<![\w.])@)([A-Za-z]\w{3,31})\b(?!@)", re.ASCII
)
_BARE_NICK = re.compile(r"[A-Za-z]\w{3,31}", re.ASCII)
_BETWEEN = re.compile(r"\s*(?:[;,/\n|]|:::)\s*")
_WORD = re.compile(r"[^\W\d_]{2}")
_ONE_PHONE = 20  # characters are not enough for two
_EXTENSION = re.compile(r"(?:доб|вн|ext)\w*\.?:?\s*\d{1,6}", re.IGNORECASE)
_TELLING = re.compile(r"[^\W_]")
# Words that only say what the number beside them is.
_SAYING_NOTHING = re.compile(
    r"\b(?:тел|телефон|моб|мобильный|раб|рабочий|дом|домашний|сот|факс|доб|e-?mail|почта|мейл|tg|тг|телеграм|telegram"
    r"|phone|mobile|work|home|cell|office|mob|tel|whatsapp|wa|viber|и|или|or)\b\.?:?",
    re.IGNORECASE,
)


class Found(NamedTuple):
    values: tuple[str, ...]
    unread: str = ""  # what says something and is not one of them


def read_phones(cell: Cell, region: str) -> Found:
    said = text_of(cell)
    if len(said) >= _ONE_PHONE:
        return _each_phone(said, region)
    found = _each_phone(said, region) if _WORD.search(said) else Found(())
    if found.values:
        return found  # and what is said beside it
    try:
        return Found((read_phone(said, region),))
    except PhoneNotUnderstood:
        return _each_phone(said, region)


def plain_phone(cell: Cell, region: str) -> str:
    """Where the cell holds one phone as most are written; else nothing, whatever it holds."""
    return plain_mobile(cell) if isinstance(cell, str) and region == RUSSIA else ""


def plain_mail(cell: Cell) -> str:
    return cell if isinstance(cell, str) and _PLAIN_MAIL.fullmatch(cell) else ""


def _each_phone(said: str, region: str) -> Found:
    """Piece by piece, since what stands between them is known in a table."""
    phones: dict[str, None] = {}
    rest = []
    for piece in _BETWEEN.split(said):
        written = _international(piece)
        found = find_phones(written, region)
        phones.update(dict.fromkeys(phone for phone, _start, _end in found))
        rest.append(_without(written, [(start, end) for _phone, start, end in found]) if found else piece)
        rest += [
            extension[0]
            for _phone, start, end in found
            for extension in _EXTENSION.finditer(written, start, end)
        ]
    return Found(tuple(phones), _telling(", ".join(rest)) if phones else said)


def _international(piece: str) -> str:
    """A whole number of eleven digits or more, of which a table often loses the plus."""
    digits = re.sub(r"[\s()-]", "", piece)
    return f"+{digits}" if re.fullmatch(r"(?!8)[1-9]\d{10,13}", digits, re.ASCII) else piece


def read_mails(cell: Cell) -> Found:
    said = text_of(cell)
    if _PLAIN_MAIL.fullmatch(said):
        return Found((said,))
    found = list(_MAIL.finditer(said))
    mails = dict.fromkeys(one[0].lower().rstrip(".") for one in found)
    return Found(tuple(mails), _telling(_without(said, [one.span() for one in found])) if found else said)


def read_nicks(cell: Cell) -> Found:
    said = text_of(cell)
    if _BARE_NICK.fullmatch(said):
        return Found((said,))
    found = list(_NICK.finditer(said))
    return Found(
        tuple(dict.fromkeys(one[1] for one in found)), _telling(_without(said, [one.span() for one in found]))
    )


class Ways(NamedTuple):
    phones: tuple[str, ...]
    mails: tuple[str, ...]
    nicks: tuple[str, ...]
    unread: str


def read_ways(cell: Cell, region: str) -> Ways:
    """One after the other, so that no mail is a nickname and no nickname a phone."""
    said = text_of(cell)
    mails = list(_MAIL.finditer(said))
    rest = _without(said, [one.span() for one in mails])
    nicks = list(_NICK.finditer(rest))
    phones = _each_phone(_without(rest, [one.span() for one in nicks]), region)
    return Ways(
        phones.values,
        tuple(dict.fromkeys(one[0].lower() for one in mails)),
        tuple(dict.fromkeys(one[1] for one in nicks)),
        phones.unread if phones.values else _telling(phones.unread),
    )


def _without(said: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        said = said[:start] + " " + said[end:]
    return said


def _telling(rest: str) -> str:
    """What is left, if there is a word or a number in it."""
    left = " ".join(rest.split()).strip(" ,;:()/|-–—.")
    return left if _TELLING.search(_SAYING_NOTHING.sub(" ", left)) else ""
