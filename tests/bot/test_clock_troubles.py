"""What happens to clocks: hours and days without power, leaps back and forth, two at work, another zone."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot import app
from sales.dates import When
from sales.recontact import Promise
from storage import agenda, recontacts, rules
from storage.book import Book
from storage.store import Store, open_store
from storage.tx import Tx
from tests.bot.played import START, SUMMARIES, Life, Played, add_client, found, reminded
from tests.house import open_house

MOSCOW = ZoneInfo("Europe/Moscow")
HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)


def moscow(day: str, hour: str = "00:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=MOSCOW).astimezone(UTC)


@pytest.fixture
async def life(store: Store) -> Life:
    """Three teams, on Wednesday the 1st of December 2027, a little after nine in Moscow."""
    await store.run(lambda tx: found(tx, START))
    made = Life(store)
    await made.tick()
    return made


async def promised(life: Life, *moments: When, team: int = 1, member: int = 1) -> list[int]:
    def work(tx: Tx) -> list[int]:
        book = agenda.book_of(tx, team, member, life.clock.now())
        return [
            recontacts.promise(book, add_client(book, f"Клиент {number}"), Promise(when=when))
            for number, when in enumerate(moments)
        ]

    return await life.store.run(work)


async def held(life: Life, kind: str = "morning", team: int = 1) -> dict[str, str]:
    rows = await life.store.run(lambda tx: tx.all(SUMMARIES))
    return {row.day: row.state for row in rows if (row.team_id, row.kind) == (team, kind)}


def told(life: Life, kind: str, team: int = 1) -> list[str]:
    """What the team's summaries said of themselves."""
    return [
        one.text.split(kind)[1].strip(' "}') for one in life.sent if one.chat == team and kind in one.text
    ]


async def wake(life: Life, moment: datetime) -> None:
    life.clock.shown = moment
    await life.tick()
    await life.post()


async def test_three_days_without_power_lose_no_reminder(life: Life) -> None:
    due = await promised(
        life,
        *(When(date(2027, 12, day), time(hour)) for day in (2, 3, 6) for hour in (10, 14)),
        When(date(2027, 12, 2)),
    )
    await wake(life, moscow("2027-12-05", "13:00"))  # on Sunday
    assert not life.sent
    await wake(life, moscow("2027-12-06", "11:00"))
    assert await reminded(life) == Counter(due) - Counter([due[5]])
    assert len({one.letter for one in life.sent if one.chat == 100}) == 1, "one list of all of them"
    await life.live(moscow("2027-12-07"), HOUR)
    assert await reminded(life) == Counter(due)


async def test_summaries_too_late_are_skipped_and_that_is_said(life: Life) -> None:
    await wake(life, moscow("2027-12-06", "11:00"))
    assert await held(life) == {"2027-12-02": "skipped", "2027-12-03": "skipped", "2027-12-06": "sent"}
    assert told(life, "morning") == ["late [2027-12-02 2027-12-03]"]
    assert told(life, "week") == ["late []"]
    await wake(life, moscow("2027-12-07", "13:40"))
    assert told(life, "morning") == ["late [2027-12-02 2027-12-03]"], "half a day has gone"
    await wake(life, moscow("2027-12-08", "09:00"))
    assert told(life, "morning")[-1] == "timely [2027-12-07]"


async def test_a_clock_that_leaps_back_repeats_nothing(life: Life) -> None:
    due = await promised(life, When(date(2027, 12, 2), time(9, 30)))
    await wake(life, moscow("2027-12-02", "09:30"))
    await wake(life, moscow("2027-12-02", "04:00"))
    await life.live(moscow("2027-12-02", "17:00"), QUARTER)
    assert await reminded(life) == Counter(due)
    assert told(life, "morning") == ["late []"]


async def test_a_clock_that_leaps_forth_and_back_repeats_nothing_and_says_what_it_skipped(life: Life) -> None:
    due = await promised(life, When(date(2027, 12, 2), time(11)), When(date(2027, 12, 3), time(11)))
    await wake(life, moscow("2027-12-02", "20:00"))
    await wake(life, moscow("2027-12-02", "08:00"))
    await life.live(moscow("2027-12-03", "17:00"), QUARTER)
    assert await reminded(life) == Counter(due)
    assert told(life, "morning") == ["timely [2027-12-02]"]


