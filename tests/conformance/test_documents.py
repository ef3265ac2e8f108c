"""Every shipped scenario loads, checks clean, says everything in both languages and sources every number."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from tests.conformance.shipped import EVERY, SCENARIOS, scenario, tables
from wargame.places import scenarios_dir
from wargame.scenario import check, list_scenarios, load_texts, render_issues
from wargame.scenario.base import Text, Tunable
from wargame.simulate import plan_of, play_block
from wargame.world.compile import compile_world


def inside(node: object, path: str = "") -> Iterator[tuple[str, BaseModel]]:
    """Every model inside, with the way to it."""
    if isinstance(node, BaseModel):
        yield path, node
        for key, value in node:
            yield from inside(value, f"{path}.{key}")
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from inside(value, f"{path}.{key}")
    elif isinstance(node, list | tuple):
        for n, value in enumerate(node):
            yield from inside(value, f"{path}.{n}")


def parts(name: str) -> list[tuple[str, BaseModel]]:
    of = scenario(name)
    return list(inside({"document": of.document, "map": of.map, "rules": of.rules, "forces": of.forces,
                        "doctrines": of.doctrines, "injects": of.injects}))  # fmt: skip


def test_there_are_scenarios_and_all_are_listed() -> None:
    assert SCENARIOS
    assert sorted(f"{listing.id}.yaml" for listing in list_scenarios()) == SCENARIOS


@EVERY
def test_it_checks_clean_without_a_warning(name: str) -> None:
    issues = check([scenarios_dir() / name])
    assert issues == [], render_issues(issues)


@EVERY
def test_it_is_the_same_from_the_texts_that_an_exercise_file_keeps(name: str) -> None:
    of = scenario(name)
    assert load_texts(of.files, of.path.name).digest == of.digest


@EVERY
def test_extended_by_nothing_it_plays_the_same(name: str) -> None:
    of = scenario(name)
    child = f"format: 1\nkind: scenario\nid: child\nextends: {of.path.name}\ntitle: {{en: Child, nl: Kind}}\n"
    extended = load_texts({**of.files, "child.yaml": child}, "child.yaml")
    assert (extended.id, extended.digest != of.digest) == ("child", True)
    ours, theirs = tables(name), compile_world(extended)
    assert theirs.tunables == ours.tunables
    played = [play_block(plan_of(one, turns=1, seed=5), 0, 4).final.digest() for one in (ours, theirs)]
    assert played[0] == played[1]


@EVERY
def test_everything_is_said_in_both_languages(name: str) -> None:
    texts = [(path, node) for path, node in parts(name) if isinstance(node, Text)]
    assert len(texts) > 100
    assert [path for path, text in texts if not text.en.strip() or not text.nl.strip()] == []
    # A long text that is the same in both languages was not translated.
    assert [path for path, text in texts if text.en == text.nl and len(text.en) > 40] == []


@EVERY
def test_every_number_has_a_range_and_a_source_that_is_listed(name: str) -> None:
    listed = {key for _, node in parts(name) for key in getattr(node, "sources", ()) if key}
    numbers = [(path, node) for path, node in parts(name) if isinstance(node, Tunable)]
    assert len(numbers) > 50
    assert [path for path, number in numbers if number.source.split(":")[0] not in listed] == []
    assert [path for path, number in numbers if not number.low <= number.value <= number.high] == []


@EVERY
def test_every_seat_has_doctrines_to_choose_from_and_one_by_default(name: str) -> None:
    of = scenario(name)
    for role in of.document.roles:
        assert {role.doctrine, *role.doctrines} <= set(of.doctrines), role.id
        assert of.doctrines[role.doctrine].role == role.id
    assert {doctrine.role for doctrine in of.doctrines.values()} == set(of.role_ids)
