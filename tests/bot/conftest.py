"""Bots in processes of their own."""

from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Protocol

import pytest

from tests.bot import lives as processes
from tests.bot.lives import Forks, Lives


class Opens(Protocol):
    def __call__(self, **settings: str) -> Awaitable[Lives]: ...


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    server = Forks()
    yield server
    server.close()


@pytest.fixture
async def open_lives(forks: Forks, database_url: str, tmp_path: Path) -> AsyncIterator[Opens]:
    """Not yet started, and with settings of its own."""
    async with AsyncExitStack() as stack:

        async def opens(**settings: str) -> Lives:
            return await stack.enter_async_context(
                processes.open_lives(forks, database_url, tmp_path, **settings)
            )

        yield opens


@pytest.fixture
async def lives(open_lives: Opens) -> Lives:
    return await open_lives()
