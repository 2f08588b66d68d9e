"""Copies of the file: whole, thinned out, put back, and readable by nobody else where that is wanted."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from storage import migrate
from storage.backups import BadBackup, Shelf, newest_good
from storage.damage import damaged_quickly
from storage.errors import Damaged, InUse
from storage.lock import held
from storage.store import open_store

NIGHT = datetime(2026, 11, 25, 0, 1, tzinfo=UTC)


@pytest.fixture
async def shelf(tmp_path: Path) -> Shelf:
    file = tmp_path / "kept.db"
    await migrate.sqlite(file)
    write(file, "Ромашка")
    return Shelf(file, tmp_path / "backups")


def write(file: Path, team: str) -> None:
    with closing(sqlite3.connect(file)) as base, base:
        base.execute(
            f"INSERT INTO teams (name, zone, currency, created_at) VALUES ('{team}', 'UTC', 'RUB', 0)"
        )


def teams(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as base:
        return [name for (name,) in base.execute("SELECT name FROM teams ORDER BY id")]


def spoil(file: Path) -> None:
    """A page in its middle torn."""
    content = bytearray(file.read_bytes())
    middle = len(content) // 8192 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    content[4096:4296] = b"\xff" * 200
    file.write_bytes(content)


def test_a_copy_holds_what_was_committed_while_others_write_on(shelf: Shelf) -> None:
    with closing(sqlite3.connect(shelf.file, isolation_level=None)) as busy:
        busy.execute("PRAGMA journal_mode = WAL")
        busy.execute("BEGIN IMMEDIATE")
        busy.execute("INSERT INTO teams (name, zone, currency, created_at) VALUES ('Позже', 'UTC', 'RUB', 0)")
        made = shelf.make(NIGHT)
        busy.execute("COMMIT")
    assert teams(made.path) == ["Ромашка"]
    assert teams(shelf.file) == ["Ромашка", "Позже"]
    assert [path.name for path in shelf.folder.iterdir()] == ["kept-20261125T000100Z.db"]


def test_the_last_days_weeks_and_months_are_kept(shelf: Shelf) -> None:
    shelf.folder.mkdir()
    for days in range(800):
        (shelf.folder / f"kept-{NIGHT - timedelta(days=days):%Y%m%dT%H%M%SZ}.db").touch()
    for days in (1, 2, 3, 500):
        made = NIGHT - timedelta(days=days)
        (shelf.folder / f"kept-{made:%Y%m%dT%H%M%SZ}-before-0009.db").touch()
    (shelf.folder / "letters.db").touch()
    shelf.thin_out()
    nightly = [(NIGHT - one.made).days for one in shelf.listed() if not one.migration]
    assert nightly[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len(nightly) <= 7 + 4 + 12
    assert 300 < nightly[-1] < 366
    assert len([one for one in shelf.listed() if one.migration]) == 3
    assert (shelf.folder / "letters.db").exists()


async def test_a_copy_put_back_is_the_base_again_and_what_was_there_is_kept(shelf: Shelf) -> None:
    made = shelf.make(NIGHT)
    write(shelf.file, "Василёк")
    aside = shelf.restore(made.path, NIGHT)
    assert aside is not None
    assert teams(aside) == ["Ромашка", "Василёк"]
    assert teams(shelf.file) == ["Ромашка"]
    await (await open_store(f"sqlite:///{shelf.file}")).close()


def test_a_spoilt_copy_is_found_out_and_not_put_back(shelf: Shelf) -> None:
    good, spoilt = shelf.make(NIGHT - timedelta(days=1)), shelf.make(NIGHT)
    spoil(spoilt.path)
    with pytest.raises(BadBackup):
        shelf.restore(spoilt.path, NIGHT)
    assert teams(shelf.file) == ["Ромашка"]
    assert newest_good(shelf) == good


async def test_a_spoilt_file_is_not_opened_and_not_copied_over_good_ones(shelf: Shelf) -> None:
    spoil(shelf.file)
    assert damaged_quickly(shelf.file, 5)
    with pytest.raises(Damaged):
        await open_store(f"sqlite:///{shelf.file}")
    with pytest.raises(BadBackup):
        shelf.make(NIGHT)
    assert shelf.listed() == []


def test_what_is_encrypted_is_read_with_its_key_alone(shelf: Shelf) -> None:
    key, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    sealing = Shelf(shelf.file, shelf.folder, str(key.to_public()))
    made = sealing.make(NIGHT)
    assert made.path.name == "kept-20261125T000100Z.db.age"
    assert "Ромашка".encode() not in made.path.read_bytes()
    for wrong in ("", str(other), "no key"):
        with pytest.raises(BadBackup):
            sealing.restore(made.path, NIGHT, wrong)
    write(shelf.file, "Василёк")
    sealing.restore(made.path, NIGHT, str(key))
    assert teams(shelf.file) == ["Ромашка"]


async def test_a_migration_that_fails_leaves_the_file_as_it_was_and_a_copy(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        with closing(sqlite3.connect(shelf.file, timeout=0)):
            raise RuntimeError

    with closing(sqlite3.connect(shelf.file)) as base, base:
        base.execute("UPDATE alembic_version SET version_num = '0001'")
    monkeypatch.setattr(migrate.command, "upgrade", fail)
    with pytest.raises(RuntimeError):
        await migrate.sqlite(shelf.file, lambda version: shelf.make(NIGHT, version))
    assert teams(shelf.file) == ["Ромашка"]
    assert [one.migration for one in shelf.listed()] == [True]


def test_one_process_works_with_a_file(shelf: Shelf) -> None:
    with held(shelf.file), pytest.raises(InUse), held(shelf.file):
        raise AssertionError
    with held(shelf.file):
        pass
