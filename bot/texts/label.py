"""Why the label is no reason, and what is asked instead: kindly, and without scolding."""

from bot.i18n import _
from sales.label import Finding


def explained(finding: Finding | None) -> str:
    """A paragraph for before the question, or nothing where nothing was found."""
    if finding is Finding.LABEL:
        return _(
            "🚫 “Non-target” is not a loss reason: it explains nothing and closes the door on a client into "
            "whom time and money already went. What concretely stood in the way?"
        )
    if finding is Finding.SPIRIT:
        return _("🤔 That says how it felt. And what concretely stood in the way of buying?")
    return ""
