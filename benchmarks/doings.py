"""What a manager does all day, as the updates it makes: a contact recorded, today looked at, somebody looked up."""

import re
from collections.abc import Iterator, Sequence
from itertools import cycle

from benchmarks.contestants import OF_KEPT
from benchmarks.person import Person
from benchmarks.seed import phone_of

Step = str | re.Pattern[str]  # typed, or the first button that leads there

ANY_CLIENT, *_, ANY_DATE = OF_KEPT
CONTACT: Sequence[Step] = ("➕ Контакт", *OF_KEPT)
TODAY: Sequence[Step] = ("🔔 Сегодня", re.compile("b:"))
LIST: Sequence[Step] = ("Дело 7", re.compile("c:"))
CARD: Sequence[Step] = ("{phone}",)
DAY = (CONTACT, TODAY, CONTACT, LIST, CONTACT, CARD)
# While nothing is answered they look, press what they see once more, look for somebody, and begin again.
IN_VAIN = (TODAY[0], ANY_CLIENT, LIST[0], CARD[0], CONTACT[0])


def offer(person: Person, step: Step) -> None:
    if isinstance(step, str):
        person.send(step.format(phone=phone_of(person.id)))
    else:
        person.tap(step)


class Manager:
    """Goes on with what they see; where it has no such button, with what they do next."""

    def __init__(self, person: Person, number: int) -> None:
        self.person = person
        self.kept = 0  # contacts that they were shown as kept
        self._steps = _day(number % len(DAY))

    async def go_on(self) -> None:
        """Until it is answered."""
        step = next(self._steps)
        while isinstance(step, re.Pattern) and not self.person.sees(step):
            step = next(self._steps)
        offer(self.person, step)
        await self.person.is_answered()
        self.kept += step is ANY_DATE


def _day(begins_with: int) -> Iterator[Step]:
    for doing in cycle(DAY[begins_with:] + DAY[:begins_with]):
        yield from doing
