"""One client's data: handed over whole, or erased so that nothing anywhere says who it was, and every count stays."""

import io
import json
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import make_url, select

from bot import morning
from sandbox.people import Person
from storage.schema import metadata
from storage.tx import Tx
from tests.bot.test_import import sent, worked_off
from tests.bot.test_stop import ask, differences
from tests.house import House, buttons, newest_with

# Said nowhere else: not by the sandbox, nor by the demo's other people.
SECRETS = (
    "Шниперсон",
    "шниперсон",
    "ниперсон",
    "Бубликофф",
    "9127654321",
    "gerda@example",
    "кактусы",
    "фикусы",
)
COUNTED = ("daily", "weekly", "trend", "leads")


CALLED = {"ru": "Стёртый клиент 1", "en": "Erased client 1"}


@pytest.fixture
async def olga(team: House) -> Person:
    """The owner, of whose client much was said: a sale, a refusal with words, a remark, a stop, an action, a merge."""
    anna, olga = team.people["Anna"], team.people["Olga"]
    await team.write(anna, "/new Шниперсон Герда, ООО Бубликофф, +7 912 765-43-21, gerda@example.com")
    await team.press(anna, "✅ Купил")
    await team.write(anna, "45000")
    await team.write(anna, "Шниперсон")
    await team.press(anna, "🗒 Заметка")
    await team.write(anna, "любит кактусы")
    await team.write(anna, "Шниперсон")
    await team.press(anna, "➕ Контакт")
    await team.press(anna, "❌ Отказ")
    await team.write(anna, "дорого, говорит, и фикусы")
    await team.press(anna, "Все причины")
    await team.press(anna, "Нет денег")
    await team.press(anna, "Через месяц")
    await ask(team, anna)
    await team.write(anna, "/new Сидоров, +7 912 000-00-09")
    await team.write(anna, "звонил Шниперсон, думает, перезвонить завтра")
    return olga


async def data_of(team: House, olga: Person, name: str, *taps: str) -> None:
    await team.write(olga, name)
    for tap in ("🗄 Данные клиента", *taps):
        await team.press(olga, tap)


def everything(tx: Tx) -> dict[str, list[str]]:
    """As it is kept; not the log of what came in and goes out, which is emptied by itself."""
    return {
        table.name: sorted(str(tuple(row)) for row in tx.all(select(table)))
        for table in metadata.sorted_tables
        if table.name not in {"inbox", "outbox"}
    }


async def test_an_erased_client_is_said_nowhere_and_every_count_stays(
    team: House, olga: Person, database_url: str
) -> None:
    before = await team.app.store.run(everything)
    await data_of(team, olga, "Шниперсон", "🗑 Стереть…", "🗑 Стереть навсегда")
    assert "Стёрто" in olga.last().text
    after = await team.app.store.run(everything)
    for secret in SECRETS:
        assert [name for name, rows in after.items() if secret in str(rows)] == [], secret
    for name in COUNTED:
        assert after[name] == before[name]
    assert len(after["contacts"]) == len(before["contacts"])
    assert await differences(team) == []
    await _leaves_the_file(team, database_url)


