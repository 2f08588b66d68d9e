"""Who may do what: every button, screen, command, key and question, tried by everyone, everywhere."""

from aiogram.filters.callback_data import CallbackData

from bot import buttons, dispatch
from bot import draft as drafts
from bot.buttons import KINDS, Go, LinkGroup
from bot.dispatch import MENU_KEYS, routes
from bot.routes import Route
from bot.visit import Question
from sales.contacts import Draft
from sales.people import Role
from sandbox.message import Message
from sandbox.people import Person
from sandbox.pressing import Press
from storage import talks
from tests.bot.examples import COMMANDS, MENU, OTHERS, PRESSES, QUESTIONS, SCREENS, Presses
from tests.bot.gate import CAST, GROUP_ONLY, Act, Door, Gate, open_gate
from tests.bot.world import World, book_of
from tests.house import House


def packed(example: CallbackData | Draft) -> str:
    return drafts.pack(example) if isinstance(example, Draft) else example.pack()


def pressing(data: str) -> Act:
    def press(person: Person) -> Press:
        return person.press_forged(person.last(), data)

    return press


def writing(text: str) -> Act:
    return lambda person: person.write(text)


TOLD = "звонил, дорого"


def what_was_told(person: Person) -> Message:
    return next(one for one in person.messages() if one.text == TOLD)


# ---------------------------------------------------------------- the tables are whole


def test_every_kind_of_button_has_an_example() -> None:
    classes = {
        kind
        for kind in vars(buttons).values()
        if isinstance(kind, type) and issubclass(kind, CallbackData) and kind is not CallbackData
    }
    assert classes == set(KINDS), "a kind of button is missing in bot.buttons.KINDS"
    assert {kind.__prefix__ for kind in KINDS} | {drafts.PREFIX} == PRESSES.keys()
    assert routes.presses.keys() == PRESSES.keys()


def test_every_other_door_has_an_example() -> None:
    assert routes.screens.keys() == SCREENS.keys() == set(buttons.Screen)
    assert routes.commands.keys() == COMMANDS.keys()
    assert routes.menu.keys() == MENU.keys()
    assert routes.questions.keys() == QUESTIONS.keys() == set(Question)
    assert {name for name, door in vars(dispatch).items() if isinstance(door, Route)} == OTHERS.keys()


def test_the_tables_allow_whom_the_examples_allow() -> None:
    assert {prefix: route.allow for prefix, route in routes.presses.items()} == {
        prefix: presses.least for prefix, presses in PRESSES.items()
    }
    assert {screen: route.allow for screen, route in routes.screens.items()} == SCREENS


# ---------------------------------------------------------------- everyone at every door


def doors_of(presses: Presses, world: World) -> list[Door]:
    return [
        Door(repr(example), presses.least, pressing(packed(example)), presses.bound)
        for example in presses.examples(world)
    ]


async def test_a_button_turns_away_whom_it_must(team: House) -> None:
    gate = await open_gate(team)
    group = await gate.gather()
    for presses in PRESSES.values():
        await gate.turn_away(doors_of(presses, gate.world))
        example = presses.examples(gate.world)[0]
        if isinstance(example, LinkGroup):  # it works in a group alone: see test_group
            continue
        data = packed(example)
        await gate.try_group(repr(example), lambda p, d=data: p.press_forged(p.last(group), d), GROUP_ONLY)
    assert "\n".join(gate.wrong) == ""


async def test_a_button_lets_in_whom_it_may(team: House) -> None:
    gate = await open_gate(team)
    for presses in PRESSES.values():
        for door in doors_of(presses, gate.world):
            await gate.clear_the_table()
            await gate.let_in(door)
    assert "\n".join(gate.wrong) == ""


async def test_a_screen_lets_in_whom_it_may(team: House) -> None:
    gate = await open_gate(team)
    group = await gate.gather()
    for screen, least in SCREENS.items():
        data = Go(to=screen).pack()
        await gate.clear_the_table()
        await gate.try_private(screen.name, least, pressing(data), bound=False)
        await gate.try_group(screen.name, lambda p, d=data: p.press_forged(p.last(group), d), GROUP_ONLY)
    assert "\n".join(gate.wrong) == ""


async def test_a_command_lets_in_whom_it_may(team: House) -> None:
    gate = await open_gate(team)
    for name, (least, argument) in COMMANDS.items():
        text = f"/{name} {argument}".strip()
        await gate.try_private(text, least, writing(text), bound=False)
        if name == "start":  # in a group it links it to a team: see test_group
            continue
        group = await gate.gather()
        await gate.try_group(text, lambda p, t=text, g=group: p.write(t, g), GROUP_ONLY)
    assert "\n".join(gate.wrong) == ""


async def test_a_key_of_the_menu_lets_in_whom_it_may(team: House) -> None:
    gate = await open_gate(team)
    group = await gate.gather(admin=True)
    least = {id(routes.menu[key]): allowed for key, allowed in MENU.items()}
    for key, route in MENU_KEYS.items():
        await gate.try_private(key, least[id(route)], writing(key), bound=False)
        await gate.try_group(key, lambda p, k=key: p.write(k, group), "")
    assert "\n".join(gate.wrong) == ""


async def test_an_answer_is_taken_from_whom_it_may(team: House) -> None:
    gate = await open_gate(team)
    group = await gate.gather(admin=True)
    for question, typed in QUESTIONS.items():
        await _ask_everyone(gate, question, typed.about(gate.world))
        await gate.try_group(question, lambda p, t=typed.text: p.write(t, group), "")
        await gate.try_private(question, typed.least, writing(typed.text), bound=typed.bound)
    assert "\n".join(gate.wrong) == ""


async def _ask_everyone(gate: Gate, question: Question, about: str) -> None:
    house = gate.house
    ids = {row.telegram_id: row.id for row in await house.rows("SELECT id, telegram_id FROM people")}
    for name in CAST:
        person = ids[house.people[name].id]
        await house.app.store.run(
            lambda tx, person=person: talks.ask(tx, person, question.value, about, house.clock.now())
        )


async def test_the_doors_without_a_table_let_in_whom_they_may(team: House) -> None:
    gate = await open_gate(team)
    shared = {"phone_number": "+79165550304", "first_name": "Сидоров"}
    acts: dict[str, Act] = {
        "_SHARED": lambda person: person.send_contact(shared),
        "_UNREAD": lambda person: person.send_file("a.bin", b"0"),
        "_WORDS": writing("какие-то слова"),
        "_FILE": lambda person: person.send_file(
            "smith.vcf", b"BEGIN:VCARD\nFN:Smith\nTEL:+79165550305\nEND:VCARD"
        ),
        "_EDITED": lambda person: person.edit(what_was_told(person), "звонил, дорого, перезвонить завтра"),
        "_UNKNOWN": writing("/nosuchcommand"),
    }
    for name in CAST:
        team.people[name].write(TOLD)
    await team.settled()
    for door, least in OTHERS.items():
        await gate.try_private(door, least, acts[door], bound=False)
    assert "\n".join(gate.wrong) == ""


async def test_a_member_put_out_is_a_stranger_at_once(team: House) -> None:
    gate = await open_gate(team)
    told = Gate.told("Pavel", Door("a search", Role.MANAGER, writing("Кузнецов"), bound=False))
    assert (await team.write(team.people["Pavel"], "Кузнецов")).text == told
    assert (await team.write(team.people["Pavel"], f"/start {gate.world.token}")).text != told
    assert await team.count("members", "suspended_at IS NOT NULL") == 1
    role = await team.app.store.run(lambda tx: book_of(tx, team, "Anna").me.role)
    assert role is Role.MANAGER
