"""Links that lead nowhere: whoever tries many has to wait. 128 random bits hardly need it, and it costs nothing."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, select, update

from sales.people import Person
from storage.schema import people
from storage.sql import seconds
from storage.tx import Tx

MOST = 10
WITHIN = timedelta(hours=1)

_them = people.c.id == bindparam("person")
_lately = people.c.wrong_since > bindparam("since")
_TOO_MANY = select(people.c.id).where(_them, _lately, people.c.wrong_links >= MOST)
_WRONG = (
    update(people)
    .where(_them)
    .values(
        wrong_links=case((_lately, people.c.wrong_links + 1), else_=1),
        wrong_since=case((_lately, people.c.wrong_since), else_=bindparam("at")),
    )
)


def is_shut(tx: Tx, person: Person, now: datetime) -> bool:
    """Whether they have tried so many that even a good one lets them in only later."""
    return tx.first(_TOO_MANY, person=person.id, since=seconds(now - WITHIN)) is not None


def tried_in_vain(tx: Tx, person: Person, now: datetime) -> None:
    tx.run(_WRONG, person=person.id, since=seconds(now - WITHIN), at=seconds(now))
