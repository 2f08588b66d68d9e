"""What became of everything that was offered, by the database itself."""

from sqlalchemy import text

from storage.store import open_store
from storage.tx import Tx


async def settle_accounts(url: str, updates: int, kept: int) -> None:
    """Each update done and each answer posted, and as many lost calls as were shown as kept; or it fails."""
    store = await open_store(url)
    try:
        await store.run(lambda tx: _compare(tx, updates, kept))
    finally:
        await store.close()


def _compare(tx: Tx, updates: int, kept: int) -> None:
    assert _count(tx, "inbox WHERE state = 'done'") == updates, "an update is missing"
    assert not _count(tx, "inbox WHERE state <> 'done'"), "an update failed"
    assert not _count(tx, "outbox WHERE state <> 'posted'"), "an answer failed"
    lost = "contacts WHERE outcome = 'lost' AND reason_id IS NOT NULL AND recontact_id IS NOT NULL"
    assert _count(tx, lost) == _count(tx, "contacts") == kept, "a contact is missing, or there twice"


def _count(tx: Tx, what: str) -> int:
    return int(tx.value(text(f"SELECT count(*) FROM {what}")))
