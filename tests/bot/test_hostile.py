"""Whatever people do, at random and with intent: every press and message is answered, and no rule is broken."""

import logging
import os
import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
import structlog

from bot.buttons import Edit
from bot.visit import Question
from sandbox.people import Person
from storage import talks
from storage.tx import Tx
from tests.bot.examples import QUESTIONS
from tests.bot.hostile import Hostile, oddities
from tests.bot.hostile_words import TEXTS
from tests.bot.invariants import broken
from tests.bot.world import World, furnish, sql
from tests.house import House

TYPED_FIELDS = (Edit.Field.NAME, Edit.Field.PHONE)  # besides the note
SEED = int(os.environ.get("HOSTILE_SEED", "20"))


async def gathered(house: House, language: str, seed: int) -> list[Hostile]:
    """A manager, a head, an owner, another team's owner and a stranger, all of them hostile."""
    house.person("Yegor", language)
    tokens: list[str] = []
    await sql(house, f"UPDATE people SET language = '{language}'")
    crowd = []
    for name in ("Anna", "Boris", "Olga", "Zoya", "Yegor"):
        house.people[name].start()
        crowd.append(Hostile(house.people[name], random.Random(f"{seed} {language} {name}"), tokens))
    await house.settled()
    return crowd


async def live(house: House, crowd: list[Hostile], steps: int) -> None:
    """Each does one thing, all at one moment, and then nothing may be owed to anyone."""
    for turn in range(steps // len(crowd)):
        for hostile in crowd:
            hostile.act()
        await house.settled()
        complaints = [told for hostile in crowd if (told := hostile.complaint())]
        did = [f"{hostile.person.first_name} {hostile.did}" for hostile in crowd]
        assert not complaints, f"turn {turn}: {complaints}; all of them: {did}"
        assert not house.sandbox.telegram.violations, f"turn {turn}: {did}"
        if turn % 20 == 19:
            house.clock.advance(timedelta(hours=4))


def abouts(world: World) -> Iterator[tuple[Question, str]]:
    """Every question with what it is about; those that end a person's stay in the team come last."""
    for question, typed in reversed(QUESTIONS.items()):
        yield question, typed.about(world)
        if question is Question.EDIT:
            yield from ((question, f"{world.other} {field.value}") for field in TYPED_FIELDS)


async def typed(house: House, people: list[Person], asked: tuple[Question, str], texts: list[str]) -> None:
    """Each of the people types one of the texts in answer to the same question."""
    ids = {row.telegram_id: row.id for row in await house.rows("SELECT id, telegram_id FROM people")}

    def ask(tx: Tx) -> None:
        for person in people:
            talks.ask(tx, ids[person.id], asked[0].value, asked[1], house.clock.now())

    await house.app.store.run(ask)
    said = [person.write(text) for person, text in zip(people, texts, strict=False)]
    await house.settled()
    for person, message in zip(people, said, strict=False):
        assert person.last().id > message.id, f"{asked}: silence to {message.text[:50]!r}"
        assert not oddities(person.last()), asked


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_anything_typed_is_an_answer_to_any_question(team: House) -> None:
    world = await furnish(team)
    people = [team.people[name] for name in ("Anna", "Boris", "Olga")]
    for asked in abouts(world):
        for start in range(0, len(TEXTS), len(people)):
            await typed(team, people, asked, [*TEXTS[start : start + len(people)]])
        aside = await team.rows("SELECT error FROM inbox WHERE state = 'failed'")
        assert [*map(str, aside)] == [], asked
    assert await broken(team) == []


@pytest.mark.parametrize(
    ("database_url", "language", "steps"),
    [("sqlite", "ru", 1000), ("sqlite", "en", 1000), ("postgresql", "ru", 300)],
    indirect=["database_url"],
)
async def test_a_hostile_crowd_is_answered_and_breaks_nothing(
    team: House, language: str, steps: int, caplog: pytest.LogCaptureFixture
) -> None:
    print(f"HOSTILE_SEED={SEED}")
    crowd = await gathered(team, language, SEED)
    with structlog.testing.capture_logs() as lines:
        await live(team, crowd, steps)
    counts = {name: await team.count(name) for name in ("contacts", "clients", "notes", "members", "teams")}
    print(counts)
    assert counts["contacts"] > steps / 250, "they got nowhere"
    aside = await team.rows("SELECT error FROM inbox WHERE state = 'failed'")
    refused = await team.rows("SELECT method, error FROM outbox WHERE state = 'failed'")
    assert [*map(str, aside)] == []
    assert [str(row) for row in refused if not row.error.startswith("403")] == []
    assert [line for line in lines if line["log_level"] in {"error", "critical"}] == []
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert await broken(team) == []
