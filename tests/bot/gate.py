"""Everyone who may stand before a door, tried at each one: who gets in, what the others are told."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.i18n import speaking
from bot.texts import house as texts
from sales.people import Role, at_least
from sandbox.chats import Chat
from sandbox.message import Message
from sandbox.people import Person
from sandbox.pressing import Press
from tests.bot.world import Ear, World, dump, furnish, sql
from tests.house import House, join

with speaking("ru"):
    STRANGER, GROUP_ONLY, STALE = texts.stranger(), texts.group_only(), texts.stale()
    NOT_FOR_ROLE = {role: texts.not_for_role(role) for role in Role}
REFUSALS = {STRANGER, *NOT_FOR_ROLE.values(), GROUP_ONLY, STALE}
BROKEN = "пошло не так"
# Whom the first team knows as what. Zoya is the owner of another team; Pavel was put out; Yegor is nobody.
HERE = {"Anna": Role.MANAGER, "Boris": Role.HEAD, "Olga": Role.OWNER, "Zoya": Role.OWNER}
CAST = ("Yegor", "Pavel", "Zoya", "Anna", "Boris", "Olga")
Act = Callable[[Person], Press | Message]


@dataclass(frozen=True)
class Door:
    """What somebody does to come in, and the least role that may; `bound`: it leads nowhere for another team."""

    what: str
    least: Role | None
    act: Act
    bound: bool


@dataclass
class Gate:
    """Collects what was wrong, so that one run shows all of it."""

    house: House
    world: World
    ears: dict[str, Ear]
    wrong: list[str] = field(default_factory=list)
    group: Chat | None = None

    async def try_private(self, what: str, least: Role | None, act: Act, *, bound: bool) -> None:
        door = Door(what, least, act, bound)
        await self.turn_away([door])
        await self.let_in(door)

    async def turn_away(self, doors: Sequence[Door]) -> None:
        """Whom they may not let in, at each of them; several presses at once, since nothing comes of any."""
        out = {name: [door for door in doors if self.told(name, door)] for name in CAST}
        before = await self.house.app.store.run(dump)
        answers = await self._all_do({name: [door.act for door in out[name]] for name in CAST})
        for name, shown in answers.items():
            told = [self.told(name, door) for door in out[name]]
            if shown != told:
                whats = [door.what for door in out[name]]
                self.wrong.append(f"{whats}: {name} should be told {told}, was shown {shown}")
        if before != await self.house.app.store.run(dump):
            self.wrong.append(f"{[door.what for door in doors]}: somebody of {out} has changed something")

    async def let_in(self, door: Door) -> None:
        """Whom it may, all at one moment."""
        away = REFUSALS if door.least else REFUSALS - {STRANGER}  # an open door may tell a stranger so
        for name, shown in (await self._each_does(self._welcome(door), door.act)).items():
            if not shown or away & {*shown} or any(BROKEN in text for text in shown):
                self.wrong.append(f"{door.what}: {name} should get in, was shown {shown}")

    def _welcome(self, door: Door) -> list[str]:
        return [name for name in CAST if not self.told(name, door)]

    @staticmethod
    def told(name: str, door: Door) -> str:
        """The sentence that turns them away, or nothing where they may come in."""
        role = HERE.get(name)
        if door.least is not None and role is None:
            return STRANGER
        if door.least is not None and role is not None and not at_least(role, door.least):
            return NOT_FOR_ROLE[door.least]
        return STALE if door.bound and name == "Zoya" else ""

    async def try_group(self, what: str, act: Act, told: str) -> None:
        """In a group nobody gets in, whoever they are."""
        before = await self.house.app.store.run(dump)
        answers = await self._each_does(CAST, act)
        presses = any(ear.pressed for ear in self.ears.values())
        # What is said in a group is said to all of them.
        expected = [told] * (1 if presses else len(CAST)) if told else []
        self.wrong += [
            f"{what} in a group: {name} was shown {shown}"
            for name, shown in answers.items()
            if shown != expected
        ]
        if before != await self.house.app.store.run(dump):
            self.wrong.append(f"{what} in a group: something has changed")

    async def _each_does(self, names: Sequence[str], act: Act) -> dict[str, list[str]]:
        return await self._all_do({name: [act] for name in names})

    async def _all_do(self, acts: Mapping[str, Sequence[Act]]) -> dict[str, list[str]]:
        """What each is shown for theirs: messages new and changed, and the toasts of presses in their order."""
        for ear in self.ears.values():
            ear.take()
            ear.pressed.clear()
        for name, own in acts.items():
            done = [act(self.house.people[name]) for act in own]
            self.ears[name].pressed += [one for one in done if isinstance(one, Press)]
        await self.house.settled()
        return {name: self.ears[name].take() + self._toasts(name) for name in acts}

    def _toasts(self, name: str) -> list[str]:
        answers = [press.answer for press in self.ears[name].pressed]
        return [str(answer["text"]) for answer in answers if answer and answer.get("text")]

    async def clear_the_table(self) -> None:
        """A last message that shows nothing of what comes next, said past the bot."""
        for name in CAST:
            said = {"chat_id": self.house.people[name].id, "text": "…"}
            await self.house.app.telegram.call("sendMessage", json.dumps(said))

    async def gather(self, *, admin: bool = False) -> Chat:
        """A new group of no team, of all of them with the bot, in which the bot has said something."""
        telegram, people = self.house.sandbox.telegram, self.house.people
        group = telegram.group("Отдел", [people[name] for name in CAST], by=people["Yegor"])
        if admin:
            telegram.change_bot(group, people["Olga"], "administrator")
        people["Olga"].write("/help", group)
        await self.house.settled()
        return group


async def open_gate(house: House) -> Gate:
    """The `team`, with Pavel put out of it and Yegor at the door."""
    world = await furnish(house)
    house.person("Yegor")
    await join(house, house.person("Pavel"), world.token)
    pavel = house.people["Pavel"].id
    put_out = "UPDATE members SET suspended_at = 1 WHERE person_id ="
    await sql(house, f"{put_out} (SELECT id FROM people WHERE telegram_id = {pavel})")
    for name in CAST:
        house.people[name].write("/nosuchcommand")  # so that each has a chat, and a message in it
    await house.settled()
    return Gate(house, world, {name: Ear(house.people[name]) for name in CAST})