async def _leaves_the_file(team: House, database_url: str) -> None:
    """What the tables do not say, the file must not hold either, nor the log beside it."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        return
    await team.app.store.run(lambda tx: tx.run(metadata.tables["inbox"].delete()))
    await team.app.store.run(lambda tx: tx.run(metadata.tables["outbox"].delete()))
    await team.app.tick()
    files = (each for each in Path(url.database or "").parent.glob("*.db*") if each.is_file())
    held = b"".join(each.read_bytes() for each in files)
    for secret in SECRETS:
        assert secret.encode() not in held, secret


async def test_a_short_name_is_said_nowhere_and_other_words_stay(team: House) -> None:
    anna, boris, olga = (team.people[name] for name in ("Anna", "Boris", "Olga"))
    await team.write(anna, "/new Ким Олег, ООО Все для дома, +7 912 765-43-21")
    await team.write(anna, "/new Сидоров, +7 912 000-00-09")
    await team.write(anna, "звонил киму, думает, перезвонить завтра")
    await team.write(anna, "Сидоров купил кимоно, все ООО довольны, следующий раз 5 мая")
    rows = 'Клиент;Телефон;Комментарий\n;7654;"каталог\nКиму не звонить"\n;7655;кимоно\n'
    await _taken_in(team, boris, rows, "от Кима.csv")
    await data_of(team, olga, "Ким Олег", "🗑 Стереть…", "🗑 Стереть навсегда")
    [left] = await team.rows("SELECT text FROM sentences")
    assert left.text.startswith("Сидоров")
    [row] = await team.rows("SELECT cells FROM import_rows")
    assert "кимоно" in row.cells
    [file] = await team.rows("SELECT file_name FROM imports")
    assert file.file_name == "🗑.csv"


async def test_an_erased_client_is_met_nowhere(team: House, olga: Person) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "Шниперсон")
    card = anna.last()
    await data_of(team, olga, "Шниперсон", "🗑 Стереть…", "🗑 Стереть навсегда")
    assert "никого не нашёл" in (await team.write(anna, "Шниперсон")).text
    for data in ("e:1:m", "e:1:o", "b:1", "c:1:0", "mg:1:0:0", "tg:1:0"):
        assert await team.forge(anna, data, card), "the buttons of an old card lead nowhere"
    listed = await team.write(anna, "/find")
    assert not any("🗑" in text for text in buttons(listed))
    assert await team.count("recontacts", "state = 'open' AND client_id = 1") == 0
    boris = team.people["Boris"]
    assert "🗑" not in (await team.write(boris, "/review")).text
    await team.write(olga, "/settings")
    log = await team.press(olga, "🗒 Журнал")
    assert "личные данные клиента стёрты: Стёртый клиент 1" in log.text
    # They may come again, and are somebody new.
    await team.write(anna, "/new Шниперсон, +7 912 765-43-21")
    assert await team.count("clients", "name = 'Шниперсон'") == 1


@pytest.mark.parametrize("spoken", ["ru", "en"])
async def test_the_past_calls_the_erased_by_one_word_and_its_sums_stay(
    team: House, olga: Person, spoken: str
) -> None:
    await data_of(team, olga, "Шниперсон", "🗑 Стереть…", "🗑 Стереть навсегда")
    deals = ("💰 Сделки", "За всё время", "Всех", "CSV")
    if spoken == "en":
        await team.write(olga, "/language")
        await team.press(olga, "English")
        deals = ("💰 Deals", "All time", "Everybody's", "CSV")
    await team.write(olga, "/export")
    for tap in deals:
        await team.press(olga, tap)
    data = team.sandbox.telegram.files.known(olga.last()["document"]["file_id"]).data.decode("utf-8-sig")
    _titles, *found = [line.split(";") for line in data.splitlines()]
    assert {row[0] for row in found} == {CALLED[spoken]}
    assert "45000" in data
    report = await team.write(olga, "/report")
    await team.press(olga, "❔", report)
    opened = await team.press(olga, "Продажи" if spoken == "ru" else "Sales")
    assert f"{CALLED[spoken]} · " in opened.text
    assert CALLED[spoken] not in str(buttons(opened)), "there is no card to open"


async def test_no_button_leads_to_the_erased(team: House, olga: Person) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    await team.press(boris, "✅ Согласен")
    await team.press(anna, "🤝 Рекомендация", newest_with(anna, "🤝 Рекомендация"))
    await team.write(anna, "Петров, +7 912 345-67-80")
    await data_of(team, olga, "Шниперсон", "🗑 Стереть…", "🗑 Стереть навсегда")
    card = await team.write(anna, "Петров")
    assert "🤝 Рекомендует Стёртый клиент 1" in card.text
    assert "🤝" not in str(buttons(card))
    await team.write(boris, "/settings")
    board = await team.press(boris, "🚪 Не вернёмся")
    assert "Стёртый клиент 1" in board.text
    assert "Стёртый" not in str(buttons(board))


async def test_the_morning_has_nothing_to_discuss_about_the_erased(team: House, olga: Person) -> None:
    boris = team.people["Boris"]
    team.clock.advance(timedelta(days=1))

    async def discussed() -> str:
        written = await team.app.store.run(lambda tx: morning.letters(tx, team.app.desk, 1, team.clock.now()))
        [told] = [call.text for call in written if call.chat_id == boris.id]
        return str(told).partition("<b>Обсудить</b>")[2]

    assert "Самая крупная продажа: <b>Шниперсон" in await discussed()
    await data_of(team, olga, "Шниперсон", "🗑 Стереть…", "🗑 Стереть навсегда")
    assert "Самая крупная продажа" not in await discussed()


async def test_what_was_done_with_the_erased_cannot_be_undone(team: House, olga: Person) -> None:
    anna = team.people["Anna"]
    await data_of(team, olga, "Шниперсон", "🗑 Стереть…", "🗑 Стереть навсегда")
    before = await team.count("contacts", "undone_at IS NULL")
    await team.write(anna, "/undo")
    assert await team.count("contacts", "undone_at IS NULL") == before
    assert await differences(team) == []


CARD = "BEGIN:VCARD\nVERSION:4.0\nFN:Шниперсон Герда\nTEL:+79127654321\nEMAIL:gerda@example.com\nEND:VCARD\n"
SHEET = "Клиент;Телефон;Комментарий\n{name};89127654321;любит кактусы\n;7654321;от Шниперсонов\n"


async def test_neither_files_nor_a_merge_taken_apart_tell_of_the_erased(team: House) -> None:
    boris, olga = team.people["Boris"], team.people["Olga"]
    await team.write(boris, "/new Сидоров, +7 912 000-00-09")
    await _taken_in(team, boris, CARD, "Шниперсон Герда.vcf")
    await _taken_in(team, boris, SHEET.format(name="Шниперсон Герда"), "база.csv")
    await sent(team, boris, SHEET.format(name="Шниперсон"), "ещё.csv")
    waiting = boris.last()
    await team.write(olga, "Сидоров")
    await team.forge(olga, "mg:1:2:0")
    await team.press(olga, "🔗 Объединить")
    await team.press(olga, "✂️ Не тот же")
    await data_of(team, olga, "Шниперсон", "🗑 Стереть…", "🗑 Стереть навсегда")
    after = await team.app.store.run(everything)
    for secret in SECRETS:
        assert [name for name, rows in after.items() if secret in str(rows)] == [], secret
    await team.press(boris, "🔧 Столбцы", waiting)
    await team.press(boris, "← Назад")
    assert "Так это будет" not in boris.last().text
    assert "Телефон → телефон" in boris.last().text
    await team.press(boris, "✅ Добавить")
    await worked_off(team)
    assert await team.count("clients", "name = 'Шниперсон'") == 1, "sent again, they are somebody new"


async def _taken_in(team: House, person: Person, text: str, name: str) -> None:
    shown = await sent(team, person, text, name)
    await team.press(person, "✅ Добавить", shown)
    await worked_off(team)


async def test_a_client_is_handed_everything_that_is_kept_about_them(team: House, olga: Person) -> None:
    await team.write(team.people["Anna"], "/new Чужаков, +7 912 000-00-77")
    await data_of(team, olga, "Шниперсон", "📄 Всё о клиенте")
    document = olga.last()["document"]
    assert document["file_name"].endswith(".zip")
    with ZipFile(io.BytesIO(team.sandbox.telegram.files.known(document["file_id"]).data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    rows = {
        name: [json.loads(line) for line in data.decode().splitlines()]
        for name, data in files.items()
        if name.endswith(".jsonl")
    }
    assert [row["name"] for row in rows["clients.jsonl"]] == ["Шниперсон Герда"]
    assert {row["text"] for row in rows["notes.jsonl"]} >= {"любит кактусы"}
    assert [row["outcome"] for row in rows["contacts.jsonl"]] == ["won", "lost"]
    assert rows["contacts.jsonl"][0]["happened_at"].endswith("Z")
    assert files["client.xlsx"].startswith(b"PK")
    assert "client.xlsx" in files["README.txt"].decode()
    assert not [name for name, data in files.items() if "Чужаков".encode() in data or b"9120000077" in data]
