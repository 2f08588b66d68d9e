"""Clients: who they are, how they are reached and by what they are found."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sales.contacts import Outcome
from sales.phones import find_phones
from sales.text import one_line, tidy, words
from sales.vocabulary import Own

NAME_LIMIT = 100
# A key longer than this tells no two clients apart and only makes the index larger.
KEY_LIMIT = 24
SHORTEST_KEY = 2
TAIL = "<"
SHORTEST_TAIL, SHORTEST_PHONE = 4, 7  # digits by which a phone is looked for
_SPACED = re.compile(r"(?<![^\W_])\+?\d[\d\s()\-–]*\d(?![^\W_])")

MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
TELEGRAM = re.compile(r"(?<!\w)@([A-Za-z]\w{3,31})\b")
_COMPANY = re.compile(
    r"\b(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|НКО|ГУП|МУП|ТОО|LLC|Ltd|Inc|GmbH|Corp|Co)\b|[«\"“]", re.IGNORECASE
)


class Source(StrEnum):
    SITE = "site"
    AD = "ad"
    SOCIAL = "social"
    EXHIBITION = "exhibition"
    COLD = "cold"
    REFERRAL = "referral"
    PARTNER = "partner"
    WALK_IN = "walk_in"


AnySource = Source | Own


class Reach(StrEnum):
    """Whether a way to reach the client was written down."""

    GIVEN = "given"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Capture(StrEnum):
    """What a team demands of whoever writes a new client down."""

    ASKED = "asked"  # any way to reach them, or that they were asked and refused
    PHONE = "phone"  # a phone, or the same
    NOTHING = "nothing"


@dataclass(frozen=True)
class Client:
    id: int
    name: str
    company: str
    email: str
    telegram: str
    source: AnySource | None
    reach: Reach
    responsible: int
    responsible_name: str
    last_outcome: Outcome | None
    last_contact_at: datetime | None
    next_contact_at: datetime | None
    stopped_at: datetime | None = None  # given up, until they call again
    phones: tuple[str, ...] = ()

    def lacks(self, capture: Capture) -> bool:
        """Whether what the team demands is still to be asked."""
        if capture is Capture.NOTHING or self.reach is Reach.REFUSED:
            return False
        return not self.phones if capture is Capture.PHONE else self.reach is not Reach.GIVEN


@dataclass(frozen=True)
class Introduction:
    """A client as first written down: «Иванов, ООО Ромашка, +7 912 345-67-89»."""

    name: str
    company: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    telegram: str = ""
    telegram_id: int | None = None
    note: str = ""  # what else was typed

    @property
    def reachable(self) -> bool:
        return bool(self.phones or self.email or self.telegram or self.telegram_id)


def introduce(text: str, region: str = "RU") -> Introduction:
    """Read a new client from one typed line; whatever is no phone, mail or nickname is name and company.

    `region` (ISO 3166) is where a phone without a country code is from.
    """
    rest = tidy(text)
    found = find_phones(rest, region)
    for _phone, start, end in reversed(found):
        rest = rest[:start] + "," + rest[end:]
    mails = [*dict.fromkeys(mail.lower() for mail in MAIL.findall(rest))]
    rest = MAIL.sub(",", rest)
    nicks = [*dict.fromkeys(TELEGRAM.findall(rest))]
    rest = TELEGRAM.sub(",", rest)
    name, company, more = _name_and_company(rest)
    return Introduction(
        name=one_line(name, NAME_LIMIT),
        company=one_line(company, NAME_LIMIT),
        phones=tuple(dict.fromkeys(phone for phone, _start, _end in found)),
        email=mails[0] if mails else "",
        telegram=nicks[0] if nicks else "",
        note=", ".join([*more, *mails[1:], *(f"@{nick}" for nick in nicks[1:])]),
    )


def _name_and_company(rest: str) -> tuple[str, str, list[str]]:
    """The name, the company, and what is neither, or longer than such a one may be."""
    parts = [" ".join(part.split()) for part in re.split(r"[,;\n]", rest)]
    parts = [part.strip(" .-–—:") for part in parts if any(c.isalnum() for c in part)]
    companies = [part for part in parts if _COMPANY.search(part)]
    people = [part for part in parts if part not in companies]
    name, *others = people or companies[:1] or [""]
    firms = (companies if people else []) or others
    company = ", ".join(firms)
    more = [*([] if firms is others else others), *(companies[1:] if not people else [])]
    return name, company, [*more, *(each for each in (name, company) if len(each) > NAME_LIMIT)]


def search_words(name: str, company: str, phones: tuple[str, ...], extra: str = "") -> set[str]:
    """What a client is found by: every word from its beginning, every phone from both its ends."""
    said = (word for text in (name, company, extra) for word in words(text))
    return {cut(word) for word in said} | {way for phone in phones for way in _ways_to_type(phone)}


def _ways_to_type(phone: str) -> tuple[str, str]:
    """Russian numbers without their country code, which is typed as +7, as 8 or not at all."""
    digits = phone.lstrip("+")
    return digits[1:] if len(digits) == 11 and digits[0] == "7" else digits, tail_of(digits)


def tail_of(digits: str) -> str:
    """The end of a number as the beginning of a word, which no word of a name is."""
    return TAIL + digits[::-1]


def endings(word: str) -> list[str]:
    """By which a word is found from its middle."""
    return [word[start:] for start in range(1, len(word) - SHORTEST_KEY + 1)]


def middle_of(word: str, term: str) -> tuple[str, str]:
    """Where a word stands among those that hold the term: by the ending that begins with it."""
    return word[word.index(term, 1) :], word


def first_held(text: str, term: str) -> tuple[str, str] | None:
    """The first such place of a name or a company."""
    return min((middle_of(word, term) for word in map(cut, words(text)) if term in word[1:]), default=None)


def cut(word: str) -> str:
    return word[:KEY_LIMIT]


def as_typed(digits: str) -> list[str]:
    """What the beginning of a number may be meant as: 8 912 … and 7 912 … are 912 …"""
    bare = digits[1:] if digits[0] in "78" and len(digits) > SHORTEST_KEY else digits
    return [bare] if len(digits) == 11 else list(dict.fromkeys([digits, bare]))


def search_terms(query: str) -> list[str]:
    """The folded words of a query, longest first; digits typed with spaces and brackets are one phone."""
    digits = re.sub(r"[^0-9]", "", query)
    if len(digits) >= SHORTEST_TAIL and not re.search(r"[^\W\d_]", query):
        return [cut(digits)]
    joined = _SPACED.sub(_as_phone, query)
    return sorted({*map(cut, words(joined))}, key=lambda word: (-len(word), word))


def _as_phone(run: re.Match[str]) -> str:
    """Beside a name: as many digits as a number has, or fewer with nothing but dashes between them."""
    digits = re.sub(r"[^0-9]", "", run.group())
    apart = re.search(r"[\s()]", run.group())
    return f" {digits} " if len(digits) >= (SHORTEST_PHONE if apart else SHORTEST_TAIL) else run.group()
