"""The sets of typed sentences with what each says, and how much of it is read right."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from sales.dates import When
from sales.sentence import Part, Said, read_sentence
from sales.text import words
from tests.pace import seconds_of, timed

HERE = Path(__file__).parent
SETS = sorted(path.stem.removeprefix("sentences_") for path in HERE.glob("sentences_*.txt"))
TYPED_AT = datetime(2026, 11, 25, 11, 20, tzinfo=ZoneInfo("Europe/Moscow"))
ALWAYS = ("who", "firm", "tel", "mail", "sum", "end", "why", "next", "ago")


@dataclass(frozen=True)
class Typed:
    text: str
    meant: dict[str, str]


@dataclass
class Score:
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)  # when it is read for the first time
    again: list[float] = field(default_factory=list)  # and for the second
    misses: list[str] = field(default_factory=list)

    def share(self, key: str) -> float:
        """All is right where nothing is asked for."""
        return self.right[key] / self.asked[key] if self.asked[key] else 1.0

    def false_share(self, key: str) -> float:
        return self.false[key] / max(self.silent[key], 1)

    def lines(self) -> Iterator[str]:
        for key in [*ALWAYS, "time", "by", "dir", "search"]:
            told = f"{self.right[key]}/{self.asked[key]} {self.share(key):.0%}"
            yield f"{key:7}{told:14} false {self.false[key]}/{self.silent[key]} wrong {self.wrong[key]}"
        yield f"median {median(self.milliseconds):.2f} ms"


def sentences(number: str) -> Iterator[Typed]:
    for line in (HERE / f"sentences_{number}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, told = line.rpartition("|")
            pairs = (pair.partition(":") for pair in told.split(";"))
            yield Typed(text.strip(), {key.strip(): value.strip() for key, _, value in pairs})


def measure(number: str) -> Score:
    score = Score()
    read_sentence("Иванов", TYPED_AT)
    for typed in sentences(number):
        read = partial(read_sentence, typed.text, TYPED_AT)
        seconds, said = timed(read)
        score.milliseconds.append(1000 * seconds)
        score.again.append(1000 * seconds_of(read))
        _compare(typed, as_written(said), score)
    return score


def as_written(said: Said) -> dict[str, str]:
    read = {
        "who": " + ".join(part.value for part in said.people),
        "firm": " + ".join(part.value for part in said.companies),
        "tel": " + ".join(part.value for part in said.phones),
        "mail": _value(said.mail),
        "sum": f"{(Decimal(said.sum.value) / 100).normalize():f}" if said.sum else "",
        "end": _value(said.outcome),
        "why": said.reason.value.reason.value if said.reason else "",
        "next": _moment(said.next),
        "ago": _value(said.ago) if said.ago and said.ago.value else "",
        "by": _value(said.channel),
        "dir": _value(said.direction),
    }
    return {**read, **({} if said.says_contact else {"search": ""})}


def _value(part: Part[object] | None) -> str:
    return str(part.value) if part else ""


def _moment(part: Part[When] | None) -> str:
    if part is None:
        return ""
    at = f" {part.value.at:%H:%M}" if part.value.at else ""
    return f"{part.value.day}{at}"


def _compare(typed: Typed, read: dict[str, str], score: Score) -> None:
    is_search = "search" in typed.meant
    _mark("search", "yes" if is_search else "", "yes" if "search" in read else "", typed, score)
    if is_search:
        return
    for key in ALWAYS:
        meant, got = typed.meant.get(key, ""), read[key]
        if key == "next":
            _mark("time", meant[11:], got[11:], typed, score)
            meant, got = meant[:10], got[:10]
        _mark(key, meant, got, typed, score)
    for key in typed.meant.keys() & {"by", "dir"}:
        _mark(key, typed.meant[key], read[key], typed, score)


def _mark(key: str, meant: str, got: str, typed: Typed, score: Score) -> None:
    same = _same(key, meant, got)
    score.asked[key] += bool(meant)
    score.silent[key] += not meant
    score.right[key] += bool(meant) and same
    score.false[key] += bool(got) and not meant
    score.wrong[key] += bool(got and meant) and not same
    if not same:
        score.misses.append(f"{key}: meant {meant or '-'}, read {got or '-'} | {typed.text}")


def _same(key: str, meant: str, got: str) -> bool:
    if key in ("who", "firm"):
        return [sorted(words(one)) for one in meant.split("+")] == [
            sorted(words(one)) for one in got.split("+")
        ]
    return meant == got
