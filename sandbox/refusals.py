"""Telegram's refusals, in its words."""

from typing import Any


class Refused(Exception):
    """`blameless` refusals are none of the bot's fault: it could not know."""

    def __init__(
        self,
        code: int,
        description: str,
        parameters: dict[str, Any] | None = None,
        *,
        blameless: bool = False,
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters
        self.blameless = blameless


def bad_request(why: str) -> Refused:
    return Refused(400, f"Bad Request: {why}")


def forbidden(why: str) -> Refused:
    return Refused(403, f"Forbidden: {why}", blameless=True)


def too_many(retry_after: int) -> Refused:
    description = f"Too Many Requests: retry after {retry_after}"
    return Refused(429, description, {"retry_after": retry_after}, blameless=True)


def upgraded(supergroup: int) -> Refused:
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refused(400, description, {"migrate_to_chat_id": supergroup}, blameless=True)


def conflict(why: str, *, blameless: bool) -> Refused:
    return Refused(409, f"Conflict: {why}", blameless=blameless)
