"""What a row becomes, what is rejected, and how nothing that was written is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.contacts import Channel, Outcome
from sales.losses import Reason
from tables.cells import Row, tidy_cell
from tables.columns import Column
from tables.content import is_person
from tables.entries import Read, Trouble
from tables.fields import Field
from tables.mapping import guess_mapping
from tables.reading import look
from tables.rows import Reader
from tests.tables.reading import RULES, read


def of(tmp_path: Path, text: str) -> list[Read]:
    path = tmp_path / "base.csv"
    path.write_text(text, encoding="utf-8")
    return read(path)


def one(*told: tuple[Field, object], title: str = "Столбец") -> Read:
    mapping = tuple(Column(index, title, field, 1.0) for index, (field, _cell) in enumerate(told))
    return Reader(mapping, RULES).read(Row(2, [cell for _field, cell in told]))


def troubles(found: Read) -> list[Trouble]:
    return [problem.trouble for problem in found.problems]


def test_a_row_that_tells_of_nobody_is_rejected_and_says_what_it_held(tmp_path: Path) -> None:
    first, second = of(tmp_path, "Имя;Телефон;Город\n;12345;Москва\nИванов;89123456789;\n")
    assert first.entry is None
    assert troubles(first) == [Trouble.PHONE, Trouble.NOBODY]
    assert (first.problems[0].row, first.problems[0].column, first.problems[0].value) == (2, 1, "12345")
    assert first.row.cells == ["", "12345", "Москва"]
    assert second.entry


def test_whoever_is_called_by_the_label_alone_is_called_by_their_phone() -> None:
    found = one((Field.NAME, "Нецелевой"), (Field.PHONE, "89123456789"))
    assert troubles(found) == [Trouble.LABEL]
    assert found.entry is not None
    assert (found.entry.name, found.entry.phones) == ("", ("+79123456789",))
    assert "Нецелевой" in found.entry.note


def test_letters_that_have_no_name_are_nobodys() -> None:
    assert not is_person("A\U00017000")
    assert is_person("Ёлкина-Палкина Мария")


@pytest.mark.parametrize("cell", ["89123456781 Мария", "8-912-345-67-81 Мария", "Мария 89123456781"])
def test_what_stands_beside_a_phone_is_kept_in_the_note(cell: str) -> None:
    found = one((Field.NAME, "Иванов"), (Field.PHONE, cell))
    assert found.entry is not None
    assert found.entry.phones == ("+79123456781",)
    assert "Мария" in found.entry.note


@pytest.mark.parametrize(
    ("field", "cell", "trouble"),
    [
        (Field.PHONE, "8 912 345", Trouble.PHONE),
        (Field.EMAIL, "ivan собака mail.ru", Trouble.EMAIL),
        (Field.TELEGRAM, "да, есть", Trouble.TELEGRAM),
        (Field.DATE, "в прошлую среду", Trouble.DATE),
        (Field.DATE, "01.12.2026", Trouble.DATE_AHEAD),
        (Field.NEXT_DATE, "когда-нибудь потом", Trouble.DATE),
        (Field.AMOUNT, "много", Trouble.SUM),
        (Field.AMOUNT, "100 $", Trouble.CURRENCY),
        (Field.OUTCOME, "архив 2019", Trouble.OUTCOME),
        (Field.CHANNEL, "голубиная почта", Trouble.CHANNEL),
        (Field.TAGS, "нецелевой", Trouble.LABEL),
        (Field.SOURCE, "нецелевой лид", Trouble.LABEL),
        (Field.COMPANY, "Нецелевые", Trouble.LABEL),
    ],
)
def test_what_cannot_be_read_is_told_and_kept_in_the_note(field: Field, cell: str, trouble: Trouble) -> None:
    found = one((Field.NAME, "Иванов"), (field, cell))
    assert troubles(found) == [trouble]
    assert found.problems[0].value == cell
    assert found.entry
    assert found.entry.note == f"Столбец: {cell}"


def test_the_banned_label_is_no_reason_and_stays_as_evidence() -> None:
    for told in [(Field.REASON, "нецелевой"), (Field.OUTCOME, "Нецелевой клиент")]:
        found = one((Field.NAME, "Иванов"), told)
        assert found.entry
        assert found.entry.contact
        assert found.entry.contact.outcome is Outcome.LOST
        assert found.entry.contact.reason is None
        assert found.entry.contact.reason_text == told[1]


def test_a_reason_is_taken_only_where_the_words_name_one_for_certain() -> None:
    for said, reason in [
        ("Нет бюджета", Reason.NO_MONEY),
        ("нет денег", Reason.NO_MONEY),
        ("что-то не то", None),
    ]:
        found = one((Field.NAME, "Иванов"), (Field.OUTCOME, "отказ"), (Field.REASON, said))
        assert found.entry
        assert found.entry.contact
        assert (found.entry.contact.reason, found.entry.contact.reason_text) == (reason, said)


def test_a_reason_alone_tells_of_a_loss_and_beside_a_sale_it_is_a_remark() -> None:
    alone = one((Field.NAME, "Иванов"), (Field.REASON, "нет денег"))
    assert alone.entry
    assert alone.entry.contact
    assert alone.entry.contact.outcome is Outcome.LOST
    beside = one((Field.NAME, "Иванов"), (Field.OUTCOME, "купил"), (Field.REASON, "нет денег"))
    assert beside.entry
    assert beside.entry.contact
    assert (beside.entry.contact.reason, beside.entry.note) == (None, "Столбец: нет денег")


def test_a_stage_of_another_funnel_is_a_next_step_by_its_name() -> None:
    found = one((Field.NAME, "Иванов"), (Field.OUTCOME, "Согласование договора"), (Field.CHANNEL, "Звонок"))
    assert found.entry
    assert found.entry.contact
    assert found.entry.contact.outcome is Outcome.NEXT_STEP
    assert found.entry.contact.channel is Channel.CALL
    assert found.entry.note == "Столбец: Согласование договора"


def test_a_name_in_parts_stands_in_the_order_of_its_language() -> None:
    for parts, name in [
        (("Иванов", "Иван", "Петрович"), "Иванов Иван Петрович"),
        (("Brown", "John", "F"), "John F Brown"),
    ]:
        last, first, patronymic = parts
        found = one((Field.LAST_NAME, last), (Field.FIRST_NAME, first), (Field.PATRONYMIC, patronymic))
        assert found.entry
        assert found.entry.name == name


def test_a_name_too_long_is_cut_and_kept_whole_in_the_note() -> None:
    long = "Иванов " * 30
    found = one((Field.NAME, long.strip()))
    assert found.entry
    assert len(found.entry.name) <= 100
    assert found.entry.note == f"Столбец: {long.strip()}"


def test_ways_of_several_columns_come_together_once_each() -> None:
    found = one(
        (Field.PHONE, "89123456789"),
        (Field.PHONE, "+7 912 345-67-89, 84951234567"),
        (Field.TELEGRAM, "@ivan_i, @petr_p"),
    )
    assert found.entry
    assert found.entry.phones == ("+79123456789", "+74951234567")
    assert (found.entry.telegram, found.entry.note) == ("ivan_i", "Telegram: @petr_p")


def test_tags_are_told_apart_and_groups_of_programs_are_none() -> None:
    found = one(
        (Field.NAME, "Иванов"), (Field.TAGS, "* myContacts ::: Опт ::: VIP"), (Field.TAGS, "опт2; VIP")
    )
    assert found.entry
    assert found.entry.tags == ("Опт", "VIP", "опт2")


CELLS = (
    st.text(max_size=30)
    | st.floats()
    | st.integers()
    | st.dates()
    | st.datetimes()
    | st.none()
    | st.booleans()
)


@given(st.lists(st.tuples(st.sampled_from(Field), CELLS), max_size=8))
def test_any_row_by_any_mapping_becomes_an_entry_or_a_problem(told: list[tuple[Field, object]]) -> None:
    found = one(*[(field, tidy_cell(cell)) for field, cell in told])
    assert found.entry or Trouble.NOBODY in troubles(found)


@given(st.lists(st.text(max_size=15), max_size=6), st.lists(st.lists(CELLS, max_size=8), max_size=4))
def test_any_table_has_a_mapping_with_each_field_that_stands_alone_once(
    titles: list[str], rows: list[list[object]]
) -> None:
    mapping = guess_mapping([*map(tidy_cell, titles)], [[*map(tidy_cell, row)] for row in rows])
    alone = [
        column.field
        for column in mapping
        if column.field in (Field.NAME, Field.COMPANY, Field.DATE, Field.OUTCOME)
    ]
    assert len(alone) == len(set(alone))
    assert all(0 <= column.confidence <= 1 for column in mapping)


@given(st.lists(st.text("абв ,;\n", max_size=20), min_size=1, max_size=5))
def test_every_word_of_columns_that_nobody_knows_is_in_the_note(cells: list[str]) -> None:
    told = [(Field.NAME, "Иванов"), *((Field.KEPT, tidy_cell(cell)) for cell in cells)]
    found = one(*told)
    assert found.entry
    assert all(word in found.entry.note for cell in cells for word in cell.split())


def test_a_mapping_may_be_changed_by_hand_and_no_field_is_taken_twice(tmp_path: Path) -> None:
    path = tmp_path / "base.csv"
    path.write_text("Имя;Прозвище;Телефон\nИванов;Ваня;89123456789\n", encoding="utf-8")
    changed = look(path).changed(1, Field.NAME)
    assert [column.field for column in changed.mapping] == [Field.KEPT, Field.NAME, Field.PHONE]
