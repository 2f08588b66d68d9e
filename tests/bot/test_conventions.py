"""What must hold of every member of a list: each word said in both languages, each button within its 64 bytes."""

import re
from dataclasses import replace
from datetime import datetime, time
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import given
from hypothesis import strategies as st

from bot import draft as drafts
from bot.buttons import KINDS
from bot.draft import NotADraft
from bot.i18n import LANGUAGES, speaking
from bot.search import NAME_BYTES, QUERY_BYTES
from bot.settings import Settings
from bot.texts import words
from sales.clients import Source
from sales.contacts import MOST_AGO, Channel, Direction, Draft, Outcome
from sales.dates import When
from sales.deals import Kind
from sales.hours import known_zones
from sales.losses import Group, Reason, group_of
from sales.people import RANK, Role
from sales.recontact import AFTER_LOSS, Promise
from storage.schema import TEAMLESS, metadata
from tests.bot.forgeries import known

ROOT = Path(__file__).parents[2]
VOCABULARIES = (Reason, Outcome, Channel, Direction, Kind, Source, Role, Group)
LARGEST_ID, LARGEST_SUM = 10**12, 10**14
LIMIT = 64


# ---------------------------------------------------------------- vocabularies


@pytest.mark.parametrize("value", [value for vocabulary in VOCABULARIES for value in vocabulary], ids=repr)
def test_every_value_has_words_of_its_own_in_every_language(value: Enum) -> None:
    said = []
    for language in LANGUAGES:
        with speaking(language):
            said.append(words.name(value))
    assert len({*said}) == len(LANGUAGES), "the same in two languages, so not translated"
    with speaking("ru"):
        alike = [other for other in type(value) if words.name(other) == words.name(value)]
    assert alike == [value]


def test_every_reason_says_when_to_come_back() -> None:
    assert AFTER_LOSS.keys() == {*Reason}
    for days in AFTER_LOSS.values():
        assert len({*days}) == len(days) == 3
        assert all(0 < day <= 3650 for day in days)


def test_every_group_has_a_sign_and_half_of_the_reasons() -> None:
    assert words.GROUP_SIGNS.keys() == {*Group}
    assert [sum(group_of(reason) is group for reason in Reason) for group in Group] == [6, 6]


def test_every_role_has_a_rank_of_its_own() -> None:
    assert RANK.keys() == {*Role}
    assert len({*RANK.values()}) == len(Role)


# ---------------------------------------------------------------- buttons


def largest(kind: type[CallbackData]) -> CallbackData:
    texts = {
        "name": "w" * NAME_BYTES,
        "query": "w" * QUERY_BYTES,
        "currency": "RUB",
        "language": "ru",
        "source": "exhibition",
        "zone": max(known_zones(), key=len),
        "digits": "9" * 15,
    }
    fields: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        annotation = known(field.annotation)
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            fields[name] = max(annotation, key=lambda choice: len(choice.value))
        elif field.annotation is bool:
            fields[name] = True
        else:
            fields[name] = LARGEST_ID if field.annotation is int else texts[name]
    return kind(**fields)


@pytest.mark.parametrize("kind", KINDS)
def test_the_largest_button_of_a_kind_fits_and_reads_back(kind: type[CallbackData]) -> None:
    button = largest(kind)
    assert len(button.pack().encode()) <= LIMIT
    assert kind.unpack(button.pack()) == button


def test_the_largest_draft_fits() -> None:
    when = When(datetime(2046, 12, 31).date(), time(23, 59))  # noqa: DTZ001 - a date alone
    draft = Draft(
        LARGEST_ID,
        Outcome.LOST,
        amount=LARGEST_SUM,
        kind=Kind.UPSELL_BEFORE,
        reason=LARGEST_ID,
        words=LARGEST_ID,
        promise=Promise(when=when),
        fixes=LARGEST_ID,
        ago=MOST_AGO,
        stops=True,
    )
    assert len(drafts.pack(draft).encode()) <= LIMIT
    assert drafts.unpack(drafts.pack(draft)) == draft


ids = st.integers(0, LARGEST_ID)
days = st.dates(datetime(2020, 1, 1).date(), datetime(2046, 12, 31).date())  # noqa: DTZ001 - dates alone
minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
promises = st.builds(Promise, days=st.integers(0, 9999)) | st.builds(
    Promise, when=st.builds(When, days, st.none() | minutes)
)


@given(
    st.builds(
        Draft,
        ids,
        st.none() | st.sampled_from(Outcome),
        st.sampled_from(Channel),
        st.sampled_from(Direction),
        st.none() | st.integers(0, LARGEST_SUM),
        st.none() | st.sampled_from(Kind),
        st.none() | ids,
        st.none() | ids,
        st.none() | promises,
        st.none() | ids,
        st.integers(0, MOST_AGO),
        st.booleans(),
    ).filter(lambda draft: draft.promise or not draft.stops)
)
def test_a_draft_comes_back_from_its_button_as_it_went_in(draft: Draft) -> None:
    packed = drafts.pack(draft)
    assert len(packed.encode()) <= LIMIT
    assert drafts.unpack(packed) == draft


@pytest.mark.parametrize(
    "draft",
    [
        Draft(LARGEST_ID, Outcome.LOST, reason=LARGEST_ID, words=LARGEST_ID, stops=True),
        Draft(LARGEST_ID, Outcome.WON, amount=LARGEST_SUM, kind=Kind.UPSELL_BEFORE),
    ],
)
@pytest.mark.parametrize("sure", [True, False])
def test_the_largest_draft_of_a_sentence_fits(draft: Draft, *, sure: bool) -> None:
    when = When(datetime(2046, 12, 31).date(), time(23, 59))  # noqa: DTZ001 - a date alone
    whole = replace(draft, promise=Promise(when=when), ago=MOST_AGO, sentence=LARGEST_ID, sure=sure)
    assert len(drafts.pack(whole).encode()) <= LIMIT
    assert drafts.unpack(drafts.pack(whole)) == whole


@given(
    st.text(max_size=64) | st.text("r:0123456789abcdefghijklmnopqrstuvwxyz", max_size=64).map("r:".__add__)
)
def test_any_text_is_a_draft_or_refused(text: str) -> None:
    try:
        draft = drafts.unpack(text)
    except NotADraft:
        return
    assert drafts.unpack(drafts.pack(draft)) == draft


# ---------------------------------------------------------------- tables and settings


def test_every_table_belongs_to_a_team_or_says_why_not() -> None:
    for table in metadata.sorted_tables:
        owned = "team_id" in table.columns and not table.columns["team_id"].nullable
        assert owned != (table.name in TEAMLESS), table.name
    assert TEAMLESS.keys() <= metadata.tables.keys()
    assert all(len(reason) > 5 for reason in TEAMLESS.values())


def test_a_row_of_a_team_refers_only_to_rows_of_the_same_team() -> None:
    for table in metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            other = key.referred_table.name
            if table.name not in TEAMLESS and other not in TEAMLESS:
                assert "team_id" in key.column_keys, f"{table.name} -> {other}"


def test_every_setting_is_described() -> None:
    described = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = {*re.findall(r"^#?\s*([A-Z][A-Z_]+)=", described, re.MULTILINE)}
    assert named == {name.upper() for name in Settings.model_fields}
