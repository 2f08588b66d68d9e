"""The system's clock as a process sees it, faster than it is, and put on or back by whoever writes the file."""

import os
import selectors
import time
from pathlib import Path
from typing import Any

import _time_machine
import time_machine

SPEED = float(os.environ["FAKED_SPEED"])
AHEAD = Path(os.environ["FAKED_AHEAD"])  # holds how many seconds ahead the clock is
_monotonic, _select = time.monotonic, selectors.DefaultSelector.select
_wall_began, _began = time.time_ns(), _monotonic()


def _time_ns(_traveller: Any) -> int:
    del _traveller
    passed = (_monotonic() - _began) * SPEED + float(AHEAD.read_text() or 0)
    return _wall_began + int(passed * 1_000_000_000)


def _fast_monotonic() -> float:
    return _began + (_monotonic() - _began) * SPEED


def _hasty_select(self: Any, timeout: float | None = None) -> Any:
    return _select(self, timeout and timeout / SPEED)


assert _time_machine.original_time_ns is not None
time_machine.Traveller.time_ns = _time_ns  # type: ignore[method-assign]
time_machine.travel(0).start()
time.monotonic = _fast_monotonic
selectors.DefaultSelector.select = _hasty_select  # type: ignore[assignment, method-assign]
