"""Files of text are read whatever they are written in and cut by."""

from pathlib import Path

import pytest

from tables.reading import look, read_rows
from tests.tables.reading import entries

TEXT = (
    "Имя{0}Телефон{0}Комментарий\r\n"
    "Иванов Иван{0}8 912 345-67-89{0}просил, перезвонить\r\n"
    "Сидорова{0}84951234567{0}\r\n"
)
ENCODINGS = ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "cp866", "utf-16", "utf-16-le", "utf-16-be"]


def saved(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "base.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_any_encoding_and_separator_is_found(tmp_path: Path, encoding: str, separator: str) -> None:
    text = TEXT.format(separator).replace("просил, перезвонить", '"просил, перезвонить"')
    first, second = entries(saved(tmp_path, text, encoding))
    assert (first.name, first.phones, first.note) == ("Иванов Иван", ("+79123456789",), "просил, перезвонить")
    assert (second.name, second.phones) == ("Сидорова", ("+74951234567",))


def test_a_western_encoding_is_told_from_a_cyrillic_one(tmp_path: Path) -> None:
    path = saved(tmp_path, "Name,Phone\nMüller Jörg,+4930901820\nGünter Weiß,+4930901821\n", "cp1252")
    assert [one.name for one in entries(path)] == ["Müller Jörg", "Günter Weiß"]


def test_excels_word_about_the_separator_is_no_row(tmp_path: Path) -> None:
    path = saved(tmp_path, "sep=,\r\nИмя,Телефон\r\nИванов,89123456789\r\n")
    assert look(path).titles == ("Имя", "Телефон")


def test_quotes_and_line_ends_within_cells_are_kept(tmp_path: Path) -> None:
    path = saved(tmp_path, 'Имя;Компания;Комментарий\n"Иванов";"ООО ""Ромашка""";"раз\r\nдва; три"\n')
    [entry] = entries(path)
    assert (entry.company, entry.note) == ('ООО "Ромашка"', "раз\nдва; три")


def test_numbers_of_rows_are_those_a_spreadsheet_shows(tmp_path: Path) -> None:
    path = saved(tmp_path, 'Имя;Комментарий\nИванов;"раз\nдва"\n;\nПетров;\n')
    assert [row.number for row in read_rows(path, look(path))] == [2, 4]


def test_reading_goes_on_after_the_row_where_it_stopped(tmp_path: Path) -> None:
    path = saved(tmp_path, "Имя\n" + "".join(f"Иванов {number}\n" for number in range(10)))
    table = look(path)
    assert [row.number for row in read_rows(path, table, after=8)] == [9, 10, 11]
    assert table.about == 10


def test_what_cannot_be_seen_is_taken_out_and_what_can_is_kept(tmp_path: Path) -> None:
    text = "Имя;Комментарий\nИва\u200bнов\u00a0Иван;45\u00a0000 \u202eруб\tв месяц 🎉\n"
    [entry] = entries(saved(tmp_path, text))
    assert (entry.name, entry.note) == (
        "Иванов\u00a0Иван".replace("\u00a0", " "),
        "45\u00a0000 руб в месяц 🎉",
    )


def test_a_short_row_is_filled_with_blanks(tmp_path: Path) -> None:
    [entry] = entries(saved(tmp_path, "Имя;Телефон;Компания\nИванов;89123456789\n"))
    assert entry.company == ""


def test_columns_beyond_the_header_are_kept_in_the_note(tmp_path: Path) -> None:
    [entry] = entries(saved(tmp_path, "Имя;Телефон\nИванов;89123456789;лишнее\n"))
    assert entry.note == "лишнее"


def test_a_header_said_again_on_each_page_is_no_client(tmp_path: Path) -> None:
    path = saved(tmp_path, "Имя;Телефон\nИванов;89123456789\nИмя;Телефон\nПетров;89123456780\n")
    assert [one.name for one in entries(path)] == ["Иванов", "Петров"]
