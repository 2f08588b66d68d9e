"""The conversation with Telegram: what came in, what was asked, what is to be said."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema.common import Id, Instant, identity, index_where, metadata

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
    Column(
        "home", BigInteger, nullable=False, server_default="0"
    ),  # the team whose chat it was then; 0: nobody's
    Column("payload", Text, nullable=False),  # raw JSON; emptied when done
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("error", Text),
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant),
    CheckConstraint("state IN ('waiting', 'done', 'failed')", name="state"),
    UniqueConstraint("bot_id", "update_id"),
    index_where("state = 'waiting'", "ix_inbox_turn", "bot_id", "turn", "id"),
    index_where("state = 'waiting'", "ix_inbox_lane", "bot_id", "chat_id", "update_id"),
    index_where("state = 'failed'", "ix_inbox_failed", "done_at"),
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
    Column("held_by", Text),  # the process it is leased to, where several may share the database
    Column("lane", BigInteger),  # there: the chat whose letters wait for each other; none: it waits for none
    Column("message_id", BigInteger),  # what Telegram called it
    Column(
        "urgency", Integer, nullable=False, server_default="0"
    ),  # 0: somebody waits for it; 1: nobody asked
    Column("drawing", Text),  # what a worker makes of it: a picture, a sheet; emptied when posted
    Column("of_team", BigInteger),  # whose post it is that nobody asked for
    Column("good_until", Instant),  # from then on it is better not posted
    Column("created_at", Instant, nullable=False),
    Column("closed_at", Instant),
    CheckConstraint("state IN ('waiting', 'posted', 'failed')", name="state"),
    index_where("state = 'waiting'", "ix_outbox_waiting", "bot_id", "urgency", "id"),
    index_where("state = 'failed'", "ix_outbox_failed", "closed_at"),
    index_where("state = 'waiting' AND lane IS NOT NULL", "ix_outbox_lane", "bot_id", "lane", "id"),
)

# Files that Telegram has already, by what they were made from.
drawings = Table(
    "drawings",
    metadata,
    Column("bot_id", BigInteger, nullable=False),
    Column("content", Text, nullable=False),  # SHA-256 of the specification
    Column("file_id", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    PrimaryKeyConstraint("bot_id", "content"),
)
