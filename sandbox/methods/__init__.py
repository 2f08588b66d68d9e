"""What each method of the Bot API does to the chats; one function per method."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sandbox.methods import about, albums, chats, editing, media, sending

if TYPE_CHECKING:
    from sandbox.telegram import Telegram

Does = Callable[["Telegram", dict[str, Any]], Any]

DOES: dict[str, Does] = {
    **sending.METHODS,
    **media.METHODS,
    **albums.METHODS,
    **editing.METHODS,
    **chats.METHODS,
    **about.METHODS,
}
