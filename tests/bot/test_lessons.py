"""Help in the flow of work: the first contact, refusal and return are explained once, and /help goes by role."""

from tests.bot.test_remind import go_by
from tests.house import House


async def test_each_is_explained_once_and_one_at_a_time(team: House) -> None:
    anna = team.people["Anna"]
    told = []
    for outcome, *more in (
        ("❌ Отказ", "Нет денег", "Через"),
        ("❌ Отказ", "Нет денег", "Через"),
        ("➡️ Следующий шаг", "Завтра"),
        ("➡️ Следующий шаг", "Завтра"),
        ("❌ Отказ", "Нет денег", "Через"),
    ):
        if not told:
            await team.write(anna, "/new Иванов +79120000001")
        else:
            await go_by(team, days=1)
            await team.write(anna, "Иванов")
            await team.press(anna, "➕ Контакт")
        for button in (outcome, *more):
            await team.press(anna, button)
        told.append(next((line for line in anna.last().text.split("\n") if line.startswith("💡")), ""))
    assert [line.partition(":")[0] for line in told] == [
        "💡 Так хранится каждый контакт",
        "💡 Отказ – это не конец",
        "💡 Вы вернулись к клиенту",
        "",
        "",
    ]


async def test_in_english_and_to_each_person_anew(team: House) -> None:
    boris = team.people["Boris"]
    await team.write(boris, "/language")
    await team.press(boris, "English")
    await team.write(boris, "/new Smith +79120000001")
    await team.press(boris, "➡️ Next step")
    assert "So is every contact kept" in (await team.press(boris, "Tomorrow")).text


async def test_help_tells_each_what_they_may_do(team: House) -> None:
    heard = {name: (await team.write(team.people[name], "/help")).text for name in ("Anna", "Boris", "Olga")}
    assert "Руководителю" not in heard["Anna"]
    assert "Владельцу" not in heard["Boris"]
    assert "/review" in heard["Boris"]
    assert "роли и доступ" in heard["Olga"]


async def test_a_rule_says_what_it_is_by_default(team: House) -> None:
    boris = team.people["Boris"]
    for rule, usual in (
        ("Рабочие дни", "пн – пт"),
        ("Попытки", "5 попыток"),
        ("Новые клиенты", "“спросил"),
    ):
        await team.write(boris, "⚙️ Ещё")
        await team.press(boris, "🕘 Правила")
        asked = await team.press(boris, rule)
        assert "По умолчанию: " in asked.text
        assert usual.strip("“") in asked.text.partition("По умолчанию: ")[2]
