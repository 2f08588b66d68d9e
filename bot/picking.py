"""A selection of one member's clients goes over to another: picked by taps, found by typing."""

from bot.buttons import GivePicked, Person, Pick
from bot.draft import base36, read36
from bot.i18n import _
from bot.keyboards import LABEL_LIMIT, Row, button, client_button, in_columns, keyboard
from bot.routes import Routes
from bot.staff import MOST_LISTED, tell
from bot.texts import staff as texts
from bot.texts.format import short
from bot.visit import Answer, Method, Question, Visit
from sales.people import Role
from sales.text import one_line
from storage import clients, leaves, merges, staff, teams
from storage import search as pages
from storage.clients import Line

routes = Routes()
MOST = 100


def _picked(visit: Visit, member: int) -> list[int]:
    """What was picked so far stands in the question that is open; with another question it is forgotten."""
    if visit.before is None or visit.before[0] is not Question.PICK:
        return []
    whose, *ids = map(read36, visit.before[1].split(" "))
    return [merges.survivor(visit.book, each) for each in ids] if whose == member else []


def _keep(visit: Visit, member: int, picked: list[int]) -> None:
    visit.ask(Question.PICK, " ".join(map(base36, [member, *dict.fromkeys(picked)])))


@routes.press(Pick, allow=Role.HEAD)
def pick(visit: Visit, press: Pick) -> Answer:
    giver, picked = staff.find(visit.book, press.member), _picked(visit, press.member)
    if press.client in picked:
        picked.remove(press.client)
    elif press.client and len(picked) < MOST:
        if clients.find(visit.book, press.client).responsible != giver.id:
            visit.toast = texts.not_theirs()
        else:
            picked.append(press.client)
    _keep(visit, giver.id, picked)
    lines, more = clients.of_member(visit.book, giver.id, press.after)
    rows = _rows(giver.id, lines, picked, press.after)
    if more:
        rows.append([button(_("Next →"), Pick(member=giver.id, after=lines[-1].id))])
    elif press.after:
        rows.append([button(_("← To the first"), Pick(member=giver.id))])
    return _show(visit, giver, picked, rows)


def _rows(member: int, lines: list[Line], picked: list[int], after: int) -> list[Row]:
    return [
        [
            client_button(
                ("✔️ " if line.id in picked else "") + line.name,
                line.company,
                Pick(member=member, client=line.id, after=after),
            )
        ]
        for line in lines
    ]


def _show(
    visit: Visit, giver: staff.Colleague, picked: list[int], rows: list[Row], *, more: bool = False
) -> Method:
    give = [button(texts.give_picked(len(picked)), GivePicked(member=giver.id))] if picked else []
    back = [button(_("← Back"), Person(member=giver.id))]
    return visit.show(texts.pick(giver, len(picked), more=more), keyboard(*rows, give, back))


@routes.question(Question.PICK, allow=Role.HEAD)
def take_part(visit: Visit, text: str, about: str) -> Answer:
    """Typed: whom of theirs does it find?"""
    member = read36(about.split(" ", maxsplit=1)[0])
    giver, picked = staff.find(visit.book, member), _picked(visit, member)
    found = pages.search_of(visit.book, one_line(text, 200), giver.id)
    _keep(visit, giver.id, picked)
    return _show(visit, giver, picked, _rows(giver.id, found.lines, picked, 0), more=found.more)


@routes.press(GivePicked, allow=Role.HEAD)
def give(visit: Visit, press: GivePicked) -> Answer:
    giver, picked = staff.find(visit.book, press.member), _picked(visit, press.member)
    if not press.taker:
        _keep(visit, giver.id, picked)
        return _choose_taker(visit, giver, len(picked))
    taker = teams.colleague(visit.book, press.taker)
    for client in picked:
        clients.hand_over(visit.book, client, taker.id)
    told = texts.taken_over(len(picked), giver.name, taker.name)
    back = keyboard([button(_("← Back"), Person(member=giver.id))])
    heard = tell(
        visit, staff.find(visit.book, taker.id), texts.taken_over, len(picked), giver.name, taker.name
    )
    return [visit.show(told, back), *(heard if picked else [])]


def _choose_taker(visit: Visit, giver: staff.Colleague, number: int) -> Method:
    absent = leaves.away(visit.book)
    buttons = [
        button(short(one.name, LABEL_LIMIT), GivePicked(member=giver.id, taker=one.id))
        for one in teams.roster(visit.book)[:MOST_LISTED]
        if one.id != giver.id and one.id not in absent
    ]
    back = [button(_("← Back"), Pick(member=giver.id))]
    return visit.show(texts.who_takes_picked(number, giver), keyboard(*in_columns(buttons, 2), back))
