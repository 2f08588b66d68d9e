"""A sum in another currency is noticed, and a sum in the team's own is not."""

import pytest

from sales.currency import names_another


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("500$", "RUB"),
        ("100 евро", "RUB"),
        ("1000 тенге", "RUB"),
        ("500 USD", "GBP"),
        ("300 бел. руб", "RUB"),
    ],
)
def test_another_currency_is_noticed(typed: str, currency: str) -> None:
    assert names_another(typed, currency)


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("45 000", "RUB"),
        ("45к", "RUB"),
        ("45 000 руб. 50 коп", "RUB"),
        ("$1,200.50", "USD"),
        ("сумма 5000", "RUB"),
        ("1,2 млн", "RUB"),
        ("полтора миллиона", "RUB"),
        ("300 бел. руб", "BYN"),
        ("1.2m", "GBP"),
    ],
)
def test_the_own_currency_or_none_is_not(typed: str, currency: str) -> None:
    assert not names_another(typed, currency)
