"""What the clock does by itself, in this order at every tick."""

from datetime import datetime

from bot import morning, week
from bot.desk import Desk
from bot.going import Round
from bot.leave import end_leaves
from bot.remind import follow, refresh, remind
from bot.summaries import open_one
from sales.schedule import Summary
from storage.tx import Tx


def open_mornings(tx: Tx, desk: Desk, now: datetime) -> bool:
    return open_one(Summary.MORNING, morning.letters, tx, desk, now)


def open_weeks(tx: Tx, desk: Desk, now: datetime) -> bool:
    return open_one(Summary.WEEK, week.letters, tx, desk, now)


# Whoever is back has their clients back before anybody is reminded of them.
ROUNDS: tuple[Round, ...] = (end_leaves, follow, remind, refresh, open_mornings, open_weeks)
