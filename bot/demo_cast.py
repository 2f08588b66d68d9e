"""Who is in the demo: the people one may be, and the clients, companies and words of its story."""

from dataclasses import dataclass
from typing import Any

from sales.contacts import Outcome
from sales.losses import Reason


@dataclass(frozen=True)
class Actor:
    """Somebody the page lets one be."""

    telegram_id: int
    name: str
    language: str
    phone: str
    about: str

    def as_sandbox(self) -> dict[str, Any]:
        return {
            "id": self.telegram_id,
            "first_name": self.name,
            "language_code": self.language,
            "phone": self.phone,
            "about": self.about,
        }


OLGA = Actor(700001, "Ольга", "ru", "+79161110001", "владелец")
BORIS = Actor(700002, "Борис", "ru", "+79161110002", "руководитель")
ANNA = Actor(700003, "Анна", "ru", "+79161110003", "менеджер")
PAVEL = Actor(700004, "Павел", "ru", "+79161110004", "менеджер")
NEWCOMER = Actor(700005, "Новичок", "ru", "+79161110005", "ещё не в команде")
JOHN = Actor(700006, "John", "en", "+442071838750", "newcomer")
CAST = (OLGA, BORIS, ANNA, PAVEL, NEWCOMER, JOHN)
AT_WORK = frozenset(actor.telegram_id for actor in (OLGA, BORIS, ANNA, PAVEL))

# fmt: off
SURNAMES = (
    "Иванов", "Смирнов", "Кузнецов", "Попов", "Васильев", "Петров", "Соколов", "Михайлов", "Новиков",
    "Фёдоров", "Морозов", "Волков", "Алексеев", "Лебедев", "Семёнов", "Егоров", "Павлов", "Козлов",
    "Степанов", "Николаев", "Орлов", "Андреев", "Макаров", "Никитин", "Захаров", "Зайцев", "Соловьёв",
    "Борисов", "Яковлев", "Григорьев", "Романов", "Воробьёв", "Сергеев", "Кузьмин", "Фролов", "Александров",
    "Дмитриев", "Королёв", "Гусев", "Киселёв",
)
FIRST_NAMES = (
    "Пётр", "Сергей", "Андрей", "Игорь", "Олег", "Максим", "Роман", "Виктор", "Денис", "Юрий",
)
COMPANIES = (
    "ООО «Ромашка»", "ИП Светлов", "ООО «Северный ветер»", "ООО «Мастер Дом»", "АО «Вектор»",
    "ООО «Три кита»", "Кофейня «Утро»", "ООО «Атлант»", "ООО «Зелёный двор»", "Клиника «Здравие»",
    "ООО «Техносила»", "Отель «Волга»", "ООО «Новый свет»", "Пекарня «Колос»", "ООО «Маяк»",
    "Школа «Первая»",
)
# fmt: on

WORDS = {
    Reason.NO_MONEY: "Бюджет только после Нового года",
    Reason.NO_NEED: "Оборудование ещё новое, менять рано",
    Reason.INCUMBENT_SUPPLIER: "Десять лет работаем с одними и теми же",
    Reason.NOT_DECISION_MAKER: "Решает директор, я только собираю предложения",
    Reason.NO_VALUE: "Не вижу, чем вы лучше",
    Reason.NO_TRUST: "Боимся платить вперёд незнакомой компании",
    Reason.NO_URGENCY: "Подумаем, не горит",
    Reason.PRICE_NOT_DEFENDED: "У соседей дешевле, скидку так и не дали",
}
FREQUENT = (
    Reason.NO_VALUE,
    Reason.NO_VALUE,
    Reason.NO_URGENCY,
    Reason.NO_URGENCY,
    Reason.PRICE_NOT_DEFENDED,
    Reason.PRICE_NOT_DEFENDED,
    Reason.NO_TRUST,
    Reason.WEAK_PRESENTATION,
    Reason.NO_MONEY,
    Reason.NO_MONEY,
    Reason.NO_NEED,
    Reason.INCUMBENT_SUPPLIER,
    Reason.NOT_DECISION_MAKER,
    Reason.LEGAL,
)
OUTCOMES = (
    Outcome.WON,
    Outcome.WON,
    Outcome.LOST,
    Outcome.LOST,
    Outcome.NEXT_STEP,
    Outcome.NEXT_STEP,
    Outcome.NO_ANSWER,
)
