"""A file of clients sent to the bot: shown as it will be, taken in, told of, taken back."""

import asyncio
import io
import zipfile
from datetime import timedelta

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from sandbox.message import Message
from sandbox.people import Person
from storage.schema.importing import WAITING
from tests.bot.hostile import underlined
from tests.bot.test_stop import differences
from tests.house import House, buttons

SHEET = """Клиент;Телефон;Почта;Компания;Источник;Комментарий
Иванов Пётр;8 912 345-67-89;ivanov@example.com;ООО Ромашка;Сайт;просил каталог
Петрова Анна;+7 (926) 111-22-33;;Вектор;;
;;;;;одна заметка
Сидоров Олег;12;;;;
"""
HISTORY = """ФИО;Телефон;Дата;Результат;Причина отказа;Сумма;Ответственный
Иванов Пётр;89123456789;10.11.2026;Отказ;нет денег;;Anna
Иванов Пётр;89123456789;20.11.2026;Купил;;45000;Anna
Петрова Анна;89261112233;12.11.2026;Отказ;нецелевой;;Anna
"""


@pytest.fixture
def boris(team: House) -> Person:
    return team.people["Boris"]


@pytest.fixture(autouse=True)
def looking_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that has nothing to do looks once a second: most of what these tests would last."""
    monkeypatch.setattr("bot.importing.worker.IDLE", 0.05)


async def worked_off(team: House) -> None:
    """Until no import waits for its worker."""
    async with asyncio.timeout(30):
        while await team.count("imports", WAITING):  # noqa: ASYNC110 - its worker need not know of tests
            await asyncio.sleep(0.05)
    await team.settled()


async def sent(team: House, person: Person, text: str, name: str = "клиенты.csv") -> Message:
    person.send_file(name, text.encode())
    await team.settled()
    await worked_off(team)
    return person.last()


async def taken_in(team: House, person: Person, text: str) -> Message:
    shown = await sent(team, person, text)
    await team.press(person, "✅ Добавить", shown)
    await worked_off(team)
    return person.last()


async def test_a_file_is_shown_as_it_will_be_before_anything_is_kept(team: House, boris: Person) -> None:
    shown = await sent(team, boris, SHEET)
    assert "Телефон → телефон" in shown.text
    assert "Иванов Пётр, ООО Ромашка" in shown.text
    assert "+7 912 345-67-89" in shown.text
    assert await team.count("clients") == 0


async def test_whoever_has_no_name_is_shown_by_how_they_are_reached(team: House, boris: Person) -> None:
    shown = await sent(
        team, boris, "Клиент;Телефон;Почта;Telegram\n;89123456789;;\n;;kim@mail.ru;\n;;;@kim_oleg\n"
    )
    told = shown.text.partition("Так это будет")[2].splitlines()[1:]
    assert told == ["• +7 912 345-67-89", "• kim@mail.ru", "• @kim_oleg"]


async def test_good_rows_go_in_and_the_others_come_back_to_be_corrected(team: House, boris: Person) -> None:
    told = await taken_in(team, boris, SHEET)
    assert "в базе" in told.text
    assert "добавлено: 3" in told.text
    assert "не принято: 1" in told.text
    assert await team.count("clients", "name = 'Иванов Пётр' AND source = 'site'") == 1
    assert await team.count("phones", "e164 = '+79123456789'") == 1
    await team.press(boris, "📄 Строки на исправление")
    assert boris.last().get("document") is not None
    assert await differences(team) == []


def handed_back(team: House, person: Person) -> list[list[object]]:
    """The cells of the workbook that was sent last."""
    document = person.last()["document"]
    data = team.sandbox.telegram.files.known(document["file_id"]).data
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


async def test_rows_with_a_remark_are_handed_back_to_be_seen(team: House, boris: Person) -> None:
    await taken_in(
        team,
        boris,
        "ФИО;Телефон\nКим Олег;89123456789\nКот Илья;12\nКац Мария;89123456780\n"
        "Кац Мария;89123456780, 89123456789\n",
    )
    assert "с замечанием: 2" in boris.last().text
    await team.press(boris, "📝 Строки с замечанием")
    assert handed_back(team, boris) == [
        ["ФИО", "Телефон", "Чему не нашлось места"],
        ["Кот Илья", "12", "Телефон «12»: не могу прочитать телефон"],
        ["Кац Мария", "89123456780, 89123456789", "«+79123456789»: телефон другого клиента"],
    ]
    assert "Эти строки в базе" in str(boris.last()["caption"])


async def test_a_refusal_without_its_day_is_one_once_the_day_stands_beside_it(
    team: House, boris: Person
) -> None:
    """A loss counts in the week in which it closed: no day is made up for it."""
    await taken_in(team, boris, "ФИО;Телефон;Дата;Причина отказа\nКим Олег;89123456789;;нет денег\n")
    assert await team.count("contacts") == 0
    [client] = await team.rows("SELECT dormant_at, next_contact_at FROM clients")
    assert client.dormant_at is not None, "whoever came without a date sleeps until somebody speaks to them"
    [note] = await team.rows("SELECT text FROM notes")
    assert note.text == "Отказ, нет денег"
    await team.press(boris, "📝 Строки с замечанием")
    titles, row = handed_back(team, boris)
    row[2] = "12.11.2026"
    again = "\n".join(";".join(map(str, cells)) for cells in (titles, row))
    assert "прошлых контактов: 1" in (await taken_in(team, boris, again)).text
    assert await team.count("contacts", "outcome = 'lost' AND day = '2026-11-12'") == 1
    assert await team.count("notes", "text LIKE '%контакт без%'") == 0, "what was said of the row is no note"
    assert await team.count("clients") == 1
    assert await differences(team) == []


async def test_rows_of_a_file_without_a_header_are_handed_back_whole(team: House, boris: Person) -> None:
    await taken_in(team, boris, "Ким Олег;89123456789\nКац Мария;89123456780\n;12\n")
    await team.press(boris, "📄 Строки на исправление")
    assert handed_back(team, boris)[0][:2] == ["имя", "телефон"]
    assert handed_back(team, boris)[1][1] == "12"


CARD = "BEGIN:VCARD\nVERSION:4.0\nFN:{}\nTEL:+7912000{:04}\nEND:VCARD\n"


async def test_a_manager_takes_in_cards_of_their_own_and_no_base(team: House) -> None:
    anna = team.people["Anna"]
    assert "не для вашей роли" in (await sent(team, anna, SHEET)).text or await team.count("imports") == 0
    shown = await sent(team, anna, CARD.format("Кац Мария", 1) + CARD.format("Ким Олег", 2), "контакты.vcf")
    assert "Кац Мария" in shown.text
    assert buttons(shown) == ["✅ Добавить: 2 строки", "✖️ Нет"], "the columns are a head's matter"
    await team.press(anna, "✅ Добавить", shown)
    await worked_off(team)
    assert "добавлено: 2" in anna.last().text
    mine = "responsible_id = (SELECT id FROM members WHERE person_id = (SELECT id FROM people WHERE name = 'Anna'))"
    assert await team.count("clients", mine) == 2
    many = await sent(team, anna, "".join(CARD.format(f"Кто-то {n}", n) for n in range(51)), "все.vcf")
    await team.press(anna, "✅ Добавить", many)
    await worked_off(team)
    assert await team.count("clients") == 2


async def test_a_table_by_the_name_of_a_card_is_a_heads(team: House) -> None:
    """Or else a manager writes down sales of anybody's on any day."""
    anna = team.people["Anna"]
    shown = await sent(team, anna, HISTORY, "контакты.vcf")
    pressed = anna.press(shown, "✅ Добавить: 3 строки")
    await team.settled()
    await worked_off(team)
    assert "руководителю" in str((pressed.answer or {}).get("text"))
    assert await team.count("clients") == 0


