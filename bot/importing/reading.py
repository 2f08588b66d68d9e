"""What of a team its files are read by."""

from bot.importing.conversion import Team
from bot.texts.format import exponent, region
from storage.book import Book


def rules_of(book: Book) -> Team:
    team = book.team
    return Team(team.zone, book.today, region(team.zone), exponent(team.currency), team.currency)
