"""How long work takes in seconds of a machine of one known pace, whatever this one can spare at the moment."""

import re
from collections.abc import Callable
from time import thread_time
from typing import TypeVar

T = TypeVar("T")
WORDS = re.compile(r"[^\W\d_]+|\d+")
TEXT = "Иванов, ООО Ромашка, +7 912 345-67-89, called back, next on 10.12 at 15:00, 45 тыс. " * 4
PIECE = 0.0003  # seconds that one takes on the machine whose seconds are meant: one of 2024's, with nothing else to do


def seconds_of(work: Callable[[], object]) -> float:
    """As `timed`, of work whose outcome nobody asks for."""
    return timed(work)[0]


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of this thread's CPU, at the known pace: beside others' work, and on another machine, the same.

    What slows the thread (a neighbour on its core, a cache that is shared) slows the pieces before and
    after the work as well.
    """
    before = _piece()
    began = thread_time()
    outcome = work()
    took = thread_time() - began
    return took * PIECE / ((before + _piece()) / 2), outcome


def _piece() -> float:
    """Signs looked for, words cut, counted and put together: what reading a text consists of."""
    began = thread_time()
    for _turn in range(8):
        counted: dict[str, int] = {}
        for found in WORDS.finditer(TEXT):
            word = found[0].casefold()
            counted[word] = counted.get(word, 0) + len(word)
        " ".join(sorted(counted))
    return thread_time() - began
