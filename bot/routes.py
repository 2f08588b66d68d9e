"""Who handles what: one table from a button's prefix, a command, a menu text or a question to its handler.

A table costs 0.03 ms where a chain of filters costs milliseconds, and it can be walked: the tests try
every entry of it as every kind of person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from aiogram.filters.callback_data import CallbackData

from bot.buttons import Screen
from bot.draft import PREFIX as DRAFT
from bot.visit import Answer, Question
from sales.people import Role

Handler = TypeVar("Handler", bound=Callable[..., Answer])


@dataclass(frozen=True)
class Route:
    """A handler, and the least role that may come in; None lets in anyone."""

    handler: Callable[..., Answer]
    allow: Role | None
    kind: type[CallbackData] | None = None


class Routes:
    """What one module handles; a table of all is made by `include`."""

    def __init__(self) -> None:
        self.presses: dict[str, Route] = {}
        self.screens: dict[Screen, Route] = {}
        self.commands: dict[str, Route] = {}
        self.menu: dict[str, Route] = {}
        self.questions: dict[Question, Route] = {}

    def press(
        self, kind: type[CallbackData], *, allow: Role | None = Role.MANAGER
    ) -> Callable[[Handler], Handler]:
        """A button of this kind: handler(visit, press)."""
        return self._keep(self.presses, kind.__prefix__, allow, kind)

    def draft(self) -> Callable[[Handler], Handler]:
        """A button that carries an unfinished contact: handler(visit, draft)."""
        return self._keep(self.presses, DRAFT, Role.MANAGER)

    def screen(
        self, to: Screen, *, command: str = "", menu: str = "", allow: Role | None = Role.MANAGER
    ) -> Callable[[Handler], Handler]:
        """A place reached by a button, a command and a key of the menu alike: handler(visit, argument)."""

        def keep(handler: Handler) -> Handler:
            self._keep(self.screens, to, allow)(handler)
            if command:
                self._keep(self.commands, command, allow)(handler)
            if menu:
                self._keep(self.menu, menu, allow)(handler)
            return handler

        return keep

    def command(self, name: str, *, allow: Role | None = Role.MANAGER) -> Callable[[Handler], Handler]:
        """handler(visit, argument)."""
        return self._keep(self.commands, name, allow)

    def question(
        self, question: Question, *, allow: Role | None = Role.MANAGER
    ) -> Callable[[Handler], Handler]:
        """What was typed in answer: handler(visit, text, about)."""
        return self._keep(self.questions, question, allow)

    def include(self, *others: "Routes") -> None:
        for other in others:
            tables: list[tuple[dict[Any, Route], dict[Any, Route]]] = [
                (self.presses, other.presses),
                (self.screens, other.screens),
                (self.commands, other.commands),
                (self.menu, other.menu),
                (self.questions, other.questions),
            ]
            for mine, theirs in tables:
                twice = mine.keys() & theirs.keys()
                assert not twice, f"handled twice: {twice}"
                mine.update(theirs)

    @staticmethod
    def _keep(
        table: dict[Any, Route], key: object, allow: Role | None, kind: type[CallbackData] | None = None
    ) -> Callable[[Handler], Handler]:
        def keep(handler: Handler) -> Handler:
            assert key not in table, f"handled twice: {key}"
            table[key] = Route(handler, allow, kind)
            return handler

        return keep
