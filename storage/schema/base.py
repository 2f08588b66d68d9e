"""The base: clients and how they are reached, found and remarked upon."""

from typing import Any

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
    text,
)

from sales.clients import Reach, Source
from sales.contacts import Outcome
from storage.schema.common import (
    Id,
    Instant,
    identity,
    index_where,
    metadata,
    one_of,
    or_own,
    owned_by_team,
    same_team,
)

clients = Table(
    "clients",
    metadata,
    identity(),
    owned_by_team(),
    Column("name", Text, nullable=False),
    Column("company", Text, nullable=False, server_default=""),
    Column("email", Text, nullable=False, server_default=""),
    Column("telegram", Text, nullable=False, server_default=""),  # nickname, without @
    Column("telegram_id", BigInteger),
    Column("source", Text),
    Column("reach", Text, nullable=False),
    Column("responsible_id", Id, nullable=False),
    Column("created_by", Id, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("touched_at", Instant, nullable=False),  # the last contact, or the creation before any
    Column("last_outcome", Text),
    Column("last_contact_at", Instant),
    Column("next_contact_at", Instant),
    Column("met_day", Text, nullable=False, server_default=""),  # the team's local day of the creation
    Column("contacted_day", Text),  # the day of the last contact
    Column("sales", Integer, nullable=False, server_default="0"),
    Column("revenue", BigInteger, nullable=False, server_default="0"),
    Column("first_sale_at", Instant),
    Column("last_sale_at", Instant),
    Column("worth", BigInteger, nullable=False, server_default="0"),  # what they may bring in a year
    Column("dormant_at", Instant),  # from when they are dormant if nobody is in touch
    Column(
        "stopped_at", Instant
    ),  # when a head agreed to come back no more; empty again with the next contact
    Column("offered_day", Text),  # when they were last offered as dormant
    Column("import_id", Id),  # the import that wrote them down; no key can be added to a table that is there
    Column("edited_at", Instant),  # when somebody last corrected or added to what stands here
    Column("erased_at", Instant),  # who they were is gone for good; what was recorded counts on
    CheckConstraint("name <> ''", name="name"),
    or_own("source", Source),
    one_of("reach", Reach),
    one_of("last_outcome", Outcome),
    UniqueConstraint("team_id", "id"),
    same_team("responsible_id", "members"),
    same_team("created_by", "members"),
    index_where("import_id IS NOT NULL", "ix_clients_import", "import_id"),
    index_where("erased_at IS NOT NULL", "ix_clients_erased", "erased_at"),
    Index("ix_clients_touched", "team_id", "touched_at", "id"),
    index_where(
        "next_contact_at IS NULL AND stopped_at IS NULL",
        "ix_clients_dormant",
        *("team_id", "responsible_id", text("worth DESC"), "id"),
    ),
    index_where("offered_day IS NOT NULL", "ix_clients_offered", "team_id", "responsible_id", "offered_day"),
    index_where("email <> ''", "ix_clients_email", "team_id", "email"),
    index_where("telegram <> ''", "ix_clients_telegram", "team_id", "telegram"),
    index_where("telegram_id IS NOT NULL", "ix_clients_telegram_id", "team_id", "telegram_id"),
    # A client may be taken back or merged; a button that is older than that is never another client's.
    sqlite_autoincrement=True,
)

phones = Table(
    "phones",
    metadata,
    owned_by_team(),
    Column("e164", Text, nullable=False),
    Column("client_id", Id, nullable=False),
    PrimaryKeyConstraint("team_id", "e164"),
    same_team("client_id", "clients"),
    Index(None, "client_id"),
)


def _by_code_points() -> Any:
    """Compared alike on either database, so that a prefix is a range of the index."""
    return Text().with_variant(Text(collation="C"), "postgresql")


# Every folded word of a client, and every phone from both its ends.
search_words = Table(
    "search_words",
    metadata,
    owned_by_team(),
    Column("word", _by_code_points(), nullable=False),
    Column("client_id", Id, nullable=False),
    PrimaryKeyConstraint("team_id", "word", "client_id"),
    same_team("client_id", "clients"),
    Index(None, "client_id", "word"),
    sqlite_with_rowid=False,
)

# The endings of the words of names and companies, each word once: any part of a word is the prefix of one of them.
word_endings = Table(
    "word_endings",
    metadata,
    owned_by_team(),
    Column("ending", _by_code_points(), nullable=False),
    Column("word", _by_code_points(), nullable=False),
    PrimaryKeyConstraint("team_id", "ending", "word"),
    sqlite_with_rowid=False,
)

notes = Table(
    "notes",
    metadata,
    identity(),
    owned_by_team(),
    Column("client_id", Id, nullable=False),
    Column("author_id", Id, nullable=False),
    Column("text", Text, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("import_id", Id),  # the import that brought it
    CheckConstraint("text <> ''", name="text"),
    UniqueConstraint("team_id", "id"),
    same_team("client_id", "clients"),
    same_team("author_id", "members"),
    Index(None, "client_id", "id"),
)

# Whose clients are with a stand-in, and for which leave.
lent = Table(
    "lent",
    metadata,
    owned_by_team(),
    Column("client_id", Id, nullable=False),
    Column("leave_id", Id, nullable=False),
    PrimaryKeyConstraint("team_id", "client_id"),
    same_team("client_id", "clients"),
    same_team("leave_id", "leaves"),
    Index(None, "leave_id"),
)

# Who was asked for a recommendation in which contact, and whom they have recommended.
recommendations = Table(
    "recommendations",
    metadata,
    identity(),
    owned_by_team(),
    Column("contact_id", Id, nullable=False),
    Column("client_id", Id, nullable=False),
    Column("recommended_id", Id),  # empty: asked, and nobody was named
    Column("asked_at", Instant, nullable=False),
    CheckConstraint("recommended_id <> client_id", name="somebody_else"),
    UniqueConstraint("team_id", "id"),
    UniqueConstraint("team_id", "recommended_id"),
    same_team("contact_id", "contacts"),
    same_team("client_id", "clients"),
    same_team("recommended_id", "clients"),
    Index(None, "contact_id"),
    Index(None, "client_id"),
)

# What a source costs in a month.
spend = Table(
    "spend",
    metadata,
    owned_by_team(),
    Column("source", Text, nullable=False),
    Column("month", Text, nullable=False),  # 2026-11
    Column("amount", BigInteger, nullable=False),
    or_own("source", Source),
    CheckConstraint("amount > 0", name="amount"),
    PrimaryKeyConstraint("team_id", "source", "month"),
)

# Two clients who were one: all of the loser is the winner's, and can be taken apart again for a while.
merges = Table(
    "merges",
    metadata,
    identity(),
    owned_by_team(),
    Column("winner_id", Id, nullable=False),
    Column("into_id", Id, nullable=False),  # the winner then, who may have become part of another since
    Column("loser_id", Id, nullable=False),  # no row has it while they are one
    Column("name", Text, nullable=False),  # the loser's, by which they are still found
    Column("company", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("telegram", Text, nullable=False),
    Column("telegram_id", BigInteger),
    Column("merged_by", Id, nullable=False),
    Column("merged_at", Instant, nullable=False),
    Column("undone_at", Instant),
    Column("kept", Text, nullable=False),  # JSON: what it takes to take them apart
    UniqueConstraint("team_id", "id"),
    same_team("winner_id", "clients"),
    same_team("merged_by", "members"),
    Index(None, "winner_id"),
    index_where("undone_at IS NULL", "uq_merges_loser", "team_id", "loser_id", unique=True),
)
