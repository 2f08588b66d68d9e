"""What the clock has done: the reminders it sent, and the meetings and weeks it opened or had to skip."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema.common import Id, Instant, identity, index_where, metadata, owned_by_team, same_team

# A message that reminded of one or several clients, so that it can be brought up to date.
reminders = Table(
    "reminders",
    metadata,
    identity(),
    owned_by_team(),
    Column("member_id", Id, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("letter_id", Id, nullable=False),
    Column("message_id", BigInteger),  # what Telegram called it, once it was posted
    Column("stale", Integer, nullable=False, server_default="0"),  # 1: it shows what is no longer so
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("team_id", "id"),
    same_team("member_id", "members"),
    index_where("message_id IS NULL", "ix_reminders_letter_id", "letter_id"),
    index_where("stale = 1", "ix_reminders_stale", "id"),
)

reminded = Table(
    "reminded",
    metadata,
    owned_by_team(),
    Column("reminder_id", Id, nullable=False),
    Column("recontact_id", Id, nullable=False),
    PrimaryKeyConstraint("team_id", "reminder_id", "recontact_id"),
    same_team("reminder_id", "reminders"),
    same_team("recontact_id", "recontacts"),
    Index(None, "recontact_id"),
)

# Each summary once for its day, or said to have been skipped.
summaries = Table(
    "summaries",
    metadata,
    owned_by_team(),
    Column("kind", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("told", Integer, nullable=False, server_default="0"),  # 1: that it was skipped has been said
    CheckConstraint("kind IN ('morning', 'week')", name="kind"),
    CheckConstraint("state IN ('sent', 'skipped')", name="state"),
    PrimaryKeyConstraint("team_id", "kind", "day"),
)
