"""Merging two clients loses nothing, and taking them apart gives back what there was."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.check import complaints
from sales.clients import Introduction, Reach
from sales.contacts import Draft, Outcome
from sales.errors import AnothersClient, StaysOne
from sales.losses import Reason
from sales.recontact import Promise
from sales.vocabulary import List
from storage import (
    clients,
    contacts,
    history,
    merges,
    merging,
    newcomers,
    notes,
    reasons,
    recommendations,
    recontacts,
    search,
    stops,
    tags,
    tasks,
    unmerging,
    vocabulary,
)
from storage.book import Book
from storage.contacts import Origin
from storage.errors import NotFound
from storage.references import REFERENCES
from storage.schema import metadata
from tests.world import World

MANY = 500
GIVEN = Reach.GIVEN
# What a merge is written down in, and what is merely searched by.
ASIDE = {"audit", "merges"}


def everything(book: Book) -> dict[str, list[str]]:
    """Every row of the team, in whatever order."""
    return {
        table.name: sorted(
            str(tuple(row)) for row in book.tx.all(select(table).where(table.c.team_id == book.team.id))
        )
        for table in metadata.sorted_tables
        if "team_id" in table.c and table.name not in ASIDE
    }


def live(book: Book, client: int, number: int, first: int) -> None:
    """So many contacts of every kind, day after day."""
    catalogue = reasons.catalogue(book)
    outcomes = [Outcome.NEXT_STEP, Outcome.LOST, Outcome.NO_ANSWER, Outcome.WON, Outcome.NEXT_STEP]
    for count in range(number):
        outcome = outcomes[count % len(outcomes)]
        draft = Draft(
            client,
            outcome,
            amount=100 * (count + 1) if outcome is Outcome.WON else None,
            reason=catalogue[Reason.NO_MONEY] if outcome is Outcome.LOST else None,
            promise=Promise(days=7),
        )
        contacts.record(book, draft, Origin(book.me.id, first + count))


@pytest.fixture
async def twins(world: World) -> tuple[int, int]:
    """Two clients of Anna's who are one, with much behind them."""

    def furnish(book: Book) -> tuple[int, int]:
        mine = clients.add(book, Introduction("Иванов Пётр", "", ("+79160000001",), "p@roma.example"), GIVEN)
        other = clients.add(
            book,
            Introduction("Иванов П.", "ООО Ромашка", ("+79160000002",), "ivanov@roma.example", "p_ivanov"),
            GIVEN,
        )
        clients.change(book, other, "source", "ad")
        return mine, other

    found = await world.run(furnish, "Anna")
    await world.run(lambda book: live(book, found[0], 7, 0), "Anna")
    world.now += timedelta(days=3)
    await world.run(lambda book: live(book, found[1], 4, 100), "Anna")
    return found


async def sound(world: World) -> bool:
    """Whether all that is kept by counting is what the contacts add up to."""
    return [line async for line in complaints(world.store)] == []


async def test_nothing_is_lost_and_taking_apart_restores_everything(
    world: World, twins: tuple[int, int]
) -> None:
    winner, loser = twins

    def dress(book: Book) -> None:
        for client in twins:
            notes.add(book, client, f"заметка о {client}")
            tasks.assign(book, client, book.me.id, "перезвонить", book.today)
        both = vocabulary.add(book, List.TAGS, "Сеть")
        tags.toggle(book, winner, both)
        tags.toggle(book, loser, both)
        tags.toggle(book, loser, vocabulary.add(book, List.TAGS, "Опт"))

    await world.run(dress, "Boris")
    before = await world.run(everything, "Anna")
    number = await world.run(lambda book: merging.merge(book, winner, loser), "Anna")
    during = await world.run(everything, "Anna")
    for table in ("contacts", "recontacts", "notes", "tasks", "phones"):
        assert len(during[table]) == len(before[table]), table
    assert len(during["clients"]) == len(before["clients"]) - 1
    assert await sound(world)
    await world.run(lambda book: unmerging.unmerge(book, number), "Anna")
    after = await world.run(everything, "Anna")
    for table in before:
        assert after[table] == before[table], table
    assert await sound(world)


