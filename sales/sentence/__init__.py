"""A typed sentence about a contact, read into its parts: who, what, how it ended, why, and when to come back."""

from sales.sentence.reading import read_sentence
from sales.sentence.said import Guess, Part, Said

__all__ = ["Guess", "Part", "Said", "read_sentence"]
