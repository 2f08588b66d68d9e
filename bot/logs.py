"""What the operator reads: one line an event, JSON on request, and never a token, a phone or a name."""

import io
import logging
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TextIO, cast

import stamina
import structlog
from structlog.typing import EventDict, Processor

from bot.settings import LogFormat


def set_up(level: str, log_format: LogFormat) -> None:
    number = logging.getLevelNamesMapping()[level]
    written: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format is LogFormat.JSON
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
    ]
    structlog.configure(
        processors=written,
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(cast("TextIO", Untroubled())),
    )
    stamina.instrumentation.set_on_retry_hooks(())  # whoever tries again says so once, and when it is over
    libraries = logging.StreamHandler()
    libraries.setFormatter(structlog.stdlib.ProcessorFormatter(processors=[quoting_nobody, *written]))
    logging.basicConfig(level=logging.ERROR, handlers=[libraries])


def quoting_nobody(_logger: object, _method: str, line: EventDict) -> EventDict:
    """What a library logs, as a line like all others: of an error's text, which may quote people, nothing."""
    error = line["exc_info"][1] if "exc_info" in line else None
    first, _newline, _more = line["event"].partition("\n")
    return {"event": first, "library": line["_record"].name, **(told(error) if error else {})}


class Untroubled(io.TextIOBase):
    """Standard error; where it is a file on a full disk, the line is lost and nothing else."""

    def write(self, line: str) -> int:
        with suppress(OSError):
            return sys.stderr.write(line)
        return 0

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def told(error: BaseException) -> dict[str, str]:
    """An error by its kind and place. Its text may quote what a client or a manager wrote, so it stays out."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = [f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames]
    return {"error": type(error).__name__, "at": " > ".join(places)}


AGAIN = 600.0  # seconds after which what still holds is said again


class Seldom:
    """What would be said at every try, said once until it is over, and then that it is over."""

    def __init__(self, event: str, ended: str = "") -> None:
        self._event, self._ended = event, ended
        self._said: float | None = None

    def say(self, **why: object) -> None:
        now = time.monotonic()
        if self._said is None or now - self._said >= AGAIN:
            self._said = now
            structlog.get_logger().warning(self._event, **why)

    def over(self) -> None:
        if self._said is not None:
            self._said = None
            structlog.get_logger().warning(self._ended)
