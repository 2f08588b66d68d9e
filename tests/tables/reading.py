"""A file read as the bot reads it: looked at, then every row by the mapping that was guessed."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from tables.entries import Entry, Read, Rules
from tables.reading import look, read_rows
from tables.rows import read_entries

FILES = Path(__file__).parent / "files"
TODAY = date(2026, 11, 25)
RULES = Rules(ZoneInfo("Europe/Moscow"), TODAY, currency="RUB")


def read(path: Path, rules: Rules = RULES) -> list[Read]:
    table = look(path, path.name, region=rules.region)
    return list(read_entries(read_rows(path, table), table.mapping, rules))


def entries(path: Path, rules: Rules = RULES) -> list[Entry]:
    return [one.entry for one in read(path, rules) if one.entry]
