"""How turns are shared out among those who write: a chat's own order first, then its team's share, then its own.

Every chat has a lane in the inbox, and lanes take turns. Of one team at most so many lanes begin in a turn; all
strangers together are as one chat: so neither a crowded team nor a crowd of strangers delays anybody else.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

STRANGERS = 0  # the home of whoever is in no team
OF_TEAM = 8  # lanes of one team that begin in one turn
MOST_WAITING = 20_000  # strangers that wait; whoever comes then is passed over
REMEMBERED = 20_000
AT_ONCE, ANEW = 60, 10.0  # what a stranger is answered at once, and after how many seconds once more


@dataclass
class Allowance:
    left: float
    at: float  # seconds since 1970


class Shares:
    """Of one process, and only since its start: what it forgets is fairness, no update."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self.at_once = at_once
        self._reached: dict[int, int] = {}  # by home, in parts of a turn
        self._strangers: OrderedDict[int, Allowance] = OrderedDict()

    def first_turn(self, home: int, serving: int, latest: int) -> int | None:
        """In which turn a lane that was empty begins; None: there is no room for more strangers.

        Turns begin anew when nothing waits, so what was reached is never beyond the latest turn that waits.
        """
        reached = max(min(self._reached.get(home, 0), latest * OF_TEAM), serving * OF_TEAM)
        if home == STRANGERS and reached > (serving + MOST_WAITING) * OF_TEAM:
            return None
        self._reached[home] = reached + (OF_TEAM if home == STRANGERS else 1)
        return reached // OF_TEAM + 1

    def meet(self, chat_id: int, home: int, now: datetime) -> None:
        """Remember who is a stranger. A group is none: it is answered where it asks, and many speak in it."""
        if home != STRANGERS:
            self._strangers.pop(chat_id, None)
        elif chat_id > 0 and chat_id not in self._strangers:
            self._strangers[chat_id] = Allowance(float(self.at_once), now.timestamp())
            if len(self._strangers) > REMEMBERED:
                self._strangers.popitem(last=False)

    def is_stranger(self, chat_id: int) -> bool:
        return chat_id in self._strangers

    def is_too_much(self, chat_id: int, now: datetime) -> bool:
        """Whether a stranger has been answered enough for a while; if not, this is one more answer."""
        given, at = self._strangers.get(chat_id), now.timestamp()
        if given is None:
            return False
        given.left = min(self.at_once, given.left + max(0.0, at - given.at) / ANEW)
        given.at = at
        if given.left < 1:
            return True
        given.left -= 1
        return False