async def test_five_hundred_contacts_each_stay_to_the_last_one(world: World) -> None:
    def furnish(book: Book) -> tuple[int, int]:
        pair = [clients.add(book, Introduction(name), GIVEN) for name in ("Иванов", "Ивонов")]
        for place, client in enumerate(pair):
            live(book, client, MANY, 10_000 * place)
        return pair[0], pair[1]

    winner, loser = await world.run(furnish, "Anna")
    before = await world.run(everything, "Anna")
    number = await world.run(lambda book: merging.merge(book, winner, loser), "Anna")

    def count(book: Book) -> list[int]:
        rows = book.tx.all(select(metadata.tables["contacts"].c.client_id))
        return [sum(row.client_id == client for row in rows) for client in (winner, loser)]

    assert await world.run(count, "Anna") == [2 * MANY, 0]
    assert await sound(world)
    await world.run(lambda book: unmerging.unmerge(book, number), "Anna")
    assert await world.run(count, "Anna") == [MANY, MANY]
    assert await world.run(everything, "Anna") == before
    assert await sound(world)


async def test_the_earlier_date_stands_and_the_other_comes_back(world: World, twins: tuple[int, int]) -> None:
    winner, loser = twins

    def dates(book: Book) -> list[Any]:
        return [clients.find(book, client).next_contact_at for client in twins]

    before = await world.run(dates, "Anna")
    number = await world.run(lambda book: merging.merge(book, winner, loser), "Anna")
    due = await world.run(lambda book: clients.find(book, winner).next_contact_at, "Anna")
    assert due == before[0] < before[1], "what was promised three days ago comes first"
    await world.run(lambda book: unmerging.unmerge(book, number), "Anna")
    assert await world.run(dates, "Anna") == before


async def test_what_comes_after_the_merge_stays_with_the_winner(world: World, twins: tuple[int, int]) -> None:
    winner, loser = twins
    number = await world.run(lambda book: merging.merge(book, winner, loser), "Anna")
    world.now += timedelta(days=1)
    sold = await world.record(winner, Outcome.WON, amount=500, by="Anna")
    await world.run(lambda book: unmerging.unmerge(book, number), "Anna")

    def whose(book: Book) -> int:
        return history.read(book, sold).client_id

    assert await world.run(whose, "Anna") == winner
    for client in twins:
        assert await world.run(lambda book, c=client: recontacts.open_of(book, c), "Anna") is not None
    assert await sound(world)


async def test_they_are_found_by_what_they_were_called(world: World, twins: tuple[int, int]) -> None:
    winner, loser = twins
    await world.run(lambda book: merging.merge(book, winner, loser), "Anna")

    def look(book: Book) -> None:
        for query in ("ромашка", "0000002", "0000001", "p_ivanov", "ivanov@roma"):
            assert [line.id for line in search.search(book, query).lines] == [winner], query
        assert clients.known(book, Introduction("?", email="ivanov@roma.example")) == winner
        assert clients.known(book, Introduction("?", phones=("+79160000002",))) == winner
        assert merges.survivor(book, loser) == winner
        client = clients.find(book, winner)
        assert client.name == "Иванов Пётр"
        assert client.company == "ООО Ромашка", "what the winner lacks is taken over"
        assert client.email == "p@roma.example", "and what it has stays"
        assert client.source == "ad"

    await world.run(look, "Anna")


async def test_a_third_one_merged_later_is_taken_apart_first(world: World, twins: tuple[int, int]) -> None:
    winner, loser = twins
    third = await world.client("Иванов Пётр Ильич", "+79160000003", by="Anna")
    before = await world.run(everything, "Anna")
    first = await world.run(lambda book: merging.merge(book, winner, loser), "Anna")
    second = await world.run(lambda book: merging.merge(book, third, winner), "Anna")
    assert await world.run(lambda book: merges.survivor(book, loser), "Anna") == third
    assert await sound(world)
    with pytest.raises(StaysOne):
        await world.run(lambda book: unmerging.unmerge(book, first), "Anna")
    for number in (second, first):
        await world.run(lambda book, number=number: unmerging.unmerge(book, number), "Anna")
        assert await sound(world)
    assert await world.run(everything, "Anna") == before


