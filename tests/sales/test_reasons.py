"""The reason a manager means is among the nearest three, whatever words it was typed in."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales.losses import Group, Reason, group_of
from sales.reasons import Phrase, nearest, phrases, read_phrases
from tests.pace import seconds_of

HERE = Path(__file__).parent
PRICE = [Reason.PRICE_NOT_DEFENDED, Reason.NO_MONEY, Reason.NO_VALUE]


def typed(number: str) -> list[Phrase]:
    return list(read_phrases((HERE / f"typed_reasons_{number}.txt").read_text(encoding="utf-8")))


@pytest.mark.parametrize("number", ["first", "second", "third"])
def test_the_reason_meant_is_among_the_three(number: str) -> None:
    given = typed(number)
    missed = [phrase for phrase in given if phrase.meant not in nearest(phrase.text)]
    assert len(missed) <= 0.03 * len(given), missed


@pytest.mark.parametrize("number", ["first", "second", "third"])
def test_the_reason_meant_is_mostly_the_first(number: str) -> None:
    given = typed(number)
    first = sum(nearest(phrase.text)[0] is phrase.meant for phrase in given)
    assert first >= 0.85 * len(given)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("не потянут по деньгам", Reason.NO_MONEY),
        ("бюджет только в следующем году", Reason.NO_MONEY),
        ("no budget", Reason.NO_MONEY),
        ("уже работают с другими", Reason.INCUMBENT_SUPPLIER),
        ("контракт с конкурентом до лета", Reason.INCUMBENT_SUPPLIER),
        ("happy with current vendor", Reason.INCUMBENT_SUPPLIER),
        ("решает директор в Москве", Reason.NOT_DECISION_MAKER),
        ("секретарь, сам не решает", Reason.NOT_DECISION_MAKER),
        ("not the decision maker", Reason.NOT_DECISION_MAKER),
        ("мы туда не возим", Reason.TERRITORY),
        ("we don't ship there", Reason.TERRITORY),
        ("им нужна розница, а мы опт", Reason.TERRITORY),
        ("лицензии нет", Reason.LEGAL),
        ("тендер только через 44-ФЗ", Reason.LEGAL),
        ("needs certification", Reason.LEGAL),
        ("не понял зачем ему это", Reason.NO_VALUE),
        ("не верит что сработает", Reason.NO_TRUST),
        ("боится предоплаты", Reason.NO_TRUST),
        ("сказал подумаю", Reason.NO_URGENCY),
        ("не горит", Reason.NO_URGENCY),
        ("перестал отвечать", Reason.NO_URGENCY),
        ("плохо показал демо", Reason.WEAK_PRESENTATION),
        ("сразу цену назвал а потребность не выяснил", Reason.PREMATURE_OFFER),
        ("просил скидку не дали", Reason.PRICE_NOT_DEFENDED),
        ("всё есть, ничего не нужно", Reason.NO_NEED),
    ],
)
def test_plain_words_find_their_reason_first(text: str, meant: Reason) -> None:
    assert nearest(text)[0] is meant


@pytest.mark.parametrize(
    "text", ["дорого", "Дорого!", "ДОРОГО", "слишком дорого", "too expensive", "expensive"]
)
def test_expensive_is_a_price_not_defended_before_it_is_no_money_or_no_value(text: str) -> None:
    assert nearest(text)[0] is PRICE[0]
    assert set(nearest(text)) == set(PRICE)


@pytest.mark.parametrize(
    "text", ["выбрали конкурента", "ушли к конкурентам", "went with competitor", "chose a competitor"]
)
def test_a_competitor_chosen_asks_for_the_why(text: str) -> None:
    why = {Reason.INCUMBENT_SUPPLIER, Reason.NO_VALUE, Reason.PRICE_NOT_DEFENDED}
    assert set(nearest(text)) == why


def test_a_typing_slip_and_letter_case_change_little() -> None:
    assert nearest("НЕТ ДЕНЕК")[0] is Reason.NO_MONEY
    assert nearest("рабоают с конкурентом")[0] is Reason.INCUMBENT_SUPPLIER
    assert nearest("too expencive")[0] is Reason.PRICE_NOT_DEFENDED


@pytest.mark.parametrize("text", ["", "   ", "🙂", "ъъъ", "123", "нецелевой"])
def test_words_that_say_nothing_still_get_three_reasons(text: str) -> None:
    assert len(set(nearest(text))) == 3


@given(st.text(max_size=4096), st.integers(1, len(Reason)))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_as_many_different_reasons_as_asked_for(text: str, count: int) -> None:
    offered = nearest(text, count=count)
    assert len(offered) == len(set(offered)) == count
    assert offered == nearest(text, count=count)


def test_the_longest_message_is_read_in_a_moment() -> None:
    nearest("")  # the phrases are learned once, at the first call
    assert seconds_of(lambda: nearest("дорого, подумает до марта 🙂 " * 150)) < 0.05


def test_every_reason_has_phrases_in_both_languages() -> None:
    for reason in Reason:
        own = [phrase.text for phrase in phrases() if phrase.meant is reason]
        assert sum(text.isascii() for text in own) >= 60
        assert sum(not text.isascii() for text in own) >= 60


def test_no_phrase_hints_at_what_it_means_already() -> None:
    assert not [phrase for phrase in phrases() if phrase.meant in phrase.hinted]


def test_no_phrase_held_out_for_the_third_time_stands_in_the_corpus() -> None:
    learned = {phrase.text for phrase in phrases()}
    assert not [phrase.text for phrase in typed("third") if phrase.text in learned]


def test_the_three_sets_of_typed_reasons_share_nothing() -> None:
    sets = [{phrase.text for phrase in typed(number)} for number in ("first", "second", "third")]
    assert not [one & other for one, other in combinations(sets, 2) if one & other]


def test_half_of_the_reasons_are_obstacles_and_half_are_errors_of_selling() -> None:
    groups = [group_of(reason) for reason in Reason]
    assert groups == [Group.OBSTACLE] * 6 + [Group.ERROR] * 6
