"""An upgrade brings the base on while a bot of the former version is still at work: it ends, and gives nothing up."""

import random
from pathlib import Path

from storage import migrate
from tests.bot.lives import Forks
from tests.bot.replicas import open_replicas
from tests.house import create_team

VERSION = "UPDATE alembic_version SET version_num = '{}'"
TOMORROW, TODAY = "ALTER TABLE talks RENAME TO talks_new", "ALTER TABLE talks_new RENAME TO talks"


async def test_it_ends_and_what_it_could_not_do_is_done_by_the_next(
    forks: Forks, database_url: str, tmp_path: Path
) -> None:
    async with open_replicas(forks, database_url, tmp_path, 1, random.Random(1), webhook=False) as replicas:
        await replicas.rise(0)
        olga = replicas.person("Olga")
        await create_team(replicas, olga, "Ромашка")
        await replicas.change(VERSION.format("9999"))
        await replicas.rows(TOMORROW)
        olga.write("/find Иванов")
        replicas.pid = replicas.pids.pop(0)
        assert await replicas.ended() == 1
        assert "error=OtherVersion" in replicas.log()
        assert "Traceback" not in replicas.log()
        assert "library=" not in replicas.log()
        assert await replicas.rows("SELECT count(*) FROM inbox WHERE state = 'failed'") == [(0,)]
        await replicas.rows(TODAY)
        await replicas.change(VERSION.format(migrate.newest()))
        await replicas.rise(0)
        await replicas.settled()
        assert "Иванов" in olga.last().text
