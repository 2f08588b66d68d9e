"""Callback data that a changed Telegram client may send: every kind of button with every id there is, and junk."""

import random
from collections.abc import Iterator
from enum import Enum
from types import NoneType
from typing import Any, get_args

from aiogram.filters.callback_data import CallbackData

from bot import draft as drafts
from bot.buttons import KINDS
from sales.contacts import Draft, Outcome
from sales.deals import Kind
from sales.recontact import Promise

ODD_NUMBERS = (0, -1, 2**53, 2**53 + 1, 2**63, 10**40)
# No whole secret among them: what is typed comes back.
WORDS = {
    "source": ("ad", "own1", "own99", "none", ""),
    "name": ("Некто",),
    "query": ("кузн", "91655501", "landy"),
    "currency": ("USD", "XXX", ""),
    "zone": ("Europe/Samara", "Нигде", ""),
    "digits": ("79165550123", "0", ""),
    "language": ("en", "xx"),
}
NOT_NUMBERS = ("", "x", "1.5", "1e3", "NaN", "None", "٣", "0x1", "1 2", "²", "\x00", "𝟙", "true", "+1", "01")
JUNK = (
    "", ":", "::::", "zzz", "zzz:1", "r", "r:", "r:1", "r" + ":" * 10, "r:1::c:o:::::9999:", "r:1:w:c:o:::::x:",
    "r:zzzzzzzzzz:l:c:o::::::", "r:zzzzzzzzzzz:l:c:o::::::", "r:1:w:c:o:zzzzzzzzzz::::::", "r:1:q:c:o::::::",
    "r:1:s:c:o:::::tzzzzzzzzzz:", "r:1:s:c:o:::::dzzzzzzzzzz:", "r:1:s:c:o:::::t1q6q6q6:", "r:-1:::::::::",
    "c:1:2:3:4:5:6", "C:1", " c:1:0", "c:1", "c:1:0\n", "g:", "g:?", "s::", "s:q:1", "e:1:q", "ы:1", "🙈" * 16,
    "я" * 32, "x" * 64, "c:" + "9" * 62, "\x00" * 64, "\u202e" * 20, "{}%s%d{0}", "'; DROP TABLE clients;--",
    "<b>&lt;</b>", "b:1;2", "f:0:<b>x", "f:0:\x00", "f:0:%_'\"", "f:9:" + "q" * 60,
)  # fmt: skip


def every_kind(ids: list[int]) -> Iterator[str]:
    """Each number in turn any of the ids; other numbers, and further choices of lists, beside the first two."""
    for kind in KINDS:
        yield from dict.fromkeys(filter(fits, _of_kind(kind, ids)))


def fits(data: str) -> bool:
    """Telegram itself lets no more through."""
    return len(data.encode()) <= 64


def _of_kind(kind: type[CallbackData], ids: list[int]) -> Iterator[str]:
    numbers = [name for name, field in kind.model_fields.items() if field.annotation is int]
    for varying in numbers or [""]:
        for place, values in enumerate(_others(kind, ids)):
            for number in ids if varying and place < 2 else ids[:2]:
                fields = {**values, varying: number} if varying else values
                yield _packed(kind, fields)


def _others(kind: type[CallbackData], ids: list[int]) -> Iterator[dict[str, Any]]:
    """Every choice of a closed list, and the few usual values of all else."""
    choices = {name: _choices(name, field.annotation, ids) for name, field in kind.model_fields.items()}
    most = max(map(len, choices.values()), default=1)
    for place in range(most):
        yield {name: listed[place % len(listed)] for name, listed in choices.items()}


def known(annotation: Any) -> Any:
    """The type of a field that may also be left empty."""
    return next((one for one in get_args(annotation) if one is not NoneType), annotation)


def _choices(name: str, annotation: Any, ids: list[int]) -> tuple[Any, ...]:
    if known(annotation) is not annotation:
        return ("", *_choices(name, known(annotation), ids))
    if annotation is int:
        return (*ids[:2],)
    if annotation is bool:
        return (0, 1)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(choice.value for choice in annotation)
    return WORDS[name]


def _packed(kind: type[CallbackData], fields: dict[str, Any]) -> str:
    """By hand, since the kinds themselves may refuse what a forger sends."""
    return ":".join([kind.__prefix__, *(str(fields[name]) for name in kind.model_fields)])


def drafts_with(own: int, client: int, reason: int, words: int, contact: int) -> Iterator[str]:
    """Another team's ids wherever a draft carries one, whole drafts and unfinished ones."""
    for promise in (None, Promise(days=30)):
        for whose in (own, client):
            yield from map(
                drafts.pack,
                (
                    Draft(whose, promise=promise),
                    Draft(whose, Outcome.LOST, reason=reason, promise=promise),
                    Draft(whose, Outcome.LOST, reason=reason, words=words, promise=promise),
                    Draft(whose, Outcome.LOST, words=words, promise=promise),
                    Draft(whose, Outcome.WON, amount=1, kind=Kind.FIRST, promise=promise),
                    Draft(whose, Outcome.WON, promise=promise, fixes=contact),
                    Draft(whose, Outcome.NO_ANSWER, promise=promise, fixes=contact),
                    Draft(whose, Outcome.NEXT_STEP, reason=reason, words=words, promise=promise),
                ),
            )


def odd_ones() -> Iterator[str]:
    yield from filter(fits, JUNK)
    yield from every_kind([*ODD_NUMBERS])
    for kind in KINDS:
        for odd in NOT_NUMBERS:
            data = ":".join([kind.__prefix__, *(odd for _name in kind.model_fields)])
            if fits(data):
                yield data


def random_data(chance: random.Random) -> str:
    """Something of the right shape, or of no shape at all."""
    kind = chance.choice(KINDS)
    parts = [chance.choice(["0", "1", "7", "-1", "x", "", "t", "9" * 20, "я"]) for _ in kind.model_fields]
    made = ":".join([kind.__prefix__, *parts])
    return chance.choice([made, chance.choice([*filter(fits, JUNK)])])
