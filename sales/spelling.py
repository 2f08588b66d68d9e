"""How a text may be read once its disguise is off: invisible signs, look-alikes, transliteration, a wrong layout."""

import re
import unicodedata
from collections.abc import Iterable

# Telegram's longest message is 4,096 characters, and some characters unfold into several.
_LONGEST = 8192
_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn"}
_BLANKS = str.maketrans(
    dict.fromkeys("\t\u2800\u3164\u115f\u1160\uffa0", " ") | dict.fromkeys("\r\v\f\u2028\u2029", "\n")
)


def _either_case(table: dict[str, str]) -> dict[int, str]:
    """A table for translate; a sign's other case means the same, unless the table itself says otherwise."""
    told = {sign: letter for letter, signs in table.items() for sign in signs}
    cased = {case: told[sign] for sign in told for case in (sign.upper(), sign.lower()) if len(case) == 1}
    return str.maketrans(cased | told)


# A Russian letter and what is put in its place because it looks, or in Latin sounds, like it.
_AS_RUSSIAN = {
    "а": "aAαΑ@ӓᴀ", "б": "Ƃ", "в": "bBvVwWβΒßʙ", "г": "rgGΓ", "д": "dD", "е": "eEεΕєЄ€℮£ҽәᴇ∑", "з": "zZӡ",
    "и": "iIjJιΙіІӏ", "к": "kKκΚqQқҟᴋ", "л": "lLλΛӆљ", "м": "mMμΜᴍ", "н": "hHnNηΗνңҥʜњӊ",
    "о": "oOοΟσøØөѳօ", "п": "πΠ", "р": "pPρΡR", "с": "cCςϲ$¢ѕSs", "т": "tTτΤᴛ", "у": "yYυΥ", "ф": "fFφ",
    "х": "xXχΧ", "ц": "uUҵҷџ",
}  # fmt: skip
_LOOKS_RUSSIAN = _either_case(_AS_RUSSIAN)
_DIGITS_RUSSIAN = str.maketrans("013468", "оиечбв")

# The same the other way: signs that stand for a Latin letter.
_AS_LATIN = {
    "a": "аАα@ᴀ", "b": "вВβß", "c": "сСϲ¢", "e": "еЕεєЄ€ҽᴇ", "f": "ф", "g": "г", "h": "һнН", "i": "іІιї", "j": "јЈ",
    "k": "кКκ", "l": "ӏ", "m": "мМ", "n": "пηπ", "o": "оОοøөօ", "p": "рРρ", "q": "ԛ", "r": "я", "s": "ѕЅ$",
    "t": "тТτ", "u": "и", "v": "ν", "w": "ԝω", "x": "хХχ", "y": "уУ",
}  # fmt: skip
_LOOKS_LATIN = _either_case(_AS_LATIN)
_DIGITS_LATIN = str.maketrans("0134578", "oieastb")

_SOUNDS = {
    "shch": "щ", "sch": "щ", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "ts": "ц", "tz": "ц", "tc": "ц", "cz": "ц",
    "yo": "е", "jo": "е", "ye": "е", "je": "е", "ie": "е", "yu": "ю", "ju": "ю", "ya": "я", "ja": "я", "ce": "це",
    "ci": "ци", "cy": "ци", "x": "кс",
} | dict(zip("abcdefghijklmnopqrstuvwyz", "абкдефгхийклмнопкрстуввиз", strict=True))  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))

_QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_YCUKEN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_SLIPPED_RUSSIAN = str.maketrans(_QWERTY, _YCUKEN)
_SLIPPED_LATIN = str.maketrans(_YCUKEN, _QWERTY)

# Possessive and single-blank on purpose: thousands of digits or blanks must not be gone over again from each of them.
_DIGIT_IN_A_WORD = re.compile(r"(?<=[^\W\d_])\d++|(?<!\d)\d++(?=[^\W\d_])")
_BLANKS_IN_A_ROW = re.compile(r"[^\S\n]+")
_CLAUSE_ENDS = re.compile(r" ?(?:[,.;:!?…]++(?=\s|$)| [-–—]++ |[—()\n])[\W_]*")
_APOSTROPHE = re.compile(r"(?<=\w)['’`´](?=\w)")
_FOLDED = str.maketrans("йё", "ие")
_HEARD = str.maketrans("иыэйаф", "ееееов", "ьъ")
_APART = re.compile(r"[^\w,]+|_+")
_MANY_RUSSIAN = re.compile(r"([а-я])\1+")
_MANY_LATIN = re.compile(r"([a-z])\1{2,}")


def read_as_russian(text: str) -> list[str]:
    """By look, by sound, and as typed in the wrong layout."""
    bare = unmask(text)
    small = bare.casefold()
    # plain English is no Russian in disguise: by look alone, NULL would be «нцл»
    seen = "" if bare.isascii() else _spell_digits(bare, _DIGITS_RUSSIAN).translate(_LOOKS_RUSSIAN)
    heard = _SOUND.sub(lambda found: _SOUNDS[found[0]], small)
    return _distinct(fold(reading) for reading in (seen, heard, small.translate(_SLIPPED_RUSSIAN)))


def read_as_latin(text: str) -> list[str]:
    """By look, and as typed in the wrong layout; «don't» and «dont» are one word."""
    bare = unmask(text)
    seen = _spell_digits(bare, _DIGITS_LATIN).translate(_LOOKS_LATIN)
    slipped = bare.casefold().translate(_SLIPPED_LATIN)
    return _distinct(fold(_APOSTROPHE.sub("", reading)) for reading in (seen, slipped))


def unmask(text: str) -> str:
    """One form for each character, and nothing that cannot be seen."""
    if text.isascii():
        return text[:_LONGEST]
    unfolded = unicodedata.normalize("NFKD", text[:_LONGEST].translate(_BLANKS))[:_LONGEST]
    return "".join(c for c in unfolded if c == "\n" or unicodedata.category(c) not in _INVISIBLE)


def fold(text: str) -> str:
    """Small letters, one blank between words, a comma where a clause ends, no letter twice running."""
    small = _BLANKS_IN_A_ROW.sub(" ", text.casefold().translate(_FOLDED))
    spaced = _APART.sub(" ", _CLAUSE_ENDS.sub(",", small))
    return fold_repeats(spaced.strip(" ,"))


def fold_repeats(text: str) -> str:
    """Russian doubles go, since people misspell them; English ones mean something (off target, of target)."""
    return _MANY_LATIN.sub(r"\1", _MANY_RUSSIAN.sub(r"\1", text))


def sound_alike(word: str) -> str:
    """Unstressed vowels and mute signs as they are heard: two spellings of one word come out the same."""
    return fold_repeats(word.translate(_HEARD).replace("тс", "ц"))


def _spell_digits(text: str, digits: dict[int, int]) -> str:
    return _DIGIT_IN_A_WORD.sub(lambda found: found[0].translate(digits), text)


def _distinct(readings: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(readings))