async def test_what_has_no_place_of_its_own_is_noted_in_the_readers_language(
    team: House, boris: Person
) -> None:
    told = await taken_in(team, boris, "ФИО;Телефон;Результат;Сумма\nКац;89123456789;Купил;45000\n")
    assert "с замечанием: 1" in told.text
    (note,) = await team.rows("SELECT text FROM notes")
    assert note.text.startswith("Купил")


async def test_a_manager_sees_nothing_of_others_imports(team: House, boris: Person) -> None:
    await sent(team, boris, SHEET)
    assert "больше нет" in await team.forge(team.people["Anna"], "im:g:1")
    assert await team.count("clients") == 0


async def test_an_import_taken_back_leaves_what_people_have_added_to(team: House, boris: Person) -> None:
    await taken_in(
        team, boris, "Клиент;Телефон\nИванов;89123456789\nПетров;89123456780\nСидоров;89123456781\n"
    )
    told = boris.last()
    anna = team.people["Anna"]
    await team.write(anna, "Иванов")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "Телефон")
    await team.write(anna, "+7 912 000-00-01")
    await team.write(anna, "Петров")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "Компания")
    await team.write(anna, "ООО Вектор")
    await team.press(boris, "↩️ Отменить", told)
    await team.press(boris, "↩️ Отменить")
    await worked_off(team)
    assert sorted(row.name for row in await team.rows("SELECT name FROM clients")) == ["Иванов", "Петров"]
    assert await team.count("phones", "e164 = '+79120000001'") == 1
    assert await differences(team) == []


async def test_neither_a_files_name_nor_its_cells_are_trusted(team: House, boris: Person) -> None:
    """The name is shown as it is and used for nothing; what comes back to be corrected runs nothing."""
    name = "../../<u>я</u>\u202ecsv.csv"
    shown = await sent(team, boris, "Клиент;Телефон;Комментарий\n;;=1+1\nИванов;89123456789;\n", name)
    assert name in shown.text
    await team.press(boris, "✅ Добавить", shown)
    await worked_off(team)
    assert name in boris.last().text
    assert not any(map(underlined, boris.messages()))
    await team.press(boris, "📄 Строки на исправление")
    data = team.sandbox.telegram.files.known(boris.last()["document"]["file_id"]).data
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert b"<f" not in book.read("xl/worksheets/sheet1.xml")
        assert b"=1+1" in book.read("xl/sharedStrings.xml")


