"""Which processes work with the same database: PostgreSQL knows of itself who is connected to it."""

from sqlalchemy import Text, bindparam, column, exists, func, select, table, update

from storage.schema import outbox
from storage.tx import Tx

# Every process of the bot names its connections so, and itself after it; one that was killed has none any more.
CONNECTED_AS = "kept"

_connections = table("pg_stat_activity", column("datname"), column("application_name", Text))
_name = _connections.c.application_name
_CONNECTED = (
    select(_name)
    .distinct()
    .where(_connections.c.datname == func.current_database(), _name.startswith(CONNECTED_AS))
)
_HOLDERS = (
    select(outbox.c.held_by).distinct().where(outbox.c.state == "waiting", outbox.c.held_by.is_not(None))
)
_RELEASE = update(outbox).where(outbox.c.state == "waiting").values(leased_until=0, held_by=None)
_RELEASE_OF = _RELEASE.where(outbox.c.held_by == bindparam("holder"))
# In one statement: what another process writes after it has begun is not touched.
_RELEASE_IF_ALONE = _RELEASE.where(
    ~exists()
    .select_from(_connections)
    .where(
        _connections.c.datname == func.current_database(),
        _name.startswith(CONNECTED_AS),
        _name != bindparam("holder"),
    )
)


def others(tx: Tx) -> set[str]:
    """The other processes that are connected."""
    return {name for (name,) in tx.all(_CONNECTED)} - {tx.holder}


def holders(tx: Tx) -> set[str]:
    """Whoever holds letters, dead or alive."""
    return {name for (name,) in tx.all(_HOLDERS)} - {tx.holder}


def release(tx: Tx, holder: str | None) -> None:
    """What it held is for anybody to post."""
    tx.run(_RELEASE_OF, holder=holder)


def release_if_alone(tx: Tx) -> None:
    """If nobody else is connected, whoever held a lease is gone."""
    tx.run(_RELEASE_IF_ALONE, holder=tx.holder)
