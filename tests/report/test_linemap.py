"""The inline map of a report, for every shipped map."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast
from xml.etree import ElementTree as ET

import pytest
import yaml

from wargame.places import scenarios_dir
from wargame.report.linemap import line_map
from wargame.scenario.document import Scenario
from wargame.scenario.mapmodel import Map
from wargame.words import Words

MAPS = sorted(path.stem for path in (scenarios_dir() / "maps").glob("*.yaml"))


def drawn(name: str, lang: str = "en") -> tuple[Map, str]:
    read = yaml.safe_load((scenarios_dir() / "maps" / f"{name}.yaml").read_text(encoding="utf-8"))
    model = Map.model_validate(read)
    counts = [i * 37 % 61 for i in range(len(model.sectors))]
    scenario: Any = SimpleNamespace(map=model)
    return model, line_map(cast("Scenario", scenario), counts, Words(lang))


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", MAPS)
def test_every_map_is_drawn_with_its_disclaimer_sectors_and_areas(name: str, lang: str) -> None:
    model, svg = drawn(name, lang)
    ET.fromstring(svg)
    assert model.disclaimer.say(lang) in svg
    assert svg.count("<title>") >= len(model.sectors)
    assert all(area.name.say(lang) in svg for area in model.areas)
    assert len(svg) < 90_000


@pytest.mark.parametrize("name", MAPS)
def test_every_disc_lies_within_the_picture(name: str) -> None:
    model, svg = drawn(name)
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert found
    wide, high = (float(number) for number in found.groups())
    discs = re.findall(r'<circle cx="([-\d.]+)" cy="([-\d.]+)" r="[\d.]+" fill="[^"]+" fill-opacity', svg)
    assert len(discs) == len(model.sectors)
    assert all(0 < float(x) < wide and 0 < float(y) < high for x, y in discs)


def test_rings_are_pieces_of_their_own_and_disputed_lines_are_dashed() -> None:
    strokes = [line for line in drawn("bosnia")[1].split("<path ") if 'stroke-width="2.2"' in line]
    assert len(strokes) == 5
    assert "stroke-dasharray" not in strokes[0]
    assert 'stroke-dasharray="9 3"' in drawn("kashmir")[1]


def test_a_fictional_map_shows_its_towns_on_plain_ground() -> None:
    model, svg = drawn("strand", "nl")
    assert all(f">{city.name.nl}<" in svg for city in model.cities)
