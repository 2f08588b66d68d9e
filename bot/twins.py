"""Clients who look like one: said when it is noticed, merged when a person says so, taken apart within a week."""

from bot.buttons import Card, Edit, Merge, Unmerge
from bot.card import show_card
from bot.i18n import _
from bot.keyboards import Row, button, client_button, keyboard
from bot.routes import Routes
from bot.texts import twins as texts
from bot.texts.format import short
from bot.visit import Answer, Method, Question, Visit
from sales.text import one_line
from storage import clients, lookalikes, merges, merging, unmerging
from storage import search as pages

routes = Routes()


def notice(visit: Visit, client: int) -> list[Method]:
    """A message about whoever looks like the client just written down or corrected; none as a rule."""
    found = lookalikes.of_client(visit.book, client)
    if not found:
        return []
    rows: list[Row] = [
        [client_button(f"🔗 {one.name}", one.company, Merge(client=one.id, other=client))] for one in found
    ]
    return [visit.say(texts.looks_like(clients.line(visit.book, client)), keyboard(*rows))]


def offer_merge(stays: int, goes: int) -> Row:
    return [button(_("🔗 They are one"), Merge(client=stays, other=goes))]


@routes.press(Merge)
def merge(visit: Visit, press: Merge) -> Answer:
    if not press.other:
        return _ask_whom(visit, press.client)
    if not press.sure:
        return _show_plan(visit, press)
    merging.merge(visit.book, press.client, press.other)
    visit.toast = texts.merged()
    return show_card(visit, press.client)


def _ask_whom(visit: Visit, client: int) -> Method:
    line = clients.line(visit.book, client)
    visit.ask(Question.TWIN, str(client))
    rows: list[Row] = [
        [client_button(f"🔗 {one.name}", one.company, Merge(client=client, other=one.id))]
        for one in lookalikes.of_client(visit.book, client)
    ]
    back = [button(_("← Back"), Edit(client=client, field=Edit.Field.MENU))]
    return visit.show(texts.ask_whom(line), keyboard(*rows, back))


@routes.question(Question.TWIN)
def take_whom(visit: Visit, text: str, about: str) -> Answer:
    client, query = merges.survivor(visit.book, int(about)), one_line(text, 200)
    clients.line(visit.book, client)  # a forged question leads nowhere
    found = [one for one in pages.search(visit.book, query).lines if one.id != client]
    if not found:
        visit.ask(Question.TWIN, str(client))
        back = [button(_("← Back"), Card(client=client))]
        return visit.say(texts.nobody_else(short(query, 100)), keyboard(back))
    rows: list[Row] = [
        [client_button(f"🔗 {one.name}", one.company, Merge(client=client, other=one.id))] for one in found
    ]
    return visit.say(texts.which(), keyboard(*rows, [button(_("← Back"), Card(client=client))]))


def _show_plan(visit: Visit, press: Merge) -> Method:
    """What stays, what goes over, what stands beside it, before anything is done."""
    book = visit.book
    plan = merging.plan(book, press.client, press.other)
    rows: list[Row] = [[button(_("🔗 Merge"), press.model_copy(update={"sure": True}))]]
    if plan.winner.client.responsible == book.me.id or book.me.leads:
        rows.append([button(_("⇄ The other stays"), Merge(client=press.other, other=press.client))])
    rows.append([button(_("No, they are two"), Card(client=press.client))])
    return visit.show(texts.plan(plan, (book.now, book.zone), merges.UNDOABLE), keyboard(*rows))


@routes.press(Unmerge)
def take_apart(visit: Visit, press: Unmerge) -> Answer:
    loser = unmerging.unmerge(visit.book, press.merge)
    visit.toast = texts.taken_apart()
    return show_card(visit, loser)
