"""Words that say nothing by themselves go to the recognised part beside them, so that no note is made of them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import takewhile
from typing import Any, NamedTuple

from sales.sentence.lexicon import known
from sales.sentence.said import Part, Said, parts_of
from sales.sentence.words import Text, Word


class Place(NamedTuple):
    start: int
    end: int


def swallow_leftovers(said: Said) -> Said:
    """What leads to a part becomes its beginning; a legal form behind it, and a last "and", its end."""
    places = _merged(sorted(Place(part.start, part.end) for part in parts_of(said)))
    words = Text(said.text).words
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for before, after in zip([None, *places], [*places, None], strict=True):
        gap = _between(words, before, after)
        forms = list(takewhile(_is_form, gap)) if before else []
        gap = gap[len(forms) :]
        leading = list(takewhile(_says_nothing, reversed(gap)))
        if after and leading:
            starts[after.start] = leading[-1].start
        elif before and leading and len(leading) == len(gap):
            forms = [*forms, *gap]
        if before and forms:
            ends[before.end] = forms[-1].end
    return _moved(said, starts, ends)


def _merged(places: Sequence[Place]) -> list[Place]:
    joined: list[Place] = []
    for place in places:
        if joined and place.start <= joined[-1].end:
            joined[-1] = Place(joined[-1].start, max(joined[-1].end, place.end))
        else:
            joined.append(place)
    return joined


def _between(words: Sequence[Word], before: Place | None, after: Place | None) -> list[Word]:
    first = bisect_left(words, before.end, key=_start) if before else 0
    gap = words[first : bisect_left(words, after.start, key=_start)] if after else words[first:]
    return [*gap[:-1], *(word for word in gap[-1:] if after is None or word.end <= after.start)]


def _start(word: Word) -> int:
    return word.start


def _is_form(word: Word) -> bool:
    return word.plain in known("leftovers", "forms")


def _says_nothing(word: Word) -> bool:
    return _is_form(word) or word.plain in known("leftovers", "joining")


def _moved(said: Said, starts: dict[int, int], ends: dict[int, int]) -> Said:
    def move(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(move, value))
        if not isinstance(value, Part):
            return value
        return replace(value, start=starts.get(value.start, value.start), end=ends.get(value.end, value.end))

    return replace(said, **{field.name: move(getattr(said, field.name)) for field in fields(said)})
