"""Which client of the team is meant: certain only when nothing else can be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales.clients import endings, search_words
from sales.sentence import read_sentence
from sales.sentence.whom import Known, likely_clients, probes_for
from tests.sales.sentence_sets import TYPED_AT

TEAM = [
    Known(1, "Иванов Пётр", "ООО Ромашка"),
    Known(2, "Петрова Анна", "Вектор"),
    Known(3, "Сидоров Олег", ""),
    Known(4, "Сидорова Ольга", "Ландыш"),
    Known(5, "John Brown", "Acme Ltd"),
    Known(6, "Шевченко Тарас", ""),
    Known(7, "Ковалёв Семён", "ИП Ковалёв"),
    Known(8, "Мария Белова", "Аптека Плюс"),
    Known(9, "Кузнецов Иван", "Альфа"),
    Known(10, "Кузнецов Павел", "Бета"),
]


def ways_in(name: str, company: str = "") -> set[str]:
    said = search_words(name, company, ())
    return said | {ending for word in said for ending in endings(word)}


def certain(person: str, company: str = "", team: list[Known] = TEAM) -> int | None:
    return next((one.client.id for one in likely_clients(person, company, team) if one.certain), None)


def offered(person: str, company: str = "") -> list[int]:
    return [one.client.id for one in likely_clients(person, company, TEAM)]


@pytest.mark.parametrize(
    ("sentence", "client"),
    [
        ("Звонил Иванову из ООО Ромашка, дорого", 1),
        ("звонил иванову, думает", 1),
        ("встреча с Петровой, купила на 45к", 2),
        ("met John Brown, no budget", 5),
        ("договорились с Шевченко на завтра", 6),
        ("Ковалев оплатил 5000 руб", 7),
        ("звонил Кузнецову Павлу", 10),
        ("встретился с Кузнецовым из Альфы", 9),
    ],
)
def test_a_client_is_known_again_in_any_case(sentence: str, client: int) -> None:
    said = read_sentence(sentence, TYPED_AT)
    company = said.companies[0].value if said.companies else ""
    assert certain(said.people[0].value, company) == client


def test_of_two_namesakes_none_is_certain_and_both_are_offered() -> None:
    assert certain("Кузнецов") is None
    assert offered("Кузнецов")[:2] == [9, 10]


def test_of_a_man_and_a_woman_of_one_surname_neither_is_certain() -> None:
    assert certain("Сидоров") is None
    assert offered("Сидоров")[:2] == [3, 4]
    assert offered("Сидорова")[:2] == [4, 3]
    assert certain("Сидорова", "Ландыш") == 4


def test_a_first_name_alone_is_never_certain() -> None:
    assert certain("Мария") is None
    assert offered("Мария") == [8]
    assert certain("Мария", "Аптека Плюс") == 8


def test_a_misspelt_or_other_gender_is_offered_and_not_certain() -> None:
    assert certain("Ивонов") is None
    assert offered("Ивонов") == [1]
    assert certain("Иванова") is None
    assert 1 in offered("Иванова")


def test_another_company_speaks_against_a_namesake() -> None:
    assert certain("Иванов", "Лютик") is None


def test_nobody_is_offered_for_a_name_that_nobody_has() -> None:
    assert offered("Захаров") == []
    assert offered("") == []


@pytest.mark.parametrize("client", TEAM)
def test_the_probes_of_a_client_find_the_client_by_prefix(client: Known) -> None:
    keys = ways_in(client.name, client.company)
    assert any(key.startswith(probe) for probe in probes_for(client.name, "") for key in keys)


def test_the_probes_of_a_misspelt_name_find_it_too() -> None:
    keys = ways_in("Ковалёв")
    assert any(key.startswith(probe) for probe in probes_for("Ковплёв", "") for key in keys)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_are_ranked_and_at_most_one_is_certain(person: str, company: str) -> None:
    assert sum(one.certain for one in likely_clients(person, company, TEAM)) <= 1
    assert all(probes_for(person, company))