async def test_who_was_there_is_joined_and_not_added_again(team: House, boris: Person) -> None:
    await team.write(boris, "/new Иванов Пётр, +79123456789")
    told = await taken_in(team, boris, SHEET)
    assert "объединено" in told.text
    assert await team.count("clients", "name LIKE 'Иванов%'") == 1
    assert await team.count("clients", "email = 'ivanov@example.com'") == 1
    listed = await team.press(boris, "🔗 С кем объединены")
    assert any("Иванов Пётр" in text for text in buttons(listed))


async def test_a_column_is_changed_by_two_taps(team: House, boris: Person) -> None:
    await sent(team, boris, SHEET)
    await team.press(boris, "🔧 Столбцы")
    await team.press(boris, "Комментарий → ")
    shown = await team.press(boris, "не брать")
    assert "Комментарий" not in shown.text


async def test_the_past_comes_in_on_its_days_and_a_reason_that_is_none_is_named_by_a_head(
    team: House, boris: Person
) -> None:
    told = await taken_in(team, boris, HISTORY)
    assert "прошлых контактов: 2" in told.text
    assert await team.count("contacts", "day = '2026-11-10' AND outcome = 'lost'") == 1
    assert await team.count("contacts", "day = '2026-11-20' AND amount = 4500000") == 1
    asked = await team.press(boris, "🎯 Назвать причины")
    assert "Петрова Анна" in asked.text
    assert "нецелевой" in asked.text
    told = await team.press(boris, "Не доверяет")
    assert "У каждого отказа есть причина" in told.text
    assert await team.count("contacts", "day = '2026-11-12' AND outcome = 'lost'") == 1
    assert await differences(team) == []


async def test_the_whole_import_is_taken_back_in_two_taps(team: House, boris: Person) -> None:
    await team.write(boris, "/new Иванов Пётр, +79123456789")
    await taken_in(team, boris, SHEET)
    await team.press(boris, "↩️ Отменить импорт")
    await team.press(boris, "↩️ Отменить импорт")
    await worked_off(team)
    assert "отменено" in boris.last().text
    assert await team.count("clients") == 1
    assert await team.count("clients", "email <> ''") == 0
    assert await differences(team) == []


async def test_after_a_week_a_file_is_to_be_sent_again(team: House, boris: Person) -> None:
    """What its rows held is not kept for longer; an old button says so."""
    waiting = await sent(team, boris, SHEET)
    told = await taken_in(team, boris, SHEET)
    team.clock.advance(timedelta(days=8))
    await team.app.tick()
    await team.settled()
    pressed = boris.press(told, "📄 Строки на исправление")
    await team.settled()
    assert "Пришлите его ещё раз" in str((pressed.answer or {}).get("text"))
    await team.press(boris, "🔧 Столбцы", waiting)
    await team.settled()
    assert await team.count("imports", "state = 'cancelled'") == 1
    assert any("ничего не добавлено" in each.text for each in boris.messages())
    assert await team.errors() == []


async def test_what_is_not_wanted_leaves_nothing(team: House, boris: Person) -> None:
    await sent(team, boris, SHEET)
    told = await team.press(boris, "✖️ Нет")
    assert "ничего не добавлено" in told.text
    assert await team.count("clients") == 0


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("пусто.csv", b"\n\n", "пуст"),
        ("битый.xlsx", b"PK\x03\x04broken", "повреждён"),
        ("x.xls", b"%PDF-1.4 nothing", "Не знаю такого файла"),
    ],
)
async def test_a_file_that_is_none_is_refused_in_words(
    team: House, boris: Person, name: str, data: bytes, said: str
) -> None:
    boris.send_file(name, data)
    await team.settled()
    await worked_off(team)
    assert said in boris.last().text


async def test_a_manager_is_told_whose_matter_it_is(team: House) -> None:
    anna = team.people["Anna"]
    anna.send_file("клиенты.csv", SHEET.encode())
    await team.settled()
    assert "руководител" in anna.last().text.lower()
    assert await team.count("imports") == 0


async def test_a_workbook_in_english(team: House, boris: Person) -> None:
    await team.write(boris, "/language")
    await team.press(boris, "English")
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        page = book.add_worksheet("Clients")
        for row, cells in enumerate(
            (("Our clients", ""), ("Name", "Phone"), ("John Brown", "+442071838750"))
        ):
            page.write_row(row, 0, cells)
    boris.send_file("clients.xlsx", made.getvalue())
    await team.settled()
    await worked_off(team)
    assert "So it will be" in boris.last().text
    await team.press(boris, "✅ Take in")
    await worked_off(team)
    assert "added: 1" in boris.last().text
