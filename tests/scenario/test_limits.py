"""What a number of the rules can be at all: told by the lint with its place, refused on the command line by name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenario import minimal
from wargame.errors import InputError
from wargame.scenario import check_texts, load_texts
from wargame.scenario.changes import override
from wargame.scenario.limits import limited

LINE, POLITICS = "rules/line.yaml", "rules/politics.yaml"
# file, way to the number, what overrides call it, a value it can't have
CASES = [
    (LINE, ("tunables", "heat_memory_days"), "rules.tunables.heat_memory_days", 0.0),
    (LINE, ("tunables", "killed_share"), "rules.tunables.killed_share", 1.5),
    (LINE, ("checks", "contact", "base"), "rules.checks.contact.base", -0.1),
    (LINE, ("checks", "detection", "base"), "rules.checks.detection.base", 2.0),
    (LINE, ("checks", "violation_rate", "factors", 0, "gain"), "rules.checks.violation_rate.factors.0.gain", 99.0),
    (POLITICS, ("couplings", 0, "gain"), "", 5000.0),
    (POLITICS, ("tracks", 0, "rate"), "", 3.0),
]


def changed(file: str, way: tuple[str | int, ...], value: float, *, only_range: bool) -> minimal.Docs:
    """The minimal scenario with a number whose range reaches beyond its limits, or that lies there itself."""
    docs = minimal.documents()
    number: Any = docs[file]
    for key in way:
        number = number[key]
    number["high" if value > number["value"] else "low"] = value
    if not only_range:
        number["value"] = value
    return docs


@pytest.mark.parametrize("only_range", [True, False])
@pytest.mark.parametrize(("file", "way", "path", "value"), CASES)
def test_the_lint_tells_it_with_its_place(
    file: str, way: tuple[str | int, ...], path: str, value: float, only_range: bool
) -> None:
    docs = changed(file, way, value, only_range=only_range)
    issues = check_texts(minimal.texts(docs), minimal.MAIN)
    assert [issue.code for issue in issues] == ["out-of-range"] * (1 if only_range else 2)
    for issue in issues:
        assert issue.file.endswith(file)
        assert f"{value:g} lies outside" in issue.message
        assert issue.severity == "error"
        assert f"{value:g}" in issue.source_line


@pytest.mark.parametrize(("file", "way", "path", "value"), [case for case in CASES if case[2]])
def test_an_override_beyond_them_is_refused_by_name(
    file: str, way: tuple[str | int, ...], path: str, value: float
) -> None:
    scenario = load_texts(minimal.texts(minimal.documents()), minimal.MAIN)
    with pytest.raises(InputError, match="lies outside") as caught:
        override(scenario, {path: value})
    assert f"`{path}`" in str(caught.value)


def test_what_is_named_is_what_can_be_overridden() -> None:
    scenario = load_texts(minimal.texts(minimal.documents()), minimal.MAIN)
    for one in limited(scenario.rules):
        assert override(scenario, {one.path: one.number.value}).rules == scenario.rules
        assert one.outside(one.number.value) == ""
