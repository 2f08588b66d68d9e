"""Every kind of button but the draft's own: what its callback data carries. A button is input, not trust."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from sales.clientless import Fact
from sales.export import File, Span, What
from sales.figures import Figure
from sales.people import Role
from sales.stops import Affirmation, Kind
from sales.vocabulary import List

# A forged number beyond what a database holds is no button of ours.
Id = Annotated[int, Field(ge=0, le=2**53)]


# A word of one of the team's lists.
Code = Annotated[str, Field(pattern=r"^[a-z_0-9]{0,12}$")]


class Screen(StrEnum):
    """The places a button can lead to."""

    TODAY = "t"
    CLIENTS = "c"
    REPORT = "r"
    MORE = "m"
    TEAM = "p"
    LANGUAGE = "l"
    HELP = "h"
    NEW = "n"
    WHO = "w"
    CREATE_TEAM = "f"
    INVITED = "i"
    ZONES = "z"
    TEAMS = "s"
    CURRENCIES = "y"
    RULES = "u"
    LEAVES = "v"
    DORMANT = "d"
    SPEND = "e"
    MORNING = "o"
    REVIEW = "q"
    STOPS = "x"
    PROFILE = "j"
    MISSED = "a"
    NOT_ENQUIRY = "b"
    WORDS = "k"
    IMPORT = "1"
    UNNAMED = "2"
    EXPORT = "3"
    LOG = "4"
    DELETION = "5"


class Go(CallbackData, prefix="g"):
    """Open a screen in place of this message."""

    to: Screen


class Begin(CallbackData, prefix="b"):
    """Start recording with this client, in a new message."""

    client: Id


class Card(CallbackData, prefix="c"):
    """Show a client; `before` pages back through the contacts."""

    client: Id
    before: Id = 0


class Whom(CallbackData, prefix="wm"):
    """Of a typed sentence: whom it may be about; the first, second … of those it names, or 0."""

    sentence: Id
    person: Id = 0


class TellOf(CallbackData, prefix="to"):
    """The sentence is about this client."""

    sentence: Id
    client: Id


class TellNew(CallbackData, prefix="tn"):
    """The sentence is about somebody new: the person of that place."""

    sentence: Id
    person: Id


class Import(CallbackData, prefix="im"):
    """What is to become of a file that was looked into or taken in."""

    class Do(StrEnum):
        SHOW = "s"
        START = "g"
        CANCEL = "x"
        COLUMNS = "c"
        UNDO = "u"
        UNDO_SURELY = "v"
        REJECTED = "r"
        WARNED = "w"
        JOINED = "j"

    do: Do
    number: Id


class Column(CallbackData, prefix="ic"):
    """A column of a file: ask what it is, or say so by the place in the list of fields."""

    number: Id
    index: Id
    field: Id = 0


class NameReason(CallbackData, prefix="nx"):
    """A refusal from a file: its reason is named, or, without one, the next is shown."""

    loss: Id
    reason: Id = 0


class Add(CallbackData, prefix="a"):
    """Add a client by the name that found nobody."""

    name: str


class Found(CallbackData, prefix="f"):
    """The next page of a search, to open a card or to record."""

    after: Id
    query: str
    recording: bool = False


class More(CallbackData, prefix="m"):
    """The next page of what is due."""

    after: Id


class Recorded(CallbackData, prefix="s"):
    """Something to do with a contact that was kept."""

    class Do(StrEnum):
        FIX = "f"
        UNDO = "u"
        SAVING = "k"
        SHOW = "s"
        DATE = "d"

    do: Do
    contact: Id


class Edit(CallbackData, prefix="e"):
    """Correct a field of a client."""

    class Field(StrEnum):
        MENU = "m"
        NAME = "n"
        COMPANY = "c"
        PHONE = "p"
        EMAIL = "e"
        TELEGRAM = "t"
        SOURCE = "s"
        RESPONSIBLE = "r"
        NOTE = "o"

    client: Id
    field: Field


class DropPhone(CallbackData, prefix="dh"):
    """A phone that was wrong; asked once more."""

    client: Id
    digits: str  # without the plus
    sure: bool = False


class SetSource(CallbackData, prefix="so"):
    client: Id
    source: Code


class SetResponsible(CallbackData, prefix="re"):
    client: Id
    member: Id


class NoReach(CallbackData, prefix="nr"):
    """Asked how to reach the client, and was refused; and the sentence with which to go on."""

    client: Id
    sentence: Id = 0


class Report(CallbackData, prefix="w"):
    """The report of a period, the whole team's or the reader's own."""

    first: Id  # days are told by their number, as date.toordinal does
    last: Id
    mine: bool = False


class AskPeriod(CallbackData, prefix="wa"):
    """Type another period."""


class Take(CallbackData, prefix="wf"):
    """A report's pictures, or its workbook."""

    class What(StrEnum):
        PICTURES = "p"
        WORKBOOK = "x"

    what: What
    first: Id
    last: Id
    mine: bool = False


