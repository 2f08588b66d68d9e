"""The look at the pinned packages finds what is wrong with them, and never calls well what it could not look at."""

import json
from importlib.metadata import distribution
from typing import Any

import pytest

from tests import audit

CLEAN: dict[str, Any] = {"name": "aiogram", "version": "3.31.0", "vulns": []}
HOLED = CLEAN | {"vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["3.31.1"], "aliases": []}]}
PASSED_OVER = {
    "name": "yarl",
    "skip_reason": "Dependency not found on PyPI and could not be audited: yarl (1.0)",
}


def answer(*packages: dict[str, Any]) -> audit.Verdict:
    return audit.vulnerabilities(json.dumps({"dependencies": packages, "fixes": []}))


def test_every_pinned_package_may_be_used() -> None:
    verdict = audit.licences(audit.pinned())
    assert verdict.trouble == ()
    assert verdict.looked_at > 50


def test_a_licence_read_in_its_file_is_there() -> None:
    for package, licence in audit.READ_IN_FILE.items():
        text = distribution(package).read_text("licenses/LICENSE")
        assert text is not None
        assert licence in text


@pytest.mark.parametrize("told", ["GPL-3.0-only", "MIT AND AGPL-3.0-or-later", "Proprietary", ""])
def test_a_licence_that_is_not_allowed_fails(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setattr(audit, "licence_of", lambda _package: told)
    verdict = audit.licences(["aiogram"])
    assert not verdict.good
    assert verdict.trouble[0].startswith("aiogram: ")


def test_nothing_installed_is_nothing_looked_at() -> None:
    assert not audit.licences(["no-such-package"]).good


def test_all_looked_up_and_nothing_known_is_well() -> None:
    assert answer(CLEAN).good


def test_what_is_known_is_named_with_the_version_that_mends_it() -> None:
    verdict = answer(CLEAN, HOLED)
    assert not verdict.good
    assert verdict.trouble == ("aiogram 3.31.0: PYSEC-2026-1, mended in 3.31.1",)


@pytest.mark.parametrize("packages", [[], [PASSED_OVER], [CLEAN, PASSED_OVER]])
def test_what_could_not_be_looked_up_is_not_called_well(packages: list[dict[str, Any]]) -> None:
    assert not answer(*packages).good


def test_no_answer_is_said_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert not audit.tell(audit.vulnerabilities(""))
    assert "out of reach" in capsys.readouterr().out
