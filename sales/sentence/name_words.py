"""A Russian word read as a part of a name: what it may be, and whether it is sure to be one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sales.dates.vocabulary import MEANINGS
from sales.sentence.government import Government, is_role
from sales.sentence.lexicon import known, russian_names
from sales.sentence.morphology import Form, Forms, Kind, forms_of, surname_forms
from sales.sentence.words import Word

NAMES = (Kind.NAME, Kind.SURNAME, Kind.PATRONYMIC)
SURE_NAME, SURE_SURNAME = 0.45, 0.25
DOUBTFUL = 0.01
LONGEST_OF_THINGS = 5  # letters of a surname that is a thing too: Пак, Тен; a longer one is rather a company
SURE_BY_ENDING = 0.8
TYPICAL_ENDINGS = ("енко", "ян", "яну", "яном", "дзе", "швили", "чук", "чуку", "чуком")
OF_A_CASE = ("е", "у", "ой", "ей", "ом", "ем")
SON_OF = frozenset({"оглы", "кызы"})


@dataclass(frozen=True, slots=True)
class Named:
    """A word that may be a part of a name; `sure` by itself, or only where the sentence says so."""

    word: Word
    kind: Kind
    parts: tuple[tuple[Form, ...], ...]  # of a double surname two
    sure: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    forms: Forms


@dataclass(frozen=True, slots=True)
class _Standing:
    """How a word stands in its sentence: what its capital letter is worth, and what is beside it."""

    capital: bool
    distinct: bool  # a capital letter that nothing but a name explains
    beside_name: bool
    of_people: bool
    acts: bool  # a verb stands right behind it


def read_name_word(
    words: Sequence[Word], place: int, govern: Government, group: Sequence[Named]
) -> Named | None:
    """`group` are the parts of the same name that stand before it."""
    word = words[place]
    if not word.russian or len(word.plain) < 2 or _says_else(word, group):
        return None
    if word.plain in SON_OF:
        return Named(word, Kind.OTHER, (), sure=False) if group else None
    pieces = [_Piece(piece, forms_of(piece)) for piece in word.text.lower().replace("’", "'").split("-")]
    if not word.capital and not all(map(_has_a_chance, pieces)):
        return None
    standing = _standing(words, place, govern, group)
    read = tuple(_read(piece, standing) for piece in pieces)
    if not all(read):
        return None
    return Named(word, _kind_of(read[0]), read, all(_is_sure(piece, standing) for piece in pieces))


def _has_a_chance(piece: _Piece) -> bool:
    """Whether it may be a name at all in small letters."""
    listed = piece.text in russian_names() or piece.text in known("people", "trades")
    return listed or not piece.forms.known or bool(piece.forms.of(*NAMES, Kind.BEING))


def _says_else(word: Word, group: Sequence[Named]) -> bool:
    meaning = MEANINGS.get(word.plain, ("FILLER", 0))[0]
    return (meaning != "FILLER" and not (group and word.capital)) or is_role(word)


def _standing(words: Sequence[Word], place: int, govern: Government, group: Sequence[Named]) -> _Standing:
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else None
    beside = following if following is not None and following.adjoins else None
    acts = beside is not None and is_verb(beside)
    named = beside is not None and _is_sure_name(beside)
    return _Standing(
        capital=word.capital,
        distinct=word.capital and (not word.opens or beside is None or acts),
        beside_name=named or any(one.sure for one in group),
        of_people=govern.of_people,
        acts=acts,
    )


def _is_sure_name(word: Word) -> bool:
    listed = word.plain in russian_names()
    return word.russian and (listed or forms_of(word.plain).share(Kind.NAME, Kind.PATRONYMIC) >= SURE_NAME)


def is_verb(word: Word) -> bool:
    forms = forms_of(word.plain).all if word.russian and len(word.plain) > 2 else ()
    return bool(forms) and forms[0].kind is Kind.OTHER and forms[0].acts


def _kind_of(forms: Sequence[Form]) -> Kind:
    single = [form for form in forms if not form.plural] or forms
    return max(NAMES, key=lambda kind: max((form.score for form in single if form.kind is kind), default=0.0))


def _is_sure(piece: _Piece, standing: _Standing) -> bool:
    forms = piece.forms
    if piece.text in russian_names() or (standing.beside_name and standing.capital):
        return True
    if forms.known and (forms.share(*NAMES) >= SURE_NAME or forms.share(Kind.SURNAME) >= SURE_SURNAME):
        return True
    if not standing.capital or not (forms.of(*NAMES) or is_typical(piece.text)):
        return False
    return not forms.known or (standing.distinct and not forms.of(Kind.PLACE))


def is_typical(piece: str) -> bool:
    """Whether it ends as surnames do."""
    by_ending = any(form.score >= SURE_BY_ENDING for form in surname_forms(piece))
    return len(piece) > 4 and (by_ending or piece.endswith(TYPICAL_ENDINGS))


def _read(piece: _Piece, standing: _Standing) -> tuple[Form, ...]:
    """Give what the word may be as a part of a name."""
    if piece.text in russian_names():
        return _as_listed(piece)
    if piece.forms.known:
        return _read_known(piece, standing)
    beside = standing.of_people or standing.beside_name or standing.acts
    return surname_forms(piece.text) if standing.capital or (beside and is_typical(piece.text)) else ()


def _as_listed(piece: _Piece) -> tuple[Form, ...]:
    single = (form for form in piece.forms.of(Kind.NAME) if not form.plural)
    declined = (replace(form, kind=Kind.NAME, score=form.score / 2) for form in surname_forms(piece.text))
    return (*single, *declined)


def _read_known(piece: _Piece, standing: _Standing) -> tuple[Form, ...]:
    """Take a word of the dictionary for a name where it mostly is one, or where it stands as one does."""
    forms, text = piece.forms, piece.text
    named = tuple(_if_declined(form, text) for form in forms.of(*NAMES))
    mostly = forms.share(*NAMES) >= SURE_SURNAME or standing.capital or (standing.of_people and len(text) > 3)
    if named and mostly and (len(text) > 2 or standing.beside_name):
        return (*named, *(replace(form, score=form.score * DOUBTFUL) for form in surname_forms(text)))
    if is_typical(text) and (standing.capital or (standing.acts and forms.of(Kind.SURNAME))):
        return surname_forms(text)
    short = standing.of_people and standing.distinct and len(text) <= LONGEST_OF_THINGS
    if standing.capital and (standing.beside_name or short):
        return (*_beings(forms), *surname_forms(text))
    trade = text in known("people", "trades")
    return _beings(forms) if standing.capital or standing.of_people or trade else ()


def _beings(forms: Forms) -> tuple[Form, ...]:
    return tuple(replace(form, kind=Kind.SURNAME) for form in forms.of(Kind.BEING) if not form.plural)


def _if_declined(form: Form, piece: str) -> Form:
    """A first name said never to be declined that ends as a case does is rather that case of another."""
    fixed = form.kind is Kind.NAME and form.case == "any" and piece.endswith(OF_A_CASE)
    return replace(form, score=form.score * DOUBTFUL) if fixed else form
