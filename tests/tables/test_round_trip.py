"""What is exported comes back as the same entries, in both languages and formats, and runs nowhere."""

import csv
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sales.contacts import Channel, Outcome
from sales.dates.when import When
from sales.text import one_line, tidy
from tables import statuses
from tables.entries import Contact, Entry, Rules
from tables.exporting import as_rows, headings
from tables.fields import Field
from tables.reading import look, read_rows
from tables.rows import read_entries
from tables.writing import Style, write_csv, write_xlsx

RULES = Rules(ZoneInfo("Europe/Moscow"), date(2026, 11, 25))
ALPHABET = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn")) | st.sampled_from(
    "=+-@'«»\"; ,"
)
TEXT = st.text(ALPHABET, max_size=40)
LINES = TEXT.map(lambda text: one_line(text, 100))
NOTES = st.text(ALPHABET | st.just("\n"), max_size=200).map(tidy)
TAGS = TEXT.map(lambda text: one_line(text.translate(dict.fromkeys(map(ord, ";,|:'* "))), 40))
DAYS = st.dates(date(1990, 1, 1), RULES.today)
HOURS = st.none() | st.times().map(lambda at: at.replace(microsecond=0))
PHONES = st.sampled_from(["+79123456789", "+74951234567", "+4930901820", "+16502530000", "+375291234567"])
MAILS = st.from_regex(r"[a-z]{1,9}[.+-]?[a-z0-9]{1,9}@[a-z]{2,9}\.(ru|com)", fullmatch=True)


def harmless(text: str) -> bool:
    return not statuses.is_label(text)


@st.composite
def contacts(draw: st.DrawFn) -> Contact | None:
    outcome = draw(st.none() | st.sampled_from(Outcome))
    why = draw(LINES.filter(lambda text: not statuses.is_noise(text))) if outcome is Outcome.LOST else ""
    contact = Contact(
        when=draw(st.none() | st.builds(When, DAYS, HOURS)),
        channel=draw(st.none() | st.sampled_from(Channel)),
        outcome=outcome,
        reason=statuses.why(why).reason if why else None,
        reason_text=why,
        amount=draw(st.none() | st.integers(1, 10**13)),
        deal=draw(LINES),
    )
    return contact if contact != Contact() else None


ENTRIES = st.builds(
    Entry,
    name=LINES,
    company=LINES,
    phones=st.lists(PHONES, max_size=3, unique=True).map(tuple),
    emails=st.lists(MAILS, max_size=2, unique=True).map(tuple),
    telegram=st.just("") | st.from_regex(r"[A-Za-z][A-Za-z0-9_]{4,20}", fullmatch=True),
    source=LINES.filter(harmless),
    responsible=LINES,
    tags=st.lists(TAGS.filter(bool).filter(harmless), max_size=3, unique=True).map(tuple),
    note=NOTES,
    next=st.none() | st.builds(When, st.dates(date(2026, 1, 1), date(2040, 1, 1)), HOURS),
    contact=contacts(),
    again=st.just(False),  # noqa: FBT003 - a strategy
).filter(lambda entry: entry.somebody)


def written(path: Path, entries: list[Entry], language: str) -> Path:
    rows, style = as_rows(entries, language), Style(language)
    if path.suffix == ".csv":
        write_csv(path, headings(language), rows, style)
    else:
        write_xlsx(path, "Kept", headings(language), rows, style)
    return path


def read_back(path: Path) -> list[Entry | None]:
    table = look(path, path.name)
    return [one.entry for one in read_entries(read_rows(path, table), table.mapping, RULES)]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", ["base.csv", "base.xlsx"])
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(entries=st.lists(ENTRIES, min_size=1, max_size=8))
def test_what_is_exported_comes_back_as_the_same_entries(
    tmp_path: Path, name: str, language: str, entries: list[Entry]
) -> None:
    assert read_back(written(tmp_path / name, entries, language)) == entries


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_header_of_an_export_is_known_for_certain(tmp_path: Path, language: str) -> None:
    entry = Entry(name="Иванов", contact=Contact(outcome=Outcome.WON, amount=100))
    mapping = look(written(tmp_path / "base.csv", [entry], language)).mapping
    assert [column.confidence for column in mapping] == [1.0] * len(mapping)
    assert {column.field for column in mapping} > {Field.NAME, Field.PHONE, Field.AMOUNT, Field.NEXT_DATE}


DANGEROUS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "=HYPERLINK(1)"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_a_file_of_text_begins_as_a_formula(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "base.csv", [Entry(name=text, note=text)], "ru")
    cells = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))[1]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in cells)


@pytest.mark.parametrize("text", ["'=1", "''@a", "'-1", "'+7", "-", "'", "''", "- раз\n- два", "=1\n=2"])
@pytest.mark.parametrize("name", ["base.csv", "base.xlsx"])
def test_apostrophes_and_signs_come_back_as_they_were(tmp_path: Path, name: str, text: str) -> None:
    entry = Entry(name=one_line(text, 100), note=text)
    assert read_back(written(tmp_path / name, [entry], "ru")) == [entry]


def test_a_phone_and_a_negative_number_stay_what_they_are(tmp_path: Path) -> None:
    entry = Entry(name="-5", company="-12,5", phones=("+79123456789", "+74951234567"))
    path = written(tmp_path / "base.csv", [entry], "ru")
    assert "-5;-12,5;+79123456789, +74951234567;" in path.read_text("utf-8-sig").replace('"', "")
    assert read_back(path) == [entry]


def test_an_export_opens_right_in_a_russian_excel(tmp_path: Path) -> None:
    contact = Contact(When(date(2026, 11, 22), time(14, 5)), outcome=Outcome.WON, amount=4_500_050)
    path = written(tmp_path / "base.csv", [Entry(name="Иванов", contact=contact)], "ru")
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    assert "22.11.2026 14:05;;Купил;;45000,50" in data.decode("utf-8-sig")


def test_dates_and_sums_of_a_workbook_are_dates_and_numbers(tmp_path: Path) -> None:
    contact = Contact(When(date(2026, 11, 22), time(14, 5)), outcome=Outcome.WON, amount=4_500_050)
    path = written(tmp_path / "base.xlsx", [Entry(name="Иванов", contact=contact)], "ru")
    [row] = read_rows(path, look(path))
    assert datetime(2026, 11, 22, 14, 5) in row.cells  # noqa: DTZ001 - as a workbook has it
    assert 45000.5 in row.cells


def test_a_midnight_that_was_meant_is_no_day_without_an_hour(tmp_path: Path) -> None:
    for name in ("base.csv", "base.xlsx"):
        entry = Entry(name="Иванов", contact=Contact(When(date(2026, 11, 22), time(0, 0))))
        assert read_back(written(tmp_path / name, [entry], "ru")) == [entry]


def test_a_client_named_total_is_a_client(tmp_path: Path) -> None:
    entries = [Entry(name="Итого"), Entry(name="Иванов")]
    assert read_back(written(tmp_path / "base.csv", entries, "ru")) == entries
