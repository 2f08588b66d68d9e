"""One example or more of everything a person can do to the bot, and who may: kept by hand, so that a new
button, command, key or question fails the tests until somebody says here who may use it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from aiogram.filters.callback_data import CallbackData

from bot import buttons as b
from bot import draft as drafts
from bot.buttons import Edit, Recorded, Screen
from bot.visit import Question
from sales.clientless import Fact
from sales.clients import Source
from sales.contacts import Draft, Outcome
from sales.export import What
from sales.figures import Figure
from sales.people import Role
from sales.recontact import Promise
from sales.stops import Affirmation, Kind
from sales.vocabulary import List
from tests.bot.world import World

ANYONE = None
MANAGER, HEAD, OWNER = Role.MANAGER, Role.HEAD, Role.OWNER
WEEK = {"first": date(2026, 11, 30).toordinal(), "last": date(2026, 12, 6).toordinal()}
FAR_AHEAD = (datetime.now(UTC) + timedelta(days=100)).toordinal()


@dataclass(frozen=True)
class Presses:
    """`bound`: it names what is Olga's, so that to another team's owner it leads nowhere."""

    least: Role | None
    examples: Callable[[World], list[CallbackData | Draft]]
    bound: bool = True


@dataclass(frozen=True)
class Typed:
    """What was asked about, and what is typed."""

    least: Role | None
    about: Callable[[World], str]
    text: str
    bound: bool = True


def _recorded(world: World) -> list[CallbackData | Draft]:
    return [Recorded(do=do, contact=world.lost) for do in Recorded.Do]


def _drafts(world: World) -> list[CallbackData | Draft]:
    lost = Draft(world.client, Outcome.LOST)
    whole = Draft(world.client, Outcome.NO_ANSWER, promise=Promise(days=1))
    return [Draft(world.client), lost, Draft(world.client, Outcome.WON), whole]


# Started or taken back, it would be worked off and tell of itself at any moment.
_OF_IMPORT = [do for do in b.Import.Do if do not in (b.Import.Do.START, b.Import.Do.UNDO_SURELY)]
_OF_STRAY = [getattr(b.Clientless.Do, name) for name in ("NOTE", "BELIEVE", "DOUBT", "UNDO")]

PRESSES: dict[str, Presses] = {
    # Given up, judged and discussed while it stands: further on it is taken back.
    "st": Presses(
        MANAGER,
        lambda w: [b.Stop(contact=w.lost, affirmed=affirmed) for affirmed in (None, *Affirmation)],
    ),
    "ob": Presses(
        MANAGER,
        lambda w: [b.Observe(stop=w.stop, criterion=w.criterion, value=value) for value in (2, 0, 1)],
    ),
    # Asked for, looked at, agreed to.
    "de": Presses(
        MANAGER,
        lambda w: [b.Decide(do=do, stop=w.stop) for do in (b.Decide.Do.SHOW, b.Decide.Do.SEND, *b.Decide.Do)],
    ),
    "sr": Presses(
        MANAGER,
        lambda w: [
            b.Second(contact=w.lost),
            b.Second(contact=w.lost, reason=w.word),
            b.Second(contact=w.lost, nothing=True),
        ],
    ),
    "vl": Presses(HEAD, lambda _: [b.OpenList(of=of) for of in List], bound=False),
    "vw": Presses(
        HEAD,
        lambda w: [
            b.OpenWord(of=of, word=word, do=do)
            for of, word in ((List.OBSTACLES, w.word), (List.TAGS, w.tag))
            for do in b.OpenWord.Do
        ],
    ),
    "va": Presses(HEAD, lambda _: [b.AddWord(of=of) for of in List], bound=False),
    "tg": Presses(MANAGER, lambda w: [b.Tag(client=w.client), b.Tag(client=w.client, tag=w.tag)]),
    "tl": Presses(MANAGER, lambda w: [b.Tagged(tag=w.tag)]),
    "pk": Presses(HEAD, lambda w: [b.Pick(member=w.member), b.Pick(member=w.member, client=w.client)]),
    "gp": Presses(HEAD, lambda w: [b.GivePicked(member=w.member)]),
    "mg": Presses(
        MANAGER,
        lambda w: [b.Merge(client=w.client), b.Merge(client=w.client, other=w.other)],
    ),
    "um": Presses(MANAGER, lambda w: [b.Unmerge(merge=w.merge)]),
    "d": Presses(HEAD, lambda w: [b.Discuss(contact=w.lost), b.Discuss(contact=w.contact)]),
    "n": Presses(HEAD, lambda _: [b.NextLoss(after=0), b.NextLoss(after=1)], bound=False),
    "j": Presses(
        HEAD,
        lambda w: [b.Judge(do=do, contact=w.lost, walk=walk) for do in b.Judge.Do for walk in (False, True)],
    ),
    "jr": Presses(HEAD, lambda w: [b.SetReason(contact=w.lost, reason=w.reason)]),
    "as": Presses(
        HEAD,
        lambda w: [
            b.Assign(contact=w.lost),
            b.Assign(contact=w.lost, member=w.member),
            b.Assign(contact=w.lost, member=w.member, day=FAR_AHEAD),
            b.Assign(contact=w.lost, member=w.member, day=FAR_AHEAD, call=True),
        ],
    ),
    "tk": Presses(MANAGER, lambda w: [b.Task(do=do, task=w.task) for do in b.Task.Do]),
    "g": Presses(ANYONE, lambda _: [b.Go(to=Screen.HELP)], bound=False),
    "b": Presses(MANAGER, lambda w: [b.Begin(client=w.client)]),
    "r": Presses(MANAGER, _drafts),
    "c": Presses(MANAGER, lambda w: [b.Card(client=w.client), b.Card(client=w.client, before=w.lost)]),
    "a": Presses(MANAGER, lambda _: [b.Add(name="Тимофеев"), b.Add(name="Тимофеев")], bound=False),
    "f": Presses(MANAGER, lambda w: [b.Found(after=w.client, query="куз")], bound=False),
    "m": Presses(MANAGER, lambda w: [b.More(after=w.recontact)], bound=False),
    "s": Presses(MANAGER, _recorded),
    "e": Presses(MANAGER, lambda w: [Edit(client=w.client, field=field) for field in Edit.Field]),
    "so": Presses(MANAGER, lambda w: [b.SetSource(client=w.client, source=source) for source in Source]),
    "re": Presses(HEAD, lambda w: [b.SetResponsible(client=w.client, member=w.member)]),
    "nr": Presses(MANAGER, lambda w: [b.NoReach(client=w.other)]),
    "im": Presses(MANAGER, lambda w: [b.Import(do=do, number=w.cards) for do in _OF_IMPORT]),
    "ic": Presses(
        HEAD, lambda w: [b.Column(number=w.imported, index=0), b.Column(number=w.imported, index=0, field=1)]
    ),
    "nx": Presses(HEAD, lambda w: [b.NameReason(loss=w.unnamed)], bound=False),
    "wm": Presses(MANAGER, lambda w: [b.Whom(sentence=w.sentence), b.Whom(sentence=w.sentence, person=1)]),
    "to": Presses(MANAGER, lambda w: [b.TellOf(sentence=w.sentence, client=w.client)]),
    "tn": Presses(MANAGER, lambda w: [b.TellNew(sentence=w.sentence, person=0)]),
    "w": Presses(MANAGER, lambda _: [b.Report(**WEEK), b.Report(**WEEK, mine=True)], bound=False),
    "wa": Presses(MANAGER, lambda _: [b.AskPeriod(), b.AskPeriod()], bound=False),
    "wf": Presses(MANAGER, lambda _: [b.Take(what=what, **WEEK) for what in b.Take.What], bound=False),
    "wh": Presses(
        MANAGER,
        lambda w: (
            [b.OpenFigure(figure=figure, before=w.lost, **WEEK) for figure in Figure] + [b.OpenFigure(**WEEK)]
        ),
        bound=False,
    ),
    "rm": Presses(
        MANAGER, lambda w: [b.Remind(do=do, recontact=w.recontact, reminder=w.reminder) for do in b.Remind.Do]
    ),
    "z": Presses(
        OWNER,
        lambda _: [b.SetZone(zone="Europe/Moscow"), b.SetZone(zone="Europe/Samara", sure=True)],
        bound=False,
    ),
    "y": Presses(OWNER, lambda _: [b.SetCurrency(currency="RUB")], bound=False),
    "cr": Presses(HEAD, lambda _: [b.OpenRule(rule=rule) for rule in b.Rule], bound=False),
    "cs": Presses(
        HEAD,
        lambda _: [
            b.SetRule(rule=b.Rule.DAYS, value=6),
            b.SetRule(rule=b.Rule.COUNTRY, value=0),
            b.SetRule(rule=b.Rule.DORMANT, value=1),
        ],
        bound=False,
    ),
    "pe": Presses(HEAD, lambda w: [b.Person(member=w.member)]),
    # Nobody is put out in earnest: they are tried as one after another.
    "ac": Presses(OWNER, lambda w: [b.SetAccess(member=w.member, out=out) for out in (True, False)]),
    "ro": Presses(OWNER, lambda w: [b.SetRole(member=w.member, role=role) for role in (HEAD, MANAGER)]),
    "ga": Presses(
        HEAD, lambda w: [b.GiveAll(member=w.member), b.GiveAll(member=w.member, taker=w.member - 1)]
    ),
    "qt": Presses(MANAGER, lambda _: [b.Quit()], bound=False),
    "lv": Presses(
        HEAD,
        lambda w: [
            b.Leave(member=w.member),
            b.Leave(member=w.member, stand_in=w.member - 1),
            b.Leave(member=w.member, stand_in=w.member - 1, days=7),
        ],
    ),
    "lc": Presses(
        MANAGER, lambda w: [b.ListContacts(client=w.client), b.ListContacts(client=w.client, before=w.lost)]
    ),
    "rk": Presses(MANAGER, lambda w: [b.RemarkOn(contact=w.contact)]),
    "rc": Presses(
        MANAGER, lambda w: [b.Recommend(contact=w.contact), b.Recommend(contact=w.contact, nobody=True)]
    ),
    "tb": Presses(MANAGER, lambda w: [b.TakeBack(client=w.client)]),
    "ms": Presses(MANAGER, lambda _: [b.SetMissed(), b.SetMissed(source=Source.AD)], bound=False),
    "fa": Presses(MANAGER, lambda _: [b.SetFact(fact=fact) for fact in Fact], bound=False),
    "cl": Presses(
        MANAGER,
        lambda w: [b.Clientless(do=do, number=w.clientless) for do in _OF_STRAY],
    ),
    "ca": Presses(OWNER, lambda _: [b.AddCriterion(kind=kind) for kind in Kind], bound=False),
    "ch": Presses(
        OWNER, lambda w: [b.HideCriterion(criterion=w.criterion, hide=hide) for hide in (True, False)]
    ),
    "lb": Presses(HEAD, lambda w: [b.Return(member=w.member)]),
    "dp": Presses(MANAGER, lambda w: [b.PlanSilent(client=w.other), b.PlanSilent(client=w.other, days=7)]),
    "sp": Presses(
        HEAD,
        lambda _: [b.OpenSpend(month=WEEK["first"]), b.OpenSpend(month=WEEK["first"], source=Source.AD)],
        bound=False,
    ),
    "dh": Presses(MANAGER, lambda w: [b.DropPhone(client=w.client, digits="79165550123")]),
    "ex": Presses(MANAGER, lambda _: [b.Export(what=what) for what in What], bound=False),
    "ta": Presses(OWNER, lambda _: [b.TakeAll()], bound=False),
    "da": Presses(
        OWNER, lambda w: [b.Data(client=w.client, do=do) for do in (b.Data.Do.SHOW, b.Data.Do.ERASE)]
    ),
    "dt": Presses(OWNER, lambda _: [b.Deletion(do=do) for do in b.Deletion.Do], bound=False),
    "lo": Presses(OWNER, lambda _: [b.OpenLog(before=0), b.OpenLog(before=5)], bound=False),
    "lg": Presses(HEAD, lambda _: [b.LinkGroup(team=1)], bound=False),
    "k": Presses(MANAGER, lambda _: [b.WorkIn(team=1)]),
    "l": Presses(ANYONE, lambda _: [b.SetLanguage(language="ru")], bound=False),
    "i": Presses(
        HEAD, lambda _: [b.Invite(role=MANAGER), b.Invite(role=MANAGER, uses=5, make=True)], bound=False
    ),
    "x": Presses(HEAD, lambda w: [b.Revoke(invitation=w.invitation)], bound=False),
}
SCREENS: dict[Screen, Role | None] = {
    Screen.INVITED: ANYONE,
    Screen.CREATE_TEAM: ANYONE,
    Screen.LANGUAGE: ANYONE,
    Screen.TEAMS: MANAGER,
    Screen.HELP: ANYONE,
    Screen.TODAY: MANAGER,
    Screen.CLIENTS: MANAGER,
    Screen.REPORT: MANAGER,
    Screen.MORE: MANAGER,
    Screen.TEAM: MANAGER,
    Screen.NEW: MANAGER,
    Screen.WHO: MANAGER,
    Screen.RULES: HEAD,
    Screen.LEAVES: HEAD,
    Screen.SPEND: HEAD,
    Screen.DORMANT: MANAGER,
    Screen.ZONES: OWNER,
    Screen.CURRENCIES: OWNER,
    Screen.MORNING: MANAGER,
    Screen.REVIEW: HEAD,
    Screen.STOPS: HEAD,
    Screen.PROFILE: OWNER,
    Screen.MISSED: MANAGER,
    Screen.NOT_ENQUIRY: MANAGER,
    Screen.WORDS: HEAD,
    Screen.IMPORT: HEAD,
    Screen.UNNAMED: HEAD,
    Screen.EXPORT: MANAGER,
    Screen.LOG: OWNER,
    Screen.DELETION: OWNER,
}
COMMANDS: dict[str, tuple[Role | None, str]] = {
    "start": (ANYONE, "junk"),
    "language": (ANYONE, ""),
    "help": (ANYONE, ""),
    "undo": (MANAGER, ""),
    "new": (MANAGER, "Петров, +7 916 555-02-03"),
    "find": (MANAGER, "зз"),
    "today": (MANAGER, ""),
    "report": (MANAGER, ""),
    "morning": (MANAGER, ""),
    "review": (HEAD, ""),
    "import": (HEAD, ""),
    "export": (MANAGER, ""),
    "team": (MANAGER, ""),
    "settings": (MANAGER, ""),
}
MENU: dict[str, Role | None] = {
    "➕ Contact": MANAGER,
    "🔔 Today": MANAGER,
    "🔎 Clients": MANAGER,
    "📊 Reports": MANAGER,
    "⚙️ More": MANAGER,
}
QUESTIONS: dict[Question, Typed] = {
    Question.TEAM_NAME: Typed(ANYONE, lambda _: "", "!?", bound=False),
    Question.TOKEN: Typed(ANYONE, lambda _: "", "нет такого", bound=False),
    Question.NEW_CLIENT: Typed(MANAGER, lambda _: "", "Новиков, +7 916 555-02-04", bound=False),
    Question.WHO: Typed(MANAGER, lambda _: "", "кого-то", bound=False),
    Question.REACH: Typed(MANAGER, lambda w: f"{w.client} 0", "+7 916 555-02-05"),
    Question.AMOUNT: Typed(MANAGER, lambda w: " " + drafts.pack(Draft(w.client, Outcome.WON)), "45 000"),
    Question.REASON: Typed(MANAGER, lambda w: " " + drafts.pack(Draft(w.client, Outcome.LOST)), "дорого"),
    Question.DATE: Typed(MANAGER, lambda w: " " + drafts.pack(Draft(w.client, Outcome.NEXT_STEP)), "завтра"),
    Question.SAVING: Typed(MANAGER, lambda w: str(w.lost), "скидка"),
    Question.EDIT: Typed(MANAGER, lambda w: f"{w.client} {Edit.Field.NOTE.value}", "заметка"),
    Question.SNOOZE: Typed(MANAGER, lambda w: f"{w.recontact} {w.reminder}", "через неделю"),
    Question.OBSTACLE: Typed(MANAGER, lambda w: str(w.client), "ждут бюджет"),
    Question.RULE: Typed(HEAD, lambda _: b.Rule.HOURS.value, "9-17", bound=False),
    Question.VERDICT: Typed(HEAD, lambda w: f"{w.lost} 0 w", "не показали рассрочку"),
    Question.ACTION: Typed(HEAD, lambda w: f"{w.lost} {w.member} {FAR_AHEAD} 0", "отправить расчёт"),
    Question.ACTION_DAY: Typed(HEAD, lambda w: f"{w.lost} {w.member} 0", "через неделю"),
    Question.SILENT_DATE: Typed(MANAGER, lambda w: str(w.client), "через неделю"),
    Question.REMARK: Typed(MANAGER, lambda w: str(w.contact), "видел другое"),
    Question.RECOMMENDED: Typed(MANAGER, lambda w: str(w.contact), "Орлов, +7 916 555-02-77"),
    Question.CLIENTLESS: Typed(MANAGER, lambda w: str(w.clientless), "студент"),
    Question.CRITERION: Typed(MANAGER, lambda w: f"{w.stop} {w.criterion}", "25"),
    Question.STOP_WORD: Typed(HEAD, lambda w: str(w.stop), "весной у них бюджет"),
    Question.PROFILE: Typed(OWNER, lambda _: Kind.FACT.value, "Есть склад", bound=False),
    Question.SPEND: Typed(HEAD, lambda _: "ad 2026-11-01", "45 000", bound=False),
    Question.LEAVE: Typed(HEAD, lambda w: f"{w.member} {w.member - 1}", "через 2 недели"),
    Question.SEARCH: Typed(MANAGER, lambda _: "кого-то", "кого-то", bound=False),
    Question.PICK: Typed(HEAD, lambda w: drafts.base36(w.member), "Соболева"),
    Question.TOLD_WHO: Typed(MANAGER, lambda w: str(w.sentence), "Соболева"),
    Question.TWIN: Typed(MANAGER, lambda w: str(w.client), "Соболева"),
    Question.WORD: Typed(HEAD, lambda w: f"t n {w.tag}", "Сеть магазинов"),
    Question.DELETION: Typed(OWNER, lambda _: "", "не так она зовётся", bound=False),
    Question.PERIOD: Typed(MANAGER, lambda _: "", "прошлый месяц", bound=False),
    Question.ZONE: Typed(OWNER, lambda _: "", "Москва", bound=False),
}
# Doors that are in no table: a shared contact, what is no text, words outside any question, other commands.
OTHERS: dict[str, Role | None] = {
    "_SHARED": MANAGER,
    "_UNREAD": MANAGER,
    "_WORDS": MANAGER,
    "_EDITED": MANAGER,
    "_UNKNOWN": MANAGER,
    "_FILE": MANAGER,  # the last: its worker goes on while others are tried
}
