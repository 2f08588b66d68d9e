"""The files under deploy/ name settings that exist, and parts of the bot that exist."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SETTINGS = {name.upper() for name in Settings.model_fields}
OF_OTHERS = {
    "POSTGRES_USER",
    "POSTGRES_DB",
    "POSTGRES_PASSWORD",
    "DOMAIN",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",
}


def test_they_set_what_can_be_set() -> None:
    compose = re.findall(r"^ {6}([A-Z_]+):", (DEPLOY / "compose.yaml").read_text(), re.MULTILINE)
    unit = re.findall(r"^Environment=([A-Z_]+)=", (DEPLOY / "kept.service").read_text(), re.MULTILINE)
    assert {"BOT_TOKEN", "DATABASE_URL", "DATABASE_POOL", "WEBHOOK_URL", "WEBHOOK_SECRET"} <= {*compose}
    assert {*compose, *unit} - OF_OTHERS <= SETTINGS


def test_the_image_holds_what_the_bot_is_made_of() -> None:
    copied = re.findall(r"^COPY (\w+) ", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    made_of = {folder.parent.name for folder in ROOT.glob("*/__init__.py")} - {
        "sandbox",
        "benchmarks",
        "tests",
    }
    assert {*copied} == made_of


def test_the_builder_is_given_what_is_copied_and_neither_data_nor_secrets() -> None:
    copied = re.findall(r"^COPY (\S+) ", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    given = re.findall(r"^(?!#)(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    assert given[0] == "*"
    assert {one.removeprefix("!") for one in given if one.startswith("!")} == {*copied}


def test_what_speaks_https_for_the_bot_does_not_log_the_secret() -> None:
    """Caddy tells all headers of a call that no replica took."""
    assert "request>headers delete" in (DEPLOY / "Caddyfile").read_text()


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here")
    unit = tmp_path / "kept.service"
    unit.write_text((DEPLOY / "kept.service").read_text().replace("/opt/kept/.venv/bin/python", "/bin/true"))
    found = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
