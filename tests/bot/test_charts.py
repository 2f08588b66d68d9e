"""Pictures: what they show, for many weeks, few deals and long names."""

import asyncio
import json
import os
import struct
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot import aside
from bot.charts.conversion import conversion
from bot.charts.managers import MOST, managers
from bot.charts.pareto import pareto
from bot.charts.render import png
from bot.drawing import Studio
from bot.drawings import Drawing, Maker
from bot.i18n import speaking
from sales.contacts import Outcome
from sales.figures import Tally, Week
from sales.losses import Reason

MONDAY = date(2026, 11, 16)


def tally(won: int, lost: int) -> Tally:
    return Tally({Outcome.WON: won, Outcome.LOST: lost})


def weeks(*pairs: tuple[int, int]) -> list[Week]:
    began = MONDAY - timedelta(weeks=len(pairs) - 1)
    return [Week(began + timedelta(weeks=number), tally(*pair)) for number, pair in enumerate(pairs)]


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_a_week_without_a_closed_deal_is_a_gap_and_one_of_few_is_hollow() -> None:
    points = conversion(weeks((5, 15), (0, 0), (1, 1), (9, 30)), "")["data"]["values"]
    assert [point["week"] for point in points] == [0, 2, 3]
    assert [point["run"] for point in points] == [0, 2, 2]
    assert [point["few"] for point in points] == [False, True, False]
    assert points[0]["share"] == 0.25
    assert points[0]["low"] < 0.25 < points[0]["high"]


def test_three_years_are_drawn_four_weeks_by_four() -> None:
    spec = conversion(weeks(*[(1, 3)] * 156), "")
    points = spec["data"]["values"]
    assert len(points) == 39
    assert {point["deals"] for point in points} == {16}


def test_refusals_stand_by_frequency_in_the_colours_of_their_groups() -> None:
    spec = pareto(Tally({Outcome.LOST: 6}, {Reason.NO_MONEY: 1, Reason.NO_TRUST: 5}).pareto(), "")
    rows = spec["data"]["values"]
    assert [row["count"] for row in rows] == [5, 1]
    assert rows[0]["group"] != rows[1]["group"]
    assert "100" in rows[1]["so_far"]


def test_beyond_the_most_the_others_are_one_row() -> None:
    rows = managers({f"Менеджер {number}": tally(1, 1) for number in range(MOST + 5)}, "")["data"]["values"]
    assert len(rows) == MOST + 1


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_picture_is_as_wide_as_a_phone_and_the_same_twice(language: str) -> None:
    with speaking(language):
        specs = [
            conversion(weeks((5, 15), (0, 0), (0, 1)), "Конверсия по неделям"),
            conversion(weeks((0, 1)), "Конверсия"),
            conversion(weeks(*[(1, 3)] * 156), "Конверсия"),
            pareto(Tally({Outcome.LOST: 12}, dict.fromkeys(Reason, 1)).pareto(), "Почему отказали"),
            pareto(Tally({Outcome.LOST: 1}, {Reason.NO_MONEY: 1}).pareto(), "Почему отказали"),
            managers({"Преображенский-Рождественский " * 2: tally(3, 4), "Анна": tally(0, 0)}, "Менеджеры"),
        ]
    for spec in specs:
        picture = png(json.loads(json.dumps(spec)))
        assert size(picture)[0] == 1080
        assert 300 < size(picture)[1] < 4000
        assert len(picture) > 20_000, "it is not blank"
        assert png(spec) == picture


async def test_a_file_that_cannot_be_made_is_none_and_the_next_one_is_made() -> None:
    studio = Studio()
    try:
        broken = Drawing(Maker.CHART, "x.png", {"mark": 7}).to_json()
        assert await studio.draw(broken) is None
        sound = Drawing(
            Maker.SHEET, "x.xlsx", {"sheets": [{"title": "a", "columns": [], "rows": []}]}
        ).to_json()
        made = await studio.draw(sound)
        assert made
        assert (made.file or b"").startswith(b"PK")
        kill_whoever_draws(studio)
        assert await studio.draw(sound)
    finally:
        studio.close()


def kill_whoever_draws(studio: Studio) -> None:
    assert studio._aside._pool is not None
    for process in studio._aside._pool._processes.values():
        process.kill()


LONELY = """
import asyncio, os
from bot.drawing import Studio
from bot.drawings import Drawing, Maker

async def main():
    studio = Studio()
    await studio.draw(Drawing(Maker.SHEET, "x", {"sheets": [{"title": "a", "columns": [], "rows": []}]}).to_json())
    print(*studio._aside._pool._processes, flush=True)
    await asyncio.sleep(60)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_a_killed_bot_leaves_nobody_behind_who_draws(tmp_path: Path) -> None:
    script = tmp_path / "lonely.py"
    script.write_text(LONELY)
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=path) as bot:
        assert bot.stdout is not None
        who = int(bot.stdout.readline())
        bot.kill()
    for _try in range(100):
        if not alive(who):
            return
        time.sleep(0.1)
    raise AssertionError("it is still there")


def alive(process: int) -> bool:
    """Neither gone nor a zombie that nobody has collected."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def test_who_draws_rests_when_there_is_nothing_to_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "IDLE", 0.05)
    studio = Studio()
    sound = Drawing(Maker.SHEET, "x.xlsx", {"sheets": [{"title": "a", "columns": [], "rows": []}]}).to_json()
    assert await studio.draw(sound)
    await asyncio.sleep(0.2)
    assert studio._aside._pool is None


def test_who_draws_loads_nothing_of_the_bot() -> None:
    """A process that is started for a picture imports what `python -m bot` was: four seconds, and 200 MB."""
    asked = "import sys, bot.__main__; print('aiogram' in sys.modules, 'bot.app' in sys.modules)"
    house = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=house, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["False", "False"]
