"""What of one row is not understood: said, and kept as text, so that nothing is lost."""

from collections.abc import Sequence

from tables.columns import Column
from tables.entries import Problem, Trouble


class Doubts:
    """Of one row after another."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._kept: list[tuple[int, Trouble, str]] = []

    def note(self, title: str, said: str) -> None:
        self.notes.append(f"{title}: {said}" if title else said)

    def keep(self, column: Column, said: str, trouble: Trouble) -> None:
        self._kept.append((column.index, trouble, said))
        self.note(column.title, said)

    def told_of(self, row: int) -> Sequence[Problem]:
        """What was wrong with it; nothing is any more."""
        if not self.notes:
            return ()
        problems = tuple(Problem(row, *kept) for kept in self._kept)
        self.notes.clear()
        self._kept.clear()
        return problems
