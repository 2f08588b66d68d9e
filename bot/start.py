"""Coming in: a newcomer creates a team, or joins one by an invitation."""

import re

from aiogram.types import InlineKeyboardMarkup

from bot.buttons import Go, Screen, SetCurrency, SetZone
from bot.commands import for_member
from bot.i18n import _, language, speaking
from bot.keyboards import Row, button, in_columns, keyboard, menu
from bot.label import is_label
from bot.routes import Routes
from bot.texts import base as base_texts
from bot.texts import house as texts
from bot.texts.format import city, usual_currency, zone_name
from bot.visit import Answer, Method, Question, Visit
from sales.cities import ZONES
from sales.hours import USUAL_ZONES, guess_zone, known_zones
from sales.people import Role, Team
from sales.text import fold, one_line, too_long
from storage import door, people, rules, teams

routes = Routes()
_CITY = re.compile(r"^(?:г\.|город\b|city of\b)\s*", re.IGNORECASE)
TEAM_NAME_LIMIT = 60
CURRENCIES = ("RUB", "KZT", "BYN", "UZS", "AMD", "GEL", "KGS", "AED", "USD", "EUR", "GBP", "TRY")
_TOKEN = re.compile(r"(?:^|[?&]start=|\s)([A-Za-z0-9_-]{22})(?:$|\s|&)")


@routes.command("start", allow=None)
def start(visit: Visit, argument: str = "") -> Answer:
    if argument and (_TOKEN.search(argument) or visit.member is None):
        return join(visit, argument)
    if visit.member is not None:
        told = texts.back_again(visit.book.team, visit.person.name) + "\n\n" + texts.first_steps()
        return [visit.say(told, menu()), for_member(visit.chat_id, visit.member)]
    return visit.say(texts.welcome_newcomer(), _two_doors())


def _two_doors() -> InlineKeyboardMarkup:
    return keyboard(
        [button(_("🏢 Create a team"), Go(to=Screen.CREATE_TEAM))],
        [button(_("✉️ I have an invitation"), Go(to=Screen.INVITED))],
    )


@routes.screen(Screen.INVITED, allow=None)
def ask_token(visit: Visit, _argument: str = "") -> Answer:
    visit.ask(Question.TOKEN)
    return visit.show(texts.invited_how(), _two_doors() if visit.member is None else None)


@routes.question(Question.TOKEN, allow=None)
def join(visit: Visit, text: str, _about: str = "") -> Answer:
    """Take a place in the team. The invitation's own row decides how many get in."""
    token = _TOKEN.search(text)
    if token and door.is_shut(visit.tx, visit.person, visit.now):
        return visit.say(texts.too_many_links())
    joined = token and teams.accept(visit.tx, visit.person, token.group(1), visit.now)
    if not joined:
        if token:
            door.tried_in_vain(visit.tx, visit.person, visit.now)
        visit.ask(Question.TOKEN)
        return visit.say(texts.invitation_invalid())
    caller = people.meet(visit.tx, visit.person.telegram_id, visit.person.name, language(), visit.now)
    team, newly = joined
    assert caller.member is not None
    if not newly:
        return [visit.say(texts.in_already(team), menu()), for_member(visit.chat_id, caller.member)]
    told = visit.say(texts.ready(team, caller.member.role), menu())
    commands = for_member(visit.chat_id, caller.member)
    return [told, commands, *_tell_inviters(visit, team, caller.member.role)]


def _tell_inviters(visit: Visit, team: Team, role: Role) -> list[Method]:
    """Whoever made the invitation is told who came in by it; so a leaked link is noticed."""
    told = []
    for telegram_id, spoken in teams.leaders(visit.tx, team.id):
        with speaking(spoken):
            call = visit.say(texts.joined(visit.person.name, role))
        call.chat_id = telegram_id
        told.append(call)
    return [*told]


# ---------------------------------------------------------------- a new team


@routes.screen(Screen.CREATE_TEAM, allow=None)
def ask_team_name(visit: Visit, _argument: str = "") -> Answer:
    visit.ask(Question.TEAM_NAME)
    return visit.show(texts.name_the_team())


@routes.question(Question.TEAM_NAME, allow=None)
def found_team(visit: Visit, text: str, _about: str) -> Answer:
    """The team exists as soon as it has a name; what was guessed is confirmed next."""
    name = one_line(text, TEAM_NAME_LIMIT)
    problem = _unfit(text, name)
    if problem:
        visit.ask(Question.TEAM_NAME)
        return visit.say(problem)
    zone = guess_zone(language())
    team, _member = teams.found(visit.tx, visit.person, name, zone, usual_currency(zone), visit.now)
    visit.ask(Question.ZONE)
    right = button(_("✅ Right"), SetZone(zone=zone, sure=True))
    other = button(_("🌍 Another"), Go(to=Screen.ZONES))
    return visit.say(texts.confirm_zone(team, visit.now), keyboard([right, other]))


