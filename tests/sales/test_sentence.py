"""What one typed sentence says: the examples of the product, and what holds for any text."""

import os
import random
from collections.abc import Iterator
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales.contacts import Channel, Direction, Outcome
from sales.losses import Reason
from sales.phones import find_phones
from sales.sentence import Said, read_sentence
from sales.sentence.said import parts_of
from tests.pace import seconds_of
from tests.sales.sentence_sets import TYPED_AT, as_written, sentences

LONGEST_MESSAGE = 4096
# The full hundred thousand are read where RANDOM_SENTENCES says so.
RANDOM_SENTENCES = int(os.environ.get("RANDOM_SENTENCES", "3000"))
ALPHABETS = [
    "0123456789 .,:/-+()к%№",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя АБВ.,«»-",
    "abcdefghijklmnopqrstuvwxyz '’@.,$",
    "".join(map(chr, range(32, 0x3000))),
    "\u200d\u0301\ufeff\u202e\ud83d\U0001f600\n\t ",
]
PHRASES = [typed.text for number in ("first", "second") for typed in sentences(number)]
REPEATED = [
    "1", "1 ", "8 912 345-67-89 ", "(", "через ", "звонил Иванову, ", "Иванову ", ",", "не ", "-", "@", "a@b.",
    ".", "\n", "J. ", "И. ", "Иванов И.И. ", "Aa ", "«А", "45к ", "тысяч ", "\u0301e", "\u200d", "10.12 ", "в ",
    "15 00 ", "contract until ", "а-", "a'", " ", "+7", "не отвечает ", "дорого ",
]  # fmt: skip


def read(text: str) -> Said:
    return read_sentence(text, TYPED_AT)


def read_short(text: str) -> dict[str, str]:
    return {key: value for key, value in as_written(read(text)).items() if value and key not in ("by", "dir")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Звонил Иванову из ООО Ромашка +7 912 345-67-89, дорого, перезвонить через 2 недели",
            {
                "who": "Иванов",
                "firm": "Ромашка",
                "tel": "+79123456789",
                "end": "lost",
                "why": "price_not_defended",
                "next": "2026-12-09",
            },
        ),
        (
            "встреча с Петровой, купила на 45к, следующий раз в марте",
            {"who": "Петрова", "sum": "45000", "end": "won", "next": "2027-03-01"},
        ),
        (
            "met John Brown, no budget until next year, call him on Tuesday at 3pm",
            {"who": "John Brown", "end": "lost", "why": "no_money", "next": "2026-12-01 15:00"},
        ),
        ("не дозвонился до Сидорова", {"who": "Сидоров", "end": "no_answer"}),
        ("ему скинули КП, вернуться 10.12 в 15:00", {"end": "next_step", "next": "2026-12-10 15:00"}),
    ],
)
def test_the_examples_of_the_product_are_read_whole(text: str, said: dict[str, str]) -> None:
    assert read_short(text) == said


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Звонил Иванову", "Иванов"),
        ("с Петровой договорились", "Петрова"),
        ("звонил Ивановой Марии Петровне", "Иванова Мария Петровна"),
        ("met John Brown", "John Brown"),
        ("созвонились с Дмитрием Ореховым", "Дмитрий Орехов"),
        ("звонил иванову", "Иванов"),
        ("написал Шевченко", "Шевченко"),
        ("дозвонился до Черных", "Черных"),
        ("встреча с Сергеем Ли", "Сергей Ли"),
        ("Звонил Иванову И. П.", "Иванов И. П."),
        ("звонил римскому-корсакову", "Римский-Корсаков"),
        ("Саакяну отправил договор", "Саакян"),
        ("встретился с Гришковцом", "Гришковец"),
        ("директор Петров просил скидку", "Петров"),
        ("бухгалтер Мария ответила", "Мария"),
        ("called bob smith", "Bob Smith"),
        ("spoke to Mr. O'Brien", "O'Brien"),
        ("visited Kelly's store", "Kelly"),
        ("Paul van der Berg called", "Paul van der Berg"),
        ("договорились с Михалычем", "Михалыч"),
    ],
)
def test_a_name_is_given_as_it_stands_on_a_card(text: str, name: str) -> None:
    assert [part.value for part in read(text).people] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "в мае позвонить", "перезвонить в среду", "доставка в Москву", "офис на Ленина 15", "звонил в Газпром",
        "купил Тойоту", "Клиент перезвонит", "звонил клиенту", "Директор в отпуске", "call on Friday",
        "shipping to Canada", "they use Excel", "Compliance blocked it", "КП отправлено", "Перезвонить завтра",
    ],
)  # fmt: skip
def test_months_cities_companies_and_roles_are_no_people(text: str) -> None:
    assert read(text).people == ()


