"""The team's words: what may be picked, the built-in ones and its own; who was tagged, and second reasons."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from sales.losses import Group, Reason
from sales.vocabulary import List
from storage.schema.common import Id, identity, metadata, or_own, owned_by_team, same_team

_IN_TERMS = ", ".join(repr(each.value) for each in List if not each.of_reasons)

# The catalogue. A reason is picked from it, and comes into it by a head's decision alone.
loss_reasons = Table(
    "loss_reasons",
    metadata,
    identity(),
    owned_by_team(),
    Column("code", Text, nullable=False),
    Column("group", Text, nullable=False, server_default=Group.ERROR.value),
    Column("name", Text, nullable=False, server_default=""),  # empty: the built-in name
    Column("hidden", Integer, nullable=False, server_default="0"),
    Column("place", Integer, nullable=False, server_default="0"),  # in its list
    Column("helped", Text, nullable=False, server_default=""),  # what helps with it, in the head's words
    or_own("code", Reason),
    CheckConstraint(f'"group" IN ({", ".join(repr(group.value) for group in Group)})', name="group"),
    CheckConstraint("name <> '' OR substr(code, 1, 3) <> 'own'", name="name"),
    UniqueConstraint("team_id", "code"),
    UniqueConstraint("team_id", "id"),
)

# Sources, channels and tags, as a team has named, hidden and ordered them.
terms = Table(
    "terms",
    metadata,
    identity(),
    owned_by_team(),
    Column("list", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False, server_default=""),  # empty: the built-in name
    Column("hidden", Integer, nullable=False, server_default="0"),
    Column("place", Integer, nullable=False, server_default="0"),  # in its list
    Column("import_id", Id),  # the import that named it
    CheckConstraint(f"list IN ({_IN_TERMS})", name="list"),
    CheckConstraint("name <> '' OR substr(code, 1, 3) <> 'own'", name="name"),
    UniqueConstraint("team_id", "list", "code"),
    UniqueConstraint("team_id", "id"),
)

tagged = Table(
    "tagged",
    metadata,
    owned_by_team(),
    Column("client_id", Id, nullable=False),
    Column("term_id", Id, nullable=False),
    PrimaryKeyConstraint("team_id", "client_id", "term_id"),
    same_team("client_id", "clients"),
    same_team("term_id", "terms"),
    Index(None, "team_id", "term_id", "client_id"),
)

# What else stood in the way, beside the main reason.
second_reasons = Table(
    "second_reasons",
    metadata,
    owned_by_team(),
    Column("contact_id", Id, nullable=False),
    Column("reason_id", Id, nullable=False),
    PrimaryKeyConstraint("team_id", "contact_id"),
    same_team("contact_id", "contacts"),
    same_team("reason_id", "loss_reasons"),
)
