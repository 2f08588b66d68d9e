"""What all pictures share: a white card that reads in light and dark, in colours that everyone tells apart."""

import textwrap
from typing import Any

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
WIDTH = 400
# Okabe and Ito: told apart with any colour vision, and in grey.
BLUE, ORANGE, INK, GREY, PALE = "#0072B2", "#E69F00", "#1b1f24", "#6b7280", "#e5e7eb"
FONT = "Roboto, Liberation Sans, Arial, sans-serif"


def card(title: str, subtitle: str, height: int, layers: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A specification of the width of a phone."""
    return {
        "$schema": SCHEMA,
        "background": "#ffffff",
        "padding": {"left": 14, "right": 16, "top": 14, "bottom": 14},
        "autosize": {"type": "fit", "contains": "padding"},
        "width": WIDTH,
        "height": height,
        "title": {
            "text": wrapped(title, 44),
            "subtitle": wrapped(subtitle, 62),
            "anchor": "start",
            "frame": "bounds",
            "fontSize": 16,
            "subtitleFontSize": 11,
            "subtitleColor": GREY,
            "subtitlePadding": 6,
            "color": INK,
            "offset": 14,
        },
        "layer": layers,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelColor": INK,
                "labelFontSize": 11,
                "gridColor": PALE,
                "domain": False,
                "ticks": False,
                "title": None,
                "labelPadding": 6,
            },
            "legend": {
                "orient": "bottom",
                "title": None,
                "labelFontSize": 11,
                "symbolType": "square",
                "columns": 1,
            },
        },
        **more,
    }


def wrapped(text: str, width: int) -> list[str]:
    """Lines: Vega breaks none by itself."""
    return textwrap.wrap(text, width) or [""]


def percent(places: str = "datum.value") -> str:
    """An axis' label in per cent, with the narrow space before its sign."""
    return f"round({places} * 100) + '\u202f%'"
