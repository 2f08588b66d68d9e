"""How a client was touched, which way, and how it ended: by the words of the lexicon."""

from sales.contacts import Channel, Direction, Outcome
from sales.sentence.lexicon import lexicon, pattern
from sales.sentence.said import Part
from sales.sentence.words import Text

# In the order in which they are believed: who did not answer has not refused, who has paid is no refusal.
BELIEVED = (Outcome.NO_ANSWER, Outcome.WON, Outcome.LOST)


def find_outcome(text: Text) -> Part[Outcome] | None:
    """The outcome that is said outright; a next step that only its date tells of is not looked for here."""
    for outcome in BELIEVED:
        if found := _first(text, "outcome", outcome.value):
            return Part(outcome, *found)
    return None


def find_step(text: Text) -> Part[Outcome] | None:
    found = _first(text, "outcome", Outcome.NEXT_STEP.value)
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


def find_direction(text: Text, channel: Part[Channel] | None) -> Part[Direction] | None:
    if found := _first(text, "direction", Direction.IN.value):
        return Part(Direction.IN, *found)
    return Part(Direction.OUT, channel.start, channel.end) if channel else None


def _first(text: Text, *path: str) -> tuple[int, int] | None:
    found = pattern(*path).search(text.plain)
    return found.span() if found else None
