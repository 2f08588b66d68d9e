"""Every table, readable as a document. Instants are UTC seconds since 1970, days are ISO dates, money is minor units.

Integers and text alone need no conversion by any driver, so one compiled statement serves both databases.
A row belongs to one team, and refers only to rows of the same team: the foreign keys carry the team.
"""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from sales.clients import Reach, Source
from sales.contacts import Channel, Direction, Outcome
from sales.deals import Kind, State
from sales.losses import Reason
from sales.people import Role

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")
Instant = BigInteger


def identity() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


def owned_by_team() -> Column[int]:
    return Column("team_id", Id, ForeignKey("teams.id"), nullable=False)


def listed(column: str, choices: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(choice.value) for choice in choices)})"


def one_of(column: str, choices: type[StrEnum]) -> CheckConstraint:
    return CheckConstraint(listed(column, choices), name=column)


def same_team(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["team_id", column], [f"{table}.team_id", f"{table}.id"])


# ---------------------------------------------------------------- people and teams

teams = Table(
    "teams",
    metadata,
    identity(),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),  # IANA name
    Column("currency", Text, nullable=False),  # ISO 4217
    Column("created_at", Instant, nullable=False),
)

people = Table(
    "people",
    metadata,
    identity(),
    Column("telegram_id", BigInteger, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("team_id", Id, ForeignKey("teams.id")),  # the team they now work in, of those they belong to
    Column("unreachable_at", Instant),  # since when they block the bot
    Column("created_at", Instant, nullable=False),
)

members = Table(
    "members",
    metadata,
    identity(),
    owned_by_team(),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("joined_at", Instant, nullable=False),
    Column("suspended_at", Instant),
    one_of("role", Role),
    UniqueConstraint("team_id", "person_id"),
    UniqueConstraint("team_id", "id"),
)

invitations = Table(
    "invitations",
    metadata,
    identity(),
    owned_by_team(),
    Column("role", Text, nullable=False),
    Column("token_hash", Text, nullable=False, unique=True),  # SHA-256; the token itself is shown once
    Column("uses_left", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("created_by", Id, nullable=False),
    Column("created_at", Instant, nullable=False),
    one_of("role", Role),
    CheckConstraint("uses_left >= 0", name="uses_left"),
    same_team("created_by", "members"),
)

# ---------------------------------------------------------------- the base

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
    CheckConstraint("name <> ''", name="name"),
    one_of("source", Source),
    one_of("reach", Reach),
    one_of("last_outcome", Outcome),
    UniqueConstraint("team_id", "id"),
    same_team("responsible_id", "members"),
    same_team("created_by", "members"),
    Index("ix_clients_touched", "team_id", "touched_at", "id"),
    Index(
        "ix_clients_email",
        "team_id",
        "email",
        sqlite_where=text("email <> ''"),
        postgresql_where=text("email <> ''"),
    ),
    Index(
        "ix_clients_telegram",
        "team_id",
        "telegram",
        sqlite_where=text("telegram <> ''"),
        postgresql_where=text("telegram <> ''"),
    ),
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

# Every ending of every folded word and phone of a client, so that any part is the prefix of a key.
search_keys = Table(
    "search_keys",
    metadata,
    owned_by_team(),
    # Compared by code points on either database, so that a prefix is a range of the index.
    Column("key", Text().with_variant(Text(collation="C"), "postgresql"), nullable=False),
    Column("client_id", Id, nullable=False),
    PrimaryKeyConstraint("team_id", "key", "client_id"),
    same_team("client_id", "clients"),
    Index(None, "client_id"),
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
    CheckConstraint("text <> ''", name="text"),
    UniqueConstraint("team_id", "id"),
    same_team("client_id", "clients"),
    same_team("author_id", "members"),
    Index(None, "client_id", "id"),
)

# ---------------------------------------------------------------- selling

# The catalogue. There is a code and no free name: no typed text can become a reason.
loss_reasons = Table(
    "loss_reasons",
    metadata,
    identity(),
    owned_by_team(),
    Column("code", Text, nullable=False),
    one_of("code", Reason),
    UniqueConstraint("team_id", "code"),
    UniqueConstraint("team_id", "id"),
)

deals = Table(
    "deals",
    metadata,
    identity(),
    owned_by_team(),
    Column("client_id", Id, nullable=False),
    Column("kind", Text),  # known when it is won
    Column("state", Text, nullable=False),
    Column("amount", BigInteger),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    one_of("kind", Kind),
    one_of("state", State),
    CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_at"),
    CheckConstraint("(state = 'won') = (amount IS NOT NULL)", name="amount"),
    UniqueConstraint("team_id", "id"),
    same_team("client_id", "clients"),
    Index(None, "client_id"),
    Index(
        "uq_deals_one_open",
        "client_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)

recontacts = Table(
    "recontacts",
    metadata,
    identity(),
    owned_by_team(),
    Column("client_id", Id, nullable=False),
    Column("responsible_id", Id, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("timed", Integer, nullable=False),  # 1: at that hour; 0: some time that day
    Column("state", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("closed_at", Instant),
    CheckConstraint("state IN ('open', 'done', 'cancelled')", name="state"),
    CheckConstraint("timed IN (0, 1)", name="timed"),
    CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_at"),
    UniqueConstraint("team_id", "id"),
    same_team("client_id", "clients"),
    same_team("responsible_id", "members"),
    Index(None, "client_id"),
    Index(
        "uq_recontacts_one_open",
        "client_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index(
        "ix_recontacts_due",
        "team_id",
        "responsible_id",
        "due_at",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)

contacts = Table(
    "contacts",
    metadata,
    identity(),
    owned_by_team(),
    Column("client_id", Id, nullable=False),
    Column("author_id", Id, nullable=False),
    Column("deal_id", Id),
    Column("outcome", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("amount", BigInteger),
    Column("reason_id", Id),
    Column("words_id", Id),  # the client's own words, as evidence
    Column("saving_id", Id),  # what could have kept the client
    Column("recontact_id", Id, nullable=False),  # the way back that this contact promised
    Column("kept_id", Id),  # the promise that this contact kept
    Column("happened_at", Instant, nullable=False),
    Column("day", Text, nullable=False),  # the team's local day
    Column("undone_at", Instant),
    # The message it was recorded in: a second tap there finds it recorded.
    Column("origin_chat", BigInteger, nullable=False),
    Column("origin_message", BigInteger, nullable=False),
    one_of("outcome", Outcome),
    one_of("channel", Channel),
    one_of("direction", Direction),
    CheckConstraint("(outcome = 'lost') = (reason_id IS NOT NULL)", name="loss_has_reason"),
    CheckConstraint("(outcome = 'won') = (amount IS NOT NULL)", name="sale_has_amount"),
    CheckConstraint("amount > 0", name="amount"),
    CheckConstraint("words_id IS NULL OR outcome = 'lost'", name="words_of_a_loss"),
    CheckConstraint("saving_id IS NULL OR outcome = 'lost'", name="saving_of_a_loss"),
    UniqueConstraint("team_id", "id"),
    same_team("client_id", "clients"),
    same_team("author_id", "members"),
    same_team("deal_id", "deals"),
    same_team("reason_id", "loss_reasons"),
    same_team("words_id", "notes"),
    same_team("saving_id", "notes"),
    same_team("recontact_id", "recontacts"),
    same_team("kept_id", "recontacts"),
    Index("ix_contacts_client", "client_id", "id"),
    Index("ix_contacts_author", "team_id", "author_id", "id"),
    Index(None, "recontact_id"),
    Index(
        "uq_contacts_origin",
        "team_id",
        "origin_chat",
        "origin_message",
        unique=True,
        sqlite_where=text("undone_at IS NULL"),
        postgresql_where=text("undone_at IS NULL"),
    ),
)

# The roll-up, kept in the contact's own transaction; proved equal to the contacts by the checks.
daily = Table(
    "daily",
    metadata,
    owned_by_team(),
    Column("day", Text, nullable=False),
    Column("member_id", Id, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),  # its code, or empty
    Column("contacts", Integer, nullable=False),
    Column("amount", BigInteger, nullable=False),
    one_of("outcome", Outcome),
    CheckConstraint(f"reason = '' OR {listed('reason', Reason)}", name="reason"),
    CheckConstraint("(outcome = 'lost') = (reason <> '')", name="loss_has_reason"),
    PrimaryKeyConstraint("team_id", "day", "member_id", "outcome", "reason"),
    same_team("member_id", "members"),
)

# ---------------------------------------------------------------- the conversation

# What a person was asked to type, and what for. Exempt from teams: it belongs to a chat.
talks = Table(
    "talks",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("question", Text, nullable=False),
    Column("about", Text, nullable=False),  # the packed button that asked
    Column("asked_at", Instant, nullable=False),
)

# What Telegram handed over, written down before it was acknowledged.
inbox = Table(
    "inbox",
    metadata,
    identity(),
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("turn", BigInteger, nullable=False),  # the fair order among chats
    Column("payload", Text, nullable=False),  # raw JSON; emptied when done
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("error", Text),
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant),
    CheckConstraint("state IN ('waiting', 'done', 'failed')", name="state"),
    UniqueConstraint("bot_id", "update_id"),
    Index(
        "ix_inbox_turn",
        "bot_id",
        "turn",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index(
        "ix_inbox_lane",
        "bot_id",
        "chat_id",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)

# What is to be said, written down with the work that says it.
outbox = Table(
    "outbox",
    metadata,
    identity(),
    Column("bot_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("method", Text, nullable=False),
    Column("payload", Text, nullable=False),  # the call's JSON; emptied when posted
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("error", Text),
    Column("leased_until", Instant, nullable=False),
    Column("message_id", BigInteger),  # what Telegram called it
    Column("created_at", Instant, nullable=False),
    Column("closed_at", Instant),
    CheckConstraint("state IN ('waiting', 'posted', 'failed')", name="state"),
    Index(
        "ix_outbox_waiting",
        "bot_id",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)

TEAMLESS = {
    "teams": "is the team",
    "people": "one person may be in several teams",
    "talks": "belongs to a person's chat with the bot",
    "inbox": "raw updates, before anyone knows whose they are",
    "outbox": "calls to Telegram, addressed by chat",
}
