"""`python -m bot`: run it against what the environment and .env say, or look after what it keeps."""

import argparse
import asyncio
import atexit
import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

import structlog
from pydantic import ValidationError

from bot import doctor, logs
from bot.app import WrongToken, running
from bot.check import check
from bot.clock import Clock
from bot.ending import Ending
from bot.keeping import back_up, copying, restore, way_out
from bot.listening import CannotListen
from bot.moving import migrate_to
from bot.settings import LogFormat, Settings
from storage.errors import Damaged, OtherVersion, StorageError

Command = Callable[[Settings, str | None], int]
WRONG_SETTINGS = 2
BROKEN = 1
YOUNG = 20_000  # new objects after which the collector looks at them; Python's own 700 are a few updates


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    options.add_argument(
        "--try", dest="sandbox", action="store_true", help="without BOT_TOKEN: in the sandbox"
    )
    options.add_argument("what", nargs="?", choices=["run", *COMMANDS], default="run", help=ABOUT)
    options.add_argument(
        "named",
        nargs="?",
        metavar="FILE|URL",
        help="restore: the copy; unset, the newest good one. migrate-to: the PostgreSQL",
    )
    chosen = options.parse_args()
    try:
        settings = Settings()
    except ValidationError as error:
        return complain(in_one_line(error))
    except (OSError, UnicodeError) as error:
        return complain(f".env: cannot be read ({type(error).__name__})")
    logs.set_up(settings.log_level, settings.log_format)
    if chosen.what in COMMANDS:
        return COMMANDS[chosen.what](settings, chosen.named)
    if settings.bot_token is None and not chosen.sandbox:
        return complain(
            "BOT_TOKEN is not set: get one from @BotFather, or try the bot without one by `make run`"
        )
    leave_what_is_loaded()
    return asyncio.run(serve(settings))


def leave_what_is_loaded() -> None:
    """The collector need not look again and again at what stays for as long as the process does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)


async def serve(settings: Settings) -> int:
    ending = Ending()
    try:
        if settings.bot_token is None:
            from bot.trial import serve_trial  # noqa: PLC0415 - a bot at work does not carry the sandbox

            return await serve_trial(settings, ending)
        async with running(settings, Clock()) as app:
            ending.started()
            announce(settings)
            return 0 if await app.stopped(ending.asked) else BROKEN
    except asyncio.CancelledError:
        if not ending.asked.is_set():
            raise
        return 0
    except WrongToken:
        return complain("BOT_TOKEN: Telegram does not know this token")
    except CannotListen as error:
        return complain(str(error))
    except (StorageError, OSError) as error:
        return complain(cannot_open(settings, error), BROKEN if may_pass(error) else WRONG_SETTINGS)


def announce(settings: Settings) -> None:
    """In words; where a program reads the lines, as one of them."""
    if settings.log_format is LogFormat.JSON:
        structlog.get_logger().info("Kept is running", data=where(settings))
    else:
        print(f"Kept is running; data in {where(settings)}", flush=True)  # noqa: T201 - for the operator


def may_pass(error: Exception) -> bool:
    """Whether starting again by itself may help: a database that is away, full or held, and no damaged one."""
    return not isinstance(error, Damaged | OtherVersion)


def recount(settings: Settings, _named: str | None) -> int:
    file = settings.database_file
    return asyncio.run(check(settings.database_url, file, copying(settings, Clock())))


def opened(work: Command) -> Command:
    """For what needs a database that is there, and can be opened."""

    def run(settings: Settings, named: str | None) -> int:
        base = settings.database_file
        if base is not None and not base.exists():
            return complain(f"DATABASE_URL: there is no database yet ({base.resolve()})")
        try:
            return work(settings, named)
        except (StorageError, OSError) as error:
            return complain(cannot_open(settings, error))

    return run


def cannot_open(settings: Settings, error: StorageError | OSError) -> str:
    if isinstance(error, Damaged):
        return way_out(settings, error)
    why = str(error) if isinstance(error, StorageError) else type(error).__name__
    return f"DATABASE_URL: the database cannot be opened ({why})"


def where(settings: Settings) -> str:
    file = settings.database_file
    return str(file.resolve()) if file else "PostgreSQL"


def complain(problem: str, status: int = WRONG_SETTINGS) -> int:
    print(problem, file=sys.stderr)  # noqa: T201 - for the operator
    return status


def in_one_line(error: ValidationError) -> str:
    """Which setting is wrong and why; never what it was set to, since that may be a secret."""
    problems = []
    for problem in error.errors(include_input=False, include_url=False):
        name = ".".join(str(part) for part in problem["loc"]).upper()
        reason = problem["msg"].removeprefix("Value error, ")
        problems.append(f"{name}: {reason}" if name else reason)
    return "; ".join(problems)


COMMANDS: dict[str, Command] = {
    "check": opened(recount),
    "doctor": opened(doctor.run),
    "backup": back_up,
    "restore": restore,
    "migrate-to": migrate_to,
}
ABOUT = (
    "check: recount all that is counted; doctor: how it is; backup: copy the file; restore: put a copy back; "
    "migrate-to: move all that the file holds to a PostgreSQL"
)


def run() -> NoReturn:
    os.umask(0o077)  # what it writes is about people who are no business of others on this machine
    status = main()
    with suppress(OSError):  # there may be nobody left to read it
        sys.stdout.flush()
        sys.stderr.flush()
    # What asked to be done at the end is done: the semaphores of a drawing process are given back. To take apart what
    # was imported, too, costs a second of CPU.
    atexit._run_exitfuncs()  # noqa: SLF001 - no public way to it
    os._exit(status)
