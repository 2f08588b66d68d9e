"""Sources, tags and channels as a file names them: the team's own words, added where it has none of that name."""

from collections.abc import Iterable, Sequence

from sales.contacts import Channel
from sales.importing import Arrival, Past
from sales.text import fold
from sales.vocabulary import MOST, List, Own, Word, read_word
from storage import vocabulary
from storage.book import Book

CODES = frozenset(each.value for each in Channel)
LISTED = 2 * MOST  # words of a list, the hidden ones too: a screen shows no more


class Terms:
    """What a batch names, found or added."""

    def __init__(self, book: Book, import_id: int, arrivals: Sequence[Arrival]) -> None:
        sources = dict.fromkeys(who.source for who in arrivals if who.source)
        tags = dict.fromkeys(tag for who in arrivals for tag in who.tags)
        channels = dict.fromkeys(who.contact.channel for who in arrivals if who.contact is not None)
        self._sources = _named(book, import_id, List.SOURCES, sources)
        self._tags = _named(book, import_id, List.TAGS, tags)
        self._channels = _named(
            book, import_id, List.CHANNELS, [each for each in channels if each not in CODES]
        )

    def source(self, name: str) -> str | None:
        """Its code; none where there is none, or its list has no place for it."""
        found = self._sources.get(name)
        return None if found is None else found.word.value

    def tags(self, names: Iterable[str]) -> list[int]:
        """Their numbers, each once."""
        return [*dict.fromkeys(self._tags[name].id for name in names if name in self._tags)]

    def past(self, told: Past) -> Past:
        """Its channel by its code; a call where the list has no place for it."""
        if told.channel in CODES or not told.channel:
            return told
        found = self._channels.get(told.channel)
        return told._replace(channel="" if found is None else found.word.value)

    def homeless(self, who: Arrival) -> list[str]:
        """What of it can only be a note."""
        found = [tag for tag in who.tags if tag not in self._tags]
        if who.contact is not None and who.contact.channel and not self.past(who.contact).channel:
            found.append(who.contact.channel)
        return [who.source, *found] if who.source and who.source not in self._sources else found

    def without(self, who: Arrival) -> Arrival:
        source = who.source if who.source in self._sources else ""
        contact = None if who.contact is None else self.past(who.contact)
        return who._replace(
            contact=contact, source=source, tags=tuple(tag for tag in who.tags if tag in self._tags)
        )


def _named(book: Book, import_id: int, of: List, names: Iterable[str]) -> dict[str, Word]:
    """Which word each name means."""
    if not names:
        return {}
    listed = vocabulary.words(book, of)
    known = _by_name(listed)
    missing = {fold(word): word for word in map(read_word, names) if word and fold(word) not in known}
    new = [*missing.values()][: max(0, LISTED - len(listed))]
    if new:
        vocabulary.add_all(book, of, new, import_id, MOST - sum(not each.hidden for each in listed))
        known = _by_name(vocabulary.words(book, of))
    found = {name: known.get(fold(read_word(name))) for name in names}
    return {name: word for name, word in found.items() if word is not None}


def _by_name(listed: Sequence[Word]) -> dict[str, Word]:
    """By their codes, too: that is how whoever reads a file says a built-in word."""
    coded = {each.word.value: each for each in listed if not isinstance(each.word, Own)}
    renamed = {each.word.value: each for each in listed if not each.word.value.startswith("own")}
    return {
        **renamed,
        **coded,
        **{fold(each.word.named): each for each in listed if isinstance(each.word, Own)},
    }
