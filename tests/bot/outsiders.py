"""Those who have no business in Olga's team, and everything they are ever shown."""

from collections.abc import Iterator
from itertools import islice

from sandbox.people import Person
from tests.bot.world import Ear, World, leaks
from tests.house import House


class Outsiders:
    """Zoya, the owner of another team with one client, and Yegor, of none; all that the two are shown."""

    def __init__(self, house: House, world: World) -> None:
        self.house, self.world = house, world
        self.people = [house.people["Zoya"], house.person("Yegor")]
        self.ears: dict[int, Ear] = {}

    async def come(self) -> None:
        await self.house.write(self.people[0], "/new Фомина, +7 916 555-07-07")
        await self.house.write(self.people[1], "/help")
        self.ears = {person.id: Ear(person) for person in self.people}

    async def press_all(self, forged: Iterator[str]) -> None:
        while batch := [*islice(forged, 40)]:
            for person in self.people:
                message = person.messages()[-1]
                # A stranger is turned away before any id is looked at: some of all that is enough.
                for data in batch if person is self.people[0] else batch[::8]:
                    self.ears[person.id].forge(data, message if message["from"]["is_bot"] else None)
            await self.house.settled()
            for person in self.people:  # a message that may be edited, whatever became of the former
                person.write("/nosuchcommand")
            await self.house.settled()

    def leaked(self, person: Person, typed: str = "") -> list[str]:
        return [secret for told in self.ears[person.id].everything() for secret in leaks(told, typed)]

    @property
    def anything(self) -> list[str]:
        return [secret for person in self.people for secret in self.leaked(person)]


async def quiet(house: House) -> bool:
    """Nothing was set aside: a forged button is no fault of ours."""
    return not await house.rows("SELECT error FROM inbox WHERE state = 'failed'")
