"""The rows of a batch sorted by whose they are: each after the one before it, for two of a file may be one."""

from collections.abc import Sequence
from typing import NamedTuple

from sales.importing import Arrival, Problem, Row, Snag
from sales.joining import gains, joined, key_of
from storage.book import Book
from storage.matching import Acquaintances
from storage.presence import present
from storage.schema import clients


class Arrived(NamedTuple):
    """A row, and the client it tells of as they can be written down."""

    row: Row
    who: Arrival
    snags: list[Problem]


class Join(NamedTuple):
    """A row that is somebody who was there, or whom an earlier row has told of."""

    number: int
    client: int
    by: str  # what they have in common
    gained: Arrival


class Sorting:
    """`whose`: the client of each row, in their order; `new`: those not yet written down, and their keys."""

    def __init__(self, book: Book, arrived: Sequence[Arrived]) -> None:
        self.arrived = arrived
        self.whose: list[int] = []
        self.new: dict[int, str] = {}
        self.joins: list[Join] = []
        self._known = Acquaintances(book, [one.who for one in arrived])
        self.have = present(book, self._known.clients())
        fresh = iter(book.tx.ids(clients, len(arrived)))
        for place, one in enumerate(arrived):
            again = one.who.again and place > 0
            found = (self.whose[-1], "name") if again else self._known.find(place, one.who)
            if found is None:
                self.whose.append(self._add(place, one.who, next(fresh)))
            else:
                self.whose.append(self._join(one, *found))

    def _add(self, place: int, who: Arrival, client: int) -> int:
        self.new[client] = self._known.key(place)
        self.have[client] = who
        self._known.meet(place, who, client)
        return client

    def _join(self, one: Arrived, client: int, by: str) -> int:
        have = self.have[client]
        taken = self._known.taken(one.who, client)
        one.snags.extend((None, Snag.PHONE_TAKEN.value, phone) for phone in taken)
        gained = gains(have, one.who, self._known.free(one.who))
        self._known.reach(gained, client)
        self.have[client] = joined(have, gained)
        if client in self.new and gained.company:  # they are written down with it
            self.new[client] = key_of(have.name, gained.company)
        self.joins.append(Join(one.row.number, client, by, gained))
        return client
