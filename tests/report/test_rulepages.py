"""The rules pages: every mechanism, check and tunable is on them, and those in `docs/rules` are today's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import wargame
from wargame.quantities import CHECKS, TUNABLES
from wargame.report import rulepages
from wargame.report.mechanisms import Mechanism, mechanisms, steps

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = ROOT / "docs" / "rules"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return rulepages.pages(wargame.load("moderate"))


def test_the_pages_in_the_tree_are_those_that_the_rules_make(pages: dict[str, str]) -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in KEPT.glob("*.md")}
    stale = sorted(name for name in {*kept, *pages} if kept.get(name) != pages.get(name))
    assert not stale, f"`python tools/generate.py` makes them anew: {', '.join(stale)}"


def test_a_number_that_changes_makes_a_page_stale(pages: dict[str, str]) -> None:
    scenario = wargame.load("moderate")
    check = scenario.rules.checks["contact"]
    base = check.base.model_copy(update={"value": check.base.value * 1.5})
    checks = {**scenario.rules.checks, "contact": check.model_copy(update={"base": base})}
    changed = replace(scenario, rules=scenario.rules.model_copy(update={"checks": checks}))
    of = {number.path: number for number in rulepages.resolved(changed)}
    lines = rulepages.check_lines("contact", checks["contact"], of)
    assert "\n".join(lines) not in pages["contact.md"]
    same = {number.path: number for number in rulepages.resolved(scenario)}
    assert "\n".join(rulepages.check_lines("contact", check, same)) in pages["contact.md"]


def test_the_order_of_play_is_that_of_the_tick(pages: dict[str, str]) -> None:
    assert [step.function for step in steps()][:2] == ["take_effect", "deliver"]
    assert [step.number for step in steps()] == list(range(1, len(steps()) + 1))
    for step in steps():
        assert f"| {step.number} | [{step.module}]({step.module}.md) | `{step.function}` |" in pages["README.md"]
        assert f"- Step {step.number} of {len(steps())}, `{step.function}`" in pages[f"{step.module}.md"]


def test_every_mechanism_check_and_tunable_has_its_place(pages: dict[str, str]) -> None:
    files = {path.stem for path in (ROOT / "wargame" / "adjudication").glob("*.py")}
    no_mechanism = {"__init__", "sequence", "draft", "ledger", "opening", "lanchester"}
    assert {mechanism.name for mechanism in mechanisms()} - {"windows"} == files - no_mechanism
    everything = "\n".join(pages.values())
    assert [name for name in CHECKS if f"## Check `{name}`" not in everything] == []
    assert [name for name in TUNABLES if f"| `{name}` |" not in everything] == []


def test_links_lead_somewhere(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        targets = [part.partition(")")[0] for part in text.split("](")[1:]]
        assert [target for target in targets if target not in pages] == [], name


def test_each_mechanism_with_chances_has_an_example_worked_by_hand(pages: dict[str, str]) -> None:
    for mechanism in mechanisms():
        if mechanism.checks:
            assert "## Worked by hand" in pages[f"{mechanism.name}.md"], mechanism.name
    counted = pages["violations.md"].splitlines()[-1].split()[-1]
    assert pages["violations.md"].splitlines()[-2].endswith(f"is higher: {counted}")


def test_what_a_mechanism_uses_is_read_from_its_source() -> None:
    source = '''"""Fire."""
def burn(draft):
    """Burns."""
    rate = draft.check("contact") * draft.tunable("killed_share") * draft.now.exposure
    for name in ("killed", "wounded"):
        draft.count(f"{name}_now")
    draft.set("heat", rate)
def because(draft) -> Why:
    """Why it burnt."""
'''
    fire = Mechanism("fire", source)
    assert (fire.doc, fire.checks, fire.tunables) == ("Fire.", ("contact",), ("killed_share",))
    assert fire.writes == ("heat", "killed_now", "wounded_now")
    assert fire.reads == ("exposure",)
    assert fire.functions == (("burn", "Burns."),)
