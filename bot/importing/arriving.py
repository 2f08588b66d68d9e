"""What a file's row becomes on its way into the base: names of people and sources found among the team's own."""

from dataclasses import dataclass

from bot.i18n import LANGUAGES, language, speaking
from bot.importing.layout import pack_cells
from bot.texts import words
from bot.texts.importing import in_words
from sales.clients import Source
from sales.contacts import Outcome
from sales.importing import Arrival, Past, Row
from sales.losses import OwnReason
from sales.text import fold
from storage import reasons, staff
from storage.book import Book
from tables.entries import Contact, Entry, Read
from tables.statuses import SAID, own_words


@dataclass(frozen=True)
class Known:
    """What the team calls its people, sources and reasons, folded, and what each is here."""

    members: dict[str, int]
    sources: dict[str, str]
    own_reasons: dict[str, str]
    currency: str
    language: str  # in which what has no place of its own is told

    @classmethod
    def of(cls, book: Book) -> "Known":
        own = (reason for reason in reasons.catalogue(book) if isinstance(reason, OwnReason))
        return cls(
            staff.members_by_name(book),
            _sources(),
            {fold(reason.named): reason.value for reason in own},
            book.team.currency,
            language(),
        )

    def row(self, read: Read) -> Row:
        problems = [(one.column, one.trouble.value, one.value) for one in read.problems]
        with speaking(self.language):
            client = None if read.entry is None else self._arrival(read.entry)
        return Row(read.row.number, client, pack_cells(read.row.cells), problems)

    def _arrival(self, entry: Entry) -> Arrival:
        return Arrival(
            name=entry.name,
            company=entry.company,
            phones=entry.phones,
            emails=entry.emails,
            telegram=entry.telegram,
            source=self.sources.get(fold(entry.source), entry.source),
            responsible=self.members.get(fold(entry.responsible)) if entry.responsible else None,
            tags=entry.tags,
            note=entry.note,
            next=entry.next,
            contact=None if entry.contact is None else self._past(entry.contact),
            again=entry.again,
        )

    def _past(self, contact: Contact) -> Past:
        reason = contact.reason.value if contact.reason else self._own(contact.reason_text)
        return Past(
            when=contact.when,
            channel=contact.channel.value if contact.channel else contact.own_channel,
            outcome=contact.outcome.value if contact.outcome else "",
            reason=reason,
            words=own_words(contact.reason_text) if contact.reason else contact.reason_text,
            amount=contact.amount if contact.outcome is Outcome.WON else None,
            told=in_words(contact, self.currency),
        )

    def _own(self, said: str) -> str:
        """The team's own reason, alone or before the client's words."""
        named = said.partition(SAID)[0]
        return self.own_reasons.get(fold(said)) or self.own_reasons.get(fold(named)) or ""


def _sources() -> dict[str, str]:
    """The built-in ones by their names in every language."""
    found: dict[str, str] = {}
    for each in LANGUAGES:
        with speaking(each):
            found |= {fold(words.name(source)): source.value for source in Source}
    return found
