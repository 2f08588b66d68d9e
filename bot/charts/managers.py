"""Each manager's conversion with its interval, beside the whole team's."""

from collections.abc import Mapping
from typing import Any

from bot.charts.look import BLUE, GREY, ORANGE, card, percent, wrapped
from bot.texts import charts as texts
from bot.texts.format import short
from sales.figures import Tally, together

MOST = 25
ROW = 40
LABEL = 18
NAME = 34


def managers(by_name: Mapping[str, Tally], title: str) -> dict[str, Any]:
    """Those with most closed deals first; beyond MOST the others are one row."""
    ordered = sorted(by_name.items(), key=lambda pair: (-pair[1].closed, pair[0]))
    shown, rest = ordered[:MOST], ordered[MOST:]
    if rest:
        shown.append((texts.others(len(rest)), together(dict(enumerate(tally for _name, tally in rest)))))
    rows = [_row(number, name, tally) for number, (name, tally) in enumerate(shown)]
    y = {
        "field": "name",
        "type": "nominal",
        "sort": [row["name"] for row in rows],
        "axis": {
            "labelExpr": "split(split(datum.value, '\\t')[1], '\\n')",
            "labelLimit": 150,
            "labelFontSize": 12,
            "grid": True,
        },
    }
    axis = {"values": [0, 0.5, 1], "labelExpr": percent()}
    x = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis}
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "rule", "color": BLUE, "opacity": 0.35, "strokeWidth": 7, "strokeCap": "round"},
            "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "point", "size": 70, "filled": True, "color": BLUE, "opacity": 1},
            "encoding": {"y": y, "x": {**x, "field": "share"}},
        },
        {
            "mark": {"type": "text", "fontSize": 10, "color": GREY, "dy": 14, "align": "right"},
            "encoding": {"y": y, "x": {"value": "width"}, "text": {"field": "told"}},
        },
    ]
    team = together(dict(enumerate(by_name.values()))).conversion
    if team.whole:
        layers.insert(0, _line(team.value))
    return {**card(title, texts.about_managers(), 120 + ROW * len(rows), layers), "data": {"values": rows}}


def _row(number: int, name: str, tally: Tally) -> dict[str, Any]:
    """A name is told from its namesake by its number."""
    low, high = tally.conversion.interval
    known = bool(tally.closed)
    return {
        "name": f"{number}\t" + "\n".join(wrapped(short(name, NAME), LABEL)),
        "share": tally.conversion.value if known else None,
        "low": low if known else None,
        "high": high if known else None,
        "told": texts.of_a_manager(tally),
    }


def _line(value: float) -> dict[str, Any]:
    return {
        "data": {"values": [{"team": value}]},
        "mark": {"type": "rule", "color": ORANGE, "strokeDash": [4, 3], "strokeWidth": 1.5},
        "encoding": {"x": {"field": "team", "type": "quantitative", "scale": {"domain": [0, 1]}}},
    }
