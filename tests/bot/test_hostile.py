"""Whatever people do, at random and with intent: every press and message is answered, and no rule is broken."""

import logging
import os
import random
from datetime import timedelta

import pytest
import structlog

from tests.bot.hostile import Hostile
from tests.bot.world import sql
from tests.house import House

SEED = int(os.environ.get("HOSTILE_SEED", "20"))


async def gathered(house: House, language: str, seed: int) -> list[Hostile]:
    """A manager, a head, an owner, another team's owner and a stranger, all of them hostile."""
    house.person("Yegor", language)
    tokens: list[str] = []
    await sql(house, f"UPDATE people SET language = '{language}'")
    crowd = []
    for number, name in enumerate(("Anna", "Boris", "Olga", "Zoya", "Yegor")):
        house.people[name].start()
        crowd.append(Hostile(house.people[name], random.Random(seed * 100 + number), tokens))
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
    aside = await team.rows("SELECT error FROM inbox WHERE state = 'failed'")
    refused = await team.rows("SELECT method, error FROM outbox WHERE state = 'failed'")
    assert [*map(str, aside)] == []
    assert [str(row) for row in refused if not row.error.startswith("403")] == []
    assert [line for line in lines if line["log_level"] in {"error", "critical"}] == []
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
