"""The audit log."""

from sqlalchemy import Column, Index, Table, Text

from sales.audit import Act
from storage.schema.common import Id, Instant, identity, metadata, one_of, owned_by_team, same_team

# No name and no phone stands here: what it is about is told by numbers, which may lead to nobody any more.
audit = Table(
    "audit",
    metadata,
    identity(),
    owned_by_team(),
    Column("at", Instant, nullable=False),
    Column("member_id", Id, nullable=False),
    Column("act", Text, nullable=False),
    Column("client_id", Id),
    Column("about_id", Id),  # the member it was done to
    Column("told", Text, nullable=False, server_default=""),  # which role, which file
    one_of("act", Act),
    same_team("member_id", "members"),
    same_team("about_id", "members"),
    Index(None, "team_id", "id"),
)
