"""`make audit`: what the pinned packages may be used for, and whether anything bad is known of them."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements-dev.lock"  # requirements.lock is a part of it
_PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==", re.MULTILINE)
_BETWEEN = re.compile(r" AND | OR |; ")

# Each lets the bot be used, changed and sold, by anybody; MPL-2.0 asks only that its own files stay open.
ALLOWED = {
    "Apache-2.0", "Apache Software License", "BSD-2-Clause", "BSD-3-Clause", "BSD License", "MIT", "MIT License",
    "MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)", "PSF-2.0", "Python Software Foundation License", "Unlicense",
}  # fmt: skip
# Whose metadata says nothing: what the licence that comes with it says.
READ_IN_FILE = {"pyrage": "MIT"}


@dataclass(frozen=True)
class Verdict:
    """What one look found, in a line each; without trouble all is well."""

    looked_at: int
    told: str
    trouble: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        return self.looked_at > 0 and not self.trouble


def pinned() -> list[str]:
    return _PINNED.findall(LOCK.read_text())


def licence_of(package: Distribution) -> str:
    """As the package tells it: an expression, else its classifiers, else a word."""
    told = package.metadata.json
    named = [
        line.rpartition(" :: ")[2] for line in told.get("classifier", []) if line.startswith("License ::")
    ]
    known = READ_IN_FILE.get(str(told["name"]), "")
    return str(told.get("license_expression") or "; ".join(named) or told.get("license") or known)


def licences(packages: list[str]) -> Verdict:
    """Those of other systems are not installed here, and so not looked at."""
    found: dict[str, str] = {}
    for name in packages:
        try:
            found[name] = licence_of(distribution(name))
        except PackageNotFoundError:
            continue
    bad = {name: told for name, told in found.items() if not {*_BETWEEN.split(told)} <= ALLOWED}
    trouble = tuple(
        f"{name}: {told or 'no licence told'}, which is not allowed" for name, told in bad.items()
    )
    return Verdict(len(found), f"licences of {len(found)} of {len(packages)} pinned packages", trouble)


def vulnerabilities(answer: str) -> Verdict:
    """What pip-audit answered. By itself it calls all well when it could look nothing up."""
    try:
        asked: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except ValueError:
        return Verdict(0, "vulnerabilities of no pinned package: the database of them is out of reach")
    passed_over = [one["name"] for one in asked if "vulns" not in one]
    looked_at = len(asked) - len(passed_over)
    known = tuple(
        f"{one['name']} {one['version']}: {bad['id']}, mended in {', '.join(bad['fix_versions']) or 'no version'}"
        for one in asked
        for bad in one.get("vulns", ())
    )
    unknown = (f"could not be looked up: {', '.join(passed_over)}",) if passed_over else ()
    return Verdict(
        looked_at, f"vulnerabilities of {looked_at} of {len(asked)} pinned packages", known + unknown
    )


def ask() -> str:
    """pip-audit's answer as JSON, or nothing where it could not ask."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--requirement",
        str(LOCK),
        "--require-hashes",
        "--disable-pip",
    ]
    command += ["--progress-spinner", "off", "--format", "json"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def tell(verdict: Verdict) -> bool:
    print("ok:   " if verdict.good else "FAILED:", verdict.told)
    for line in verdict.trouble:
        print("       ", line)
    return verdict.good


if __name__ == "__main__":
    verdicts = [tell(licences(pinned())), tell(vulnerabilities(ask()))]
    sys.exit(0 if all(verdicts) else 1)
