"""The words of contacts, from data/sentence.toml, made ready to be looked for."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

DENIED = r"(?<!не\s)(?<!not\s)(?<!n't\s)"
LETTER = "[^\\W\\d_]"
NAMED = re.compile(r"\{([a-z_]+)\}")


@cache
def lexicon() -> dict[str, Any]:
    return tomllib.loads(read_data("sentence.toml"))


def read_data(name: str) -> str:
    return (resources.files("sales") / "data" / name).read_text("utf-8")


@cache
def pattern(*path: str) -> re.Pattern[str]:
    """The pattern, or any of the patterns, that stand at this place of the lexicon; what is denied did not happen."""
    return _compiled(_at(*path), DENIED if path[0] == "outcome" else "")


@cache
def known(*path: str) -> frozenset[str]:
    """The plain words that stand at this place of the lexicon."""
    return frozenset(str(_at(*path)).split())


@cache
def english(name: str) -> frozenset[str]:
    return _listed(f"english_{name}.txt")


@cache
def russian_names() -> frozenset[str]:
    return _listed("russian_names.txt")


def _listed(name: str) -> frozenset[str]:
    lines = read_data(name).splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _compiled(written: str | list[str], denied: str) -> re.Pattern[str]:
    either = written if isinstance(written, str) else "|".join(written)
    named = NAMED.sub(lambda found: lexicon()["words"][found[1]], either)
    spaced = named.replace("~", f"{LETTER}*").replace(" ", r"[\s-]{1,3}")
    return re.compile(rf"(?<!\w){denied}(?:{spaced})(?!\w|['’]\w)")


def _at(*path: str) -> Any:
    found: Any = lexicon()
    for key in path:
        found = found[key]
    return found