async def test_two_at_work_remind_once_and_in_one_list(life: Life, database_url: str) -> None:
    due = [
        one
        for team in (1, 2, 3)
        for member in range(1, 5)
        for one in await promised(
            life, *[When(date(2027, 12, 8))] * 30, team=team, member=(team - 1) * 4 + member
        )
    ]
    other = Life(await open_store(database_url), Played(shown=moscow("2027-12-08", "17:00")))
    life.clock.shown = other.clock.shown
    try:
        for _hour in range(24):
            await asyncio.gather(life.tick(), other.tick())
            await life.post()
            life.clock.shown += HOUR
            other.clock.shown += HOUR
    finally:
        await other.store.close()
    letters = Counter(one.chat for one in life.sent if one.chat >= 100)
    assert set(letters.values()) == {1}, "a list for each of the twelve"
    assert Counter(row.recontact_id for row in await life.store.run(lambda tx: tx.all(GIVEN))) == Counter(due)
    assert max(Counter((one.chat, one.text) for one in life.sent).values()) == 1


GIVEN = text("SELECT recontact_id FROM reminded")


async def move(life: Life, zone: str, team: int = 1) -> None:
    def work(tx: Tx) -> Book:
        return rules.set_zone(agenda.book_of(tx, team, 1, life.clock.now()), zone)

    await life.store.run(work)


async def test_a_promise_keeps_its_hour_in_another_zone(life: Life) -> None:
    [timed, whole_day] = due = await promised(
        life, When(date(2027, 12, 8), time(15)), When(date(2027, 12, 8))
    )
    await move(life, "Asia/Vladivostok")
    await life.live(datetime(2027, 12, 10, tzinfo=UTC), QUARTER)
    rows = await life.store.run(lambda tx: tx.all(text("SELECT id, due_at FROM recontacts ORDER BY id")))
    vladivostok = ZoneInfo("Asia/Vladivostok")
    walls = {row.id: datetime.fromtimestamp(row.due_at, vladivostok).isoformat()[:16] for row in rows}
    assert walls == {timed: "2027-12-08T15:00", whole_day: "2027-12-08T10:00"}
    assert await reminded(life, {1: "Asia/Vladivostok"}) == Counter(due)
    mornings = [one.at for one in life.sent if one.chat == 1 and "morning" in one.text]
    assert {moment.astimezone(vladivostok).hour for moment in mornings} == {9}
    assert {*(await held(life)).values()} == {"sent"}


async def test_who_was_reminded_before_the_move_is_not_reminded_again(life: Life) -> None:
    due = await promised(life, When(date(2027, 12, 2), time(10)))
    await wake(life, moscow("2027-12-02", "10:00"))
    await move(life, "America/New_York")
    await life.live(moscow("2027-12-04"), QUARTER)
    assert await reminded(life, {1: "Europe/Moscow"}) == Counter(due)
    assert len(told(life, "morning")) == 2, "one for each day of the wall"


async def keep(life: Life, **changes: time) -> None:
    def work(tx: Tx) -> Book:
        book = agenda.book_of(tx, 1, 1, life.clock.now())
        return rules.keep(book, replace(book.team.rules, **changes))

    await life.store.run(work)


async def test_a_morning_moved_before_now_still_comes_today_and_once(life: Life) -> None:
    await keep(life, morning=time(11))
    await wake(life, moscow("2027-12-01", "11:00"))
    await wake(life, moscow("2027-12-02", "10:00"))
    assert told(life, "morning") == ["timely []"]
    await keep(life, morning=time(9, 30))
    await wake(life, moscow("2027-12-02", "10:05"))
    assert told(life, "morning") == ["timely []", "late []"]
    await keep(life, morning=time(12))
    await life.live(moscow("2027-12-03", "09:00"), QUARTER)
    assert told(life, "morning") == ["timely []", "late []"]


async def test_the_29th_of_february_and_a_date_in_two_years_come_on_their_day(life: Life) -> None:
    due = await promised(life, When(date(2028, 2, 29)), When(date(2029, 12, 3)))
    await wake(life, moscow("2028-02-29", "09:59"))
    assert not await reminded(life)
    await wake(life, moscow("2028-02-29", "10:00"))
    assert await reminded(life) == Counter(due[:1])
    await wake(life, moscow("2029-12-03", "09:59"))
    assert await reminded(life) == Counter(due[:1])
    await wake(life, moscow("2029-12-03", "10:00"))
    assert await reminded(life) == Counter(due)


async def test_a_team_from_before_the_clock_is_given_its_times(life: Life) -> None:
    await life.store.run(
        lambda tx: tx.run(text("UPDATE teams SET next_morning_at = NULL, next_week_at = NULL"))
    )
    await life.live(moscow("2027-12-02", "09:00"), QUARTER)
    assert told(life, "morning") == ["timely []"]


async def test_a_clock_put_back_does_not_send_the_tick_to_sleep(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "TICK", timedelta(seconds=0.05))
    async with open_house(database_url) as house:
        [job] = house.app._scheduler.get_jobs()
        job.modify(next_run_time=house.clock.now() + timedelta(hours=5))
        async with asyncio.timeout(5):
            while job.next_run_time > house.clock.now() + HOUR:  # noqa: ASYNC110 - the scheduler's state
                await asyncio.sleep(0.01)
