"""The dashboard, and the page for operators, ask for figures that the bot tells, by labels that these have."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from sandbox.faults import Times, TooMany
from tests.bot.test_stopping import free_port
from tests.house import open_house

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ROOT = Path(__file__).parents[2]
DASHBOARD = json.loads((ROOT / "deploy" / "grafana-dashboard.json").read_text())
OPERATING = (ROOT / "docs" / "operating.md").read_text()
SHOWN = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
ALARMS = OPERATING.partition("## What to be woken for")[2].replace("\\|", "|")
ASKED = re.compile(r"\b((?:kept|process)_[a-z_0-9]+)(?:\{([^}]*)\})?")
LABEL = re.compile(r'(\w+)=~?"([^"]*)"')
PARTS = re.compile(r"_(bucket|count|sum)$")


@dataclass(frozen=True)
class Told:
    """What /metrics says after a little traffic: a message, and a 429."""

    samples: list[Any]

    @property
    def names(self) -> set[str]:
        return {one.name for one in self.samples}

    def has(self, name: str, label: str, value: str) -> bool:
        return any(one.name == name and one.labels.get(label) == value for one in self.samples)


@pytest.fixture
async def told(database_url: str) -> AsyncIterator[Told]:
    port = free_port()
    async with open_house(database_url, health_listen=str(port)) as house:
        house.sandbox.telegram.faults.append(Times(TooMany(1), "sendMessage"))
        await house.write(house.person("Olga"), "/start")
        async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{port}/metrics") as response:
            families = text_string_to_metric_families(await response.text())
            yield Told([one for family in families for one in family.samples])


def asked(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each figure with the labels that it is asked for by."""
    for name, labels in ASKED.findall(text):
        yield name, dict(LABEL.findall(labels))


async def test_every_figure_is_shown_and_explained_and_no_other_is(told: Told) -> None:
    shown = {name for query in SHOWN for name, _labels in asked(query)}
    explained = {name for name, _labels in asked(OPERATING)}
    known = told.names | {PARTS.sub("", name) for name in told.names}
    assert shown - told.names == explained - known == set()
    ours = {PARTS.sub("", name) for name in told.names if name.startswith("kept_")}
    assert ours - {PARTS.sub("", name) for name in shown} == ours - explained == set()


async def test_what_is_asked_for_by_a_label_is_told_under_it(told: Told) -> None:
    for name, labels in asked(" ".join(SHOWN) + ALARMS):
        for label, values in labels.items():
            for value in values.split("|") if label != "job" else ():
                assert told.has(name, label, value), f'{name}{{{label}="{value}"}}'


async def test_of_several_bots_each_is_looked_at_by_itself(told: Told) -> None:
    """The jobs to choose from are those that tell a figure, and every panel goes by the choice."""
    (job,) = (one for one in DASHBOARD["templating"]["list"] if one["name"] == "job")
    assert {name for name, _labels in asked(job["query"]["query"])} <= told.names
    assert all(labels["job"] == "$job" for query in SHOWN for _name, labels in asked(query))
