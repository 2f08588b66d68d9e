"""What a person was asked to type, kept with everything else."""

from datetime import datetime

from sqlalchemy import bindparam, delete

from storage.schema import talks
from storage.sql import adding, seconds
from storage.tx import Tx

_asked = adding(talks, "person_id", "question", "about", "asked_at")
_ASK = _asked.on_conflict_do_update(
    index_elements=["person_id"],
    set_={name: _asked.excluded[name] for name in ("question", "about", "asked_at")},
)
_FORGET = delete(talks).where(talks.c.person_id == bindparam("person"))


def ask(tx: Tx, person_id: int, question: str, about: str, now: datetime) -> None:
    tx.run(_ASK, person_id=person_id, question=question, about=about, asked_at=seconds(now))


def forget(tx: Tx, person_id: int) -> None:
    tx.run(_FORGET, person=person_id)
