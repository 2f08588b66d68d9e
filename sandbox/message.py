"""A message as the Bot API gives it; it is never changed, an edit puts a new one in its place."""

from collections.abc import Iterator
from typing import Any

Button = dict[str, Any]


class Message(dict[str, Any]):
    @property
    def id(self) -> int:
        return int(self["message_id"])

    @property
    def text(self) -> str:
        return str(self.get("text", self.get("caption", "")))

    @property
    def rows(self) -> list[list[str]]:
        """The words on the inline buttons, row by row."""
        return [[button["text"] for button in row] for row in self._keyboard()]

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self._keyboard() for button in row]

    def button(self, words_or_data: str) -> Button:
        """The button with these words, or this data, or else the only one whose words hold these."""
        for field in ("text", "callback_data"):
            for button in self.buttons:
                if button.get(field) == words_or_data:
                    return button
        near = [button for button in self.buttons if words_or_data in button["text"]]
        if len(near) == 1:
            return near[0]
        raise LookupError(f"no button {words_or_data!r} in {self.rows}")

    def _keyboard(self) -> list[list[Button]]:
        markup = self.get("reply_markup") or {}
        rows: list[list[Button]] = markup.get("inline_keyboard", [])
        return rows

    def drawn(self) -> Iterator[str]:
        yield from (self.text or self._kind()).splitlines()
        for row in self.rows:
            yield " ".join(f"[{words}]" for words in row)

    def _kind(self) -> str:
        return next((f"({kind})" for kind in ("photo", "document", "contact") if kind in self), "")