def test_who_is_named_twice_is_one_and_a_possessive_is_a_person() -> None:
    assert [part.value for part in read("звонил Иванову, Иванову дорого").people] == ["Иванов"]
    assert [part.value for part in read("popped in at Fiona's").people] == ["Fiona"]
    assert read("popped in at Fiona's").companies == ()


def test_several_people_are_given_in_the_order_in_which_they_are_named() -> None:
    said = read("Звонил Петрову, Сидорову и Ивановой Анне, все заняты")
    assert [part.value for part in said.people] == ["Петров", "Сидоров", "Иванова Анна"]


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("звонил вчера Иванову", 1),
        ("позавчера был у Иванова", 2),
        ("met him on Monday", 2),
        ("3 дня назад написал", 3),
        ("last Friday met Nguyen", 5),
        ("в понедельник звонил", 2),
        ("встретились 20 ноября", 5),
    ],
)
def test_what_has_happened_is_set_back_and_is_no_next_date(text: str, ago: int) -> None:
    said = read(text)
    assert said.ago is not None
    assert said.ago.value == ago
    assert said.next is None


def test_what_happened_longer_ago_than_a_week_is_left_to_the_note() -> None:
    said = read("звонил месяц назад")
    assert said.ago is None
    assert said.next is None
    assert "месяц назад" in said.note


