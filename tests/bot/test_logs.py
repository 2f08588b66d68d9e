"""What libraries log is a line like all others, and quotes nobody."""

import json
import logging
import sys

import pytest

from bot import logs
from bot.settings import LogFormat


def record_of_an_error() -> logging.LogRecord:
    try:
        raise ValueError("Иванов, +7 912 345-67-89")  # noqa: TRY301 - as a library has it
    except ValueError:
        said = "Task exception was never retrieved\nfuture: exception=ValueError('Иванов')"
        return logging.LogRecord("asyncio", logging.ERROR, __file__, 1, said, None, sys.exc_info())


@pytest.fixture
def formatter(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> logging.Formatter:
    given: list[logging.Handler] = []
    monkeypatch.setattr(logging, "basicConfig", lambda *, level, handlers: given.extend(handlers))  # noqa: ARG005
    logs.set_up("DEBUG", request.param)
    logs.set_up("DEBUG", LogFormat.CONSOLE)
    assert given[0].formatter is not None
    return given[0].formatter


@pytest.mark.parametrize("formatter", [LogFormat.JSON], indirect=True)
def test_where_a_program_reads_it_is_json(formatter: logging.Formatter) -> None:
    line = json.loads(formatter.format(record_of_an_error()))
    assert line["event"] == "Task exception was never retrieved"
    assert (line["level"], line["library"], line["error"]) == ("error", "asyncio", "ValueError")
    assert "test_logs.py" in line["at"]
    assert "Иванов" not in str(line)


@pytest.mark.parametrize("formatter", [LogFormat.CONSOLE], indirect=True)
def test_where_people_read_it_is_one_line(formatter: logging.Formatter) -> None:
    line = formatter.format(record_of_an_error())
    assert "Task exception was never retrieved" in line
    assert "\n" not in line
    assert "Иванов" not in line
