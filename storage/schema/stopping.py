"""Giving clients up: the profile against which it is checked, who asked for it and what was decided."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, PrimaryKeyConstraint, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from sales.stops import Kind, State
from storage.schema.common import Id, Instant, identity, metadata, one_of, owned_by_team, same_team

# The facts of a client that the team works with, set by its owner.
criteria = Table(
    "criteria",
    metadata,
    identity(),
    owned_by_team(),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("least", BigInteger),  # of a number: from which on a client fits
    Column("hidden", Integer, nullable=False, server_default="0"),
    CheckConstraint("name <> ''", name="name"),
    one_of("kind", Kind),
    Unique("team_id", "id"),
)

# Asked for on the ground of one refusal; what becomes of the client is decided by a head.
stops = Table(
    "stops",
    metadata,
    identity(),
    owned_by_team(),
    Column("contact_id", Id, nullable=False),
    Column("client_id", Id, nullable=False),
    Column("author_id", Id, nullable=False),  # of the refusal
    Column("day", Text, nullable=False),  # of the refusal
    Column("asked_by", Id, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("decided_by", Id),
    Column("decided_at", Instant),
    Column("word", Text, nullable=False, server_default=""),  # why a head refused
    one_of("state", State),
    CheckConstraint("state NOT IN ('approved', 'refused') OR decided_at IS NOT NULL", name="decided"),
    Unique("team_id", "contact_id"),
    Unique("team_id", "id"),
    same_team("contact_id", "contacts"),
    same_team("client_id", "clients"),
    same_team("author_id", "members"),
    same_team("asked_by", "members"),
    same_team("decided_by", "members"),
    Index("ix_stops_day", "team_id", "state", "day"),
    Index(None, "client_id"),
)

observed = Table(
    "observed",
    metadata,
    owned_by_team(),
    Column("stop_id", Id, nullable=False),
    Column("criterion_id", Id, nullable=False),
    Column("value", BigInteger),  # 1 or 0 of a fact; empty: asked and not known
    PrimaryKeyConstraint("team_id", "stop_id", "criterion_id"),
    same_team("stop_id", "stops"),
    same_team("criterion_id", "criteria"),
)
