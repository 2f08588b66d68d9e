"""Selling: deals, promises to come back, contacts, and those that leave no client."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, Table, Text, UniqueConstraint

from sales.clientless import Fact
from sales.clients import Source
from sales.contacts import Channel, Direction, Outcome
from sales.deals import Kind, State
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
    index_where("state = 'open'", "uq_deals_one_open", "client_id", unique=True),
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
    Column("remind_at", Instant),  # when to remind of it next; empty once that was done
    Column("snoozes", Integer, nullable=False, server_default="0"),
    CheckConstraint("state IN ('open', 'done', 'cancelled')", name="state"),
    CheckConstraint("timed IN (0, 1)", name="timed"),
    CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_at"),
    UniqueConstraint("team_id", "id"),
    same_team("client_id", "clients"),
    same_team("responsible_id", "members"),
    Index(None, "client_id"),
    index_where("state = 'open'", "uq_recontacts_one_open", "client_id", unique=True),
    index_where("state = 'open' AND remind_at IS NOT NULL", "ix_recontacts_remind", "remind_at", "id"),
    index_where("state = 'open'", "ix_recontacts_due", "team_id", "responsible_id", "due_at"),
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
    Column("recorded_day", Text),  # on which it was written down, where that was a later one
    Column("undone_at", Instant),
    Column(
        "again", Integer, nullable=False, server_default="0"
    ),  # 1: a sale to who had bought on an earlier day
    Column(
        "regained", Integer, nullable=False, server_default="0"
    ),  # 1: a sale to who had refused on an earlier day
    # The message it was recorded in: a second tap there finds it recorded.
    Column("origin_chat", BigInteger, nullable=False),
    Column("origin_message", BigInteger, nullable=False),
    Column("import_id", Id),  # the import that told it; its origin is then no message
    one_of("outcome", Outcome),
    or_own("channel", Channel),
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
    index_where("import_id IS NOT NULL", "ix_contacts_import", "import_id"),
    # Whatever a contact refers to is looked for here before it may be deleted.
    *(
        index_where(f"{name}_id IS NOT NULL", f"ix_contacts_{name}", f"{name}_id")
        for name in ("deal", "kept", "words", "saving")
    ),
    Index("ix_contacts_client", "client_id", "id"),
    Index("ix_contacts_author", "team_id", "author_id", "id"),
    Index("ix_contacts_day", "team_id", "day", "outcome"),
    Index(None, "recontact_id"),
    index_where(
        "undone_at IS NULL", "uq_contacts_origin", "team_id", "origin_chat", "origin_message", unique=True
    ),
)

# The head's verdict on a refusal; what the manager said on the day stays in the contact.
reviews = Table(
    "reviews",
    metadata,
    identity(),
    owned_by_team(),
    Column("contact_id", Id, nullable=False),
    Column("reviewer_id", Id, nullable=False),
    Column("reason_id", Id, nullable=False),  # confirmed or changed
    Column("text", Text, nullable=False, server_default=""),
    Column("reviewed_at", Instant, nullable=False),
    UniqueConstraint("team_id", "contact_id"),
    UniqueConstraint("team_id", "id"),
    same_team("contact_id", "contacts"),
    same_team("reviewer_id", "members"),
    same_team("reason_id", "loss_reasons"),
)

# What was said of a contact afterwards: it stands beside what was said on the day, which stays.
remarks = Table(
    "remarks",
    metadata,
    identity(),
    owned_by_team(),
    Column("contact_id", Id, nullable=False),
    Column("author_id", Id, nullable=False),
    Column("text", Text, nullable=False),
    Column("written_at", Instant, nullable=False),
    CheckConstraint("text <> ''", name="text"),
    UniqueConstraint("team_id", "id"),
    same_team("contact_id", "contacts"),
    same_team("author_id", "members"),
    Index(None, "contact_id"),
)

# One action with a name and a date, given at a meeting.
tasks = Table(
    "tasks",
    metadata,
    identity(),
    owned_by_team(),
    Column("client_id", Id, nullable=False),
    Column("member_id", Id, nullable=False),
    Column("author_id", Id, nullable=False),
    Column("text", Text, nullable=False),
    Column("due_day", Text, nullable=False),
    Column("recontact_id", Id),  # the promise it became, and with which it is done
    Column("created_at", Instant, nullable=False),
    Column("closed_at", Instant),
    UniqueConstraint("team_id", "id"),
    same_team("client_id", "clients"),
    same_team("member_id", "members"),
    same_team("author_id", "members"),
    same_team("recontact_id", "recontacts"),
    Index("ix_tasks_member", "team_id", "member_id", "closed_at"),
    Index(None, "client_id"),
    index_where("recontact_id IS NOT NULL", "ix_tasks_recontact", "recontact_id"),
)

# Contacts with nobody who could be written down, and with nobody who wanted anything.
clientless = Table(
    "clientless",
    metadata,
    identity(),
    owned_by_team(),
    Column("member_id", Id, nullable=False),
    Column("fact", Text, nullable=False),
    Column("source", Text),
    Column("note", Text, nullable=False, server_default=""),
    Column("happened_at", Instant, nullable=False),
    Column("day", Text, nullable=False),  # the team's local day
    Column("undone_at", Instant),
    Column(
        "sampled", Integer, nullable=False, server_default="0"
    ),  # 1: the heads were asked whether it is so
    Column("doubted", Integer),  # what one of them said: 1 no, 0 it looks like it
    Column("judged_by", Id),
    # The message it was recorded in: a second tap there finds it recorded.
    Column("origin_chat", BigInteger, nullable=False),
    Column("origin_message", BigInteger, nullable=False),
    one_of("fact", Fact),
    or_own("source", Source),
    CheckConstraint("source IS NULL OR fact = 'missed'", name="source_of_a_lead"),
    UniqueConstraint("team_id", "id"),
    same_team("member_id", "members"),
    same_team("judged_by", "members"),
    Index("ix_clientless_day", "team_id", "day"),
    index_where(
        "undone_at IS NULL", "uq_clientless_origin", "team_id", "origin_chat", "origin_message", unique=True
    ),
)
