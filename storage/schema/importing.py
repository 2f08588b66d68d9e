"""Files of clients on their way into a base: how far each is, and which of its rows somebody should look at."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from sales.contacts import Channel
from sales.importing import Fate, State
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

# What waits for a worker, or is in one's hands.
WAITING = "state IN ('wanted', 'running', 'undoing')"

imports = Table(
    "imports",
    metadata,
    identity(),
    owned_by_team(),
    Column("member_id", Id, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),  # in which the file came
    Column("shown_id", BigInteger),  # the message that shows how far it is
    Column("file_id", Text, nullable=False),  # Telegram's
    Column("file_name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column(
        "layout", Text, nullable=False, server_default=""
    ),  # JSON: what was found in the file, and its columns
    Column("about", Integer, nullable=False, server_default="0"),  # rows, more or less
    Column(
        "done_row", Integer, nullable=False, server_default="0"
    ),  # the last that went in, as the file counts
    Column("added", Integer, nullable=False, server_default="0"),
    Column("joined", Integer, nullable=False, server_default="0"),
    Column("warned", Integer, nullable=False, server_default="0"),
    Column("rejected", Integer, nullable=False, server_default="0"),
    Column("contacts", Integer, nullable=False, server_default="0"),
    Column(
        "unnamed", Integer, nullable=False, server_default="0"
    ),  # refusals whose reason somebody has to name
    Column("trouble", Text, nullable=False, server_default=""),  # JSON: why it failed
    Column("created_at", Instant, nullable=False),
    Column("held_until", Instant, nullable=False, server_default="0"),  # by the worker that is at it
    Column("ended_at", Instant),
    one_of("state", State),
    UniqueConstraint("team_id", "id"),
    UniqueConstraint("team_id", "chat_id", "message_id"),
    same_team("member_id", "members"),
    index_where(WAITING, "ix_imports_waiting", "held_until", "id"),
)

import_rows = Table(
    "import_rows",
    metadata,
    identity(),
    owned_by_team(),
    Column("import_id", Id, nullable=False),
    Column("number", Integer, nullable=False),  # as the file counts its rows
    Column("fate", Text, nullable=False),
    Column("client_id", Id),
    Column("cells", Text, nullable=False),  # JSON: the row as it was, to be corrected and sent again
    Column("problems", Text, nullable=False, server_default="[]"),  # JSON: [column, trouble, value]
    Column(
        "filled", Text, nullable=False, server_default="{}"
    ),  # JSON: what a client who was there got from it
    one_of("fate", Fate),
    UniqueConstraint("team_id", "import_id", "number", "fate"),
    UniqueConstraint("team_id", "id"),
    same_team("import_id", "imports"),
    same_team("client_id", "clients"),
    Index(None, "client_id"),
)

# Refusals of another program without a reason, or with the label in its place: contacts once a head names one.
unnamed_losses = Table(
    "unnamed_losses",
    metadata,
    identity(),
    owned_by_team(),
    Column("import_id", Id, nullable=False),
    Column("number", Integer, nullable=False),  # of its row
    Column("client_id", Id, nullable=False),
    Column("author_id", Id, nullable=False),
    Column("happened_at", Instant, nullable=False),
    Column("day", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("words", Text, nullable=False, server_default=""),  # what stood in the reason's place: a note
    or_own("channel", Channel),
    CheckConstraint("day <> ''", name="day"),
    UniqueConstraint("team_id", "id"),
    same_team("import_id", "imports"),
    same_team("client_id", "clients"),
    same_team("author_id", "members"),
    Index(None, "client_id"),
)
