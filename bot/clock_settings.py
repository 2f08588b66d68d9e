"""The rules of the team's clock, each on a screen of its own: chosen by a tap, or typed."""

from collections.abc import Callable

from aiogram.types import InlineKeyboardButton

from bot import clock_choices as choices
from bot.buttons import Go, OpenRule, Rule, Screen, SetRule
from bot.group import way_in
from bot.i18n import N_, _
from bot.keyboards import Row, button, in_columns, keyboard
from bot.routes import Routes
from bot.texts import base as base_texts
from bot.texts import house as house_texts
from bot.texts import rules as texts
from bot.texts.format import short
from bot.visit import Answer, Question, Visit
from sales.errors import (
    CountryNotFound,
    DateInPast,
    DateNotUnderstood,
    HoursNotUnderstood,
    NumberNotUnderstood,
    TooManyDaysOff,
)
from sales.people import Role
from sales.rules import Rules
from storage import rules as storage

routes = Routes()
NAMES = {
    Rule.DAYS: N_("📅 Days"),
    Rule.HOURS: N_("🕘 Hours"),
    Rule.COUNTRY: N_("🎉 Holidays"),
    Rule.OFF: N_("🏝 Days off"),
    Rule.MORNING: N_("☀️ Morning"),
    Rule.WEEK: N_("📊 The week"),
    Rule.DORMANT: N_("💤 Silence"),
    Rule.OFFERED: N_("💤 A day"),
    Rule.AFTER_SALE: N_("🤝 After a sale"),
    Rule.TRIES: N_("📵 Tries"),
    Rule.CAPTURE: N_("☎️ New clients"),
}
# As many buttons side by side as their words leave room for.
COLUMNS = {Rule.DAYS: 4, Rule.COUNTRY: 2, Rule.OFF: 1, Rule.AFTER_SALE: 1, Rule.CAPTURE: 1}
# What is chosen, and not typed.
UNTYPED = {Rule.DAYS, Rule.CAPTURE}
# A list from which several things are turned on and off stays open; any other question is answered once.
STAYS_OPEN = {Rule.DAYS, Rule.OFF}
NOT_UNDERSTOOD = (
    CountryNotFound,
    DateInPast,
    DateNotUnderstood,
    HoursNotUnderstood,
    NumberNotUnderstood,
    TooManyDaysOff,
)


# What is said of that which was typed and not understood.
SAID_OF: dict[type[Exception], Callable[[str], str]] = {
    CountryNotFound: texts.country_not_found,
    DateInPast: texts.days_off_in_past,
    DateNotUnderstood: texts.days_off_not_understood,
    HoursNotUnderstood: texts.time_not_understood,
}


@routes.screen(Screen.RULES, allow=Role.HEAD)
def show_rules(visit: Visit, _argument: str = "") -> Answer:
    buttons = [button(_(name), OpenRule(rule=rule)) for rule, name in NAMES.items()]
    rows: list[Row] = [*in_columns(buttons, 2), [way_in(visit)], [_back(Screen.MORE)]]
    return visit.show(texts.rules(visit.book.team.rules), keyboard(*rows))


def _back(to: Screen) -> InlineKeyboardButton:
    return button(_("← Back"), Go(to=to))


@routes.press(OpenRule, allow=Role.HEAD)
def open_rule(visit: Visit, press: OpenRule) -> Answer:
    return ask(visit, press.rule)


def ask(visit: Visit, rule: Rule, problem: str = "") -> Answer:
    rules = visit.book.team.rules
    if rule not in UNTYPED:
        visit.ask(Question.RULE, rule.value)
    buttons = [
        button(("● " if one.after == rules else "") + one.told, SetRule(rule=rule, value=one.value))
        for one in choices.CHOICES[rule](rules, visit.book.today)
    ]
    rows = in_columns(buttons, COLUMNS.get(rule, 2))
    asked = f"{_question(rule)}\n{texts.by_default(rule, Rules())}"
    return visit.show(problem or asked, keyboard(*rows, [_back(Screen.RULES)]))


def _question(rule: Rule) -> str:
    questions = {
        Rule.DAYS: texts.choose_days,
        Rule.HOURS: texts.ask_hours,
        Rule.COUNTRY: texts.ask_country,
        Rule.OFF: texts.ask_days_off,
        Rule.MORNING: texts.ask_morning,
        Rule.WEEK: texts.ask_week,
        Rule.DORMANT: texts.ask_dormant,
        Rule.OFFERED: texts.ask_offered,
        Rule.AFTER_SALE: texts.ask_after_sale,
        Rule.TRIES: texts.ask_tries,
        Rule.CAPTURE: texts.ask_capture,
    }
    return questions[rule]()


@routes.press(SetRule, allow=Role.HEAD)
def set_rule(visit: Visit, press: SetRule) -> Answer:
    listed = choices.CHOICES[press.rule](visit.book.team.rules, visit.book.today)
    chosen = next((one.after for one in listed if one.value == press.value), None)
    if chosen is None:
        visit.toast = house_texts.stale()
        return None
    if not chosen.weekdays:
        visit.toast = texts.one_day_at_least()
        return None
    visit.toast = base_texts.changed()
    return _keep(visit, press.rule, chosen)


@routes.question(Question.RULE, allow=Role.HEAD)
def take_rule(visit: Visit, text: str, about: str) -> Answer:
    rule, book = Rule(about), visit.book
    try:
        rules = choices.typed(rule, book.team.rules, text, book.now.astimezone(book.zone))
    except NOT_UNDERSTOOD as error:
        return ask(visit, rule, _problem(rule, error, short(text, 200)))
    return _keep(visit, rule, rules)


def _keep(visit: Visit, rule: Rule, rules: Rules) -> Answer:
    """What was planned by the former rules is planned anew in the same transaction."""
    visit.opened = storage.keep(visit.book, rules)
    return ask(visit, rule) if rule in STAYS_OPEN else show_rules(visit)


def _problem(rule: Rule, error: Exception, typed: str) -> str:
    match error:
        case TooManyDaysOff():
            return texts.too_many_days_off(choices.MOST_DAYS_OFF)
        case NumberNotUnderstood():
            return texts.number_not_understood(typed, *_bounds(rule))
        case HoursNotUnderstood() if rule is Rule.HOURS:
            return texts.hours_not_understood(typed)
    return SAID_OF[type(error)](typed)


def _bounds(rule: Rule) -> tuple[int, int]:
    if rule is Rule.DORMANT:
        return choices.LEAST_SILENCE, choices.MOST_SILENCE
    most = {Rule.OFFERED: choices.MOST_A_DAY, Rule.TRIES: choices.MOST_TRIES}
    return 1, most.get(rule, choices.FARTHEST_TOUCH)
