"""The people named in a sentence, in the order in which they are named, each as written on a card."""

from itertools import islice

from sales.sentence.english_people import english_people
from sales.sentence.lexicon import lexicon, pattern
from sales.sentence.russian_people import russian_people
from sales.sentence.said import Part
from sales.sentence.words import Text

MOST = 40  # nobody names more of them at once


def find_people(text: Text) -> list[Part[str]]:
    busy = _busy(text)
    found = (*islice(russian_people(text.words, busy), MOST), *islice(english_people(text.words, busy), MOST))
    named: dict[str, Part[str]] = {}
    for part in sorted(found, key=lambda part: part.start):
        named.setdefault(part.value, part)  # who is named twice is one
    return [*named.values()]


def _busy(text: Text) -> frozenset[int]:
    """Where the words begin that tell of the contact itself."""
    paths: list[tuple[str, ...]] = [
        ("date", "talk"),
        ("date", "deed"),
        ("outcome", "no_answer"),
        ("outcome", "won"),
        ("outcome", "lost"),
    ]
    paths += [("touch", name, key) for name in lexicon()["touch"] for key in ("past", "said")]
    spans = [found.span() for path in paths for found in pattern(*path).finditer(text.plain)]
    return frozenset(
        word.start for word in text.words if any(start <= word.start < end for start, end in spans)
    )
