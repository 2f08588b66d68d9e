"""What the bot says is said in every language, whole, and without the label it does away with."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.i18n import LANGUAGES, LOCALES, SOURCE_LANGUAGE, speaking
from bot.texts.format import money
from sales.label import Finding, recognise
from tests.house import House

BOT = Path(__file__).parents[2] / "bot"
# Where our own words name the label: to refuse it, to explain it, and to say that it is not here.
MAY_NAME_THE_LABEL = (
    "🚫 “Non-target” is not a loss reason",
    "A name cannot say “non-target”",
    "Whoever loses a deal picks a concrete reason",
)


def extracted() -> Iterator[tuple[str, int, Any]]:
    for file, line, message, _comments, _context in extract_from_dir(
        str(BOT), [("**.py", "python")], keywords={"_": None, "N_": None, "ngettext": (1, 2)}
    ):
        yield file, line, message


def translated(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / "kept.po").open("rb") as file:
        return read_po(file, locale=language)


OTHER_LANGUAGES = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def tags(text: str) -> list[str]:
    return sorted(re.findall(r"</?[a-z]+>", text))


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else [*message.string]


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_everything_said_is_translated_with_its_placeholders(language: str) -> None:
    found = translated(language)
    for file, line, said in extracted():
        single = said if isinstance(said, str) else said[0]
        message = found.get(single)
        assert message is not None, f"{file}:{line}: {single!r} is not translated"
        for form in forms(message):
            assert placeholders(form) == placeholders(single), f"{file}:{line}: {form!r}"
            assert tags(form) == tags(single), f"{file}:{line}: {form!r}"


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_no_translation_is_empty_fuzzy_or_left_over(language: str) -> None:
    used = {said if isinstance(said, str) else said[0] for _file, _line, said in extracted()}
    found = translated(language)
    for message in found:
        if not message.id:
            continue
        single = message.id if isinstance(message.id, str) else message.id[0]
        assert all(forms(message)), f"{single!r} has an empty form"
        assert len(forms(message)) == (1 if isinstance(message.id, str) else found.num_plurals)
        assert not message.fuzzy, single
        assert single in used, f"{single!r} is said nowhere any more"
    assert not found.obsolete


def test_our_own_words_name_the_label_only_to_explain_it() -> None:
    for message in translated("ru"):
        single = message.id if isinstance(message.id, str) else message.id[0]
        said = [single, *forms(message)] if single else []
        if any(recognise(text) is Finding.LABEL for text in said):
            assert single.startswith(MAY_NAME_THE_LABEL), f"{single!r} uses the label"


@pytest.mark.parametrize(
    ("minor", "currency", "russian", "english"),
    [
        (4_500_000, "RUB", "45 000 ₽", "₽45,000"),
        (-4_550, "RUB", "-45,5 ₽", "-₽45.5"),
        (4_500_000, "USD", "45 000 $", "$45,000"),
        (4_500_000, "KZT", "45 000 KZT", "KZT 45,000"),
        (45_000, "XOF", "45 000 F CFA", "F CFA 45,000"),
    ],
)
def test_money_has_its_sign_and_letters_stand_apart(
    minor: int, currency: str, russian: str, english: str
) -> None:
    for language, told in (("ru", russian), ("en", english)):
        with speaking(language):
            assert money(minor, currency) == told.replace(" ", "\u202f")


async def test_a_sale_is_told_in_roubles_in_english(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/language")
    await team.press(anna, "English")
    await team.write(anna, "/new Brown +79123456789")
    await team.press(anna, "✅ Bought")
    assert "✅ Bought: ₽45,000" in (await team.write(anna, "45000")).text
