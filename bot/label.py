"""The banned label wherever it is typed: explained to who typed it, counted for the team and for nobody by name."""

from bot.texts import label as texts
from bot.visit import Visit
from sales.label import Finding, recognise
from storage import label_tries


def explain(visit: Visit, text: str) -> str:
    """What to say to words that were typed and are kept; nothing where they are honest."""
    finding = recognise(text)
    if finding is Finding.LABEL:
        label_tries.count(visit.book)
    return texts.explained(finding)


def is_label(name: str) -> bool:
    return recognise(name) is Finding.LABEL


def says_label(visit: Visit, name: str) -> bool:
    """Whether a name would bring the label in; the try is counted."""
    found = is_label(name)
    if found:
        label_tries.count(visit.book)
    return found