async def test_who_recommended_whom_survives(world: World, twins: tuple[int, int]) -> None:
    winner, loser = twins
    sold = await world.record(winner, Outcome.WON, amount=500, by="Anna")
    given = await world.run(lambda book: recommendations.give(book, sold, Introduction("Орлов")), "Anna")
    friend = given.client
    asked = await world.record(loser, Outcome.WON, amount=500, by="Anna")
    # The loser named the winner: together they would have named themselves.
    await world.run(
        lambda book: recommendations.give(book, asked, Introduction("?", phones=("+79160000001",))), "Anna"
    )
    before = await world.run(everything, "Anna")
    number = await world.run(lambda book: merging.merge(book, winner, loser), "Anna")
    assert [line.id for line in await world.run(lambda b: recommendations.whom(b, winner), "Anna")] == [
        friend
    ]
    await world.run(lambda book: unmerging.unmerge(book, number), "Anna")
    assert (await world.run(everything, "Anna"))["recommendations"] == before["recommendations"]


async def test_whoever_is_one_with_somebody_alive_is_come_back_to(
    world: World, twins: tuple[int, int]
) -> None:
    winner, loser = twins
    lost = await world.record(winner, Outcome.LOST, reason=Reason.NO_MONEY, by="Anna")

    def give_up(book: Book) -> None:
        stop = stops.affirm(book, lost)
        stops.ask(book, stop)
        stops.approve(book, stop)

    await world.run(give_up, "Boris")
    number = await world.run(lambda book: merging.merge(book, winner, loser), "Anna")
    assert await world.run(lambda book: recontacts.open_of(book, winner), "Anna") is not None
    assert await sound(world)
    await world.run(lambda book: unmerging.unmerge(book, number), "Anna")
    assert await world.run(lambda book: recontacts.open_of(book, winner), "Anna") is None
    assert await world.run(lambda book: recontacts.open_of(book, loser), "Anna") is not None
    assert await sound(world)


async def test_a_colleagues_client_goes_by_a_heads_hand_alone(world: World, twins: tuple[int, int]) -> None:
    winner, _loser = twins
    colleagues = await world.client("Иванов", "+79160000009", by="Boris")
    with pytest.raises(AnothersClient):
        await world.run(lambda book: merging.merge(book, winner, colleagues), "Anna")
    await world.run(lambda book: merging.merge(book, colleagues, winner), "Anna")


async def test_after_a_week_they_stay_one(world: World, twins: tuple[int, int]) -> None:
    number = await world.run(lambda book: merging.merge(book, *twins), "Anna")
    world.now += timedelta(days=7)
    with pytest.raises(StaysOne):
        await world.run(lambda book: unmerging.unmerge(book, number), "Anna")


async def test_nobody_is_merged_with_themselves_or_nobody(world: World, twins: tuple[int, int]) -> None:
    for pair in ((twins[0], twins[0]), (twins[0], 10**9), (10**9, twins[0])):
        with pytest.raises(NotFound):
            await world.run(lambda book, pair=pair: merging.merge(book, *pair), "Anna")


def test_whatever_refers_to_a_client_goes_over() -> None:
    """A new table that names a client is to be moved by a merge, and said here if it is not."""
    aside = {"search_words.client_id", "lent.client_id"}
    referring = {
        f"{table.name}.{key.parent.name}"
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "clients" and key.column.name == "id"
    }
    assert referring - aside == {reference.name for reference in REFERENCES}


async def test_what_is_kept_to_take_them_apart_is_plain_json(world: World, twins: tuple[int, int]) -> None:
    number = await world.run(lambda book: merging.merge(book, *twins), "Anna")
    kept: dict[str, Any] = await world.run(lambda book: merges.kept_of(book, number), "Anna")
    assert json.loads(json.dumps(kept)) == kept
    assert await world.run(lambda book: newcomers.is_untouched(book, twins[0]), "Anna") is False


async def test_a_deal_whose_number_another_got_meanwhile_comes_back_under_its_own(
    world: World, twins: tuple[int, int]
) -> None:
    """SQLite gives a number away again once its row is gone."""
    winner, loser = twins
    await world.record(winner, Outcome.NEXT_STEP, by="Anna")
    talk = await world.record(loser, Outcome.NEXT_STEP, by="Anna")
    number = await world.run(lambda book: merging.merge(book, winner, loser), "Anna")
    await world.record(winner, Outcome.WON, amount=500, by="Anna")
    sale = await world.record(winner, Outcome.WON, amount=700, by="Anna")
    await world.run(lambda book: unmerging.unmerge(book, number), "Anna")
    deals = dict(await world.rows(f"SELECT id, deal_id FROM contacts WHERE id IN ({talk}, {sale})"))
    assert deals[talk] != deals[sale]
    assert await world.count("deals", f"client_id = {loser} AND state = 'open'") == 1
    assert await sound(world)
