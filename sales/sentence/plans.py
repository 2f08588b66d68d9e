"""Whether a clause tells of what is to come: a step of the deal, what somebody wants, promised, will do or is to do."""

import re
from collections.abc import Iterator

from sales.sentence.around import Around
from sales.sentence.lexicon import pattern
from sales.sentence.morphology import Deed, forms_of

RUSSIAN = re.compile("[а-я]{3,}")
INFINITIVE = re.compile(r"(?:ть|ться|чь)$")
THERE_IS = re.compile(r"\bесть\b")  # and not "to eat"
LIKELY = 0.3  # a word that may as well be a thing: «дёрну», «стартует»
# English notes what is to be done by a verb and a pronoun: "show him in February".
TO_DO_EN = re.compile(r"(?:^|\W)(?:and |then |will |to |i'll |we'll )*([a-z]{3,})(?: up)? (?:him|her|them)\b")


def tells_a_plan(told: Around) -> bool:
    clause, whole = told.clause, f"{told.clause} {told.after}"
    if any(pattern("date", kind).search(whole) for kind in ("step", "wish", "put_off", "later")):
        return True
    if pattern("date", "promises").search(clause) or pattern("reason", "in_talks").search(clause):
        return True
    return any(deed in (Deed.WILL, Deed.TO_DO) for deed in deeds(whole))


def is_to_do(told: Around) -> bool:
    """Read «показать ему в феврале», and not «хочет показать в феврале»: the first verb is what is to be done."""
    first = next(deeds(told.clause), None)
    if first is not None:
        return first is Deed.TO_DO
    found = TO_DO_EN.search(told.clause)
    verb = found[1] if found else "does"
    return not verb.endswith("s") and pattern("date", "done_en").fullmatch(verb) is None


def tells_a_deed(told: Around) -> bool:
    """Whether a verb tells what somebody does or did."""
    return any(deed in (Deed.DOES, Deed.DONE) for deed in deeds(told.clause)) or _acts_in_english(told.clause)


def _acts_in_english(clause: str) -> bool:
    return any(pattern(*path).search(clause) for path in (("date", "done_en"), ("verbs", "english")))


def is_of_others(told: Around) -> bool:
    """Read «конкуренты обещали до 10 декабря», "their trade fair is on 20 February"."""
    return pattern("date", "theirs").search(f"{told.clause} {told.after}") is not None


def deeds(words: str) -> Iterator[Deed]:
    """Of each verb what it tells; one that no dictionary has is known by its ending: «перенабрать»."""
    for word in RUSSIAN.findall(THERE_IS.sub("", words)):
        forms = forms_of(word)
        likely = [form for form in forms.all if form.deed and form.score >= LIKELY]
        if likely:
            yield max(likely, key=lambda form: form.score).deed or Deed.DOES
        elif not forms.known and INFINITIVE.search(word):
            yield Deed.TO_DO
