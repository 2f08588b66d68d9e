"""What DATABASE_URL may say: a file, or a PostgreSQL with what its driver can be told behind a question mark."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

SQLITE, POSTGRES = ("sqlite:///", "sqlite+aiosqlite:///"), "postgresql+asyncpg://"
SSL = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
ALIASES = {"sslmode": "ssl"}  # as libpq, and so most who offer a database, write it
OPTIONS = frozenset({"ssl", "host", "port", "passfile", "target_session_attrs"})
SHAPE = "must be sqlite:///path or postgresql+asyncpg://user:password@host/database"


def understood(url: str) -> str:
    """As the driver takes it. Raises ValueError with what is wrong, without the address: it may hold a password."""
    if url.startswith(SQLITE) and url not in SQLITE:
        return url
    if not url.startswith(POSTGRES) or url == POSTGRES:
        raise ValueError(SHAPE)
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError(SHAPE) from None
    return _with_options(address).render_as_string(hide_password=False)


def _with_options(address: URL) -> URL:
    options = {ALIASES.get(name, name): value for name, value in address.query.items()}
    if unknown := options.keys() - OPTIONS:
        message = f"behind the question mark {', '.join(sorted(unknown))} is not understood"
        raise ValueError(message)
    if options.get("ssl", SSL[0]) not in SSL:
        message = f"ssl must be one of {', '.join(SSL)}"
        raise ValueError(message)
    return address.set(query=options)
