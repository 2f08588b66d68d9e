"""A specification drawn: slow, and so done in a process of its own, never on the event loop."""

from typing import Any

SCALE = 2.7  # 400 points wide become 1,080 pixels: a phone's whole width


def png(what: dict[str, Any]) -> bytes:
    """A PNG of a Vega-Lite specification."""
    import vl_convert  # noqa: PLC0415 - 30 MB that only the process that draws needs

    return bytes(vl_convert.vegalite_to_png(what, scale=SCALE))
