"""Where files are put together before they go out: in the data folder, since nothing is written anywhere else."""

import os
import shutil
from pathlib import Path


def scratch(database: Path | None) -> Path | None:
    """A folder beside the database's file, without what a killed process left of people's data in it.

    None with PostgreSQL, where no folder is the bot's own: the system's folder for such files, as TMPDIR names it.
    """
    if database is None:
        return None
    folder = database.with_name(f"{database.name}.work")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    os.environ["SQLITE_TMPDIR"] = str(folder.resolve())  # read once, before the first file is opened
    return folder
