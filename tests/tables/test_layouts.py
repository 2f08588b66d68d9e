"""Exports of other programs and sheets made by hand go in without a hand on the mapping."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from sales.contacts import Outcome
from sales.dates.when import When
from sales.losses import Reason
from tables.entries import Contact, Entry, Trouble
from tables.fields import Field
from tables.kinds import Kind
from tables.reading import Table, look
from tests.tables import workbooks
from tests.tables.reading import FILES, RULES, entries, read

ANNA, BORIS = "Анна Петрова", "Борис Смирнов"


def contact(day: date, at: time | None = None, **told: object) -> Contact:
    return Contact(When(day, at), **told)  # type: ignore[arg-type]


def test_partners_of_1c_under_the_heading_of_a_report() -> None:
    first, second, third = entries(FILES / "1c_partners.csv")
    assert (first.name, first.company) == ("Иванов Иван Иванович", "Ромашка ООО")
    assert first.phones == ("+79123456789", "+74951234567")
    assert first.emails == ("info@romashka.ru",)
    assert first.responsible == "Петрова А. С."
    assert first.note.startswith("Отгрузка только по предоплате\n")
    assert "ИНН: 7707083893" in first.note
    assert (second.name, second.company) == ("Сидорова Анна", "Василёк АО")
    assert third.phones == ("+79161234567",)
    assert third.note.startswith("Звонить\nпосле обеда")


def test_sales_of_1c_with_their_sums_and_without_the_total() -> None:
    assert entries(FILES / "1c_sales.csv") == [
        Entry(
            company="Ромашка ООО",
            phones=("+74951234567",),
            responsible="Петрова",
            contact=contact(date(2026, 10, 25), amount=4_500_000),
        ),
        Entry(
            company="Василёк АО",
            phones=("+79031112233",),
            responsible="Смирнов",
            contact=contact(date(2026, 9, 1), amount=120_050_050),
        ),
    ]


def test_deals_of_amocrm_with_their_ends_and_reasons() -> None:
    won, lost, labelled, going = entries(FILES / "amocrm_deals.csv")
    assert (won.name, won.company, won.source, won.tags) == (
        "Иванов Иван",
        "ООО Ромашка",
        "Сайт",
        ("окна", "опт"),
    )
    assert won.contact == contact(
        date(2026, 10, 20), time(10, 0), outcome=Outcome.WON, amount=4_500_000, deal="Поставка окон"
    )
    assert lost.contact == contact(
        date(2026, 10, 21), time(18, 30), outcome=Outcome.LOST, reason=Reason.NO_MONEY,
        reason_text="Нет бюджета", amount=12_000_000, deal="Двери",
    )  # fmt: skip
    assert labelled.contact == contact(
        date(2026, 10, 22), time(12, 0), outcome=Outcome.LOST, reason_text="Нецелевой", deal="Заявка с сайта"
    )
    assert going.contact == Contact(outcome=Outcome.NEXT_STEP, amount=8_000_000, deal="Ремонт")
    assert going.next == When(date(2026, 12, 10), time(15, 0))
    assert going.note.startswith("Ждёт смету\nЭтап сделки: Переговоры\n")


def test_deals_of_amocrm_in_english() -> None:
    won, lost = entries(FILES / "amocrm_en.csv")
    assert (won.name, won.company, won.phones) == ("John Brown", "Daisy LLC", ("+16502530000",))
    assert won.contact == contact(
        date(2026, 10, 20), time(10, 0), outcome=Outcome.WON, amount=4_500_000, deal="Windows"
    )
    assert lost.contact
    assert lost.contact.reason is Reason.NO_MONEY


def test_contacts_of_bitrix24_with_all_ways_to_reach_them() -> None:
    first, second = entries(FILES / "bitrix24_contacts.csv")
    assert first.name == "Иванов Иван Иванович"
    assert first.phones == ("+74951234567", "+79123456789")
    assert first.emails == ("info@romashka.ru", "ivanov@mail.ru")
    assert first.telegram == "ivanov_romashka"
    assert (first.source, first.responsible, first.contact) == ("Веб-сайт", ANNA, None)
    assert "Номер факса: +74957654321" in first.note
    assert (second.name, second.phones) == ("Сидорова Анна", ("+79031112233", "+79031112244"))


def test_deals_of_bitrix24_which_are_a_page_named_xls() -> None:
    assert look(FILES / "bitrix24_deals.xls").kind is Kind.HTML
    won, lost = entries(FILES / "bitrix24_deals.xls")
    assert (won.name, won.company, won.responsible) == ("Иван Иванов", "ООО «Ромашка»", ANNA)
    assert won.contact == contact(
        date(2026, 10, 20), outcome=Outcome.WON, amount=4_500_000, deal="Окна для офиса"
    )
    assert won.note.startswith("Привезли\nв срок")
    assert lost.contact == contact(date(2026, 10, 21), outcome=Outcome.LOST, deal="Двери")
    assert lost.responsible == BORIS


@pytest.mark.parametrize(
    ("file", "phones", "name"),
    [
        ("google_old.csv", ("+79123456789", "+74951234567", "+79031112233"), "Иван Иванов"),
        ("google_new.csv", ("+79123456789", "+74951234567"), "Иванов Иван Иванович"),
    ],
)
def test_contacts_of_google_old_and_new(file: str, phones: tuple[str, ...], name: str) -> None:
    first, second = entries(FILES / file)
    assert (first.name, first.company, first.phones) == (name, "ООО Ромашка", phones)
    assert (first.emails, first.tags) == (("ivanov@mail.ru",), ("Опт",))
    assert first.note.startswith("Просил каталог\n")
    assert (second.name, second.phones[0], second.tags) == ("Mary White", "+16502530000", ())


def test_contacts_of_outlook_in_english() -> None:
    first, second = entries(FILES / "outlook_en.csv", replace(RULES, region="US"))
    assert first == Entry(
        name="John Brown",
        company="Daisy LLC",
        phones=("+16502530000", "+16502530001"),
        emails=("john@daisy.com",),
        tags=("VIP",),
        note="Met at the fair\nTitle: Mr.\nJob Title: CEO",
    )
    assert (second.name, second.phones, second.note) == (
        "Mary White",
        ("+447911123456",),
        "Business City: London",
    )


def test_contacts_of_outlook_in_russian() -> None:
    first, second = entries(FILES / "outlook_ru.csv")
    assert (first.name, first.company) == ("Иванов Иван Иванович", "ООО Ромашка")
    assert first.phones == ("+74951234567", "+79123456789")
    assert "Телефон помощника: 8 903 000-00-01" in first.note
    assert (second.name, second.phones, second.note) == ("Сидорова Анна", ("+79031112233",), "")


def test_a_sheet_by_hand_as_text() -> None:
    first, second, third = entries(FILES / "by_hand.csv")
    assert first.contact == contact(date(2026, 10, 12), outcome=Outcome.LOST, reason_text="дорого")
    assert first.next == When(date(2026, 12, 10))
    assert second.phones == ("+79031112233", "+74951234567")
    assert second.contact == contact(date(2026, 11, 3), outcome=Outcome.WON, amount=4_500_000)
    assert third.next == When(date(2026, 12, 9))
    assert (third.phones, third.contact) == ((), contact(date(2026, 11, 1), outcome=Outcome.NO_ANSWER))


def test_a_workbook_by_hand_under_titles_and_above_its_total(tmp_path: Path) -> None:
    path = workbooks.by_hand(tmp_path / "base.xlsx")
    table = look(path)
    assert (table.sheet, table.above, table.others) == ("Наши клиенты", 4, ("Справка", "Прайс"))
    assert entries(path) == [
        Entry(
            name="Иванов Иван",
            company="ООО «Ромашка»",
            phones=("+79123456789",),
            note="Город: Москва",
            contact=contact(date(2026, 10, 12), outcome=Outcome.WON, amount=4_500_050),
        ),
        Entry(
            name="Сидорова А.",
            phones=("+79031112233",),
            contact=contact(date(2026, 11, 3), outcome=Outcome.LOST, amount=1_200_000),
        ),
        Entry(
            name="Кузнецов",
            phones=("+74951234567",),
            note="Результат: думает",
            contact=contact(date(2026, 11, 3), outcome=Outcome.NEXT_STEP),
        ),
    ]


STOREYS = [
    ["Клиент", "Контакты", "", "Сделка", "", "Комментарий"],
    ["", "Телефон", "E-mail", "Дата", "Сумма", ""],
    ["Иванов Иван", "8 912 345-67-89", "ivanov@mail.ru", "12.10.2026", "45000", "просил каталог"],
    ["Сидорова Анна", "8 903 111-22-33", "", "03.11.2026", "12000", ""],
]
TITLES = ("Клиент", "Телефон", "E-mail", "Дата", "Сумма", "Комментарий")


def groups(way: str) -> list[list[str]]:
    """A header of two storeys as programs write it: merged cells are blank, said again, or cut off at the end."""
    upper, lower, *below = STOREYS
    if way == "said again":
        upper = ["Клиент", "Контакты", "Контакты", "Сделка", "Сделка", "Комментарий"]
    if way == "cut off":
        lower = lower[:-1]
    if way == "one of a group":
        return [[cell for place, cell in enumerate(row) if place != 2] for row in (upper, lower, *below)]
    return [upper, lower, *below]


@pytest.mark.parametrize("way", ["blank", "said again", "cut off", "one of a group"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_header_of_two_storeys_is_read_by_both(tmp_path: Path, suffix: str, way: str) -> None:
    path, rows = tmp_path / f"base.{suffix}", groups(way)
    if suffix == "xlsx":
        workbooks.xlsx(path, rows)
    else:
        path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    assert look(path).titles == tuple(
        title for title in TITLES if title != "E-mail" or way != "one of a group"
    )
    first, second = entries(path)
    assert (first.name, first.phones, first.note) == ("Иванов Иван", ("+79123456789",), "просил каталог")
    assert first.emails == (() if way == "one of a group" else ("ivanov@mail.ru",))
    assert [one.contact for one in (first, second)] == [
        contact(date(2026, 10, 12), amount=4_500_000),
        contact(date(2026, 11, 3), amount=1_200_000),
    ]


@pytest.mark.parametrize(
    "row",
    ["Директор;;Сайт;;", "Иванов;8 912 345-67-89;;;Партнер", "Иванов;;;Сайт;Партнер", ";;;;просил каталог"],
)
def test_a_row_of_words_that_may_be_titles_is_a_row(tmp_path: Path, row: str) -> None:
    path = tmp_path / "base.csv"
    path.write_text(f"ФИО;Телефон;Источник;Город;\n{row}\nПетров;89031112233;;;\n", encoding="utf-8")
    assert look(path).above == 1


def test_a_header_of_two_storeys_in_english(tmp_path: Path) -> None:
    path = tmp_path / "base.csv"
    path.write_text(
        "Client,Contacts,,Notes\n,Phone,Email,\nJohn Brown,+79123456789,john@brown.com,called\n",
        encoding="utf-8",
    )
    (john,) = entries(path)
    assert (john.name, john.phones, john.emails) == ("John Brown", ("+79123456789",), ("john@brown.com",))
    assert john.note == "called"


OLD = [
    Entry(
        name="Иванов Иван",
        company="ООО «Ромашка»",
        phones=("+79123456789",),
        contact=contact(date(2026, 10, 12), amount=4_500_050),
    ),
    Entry(
        name="Сидорова Анна", phones=("+79031112233",), contact=contact(date(2026, 11, 3), amount=1_200_000)
    ),
]


def test_an_old_workbook_by_hand() -> None:
    assert look(FILES / "by_hand.xls").others == ("Настройки",)
    assert entries(FILES / "by_hand.xls") == OLD


def test_an_open_document_by_hand(tmp_path: Path) -> None:
    rows = [
        ["База клиентов"],
        [],
        ["№", "ФИО", "Тел.", "Фирма", "Последний контакт", "Сумма"],
        [1, "Иванов Иван", 79123456789, "ООО «Ромашка»", date(2026, 10, 12), 45000.5],
        [2, "Сидорова Анна", "8 903 111-22-33", "", "3 ноября 2026 г.", "12 000,00 ₽"],
        ["", "Итого", "", "", "", 57000.5],
    ]
    path = workbooks.ods(tmp_path / "base.ods", rows)
    assert look(path).kind is Kind.ODS
    assert entries(path) == OLD


def test_a_table_without_a_header_is_known_by_what_is_in_it() -> None:
    mapping = look(FILES / "no_header.csv").mapping
    fields = [Field.NAME, Field.COMPANY, Field.PHONE, Field.EMAIL, Field.NOTE]
    assert [column.field for column in mapping] == fields
    first, *_others = entries(FILES / "no_header.csv")
    assert (first.name, first.company) == ("Иванов Иван Иванович", "ООО «Ромашка»")


def test_lines_of_one_column_are_read_as_they_are_typed_in_the_chat(tmp_path: Path) -> None:
    path = tmp_path / "clients.txt"
    path.write_text(
        "Иванов Иван, ООО Ромашка, +7 912 345-67-89\nСидорова 8 903 111-22-33\n", encoding="utf-8"
    )
    assert [(one.name, one.company, one.phones) for one in entries(path)] == [
        ("Иванов Иван", "ООО Ромашка", ("+79123456789",)),
        ("Сидорова", "", ("+79031112233",)),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ким +7 912 345-67-89\nКац Мария 8 903 111-22-33\n", ["Ким", "Кац Мария"]),
        ("+7 912 345-67-89 Ким\n8 903 111-22-33\n8 903 111-22-34\n8 903 111-22-35\n", ["Ким", "", "", ""]),
        ("Ким kim@mail.ru\nКац Мария maria@mail.ru\n", ["Ким", "Кац Мария"]),
        ("Ким +7 912 345-67-89;kim@mail.ru;просил каталог\nКац 8 903 111-22-33;;\n", ["Ким", "Кац"]),
        ("Контакты\nКим +7 912 345-67-89\nКац Мария 8 903 111-22-33\n", ["Ким", "Кац Мария"]),
        ("Смирнова Ольга;8 903 111-22-33 моб\nКац Мария;8 903 111-22-34\n", ["Смирнова Ольга", "Кац Мария"]),
    ],
)
def test_names_that_stand_beside_phones_are_names(tmp_path: Path, text: str, found: list[str]) -> None:
    path = tmp_path / "clients.csv"
    path.write_text(text, encoding="utf-8")
    told = entries(path)
    assert [one.name for one in told] == found
    assert all(one.phones or one.emails for one in told)
    assert "kim@mail.ru" not in text or told[0].emails == ("kim@mail.ru",)
    assert "каталог" not in text or told[0].note == "просил каталог"


def test_what_is_neither_name_nor_company_of_a_line_is_kept_in_the_note(tmp_path: Path) -> None:
    path = tmp_path / "clients.txt"
    path.write_text(
        "Иванов Иван, ООО Ромашка, +7 912 345-67-89, просил каталог\nСидорова 8 903 111-22-33\n",
        encoding="utf-8",
    )
    assert [(one.name, one.note) for one in entries(path)] == [
        ("Иванов Иван", "просил каталог"),
        ("Сидорова", ""),
    ]


def test_cards_of_an_old_phone_in_quoted_printable() -> None:
    first, second = entries(FILES / "phone_21.vcf")
    assert first == Entry(
        name="Иван Иванов",
        company="ООО Ромашка",
        phones=("+79123456789", "+74951234567"),
        emails=("ivanov@mail.ru",),
    )
    assert (second.name, second.phones) == ("Сидорова Анна", ("+79031112233",))


def test_a_broken_card_is_rejected_alone() -> None:
    first, nobody, broken, last = read(FILES / "icloud_30.vcf")
    assert first.entry
    assert first.entry.note.startswith("Просил каталог, звонить после обеда. Очень длинная заметка, которая")
    assert [one.trouble for one in nobody.problems] == [Trouble.NOBODY]
    assert [one.trouble for one in broken.problems] == [Trouble.CARD_BROKEN]
    assert last.entry
    assert (last.entry.name, last.entry.tags) == ("Mary White", ("Опт", "VIP"))


def test_a_card_of_the_newest_version() -> None:
    assert entries(FILES / "v40.vcf") == [
        Entry(
            name="Пётр Кузнецов",
            company="ИП Кузнецов",
            phones=("+79161234567", "+74951234567"),
            emails=("k@mail.ru",),
            telegram="kuznetsov_petr",
            note="Весной",
        )
    ]


@pytest.mark.parametrize("file", sorted(path.name for path in FILES.iterdir()))
def test_what_was_found_can_be_stored_and_read_by_later(file: str) -> None:
    stored = TypeAdapter(Table)
    table = look(FILES / file)
    assert stored.validate_json(stored.dump_json(table)) == table


MADE_HERE = sorted(path.name for path in FILES.iterdir() if path.suffix in (".csv", ".xls"))


@pytest.mark.parametrize("file", MADE_HERE)
def test_no_row_of_a_real_export_is_rejected(file: str) -> None:
    assert all(one.entry for one in read(FILES / file))
