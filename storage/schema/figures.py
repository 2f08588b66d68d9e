"""The roll-ups: counts kept in the transaction of what they count, and proved equal to it by the checks."""

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, PrimaryKeyConstraint, Table, Text

from sales.contacts import Outcome
from sales.losses import Reason
from storage.schema.common import Id, listed, metadata, one_of, owned_by_team, same_team


def contacts_by(name: str, period: str, *whose: Any) -> Table:
    """Contacts of a period by how they ended and why; `period` is its first day."""
    keys = [column.name for column in whose if isinstance(column, Column)]
    return Table(
        name,
        metadata,
        owned_by_team(),
        Column(period, Text, nullable=False),
        *whose,
        Column("outcome", Text, nullable=False),
        Column("reason", Text, nullable=False),  # its code, or empty
        Column("contacts", Integer, nullable=False),
        Column("amount", BigInteger, nullable=False),
        Column("again", Integer, nullable=False, server_default="0"),  # sales to those who had bought before
        Column("again_amount", BigInteger, nullable=False, server_default="0"),
        Column("regained", Integer, nullable=False, server_default="0"),  # sales to those who had refused
        Column("regained_amount", BigInteger, nullable=False, server_default="0"),
        one_of("outcome", Outcome),
        CheckConstraint(
            f"reason = '' OR {listed('reason', Reason)} OR substr(reason, 1, 3) = 'own'", name="reason"
        ),
        CheckConstraint("(outcome = 'lost') = (reason <> '')", name="loss_has_reason"),
        PrimaryKeyConstraint("team_id", period, *keys, "outcome", "reason"),
    )


daily = contacts_by(
    "daily", "day", Column("member_id", Id, nullable=False), same_team("member_id", "members")
)
weekly = contacts_by(
    "weekly", "monday", Column("member_id", Id, nullable=False), same_team("member_id", "members")
)
trend = contacts_by("trend", "monday")  # the whole team, for years at a glance

# New leads by the day they came, who met them, from where, and whether they can be reached; empty: let go unknown.
leads = Table(
    "leads",
    metadata,
    owned_by_team(),
    Column("day", Text, nullable=False),
    Column("member_id", Id, nullable=False),
    Column("source", Text, nullable=False),  # or empty
    Column("reach", Text, nullable=False),
    Column("clients", Integer, nullable=False),
    PrimaryKeyConstraint("team_id", "day", "member_id", "source", "reach"),
    same_team("member_id", "members"),
)

# The base by the day of each client's last contact; empty: none yet.
touched = Table(
    "touched",
    metadata,
    owned_by_team(),
    Column("day", Text, nullable=False),
    Column("clients", Integer, nullable=False),
    PrimaryKeyConstraint("team_id", "day"),
)

# How often the banned label was tried, by the team as a whole: nobody's name is here.
label_tries = Table(
    "label_tries",
    metadata,
    owned_by_team(),
    Column("day", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    PrimaryKeyConstraint("team_id", "day"),
)