def _unfit(text: str, name: str) -> str:
    if is_label(name):
        return base_texts.no_name_of_that_kind()
    if too_long(text, TEAM_NAME_LIMIT):
        return base_texts.name_too_long(TEAM_NAME_LIMIT)
    return "" if any(c.isalnum() for c in name) else texts.team_name_needed()


@routes.screen(Screen.ZONES, allow=Role.OWNER)
def ask_zone(visit: Visit, _argument: str = "", problem: str = "") -> Answer:
    visit.ask(Question.ZONE)
    buttons = [button(zone_name(zone, visit.now), SetZone(zone=zone)) for zone in USUAL_ZONES]
    return visit.show(problem or texts.choose_zone(), keyboard(*in_columns(buttons, 2)))


@routes.question(Question.ZONE, allow=Role.OWNER)
def take_zone(visit: Visit, text: str, _about: str) -> Answer:
    zone = zone_of_city(text)
    if zone is None:
        return ask_zone(visit, problem=texts.zone_not_found(one_line(text, 60)))
    return _change_zone(visit, zone)


def _plain(city: str) -> str:
    return fold(city).replace(" ", "_").replace("-", "_")


def zone_of_city(text: str) -> str | None:
    """The zone whose city or IANA name was typed, in either language."""
    wanted = _plain(_CITY.sub("", one_line(text, 60)))
    known = {_plain(name): zone for name, zone in ZONES.items()}
    if wanted in known:
        return known[wanted]
    for zone in sorted(known_zones()):
        names = (zone, zone.rpartition("/")[2], city(zone, "ru"), city(zone, "en"))
        if wanted in {_plain(name) for name in names}:
            return zone
    return None


@routes.press(SetZone, allow=Role.OWNER)
def set_zone(visit: Visit, press: SetZone) -> Answer:
    if press.zone not in known_zones():
        return ask_zone(visit)
    return _keep_zone(visit, press.zone) if press.sure else _change_zone(visit, press.zone)


def _change_zone(visit: Visit, zone: str) -> Answer:
    """Every hour of the team is meant by its clock: it is changed on purpose."""
    if zone == visit.book.team.zone:
        return _keep_zone(visit, zone)
    yes = [button(_("✅ Change"), SetZone(zone=zone, sure=True))]
    no = [button(_("← Back"), Go(to=Screen.ZONES))]
    return visit.show(texts.sure_of_zone(visit.book.team.zone, zone, visit.now), keyboard(yes, no))


def _keep_zone(visit: Visit, zone: str) -> Answer:
    visit.opened = rules.set_zone(visit.book, zone)
    currency = usual_currency(zone)
    rows: list[Row] = [
        [
            button(_("✅ Right"), SetCurrency(currency=currency, sure=True)),
            button(_("💱 Another"), Go(to=Screen.CURRENCIES)),
        ]
    ]
    return visit.show(texts.confirm_currency(currency), keyboard(*rows))


@routes.screen(Screen.CURRENCIES, allow=Role.OWNER)
def ask_currency(visit: Visit, _argument: str = "") -> Answer:
    buttons = [button(currency, SetCurrency(currency=currency)) for currency in CURRENCIES]
    return visit.show(texts.choose_currency(), keyboard(*in_columns(buttons, 3)))


@routes.press(SetCurrency, allow=Role.OWNER)
def set_currency(visit: Visit, press: SetCurrency) -> Answer:
    """Once money is recorded, its currency stays: a changed sign would make every sum a lie."""
    before = visit.book.team.currency
    if press.currency not in {*CURRENCIES, usual_currency(visit.book.team.zone)}:
        return ask_currency(visit)
    if press.currency != before and not press.sure and not teams.currency_stays(visit.book):
        yes = [button(_("✅ Change"), press.model_copy(update={"sure": True}))]
        no = [button(_("← Back"), Go(to=Screen.CURRENCIES))]
        return visit.show(texts.sure_of_currency(before, press.currency), keyboard(yes, no))
    if not teams.set_currency(visit.book, press.currency):
        visit.toast = _("Sums are recorded already: the currency stays.")
        visit.alert = True
        return None
    done = visit.show(texts.confirm_currency(press.currency).rstrip("?") + " ✅")
    return [
        done,
        visit.say(texts.ready(visit.book.team, Role.OWNER), menu()),
        for_member(visit.chat_id, visit.book.me),
    ]
