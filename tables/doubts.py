"""What of one row is not understood: said, and kept as text, so that nothing is lost."""

from tables.entries import Problem, Trouble
from tables.mapping import Column


class Doubts:
    __slots__ = ("_row", "notes", "problems")

    def __init__(self, row: int) -> None:
        self._row = row
        self.notes: list[str] = []
        self.problems: list[Problem] = []

    def note(self, title: str, said: str) -> None:
        self.notes.append(f"{title}: {said}" if title else said)

    def keep(self, column: Column, said: str, trouble: Trouble) -> None:
        self.problems.append(Problem(self._row, column.index, trouble, said))
        self.note(column.title, said)
