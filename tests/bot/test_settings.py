"""A wrong setting is named in one clear line, and a secret never is."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

import bot.command_line as entrance
from bot.settings import Settings
from storage.address import understood
from storage.store import open_store
from tests.bot.pretenders import Elsewhere, pretending

ROOT = Path(__file__).parents[2]
TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET = "a-secret_never-shown"
PASSWORD = "pass-never-shown"
EXAMPLE = (ROOT / ".env.example").read_text()

Refuses = Callable[..., str]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A token and nothing else, in a folder without .env."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setattr(sys, "argv", ["bot"])
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def refuses(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refuses:
    """What is said to such settings: one line on stderr."""

    def run(ends_with: int = 2, **settings: str) -> str:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        status = entrance.main()
        said = capsys.readouterr()
        return one_line(status, said.out, said.err, ends_with)

    return run


def one_line(status: int, out: str, err: str, ends_with: int = 2) -> str:
    assert (status, out) == (ends_with, ""), err
    # A slow machine may have had to ask the pretended Telegram twice; that is logged, not told.
    told = [line for line in err.splitlines() if "Telegram is" not in line]
    assert len(told) == 1, err
    assert "Traceback" not in err
    for secret in (TOKEN, TOKEN.partition(":")[2], SECRET, PASSWORD):
        assert secret not in err
    return told[0] + "\n"


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Elsewhere]:
    with pretending() as addresses:
        yield addresses


TOLD_APART = """
import os
class Last:
    def __del__(self, write=os.write):
        write(1, b"taken apart")
