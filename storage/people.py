"""Who writes to the bot, and which team they work in. Reads across teams, since a person comes before any."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, select, update

from sales.lessons import Lesson
from sales.people import Member, Person, Role, Team
from storage.schema import members, people, talks, teams
from storage.sql import adding, seconds
from storage.team_row import COLUMNS, team_of
from storage.tx import Tx


@dataclass(frozen=True)
class Caller:
    """A person as they stand before the bot: their place in a team, if any, and what they were last asked."""

    person: Person
    team: Team | None
    member: Member | None
    question: str | None
    about: str


_CALLER = (
    select(
        people.c.id,
        people.c.name,
        people.c.language,
        people.c.unreachable_at,
        people.c.taught,
        teams.c.id.label("team_id"),
        *COLUMNS,
        members.c.id.label("member_id"),
        members.c.role,
        talks.c.question,
        talks.c.about,
    )
    .select_from(people)
    .outerjoin(
        members,
        and_(
            members.c.person_id == people.c.id,
            members.c.team_id == people.c.team_id,
            members.c.suspended_at.is_(None),
        ),
    )
    .outerjoin(teams, teams.c.id == members.c.team_id)
    .outerjoin(talks, talks.c.person_id == people.c.id)
    .where(people.c.telegram_id == bindparam("telegram"))
)
_ADD_PERSON = adding(people, "telegram_id", "name", "language", "created_at").returning(people.c.id)
_RENAME = update(people).where(people.c.id == bindparam("person")).values(name=bindparam("name"))
_SPEAK = update(people).where(people.c.id == bindparam("person")).values(language=bindparam("language"))
_TEACH = update(people).where(people.c.id == bindparam("person")).values(taught=bindparam("told"))
_WORK_IN = update(people).where(people.c.id == bindparam("person")).values(team_id=bindparam("team"))
_TEAMS_OF = (
    select(teams.c.id, *COLUMNS)
    .join(members, members.c.team_id == teams.c.id)
    .where(members.c.person_id == bindparam("person"), members.c.suspended_at.is_(None))
    .order_by(members.c.id)
)
_REACHED = (
    update(people)
    .where(people.c.telegram_id == bindparam("telegram"), people.c.unreachable_at.is_not(None))
    .values(unreachable_at=None)
)
_UNREACHED = (
    update(people)
    .where(people.c.telegram_id == bindparam("telegram"), people.c.unreachable_at.is_(None))
    .values(unreachable_at=bindparam("since"))
)
_LANGUAGE = select(people.c.language).where(people.c.telegram_id == bindparam("telegram"))


def meet(tx: Tx, telegram_id: int, name: str, language: str, now: datetime) -> Caller:
    """Who this is; somebody new is written down."""
    row = tx.first(_CALLER, telegram=telegram_id)
    if row is None:
        person_id = tx.value(
            _ADD_PERSON, telegram_id=telegram_id, name=name, language=language, created_at=seconds(now)
        )
        return Caller(Person(person_id, telegram_id, name, language), None, None, None, "")
    if row.name != name:
        tx.run(_RENAME, person=row.id, name=name)
    if row.unreachable_at is not None:
        tx.run(_REACHED, telegram=telegram_id)
    person = Person(row.id, telegram_id, name, row.language, row.taught)
    if row.member_id is None:
        return Caller(person, None, None, row.question, row.about or "")
    team = team_of(row.team_id, row)
    return Caller(person, team, Member(row.member_id, Role(row.role)), row.question, row.about or "")


def speak(tx: Tx, person: Person, language: str) -> None:
    tx.run(_SPEAK, person=person.id, language=language)


def teach(tx: Tx, person: Person, lesson: Lesson) -> None:
    """It is explained to them now, and never again."""
    tx.run(_TEACH, person=person.id, told=person.taught + lesson.value)


def language_of(tx: Tx, telegram_id: int) -> str | None:
    language = tx.value(_LANGUAGE, telegram=telegram_id)
    return None if language is None else str(language)


def work_in(tx: Tx, person_id: int, team_id: int) -> None:
    tx.run(_WORK_IN, person=person_id, team=team_id)


def teams_of(tx: Tx, person_id: int) -> list[Team]:
    """The teams in which they may work."""
    return [team_of(row.id, row) for row in tx.all(_TEAMS_OF, person=person_id)]


def mark_unreachable(tx: Tx, telegram_id: int, now: datetime) -> None:
    tx.run(_UNREACHED, telegram=telegram_id, since=seconds(now))