@pytest.mark.parametrize(
    "text",
    [
        "в мае обещали бюджет урезать", "офис 2019 года", "день рождения 14 мая", "ему 45 лет", "he's 45",
        "встреча на ул. 8 Марта 12", "площадь 1905 года", "офис на пр. 50 лет Октября 3", "at 12 May Street",
        "shop on 5th Avenue", "купили в октябре", "брали весной", "в марте уже ставили", "bought it in June",
        "last spring", "на год хватит", "3 раза в месяц", "полчаса говорили", "гарантия 2 года", "twice a month",
        "spoke for an hour", "two-year warranty", "delivery takes 3 weeks", "10.12 мм", "договор № 10/12",
        "контракт до конца 2027", "закупка раз в квартал", "не отвечает третий день", "договор 10/15 подписан",
        "скидка 15%", "2 недели молчит", "купил 3 штуки", "talked about the 2025 budget", "в 2 раза дороже",
        "конкуренты обещали привезти 10 декабря", "ярмарка у них 20 мая", "летает каждый четверг", "брала 15 сентября",
        "платит 5 числа каждого месяца", "работают пн-пт с 10 до 19", "адрес Мира 10/12 кв 3", "приказ от 12.10.2026",
        "в мае прошлого года брали", "their audit is on 10 December", "pays on the 5th of every month",
        "open Monday to Saturday", "lives at 10/12 High Street", "звонить с 9 до 12",
    ],
)  # fmt: skip
def test_what_is_no_day_to_come_back_gives_none(text: str) -> None:
    assert read(text).next is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ждёт новинку к 8 марта, показать ей в феврале", "2027-02-01"),
        ("wants it for 8 March, show her in February", "2027-02-01"),
        ("пингануть 4 декабря", "2026-12-04"),
        ("оплата сегодня", "2026-11-25"),
        ("подождите до весны, сказал он", "2027-03-01"),
        ("signing on Friday", "2026-11-27"),
        ("обещала оплату 30 ноября", "2026-11-30"),
        ("замер 30 ноября", "2026-11-30"),
        ("call her on 20 January, after the holiday", "2027-01-20"),
    ],
)
def test_a_day_is_to_come_where_a_step_a_wish_or_a_deed_leads_to_it(text: str, day: str) -> None:
    assert as_written(read(text))["next"] == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("call Ann on 12/8", "2026-12-08"),
        ("call Ann on 1/15 at 3pm", "2027-01-15 15:00"),
        ("call Ann on 15/1", "2027-01-15"),
        ("call Ann by 2/3", "2027-02-03"),
        ("call Ann on 12/8/2027", "2027-12-08"),
        ("позвонить 12/8", "2027-08-12"),
        ("позвонить 1/15", ""),
    ],
)
def test_slash_dates_are_month_first_in_an_english_sentence(text: str, day: str) -> None:
    assert as_written(read(text))["next"] == day


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("agreed 1,150", 115_000),
        ("38,900 agreed", 3_890_000),
        ("2x $150 = 300", 30_000),
        ("3 бытовки за 630 000", 63_000_000),
        ("оборудование на 890т", 89_000_000),
        ("купил за 45т", 4_500_000),
        ("купила на 45к", 4_500_000),
        ("купил за 1,2 млн", 120_000_000),
        ("заказ на 45 000", 4_500_000),
        ("bought for $500", 50_000),
        ("продал за сорок пять тысяч", 4_500_000),
        ("2 курса по 15к, итого 30к", 3_000_000),
        ("оплатил счет 18500", 1_850_000),
        ("wire of 5,250.00 received", 525_000),
    ],
)
def test_the_one_sum_of_a_sentence_is_found(text: str, minor: int) -> None:
    said = read(text)
    assert said.sum is not None
    assert said.sum.value == minor


@pytest.mark.parametrize(
    "text",
    [
        "взял 300 кг", "12 000 штук", "скидка 20%", "дом 45 кв 12", "договор №4512", "invoice 20231 sent",
        "в 2019 году",
        "р/с 40702810500000012345", "ИНН 7707083893", "тел 8 912 345-67-89", "на 20 тыс дешевле", "артикул 100500",
        "120 сотрудников", "12 000 листовок", "room 405", "цена 180 тыс не устроила", "4,2 млн за штуку не устроила",
        "хотел за 150", "подъемник 4т", "5 т", "кран на 25 т", "100 л", "бак на 1500 л", "3 м3", "15 шт", "4 t",
        "2.5 kW", "10 m cable", "1500 т щебня", "станок 16К20", "12,5 руб за штуку дорого", "$12.50 apiece is too much",
        "пробег 120 тыс", "двести тысяч за такое перебор",
    ],
)  # fmt: skip
def test_quantities_numbers_of_documents_and_differences_are_no_sums(text: str) -> None:
    assert read(text).sum is None


