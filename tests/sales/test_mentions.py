"""A text is known to name somebody by their words in any case, and not by others that hold the same letters."""

import pytest

from sales.sentence.mentions import Called
from sales.text import words


def named_in(name: str, text: str) -> bool:
    return Called.by(words(name)).named_in(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ким", "Звонил Киму, дорого"),
        ("Ким", "звонил киму, дорого"),
        ("Ким", "кима не было"),
        ("Ли", "Встреча с Ли завтра"),
        ("Ян", "от Яна ждём ответа"),
        ("Анна", "Анне дорого"),
        ("Лев", "Льву перезвонить"),
        ("Пётр", "у петра нет денег"),
        ("Май", "Маю отправить КП"),
        ("Kim", "called Kim, too expensive"),
        ("Will", "called Will's office"),
        ("Котов", "Котову дорого"),
        ("Шниперсон", "от шниперсонов"),
        ("Шниперсон", "файлШниперсона"),
        ("Петрова", "звонил Петровой"),
    ],
)
def test_a_name_is_known_in_any_case(name: str, text: str) -> None:
    assert named_in(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ким", "купил кимоно и кимчи, Кимберли довольна"),
        ("Ли", "не знаю, купит ли он"),
        ("Ли", "лист заказа, сказали завтра, лом"),
        ("Ян", "Январь, янтарь"),
        ("Май", "перезвонить 5 мая"),
        ("Анна", "Аннотация, ванна"),
        ("Will", "she will call"),
        ("А. Б.", "А он купил, Б нет"),
        ("Котов", "который купил"),
        ("Сервис 24", "24 декабря"),
        ("Мария из банка", "Из всех купил он"),
    ],
)
def test_other_words_are_nobodys_name(name: str, text: str) -> None:
    assert not named_in(name, text)
