"""Being asked to stop: a bot at work finishes what it holds, one that is still starting just ends."""

import asyncio
import signal


class Ending:
    """Made inside the task that starts the bot."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self._starting = asyncio.current_task()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._ask)

    def _ask(self) -> None:
        self.asked.set()
        if self._starting is not None:
            self._starting.cancel()

    def started(self) -> None:
        """From now on whoever waits for `asked` decides."""
        self._starting = None
