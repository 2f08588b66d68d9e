"""Conversion by week with its 95 % interval: weeks without a closed deal are gaps, those of few deals are hollow."""

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.charts.look import BLUE, GREY, card, percent
from bot.texts import charts as texts
from sales.figures import Week, together

COUNTED = 16  # up to so many points each shows how many deals it closed
FAR = timedelta(days=300)  # from which on a label tells the year
MOST = 60  # more weeks than that are drawn four by four
LABELS = 7


def conversion(weeks: Sequence[Week], title: str) -> dict[str, Any]:
    """`weeks` follow each other; any number of them."""
    pooled = len(weeks) > MOST
    points = _points(weeks := _by_fours(weeks) if pooled else weeks)
    counted = len(weeks) <= COUNTED
    top = min(1.0, math.ceil(max((point["high"] for point in points), default=1.0) * 10) / 10)
    band = {"y": _y(top, "low"), "y2": {"field": "high"}, "x": _x(weeks), "detail": {"field": "run"}}
    at = {"x": _x(weeks), "y": _y(top, "share")}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "area", "color": BLUE, "opacity": 0.16}, "encoding": band},
        {
            "mark": {"type": "rule", "color": BLUE, "strokeWidth": 2},
            "encoding": {**band, "opacity": {"field": "bar", "type": "quantitative", "scale": None}},
        },
        {
            "mark": {"type": "line", "color": BLUE, "strokeWidth": 2},
            "encoding": {**at, "detail": {"field": "run"}},
        },
        {
            "mark": {"type": "point", "size": 60 if counted else 25, "strokeWidth": 2, "opacity": 1},
            "encoding": {
                **at,
                "stroke": {"value": BLUE},
                "fill": {"condition": {"test": "datum.few", "value": "#ffffff"}, "value": BLUE},
            },
        },
    ]
    if counted:
        layers.append(
            {
                "mark": {"type": "text", "fontSize": 10, "color": GREY, "baseline": "bottom", "dy": -2},
                "encoding": {"x": _x(weeks), "y": {"value": "height"}, "text": {"field": "deals"}},
            }
        )
    return {
        **card(title, texts.about_conversion(counted=counted, pooled=pooled), 300, layers),
        "data": {"values": points},
    }


def _points(weeks: Sequence[Week]) -> list[dict[str, Any]]:
    points: list[dict[str, Any]] = []
    for number, each in enumerate(weeks):
        share = each.tally.conversion
        if not share.whole:
            continue
        follows = points and points[-1]["week"] == number - 1
        low, high = share.interval
        points.append(
            {
                "week": number,
                "share": round(share.value, 4),
                "low": round(low, 4),
                "high": round(high, 4),
                "deals": share.whole,
                "few": share.few,
                "run": points[-1]["run"] if follows else number,
            }
        )
    runs = [point["run"] for point in points]
    barred = len(weeks) <= COUNTED
    return [{**point, "bar": 0.45 if barred or runs.count(point["run"]) == 1 else 0} for point in points]


def _by_fours(weeks: Sequence[Week]) -> list[Week]:
    """The last four whole, whatever is left over at the beginning left out."""
    fours = [weeks[end - 4 : end] for end in range(len(weeks), 3, -4)]
    return [
        Week(four[0].monday, together(dict(enumerate(week.tally for week in four))))
        for four in reversed(fours)
    ]


def _x(weeks: Sequence[Week]) -> dict[str, Any]:
    step = max(1, math.ceil(len(weeks) / LABELS))
    shown = [*range(len(weeks) - 1, -1, -step)][::-1]  # the last week always has its label
    labels = {
        str(number): texts.week_begins(weeks[number].monday, far=weeks[0].monday < weeks[-1].monday - FAR)
        for number in shown
    }
    return {
        "field": "week",
        "type": "quantitative",
        "scale": {"domain": [-0.5, len(weeks) - 0.5], "nice": False, "zero": False},
        "axis": {"values": shown, "grid": False, "labelExpr": f"({_dictionary(labels)})[datum.value]"},
    }


def _dictionary(labels: dict[str, str]) -> str:
    return "{" + ", ".join(f"'{key}': '{label}'" for key, label in labels.items()) + "}"


def _y(top: float, field: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [-0.08 * top, top], "nice": False, "zero": False},
        "axis": {"values": [number / 5 for number in range(6) if number / 5 <= top], "labelExpr": percent()},
    }
