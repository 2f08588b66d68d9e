"""Files that Telegram has already: by their content, so that the same picture is made and sent up once."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from storage.schema import drawings
from storage.sql import adding, seconds
from storage.tx import Tx

_one = (drawings.c.bot_id == bindparam("bot"), drawings.c.content == bindparam("which"))
_KNOWN = select(drawings.c.file_id).where(*_one)
_KEEP = adding(drawings, "bot_id", "content", "file_id", "created_at").on_conflict_do_nothing(
    index_elements=["bot_id", "content"]
)
_FORGET = delete(drawings).where(*_one)
_SWEEP = delete(drawings).where(drawings.c.created_at < bindparam("before"))


def known(tx: Tx, bot_id: int, content: str) -> str | None:
    """Telegram's name of the file, where it has it."""
    found = tx.value(_KNOWN, bot=bot_id, which=content)
    return None if found is None else str(found)


def keep(tx: Tx, bot_id: int, content: str, file_id: str, now: datetime) -> None:
    tx.run(_KEEP, bot_id=bot_id, content=content, file_id=file_id, created_at=seconds(now))


def forget(tx: Tx, bot_id: int, content: str) -> None:
    """Telegram does not know the file by that name any more."""
    tx.run(_FORGET, bot=bot_id, which=content)


def sweep(tx: Tx, before: datetime) -> None:
    tx.run(_SWEEP, before=seconds(before))
