"""Whole lines about somebody in the place of a name, read as a person types them in the chat."""

from sales.clients import introduce
from tables.columns import Column
from tables.entries import Entry
from tables.fields import Field, known_header

_DIGITS_OF_A_PHONE = 7


def holds_lines(column: Column | None) -> bool:
    """One that holds names by its content alone may hold phones beside them."""
    known = known_header(column.title) if column else None
    return column is not None and (known is None or known.meaning is not Field.NAME)


def read_line(entry: Entry, region: str) -> Entry:
    """The ways to reach them that stand in the name; what has no other place is noted."""
    if "@" not in entry.name and sum(map(str.isdigit, entry.name)) < _DIGITS_OF_A_PHONE:
        return entry
    typed = introduce(entry.name, region)
    company = "" if entry.company in ("", typed.company) else typed.company
    nick = f"@{typed.telegram}" if entry.telegram and typed.telegram not in ("", entry.telegram) else ""
    return entry._replace(
        name=typed.name,
        company=entry.company or typed.company,
        phones=tuple(dict.fromkeys(typed.phones + entry.phones)),
        emails=tuple(dict.fromkeys(entry.emails + (typed.email,) * bool(typed.email))),
        telegram=entry.telegram or typed.telegram,
        note="\n".join(filter(None, (typed.note, company, nick, entry.note))),
    )
