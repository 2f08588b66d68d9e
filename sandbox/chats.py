"""A chat: who is in it, what was said, and which keyboard each member sees."""

from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.message import Message
from sandbox.refusals import forbidden, upgraded

ChatKind = Literal["private", "group", "supergroup"]
BotStatus = Literal["member", "administrator", "left", "kicked"]


@dataclass(eq=False)
class Chat:
    id: int
    kind: ChatKind
    title: str
    described: dict[str, Any]
    members: dict[int, str]
    bot: BotStatus = "member"
    started: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    markups: dict[int, dict[str, Any]] = field(default_factory=dict)
    keyboards: dict[int, dict[str, Any]] = field(default_factory=dict)
    read: dict[int, int] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    migrated_to: int | None = None
    last_id: int = 0

    @property
    def is_private(self) -> bool:
        return self.kind == "private"

    @property
    def blocked(self) -> bool:
        return self.bot == "kicked" and self.is_private

    @property
    def last(self) -> Message | None:
        return next(reversed(self.messages.values()), None)

    def unread(self, person: int) -> int:
        read = self.read.get(person, 0)
        unread = 0
        for message in reversed(self.messages.values()):
            if message.id <= read:
                break
            unread += message["from"]["id"] != person
        return unread

    def ready(self) -> "Chat":
        """Refuses what Telegram refuses before it looks at the message."""
        if self.migrated_to is not None:
            raise upgraded(self.migrated_to)
        if self.blocked:
            raise forbidden("bot was blocked by the user")
        if self.bot == "kicked":
            raise forbidden(f"bot was kicked from the {self._kind_in_words} chat")
        if self.bot == "left":
            raise forbidden(f"bot is not a member of the {self._kind_in_words} chat")
        return self

    @property
    def _kind_in_words(self) -> str:
        return self.kind

    def admins(self) -> list[int]:
        return [person for person, status in self.members.items() if status in ("creator", "administrator")]
