"""Deleting a team: asked twice, a week to change one's mind, and then everything of it is taken out bit by bit."""

import asyncio
from collections.abc import Callable, Sequence

import structlog
from aiogram.methods import SendMessage

from bot import letters
from bot.buttons import Deletion, Go, Screen, TakeAll
from bot.clock import Clock
from bot.desk import Desk
from bot.i18n import _, speaking
from bot.keyboards import Row, button, keyboard
from bot.logs import told
from bot.routes import Routes
from bot.staff import tell
from bot.texts import deletion as texts
from bot.visit import Answer, Method, Question, Visit
from sales.people import Role
from sales.text import fold, one_line
from storage import deletion, staff, teams
from storage.store import Store
from storage.tx import Tx

log = structlog.get_logger()
routes = Routes()
Do = Deletion.Do
LOOK = 30.0  # seconds
BETWEEN_PAGES = 0.02  # seconds in which others have their turn


@routes.screen(Screen.DELETION, allow=Role.OWNER)
def show(visit: Visit, _argument: str = "") -> Answer:
    moment = deletion.when(visit.book)
    back = [button(_("← Back"), Go(to=Screen.MORE))]
    if moment is not None:
        keep = [button(_("↩️ Keep the team"), Deletion(do=Do.KEEP))]
        return visit.show(texts.waits(visit.book.team.name, moment, visit.book.zone), keyboard(keep, back))
    archive = [button(_("🗄 The archive first"), TakeAll())]
    go_on = [button(_("🗑 Delete…"), Deletion(do=Do.ASK))]
    text = texts.what_goes(visit.book.team.name, deletion.contents(visit.book))
    return visit.show(text, keyboard(archive, go_on, back))


@routes.press(Deletion, allow=Role.OWNER)
def press(visit: Visit, press: Deletion) -> Answer:
    if press.do is Do.KEEP:
        kept = deletion.keep(visit.book)
        heard = _tell_leaders(visit, texts.kept) if kept else []
        return [visit.show(texts.kept(visit.book.team.name), keyboard(_back())), *heard]
    if deletion.when(visit.book) is not None:
        return show(visit)
    return _ask_name(visit)


def _ask_name(visit: Visit, problem: str = "") -> Method:
    visit.ask(Question.DELETION)
    asked = texts.type_name(visit.book.team.name)
    return visit.show(f"{problem}\n\n{asked}" if problem else asked, keyboard(_back()))


def _back() -> Row:
    return [button(_("← Back"), Go(to=Screen.DELETION))]


@routes.question(Question.DELETION, allow=Role.OWNER)
def take_name(visit: Visit, text: str, _about: str) -> Answer:
    """Asked for the second time: nobody types a team's name by mistake."""
    if fold(one_line(text, len(text))) != fold(visit.book.team.name):
        return _ask_name(visit, texts.another_name())
    moment = deletion.ask(visit.book)
    name, zone = visit.book.team.name, visit.book.zone
    keep = [button(_("↩️ Keep the team"), Deletion(do=Do.KEEP))]
    answer = visit.say(texts.waits(name, moment, zone), keyboard(keep))
    return [answer, *_tell_leaders(visit, texts.will_be_deleted, moment, zone)]


def _tell_leaders(visit: Visit, text: Callable[..., str], *facts: object) -> list[Method]:
    """The other owners and the heads hear of it."""
    everybody = (staff.find(visit.book, one.id) for one in teams.roster(visit.book))
    leaders = (one for one in everybody if one.role is not Role.MANAGER)
    return [call for one in leaders for call in tell(visit, one, text, visit.book.team.name, *facts)]


class Deleting:
    """Whatever is due is taken out beside everybody's work; a restart goes on where one stood."""

    def __init__(self, store: Store, desk: Desk, clock: Clock) -> None:
        self._store, self._desk, self._clock = store, desk, clock

    async def work(self) -> None:
        while True:
            try:
                more = True
                while more:
                    more = await self._store.run(self.page)
                    await asyncio.sleep(BETWEEN_PAGES)
            except Exception as error:  # noqa: BLE001 - whatever ails it, it goes on at the next look
                log.error("a team could not be deleted yet", **told(error))  # noqa: TRY400 - a trace may quote people
            await asyncio.sleep(LOOK)

    def page(self, tx: Tx) -> bool:
        """Whether there is more to do. First everybody is let out, and the owners hear of it."""
        now = self._clock.now()
        going = deletion.going(tx, now)
        if going is not None:
            owners, facts = teams.leaders(tx, going.team), (going.name, going.moment, going.zone)
            self._tell(tx, going.team, owners, texts.once_more, *facts)
            return True
        gone = deletion.due(tx, now)
        if gone is None:
            return False
        owners = teams.leaders(tx, gone.team)
        if not owners:
            return deletion.forget_page(tx, gone.team)
        deletion.close(tx, gone.team, now)
        self._tell(tx, gone.team, owners, texts.deleted, gone.name)
        return True

    def _tell(
        self, tx: Tx, team: int, owners: Sequence[tuple[int, str]], text: Callable[..., str], *facts: object
    ) -> None:
        for chat_id, language in owners:
            with speaking(language):
                call = SendMessage(chat_id=chat_id, text=text(*facts), parse_mode="HTML")
            letters.post(tx, self._desk.bot_id, team, call, self._clock.now())
