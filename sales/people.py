"""Who may do what: roles, people and their membership in a team."""

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from sales.rules import DEFAULTS, Rules
from sales.worktime import WorkTime


class Role(StrEnum):
    MANAGER = "manager"
    HEAD = "head"
    OWNER = "owner"


RANK = {Role.MANAGER: 1, Role.HEAD: 2, Role.OWNER: 3}


def at_least(role: Role, needed: Role) -> bool:
    return RANK[role] >= RANK[needed]


def may_invite(inviter: Role) -> tuple[Role, ...]:
    """Nobody hands out more than they hold, and a manager hands out nothing."""
    if inviter is Role.MANAGER:
        return ()
    return tuple(role for role in Role if at_least(inviter, role))


@dataclass(frozen=True)
class Person:
    """Somebody who wrote to the bot, in whatever team or none."""

    id: int
    telegram_id: int
    name: str
    language: str
    taught: str = ""  # the codes of what was explained to them


@dataclass(frozen=True)
class Team:
    id: int
    name: str
    zone: str
    currency: str
    rules: Rules = DEFAULTS

    @property
    def worktime(self) -> WorkTime:
        return self.rules.worktime(ZoneInfo(self.zone))


@dataclass(frozen=True)
class Member:
    """A person's place in the team they now work in."""

    id: int
    role: Role

    @property
    def leads(self) -> bool:
        return at_least(self.role, Role.HEAD)
