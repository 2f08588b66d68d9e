"""Coming in by a link: who may make one, how many come in by it, and that nobody can read it afterwards."""

import asyncio
from base64 import urlsafe_b64decode
from datetime import timedelta
from pathlib import Path
from secrets import token_urlsafe

import pytest
from sqlalchemy import select

from bot.buttons import Invite
from bot.i18n import speaking
from bot.texts import house as texts
from sales.people import Role
from sandbox.people import Person
from storage import teams
from storage.door import MOST
from storage.schema import metadata
from storage.teams import TOKEN_BYTES
from storage.tx import Tx
from tests.bot.gate import STALE
from tests.bot.world import book_of, sql
from tests.house import House, buttons, create_team, invite, join, open_house

with speaking("ru"):
    INVALID, NOT_FOR_ROLE, TOO_MANY = texts.invitation_invalid(), texts.not_for_role(), texts.too_many_links()
CROWD = 20


async def token_for(house: House, uses: int, role: Role = Role.MANAGER, days: int = 7) -> str:
    def make(tx: Tx) -> str:
        return teams.invite(book_of(tx, house, "Olga"), role, uses, timedelta(days=days))

    return await house.app.store.run(make)


def crowd(house: House) -> list[Person]:
    return [house.person(f"Guest {number}") for number in range(CROWD)]


async def role_of(house: House, person: Person) -> str | None:
    rows = await house.rows(
        "SELECT role FROM members JOIN people ON people.id = person_id "
        f"WHERE telegram_id = {person.id} AND members.team_id = 1"
    )
    return rows[0].role if rows else None


async def uses_left(house: House) -> int:
    return int((await house.rows("SELECT uses_left FROM invitations ORDER BY id DESC LIMIT 1"))[0].uses_left)


# ---------------------------------------------------------------- the token


async def test_a_token_has_128_bits_and_no_two_are_alike(team: House) -> None:
    tokens = [await token_for(team, 1) for _ in range(20)]
    assert len({*tokens}) == 20
    assert {len(urlsafe_b64decode(token + "==")) * 8 for token in tokens} == {128}


async def test_a_token_is_in_no_table_once_its_link_is_shown(team: House) -> None:
    token = await invite(team, team.people["Olga"], "менеджер")
    await join(team, team.person("Galina"), token)
    assert await role_of(team, team.people["Galina"]) == "manager"

    def everything(tx: Tx) -> str:
        return "".join(str([*tx.all(select(table))]) for table in metadata.sorted_tables)

    assert token not in await team.app.store.run(everything)


async def test_a_token_is_nowhere_in_the_file(tmp_path: Path) -> None:
    """Not in freed pages either: secure_delete overwrites them."""
    async with open_house(f"sqlite:///{tmp_path}/kept.db") as house:
        await create_team(house, house.person("Olga"), "Ромашка")
        token = await invite(house, house.people["Olga"], "менеджер")
        await join(house, house.person("Galina"), token)
        assert await role_of(house, house.people["Galina"]) == "manager"
    assert token.encode() not in everything_in(tmp_path)


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


# ---------------------------------------------------------------- how many come in


async def test_of_many_at_one_moment_exactly_one_takes_the_only_place(team: House) -> None:
    token, guests = await token_for(team, 1), crowd(team)
    for guest in guests:
        guest.start(token)
    await team.settled()
    inside = [guest for guest in guests if await role_of(team, guest)]
    assert len(inside) == 1
    assert {guest.last().text for guest in guests if guest not in inside} == {INVALID}
    assert await uses_left(team) == 0


async def test_of_many_at_one_moment_as_many_come_in_as_there_are_places(team: House) -> None:
    token, guests = await token_for(team, 5), crowd(team)
    for guest in guests:
        guest.start(token)
        guest.start(token)  # a second tap takes no second place
    await team.settled()
    assert len([guest for guest in guests if await role_of(team, guest)]) == 5
    assert await uses_left(team) == 0


async def test_transactions_side_by_side_take_one_place_once(team: House) -> None:
    token, guests = await token_for(team, 1), crowd(team)
    for guest in guests:
        guest.start()
    await team.settled()
    rows = await team.rows("SELECT id, telegram_id, name, language FROM people")
    people = [teams.Person(*row) for row in rows if row.name.startswith("Guest")]
    run, now = team.app.store.run, team.clock.now()
    taken = await asyncio.gather(
        *(run(lambda tx, person=person: teams.accept(tx, person, token, now)) for person in people)
    )
    assert len([one for one in taken if one is not None]) == 1


