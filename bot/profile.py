"""The team's profile of a client, set by its owner: facts and numbers, added, hidden and shown again."""

from bot.buttons import AddCriterion, Go, HideCriterion, Screen
from bot.i18n import _
from bot.keyboards import LABEL_LIMIT, Row, button, keyboard
from bot.label import says_label
from bot.routes import Routes
from bot.texts import base as base_texts
from bot.texts import stops as texts
from bot.texts.format import short
from bot.visit import Answer, Question, Visit
from sales.people import Role
from sales.stops import Kind, read_criterion
from sales.text import one_line, too_long
from storage import criteria

routes = Routes()
NAME_LIMIT = 80
MOST = 12


@routes.screen(Screen.PROFILE, allow=Role.OWNER)
def show_profile(visit: Visit, _argument: str = "") -> Answer:
    profile = criteria.profile(visit.book)
    rows: list[Row] = [
        [
            button(
                short(("🙈 " if one.hidden else "👁 ") + one.name, LABEL_LIMIT),
                HideCriterion(criterion=one.id, hide=not one.hidden),
            )
        ]
        for one in profile
    ]
    if len(profile) < MOST:
        rows.append(
            [
                button(_("➕ Yes or no"), AddCriterion(kind=Kind.FACT)),
                button(_("➕ A number"), AddCriterion(kind=Kind.NUMBER)),
            ]
        )
    return visit.show(texts.profile(profile), keyboard(*rows, [button(_("← Back"), Go(to=Screen.STOPS))]))


@routes.press(AddCriterion, allow=Role.OWNER)
def ask_criterion(visit: Visit, press: AddCriterion) -> Answer:
    return _ask(visit, press.kind)


def _ask(visit: Visit, kind: Kind, problem: str = "") -> Answer:
    visit.ask(Question.PROFILE, kind.value)
    asked = texts.type_criterion(kind)
    back = [button(_("← Back"), Go(to=Screen.PROFILE))]
    return visit.show(f"{problem}\n\n{asked}" if problem else asked, keyboard(back))


@routes.question(Question.PROFILE, allow=Role.OWNER)
def take_criterion(visit: Visit, text: str, about: str) -> Answer:
    kind = Kind(about)
    if too_long(text, NAME_LIMIT):
        return _ask(visit, kind, base_texts.name_too_long(NAME_LIMIT))
    name, least = read_criterion(one_line(text, NAME_LIMIT), kind)
    if says_label(visit, name):
        return _ask(visit, kind, base_texts.no_name_of_that_kind())
    if not any(c.isalnum() for c in name):
        return _ask(visit, kind)
    if len(criteria.profile(visit.book)) < MOST:
        criteria.add(visit.book, name, kind, least)
    return show_profile(visit)


@routes.press(HideCriterion, allow=Role.OWNER)
def hide(visit: Visit, press: HideCriterion) -> Answer:
    criteria.hide(visit.book, press.criterion, hidden=press.hide)
    return show_profile(visit)
