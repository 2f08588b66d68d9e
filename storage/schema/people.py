"""Teams, the people in them, and the invitations by which they come in."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from sales.people import Role
from storage.schema.common import (
    Id,
    Instant,
    identity,
    index_where,
    metadata,
    one_of,
    owned_by_team,
    same_team,
)

teams = Table(
    "teams",
    metadata,
    identity(),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),  # IANA name
    Column("currency", Text, nullable=False),  # ISO 4217
    Column("created_at", Instant, nullable=False),
    # The rules of the team's clock; minutes count from midnight on its wall.
    Column("weekdays", Text, nullable=False, server_default="12345"),  # ISO, Monday is 1
    Column("opens_at", Integer, nullable=False, server_default="540"),
    Column("closes_at", Integer, nullable=False, server_default="1080"),
    Column("country", Text, nullable=False, server_default=""),  # whose public holidays are days off, or none
    Column("days_off", Text, nullable=False, server_default=""),  # ISO dates by spaces
    Column("morning_at", Integer, nullable=False, server_default="540"),
    Column("week_at", Integer, nullable=False, server_default="540"),
    Column("dormant_days", Integer, nullable=False, server_default="90"),
    Column("dormant_a_day", Integer, nullable=False, server_default="3"),
    Column("after_sale", Text, nullable=False, server_default="3 30 90"),  # days, by spaces
    Column("tries", Integer, nullable=False, server_default="5"),  # unanswered, before a client is let sleep
    Column("capture", Text, nullable=False, server_default="asked"),
    Column("group_chat_id", BigInteger),
    # What is due is a column: the clock claims what lies behind it.
    Column("next_morning_at", Instant),
    Column("next_week_at", Instant),
    Column("deleted_at", Instant),  # from when on it is gone; until then its owners may keep it
    Column("deletion_told_at", Instant),  # the owners, once more, when a day is left
    index_where("deleted_at IS NOT NULL", "ix_teams_deleted_at", "deleted_at"),
    Index("uq_teams_group_chat_id", "group_chat_id", unique=True),
    Index("ix_teams_next_morning_at", "next_morning_at"),
    Index("ix_teams_next_week_at", "next_week_at"),
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
    Column("taught", Text, nullable=False, server_default=""),  # the codes of what was explained to them
    Column("wrong_links", Integer, nullable=False, server_default="0"),  # tried in the hour that then began
    Column("wrong_since", Instant, nullable=False, server_default="0"),
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

# A manager away: their clients and promises are with a colleague, and come back when the leave ends.
leaves = Table(
    "leaves",
    metadata,
    identity(),
    owned_by_team(),
    Column("member_id", Id, nullable=False),
    Column("stand_in_id", Id, nullable=False),
    Column("until_day", Text, nullable=False),  # the first day back
    Column("created_by", Id, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    CheckConstraint("member_id <> stand_in_id", name="another"),
    UniqueConstraint("team_id", "id"),
    same_team("member_id", "members"),
    same_team("stand_in_id", "members"),
    same_team("created_by", "members"),
    index_where("ended_at IS NULL", "uq_leaves_one_open", "member_id", unique=True),
)
