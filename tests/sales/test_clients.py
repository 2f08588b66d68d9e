"""A client read from one typed line, and what they are found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.clients import as_typed, endings, introduce, search_terms, search_words, tail_of


@pytest.mark.parametrize(
    ("typed", "name", "company", "phones"),
    [
        ("Иванов, ООО Ромашка, +7 912 345-67-89", "Иванов", "ООО Ромашка", ("+79123456789",)),
        ("ООО «Ромашка», Иванов Пётр, 8(912)3456789", "Иванов Пётр", "ООО «Ромашка»", ("+79123456789",)),
        ("Иванов 89123456789", "Иванов", "", ("+79123456789",)),
        ("John Brown, Daisy Ltd, +44 20 7183 8750", "John Brown", "Daisy Ltd", ("+442071838750",)),
        ("ООО Ромашка", "ООО Ромашка", "", ()),
        ("Мария", "Мария", "", ()),
        ("+7 912 345-67-89", "", "", ("+79123456789",)),
        ("Петров; Кофейня Утро", "Петров", "Кофейня Утро", ()),
        ("  ,  , ", "", "", ()),
    ],
)
def test_one_line_introduces_a_client(typed: str, name: str, company: str, phones: tuple[str, ...]) -> None:
    who = introduce(typed)
    assert (who.name, who.company, who.phones) == (name, company, phones)


def test_mail_and_nickname_are_ways_to_reach_a_client() -> None:
    who = introduce("Иванов, ivanov@Example.com, @ivanov_p")
    assert (who.name, who.email, who.telegram, who.reachable) == (
        "Иванов",
        "ivanov@example.com",
        "ivanov_p",
        True,
    )


@given(st.text(max_size=300))
def test_any_text_introduces_somebody_or_nobody_without_failing(typed: str) -> None:
    who = introduce(typed)
    assert len(who.name) <= 100
    assert "\x00" not in who.name + who.company


@given(st.text(alphabet="абвгё ЁЖЗijk", min_size=2, max_size=20))
def test_any_part_of_two_letters_or_more_begins_a_word_or_an_ending(name: str) -> None:
    said = search_words(name, "", ())
    ways_in = said | {ending for word in said for ending in endings(word)}
    for term in search_terms(name):
        for start in range(len(term) - 1):
            part = term[start : start + 3]
            if len(part) >= 2:
                assert any(way.startswith(part) for way in ways_in)


@pytest.mark.parametrize(
    "typed",
    ["8 912 345-67-89", "+7(912)3456789", "9123456789", "345-67-89", "6789", "8912", "7 912 3", "9123"],
)
def test_a_phone_is_found_however_it_is_typed(typed: str) -> None:
    said = search_words("", "", ("+79123456789",))
    (term,) = search_terms(typed)
    assert any(word.startswith((*as_typed(term), tail_of(term))) for word in said)


def test_a_phone_without_a_country_code_is_of_the_teams_country() -> None:
    assert introduce("Brown 020 7183 8750", "GB").phones == ("+442071838750",)
    assert introduce("Brown 020 7183 8750").phones == ()
