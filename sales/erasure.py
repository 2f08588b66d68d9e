"""Whoever was erased: a number under a sign stands where their name was, and no words of theirs."""

import re

SIGN = "🗑"  # in the place of words that were there
_NUMBERED = re.compile(rf"{SIGN} (\d+)")


def sign_of(client: int) -> str:
    return f"{SIGN} {client}"


def is_erased(name: str) -> bool:
    return number_of(name) is not None


def number_of(name: str) -> int | None:
    """None of whoever still has a name."""
    found = _NUMBERED.fullmatch(name)
    return int(found[1]) if found else None
