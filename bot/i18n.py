"""The reader's language: gettext catalogues read straight from their .po files."""

import gettext as gnu
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("ru", "en")
SOURCE_LANGUAGE = "en"  # the language of the sentences in the code
DOMAIN = "kept"
LOCALES = Path(__file__).parent / "locales"

_language: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)


@cache
def catalogue(language: str) -> gnu.NullTranslations:
    if language == SOURCE_LANGUAGE:
        return gnu.NullTranslations()
    compiled = io.BytesIO()
    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gnu.GNUTranslations(compiled)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def language() -> str:
    return _language.get()


def _(message: str) -> str:
    return _said(message, _language.get())


@cache  # as many as there are sentences in the code
def _said(message: str, language: str) -> str:
    return catalogue(language).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    return catalogue(_language.get()).ngettext(one, many, number)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "to be translated where it is used"
    return message


def language_for(code: str | None, fallback: str) -> str:
    """The language to speak with somebody whose Telegram is set to `code`."""
    spoken = (code or "").split("-")[0].lower()
    if spoken in LANGUAGES:
        return spoken
    return fallback if not spoken else SOURCE_LANGUAGE
