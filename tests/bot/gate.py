"""Everyone who may stand before a door, tried at each one: who gets in, what the others are told."""

from collections.abc import Callable
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


@dataclass
class Gate:
    """Collects what was wrong, so that one run shows all of it."""

    house: House
    world: World
    ears: dict[str, Ear]
    wrong: list[str] = field(default_factory=list)
    group: Chat | None = None

    async def try_private(self, what: str, least: Role | None, act: Act, *, bound: bool) -> None:
        told = {name: self.told(name, least, bound=bound) for name in CAST}
        out = [name for name in CAST if told[name]]
        before = await self.house.app.store.run(dump)
        for name, shown in (await self._all_do(out, act)).items():
            if shown != [told[name]]:
                self.wrong.append(f"{what}: {name} should be told {told[name]!r}, was shown {shown}")
        if before != await self.house.app.store.run(dump):
            self.wrong.append(f"{what}: somebody of {out} has changed something")
        away = (
            REFUSALS if least else REFUSALS - {STRANGER}
        )  # who has no team yet may be told so at an open door
        for name, shown in (await self._all_do([name for name in CAST if not told[name]], act)).items():
            if not shown or away & {*shown} or any(BROKEN in text for text in shown):
                self.wrong.append(f"{what}: {name} should get in, was shown {shown}")

    @staticmethod
    def told(name: str, least: Role | None, *, bound: bool) -> str:
        """The sentence that turns them away, or nothing where they may come in."""
        role = HERE.get(name)
        if least is not None and role is None:
            return STRANGER
        if least is not None and role is not None and not at_least(role, least):
            return NOT_FOR_ROLE[least]
        return STALE if bound and name == "Zoya" else ""

    async def try_group(self, what: str, act: Act, told: str) -> None:
        """In a group nobody gets in, whoever they are."""
        before = await self.house.app.store.run(dump)
        answers = await self._all_do(CAST, act)
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

    async def _all_do(self, names: tuple[str, ...] | list[str], act: Act) -> dict[str, list[str]]:
        """What each is shown for it: messages new and changed, and the toast of a press."""
        for ear in self.ears.values():
            ear.take()
            ear.pressed.clear()
        for name in names:
            done = act(self.house.people[name])
            if isinstance(done, Press):
                self.ears[name].pressed.append(done)
        await self.house.settled()
        return {name: self.ears[name].take() + self._toasts(name) for name in names}

    def _toasts(self, name: str) -> list[str]:
        answers = [press.answer for press in self.ears[name].pressed]
        return [str(answer["text"]) for answer in answers if answer and answer.get("text")]

    async def clear_the_table(self) -> None:
        """A last message that shows nothing of what comes next."""
        for name in CAST:
            self.house.people[name].write("/nosuchcommand")
        await self.house.settled()

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
    gate = Gate(house, world, {name: Ear(house.people[name]) for name in CAST})
    await gate.clear_the_table()
    return gate
