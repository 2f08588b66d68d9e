"""Sources and tags as a file names them: the team's own words, added where it has none of that name."""

from collections.abc import Iterable, Sequence

from sales.importing import Arrival
from sales.text import fold
from sales.vocabulary import MOST, List, Own, Word, read_word
from storage import vocabulary
from storage.book import Book

LISTED = 2 * MOST  # words of a list, the hidden ones too: a screen shows no more


class Terms:
    """What a batch names, found or added."""

    def __init__(self, book: Book, import_id: int, arrivals: Sequence[Arrival]) -> None:
        sources = dict.fromkeys(who.source for who in arrivals if who.source)
        tags = dict.fromkeys(tag for who in arrivals for tag in who.tags)
        self._sources = _named(book, import_id, List.SOURCES, sources)
        self._tags = _named(book, import_id, List.TAGS, tags)

    def source(self, name: str) -> str | None:
        """Its code; none where there is none, or its list has no place for it."""
        found = self._sources.get(name)
        return None if found is None else found.word.value

    def tags(self, names: Iterable[str]) -> list[int]:
        """Their numbers, each once."""
        return [*dict.fromkeys(self._tags[name].id for name in names if name in self._tags)]

    def homeless(self, who: Arrival) -> list[str]:
        """What of it can only be a note."""
        found = [tag for tag in who.tags if tag not in self._tags]
        return [who.source, *found] if who.source and who.source not in self._sources else found

    def without(self, who: Arrival) -> Arrival:
        source = who.source if who.source in self._sources else ""
        return who._replace(source=source, tags=tuple(tag for tag in who.tags if tag in self._tags))


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
