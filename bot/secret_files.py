"""Secrets held by a file instead of the environment, as Docker and systemd hand them over: `BOT_TOKEN_FILE`."""

from pathlib import Path
from typing import Any

FROM_FILE = ("bot_token", "database_url", "webhook_secret")
SUFFIX = "_file"


def with_secrets(given: dict[str, Any]) -> dict[str, Any]:
    """The settings with what their files hold; ValueError names the setting, and never what it holds."""
    named = {name: given[name + SUFFIX] for name in FROM_FILE if given.get(name + SUFFIX)}
    for name in named:
        if given.get(name):
            raise ValueError(
                f"{name.upper()} and {name.upper()}{SUFFIX.upper()} are both set: set one of them"
            )
    return given | {name: _held(name, Path(path)) for name, path in named.items()}


def _held(name: str, file: Path) -> str:
    """Without the end of its line, which editors and `echo` add."""
    try:
        held = file.read_text("utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeError) as error:
        raise ValueError(f"{name.upper()}{SUFFIX.upper()}: cannot be read ({type(error).__name__})") from None
    if not held:
        raise ValueError(f"{name.upper()}{SUFFIX.upper()}: the file is empty")
    return held
