"""Makes botapi.json of the full description of the Bot API: `python -m sandbox.trim_botapi FULL.json`.

A name with "!" is required, "=photo" is a value that must be exactly that; descriptions go, and so does
what a chat bot never needs.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("botapi.json")
NEVER_NEEDED = re.compile(
    r"Sticker|Passport|Game|Gift|Stor[yi]|Star|Invoice|PreCheckout|Shipping|Business|Inline(?!Keyboard)|[Vv]erif|Managed"
    r"|SuggestedPost|Boost|Forum|Rich|Checklist|Ephemeral|PaidMedia|WebApp|Guest|Prepared|JoinRequest|Subscription"
    r"|ProfilePhoto|ProfileAudio|EmojiStatus|LivePhoto|Draft|Personal|Profile"
)
KEPT_ALL_THE_SAME = {"InlineKeyboardMarkup", "InlineKeyboardButton", "WebAppInfo", "MenuButtonWebApp"}
FIXED_VALUE = re.compile(r"(?:must be|always) [\"'“”*]?(\w+)")


def trim(full: dict[str, Any]) -> dict[str, Any]:
    methods = {
        name: _fields(method["params"])
        for name, method in sorted(full["methods"].items())
        if not NEVER_NEEDED.search(name)
    }
    types: dict[str, Any] = {}
    for params in methods.values():
        _gather(params.values(), full["types"], types)
    return {"version": full["version"], "methods": methods, "types": dict(sorted(types.items()))}


def _fields(fields: dict[str, Any]) -> dict[str, str]:
    return {
        name + "!" * field["required"]: _kind(name, field)
        for name, field in fields.items()
        if not _needless(field["type"])
    }


def _needless(kind: str) -> bool:
    names = set(re.findall(r"\w+", kind)) - KEPT_ALL_THE_SAME
    return any(NEVER_NEEDED.search(name) for name in names) and "InputMediaPhoto" not in names


def _kind(name: str, field: dict[str, Any]) -> str:
    fixed = FIXED_VALUE.search(field["description"])
    if name in ("type", "source") and field["type"] == "String" and fixed:
        return "=" + fixed[1]
    return str(field["type"])


def _gather(kinds: Any, known: dict[str, Any], types: dict[str, Any]) -> None:
    for name in {name for kind in kinds for name in re.findall(r"\w+", kind)}:
        described = known.get(name)
        if (
            described is None
            or name in types
            or (NEVER_NEEDED.search(name) and name not in KEPT_ALL_THE_SAME)
        ):
            continue
        if "subtypes" in described:
            types[name] = [
                part
                for part in described["subtypes"]
                if not NEVER_NEEDED.search(part) or part in KEPT_ALL_THE_SAME
            ]
            _gather(types[name], known, types)
        else:
            types[name] = _fields(described["fields"])
            _gather(types[name].values(), known, types)


if __name__ == "__main__":
    whole = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    TARGET.write_text(json.dumps(trim(whole), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
