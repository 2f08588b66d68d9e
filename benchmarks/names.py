"""Clients as they are called: few surnames, as in a real base."""

import random

from sales.clients import Introduction

SURNAMES = (
    *(
        "Иванов",
        "Петров",
        "Сидоров",
        "Кузнецов",
        "Попов",
        "Васильев",
        "Соколов",
        "Михайлов",
        "Новиков",
        "Фёдоров",
    ),
    *(
        "Морозов",
        "Волков",
        "Алексеев",
        "Лебедев",
        "Семёнов",
        "Егоров",
        "Павлов",
        "Козлов",
        "Степанов",
        "Николаев",
    ),
    *("Орлов", "Андреев", "Макаров", "Никитин", "Захаров", "Зайцев", "Соловьёв", "Борисов"),
)
NAMES = (
    *("Анна", "Мария", "Ольга", "Елена", "Пётр", "Иван", "Сергей", "Дмитрий", "Андрей", "Алексей"),
    *("Наталья", "Ирина", "Татьяна", "Михаил", "Юрий"),
)
FIRMS = (
    *("Ромашка", "Вектор", "Альфа", "Стройинвест", "Технопром", "Меркурий"),
    *("Горизонт", "Каскад", "Атлант", "Спектр", "Орион", "Магистраль"),
)


def phone_of(number: int) -> str:
    """Without +7912."""
    return f"{number * 7919 % 10**7:07d}"


def introduce(chance: random.Random, number: int) -> Introduction:
    name = f"{chance.choice(SURNAMES)} {chance.choice(NAMES)}"
    company = f"ООО {chance.choice(FIRMS)} {number % 500 or ''}"
    return Introduction(name, company, (f"+7912{phone_of(number)}",), f"client{number}@example.com")
