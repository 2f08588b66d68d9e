"""Every kind of button but the draft's own: what its callback data carries. A button is input, not trust."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from sales.clients import Source
from sales.people import Role

# A forged number beyond what a database holds is no button of ours.
Id = Annotated[int, Field(ge=0, le=2**53)]


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


class Add(CallbackData, prefix="a"):
    """Add a client by the name that found nobody."""

    name: str


class Found(CallbackData, prefix="f"):
    """The next page of a search."""

    after: Id
    query: str


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


class SetSource(CallbackData, prefix="so"):
    client: Id
    source: Source


class SetResponsible(CallbackData, prefix="re"):
    client: Id
    member: Id


class NoReach(CallbackData, prefix="nr"):
    """Asked how to reach the client, and was refused."""

    client: Id


class Period(CallbackData, prefix="w"):
    """The report of the week that begins so many weeks before this one."""

    back: int
    mine: bool = False


class SetZone(CallbackData, prefix="z"):
    zone: int


class SetCurrency(CallbackData, prefix="y"):
    currency: str


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


KINDS: tuple[type[CallbackData], ...] = (
    Go,
    Begin,
    Card,
    Add,
    Found,
    More,
    Recorded,
    Edit,
    SetSource,
    SetResponsible,
    NoReach,
    Period,
    SetZone,
    SetCurrency,
    WorkIn,
    SetLanguage,
    Invite,
    Revoke,
)
