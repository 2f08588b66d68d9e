"""Refusals by reason, the most frequent first, in the colours of the two groups, with the sum so far."""

from collections.abc import Sequence
from typing import Any

from bot.charts.look import BLUE, GREY, INK, ORANGE, card, wrapped
from bot.texts import charts as texts
from bot.texts import words
from bot.texts.format import share
from sales.figures import Bar
from sales.losses import Group, group_of

COLOURS = {Group.ERROR: ORANGE, Group.OBSTACLE: BLUE}
ROW = 40
LABEL = 22  # letters in a line of a reason's name


def pareto(bars: Sequence[Bar], title: str) -> dict[str, Any]:
    """One row for each bar."""
    rows = [_row(number, bar) for number, bar in enumerate(bars)]
    most = max((bar.count for bar in bars), default=1)
    order = [row["reason"] for row in rows]
    y = {
        "field": "reason",
        "type": "nominal",
        "sort": order,
        "axis": {
            "labelExpr": "split(datum.value, '\\n')",
            "labelLimit": 170,
            "labelFontSize": 12,
            "labelLineHeight": 13,
        },
        "scale": {"paddingInner": 0.35, "paddingOuter": 0.15},
    }
    # A third of the width is left for what is written beside the longest bar.
    x = {
        "field": "count",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, most * 1.55], "nice": False},
    }
    groups = [words.name(group) for group in COLOURS]
    colour = {
        "field": "group",
        "type": "nominal",
        "scale": {"domain": groups, "range": [*COLOURS.values()]},
    }
    beside = {"type": "text", "align": "left", "dx": 6}
    layers = [
        {"mark": {"type": "bar", "cornerRadiusEnd": 3}, "encoding": {"y": y, "x": x, "color": colour}},
        {
            "mark": {**beside, "dy": -6, "fontSize": 13, "fontWeight": "bold", "color": INK},
            "encoding": {"y": y, "x": x, "text": {"field": "told"}},
        },
        {
            "mark": {**beside, "dy": 8, "fontSize": 10, "color": GREY},
            "encoding": {"y": y, "x": x, "text": {"field": "so_far"}},
        },
    ]
    height = 130 + ROW * max(1, len(rows))
    return {**card(title, texts.about_pareto(), height, layers), "data": {"values": rows}}


def _row(number: int, bar: Bar) -> dict[str, Any]:
    name = "\n".join(wrapped(words.name(bar.reason), LABEL))
    so_far = share(bar.so_far.part, bar.so_far.whole)
    return {
        "reason": name,
        "count": bar.count,
        "group": words.name(group_of(bar.reason)),
        "told": f"{bar.count} · {share(bar.count, bar.so_far.whole)}",
        "so_far": texts.so_far(so_far) if number else "",
    }