last = Last()
"""
WRONG = [
    ("BOT_TOKEN", "no token at all"),
    ("BOT_TOKEN", TOKEN.replace(":", " ")),
    ("TELEGRAM_API_URL", "telegram.org"),
    ("DATABASE_URL", f"mysql://kept:{PASSWORD}@host/kept"),
    ("DATABASE_URL", "sqlite:///"),
    ("DATABASE_URL", f"postgresql+asyncpg://kept:{PASSWORD}@host:port/kept"),
    ("DATABASE_URL", f"postgresql+asyncpg://kept:{PASSWORD}@host/kept?sslmode=sometimes"),
    ("DATABASE_URL", f"postgresql+asyncpg://kept:{PASSWORD}@host/kept?statement_cache_size=9"),
    ("DATABASE_POOL", "2"),
    ("WEBHOOK_URL", "ftp://example.org"),
    ("WEBHOOK_SECRET", f"{SECRET}!"),
    ("WEBHOOK_LISTEN", "8080"),
    ("WEBHOOK_LISTEN", "localhost:http"),
    ("WEBHOOK_LISTEN", "localhost:70000"),
    ("HEALTH_LISTEN", "localhost:http"),
    ("HEALTH_LISTEN", "70000"),
    ("MESSAGES_PER_SECOND", "0"),
    ("LOG_LEVEL", "LOUD"),
    ("LOG_FORMAT", "xml"),
    ("DEFAULT_LANGUAGE", "fr"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_named_by_its_setting(refuses: Refuses, name: str, value: str) -> None:
    assert refuses(**{name: value}).startswith(f"{name}: ")


def test_the_ways_to_a_postgresql_are_those_that_its_hosts_give_out(monkeypatch: pytest.MonkeyPatch) -> None:
    given = f"postgresql+asyncpg://kept:{PASSWORD}%40@host/kept"
    monkeypatch.setenv("DATABASE_URL", f"{given}?sslmode=require")
    assert Settings().database_url == f"{given}?ssl=require"
    monkeypatch.setenv("DATABASE_URL", f"{given}?host=%2Frun%2Fpostgresql")
    assert Settings().database_url == f"{given}?host=%2Frun%2Fpostgresql"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_postgresql_is_opened_with_what_stands_behind_the_question_mark(database_url: str) -> None:
    behind = "&" if "?" in database_url else "?"
    store = await open_store(understood(f"{database_url}{behind}sslmode=disable"))
    assert await store.run(lambda tx: tx.value(select(1))) == 1
    await store.close()


def test_all_that_is_wrong_is_told_at_once(refuses: Refuses) -> None:
    told = refuses(LOG_LEVEL="LOUD", DEFAULT_LANGUAGE="fr")
    assert "LOG_LEVEL: must be" in told
    assert "DEFAULT_LANGUAGE: must be" in told


def test_without_a_token_it_says_where_to_get_one(refuses: Refuses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOT_TOKEN")
    assert refuses().startswith("BOT_TOKEN is not set: get one from @BotFather")
    assert refuses(BOT_TOKEN="").startswith("BOT_TOKEN is not set")


def test_a_webhook_needs_its_secret(refuses: Refuses) -> None:
    assert "WEBHOOK_SECRET must be set" in refuses(WEBHOOK_URL="https://example.org/hook")


SECRETS = {"bot_token": TOKEN, "database_url": f"postgresql+asyncpg://kept:{PASSWORD}@host/kept"}
SECRETS |= {"webhook_secret": SECRET}


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_comes_from_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, ending: str
) -> None:
    monkeypatch.delenv("BOT_TOKEN")
    file = tmp_path / "secret"
    file.write_bytes((SECRETS[name] + ending).encode())
    monkeypatch.setenv(f"{name.upper()}_FILE", str(file))
    held = getattr(Settings(), name)
    assert (held if isinstance(held, str) else held.get_secret_value()) == SECRETS[name]


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_told_once(refuses: Refuses, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text(SECRETS[name])
    told = refuses(**{name.upper(): SECRETS[name], f"{name.upper()}_FILE": "secret"})
    assert told == f"{name.upper()} and {name.upper()}_FILE are both set: set one of them\n"


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (None, "cannot be read (FileNotFoundError)"),
        (b"", "the file is empty"),
        (b"\n", "the file is empty"),
        (b"\xff" + SECRET.encode(), "cannot be read (UnicodeDecodeError)"),
    ],
)
@pytest.mark.parametrize("name", SECRETS)
def test_a_file_that_holds_no_secret_is_named(
    refuses: Refuses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, held: bytes | None, why: str
) -> None:
    monkeypatch.delenv("BOT_TOKEN")
    if held is not None:
        (tmp_path / "secret").write_bytes(held)
    assert refuses(**{f"{name.upper()}_FILE": "secret"}) == f"{name.upper()}_FILE: {why}\n"


def test_what_a_file_holds_is_looked_at_like_any_value(
    refuses: Refuses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("BOT_TOKEN")
    (tmp_path / "secret").write_text(TOKEN.replace(":", " "))
    assert refuses(BOT_TOKEN_FILE="secret").startswith("BOT_TOKEN: is not a token")


@pytest.mark.parametrize("status", [401, 404])
def test_a_token_that_telegram_refuses_is_named(refuses: Refuses, elsewhere: Elsewhere, status: int) -> None:
    assert (
        refuses(TELEGRAM_API_URL=elsewhere.telegram[status])
        == "BOT_TOKEN: Telegram does not know this token\n"
    )


@pytest.mark.parametrize(
    ("wrong", "why"), [("another's words", "UnicodeDecodeError"), ("no disk", "OSError")]
)
def test_an_env_file_that_cannot_be_read_is_named(
    refuses: Refuses, tmp_path: Path, wrong: str, why: str
) -> None:
    file = tmp_path / ".env"
    if wrong == "no disk":
        file.symlink_to("/proc/self/mem")  # opens, and cannot be read
    else:
        file.write_bytes("LOG_LEVEL=громко".encode("cp1251"))
    assert refuses() == f".env: cannot be read ({why})\n"


def a_folder(folder: Path) -> str:
    return f"sqlite:///{folder}"


def below_a_file(folder: Path) -> str:
    (folder / "file").write_text("")
    return f"sqlite:///{folder}/file/kept.db"


def no_database(folder: Path) -> str:
    (folder / "note.txt").write_text("this is no database, but long enough to be looked at" * 50)
    return f"sqlite:///{folder}/note.txt"


def nobody_there(_folder: Path) -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"postgresql+asyncpg://kept:{PASSWORD}@127.0.0.1:{one.getsockname()[1]}/kept"


def of_a_newer_bot(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "kept.db")) as base, base:
        base.execute("CREATE TABLE alembic_version (version_num TEXT)")
        base.execute("INSERT INTO alembic_version VALUES ('9999')")
    return f"sqlite:///{folder}/kept.db"


@pytest.mark.parametrize(
    ("wrong", "ends_with"),
    [
        (a_folder, 1),
        (below_a_file, 1),
        (nobody_there, 1),
        (no_database, 2),
        (of_a_newer_bot, 2),
    ],
)
def test_a_database_that_cannot_be_opened_is_named(
    refuses: Refuses, elsewhere: Elsewhere, tmp_path: Path, wrong: Callable[[Path], str], ends_with: int
) -> None:
    """With 2 where starting again cannot help: systemd does not try then."""
    told = refuses(ends_with, TELEGRAM_API_URL=elsewhere.telegram[200], DATABASE_URL=wrong(tmp_path))
    assert told.startswith("DATABASE_URL: the database cannot be opened (")


def test_a_base_that_a_newer_bot_has_worked_with_is_named_as_that(
    refuses: Refuses, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    told = refuses(TELEGRAM_API_URL=elsewhere.telegram[200], DATABASE_URL=of_a_newer_bot(tmp_path))
    assert "(a newer version of the bot has worked with it: 9999, this one knows 00" in told


def test_a_wrong_password_is_named_and_not_shown(refuses: Refuses, elsewhere: Elsewhere) -> None:
    url = f"postgresql+asyncpg://kept:{PASSWORD}@{elsewhere.postgres}/kept"
    told = refuses(1, TELEGRAM_API_URL=elsewhere.telegram[200], DATABASE_URL=url)
    assert told == "DATABASE_URL: the database cannot be opened (InvalidPasswordError)\n"


@pytest.mark.parametrize("name", ["WEBHOOK_LISTEN", "HEALTH_LISTEN"])
def test_an_address_to_listen_on_that_is_taken_is_named(
    refuses: Refuses, elsewhere: Elsewhere, name: str
) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        told = refuses(
            TELEGRAM_API_URL=elsewhere.telegram[200],
            WEBHOOK_URL="https://example.org/hook",
            WEBHOOK_SECRET=SECRET,
            **{name: f"127.0.0.1:{one.getsockname()[1]}"},
        )
    assert told.startswith(f"{name}: cannot listen there (")


def test_a_port_alone_is_open_to_this_machine_alone() -> None:
    assert Settings(_env_file=None, health_listen="9090").health_listen == "127.0.0.1:9090"
    assert Settings(_env_file=None, health_listen="0.0.0.0:9090").health_listen == "0.0.0.0:9090"
    assert Settings(_env_file=None).health_listen == ""


@pytest.mark.parametrize(("name", "value"), [("BOT_TOKEN", ""), ("LOG_LEVEL", "LOUD")])
def test_the_real_process_says_one_line_and_ends_with_status_2(tmp_path: Path, name: str, value: str) -> None:
    """Without a second of taking itself apart, which on a busy machine outlasts the patience of whoever stops it."""
    (tmp_path / "sitecustomize.py").write_text(TOLD_APART)
    ended = subprocess.run(
        [sys.executable, "-m", "bot"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}:{ROOT}", name: value},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert one_line(ended.returncode, ended.stdout, ended.stderr).startswith(name)


def test_every_setting_is_described_in_the_example_with_its_default() -> None:
    described = dict(re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    defaults = {name.upper(): field.default for name, field in Settings.model_fields.items()}
    assert described.keys() == defaults.keys()
    for name, default in defaults.items():
        shown = described[name]
        assert shown == (
            "" if default is None else f"{default:g}" if name.endswith("SECOND") else str(default)
        )


def test_the_example_is_a_file_that_works_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        EXAMPLE.replace("BOT_TOKEN=", f"BOT_TOKEN={TOKEN}").replace("# LOG", "LOG")
    )
    settings = Settings()
    assert settings.bot_token is not None
    assert settings.log_level == "INFO"


def test_every_setting_but_the_token_is_commented_out() -> None:
    assert re.findall(r"^[A-Z_]+=.*$", EXAMPLE, re.MULTILINE) == ["BOT_TOKEN="]
