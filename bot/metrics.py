"""What is counted and timed for Prometheus: how many, how long, and never whose.

Labels are words of this program alone, so that their number is known and nobody is named by them.
"""

import time
from functools import cache

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
_FAST = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_SLOW = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)

# ---------------------------------------------------------------- counted and timed as it happens

_updates = Counter("kept_updates", "Updates by what became of them.", ["outcome"], registry=REGISTRY)
KEPT = _updates.labels("kept")  # on disk, to be done
NOT_KEPT = _updates.labels("not_kept")  # the database took none; Telegram will hand it over again
DONE = _updates.labels("done")
REFUSED = _updates.labels("refused")  # by a rule of selling, which was explained
TRIED_AGAIN = _updates.labels("tried_again")
SET_ASIDE = _updates.labels("set_aside")

_steps = Histogram(
    "kept_step_seconds", "How long each step took.", ["step"], buckets=_SLOW, registry=REGISTRY
)
KEEPING = _steps.labels("keep")  # from when an update was handed over until it was on disk
HANDLING = _steps.labels("handle")  # one update within its transaction
ANSWERING = _steps.labels("answer")  # from an answer's commit until Telegram had it

_calls = Counter(
    "kept_telegram_calls",
    "Calls to Telegram by what came of them; too_many_requests is a 429.",
    ["method", "outcome"],
    registry=REGISTRY,
)
_call_seconds = Histogram(
    "kept_telegram_call_seconds",
    "How long Telegram took, but for calls that wait for updates.",
    buckets=_SLOW,
    registry=REGISTRY,
)
LONG_POLL = "getUpdates"

_database = Histogram(
    "kept_database_seconds",
    "Of each transaction: the wait for its turn, and the work with its commit.",
    ["part"],
    buckets=_FAST,
    registry=REGISTRY,
)
_waited, _worked = _database.labels("wait"), _database.labels("work")

LAST_TICK = Gauge(
    "kept_last_tick_timestamp_seconds", "When the clock's rounds were last gone.", registry=REGISTRY
)


_counted = cache(_calls.labels)  # the library looks each of them up anew, under a lock


def called(method: str, outcome: str, began: float) -> None:
    _counted(method, outcome).inc()
    if method != LONG_POLL:
        _call_seconds.observe(time.monotonic() - began)


def database(waited: float, worked: float) -> None:
    _waited.observe(waited)
    _worked.observe(worked)


# ---------------------------------------------------------------- looked up when it is asked for

DATABASE_UP = Gauge("kept_database_up", "1: what follows could be read.", registry=REGISTRY)
WAITING = Gauge(
    "kept_waiting",
    "Still to be done: updates of the inbox, answers and posts of the outbox.",
    ["what"],
    registry=REGISTRY,
)
OLDEST = Gauge("kept_oldest_seconds", "For how long the first of them waits.", ["what"], registry=REGISTRY)
PUT_ASIDE = Gauge("kept_set_aside", "What failed for good and is still kept.", ["what"], registry=REGISTRY)
REMINDERS = Gauge(
    "kept_reminders", "Promises to be reminded of: due, and late.", ["state"], registry=REGISTRY
)
BACKUP = Gauge("kept_backup_timestamp_seconds", "Of when the newest copy is.", registry=REGISTRY)
OF_DATABASE = (WAITING, OLDEST, PUT_ASIDE, REMINDERS)
