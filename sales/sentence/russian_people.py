"""People named in Russian: found by what the words may be and what governs them, put into the nominative."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from sales.dates.vocabulary import MEANINGS
from sales.sentence.government import Government, governing, is_role
from sales.sentence.lexicon import known, russian_names
from sales.sentence.morphology import Form, Forms, Kind, forms_of, surname_forms
from sales.sentence.said import Part
from sales.sentence.words import Word

NAMES = (Kind.NAME, Kind.SURNAME, Kind.PATRONYMIC)
SURE_NAME, SURE_SURNAME = 0.45, 0.25
DOUBTFUL = 0.01
SURE_BY_ENDING = 0.8
TYPICAL_ENDINGS = ("енко", "ян", "яну", "яном", "дзе", "швили", "чук", "чуку", "чуком", "оглы", "кызы")
GENDERS, CASES = ("masc", "femn"), ("nomn", "gent", "datv", "accs", "ablt", "loct")
FITTING, USUAL, SEVERAL, UNFIT = 20.0, 40.0, 0.1, 0.002
SON_OF = frozenset({"оглы", "кызы"})
MOST_WORDS = 4


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


def russian_people(words: Sequence[Word], busy: frozenset[int]) -> Iterator[Part[str]]:
    """Give each person in order; `busy` are the places of words that are known to say something else."""
    place, before = 0, Government()
    while place < len(words):
        if not words[place].russian or words[place].start in busy:
            place += 1
            continue
        govern = governing(words, place, before)
        group = _group(words, place, busy, govern)
        if group:
            yield _person(group, govern)
            before = govern
        place += len(group) or 1


def _group(words: Sequence[Word], place: int, busy: frozenset[int], govern: Government) -> list[Named]:
    group: list[Named] = []
    while place < len(words) and len(group) < MOST_WORDS:
        word = words[place]
        if group and not word.adjoins and len(group[-1].word.text + word.text) > 2 + len(word.gap):
            break
        named = (
            None
            if word.start in busy or (not group and _is_street(words, place))
            else _initial(word, words, place, group) or _named(words, place, govern, group)
        )
        named = named and _of_another_kind(named, group)
        if named is None:
            break
        group.append(named)
        place += 1
    return _if_certain(_trimmed(group), words, place, govern)


def _is_street(words: Sequence[Word], place: int) -> bool:
    """Read «на Ленина 15» as where and not who: only what is governed otherwise follows "in" and "on"."""
    return place > 0 and words[place].adjoins and words[place - 1].plain in known("people", "streets")


def _of_another_kind(named: Named, group: Sequence[Named]) -> Named | None:
    """Take a second first name for a surname, and leave a second surname to the next person."""
    kinds = {one.kind for one in group}
    if named.kind is Kind.OTHER or named.kind not in kinds:
        return named
    if named.kind is Kind.NAME and Kind.SURNAME not in kinds and named.word.capital:
        return replace(named, kind=Kind.SURNAME)
    return None


def _trimmed(group: list[Named]) -> list[Named]:
    """Without words at either end that are names only beside a sure one they do not stand by."""
    return group if any(one.kind is not Kind.OTHER for one in group) else []


def _if_certain(group: list[Named], words: Sequence[Word], after: int, govern: Government) -> list[Named]:
    if not group or any(one.sure for one in group) or (govern.of_people and _fits(group, govern)):
        return group
    first = group[0].word
    acts = after < len(words) and words[after].adjoins and _is_verb(words[after])
    by_form = first.plain in known("people", "trades") or _is_typical(first.plain)
    return group if (first.capital or by_form) and acts else []


def _is_verb(word: Word) -> bool:
    forms = forms_of(word.plain).all if word.russian else ()
    return bool(forms) and forms[0].kind is Kind.OTHER and forms[0].acts


def _fits(group: Sequence[Named], govern: Government) -> bool:
    return any(form.case in govern.cases or form.case == "any" for part in group[0].parts for form in part)


def _initial(word: Word, words: Sequence[Word], place: int, group: Sequence[Named]) -> Named | None:
    """Read the letters of "Иванов И. П.": each stands alone and a full stop follows it."""
    follows = words[place + 1].gap if place + 1 < len(words) else "."
    alone = len(word.text) == 1 and word.russian and (word.capital or "." in word.gap + follows)
    if not alone or not group or (place + 1 < len(words) and not follows.startswith(".")) or len(group) > 2:
        return None
    form = Form(Kind.OTHER, f"{word.text.upper()}.", "both", "any", plural=False, score=1.0)
    return Named(word, Kind.OTHER, ((form,),), sure=False)


def _named(words: Sequence[Word], place: int, govern: Government, group: Sequence[Named]) -> Named | None:
    word = words[place]
    if not word.russian or len(word.plain) < 2 or _says_else(word, group):
        return None
    if word.plain in SON_OF:
        return Named(word, Kind.OTHER, (), sure=False) if group else None
    standing = _standing(words, place, govern, group)
    pieces = [_Piece(piece, forms_of(piece)) for piece in word.text.lower().replace("’", "'").split("-")]
    read = [_read(piece, standing) for piece in pieces]
    if not all(read):
        return None
    return Named(word, _kind_of(read[0]), tuple(read), all(_is_sure(piece, standing) for piece in pieces))


def _standing(words: Sequence[Word], place: int, govern: Government, group: Sequence[Named]) -> _Standing:
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else None
    beside = following if following is not None and following.adjoins else None
    acts = beside is not None and _is_verb(beside)
    named = beside is not None and _is_sure_name(beside)
    return _Standing(
        capital=word.capital,
        distinct=word.capital and (not word.opens or beside is None or acts),
        beside_name=named or any(one.sure for one in group),
        of_people=govern.of_people,
        acts=acts,
    )


def _is_sure_name(word: Word) -> bool:
    if not word.russian:
        return False
    return (
        word.plain in russian_names() or forms_of(word.plain).share(Kind.NAME, Kind.PATRONYMIC) >= SURE_NAME
    )


def _kind_of(forms: Sequence[Form]) -> Kind:
    single = [form for form in forms if not form.plural] or forms
    return max(NAMES, key=lambda kind: sum(form.score for form in single if form.kind is kind))


def _says_else(word: Word, group: Sequence[Named]) -> bool:
    meaning = MEANINGS.get(word.plain, ("FILLER", 0))[0]
    return (meaning != "FILLER" and not (group and word.capital)) or is_role(word)


def _is_sure(piece: _Piece, standing: _Standing) -> bool:
    forms = piece.forms
    if piece.text in russian_names() or (standing.beside_name and standing.capital):
        return True
    if forms.known and (forms.share(*NAMES) >= SURE_NAME or forms.share(Kind.SURNAME) >= SURE_SURNAME):
        return True
    by_form = bool(forms.of(*NAMES)) or _is_typical(piece.text)
    return (
        by_form
        and standing.capital
        and (standing.distinct or not forms.known)
        and not (forms.known and forms.of(Kind.PLACE))
    )


def _is_typical(piece: str) -> bool:
    by_ending = any(form.score >= SURE_BY_ENDING for form in surname_forms(piece))
    return len(piece) > 4 and (by_ending or piece.endswith(TYPICAL_ENDINGS))


def _read(piece: _Piece, standing: _Standing) -> tuple[Form, ...]:
    """Give what the word may be as a part of a name."""
    forms, text = piece.forms, piece.text
    if text in russian_names():
        single = (form for form in forms.of(Kind.NAME) if not form.plural)
        return (
            *single,
            *(replace(form, kind=Kind.NAME, score=form.score / 2) for form in surname_forms(text)),
        )
    if not forms.known:
        by_ending = _is_typical(text) and (standing.of_people or standing.beside_name or standing.acts)
        return surname_forms(text) if standing.capital or by_ending else ()
    return _read_known(piece, standing)


def _read_known(piece: _Piece, standing: _Standing) -> tuple[Form, ...]:
    """Take a word of the dictionary for a name where it mostly is one, or where it stands as one does."""
    forms, text = piece.forms, piece.text
    named = tuple(_if_declined(form, text) for form in forms.of(*NAMES))
    mostly = forms.share(*NAMES) >= SURE_SURNAME or standing.capital or (standing.of_people and len(text) > 3)
    if named and mostly and (len(text) > 2 or standing.beside_name):
        return (*named, *(replace(form, score=form.score * DOUBTFUL) for form in surname_forms(text)))
    if _is_typical(text) and (standing.capital or (standing.acts and forms.of(Kind.SURNAME))):
        return surname_forms(text)
    if standing.capital and standing.beside_name:
        return (*_beings(forms), *surname_forms(text))
    trade = text in known("people", "trades")
    return _beings(forms) if standing.capital or standing.of_people or trade else ()


def _beings(forms: Forms) -> tuple[Form, ...]:
    return tuple(replace(form, kind=Kind.SURNAME) for form in forms.of(Kind.BEING) if not form.plural)


def _if_declined(form: Form, piece: str) -> Form:
    """A first name said never to be declined that ends as a case does is rather that case of another."""
    fixed = (
        form.kind is Kind.NAME and form.case == "any" and piece.endswith(("е", "у", "ой", "ей", "ом", "ем"))
    )
    return replace(form, score=form.score * 0.01) if fixed else form


def _person(group: Sequence[Named], govern: Government) -> Part[str]:
    gender, case, plural = max(
        product(GENDERS, CASES, (False, True)), key=lambda agreed: _likelihood(group, *agreed, govern)
    )
    said = [_card_form(one, gender, case, plural=plural) for one in group if one.parts]
    return Part(" ".join(said), group[0].word.start, _end(group))


def _end(group: Sequence[Named]) -> int:
    last = group[-1]
    return last.word.end + (last.kind is Kind.OTHER and len(last.word.text) == 1)


def _likelihood(group: Sequence[Named], gender: str, case: str, plural: bool, govern: Government) -> float:  # noqa: FBT001
    fits = FITTING if case in govern.cases else USUAL if case == "nomn" and not govern.cases else 1.0
    likelihood = fits * (SEVERAL if plural else 1.0)
    for one in group:
        for part in one.parts:
            form = _best(part, gender, case, plural=plural)
            likelihood *= form.score if form else UNFIT
    return likelihood


def _best(part: Sequence[Form], gender: str, case: str, *, plural: bool) -> Form | None:
    agreeing = [
        form
        for form in part
        if form.gender in (gender, "both") and form.case in (case, "any") and form.plural == plural
    ]
    return max(agreeing, key=lambda form: form.score, default=None)


def _card_form(one: Named, gender: str, case: str, *, plural: bool) -> str:
    found = [_best(part, gender, case, plural=plural) or part[0] for part in one.parts]
    return "-".join(form.nominative[:1].upper() + form.nominative[1:] for form in found)
