"""JSON as it comes from Telegram and is kept: by a quick reader, and by the forgiving one where that gives up."""

import json
from typing import Any

from pydantic_core import from_json, to_json


def loads(raw: bytes) -> Any:
    """Raises what `json.loads` raises. Telegram's escapes are read in half its time."""
    try:
        return from_json(raw, cache_strings="keys")
    except ValueError:  # half of a surrogate pair, say, which is no reason to lose an update
        return json.loads(raw)


def dumps(value: Any) -> str:
    """For a database, which keeps no half of a surrogate pair: a question mark stands for it."""
    try:
        return to_json(value).decode()
    except ValueError:
        return json.dumps(value, ensure_ascii=False).encode(errors="replace").decode()
