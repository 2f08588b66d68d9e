"""Letters made plain, one for one, so that a place in the plain text is the same place in the typed one."""

import unicodedata
from functools import lru_cache

# Invisible marks say nothing, and of the symbols those after the arrows are pictures.
SAYING_NOTHING = ("Sk", "Mn", "Cf", "Zs")
PICTURES_SINCE = "\u2190"
TYPOGRAPHIC = {"ё": "е", "’": "'", "ʼ": "'"}


def make_plain(text: str) -> str:
    """Take a text already composed (NFC); a superscript stays what it is, for 45² is no 452."""
    return "".join(_plain(letter) for letter in text)


@lru_cache(maxsize=1 << 12)
def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in SAYING_NOTHING or (category == "So" and letter >= PICTURES_SINCE):
        return " "
    folded = letter.lower() if category == "No" else unicodedata.normalize("NFKC", letter).lower()
    return TYPOGRAPHIC.get(folded, folded) if len(folded) == 1 else letter
