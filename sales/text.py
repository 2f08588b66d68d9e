"""What people type, made safe to keep and easy to find again."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
# Letters by their category, and nothing to the eye.
_BLANK = dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0\u2800"))
# Joiners that hold emoji together and are no danger in a line of text.
_KEPT = {"\n", "\u200d"}
_WORD = re.compile(r"[^\W_]+")


def tidy(text: str) -> str:
    """Without control, direction-changing and unpaired characters; every visible one stays."""
    kept = (c for c in text.translate(_BLANK) if c in _KEPT or unicodedata.category(c) not in _INVISIBLE)
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def too_long(text: str, limit: int) -> bool:
    return len(one_line(text, len(text))) > limit


def one_line(text: str, limit: int) -> str:
    return " ".join(tidy(text).split())[:limit].rstrip()


def fold(text: str) -> str:
    """The form in which two spellings are the same word: no case, no width, ё as е."""
    wide = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return unicodedata.normalize("NFC", wide)


def words(text: str) -> list[str]:
    return [*_words(text)]


# A client's name is taken apart several times on its way into the base.
@lru_cache(maxsize=2048)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))
