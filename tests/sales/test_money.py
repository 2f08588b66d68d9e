"""Sums as sellers type them, and what is refused rather than guessed."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales.errors import SumNotUnderstood
from sales.money import read_sum

FORTY_FIVE_THOUSAND = 4_500_000
MILLION = 100_000_000


@pytest.mark.parametrize(
    "typed",
    [
        "45 000", "45000", "45.000", "45,000", "45'000", "45\u00a0000", "45\u2009000", "45\u202f000", "45к",
        "45 к", "45К", "45k",
        "45 тыс", "45тыс.", "45 тысяч", "45 тыс. руб.", "45 т.р.", "45тр", "45 т р", "45 000 ₽", "45000р",
        "45 000 р.", "45000 руб.",
        "45 000 рублей", "₽45 000", "$45,000", "$45k", "€45.000", "45 thousand", "45 000,00", "45 000.00",
        "за 45 000",
        "на сумму 45 000 руб", "сумма: 45000", "продал за 45 000 ₽!", "сорок пять тысяч", "сорок пять тысяч рублей",
        "forty five thousand", "forty-five thousand dollars", "0,045 млн", "45 000 45 тыс", "купил, 45 тыс.",
        "45 косарей",
        "45 000 руб 00 коп", "45к$", "usd 45000", "45 000.-", "сумма - 45 000", "４５０００",
    ],
)  # fmt: skip
def test_forty_five_thousand_is_read_however_it_is_written(typed: str) -> None:
    assert read_sum(typed) == FORTY_FIVE_THOUSAND


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("за 45", 4_500),
        ("45", 4_500),
        ("45 000,50", 4_500_050),
        ("45 000.5", 4_500_050),
        ("$1,200.50", 120_050),
        ("1.200,50", 120_050),
        ("1 200 000", 120_000_000),
        ("1,200,000", 120_000_000),
        ("1.200.000", 120_000_000),
        ("1200000", 120_000_000),
        ("1,2 млн", 120_000_000),
        ("1.2m", 120_000_000),
        ("1.25 млн ₽", 125_000_000),
        ("1 млн 200 тыс", 120_000_000),
        ("1 млн. 200 тыс. руб.", 120_000_000),
        ("1 миллион 200 тысяч", 120_000_000),
        ("полтора миллиона", 150_000_000),
        ("два миллиона", 2 * MILLION),
        ("два с половиной миллиона", 250_000_000),
        ("пол миллиона", MILLION // 2),
        ("полмиллиона", MILLION // 2),
        ("миллион", MILLION),
        ("миллион рублей", MILLION),
        ("тысяча", 100_000),
        ("сто тысяч", 10_000_000),
        ("сто двадцать пять тысяч четыреста", 12_540_000),
        ("двести", 20_000),
        ("пятьсот рублей", 50_000),
        ("триста сорок пять", 34_500),
        ("45 тыс 500", 4_550_000),
        ("45к 500", 4_550_000),
        ("3 млрд", 3000 * MILLION),
        ("2 ляма", 2 * MILLION),
        ("half a million", MILLION // 2),
        ("a million", MILLION),
        ("two million", 2 * MILLION),
        ("one hundred and twenty thousand", 12_000_000),
        ("two and a half million", 250_000_000),
        ("two hundred dollars", 20_000),
        ("50 коп", 50),
        ("45 руб 50 коп", 4_550),
        ("45 руб. 50 коп.", 4_550),
        ("0,50", 50),
        ("10.12", 1_012),
        ("1 000 000 000 000", 10**14),
        ("около 45 тыс", 4_500_000),
        ("аванс 10 тыс", 1_000_000),
    ],
)
def test_a_sum_is_read_to_the_last_minor_unit(typed: str, minor: int) -> None:
    assert read_sum(typed) == minor


@pytest.mark.parametrize(
    "typed",
    [
        "", "дорого", "не знаю", "0", "0,00", "ноль", "-45", "−45 000", "- 45", "минус 45", "45.5555", "1,234 млн",
        "12 34", "1 2000", "45 000 и 50 000", "аванс 10 000, всего 45 000", "2 по 45 000", "45-50 тыс",
        "от 40 до 50", "45%",
        "скидка 10%", "45 000 со скидкой 10%", "45 шт", "5 штук", "10 декабря", "через 2 недели", "2 недели",
        "10.12.2027",
        "15:30", "2027-03-10", "№45", "# 45", "договор №45", "89123456789", "+7 912 345-67-89", "8 912 345 67 89",
        "1 000 000 000 001", "2000 млрд", "миллион двести", "1 млн 200", "полтора", "45 с половиной", "a45",
        "v1.2", "45½", "45²",
        "007", "45/2", "2+2", "45 м", "45 кг", "45 к оплате", "45 человек", "1,2,3", "тысяч миллион",
        "10 тысяч 20 тысяч",
        "99999999999999999999999", "1e9", "45 000 000 000 000 000", "сто двести", "9" * 301,
    ],
)  # fmt: skip
def test_what_is_no_single_certain_sum_is_not_understood(typed: str) -> None:
    with pytest.raises(SumNotUnderstood):
        read_sum(typed)


def test_the_currency_decides_how_many_digits_follow_the_point() -> None:
    assert read_sum("45 000", exponent=0) == 45_000
    assert read_sum("45,000", exponent=0) == 45_000
    assert read_sum("1,2 млн", exponent=0) == 1_200_000
    assert read_sum("45 000,5", exponent=3) == 45_000_500
    assert read_sum("1 234,567", exponent=3) == 1_234_567


@pytest.mark.parametrize(("typed", "exponent"), [("45,5", 0), ("45,55", 1), ("45,000", 3), ("0,0001 тыс", 0)])
def test_a_finer_sum_than_the_currency_knows_is_not_understood(typed: str, exponent: int) -> None:
    with pytest.raises(SumNotUnderstood):
        read_sum(typed, exponent)


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 10**12 * 100), st.sampled_from([" ", "\u00a0", "\u2009", "", ","]))
def test_a_sum_is_read_back_from_its_own_wording(minor: int, between: str) -> None:
    whole, cents = divmod(minor, 100)
    written = f"{whole:,}".replace(",", between) + f".{cents:02} ₽"
    assert read_sum(written) == minor


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=310) | st.text(alphabet="0123456789 .,к-тысmлн$", max_size=60))
def test_any_text_is_a_positive_sum_or_refused(text: str) -> None:
    with suppress(SumNotUnderstood):
        assert 0 < read_sum(text) <= 10**14
