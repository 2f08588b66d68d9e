"""Opening the morning and the week of each team: at their time or a little late, once, and never skipped in silence."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol

from bot import letters
from bot.desk import Desk
from bot.going import Broken
from bot.visit import Method
from sales.schedule import Summary, is_late, still_worth_sending
from storage import summaries
from storage.errors import Unavailable
from storage.summaries import Opening
from storage.tx import Tx

AFTER_A_FAILURE = timedelta(minutes=10)


class Opener(Protocol):
    """What a summary says of a team, to all who are to hear it; `skipped`: the days that had none before it."""

    def __call__(
        self, tx: Tx, desk: Desk, team_id: int, now: datetime, *, late: bool, skipped: Sequence[date]
    ) -> list[Method]: ...


def open_one(kind: Summary, opener: Opener, tx: Tx, desk: Desk, now: datetime) -> bool:
    """A round: one team's summary; True while there are teams to look at."""
    opening = summaries.claim(tx, kind, now)
    if opening is None:
        return False
    try:
        _send_or_skip(kind, opener, tx, desk, opening, now)
    except Unavailable:
        raise
    except Exception as error:
        later = now + AFTER_A_FAILURE
        raise Broken(partial(summaries.put_off, kind=kind, team=opening.team.id, until=later)) from error
    return True


def _send_or_skip(kind: Summary, opener: Opener, tx: Tx, desk: Desk, opening: Opening, now: datetime) -> None:
    team = opening.team
    missed = [one.day for one in opening.days]
    latest = opening.days[-1] if opening.days else None
    if latest is None or not still_worth_sending(latest, team.rules, now):
        return summaries.skip(tx, kind, team.id, missed)
    summaries.skip(tx, kind, team.id, missed[:-1])
    if not summaries.send_once(tx, kind, team.id, latest.day):
        return None
    skipped = summaries.take_untold(tx, kind, team.id)
    for call in opener(tx, desk, team.id, now, late=is_late(latest, now), skipped=skipped):
        letters.post(tx, desk.bot_id, team.id, call, now)
    return None
