"""Rita, who writes nothing, and is reminded of the same clients again and again; each time once."""

import asyncio
import random
import time

from tests.bot.letters import repeats, told
from tests.bot.replicas import Replicas
from tests.house import create_team, newest_with, text_of

CLIENTS = 3
FAR = 2**40
ALWAYS_AT_WORK = (
    "UPDATE teams SET weekdays = '1234567', opens_at = 0, closes_at = 1439,"
    f" next_morning_at = {FAR}, next_week_at = {FAR}"
)
DUE = (
    "UPDATE recontacts SET remind_at = {now} WHERE responsible_id = {member} AND state = 'open'"
    " AND (remind_at IS NULL OR remind_at > {now})"
)


class Rita:
    def __init__(self, replicas: Replicas) -> None:
        self.replicas = replicas
        self.person = replicas.person("Rita")
        self.due = 0
        self.member = 0

    async def begin(self) -> None:
        """Her team is her own, and is at work by day and night."""
        await create_team(self.replicas, self.person, "Лютик")
        for number in range(CLIENTS):
            await self.replicas.write(self.person, f"/new Рита{'абвгд'[number]}, +7 911 000-00-0{number}")
            await self.replicas.press(self.person, "📵 Не дозвонился")
            message = newest_with(self.person, "Через")
            await self.replicas.press(self.person, text_of(message, "Через"), message)
        await self.replicas.change(ALWAYS_AT_WORK)
        [(self.member,)] = await self.replicas.rows(
            "SELECT members.id FROM members JOIN people ON people.id = members.person_id"
            f" WHERE people.telegram_id = {self.person.id}"
        )

    async def is_reminded(self, enough: asyncio.Event, chance: random.Random) -> None:
        while not enough.is_set():
            self.due += await self.replicas.change(DUE.format(now=int(time.time()), member=self.member))
            await asyncio.sleep(chance.uniform(0.2, 0.8))

    async def settled(self) -> None:
        async with asyncio.timeout(30):
            while await self.replicas.count("recontacts", f"remind_at <= {int(time.time()) + 1}"):  # noqa: ASYNC110 - another process's state
                await asyncio.sleep(0.02)

    async def was_reminded_once_of_each(self) -> None:
        of_hers = f"reminder_id IN (SELECT id FROM reminders WHERE member_id = {self.member})"
        assert await self.replicas.count("reminded", of_hers) == self.due
        reminders = await self.replicas.count("reminders", f"member_id = {self.member}")
        texts = told(self.replicas, self.person.id)
        assert len(texts) == reminders, f"{len(texts)} messages of {reminders} reminders"
        repeats(self.replicas, self.person.id)