class OpenFigure(CallbackData, prefix="wh"):
    """How a report's figures are counted: all of them, or one with its deals; `before` pages back."""

    first: Id
    last: Id
    mine: bool = False
    figure: Figure | None = None
    before: Id = 0


class PlanSilent(CallbackData, prefix="dp"):
    """Set a date for a client gone quiet; without days, ask for one."""

    client: Id
    days: Id = 0


class OpenSpend(CallbackData, prefix="sp"):
    """What the sources cost in the month of that day, or one of them to be written down."""

    month: Id
    source: Code = ""


class Remind(CallbackData, prefix="rm"):
    """Something to do about a promise, in the message that reminds of it."""

    class Do(StrEnum):
        LIST = "l"
        ONE = "o"
        CARD = "c"
        TOMORROW = "t"
        WEEK = "w"
        DATE = "d"

    do: Do
    recontact: Id
    reminder: Id


class Export(CallbackData, prefix="ex"):
    """What is to be taken out, as far as it was said."""

    what: What
    span: Span | None = None
    whose: Id = 0  # 0: everybody's
    chosen: bool = False  # whose
    file: File | None = None


class TakeAll(CallbackData, prefix="ta"):
    """Everything of the team, as an archive."""


class Data(CallbackData, prefix="da"):
    """What is kept of a client: taken out whole, or erased for good."""

    class Do(StrEnum):
        SHOW = "s"
        TAKE = "t"
        ERASE = "e"
        SURE = "y"

    client: Id
    do: Do = Do.SHOW


class Deletion(CallbackData, prefix="dt"):
    """Delete the team in a week; or keep it after all."""

    class Do(StrEnum):
        ASK = "a"
        KEEP = "k"

    do: Do


class OpenLog(CallbackData, prefix="lo"):
    """The next page of who did what."""

    before: Id


class SetZone(CallbackData, prefix="z"):
    zone: str  # by its IANA name
    sure: bool = False


class SetCurrency(CallbackData, prefix="y"):
    currency: str
    sure: bool = False


class LinkGroup(CallbackData, prefix="lg"):
    """Pressed in a group: it is the team's from now on."""

    team: Id  # of which was asked: a head of another one presses in vain


class Rule(StrEnum):
    """What a team sets for its clock."""

    DAYS = "d"
    HOURS = "h"
    COUNTRY = "c"
    OFF = "o"
    MORNING = "m"
    WEEK = "w"
    DORMANT = "q"
    OFFERED = "n"
    AFTER_SALE = "s"
    TRIES = "t"
    CAPTURE = "k"


class OpenRule(CallbackData, prefix="cr"):
    """Ask anew for one of the rules of the team's clock."""

    rule: Rule


class SetRule(CallbackData, prefix="cs"):
    """One of the choices offered for a rule, by its number."""

    rule: Rule
    value: Id


class WorkIn(CallbackData, prefix="k"):
    """Go over to another of one's teams."""

    team: int


class SetLanguage(CallbackData, prefix="l"):
    language: str


class Invite(CallbackData, prefix="i"):
    """Make an invitation, once its three choices are made."""

    role: Role
    uses: int = 1
    days: int = 7
    make: bool = False


class Revoke(CallbackData, prefix="x"):
    invitation: Id


class Discuss(CallbackData, prefix="d"):
    """A deal that the meeting talks about, in a new message."""

    contact: Id


class NextLoss(CallbackData, prefix="n"):
    """The refusal without a verdict that comes after this one; after none, the first, in a new message."""

    after: Id


class Judge(CallbackData, prefix="j"):
    """Something to do about a refusal; `walk`: all open ones are gone through."""

    class Do(StrEnum):
        SHOW = "s"
        CONFIRM = "c"
        CHANGE = "r"
        OBSTACLES = "o"
        ERRORS = "e"
        WORDS = "w"
        SAVING = "k"

    do: Do
    contact: Id
    walk: bool = False


class SetReason(CallbackData, prefix="jr"):
    """The reason that the head has found."""

    contact: Id
    reason: Id
    walk: bool = False


class Assign(CallbackData, prefix="as"):
    """Give an action: who does it, by which day (its ordinal), and whether it is a call; asked in that order."""

    contact: Id
    member: Id = 0
    day: Id = 0
    call: bool = False
    walk: bool = False


class Task(CallbackData, prefix="tk"):
    """Something to do about an action that was given."""

    class Do(StrEnum):
        SHOW = "s"
        DONE = "d"
        REOPEN = "r"

    do: Do
    task: Id


class Leave(CallbackData, prefix="lv"):
    """Somebody goes on leave, once it is known who stands in and for how long."""

    member: Id
    stand_in: Id = 0
    days: Id = 0


class ListContacts(CallbackData, prefix="lc"):
    """A client's contacts, each to be opened; `before` pages back."""

    client: Id
    before: Id = 0


class Second(CallbackData, prefix="sr"):
    """What else stood in the way of a deal: ask, or tell; `nothing`: there was nothing else."""

    contact: Id
    reason: Id = 0
    nothing: bool = False


class OpenList(CallbackData, prefix="vl"):
    """One of the team's lists of words."""

    of: List


