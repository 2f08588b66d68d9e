"""People who record one contact after another, by taps and by typed text, and keep their own account of it."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox.message import Message
from sandbox.people import Person
from tests.house import buttons, text_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

LETTERS = "абвгдежзик"
ASKED, KEPT, WHY, PRICE, WHEN = "Как закончилось?", "Записано", "Нет денег", "🔁", "Через"


@dataclass
class Seller:
    person: Person
    chance: random.Random
    rounds: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    notes: int = 0
    expected: list[tuple[str, ...]] = field(default_factory=list)  # the words of each answer, in order

    async def work(self, enough: asyncio.Event) -> None:
        ways: list[Callable[[str], Awaitable[None]]] = [self.loses, self.tells_why, self.sells, self.misses]
        while not enough.is_set():
            self.rounds += 1
            name = self.person.first_name + "".join(LETTERS[int(digit)] for digit in str(self.rounds))
            self.asks_in_a_row()
            await self.brings(name)
            await self.chance.choice(ways)(name)

    def asks_in_a_row(self) -> None:
        """Without waiting for the answers, which come in this order all the same."""
        for number in range(self.chance.randrange(4)):
            query = f"щщщ{self.rounds}{LETTERS[number]}"
            self.person.write(f"/find {query}")
            self.expected.append((query,))

    async def brings(self, name: str) -> None:
        phone = f"+7 9{self.person.id % 100:02} {self.rounds:03}-00-00"
        self.person.write(f"/new {name}, {phone}")
        await self.sees(name, "❌ Отказ", ASKED)

    async def loses(self, name: str) -> None:
        await self.taps(name, "❌ Отказ", WHY)
        await self.taps(name, WHY, WHEN)
        await self.keeps(name, WHEN, "lost")

    async def tells_why(self, name: str) -> None:
        await self.taps(name, "❌ Отказ", WHY)
        await self.types("нет бюджета", name, "Все причины")
        self.notes += 1
        await self.taps(name, WHY, WHEN)
        await self.keeps(name, WHEN, "lost")

    async def sells(self, name: str) -> None:
        await self.taps(name, "✅ Купил", PRICE)
        self.person.write("45 000")
        await self.sees(name, "👤", KEPT)
        self.kept["won"] += 1

    async def misses(self, name: str) -> None:
        await self.taps(name, "📵 Не дозвонился", WHEN)
        await self.types("через две недели", name, "✅ Сохранить")
        await self.keeps(name, "✅ Сохранить", "no_answer")

    # ------------------------------------------------------------ hands and eyes

    async def taps(self, name: str, button: str, then: str) -> None:
        message = self.newest(name, button)
        self.person.press(message, text_of(message, button))
        await self.sees(name, then)

    async def types(self, text: str, name: str, then: str) -> None:
        self.person.write(text)
        await self.sees(name, then)

    async def keeps(self, name: str, button: str, outcome: str) -> None:
        message = self.newest(name, button)
        self.person.press(message, text_of(message, button))
        await self.sees(name, "👤", KEPT)
        self.kept[outcome] += 1

    async def sees(self, name: str, button: str, *words: str) -> None:
        """Waits for as long as the bot may be dead."""
        self.expected.append((name, *words))
        while self.find(name, button, *words) is None:  # noqa: ASYNC110 - what another process will have done
            await asyncio.sleep(0.004)

    def newest(self, name: str, button: str) -> Message:
        found = self.find(name, button)
        assert found is not None
        return found

    def find(self, name: str, button: str, *words: str) -> Message | None:
        for message in self.person.messages()[:-8:-1]:
            shown = "".join(buttons(message))
            if button in shown and all(word in message.text for word in (name, *words)):
                return message
        return None
