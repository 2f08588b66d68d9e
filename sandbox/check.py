"""A call checked against the Bot API as documented: its parameters, their types, and the limits."""

import json
import re
from collections.abc import Callable
from typing import Any

from sandbox.refusals import Refused, bad_request
from sandbox.rules import METHOD_RULES
from sandbox.shapes import DESCRIBED, Upload, check_of

Convert = Callable[[str], Any]

TRUTHS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
INTEGER = re.compile(r"-?[0-9]{1,19}")


def _identity(text: str) -> Any:
    return text


def _json(text: str) -> Any:
    return json.loads(text)


def _integer(text: str) -> Any:
    if not INTEGER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _integer_or_string(text: str) -> Any:
    return int(text) if INTEGER.fullmatch(text) else text


def _boolean(text: str) -> Any:
    if text.lower() not in TRUTHS:
        raise ValueError(text)
    return TRUTHS[text.lower()]


FROM_STRING: dict[str, Convert] = {
    "String": _identity,
    "InputFile or String": _identity,
    "InputFile": _identity,
    "Integer": _integer,
    "Float": float,
    "Boolean": _boolean,
    "True": _boolean,
    "Integer or String": _integer_or_string,
}


class Parameter:
    """A parameter of a method: a form knows only strings, in JSON an object may come as one too."""

    def __init__(self, name: str, kind: str) -> None:
        self.name = name
        self.kind = kind
        self.check = check_of(kind)
        self.convert = FROM_STRING.get(kind, _json)

    def taken(self, value: Any) -> Any:
        if type(value) is str:
            try:
                value = self.convert(value)
            except (ValueError, RecursionError):
                raise bad_request(f'can\'t parse parameter "{self.name}": no {self.kind}') from None
        if not self.check(value):
            raise bad_request(f'parameter "{self.name}" must be of type {self.kind}')
        return value


class Method:
    def __init__(self, name: str, params: dict[str, str]) -> None:
        self.name = name
        self.params = {
            param.rstrip("!"): Parameter(param.rstrip("!"), kind) for param, kind in params.items()
        }
        self.required = {param[:-1] for param in params if param.endswith("!")}
        self.rule = METHOD_RULES.get(name)

    def checked(self, given: dict[str, Any]) -> dict[str, Any]:
        """The parameters converted; uploads of any name stay, some "attach://" names them."""
        taken = {}
        for name, value in given.items():
            param = self.params.get(name)
            if param is not None:
                taken[name] = param.taken(value)
            elif type(value) is Upload:
                taken[name] = value
            else:
                raise bad_request(f'{self.name} has no parameter "{name}"')
        for name in self.required:
            if name not in taken:
                raise bad_request(f'parameter "{name}" is required')
        if self.rule is not None:
            self.rule(taken)
        return taken


METHODS = {name.lower(): Method(name, params) for name, params in DESCRIBED["methods"].items()}


def method(name: str) -> Method:
    """Telegram does not mind the case of a method's name."""
    known = METHODS.get(name.lower())
    if known is None:
        raise Refused(404, f"Not Found: method {name} not found")
    return known
