"""«Больше не возвращаться»: three affirmations, the team's profile, and what goes to a head to decide."""

from bot.buttons import Observe, Recorded, Stop
from bot.decide import show_request
from bot.i18n import _
from bot.keyboards import Row, button, keyboard
from bot.routes import Routes
from bot.texts import stops as texts
from bot.visit import Answer, Method, Question, Visit
from sales.errors import SumNotUnderstood
from sales.money import read_sum
from sales.stops import Affirmation, Criterion, Kind
from storage import clients, criteria, history, stops

routes = Routes()
FIRST, *_REST = Affirmation
NOT_KNOWN = 2
MOST = 10**12


@routes.press(Stop)
def affirm(visit: Visit, press: Stop) -> Answer:
    """One question after another; the last yes opens the team's profile."""
    order = list(Affirmation)
    if press.affirmed is None:
        return ask_affirmation(visit, press.contact, FIRST)
    if press.affirmed is not order[-1]:
        return ask_affirmation(visit, press.contact, order[order.index(press.affirmed) + 1])
    return _go_on(visit, stops.affirm(visit.book, press.contact))


def ask_affirmation(visit: Visit, contact: int, which: Affirmation) -> Method:
    book = visit.book
    stops.may_be_asked(book, contact)
    kept = history.read(book, contact)
    text = texts.affirm(
        clients.line(book, kept.client_id), kept, which, book.team.currency, (book.now, book.zone)
    )
    yes = button(_("Yes, it is so"), Stop(contact=contact, affirmed=which))
    return visit.show(text, keyboard([yes], _back(contact)))


def _back(contact: int) -> Row:
    return [button(_("↩️ No, we come back"), Recorded(do=Recorded.Do.SHOW, contact=contact))]


def _go_on(visit: Visit, stop: int) -> Method:
    """The next criterion of the profile, or all that was said."""
    criterion = stops.unobserved(visit.book, stop)
    return show_request(visit, stop) if criterion is None else _ask(visit, stop, criterion)


def _ask(visit: Visit, stop: int, criterion: Criterion, problem: str = "") -> Method:
    found = stops.find(visit.book, stop)

    def choose(text: str, value: int) -> Row:
        return [button(text, Observe(stop=stop, criterion=criterion.id, value=value))]

    rows: list[Row] = [[*choose(_("Yes"), 1), *choose(_("No"), 0)]] if criterion.kind is Kind.FACT else []
    if criterion.kind is Kind.NUMBER:
        visit.ask(Question.CRITERION, f"{stop} {criterion.id}")
    asked = texts.observe(clients.line(visit.book, found.client), criterion)
    text = f"{problem}\n\n{asked}" if problem else asked
    return visit.show(text, keyboard(*rows, choose(_("Not known"), NOT_KNOWN), _back(found.contact)))


@routes.press(Observe)
def observe(visit: Visit, press: Observe) -> Answer:
    criterion = criteria.find(visit.book, press.criterion)
    fact = press.value if criterion.kind is Kind.FACT and press.value < NOT_KNOWN else None
    stops.observe(visit.book, press.stop, press.criterion, fact)
    return _go_on(visit, press.stop)


@routes.question(Question.CRITERION)
def take_number(visit: Visit, text: str, about: str) -> Answer:
    stop, criterion = map(int, about.split(" "))
    try:
        number = 0 if text.strip() == "0" else read_sum(text, 0)
    except SumNotUnderstood:
        number = MOST + 1
    if number > MOST:
        return _ask(visit, stop, criteria.find(visit.book, criterion), texts.no_number(text))
    stops.observe(visit.book, stop, criterion, number)
    return _go_on(visit, stop)
