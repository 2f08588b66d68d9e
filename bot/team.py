"""People of the team, and the invitations by which more come in."""

from datetime import UTC, datetime, timedelta

from aiogram.types import InlineKeyboardButton
from aiogram.utils.deep_linking import create_deep_link

from bot.buttons import Go, Invite, Quit, Revoke, Screen, WorkIn
from bot.i18n import _
from bot.keyboards import Row, button, keyboard
from bot.routes import Routes
from bot.staff import ways_in
from bot.texts import house as texts
from bot.texts import words
from bot.texts.format import short
from bot.visit import Answer, Visit
from sales.people import Role, may_invite
from storage import people, teams

routes = Routes()
USES = (1, 5, 20)
DAYS = (1, 7, 30)


@routes.screen(Screen.TEAM, command="team")
def show_team(visit: Visit, _argument: str = "") -> Answer:
    book = visit.book
    text = texts.people(book.team, teams.roster(book))
    going = [button(_("🚪 Leave the team"), Quit())]
    if not book.me.leads:
        return visit.show(text, keyboard(going))
    rows: list[Row] = [
        *ways_in(visit),
        [button(_("✉️ Invite"), Invite(role=Role.MANAGER)), button(_("🏖 Leave"), Go(to=Screen.LEAVES))],
    ]
    listed = teams.open_invitations(book)[:20]
    for one in listed:
        expires = datetime.fromtimestamp(one.expires_at, UTC)
        rows.append([button(texts.revoke(one, expires, book.now, book.zone), Revoke(invitation=one.id))])
    if listed:
        text += "\n\n" + texts.open_invitations(listed)
    return visit.show(text, keyboard(*rows, going))


@routes.screen(Screen.TEAMS)
def choose_team(visit: Visit, _argument: str = "") -> Answer:
    """One person may work in several teams; each sees nothing of the others."""
    rows = [
        [button("🏢 " + short(team.name, 50), WorkIn(team=team.id))]
        for team in people.teams_of(visit.tx, visit.person.id)
    ]
    return visit.show(texts.choose_team(), keyboard(*rows))


@routes.press(WorkIn)
def work_in(visit: Visit, press: WorkIn) -> Answer:
    for team in people.teams_of(visit.tx, visit.person.id):
        if team.id == press.team:
            people.work_in(visit.tx, visit.person.id, team.id)
            return visit.show(texts.back_again(team, visit.person.name))
    visit.toast = texts.stale()
    return None


@routes.press(Invite, allow=Role.HEAD)
def invite(visit: Visit, press: Invite) -> Answer:
    allowed = may_invite(visit.book.me.role)
    if press.role not in allowed or press.uses not in USES or press.days not in DAYS:
        visit.toast = texts.not_for_role()
        return None
    if press.make:
        return make(visit, press)
    roles = [_choice(words.name(role), press, role=role) for role in allowed]
    uses = [_choice(texts.uses(number), press, uses=number) for number in USES]
    days = [_choice(texts.lasting(number), press, days=number) for number in DAYS]
    done = button(_("✉️ Make the link"), press.model_copy(update={"make": True}))
    return visit.show(
        texts.invitation_choices(),
        keyboard(roles, uses, days, [done], [button(_("← Back"), Go(to=Screen.TEAM))]),
    )


def _choice(text: str, press: Invite, **choice: object) -> InlineKeyboardButton:
    chosen = all(getattr(press, name) == value for name, value in choice.items())
    return button(("● " if chosen else "") + text, press.model_copy(update=choice))


def make(visit: Visit, press: Invite) -> Answer:
    """The link goes into a message of its own, to be forwarded."""
    token = teams.invite(visit.book, press.role, press.uses, timedelta(days=press.days))
    link = create_deep_link(visit.bot_username, "start", token)
    told = visit.say(texts.invitation_made(press.role, press.uses, press.days, link))
    return [show_team(visit), told]  # type: ignore[list-item]


@routes.press(Revoke, allow=Role.HEAD)
def revoke(visit: Visit, press: Revoke) -> Answer:
    teams.revoke(visit.book, press.invitation)
    visit.toast = texts.revoked()
    return show_team(visit)