@pytest.mark.parametrize(
    ("text", "channel", "direction"),
    [
        ("звонил Иванову", Channel.CALL, Direction.OUT),
        ("он сам позвонил", Channel.CALL, Direction.IN),
        ("звонил Козлов", Channel.CALL, Direction.IN),
        ("he called", Channel.CALL, Direction.IN),
        ("входящий звонок", Channel.CALL, Direction.IN),
        ("встреча с Петровой", Channel.MEETING, Direction.OUT),
        ("скинул кп в вотсап", Channel.MESSAGE, Direction.OUT),
        ("заехал к Панову", Channel.VISIT, Direction.OUT),
        ("dropped by the store", Channel.VISIT, Direction.OUT),
    ],
)
def test_how_the_client_was_touched_is_read(text: str, channel: Channel, direction: Direction) -> None:
    said = read(text)
    assert (said.channel and said.channel.value, said.direction and said.direction.value) == (
        channel,
        direction,
    )


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("купил", Outcome.WON),
        ("не купил", Outcome.LOST),
        ("не взял трубку", Outcome.NO_ANSWER),
        ("взял паузу", None),
        ("didn't pick up", Outcome.NO_ANSWER),
        ("paid in full", Outcome.WON),
        ("нет денег", Outcome.LOST),
        ("не интересно", Outcome.LOST),
        ("won't sign", None),
    ],
)
def test_the_outcome_is_what_was_said_and_not_what_was_denied(text: str, outcome: Outcome | None) -> None:
    said = read(text)
    assert outcome is None or (said.outcome is not None and said.outcome.value is outcome)
    assert outcome is not None or said.outcome is None or said.outcome.value is not Outcome.WON


@pytest.mark.parametrize(
    "text",
    [
        "думает", "Иванов подумает", "взял паузу", "обещал подумать", "ждёт ответа директора", "смотрит варианты",
        "согласует с руководством", "изучает КП", "хочет подумать до пятницы", "пока не решил", "советуется с женой",
        "рассматривает наше предложение", "выбирает поставщика", "сравнивает с другими", "ушёл думать, набрать 3-го",
        "will think about it", "considering", "comparing offers", "still deciding", "needs time to think",
        "he'll sleep on it", "reviewing our proposal", "waiting to hear from his boss", "looking at other options",
    ],
)  # fmt: skip
def test_a_client_who_thinks_is_still_in_talks_and_has_given_no_reason(text: str) -> None:
    said = read(text)
    assert said.outcome is not None
    assert said.outcome.value is Outcome.NEXT_STEP
    assert said.reason is None


@pytest.mark.parametrize(
    "text",
    [
        "просит отзывы", "хочет скидку", "спросил про цену", "рассказал чем мы лучше", "цена устраивает",
        "не дорого", "бюджет согласован", "директор одобрил", "юристы смотрят договор", "посоветуется с мужем",
        "есть поставщик, но хочет второго", "раньше работали с другими", "сказал нет и положил трубку",
        "asks for references", "asked if we have a licence", "told him why we are better", "price is fine",
        "not expensive", "budget approved", "the boss approved", "lawyers are reading the contract",
        "will ask her husband", "has a supplier but wants a second one", "said no without a reason",
    ],
)  # fmt: skip
def test_what_stands_in_nobodys_way_is_no_reason(text: str) -> None:
    assert read(f"Иванов {text}" if text[0] > "z" else f"Brown {text}").reason is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("денег нет", Reason.NO_MONEY),
        ("нет у них денег", Reason.NO_MONEY),
        ("никакой пользы не видит", Reason.NO_VALUE),
        ("без директора не может", Reason.NOT_DECISION_MAKER),
        ("he has no money", Reason.NO_MONEY),
        ("doesn't trust us", Reason.NO_TRUST),
    ],
)
def test_what_is_denied_is_a_reason_in_whatever_order(text: str, reason: Reason) -> None:
    said = read(text)
    assert said.reason is not None
    assert said.reason.value.reason is reason


@pytest.mark.parametrize(
    "text",
    [
        "дорого",
        "говорит дорого",
        "сказал что дорого",
        "Иванов ответил: дорого",
        "думает что дорого",
        "пишет, мол дорого",
    ],
)
def test_a_reason_is_the_same_whoever_says_it(text: str) -> None:
    said = read(text)
    assert said.reason is not None
    assert said.reason.value.reason is Reason.PRICE_NOT_DEFENDED


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Третьякова оплата 19 900", Outcome.WON),
        ("оплата прошла", Outcome.WON),
        ("предоплату внёс", Outcome.WON),
        ("аванс 50к", Outcome.WON),
        ("предоплата 30 000 получена", Outcome.WON),
        ("подписали договор", Outcome.WON),
        ("deposit paid", Outcome.WON),
        ("signed", Outcome.WON),
        ("выставил счёт", Outcome.NEXT_STEP),
        ("ждём аванс 50к", Outcome.NEXT_STEP),
        ("оплата 19 900 в пятницу", Outcome.NEXT_STEP),
        ("просит аванс 50к", Outcome.NEXT_STEP),
    ],
)
def test_a_payment_that_was_made_is_a_deal_won_and_one_awaited_is_not(text: str, outcome: Outcome) -> None:
    said = read(text)
    assert said.outcome is not None
    assert said.outcome.value is outcome


