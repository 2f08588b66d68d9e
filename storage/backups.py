"""Copies of the SQLite file on a shelf beside it: made while it is in use, checked, thinned out, put back."""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyrage import DecryptError, IdentityError, RecipientError, decrypt_file, encrypt_file, x25519

from storage.belonging import hand_over
from storage.damage import damaged
from storage.errors import StorageError

DAYS, WEEKS, MONTHS = 7, 4, 12
MIGRATIONS = 3  # copies made before a migration that are kept, besides
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(?P<stem>.+)-(?P<made>\d{8}T\d{6}Z)(?P<before>-before-\w+)?\.db(?P<sealed>\.age)?")


class BadBackup(StorageError):
    """A copy that cannot be trusted, or not be opened; it says why."""


@dataclass(frozen=True)
class Backup:
    path: Path
    made: datetime
    migration: bool  # made before one

    @property
    def sealed(self) -> bool:
        """Encrypted."""
        return self.path.suffix == ".age"


@dataclass(frozen=True)
class Shelf:
    """Where the copies of one file are; `recipient` (age1…) is to whom alone they can be read."""

    file: Path
    folder: Path
    recipient: str = ""

    def listed(self) -> list[Backup]:
        """The newest first."""
        found = (_as_backup(path, self.file.stem) for path in self._names())
        return sorted((one for one in found if one), key=lambda one: (one.made, one.path.name), reverse=True)

    def _names(self) -> Iterable[Path]:
        return self.folder.iterdir() if self.folder.is_dir() else ()

    def make(self, now: datetime, before: str = "") -> Backup:
        """Copy the file as it is at one moment, whoever is writing to it, and open the copy to see that it is whole.

        `before`: the version a migration is going to bring. Raises BadBackup, OSError.
        """
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True)
            hand_over(self.folder)
        self._sweep()
        name = f"{self.file.stem}-{now.astimezone(UTC):{_STAMP}}{before and f'-before-{before}'}.db"
        part = self.folder / f"{name}.part"
        try:
            copy(self.file, part)
            prove(part)
            if self.recipient:
                name, part = f"{name}.age", _sealed(part, self.recipient)
            _settle(part, self.folder / name)
        finally:
            part.unlink(missing_ok=True)
        made = _as_backup(self.folder / name, self.file.stem)
        assert made is not None
        return made

    def _sweep(self) -> None:
        """What a kill left half made."""
        for path in self._names():
            if path.name.startswith(self.file.stem) and ".part" in path.suffixes:
                path.unlink(missing_ok=True)

    def thin_out(self) -> list[Backup]:
        """Drop those that are kept no longer; which were dropped."""
        listed = self.listed()
        kept = {*kept_of([one for one in listed if not one.migration])}
        kept |= {*[one for one in listed if one.migration][:MIGRATIONS]}
        dropped = [one for one in listed if one not in kept]
        for one in dropped:
            one.path.unlink(missing_ok=True)
        return dropped

    def restore(self, copied: Path, now: datetime, identity: str = "") -> Path | None:
        """Put a copy in the place of the file, which is moved aside; where that is now, if there was one.

        The bot must not be running. Raises BadBackup: then the file is as it was.
        """
        self.file.parent.mkdir(parents=True, exist_ok=True)
        part = self.file.with_name(f"{self.file.name}.part")
        try:
            if copied.suffix == ".age":
                _open_sealed(copied, part, identity)
            else:
                shutil.copyfile(copied, part)
            prove(part)
            aside = self._move_aside(now)
            _settle(part, self.file)
        finally:
            part.unlink(missing_ok=True)
        return aside

    def _move_aside(self, now: datetime) -> Path | None:
        """With what has not been written into it yet."""
        if not self.file.exists():
            return None
        aside = self.file.with_name(f"{self.file.name}.replaced-{now.astimezone(UTC):{_STAMP}}")
        for tail in ("-wal", "-shm", ""):
            with suppress(FileNotFoundError):
                self.file.with_name(self.file.name + tail).rename(aside.with_name(aside.name + tail))
        return aside


def kept_of(listed: Sequence[Backup]) -> Iterator[Backup]:
    """Of copies, the newest first: the last of each of the last days, weeks and months in which there were any."""
    for most, span in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        newest: dict[str, Backup] = {}
        for one in listed:
            newest.setdefault(one.made.strftime(span), one)
        yield from [*newest.values()][:most]


def copy(source: Path, target: Path) -> None:
    """By SQLite's own online backup, in one read of the file: writers go on meanwhile."""
    target.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as reading,
            closing(sqlite3.connect(target)) as writing,
        ):
            reading.backup(writing)
    except sqlite3.Error as error:
        raise BadBackup(str(error)) from error


def newest_good(shelf: Shelf) -> Backup | None:
    """The newest that can be trusted; of those that are encrypted nothing can be said but that they are there."""
    for one in shelf.listed():
        with suppress(BadBackup):
            if not one.sealed:
                prove(one.path)
            return one
    return None


def prove(copied: Path) -> None:
    """Raises where SQLite finds something wrong with it, or it is no base of ours."""
    try:
        found = damaged(copied)
        if not found:
            with closing(sqlite3.connect(copied)) as opened:
                opened.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error as error:
        found = [str(error)]
    if found:
        raise BadBackup(f"{copied.name.removesuffix('.part')}: {found[0]}")


def _settle(part: Path, place: Path) -> None:
    """On the disk, and then under its name: never half a copy under a good name."""
    hand_over(part)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _sealed(part: Path, recipient: str) -> Path:
    sealed = part.with_name(f"{part.name}.age")
    try:
        encrypt_file(str(part), str(sealed), [x25519.Recipient.from_str(recipient)])
    except RecipientError as error:
        raise BadBackup(f"BACKUP_RECIPIENT: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    return sealed


def _open_sealed(copied: Path, into: Path, identity: str) -> None:
    if not identity:
        raise BadBackup(
            "it is encrypted: BACKUP_IDENTITY_FILE must name the file with its key (AGE-SECRET-KEY-1…)"
        )
    try:
        decrypt_file(str(copied), str(into), [x25519.Identity.from_str(identity)])
    except (DecryptError, IdentityError) as error:
        raise BadBackup(f"it cannot be decrypted with that key ({type(error).__name__})") from error


def _as_backup(path: Path, stem: str) -> Backup | None:
    found = _NAME.fullmatch(path.name)
    if found is None or found["stem"] != stem:
        return None
    made = datetime.strptime(found["made"], _STAMP).replace(tzinfo=UTC)
    return Backup(path, made, found["before"] is not None)
