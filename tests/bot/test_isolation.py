"""One team sees nothing of another, whatever its people press, type or open."""

import secrets
from datetime import timedelta

import pytest

from sales.people import Role
from storage import teams
from storage.schema import metadata
from storage.tx import Tx
from tests.bot.forgeries import drafts_with, every_kind, odd_ones
from tests.bot.gate import STALE, STRANGER
from tests.bot.outsiders import Outsiders, quiet
from tests.bot.world import Ear, World, book_of, dump_of_first_team, furnish, sql
from tests.house import House

SEARCHES = (
    "Кузнецов", "кузн", "Аркадий", "Ландыш", "ландыш ооо", "9165550123", "0123", "+7 916 555-01-23",
    "8 (916) 555 01 23", "info@landysh.example", "arkady_k", "@arkady_k", "рыбалку", "Соболева", "Маяк", "а",
    "ку", "%", "_", "*", "' OR 1=1 --", "\\", "Подсолнух", "Ольга", "Anna",
)  # fmt: skip


@pytest.fixture
async def outsiders(team: House) -> Outsiders:
    came = Outsiders(team, await furnish(team))
    await came.come()
    return came


async def rows_of_first_team(house: House) -> dict[str, list[object]]:
    return await house.app.store.run(dump_of_first_team)


def ids_of_first_team(tx: Tx) -> list[int]:
    """Every id of every table."""
    found = {
        row.id
        for table in metadata.sorted_tables
        if {"id", "team_id"} <= {*table.columns.keys()} and table.name != "people"
        for row in tx.all(table.select().where(table.c.team_id == 1))
    }
    return [*sorted(found)]


async def test_no_button_with_another_teams_id_shows_or_changes_anything(outsiders: Outsiders) -> None:
    house, world = outsiders.house, outsiders.world
    ids = await house.app.store.run(ids_of_first_team)
    own = (await house.rows("SELECT max(id) FROM clients"))[0][0]
    before = await rows_of_first_team(house)
    await outsiders.press_all(every_kind([world.client, own, *ids]))
    await outsiders.press_all(drafts_with(own, world.client, world.reason, world.note, world.lost))
    assert outsiders.anything == []
    assert await rows_of_first_team(house) == before
    assert await quiet(house)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_junk_in_a_button_shows_or_breaks_anything(outsiders: Outsiders) -> None:
    before = await rows_of_first_team(outsiders.house)
    await outsiders.press_all(odd_ones())
    assert outsiders.anything == []
    assert await rows_of_first_team(outsiders.house) == before
    assert await quiet(outsiders.house)


async def test_junk_pressed_by_a_member_breaks_nothing_either(team: House) -> None:
    """Whoever is let in reaches the handlers themselves."""
    olga = Outsiders(team, await furnish(team))
    olga.people = [team.people["Olga"]]
    await team.write(olga.people[0], "/help")
    olga.ears = {olga.people[0].id: Ear(olga.people[0])}
    await olga.press_all(odd_ones())
    assert await quiet(team)


async def test_anothers_client_is_not_there(outsiders: Outsiders) -> None:
    house, zoya = outsiders.house, outsiders.people[0]
    for data in (
        f"c:{outsiders.world.client}:0",
        f"b:{outsiders.world.client}",
        f"s:s:{outsiders.world.lost}",
    ):
        assert await house.forge(zoya, data) == STALE
        assert await house.forge(outsiders.people[1], data) == STRANGER


async def test_a_search_finds_only_the_own(outsiders: Outsiders) -> None:
    zoya, stranger = outsiders.people
    for query in SEARCHES:
        for text in (query, f"/find {query}"):
            ear = outsiders.ears[zoya.id]
            ear.take()
            zoya.write(text)
            stranger.write(text)
            await outsiders.house.settled()
            assert outsiders.leaked(zoya, query) == []
            assert stranger.last().text in {STRANGER, zoya.last().text}


async def test_a_list_shows_only_the_own(outsiders: Outsiders) -> None:
    zoya = outsiders.people[0]
    for text in (
        "➕ Контакт",
        "🔔 Сегодня",
        "🔎 Клиенты",
        "📊 Сводки",
        "/team",
        "/undo",
        "/start",
        "/settings",
    ):
        await outsiders.house.write(zoya, text)
    assert outsiders.anything == []


async def test_a_phone_that_another_team_knows_is_new_here(outsiders: Outsiders) -> None:
    house, zoya = outsiders.house, outsiders.people[0]
    before = await rows_of_first_team(house)
    await house.write(zoya, "/new Белова, +7 916 555-01-23")
    zoya.send_contact({"phone_number": "+74955550199", "first_name": "Лена"})
    await house.settled()
    typed = "+7 916 555-01-23 555-01-99"
    assert outsiders.leaked(zoya, typed) == []
    assert await house.count("clients", "team_id <> 1") == 3
    assert await rows_of_first_team(house) == before


async def test_a_dead_invitation_tells_nothing_of_its_team(outsiders: Outsiders) -> None:
    house, (zoya, stranger) = outsiders.house, outsiders.people
    tokens = await _dead_tokens(house, outsiders.world)
    before = await rows_of_first_team(house)
    told = set()
    for token in (*tokens, secrets.token_urlsafe(16), "x" * 64, "x", "-" * 22):
        for person in (zoya, stranger):
            person.start(token)
        await house.settled()
        told.add(stranger.last().text if len(token) == 22 else "")
    assert len(told - {""}) == 1, "a dead invitation must not be told from one that never was"
    assert outsiders.anything == []
    assert await rows_of_first_team(house) == before
    assert await house.count("members", "team_id = 1") == 3


async def _dead_tokens(house: House, world: World) -> list[str]:
    """Of Olga's team: one revoked, one used up, one expired."""

    def make(tx: Tx) -> list[str]:
        olga = book_of(tx, house, "Olga")
        return [teams.invite(olga, Role.MANAGER, 1, timedelta(days=1)) for _ in range(2)]

    used_up, expired = await house.app.store.run(make)
    newest = "(SELECT max(id) FROM invitations)"
    await sql(house, f"UPDATE invitations SET expires_at = 1 WHERE id = {newest}")
    await sql(house, f"UPDATE invitations SET uses_left = 0 WHERE id = {newest} - 1")
    await sql(house, f"UPDATE invitations SET revoked_at = 1 WHERE id = {world.invitation}")
    return [world.token, used_up, expired]


async def test_an_error_tells_nothing_of_another_team(
    outsiders: Outsiders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("Кузнецов Аркадий, ООО Ландыш")

    monkeypatch.setattr("bot.search.pages.search", fails)
    zoya = outsiders.people[0]
    told = await outsiders.house.write(zoya, "что-нибудь")
    assert "код" in told.text
    assert outsiders.anything == []
