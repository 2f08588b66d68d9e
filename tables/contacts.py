"""The contact that a row tells of: when, how it ended, why, for how much; and the next one."""

from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence
from datetime import datetime, time

from sales.contacts import Channel, Outcome
from sales.dates import read_date
from sales.dates.when import When
from sales.errors import DateNotUnderstood, SalesError
from tables import statuses
from tables.cells import Cell, text_of
from tables.columns import Column
from tables.dates import read_past, read_when
from tables.doubts import Doubts
from tables.entries import Contact, Rules, Trouble
from tables.fields import OF_CONTACT, Field
from tables.sums import AnotherCurrency, read_amount

NOTHING = Contact()


class ContactReader:
    def __init__(self, columns: ReadOnly[Field, Column], rules: Rules, *, ours: bool = False) -> None:
        self._columns = columns
        self._rules = rules
        self._now = datetime.combine(rules.today, time(), rules.zone)
        self._ours = ours  # the file was written here
        self._has_contact = any(field in columns for field in OF_CONTACT)

    def read(self, cells: Sequence[Cell], doubts: Doubts) -> tuple[Contact | None, When | None]:
        """Of a row that is as wide as its table."""
        coming = self._coming(cells, doubts) if Field.NEXT_DATE in self._columns else None
        if not self._has_contact:
            return None, coming
        contact = self._contact(cells, doubts)
        return (contact if contact != NOTHING else None), coming

    def _contact(self, cells: Sequence[Cell], doubts: Doubts) -> Contact:
        outcome, why = self._outcome(cells, doubts), self._said(Field.REASON, cells)
        stage = self._said(Field.OUTCOME, cells)
        if statuses.is_noise(why):
            why = ""
        if outcome is None and why:
            outcome = Outcome.LOST
        if why and outcome is not Outcome.LOST:
            doubts.note(self._columns[Field.REASON].title, why)
            why = ""
        if outcome is Outcome.LOST and not why and statuses.is_label(stage):
            why = stage
        channel, own_channel = self._channel(cells, doubts)
        return Contact(
            when=self._when(cells, doubts),
            channel=channel,
            own_channel=own_channel,
            outcome=outcome,
            reason=statuses.why(why).reason if why else None,
            reason_text=why,
            amount=self._amount(cells, doubts),
            deal=self._said(Field.DEAL, cells),
        )

    def _cell(self, field: Field, cells: Sequence[Cell]) -> Cell:
        column = self._columns.get(field)
        return cells[column.index] if column else ""

    def _said(self, field: Field, cells: Sequence[Cell]) -> str:
        return " ".join(text_of(self._cell(field, cells)).split())

    def _outcome(self, cells: Sequence[Cell], doubts: Doubts) -> Outcome | None:
        """A stage of another program's funnel is a next step here, and its name stays in the note."""
        said = self._said(Field.OUTCOME, cells)
        if not said:
            return None
        outcome, column = statuses.outcome_of(said), self._columns[Field.OUTCOME]
        if outcome is None:
            doubts.keep(column, said, Trouble.OUTCOME)
        elif outcome is Outcome.NEXT_STEP and not statuses.is_own_word("outcome", outcome, said):
            doubts.note(column.title, said)
        return outcome

    def _channel(self, cells: Sequence[Cell], doubts: Doubts) -> tuple[Channel | None, str]:
        said = self._said(Field.CHANNEL, cells)
        channel = statuses.channel_of(said) if said else None
        if said and channel is None:
            if self._ours:
                return None, said
            doubts.keep(self._columns[Field.CHANNEL], said, Trouble.CHANNEL)
        return channel, ""

    def _amount(self, cells: Sequence[Cell], doubts: Doubts) -> int | None:
        cell = self._cell(Field.AMOUNT, cells)
        if cell in ("", None) or statuses.is_noise(text_of(cell)):
            return None
        try:
            return read_amount(cell, self._rules.exponent, self._rules.currency)
        except AnotherCurrency:
            doubts.keep(self._columns[Field.AMOUNT], text_of(cell), Trouble.CURRENCY)
        except SalesError:
            doubts.keep(self._columns[Field.AMOUNT], text_of(cell), Trouble.SUM)
        return None

    def _when(self, cells: Sequence[Cell], doubts: Doubts) -> When | None:
        """A contact has been; a day ahead is no day of it."""
        cell = self._cell(Field.DATE, cells)
        if cell in ("", None) or statuses.is_noise(text_of(cell)):
            return None
        column = self._columns[Field.DATE]
        try:
            when = read_past(cell, self._rules.today, self._rules.zone, month_first=column.month_first)
        except DateNotUnderstood:
            doubts.keep(column, text_of(cell), Trouble.DATE)
            return None
        if when.day > self._rules.today:
            doubts.keep(column, text_of(cell), Trouble.DATE_AHEAD)
            return None
        return when

    def _coming(self, cells: Sequence[Cell], doubts: Doubts) -> When | None:
        """As a date, or as people say it: «через две недели»."""
        cell, column = self._cell(Field.NEXT_DATE, cells), self._columns[Field.NEXT_DATE]
        said = text_of(cell)
        if not said or statuses.is_noise(said):
            return None
        try:
            return read_when(cell, self._rules.zone, month_first=column.month_first)
        except DateNotUnderstood:
            pass
        try:
            return read_date(said, self._now)
        except SalesError:
            doubts.keep(column, said, Trouble.DATE)
            return None
