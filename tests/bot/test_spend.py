"""What the sources cost: written down by the head, and the price of a lead let go."""

from tests.bot.world import sql
from tests.house import House, buttons


async def test_a_head_writes_down_what_a_source_costs_and_takes_it_back(team: House) -> None:
    boris = team.people["Boris"]
    await team.write(boris, "⚙️ Ещё")
    await team.press(boris, "💰 Расходы")
    await team.press(boris, "Реклама")
    assert "Реклама" in boris.last()["text"]
    told = await team.write(boris, "45 тыс")
    assert "Всего 45\u202f000\u202f₽" in told["text"]
    assert "Реклама: 45\u202f000\u202f₽" in buttons(told)
    await team.press(boris, "Реклама: 45")
    assert "Реклама" in buttons(await team.write(boris, "0"))
    assert await team.count("spend") == 0


async def test_what_is_no_sum_is_asked_again(team: House) -> None:
    boris = team.people["Boris"]
    await team.write(boris, "⚙️ Ещё")
    await team.press(boris, "💰 Расходы")
    await team.press(boris, "Сайт")
    await team.write(boris, "много")
    assert "Сайт: 300\u202f₽" in buttons(await team.write(boris, "300"))


async def test_each_month_has_its_own(team: House) -> None:
    boris = team.people["Boris"]
    await team.write(boris, "⚙️ Ещё")
    await team.press(boris, "💰 Расходы")
    await team.press(boris, "Сайт")
    await team.write(boris, "300")
    assert not any("300" in text for text in buttons(await team.press(boris, "←")))
    assert "Сайт: 300\u202f₽" in buttons(await team.press(boris, "→"))


async def test_the_leads_let_go_have_their_price_in_the_week(team: House) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    await team.write(anna, "/new Безымянный")
    await team.press(anna, "не дал")
    await sql(team, "UPDATE clients SET source = 'ad'")
    await sql(team, "UPDATE leads SET source = 'ad'")
    await team.write(boris, "⚙️ Ещё")
    await team.press(boris, "💰 Расходы")
    await team.press(boris, "Реклама")
    await team.write(boris, "30000")
    assert "Те, с кем нельзя связаться, стоили" in (await team.write(boris, "/report"))["text"]


async def test_a_manager_sees_no_spending(team: House) -> None:
    assert "💰 Расходы" not in buttons(await team.write(team.people["Anna"], "⚙️ Ещё"))