async def test_who_is_in_already_takes_no_place(team: House) -> None:
    token = await token_for(team, 1, Role.HEAD)
    for name in ("Anna", "Olga", "Anna"):
        await join(team, team.people[name], token)
        assert "уже" in team.people[name].last().text
    assert await uses_left(team) == 1
    assert await role_of(team, team.people["Anna"]) == "manager"
    assert await role_of(team, team.people["Olga"]) == "owner"


async def test_who_was_put_out_does_not_come_back_by_a_link(team: House) -> None:
    await sql(team, "UPDATE members SET suspended_at = 1 WHERE role = 'manager'")
    assert (await team.write(team.people["Anna"], f"/start {await token_for(team, 5)}")).text == INVALID
    assert await uses_left(team) == 5


# ---------------------------------------------------------------- until when


@pytest.mark.parametrize(("hours", "comes_in"), [(23, True), (25, False)])
async def test_a_link_ends_when_it_was_said_to(team: House, hours: int, comes_in: bool) -> None:  # noqa: FBT001
    token = await token_for(team, 1, days=1)
    team.clock.advance(timedelta(hours=hours))
    await join(team, team.person("Galina"), token)
    assert (await role_of(team, team.people["Galina"]) is not None) is comes_in


async def test_a_link_revoked_lets_nobody_in(team: House) -> None:
    olga, galina = team.people["Olga"], team.person("Galina")
    token = await invite(team, olga, "менеджер")
    await team.write(olga, "/team")
    await team.press(olga, "🗑")
    await join(team, galina, token)
    assert galina.last().text == INVALID
    assert not [text for text in buttons(olga.last()) if "🗑" in text]


# ---------------------------------------------------------------- how often


async def test_whoever_tries_many_links_waits_an_hour_even_for_a_good_one(team: House) -> None:
    galina, other = team.person("Galina"), team.person("Pyotr")
    good = await token_for(team, 5)
    for _ in range(MOST):
        await join(team, galina, token_urlsafe(TOKEN_BYTES))
        assert galina.last().text == INVALID
    await team.write(galina, "это не ссылка")
    await join(team, galina, good)
    assert galina.last().text == TOO_MANY
    await join(team, other, good)
    assert await role_of(team, other) == "manager", "one person's tries are nobody else's"
    team.clock.advance(timedelta(minutes=59))
    await join(team, galina, good)
    assert await role_of(team, galina) is None
    team.clock.advance(timedelta(minutes=2))
    await join(team, galina, good)
    assert await role_of(team, galina) == "manager"


async def test_a_few_wrong_links_now_and_then_shut_nobody_out(team: House) -> None:
    galina = team.person("Galina")
    for _ in range(2):
        for _ in range(MOST - 1):
            await join(team, galina, token_urlsafe(TOKEN_BYTES))
        team.clock.advance(timedelta(hours=1, minutes=1))
    await join(team, galina, await token_for(team, 1))
    assert await role_of(team, galina) == "manager"


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize("role", [Role.MANAGER, Role.HEAD, Role.OWNER])
async def test_the_role_is_the_one_that_was_chosen(team: House, role: Role) -> None:
    await join(team, team.person("Galina"), await token_for(team, 1, role))
    assert await role_of(team, team.people["Galina"]) == role.value


async def test_a_link_made_by_the_buttons_gives_what_they_said(team: House) -> None:
    token = await invite(team, team.people["Boris"], "руководитель")
    await join(team, team.person("Galina"), token)
    assert await role_of(team, team.people["Galina"]) == "head"


@pytest.mark.parametrize(
    ("name", "role", "more"),
    [
        ("Anna", Role.MANAGER, {}),
        ("Anna", Role.OWNER, {}),
        ("Boris", Role.OWNER, {}),
        ("Olga", Role.MANAGER, {"uses": 10**9}),
        ("Olga", Role.MANAGER, {"uses": 0}),
        ("Olga", Role.MANAGER, {"uses": -1}),
        ("Olga", Role.MANAGER, {"days": 10**6}),
        ("Olga", Role.MANAGER, {"days": -1}),
    ],
)
async def test_nobody_makes_more_than_they_may(
    team: House, name: str, role: Role, more: dict[str, int]
) -> None:
    forged = Invite(role=role, make=True, **more).pack()
    assert await team.forge(team.people[name], forged) == NOT_FOR_ROLE
    assert await team.count("invitations", "uses_left > 0") == 0


async def test_a_role_that_does_not_exist_cannot_be_given(team: House) -> None:
    assert await team.forge(team.people["Olga"], "i:god:1:7:1") == STALE
    assert await team.count("invitations", "uses_left > 0") == 0