class OpenWord(CallbackData, prefix="vw"):
    """A word of such a list, and what is to be done with it."""

    class Do(StrEnum):
        SHOW = "s"
        RENAME = "n"
        RAISE = "u"
        HIDE = "h"
        OFFER = "o"
        HELPED = "k"

    of: List
    word: Id
    do: Do = Do.SHOW


class AddWord(CallbackData, prefix="va"):
    of: List


class Tag(CallbackData, prefix="tg"):
    """Tag a client, or take the tag off; without a tag, ask which."""

    client: Id
    tag: Id = 0


class Tagged(CallbackData, prefix="tl"):
    """The clients with a tag, after that one."""

    tag: Id
    after: Id = 0


class Merge(CallbackData, prefix="mg"):
    """Two clients who are one: ask which other, show what comes of it, do it."""

    client: Id  # stays
    other: Id = 0  # becomes part of them
    sure: bool = False


class Unmerge(CallbackData, prefix="um"):
    merge: Id


class RemarkOn(CallbackData, prefix="rk"):
    """Say something of a contact whose day is over, or that somebody else has told."""

    contact: Id


class Recommend(CallbackData, prefix="rc"):
    """Ask for a recommendation in a contact; `nobody`: asked, and nobody was named."""

    contact: Id
    nobody: bool = False


class TakeBack(CallbackData, prefix="tb"):
    """A client written down today by mistake."""

    client: Id


class SetMissed(CallbackData, prefix="ms"):
    """A lead was let go; without a source, nobody knows where it came from."""

    source: Code = ""


class SetFact(CallbackData, prefix="fa"):
    """What a contact was that is no enquiry."""

    fact: Fact


class Clientless(CallbackData, prefix="cl"):
    """Something to do about a contact that left no client."""

    class Do(StrEnum):
        NOTE = "n"
        UNDO = "u"
        BELIEVE = "y"
        DOUBT = "d"

    do: Do
    number: Id


class Stop(CallbackData, prefix="st"):
    """Never come back: the refusal, and what was affirmed last."""

    contact: Id
    affirmed: Affirmation | None = None


class Observe(CallbackData, prefix="ob"):
    """What a criterion of the profile was found to be: 1 yes, 0 no, above them not known."""

    stop: Id
    criterion: Id
    value: Id


class Decide(CallbackData, prefix="de"):
    """Something to do about a client who is to be given up."""

    class Do(StrEnum):
        SHOW = "s"
        SEND = "a"
        APPROVE = "y"
        REFUSE = "n"

    do: Do
    stop: Id


class AddCriterion(CallbackData, prefix="ca"):
    kind: Kind


class HideCriterion(CallbackData, prefix="ch"):
    criterion: Id
    hide: bool


class Person(CallbackData, prefix="pe"):
    """One of the team."""

    member: Id


class SetRole(CallbackData, prefix="ro"):
    member: Id
    role: Role


class SetAccess(CallbackData, prefix="ac"):
    """Take somebody's access away, once that is sure, or give it back."""

    member: Id
    out: bool
    sure: bool = False


class GiveAll(CallbackData, prefix="ga"):
    """All clients of one member to another, once it is known to whom."""

    member: Id
    taker: Id = 0


class Pick(CallbackData, prefix="pk"):
    """Pick one of a member's clients to be given away, or let go of one; `after` pages on."""

    member: Id
    client: Id = 0
    after: Id = 0


class GivePicked(CallbackData, prefix="gp"):
    """Those picked to another, once it is known to whom."""

    member: Id
    taker: Id = 0


class Quit(CallbackData, prefix="qt"):
    """Leave the team of one's own will."""

    sure: bool = False


class Return(CallbackData, prefix="lb"):
    """Somebody is back earlier than was said."""

    member: Id


KINDS: tuple[type[CallbackData], ...] = (
    Go,
    Begin,
    Card,
    Whom,
    TellOf,
    TellNew,
    Import,
    Column,
    NameReason,
    Add,
    Found,
    More,
    Recorded,
    Edit,
    DropPhone,
    SetSource,
    SetResponsible,
    NoReach,
    Report,
    AskPeriod,
    Take,
    OpenFigure,
    PlanSilent,
    OpenSpend,
    Remind,
    SetZone,
    SetCurrency,
    LinkGroup,
    Export,
    TakeAll,
    Data,
    Deletion,
    OpenLog,
    OpenRule,
    SetRule,
    Leave,
    Return,
    Person,
    SetRole,
    SetAccess,
    GiveAll,
    Pick,
    GivePicked,
    Quit,
    ListContacts,
    RemarkOn,
    Recommend,
    TakeBack,
    SetMissed,
    SetFact,
    Clientless,
    Stop,
    Observe,
    Decide,
    AddCriterion,
    HideCriterion,
    WorkIn,
    SetLanguage,
    Invite,
    Revoke,
    Second,
    OpenList,
    OpenWord,
    AddWord,
    Tag,
    Tagged,
    Merge,
    Unmerge,
    Discuss,
    NextLoss,
    Judge,
    SetReason,
    Assign,
    Task,
)