def test_a_reason_goes_with_a_loss_alone() -> None:
    said = read("купил, хоть и дорого")
    assert said.outcome is not None
    assert said.outcome.value is Outcome.WON
    assert said.reason is None
    lost = read("дорого")
    assert lost.reason is not None
    assert lost.reason.value.reason is Reason.PRICE_NOT_DEFENDED
    assert 0 < lost.reason.value.confidence <= 1


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Звонил Иванову из ООО Ромашка +7 912 345-67-89, дорого, перезвонить через 2 недели", ""),
        ("С Гришковцом встреча", ""),
        ("met John Brown at Acme Ltd, call him on Tuesday", ""),
        ("paid $500 for 3 chairs", "for 3 chairs"),
        ("Звонил Иванову, любит рыбалку и коньяк, перезвонить в среду", "любит рыбалку и коньяк"),
        ("не взял трубку Петров без объяснений", "без объяснений"),
    ],
)
def test_words_that_say_nothing_leave_no_note_and_all_others_do(text: str, note: str) -> None:
    assert read(text).note == note


def assert_nothing_is_lost(said: Said) -> None:
    left = list(said.text)
    for part in parts_of(said):
        assert 0 <= part.start < part.end <= len(said.text)
        left[part.start : part.end] = "\0" * (part.end - part.start)
    kept = [sign for sign in said.note if sign.isalnum()]
    assert kept == [sign for sign in left if sign.isalnum()]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(PHRASES), max_size=4).map(" ".join))
def test_nothing_typed_is_ever_lost(text: str) -> None:
    assert_nothing_is_lost(read(text))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PHRASES), st.sampled_from(PHRASES), st.integers(0, 80), st.integers(0, 80))
def test_sentences_cut_and_joined_anywhere_are_read(one: str, other: str, end: int, start: int) -> None:
    said = read(one[:end] + other[start:])
    assert_nothing_is_lost(said)
    assert said.next is None or said.next.value.day >= TYPED_AT.date()


def random_texts(count: int) -> Iterator[str]:
    chance = random.Random(20261125)
    for _ in range(count):
        words = ["".join(chance.choices(chance.choice(ALPHABETS), k=chance.randint(1, 30))) for _ in range(3)]
        yield " ".join([*words, *chance.choices(chance.choice(PHRASES).split(), k=4)])


def test_thousands_of_random_texts_are_read_without_a_loss() -> None:
    for text in random_texts(RANDOM_SENTENCES):
        assert_nothing_is_lost(read(text))


@pytest.mark.parametrize("repeated", REPEATED)
def test_the_longest_message_takes_no_longer_than_a_blink_whatever_it_holds(repeated: str) -> None:
    text = (repeated * LONGEST_MESSAGE)[:LONGEST_MESSAGE]
    read(repeated)
    assert any(seconds_of(partial(read, text)) < 0.25 for _try in range(3))


@pytest.mark.parametrize(
    "text", ["8 912 345-67-89", "Иванов, ООО Ромашка, +7 912 345-67-89", "ИНН 7707083893"]
)
def test_phones_are_those_that_are_found_everywhere(text: str) -> None:
    assert [(part.value, part.start, part.end) for part in read(text).phones] == find_phones(text)
