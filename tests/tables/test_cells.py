"""Dates, sums, phones and mails of cells, in whatever form programs and people put them there."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.dates.when import When
from sales.errors import DateNotUnderstood, SalesError, SumNotUnderstood
from sales.text import tidy
from tables.cells import text_of, tidied, tidy_cell
from tables.dates import is_month_first, read_past, read_when
from tables.guarding import guarded, unguarded
from tables.reaching import read_mails, read_nicks, read_phones, read_ways
from tables.sums import AnotherCurrency, read_amount

MOSCOW = ZoneInfo("Europe/Moscow")
DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    "cell",
    [
        "25.11.2026", "25.11.26", "25/11/2026", "25-11-2026", "2026-11-25", "2026/11/25", "2026.11.25",
        "25 ноября 2026", "25 ноября 2026 г.", "25 нояб. 2026 г.", "25-Nov-2026", "25 Nov 2026", "Nov 25, 2026",
        "November 25th, 2026",
        "Wed, 25 Nov 2026", "ср, 25.11.2026", "25.11.2026 г.", "25.11.2026 0:00:00", "2026-11-25 00:00:00",
        "11/25/2026",
        46351, 46351.0, "46351", DAY, datetime(2026, 11, 25),  # noqa: DTZ001 - as a workbook has it
    ],
)  # fmt: skip
def test_a_day_is_read_in_any_form(cell: Any) -> None:
    assert read_when(cell, MOSCOW) == When(DAY)


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("25.11.2026 14:05", time(14, 5)),
        ("25.11.2026 14:05:09", time(14, 5, 9)),
        ("25.11.2026, 9:05", time(9, 5)),
        ("25.11.2026 в 9:05", time(9, 5)),
        ("25.11.2026 00:00", time(0, 0)),
        ("2026-11-25T14:05:00", time(14, 5)),
        ("2026-11-25T11:05:00Z", time(14, 5)),
        ("2026-11-25T13:05:00+02:00", time(14, 5)),
        ("2026-11-25 14:05:09.123", time(14, 5, 9)),
        ("11/25/2026 2:05 PM", time(14, 5)),
        ("11/25/2026 12:05 AM", time(0, 5)),
        (46351.5, time(12, 0)),
    ],
)
def test_the_hour_is_read_with_the_day(cell: Any, at: time) -> None:
    assert read_when(cell, MOSCOW) == When(DAY, at)


@pytest.mark.parametrize(
    "cell",
    [
        "", "завтра", "31.02.2026", "13.13.2026", "25.11", "2026", 5, 10**9, "25.11.2026 25:00", "25.11.1026",
        True, "abc", float("nan"), float("inf"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(cell: Any) -> None:
    with pytest.raises(DateNotUnderstood):
        read_when(cell, MOSCOW)


def test_a_column_is_american_where_it_only_makes_sense_so() -> None:
    assert is_month_first(["01/02/2026", "11/25/2026"])
    assert not is_month_first(["01/02/2026", "02/03/2026"])
    assert not is_month_first(["25/11/2026", "11/25/2026"])
    assert read_when("01/02/2026", UTC, month_first=True) == When(date(2026, 1, 2))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("12.10", date(2026, 10, 12)),
        ("25.11", DAY),
        ("26.11", date(2025, 11, 26)),
        ("3 декабря", date(2025, 12, 3)),
        ("29.02", date(2024, 2, 29)),
        ("12.10.2020", date(2020, 10, 12)),
    ],
)
def test_a_day_of_a_contact_without_its_year_is_the_last_one_of_that_name(cell: str, day: date) -> None:
    assert read_past(cell, DAY, MOSCOW) == When(day)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("45 000,00 ₽", 4_500_000), ("45\u00a0000,00 руб.", 4_500_000), ("45000", 4_500_000), ("45000,5", 4_500_050),
        ("45000.50", 4_500_050), ("1 200 500,50", 120_050_050), ("1,200.50", 120_050), ("45 тыс", 4_500_000),
        (45000, 4_500_000),
        (45000.5, 4_500_050), (0.1 + 0.2, 30), (0, None), ("0", None), ("0,00 ₽", None), ("45к", 4_500_000),
    ],
)  # fmt: skip
def test_a_sum_is_read_in_any_form(cell: Any, amount: int | None) -> None:
    assert read_amount(cell, 2) == amount


@pytest.mark.parametrize("cell", ["-500", -500, "много", "45-50", float("nan"), float("inf"), 10**13, True])
def test_what_is_no_sum_is_refused(cell: Any) -> None:
    with pytest.raises(SumNotUnderstood):
        read_amount(cell, 2)


def test_a_sum_in_another_currency_is_no_sum_of_ours() -> None:
    with pytest.raises(AnotherCurrency):
        read_amount("100 $", 2, "RUB")
    assert read_amount("100 $", 2, "USD") == 10_000


def test_a_currency_without_a_minor_unit_has_whole_sums() -> None:
    assert read_amount("45000", 0) == 45_000
    assert read_amount(45000.0, 0) == 45_000


@pytest.mark.parametrize(
    ("cell", "phones", "unread"),
    [
        (79123456789.0, ["+79123456789"], ""),
        (9123456789, ["+79123456789"], ""),
        (9.12345e10, [], "91234500000"),
        ("9,12345E+10", [], "9,12345E+10"),
        ("8 912 345-67-89, 8 (495) 123-45-67", ["+79123456789", "+74951234567"], ""),
        ("89123456789; 89031112233", ["+79123456789", "+79031112233"], ""),
        ("89123456789\n89031112233", ["+79123456789", "+79031112233"], ""),
        ("89123456789/89031112233", ["+79123456789", "+79031112233"], ""),
        ("89123456789 89031112233", ["+79123456789", "+79031112233"], ""),
        ("+7 912 345-67-89 ::: +7 903 111-22-33", ["+79123456789", "+79031112233"], ""),
        ("раб. 84951234567, моб. 89123456789", ["+74951234567", "+79123456789"], ""),
        ("89123456789 (секретарь Оля)", ["+79123456789"], "секретарь Оля"),
        ("8 495 123 45 67 доб. 12", ["+74951234567"], "доб. 12"),
        ("375291234567", ["+375291234567"], ""),
        ("+49 30 901820", ["+4930901820"], ""),
        ("123", [], "123"),
        ("", [], ""),
    ],
)
def test_phones_of_a_cell_are_read_each(cell: Any, phones: list[str], unread: str) -> None:
    found = read_phones(cell, "RU")
    assert [*found.values] == phones
    assert found.unread == unread


def test_mails_and_nicknames_of_a_cell_are_read_each() -> None:
    assert read_mails("Ivan@Mail.ru; a.b@c.com").values == ("ivan@mail.ru", "a.b@c.com")
    assert read_mails("ivan at mail") == ((), "ivan at mail")
    assert read_nicks("https://t.me/ivanov_ivan").values == ("ivanov_ivan",)
    assert read_nicks("@ivanov, @petrov").values == ("ivanov", "petrov")
    assert read_nicks("ivanov").values == ("ivanov",)


def test_all_ways_to_reach_them_are_told_apart_in_one_cell() -> None:
    found = read_ways("Оля 8 912 345-67-89, ivan@mail.ru, @ivanov", "RU")
    assert found == (("+79123456789",), ("ivan@mail.ru",), ("ivanov",), "Оля")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\t"), max_size=60))
def test_cells_are_tidied_as_typed_text_is(text: str) -> None:
    assert tidied(text).strip() == tidy(text)
    assert text_of(tidy_cell(text)) == tidy_cell(text)


@given(st.text(alphabet="'=+-@\t\r12,.a ", max_size=12))
def test_what_is_guarded_comes_back_and_is_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "@", "\t", "\r"))


@given(
    st.text(max_size=80)
    | st.floats()
    | st.integers()
    | st.booleans()
    | st.none()
    | st.dates()
    | st.datetimes()
)
def test_any_cell_is_read_or_refused(cell: Any) -> None:
    tidy_one = tidy_cell(cell)
    for read in (lambda: read_when(tidy_one, MOSCOW), lambda: read_amount(tidy_one, 2)):
        try:
            read()
        except SalesError:
            continue
    read_phones(tidy_one, "RU")
    read_ways(tidy_one, "RU")
