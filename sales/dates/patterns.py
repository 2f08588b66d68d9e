"""How a rule is written: capitals are kinds of words, small letters words, "?" may be left out, "|" is a choice."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from sales.dates.lexemes import Lexeme
from sales.dates.pieces import Piece

# Words that only lead to a fact; what they lead to is handed to the rule, they are not.
LEADING_KINDS = """
    THROUGH IN AFTER BEFORE AT NEAR FROM ON OF TO UPTO A AND OR AGO DASH WORKING NEW THIS NEXT PAST
"""
LEADING = frozenset(LEADING_KINDS.split())

ALONE = ""  # in place of the second word of a rule that has one

Found = tuple[Piece, ...]
# A rule answers None where the values make no sense together: a 45th of March.
Reading = Callable[..., Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    elements: tuple[frozenset[str], ...]
    read: Reading

    def matches(self, lexemes: Sequence[Lexeme], start: int) -> bool:
        if start + len(self.elements) > len(lexemes):
            return False
        for place, element in enumerate(self.elements, start):
            if lexemes[place].kind not in element and lexemes[place].text not in element:
                return False
        return True

    def apply(self, lexemes: Sequence[Lexeme], start: int) -> Found | None:
        return self.read(
            *(
                lexeme.value
                for element, lexeme in zip(self.elements, lexemes[start:], strict=False)
                if lexeme.kind in element and lexeme.kind not in LEADING
            )
        )


def written(pattern: str, read: Reading) -> Iterable[Rule]:
    choices = []
    for element in pattern.split():
        words = frozenset(element.rstrip("?").split("|"))
        if "ORDINAL" in words:
            words |= {"DAYTH"}  # the tenth of a month is a tenth
        choices.append((words, None) if element.endswith("?") else (words,))
    for chosen in product(*choices):
        yield Rule(tuple(words for words in chosen if words is not None), read)


def _shortness(rule: Rule) -> int:
    return -len(rule.elements)


class Grammar:
    """All rules, found by what their first two words are."""

    def __init__(self, *tables: Iterable[tuple[str, Reading]]) -> None:
        self._by_beginning: dict[tuple[str, str], list[Rule]] = defaultdict(list)
        for pattern, read in (row for table in tables for row in table):
            for rule in written(pattern, read):
                second = rule.elements[1] if len(rule.elements) > 1 else [ALONE]
                for beginning in product(rule.elements[0], second):
                    self._by_beginning[beginning].append(rule)

    def matching(self, lexemes: Sequence[Lexeme], start: int) -> Iterable[tuple[int, Found]]:
        """Give what may begin here, the longest first: how many words it takes, and its facts."""
        for rule in sorted(self._beginning(lexemes, start), key=_shortness):
            if rule.matches(lexemes, start) and (found := rule.apply(lexemes, start)) is not None:
                yield len(rule.elements), found

    def _beginning(self, lexemes: Sequence[Lexeme], start: int) -> list[Rule]:
        first, second = lexemes[start], lexemes[start + 1] if start + 1 < len(lexemes) else None
        following = (ALONE, second.kind, second.text) if second else (ALONE,)
        pairs = product((first.kind, first.text), following)
        return [rule for pair in pairs for rule in self._by_beginning.get(pair, ())]
