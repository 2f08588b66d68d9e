"""Which of the team's clients a typed sentence may be about: fetched by an index, then compared."""

from sales.clients import Introduction
from sales.sentence.whom import Known, Likely, likely_clients, probes_for
from sales.text import fold
from storage import clients, search
from storage.book import Book
from storage.clients import Line
from storage.search_steps import Middle, Start

MOST_PROBED = 40
OFFERED = 6


def clients_of(book: Book, who: Introduction) -> list[Likely]:
    """The likeliest first; whoever has the phone or the mail is certain, whatever they are called."""
    known = clients.known(book, who)
    if known is not None:
        line = clients.line(book, known)
        return [Likely(Known(line.id, line.name, line.company), 1.0, certain=True)]
    if not who.name and not who.company:
        return []
    found = {line.id: line for line in _candidates(book, who)}
    ranked = likely_clients(
        who.name, who.company, [Known(line.id, line.name, line.company) for line in found.values()]
    )
    return ranked[:OFFERED]


def _candidates(book: Book, who: Introduction) -> list[Line]:
    """All who have every word said, or more of them than could be told apart; then those with words alike."""
    exact = search.search(book, who.name or who.company).lines
    both = search.search(book, f"{who.name} {who.company}").lines if who.name and who.company else []
    alike = [
        line
        for probe in map(fold, probes_for(who.name, who.company))
        for step in (Start(probe, ()), Middle(probe, (), last_resort=False))
        for line in step.look(book, (), MOST_PROBED, None)
    ]
    return [*both, *exact, *alike]
