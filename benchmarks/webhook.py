"""Updates posted to the replicas as Telegram does it: those of a chat in order, of many chats side by side."""

import asyncio
from collections import deque
from collections.abc import Sequence

from sandbox.tasks import Tasks

Queue = tuple[int, str]  # a chat, and whether it is what is typed there or what is pressed
SECRET = "webhook-secret_1"
AT_ONCE = 40  # Telegram's own default of max_connections
AGAIN = 0.05  # seconds


class Webhook:
    """A balancer too: each update goes to the next replica, over raw HTTP, so that it costs the bots nothing."""

    def __init__(self) -> None:
        self.kept = asyncio.Event()  # everything offered was accepted
        self._queues: dict[Queue, deque[str]] = {}
        self._ready: asyncio.Queue[Queue] = asyncio.Queue()
        self._tasks = Tasks()

    def offer(self, _number: int, queue: Queue, update: str) -> None:
        self.kept.clear()
        if queue in self._queues:
            self._queues[queue].append(update)
        else:
            self._queues[queue] = deque([update])
            self._ready.put_nowait(queue)

    async def open(self, ports: Sequence[int]) -> None:
        for number in range(AT_ONCE):
            streams = await asyncio.open_connection("127.0.0.1", ports[number % len(ports)])
            self._tasks.start(self._post(*streams))

    async def close(self) -> None:
        await self._tasks.stop()

    async def _post(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                queue = await self._ready.get()
                if await accepted(reader, writer, self._queues[queue][0]):
                    self._queues[queue].popleft()
                else:
                    await asyncio.sleep(AGAIN)
                self._go_on(queue)
        finally:
            writer.close()

    def _go_on(self, queue: Queue) -> None:
        if self._queues[queue]:
            self._ready.put_nowait(queue)
            return
        del self._queues[queue]
        if not self._queues:
            self.kept.set()


async def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, update: str) -> bool:
    body = update.encode()
    head = (
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    answer = await reader.readuntil(b"\r\n\r\n")
    return answer.startswith(b"HTTP/1.1 200 ")
