"""What people typed about a contact, until a tap has confirmed it."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, Table, Text, UniqueConstraint

from storage.schema.common import Id, Instant, identity, index_where, metadata, owned_by_team, same_team

# A sentence as it was typed or forwarded; what it says is read from it anew whenever it is shown.
sentences = Table(
    "sentences",
    metadata,
    identity(),
    owned_by_team(),
    Column("member_id", Id, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("client_id", Id),  # of whom it was an answer, where Telegram told
    Column(
        "named", Text, nullable=False, server_default=""
    ),  # whom it is about, where that was told beside it
    Column("nickname", Text, nullable=False, server_default=""),
    Column("telegram_id", BigInteger),
    Column("forwarded", Integer, nullable=False, server_default="0"),  # 1: the client's own words
    Column("contact_id", Id),  # what was recorded from it
    Column("edited_at", Instant),  # it was typed anew, and stands in another row
    CheckConstraint("text <> ''", name="text"),
    UniqueConstraint("team_id", "id"),
    same_team("member_id", "members"),
    same_team("client_id", "clients"),
    same_team("contact_id", "contacts"),
    Index(None, "team_id", "chat_id", "message_id"),
    Index(None, "said_at"),
    Index(None, "client_id"),
    index_where("contact_id IS NOT NULL", "ix_sentences_contact", "contact_id"),
)
