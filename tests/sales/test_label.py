"""The banned label is known in any disguise, and words that only look like it are left alone."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales.label import Finding, recognise
from sales.spelling import _AS_RUSSIAN, unmask
from tests.pace import seconds_of

HERE = Path(__file__).parent
SETS = ("first", "second", "third")
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202e\u0301\u0336\ufe0f\u034f\u180e\u2063"
LABEL = "нецелевой"


def lines(name: str) -> list[str]:
    written = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.replace("⏎", "\n") for line in written if line and not line.startswith("#")]


@pytest.mark.parametrize("number", SETS)
def test_the_label_is_recognised_in_nearly_all_of_its_forms(number: str) -> None:
    forms = lines(f"label_{number}.txt")
    missed = [form for form in forms if recognise(form) is None]
    assert len(missed) <= 0.03 * len(forms), missed


@pytest.mark.parametrize("number", SETS)
def test_phrases_of_the_same_spirit_are_noticed(number: str) -> None:
    phrases = lines(f"spirit_{number}.txt")
    missed = [phrase for phrase in phrases if recognise(phrase) is None]
    assert len(missed) <= 0.06 * len(phrases), missed


@pytest.mark.parametrize("number", SETS)
def test_honest_reasons_and_notes_are_left_alone(number: str) -> None:
    notes = lines(f"honest_{number}.txt")
    misread = {note: found for note in notes if (found := recognise(note))}
    assert len(misread) <= 0.01 * len(notes), misread


def test_reasons_as_managers_type_them_are_left_alone() -> None:
    typed = [
        line for number in SETS for line in lines(f"typed_reasons_{number}.txt") if not line.startswith("[")
    ]
    misread = {line: found for line in typed if (found := recognise(line))}
    assert not misread


@pytest.mark.parametrize(
    "text",
    [
        "нецелевой", "НЕ-ЦЕЛЕВОЙ", "не\nцелевой", "н е ц е л е в о й", "нeцeлeвoй", "нецел3вой", "неццелевоооой",
        "ytwtktdjq", "netselevoy", "necelevoi", "н/ц", "не цел.", "нецеливой", "не наша ЦА", "мусорный лид", "неквал",
        "non-target", "not our client", "off-target lead", "unqualified lead", "wrong audience", "not ICP", "bad lead",
        "not a fit",
    ],
)  # fmt: skip
def test_the_label_is_named_as_the_label(text: str) -> None:
    assert recognise(text) is Finding.LABEL


@pytest.mark.parametrize(
    "text",
    [
        "просто гуляет", "ему ничего не надо", "тратит наше время", "всё равно не купит", "tyre-kicker", "time waster",
        "just browsing", "will never buy anyway",
    ],
)  # fmt: skip
def test_the_spirit_is_told_from_the_label_itself(text: str) -> None:
    assert recognise(text) is Finding.SPIRIT


@pytest.mark.parametrize(
    "text",
    [
        "нецелевое использование бюджета", "нецелевой расход средств", "цель не ясна", "не целый день",
        "целевой показатель не выполнен", "не на целевой счёт", "не наш склад", "клиент не нашёл цель",
        "гуляет с ребёнком, перезвонить", "ничего не надо подписывать", "не наш регион", "вне нашей территории",
        "им нужна розница, а мы опт", "target date not set", "non-targeted budget spending", "bad lead time",
        "NULL", "", " ", "🙂",
    ],
)  # fmt: skip
def test_other_senses_and_plain_facts_are_left_alone(text: str) -> None:
    assert recognise(text) is None


def test_the_label_is_found_inside_a_note() -> None:
    assert (
        recognise("Звонил Иванову, ООО Ромашка. Дорого, да и вообще нецелевой, больше не звоню")
        is Finding.LABEL
    )


def test_one_honest_sense_does_not_hide_the_label_beside_it() -> None:
    assert recognise("проверяли нецелевое использование бюджета, а сам клиент нецелевой") is Finding.LABEL


def test_a_denial_is_no_label() -> None:
    assert recognise("не просто гуляет, выбирает к марту") is None
    assert recognise("not a time waster, wants a quote") is None


@given(st.lists(st.text(INVISIBLE, max_size=3), min_size=len(LABEL), max_size=len(LABEL)))
@settings(max_examples=100, deadline=None)
def test_invisible_signs_hide_nothing(between: list[str]) -> None:
    hidden = "".join(letter + signs for letter, signs in zip(LABEL, between, strict=True))
    assert recognise(hidden) is Finding.LABEL


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_look_alike_letters_hide_nothing(data: st.DataObject) -> None:
    ways = [letter + letter.upper() + _AS_RUSSIAN.get(unmask(letter), "") for letter in LABEL]
    mixed = "".join(data.draw(st.sampled_from(signs)) for signs in ways)
    assert recognise(mixed) is Finding.LABEL


@given(st.sampled_from([" ", ".", "-", "_", "*", "/", "\n", "🙂"]), st.integers(1, 3))
@settings(max_examples=30, deadline=None)
def test_letters_set_apart_hide_nothing(separator: str, times: int) -> None:
    assert recognise((separator * times).join(LABEL)) is Finding.LABEL


@given(st.text(max_size=4096))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_an_answer(text: str) -> None:
    assert recognise(text) in {None, *Finding}


@pytest.mark.parametrize(
    "piece", ["не ", "н", "н0", "нц ", "🙂", "1", " ", "\n", "аб", "не, ", "he is not a ", "ﷺ", "🙂не целе "]
)
def test_the_longest_message_is_read_in_a_moment(piece: str) -> None:
    message = (piece * 4096)[:4096]
    recognise(LABEL)  # the patterns are compiled once, at the first call
    assert seconds_of(lambda: recognise(message)) < 0.25
