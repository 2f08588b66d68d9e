"""What the bot knows of itself wherever it works: at an update, and when the clock strikes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Desk:
    """The bot's own name, and the language for those who tell none."""

    bot_id: int
    username: str
    default_language: str
