"""The types of the Bot API as documented: botapi.json compiled once into plain functions."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.refusals import bad_request
from sandbox.rules import TYPE_RULES

Check = Callable[[Any], bool]

DESCRIBED: dict[str, Any] = json.loads(Path(__file__).with_name("botapi.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    kind: str
    data: bytes


def _is_text(value: Any) -> bool:
    """JSON can hold half a surrogate pair, which is no text."""
    if type(value) is not str:
        return False
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


PLAIN: dict[str, Check] = {
    "String": _is_text,
    "Integer": lambda value: type(value) is int,
    "Float": lambda value: type(value) in (int, float),
    "Boolean": lambda value: type(value) is bool,
    "True": lambda value: value is True,
    "InputFile": lambda value: type(value) is Upload,
}


class Shape:
    """One object of the Bot API: which fields it has, and what must be in it."""

    def __init__(self, name: str, fields: dict[str, str]) -> None:
        self.name = name
        self.kinds = {field.rstrip("!"): kind.removeprefix("=") for field, kind in fields.items()}
        self.required = {field[:-1] for field in fields if field.endswith("!")}
        self.fixed = {field.rstrip("!"): kind[1:] for field, kind in fields.items() if kind.startswith("=")}
        self.fields: dict[str, Check] = {}
        self.rule = TYPE_RULES.get(name)

    def link(self) -> None:
        """Types refer to each other, so the checks are found when all of them are known."""
        for name, kind in self.kinds.items():
            self.fields[name] = _exactly(kind) if name in self.fixed else check_of(kind)

    def fits(self, value: dict[str, Any]) -> bool:
        return self.required <= value.keys() and all(
            value[field] == fixed for field, fixed in self.fixed.items()
        )

    def check(self, value: Any) -> bool:
        if type(value) is not dict:
            return False
        fields = self.fields
        for name, item in value.items():
            if name not in fields:
                raise bad_request(f'{self.name} has no field "{name}"')
            if item is not None and not fields[name](item):
                raise bad_request(f'field "{name}" of {self.name} must be of type {self.kinds[name]}')
        for name in self.required:
            if value.get(name) is None:
                raise bad_request(f'{self.name} lacks its field "{name}"')
        if self.rule is not None:
            self.rule(value)
        return True


SHAPES = {
    name: Shape(name, fields)
    for name, fields in DESCRIBED["types"].items()
    if isinstance(fields, dict) and name not in PLAIN
}


def check_of(kind: str) -> Check:
    if kind.startswith("Array of "):
        return _list_of(check_of(kind.removeprefix("Array of ")))
    names = re.split(r" or | and |, ", kind)
    if isinstance(DESCRIBED["types"].get(kind), list):
        names = DESCRIBED["types"][kind]
    if len(names) > 1:
        return _one_of(kind, names)
    return PLAIN[kind] if kind in PLAIN else SHAPES[kind].check


def _exactly(fixed: str) -> Check:
    return lambda value: bool(value == fixed)


def _list_of(check: Check) -> Check:
    return lambda value: type(value) is list and all(map(check, value))


def _one_of(kind: str, names: Iterable[str]) -> Check:
    plain = [PLAIN[name] for name in names if name in PLAIN]
    shapes = [SHAPES[name] for name in names if name in SHAPES]

    def check(value: Any) -> bool:
        if type(value) is not dict:
            return any(one(value) for one in plain)
        for shape in shapes:
            if shape.fits(value):
                return shape.check(value)
        raise bad_request(f"can't parse {kind}: {', '.join(sorted(value)) or 'it is empty'}")

    return check


for _shape in SHAPES.values():
    _shape.link()
