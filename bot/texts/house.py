"""The words of coming in: teams, invitations, people, languages, help."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.i18n import _, ngettext
from bot.texts import words
from bot.texts.format import moment_in_words, safe, short, zone_name
from sales.people import Role, Team
from storage.teams import Invitation, Listed

# As many as one message holds.
MOST_NAMED = 50


def welcome_newcomer() -> str:
    return _(
        "👋 <b>Kept</b> keeps every client of a sales team: each contact in under ten seconds, each refusal "
        "with its reason, and a date to come back.\n\nCreate a team of your own, or join one by an invitation."
    )


def invited_how() -> str:
    return _("Open the invitation link that your head of sales sent you, or paste it here.")


def invitation_invalid() -> str:
    return _("This invitation is no longer valid. Ask for a new one.")


def too_many_links() -> str:
    return _("None of the last links led anywhere. Try again in an hour.")


def stranger() -> str:
    return _("Kept is a bot for sales teams. Press /start to create a team or to join one.")


def name_the_team() -> str:
    return _("What is your team called? Type its name, for example: <i>Romashka, sales</i>")


def team_name_needed() -> str:
    return _("A team needs a name of letters or digits. For example: <i>Romashka, sales</i>")


def confirm_zone(team: Team, now: datetime) -> str:
    return _("Team <b>{team}</b> is created.\nIs your time now <b>{zone}</b>?").format(
        team=safe(team.name), zone=zone_name(team.zone, now)
    )


def choose_zone() -> str:
    return _("Which city's time do you work by? Choose, or type a city.")


def zone_not_found(typed: str) -> str:
    return _("No city “{typed}” among the time zones. Choose a near one, or type another.").format(
        typed=safe(typed)
    )


def confirm_currency(currency: str) -> str:
    return _("Sums are in <b>{currency}</b>?").format(currency=currency)


def sure_of_zone(before: str, after: str, now: datetime) -> str:
    return _(
        "🌍 The team's clock shows {before} now. Change it to <b>{after}</b>? Reminders, the meeting and the week "
        "then come by the new clock, and what was promised for an hour stays at that hour on the wall."
    ).format(before=zone_name(before, now), after=zone_name(after, now))


def sure_of_currency(before: str, after: str) -> str:
    return _("💱 Sums are in {before} now. Change it to <b>{after}</b>?").format(before=before, after=after)


def choose_currency() -> str:
    return _("Which currency are your sums in?")


def ready(team: Team, role: Role) -> str:
    welcome = _("Welcome to <b>{team}</b>! You are here as {role}.").format(
        team=safe(team.name), role=words.name(role)
    )
    return welcome + "\n\n" + first_steps()


def first_steps() -> str:
    return _(
        "➕ <b>Contact</b> records a call or a meeting.\n🔔 <b>Today</b> shows who waits for you.\n"
        "A name, a company or the end of a phone, just typed, finds a client."
    )


def back_again(team: Team, name: str) -> str:
    return _("Hello, {name}! You are in the team <b>{team}</b>.").format(
        name=safe(name), team=safe(team.name)
    )


def in_already(team: Team) -> str:
    return _("You are in the team <b>{team}</b> already.").format(team=safe(team.name))


def joined(name: str, role: Role) -> str:
    return _("👋 {name} has joined the team as {role}.").format(name=safe(name), role=words.name(role))


def left(name: str) -> str:
    return _("🚪 {name} has left the team.").format(name=safe(name))


def people(team: Team, listed: list[Listed]) -> str:
    lines = [_("👥 <b>{team}</b>").format(team=safe(team.name))]
    lines += [f"{safe(short(one.name, 40))} – {words.name(one.role)}" for one in listed[:MOST_NAMED]]
    left = len(listed) - MOST_NAMED
    if left > 0:
        lines.append(and_more(left))
    return "\n".join(lines)


def and_more(number: int) -> str:
    return ngettext("and {n} more", "and {n} more", number).format(n=number)


def choose_team() -> str:
    return _("In which team do you work now?")


def invitation_choices() -> str:
    return _("✉️ <b>Invitation</b>\nFor whom, for how many, for how long?")


def uses(number: int) -> str:
    return ngettext("For {n} person", "For {n} people", number).format(n=number)


def lasting(days: int) -> str:
    return ngettext("For {n} day", "For {n} days", days).format(n=days)


def invitation_made(role: Role, number: int, days: int, link: str) -> str:
    return _("✉️ Invitation as {role}. {uses}, {days}.\nForward it; it is shown only once:\n\n{link}").format(
        role=words.name(role), uses=uses(number), days=lasting(days).lower(), link=link
    )


def open_invitations(listed: list[Invitation]) -> str:
    return ngettext("{n} open invitation.", "{n} open invitations.", len(listed)).format(n=len(listed))


def revoke(invitation: Invitation, expires: datetime, now: datetime, zone: ZoneInfo) -> str:
    return _("🗑 {role}, {uses}, until {when}").format(
        role=words.name(invitation.role),
        uses=uses(invitation.uses_left).lower(),
        when=moment_in_words(expires, False, now, zone),  # noqa: FBT003
    )


def revoked() -> str:
    return _("Revoked: nobody comes in by it any more.")


def more() -> str:
    return _("⚙️ <b>More</b>")


def choose_language() -> str:
    return "🌐 Язык · Language"


def help_for(role: Role) -> str:
    """By what they may do: first what everybody needs, then what a head does, then an owner."""
    parts = [_("❓ <b>How it works</b>"), first_steps(), _reasons_help(), _also_help()]
    if role is not Role.MANAGER:
        parts.append(_heads_help())
    if role is Role.OWNER:
        parts.append(_owners_help())
    return "\n\n".join(parts)


def _reasons_help() -> str:
    return _(
        "Whoever loses a deal picks a concrete reason and a date to come back: the client stays in the base. "
        "There is no “non-target” here."
    )


def _also_help() -> str:
    return _(
        "📵 Missed lead and 🚫 Not an enquiry stand under ➕ Contact: nobody who called is forgotten.\n"
        "🤝 on a card asks for a recommendation, 🔗 merges two clients who are one.\n"
        "/undo takes back the last contact of today, /report shows your week."
    )


def _heads_help() -> str:
    return _(
        "<b>For a head</b>\n/morning is the meeting, /review goes through the refusals.\n"
        "👥 /team: invitations, leave, clients given to another.\n"
        "⚙️ More: 🕘 rules of the clock, 📚 lists people pick from, 💰 what sources cost, 🚪 clients given up."
    )


def _owners_help() -> str:
    return _(
        "<b>For an owner</b>\n👥 /team: roles and access.\n🚪 Given up: the client profile against which a stop is "
        "checked.\n⚙️ More: time zone and currency."
    )


def group_only() -> str:
    return _("Kept answers in private, so that no client's data is shown to a group.")


def cannot_read() -> str:
    return _("I read text and shared contacts. Type a name to find a client, or press ➕ Contact.")


def not_for_role(allow: Role = Role.HEAD) -> str:
    return _("That is for an owner.") if allow is Role.OWNER else _("That is for the head of sales.")


def stale() -> str:
    return _("That is not here any more. Open it anew from the menu.")


def too_late() -> str:
    return _("It was recorded on another day and stays as it was said. Record a new contact beside it.")


def not_yours() -> str:
    return _("Only who recorded it, or a head, can change it.")


def already_undone() -> str:
    return _("It has been taken back or corrected already.")


def date_passed() -> str:
    return _("That date has passed. Choose another.")


def unknown_command() -> str:
    return _("There is no such command. /help shows what there is.")


def not_saved_yet() -> str:
    return _(
        "This is not saved yet: the database takes nothing just now. No need to repeat it, "
        "it will be done as soon as that is over."
    )


def broken(code: str) -> str:
    return _(
        "Something went wrong on our side, and it was not saved. Try once more; the code is {code}."
    ).format(code=code)
