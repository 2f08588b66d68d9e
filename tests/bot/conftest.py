"""Bots in processes of their own."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.bot.lives import Forks, Lives, open_lives


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    server = Forks()
    yield server
    server.close()


@pytest.fixture
async def lives(forks: Forks, database_url: str, tmp_path: Path) -> AsyncIterator[Lives]:
    async with open_lives(forks, database_url, tmp_path) as opened:
        yield opened
