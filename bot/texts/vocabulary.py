"""The words about the team's own words."""

from bot.i18n import N_, _, ngettext
from bot.texts import words
from bot.texts.format import safe, short
from sales.vocabulary import List, Word

QUOTED = 600
TITLES = {
    List.OBSTACLES: N_("🧱 Reasons: obstacles"),
    List.ERRORS: N_("🎯 Reasons: selling errors"),
    List.SOURCES: N_("🧲 Sources"),
    List.CHANNELS: N_("📞 Channels"),
    List.TAGS: N_("🏷 Tags"),
}
ABOUT = {
    List.OBSTACLES: N_("What stands in the way on the client's side, and can be checked."),
    List.ERRORS: N_("What went wrong in selling, and is ours to mend."),
    List.SOURCES: N_("Where clients come from."),
    List.CHANNELS: N_("How a contact was made: a tap changes it while recording."),
    List.TAGS: N_("What you mark clients by, to list them under 🔎 Clients."),
}


def title(of: List) -> str:
    return _(TITLES[of])


def lists() -> str:
    return _(
        "📚 <b>Lists</b>\nWhat your people pick from. Add your own, rename, put in order, hide; what was recorded "
        "under a hidden word stays."
    )


def list_of(of: List) -> str:
    return f"<b>{title(of)}</b>\n{_(ABOUT[of])}"


def word(of: List, one: Word) -> str:
    lines = [title(of), f"<b>{words.told(one.word)}</b>"]
    if one.hidden:
        lines.append(_("🙈 Hidden: offered no more, kept where it was recorded."))
    if one.helped:
        lines.append(_("💡 What helps: {words}").format(words=safe(short(one.helped, QUOTED))))
    return "\n".join(lines)


def type_word(of: List) -> str:
    asked = {
        List.OBSTACLES: _("Type the reason as a checkable fact. For example: <i>No export licence</i>"),
        List.ERRORS: _("Type the reason as what we did or did not. For example: <i>Sent the offer late</i>"),
        List.SOURCES: _("Type the source. For example: <i>Regional magazine</i>"),
        List.CHANNELS: _("Type the channel. For example: <i>Video call</i>"),
        List.TAGS: _("Type the tag. For example: <i>Chain of shops</i>"),
    }
    return asked[of]


def type_helped(one: Word) -> str:
    return _(
        "What has helped with “{reason}”? Write it in a sentence or two: it is shown to whoever picks this reason."
    ).format(reason=words.told(one.word))


def is_there(name: str) -> str:
    return _("“{name}” is in the list already.").format(name=safe(name))


def one_at_least() -> str:
    return _("Something must be left to pick from.")


def too_many(most: int) -> str:
    return ngettext(
        "More than {n} word is no list to pick from. Hide one first.",
        "More than {n} words are no list to pick from. Hide one first.",
        most,
    ).format(n=most)


def ask_second() -> str:
    return _("What else stood in the way?")


def ask_tags() -> str:
    return _("🏷 Which tags? A tap puts one on or takes it off.")


def tagged(name: str) -> str:
    return _("🏷 <b>{tag}</b>").format(tag=safe(name))


def nobody_tagged(name: str) -> str:
    return _("🏷 <b>{tag}</b>\nNobody has this tag yet: it is put on under ✏️ Correct.").format(tag=safe(name))
