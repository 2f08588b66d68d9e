"""One sentence read: what is certain first, each found part blanked out before the next is looked for."""

import re
import unicodedata
from dataclasses import replace
from datetime import datetime

from sales.clients import MAIL, TELEGRAM
from sales.contacts import Outcome
from sales.phones import find_phones
from sales.sentence.companies import find_companies
from sales.sentence.leftovers import swallow_leftovers
from sales.sentence.lexicon import pattern
from sales.sentence.moments import find_moments
from sales.sentence.morphology import Deed
from sales.sentence.people import find_people
from sales.sentence.plans import deeds
from sales.sentence.said import Guess, Part, Said, parts_of
from sales.sentence.sums import find_sum
from sales.sentence.touch import find_channel, find_direction, find_outcome, find_payment, find_step
from sales.sentence.why import find_reason
from sales.sentence.words import Text

EDGES = " \t\n.,;:!?-–—()«»\"'"
PIECE_OF_PHONE = re.compile(r"(?<![\d-])\d{2,3}-\d\d-\d\d(?![\d-])")
TELLS = re.compile(r"[^\W\d_][\w .-]{1,40}:\s")  # whom it is about, and then what
FEWEST_TOLD = 3  # words beside a name
LONGEST_SEARCH = 5  # words
Place = tuple[int, int]


def read_sentence(text: str, now: datetime, region: str = "RU", exponent: int = 2) -> Said:
    """Read several sentences together; `now` is in the team's zone, `region` where local phones are from."""
    typed = unicodedata.normalize("NFC", text)
    said = _addresses(typed, region)
    # A second address is nobody's name either.
    pieces = [found.span() for form in (PIECE_OF_PHONE, MAIL, TELEGRAM) for found in form.finditer(typed)]
    whole = Text(typed).without(*_places(said), *pieces)
    said = replace(said, sum=find_sum(whole.typed, exponent))
    said = _who(said, whole.without(*_places(said)))
    rest = whole.without(*_places(said))
    moments = find_moments(rest, now)
    said = replace(said, next=moments.next, ago=moments.ago)
    said = _how(said, rest, rest.without(*moments.places))
    said = swallow_leftovers(replace(said, says_contact=_says_contact(said, rest)))
    return replace(said, note=_note(said))


def _addresses(typed: str, region: str) -> Said:
    mail, nick = MAIL.search(typed), TELEGRAM.search(typed)
    phones = tuple(Part(*found) for found in find_phones(typed, region))
    return Said(
        typed,
        phones=phones,
        mail=Part(mail[0].lower(), *mail.span()) if mail else None,
        telegram=Part(nick[1], *nick.span()) if nick else None,
    )


def _who(said: Said, text: Text) -> Said:
    companies = find_companies(text)
    rest = text.without(*((part.start, part.end) for part in companies))
    return replace(said, companies=tuple(companies), people=tuple(find_people(rest)))


def _how(said: Said, text: Text, dateless: Text) -> Said:
    said = replace(said, channel=find_channel(text), outcome=find_outcome(text) or find_payment(text, said))
    said = replace(said, direction=find_direction(text, said), reason=_reason(said, dateless))
    return said if said.outcome else replace(said, outcome=_told_by_the_rest(said) or find_step(text))


def _reason(said: Said, dateless: Text) -> Part[Guess] | None:
    """A reason belongs to a loss: whoever bought or did not answer has given none."""
    if said.outcome and said.outcome.value is not Outcome.LOST:
        return None
    return find_reason(dateless, lost=said.outcome is not None)


def _told_by_the_rest(said: Said) -> Part[Outcome] | None:
    """A reason tells of a loss, a date to come of a next step."""
    if said.reason:
        return Part(Outcome.LOST, said.reason.start, said.reason.end)
    return Part(Outcome.NEXT_STEP, said.next.start, said.next.end) if said.next else None


def _places(said: Said) -> list[Place]:
    return [(part.start, part.end) for part in parts_of(said)]


def _says_contact(said: Said, rest: Text) -> bool:
    """A phone or a date alone is looked for; beside anything else, or a verb, it tells of a contact."""
    if len(rest.words) > LONGEST_SEARCH or find_outcome(rest) or find_step(rest):
        return True
    if any(deed is not Deed.TO_DO for deed in deeds(rest.plain)) or pattern("verbs", "english").search(
        rest.plain
    ):
        return True
    if TELLS.match(said.text) or said.sum or said.reason or said.channel or said.ago:
        return True
    reached = said.next or said.phones or said.mail or said.telegram
    others = rest.without(*_places(replace(said, outcome=None))).words
    if said.people and len(others) >= FEWEST_TOLD:
        return True
    return bool(reached and (others or said.people or said.companies))


def _note(said: Said) -> str:
    """What stands in no part, in the order in which it was typed."""
    pieces, last = [], 0
    for start, end in [*sorted(_places(said)), (len(said.text), len(said.text))]:
        pieces.append(said.text[last:start].strip(EDGES))
        last = max(last, end)
    return " … ".join(piece for piece in pieces if piece)
