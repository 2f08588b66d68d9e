"""Text that a spreadsheet would take for a formula, made plain text, and read back as it was.

An apostrophe goes before it, unless it is a mere number or a list of phones, which no spreadsheet runs. Text that
begins with such an apostrophe by itself gets one more: whatever is written comes back.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
_FIGURES = re.compile(r"[+-]\d+(?:[.,]\d+)?|\+\d{5,15}(?:, \+\d{5,15})*", re.ASCII)


def guarded(text: str) -> str:
    """For a file of text, where the spreadsheet decides what a cell is."""
    return f"'{text}" if _FORMULA.match(text) and not _FIGURES.fullmatch(text) else text


def told_apart(text: str) -> str:
    """For a workbook, whose text is text whatever it begins with."""
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text
