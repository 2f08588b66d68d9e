"""What each person sets for themselves, and the way to everything that has no key of its own."""

from bot.buttons import Go, Screen, SetLanguage
from bot.commands import for_member
from bot.i18n import LANGUAGES, N_, _, speaking
from bot.keyboards import button, keyboard, menu
from bot.routes import Routes
from bot.texts import house as texts
from bot.visit import Answer, Visit
from sales.people import Role
from storage import people

routes = Routes()
LANGUAGE_NAMES = {"ru": "Русский", "en": "English"}


@routes.screen(Screen.MORE, command="settings", menu=N_("⚙️ More"))
def more(visit: Visit, _argument: str = "") -> Answer:
    rows = [
        [button(_("👥 Team"), Go(to=Screen.TEAM)), button("🌐 Язык · Language", Go(to=Screen.LANGUAGE))],
        [button(_("☀️ Morning"), Go(to=Screen.MORNING)), button(_("❓ Help"), Go(to=Screen.HELP))],
    ]
    if visit.book.me.leads:
        rows.append(
            [button(_("📋 Refusals"), Go(to=Screen.REVIEW)), button(_("🕘 Rules"), Go(to=Screen.RULES))]
        )
        rows.append(
            [button(_("💰 Spending"), Go(to=Screen.SPEND)), button(_("🚪 Given up"), Go(to=Screen.STOPS))]
        )
        rows.append(
            [button(_("📚 Lists"), Go(to=Screen.WORDS)), button(_("📥 From a file"), Go(to=Screen.IMPORT))]
        )
    out = [button(_("📤 To a file"), Go(to=Screen.EXPORT))]
    if visit.book.me.role is Role.OWNER:
        out.append(button(_("🗒 Who did what"), Go(to=Screen.LOG)))
    rows.append(out)
    if visit.book.me.role is Role.OWNER:
        rows.append(
            [
                button(_("🌍 Time zone"), Go(to=Screen.ZONES)),
                button(_("💱 Currency"), Go(to=Screen.CURRENCIES)),
            ]
        )
        rows.append([button(_("🗑 Delete the team"), Go(to=Screen.DELETION))])
    if len(people.teams_of(visit.tx, visit.person.id)) > 1:
        rows.append([button(_("🏢 Another team"), Go(to=Screen.TEAMS))])
    return visit.show(texts.more(), keyboard(*rows))


@routes.screen(Screen.LANGUAGE, command="language", allow=None)
def ask_language(visit: Visit, _argument: str = "") -> Answer:
    buttons = [button(LANGUAGE_NAMES[code], SetLanguage(language=code)) for code in LANGUAGES]
    return visit.show(texts.choose_language(), keyboard(buttons))


@routes.press(SetLanguage, allow=None)
def set_language(visit: Visit, press: SetLanguage) -> Answer:
    """Everything follows at once: the menu's keys and the list of commands too."""
    if press.language not in LANGUAGES:
        return ask_language(visit)
    people.speak(visit.tx, visit.person, press.language)
    with speaking(press.language):
        if visit.member is None:
            return visit.say(texts.stranger())
        return [visit.say(texts.first_steps(), menu()), for_member(visit.chat_id, visit.member)]


@routes.screen(Screen.HELP, command="help", allow=None)
def show_help(visit: Visit, _argument: str = "") -> Answer:
    if visit.member is None:
        return visit.show(texts.welcome_newcomer())
    return visit.show(texts.help_for(visit.member.role))
