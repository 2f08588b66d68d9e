"""How a client was touched, which way, and how it ended: by the words of the lexicon."""

import re

from sales.contacts import Channel, Direction, Outcome
from sales.sentence.lexicon import lexicon, pattern
from sales.sentence.said import Part, Said
from sales.sentence.words import Text, clause_around

PAST = ("звонил", "звонила", "писал", "писала")
NEVER_DECLINED = "оиуюэ"
BEFORE_SUM = re.compile(r"\s*[-–—:=(]?\s*")
# In the order in which they are believed: who did not answer has not refused, who has paid is no refusal.
BELIEVED = (Outcome.NO_ANSWER, Outcome.WON, Outcome.LOST)


def find_outcome(text: Text) -> Part[Outcome] | None:
    """The outcome that is said outright; a next step that only its date tells of is not looked for here."""
    for outcome in BELIEVED:
        if found := _first(text, "outcome", outcome.value):
            return Part(outcome, *found)
    return None


def find_payment(text: Text, said: Said) -> Part[Outcome] | None:
    """Read «оплата 19 900»: a payment with its sum right behind it, which nobody says is still awaited."""
    paid = max(pattern("sum", "payments").finditer(text.plain), key=lambda one: one.end(), default=None)
    if paid is None or said.sum is None or paid.end() > said.sum.start:
        return None
    if not BEFORE_SUM.fullmatch(said.text, paid.end(), said.sum.start):
        return None
    start, end = clause_around(text, paid.start(), said.sum.end)
    dated = said.next is not None and start <= said.next.start < end
    awaited = dated or pattern("sum", "awaited").search(text.plain, start, end)
    return None if awaited else Part(Outcome.WON, *paid.span())


def find_step(text: Text) -> Part[Outcome] | None:
    found = _first(text, "reason", "in_talks") or _first(text, "outcome", Outcome.NEXT_STEP.value)
    return Part(Outcome.NEXT_STEP, *found) if found else None


def find_channel(text: Text) -> Part[Channel] | None:
    """What happened is believed before what is only spoken of."""
    for key in ("past", "said"):
        found = [
            (place, Channel(name))
            for name in lexicon()["touch"]
            if (place := _first(text, "touch", name, key))
        ]
        if found:
            place, channel = min(found)
            return Part(channel, *place)
    return None


def find_direction(text: Text, said: Said) -> Part[Direction] | None:
    channel = said.channel
    if found := _first(text, "direction", Direction.IN.value):
        return Part(Direction.IN, *found)
    if channel and any(_acts(said.text, channel, person) for person in said.people):
        return Part(Direction.IN, channel.start, channel.end)
    return Part(Direction.OUT, channel.start, channel.end) if channel else None


def _acts(text: str, channel: Part[Channel], person: Part[str]) -> bool:
    """Read «звонил Козлов»: who stands in the nominative right behind the verb, and is declined, has called."""
    verb, between = text[channel.start : channel.end], text[channel.end : person.start]
    if channel.end > person.start or between.strip() or not verb.lower().endswith(PAST):
        return False
    return text[person.start : person.end] == person.value and person.value[-1] not in NEVER_DECLINED


def _first(text: Text, *path: str) -> tuple[int, int] | None:
    found = pattern(*path).search(text.plain)
    return found.span() if found else None
