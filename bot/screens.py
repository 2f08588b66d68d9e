"""What a message shows now, as far as this process knows: an edit that changes nothing is refused by Telegram."""

import re
from collections import OrderedDict

from storage.outbox import Letter

REMEMBERED = 5_000
SHOWING = frozenset({"sendMessage", "editMessageText"})
# What tells a sending from an edit of the same: quotes within a text are escaped, and so never match.
_ADDRESS = re.compile(r'"(?:chat_id|message_id)": ?-?\d+,?')
_MESSAGE = re.compile(r'"message_id": ?(\d+)')


class Screens:
    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int], int] = OrderedDict()

    def shows(self, letter: Letter) -> bool:
        """Whether the message that it edits shows just that."""
        found = _MESSAGE.search(letter.payload) if letter.method == "editMessageText" else None
        return found is not None and self._known.get((letter.chat_id, int(found[1]))) == seen(letter.payload)

    def note(self, letter: Letter, message_id: int) -> None:
        if letter.method in SHOWING:
            self._known[letter.chat_id, message_id] = seen(letter.payload)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)

    def forget(self) -> None:
        """Somebody else may have changed them."""
        self._known.clear()


def seen(payload: str) -> int:
    """What a message shows, whatever call put it there."""
    return hash(_ADDRESS.sub("", payload))
