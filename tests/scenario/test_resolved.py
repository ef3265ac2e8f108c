"""What a scenario comes to: every sourced number once, with its place; the diagram has every arrow."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.scenario import minimal
from wargame.scenario import Scenario, checked, load_texts
from wargame.scenario.diagram import GROUPS, mermaid
from wargame.scenario.resolved import bases, bases_in, resolved, shares
from wargame.scenario.rules import Track
from wargame.scenario.yamltree import read_tree

HEAD = """format: 1
kind: scenario
id: child
title: {en: "Otherwise", nl: "Anders"}
extends: minimal.yaml
changes:
  rules.tunables.heat_sd: 2.5
settings: {operation: tripwire}
"""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_texts({**minimal.texts(), "child.yaml": HEAD}, "child.yaml")


def test_every_value_has_a_place_and_every_number_a_basis(scenario: Scenario) -> None:
    values = resolved(scenario)
    assert len({value.path for value in values}) == len(values)
    assert all(re.fullmatch(r"[\w/-]+\.yaml:\d+", value.place) for value in values)
    for value in values:
        if not value.path.startswith(("tracks.", "settings.")):
            assert value.basis in {"cited", "estimated", "assumed"}, value.path
            assert all((value.source, value.unit)), value.path


def test_the_models_and_the_trees_count_the_same_numbers(scenario: Scenario) -> None:
    roots = [read_tree(text).root for name, text in scenario.files.items() if name != "child.yaml"]
    assert bases(resolved(scenario)) == Counter(basis for root in roots if root for basis in bases_in(root))


def test_what_a_child_says_is_shown_at_the_child(scenario: Scenario) -> None:
    found = {value.path: value for value in resolved(scenario)}
    number = found["rules.tunables.heat_sd"]
    assert (number.value, number.high, number.basis, number.place) == (2.5, 2.5, "assumed", "child.yaml:7")
    assert (found["settings.operation"].value, found["settings.operation"].place) == ("tripwire", "child.yaml:8")
    assert found["scenario.sides.russia.troops"].place.startswith("minimal.yaml:")
    assert str(number).startswith("rules.tunables.heat_sd = 2.5 ")
    assert str(number).endswith("[child.yaml:7]")


def test_shares_add_up_in_words() -> None:
    assert shares({}) == "No sourced numbers."
    assert shares({"cited": 1}) == "1 sourced number: 100 % cited, 0 % estimated, 0 % assumed."


def test_a_check_knows_what_its_documents_rest_on(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("documents")
    minimal.write(folder)
    once = checked([folder]).bases
    assert once["assumed"] > 100
    assert once["estimated"] == 1
    assert checked([folder, folder]).bases == once, "a file counts once"


def test_the_diagram_has_every_track_check_and_coupling(scenario: Scenario) -> None:
    drawn = mermaid(scenario)
    lines = [line.strip() for line in drawn.splitlines()]
    assert lines[0] == "flowchart LR"
    assert lines.count("end") == sum(line.startswith("subgraph") for line in lines)
    for track in scenario.rules.tracks:
        assert any(line.startswith(f"q_{track.id}(") for line in lines)
    for name in scenario.rules.checks:
        assert any(line.startswith(f"check_{name}[[") for line in lines)
    assert 'q_cfv_recorded -. "+" .-> q_tension' in lines
    assert 'q_tension -- "−" --> q_support' in lines
    assert 'q_operation -- "+ operation == peacekeeping" --> q_trust' in lines
    assert "check_peace_strip --> outcome_peace" in lines


def test_every_node_of_an_arrow_is_drawn(scenario: Scenario) -> None:
    lines = [line.strip() for line in mermaid(scenario, "nl").splitlines()]
    drawn = {match[0] for line in lines if (match := re.match(r"\w+(?=[\[(])", line))}
    ends = {end for line in lines if "->" in line for end in (line.split()[0], line.split()[-1])}
    assert ends
    assert ends <= drawn


def test_every_group_of_tracks_has_its_name() -> None:
    assert set(GROUPS) == set(Track.model_fields["group"].annotation.__args__)  # type: ignore[union-attr]
