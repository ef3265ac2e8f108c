"""A scenario laid over another: what it inherits, what it changes, and that every message knows whose line it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.scenario import minimal
from wargame.errors import InputError
from wargame.scenario import DocumentError, Issue, Scenario, check, check_texts, load, load_texts
from wargame.scenario import loader as loading
from wargame.scenario.changes import override
from wargame.scenario.extends import MAX_CHAIN, laid_over
from wargame.scenario.lint import REFERENCES, WHOLES
from wargame.scenario.lint.memo import Memo
from wargame.scenario.sources import Texts
from wargame.scenario.yamltree import Node, read_tree
from wargame.world.compile import compile_world

CHILD = "child.yaml"
HEAD = """format: 1
kind: scenario
id: child
title: {en: "Otherwise", nl: "Anders"}
extends: minimal.yaml
"""


def texts(body: str = "", **others: str) -> dict[str, str]:
    """The minimal scenario and a child of it; others: file name without suffix -> text."""
    return {**minimal.texts(), CHILD: HEAD + body, **{f"{name}.yaml": text for name, text in others.items()}}


def made(body: str = "") -> Scenario:
    return load_texts(texts(body), CHILD)


def issues(body: str = "", **others: str) -> list[Issue]:
    return check_texts(texts(body, **others), CHILD)


def test_a_child_that_says_nothing_plays_as_its_base() -> None:
    base, child = load_texts(minimal.texts(), minimal.MAIN), made()
    own = {"id", "title", "extends", "family", "assumption"}
    assert child.document.model_dump(exclude=own) == base.document.model_dump(exclude=own)
    assert child.document.id == "child"
    assert child.document.title.nl == "Anders"
    assert child.rules.model_dump(exclude={"id"}) == base.rules.model_dump(exclude={"id"})
    assert (child.forces, child.doctrines, child.injects, child.map) == (
        base.forces, base.doctrines, base.injects, base.map,
    )  # fmt: skip


def test_who_it_is_is_never_inherited() -> None:
    grandchild = HEAD.replace("id: child", "id: grandchild").replace("minimal.yaml", CHILD)
    files = texts("family: excursion\nassumption: {en: One., nl: Een.}\n", grand=grandchild)
    document = load_texts(files, "grand.yaml").document
    assert document.family == "base"
    assert document.assumption is None
    found = check_texts({**files, "grand.yaml": grandchild.replace('title: {en: "Otherwise", nl: "Anders"}\n', "")},
                        "grand.yaml")  # fmt: skip
    assert [(issue.file, issue.code) for issue in found] == [("grand.yaml", "missing-field")]


@pytest.mark.parametrize(
    ("base", "own", "whole"),
    [
        ({"a": 1, "b": 2}, {"b": 3}, {"a": 1, "b": 3}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"c": 3}}, {"a": {"b": 1, "c": 3}}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        ({"a": {"en": "x", "nl": "y"}}, {"a": {"en": "z"}}, {"a": {"en": "z"}}),
        ({"a": [{"id": "x", "n": 1, "m": 1}, {"id": "y"}]}, {"a": [{"id": "z"}, {"id": "x", "n": 2}]},
         {"a": [{"id": "x", "n": 2, "m": 1}, {"id": "y"}, {"id": "z"}]}),
        ({"a": [{"id": "x"}]}, {"a": []}, {"a": []}),
        ({"a": [{"id": "x"}]}, {"a": [{"n": 1}]}, {"a": [{"n": 1}]}),
        ({"deal": {"terms": [{"id": "x"}]}}, {"deal": {"terms": [{"id": "y"}]}}, {"deal": {"terms": [{"id": "y"}]}}),
        ({"rules": ["a"], "also": {"rules": ["b"]}}, {"also": {"rules": ["c"]}}, {"rules": ["a", "b", "c"]}),
        ({"rules": ["a"], "also": {"rules": ["b"]}}, {"rules": ["d"], "also": {"rules": ["c"]}}, {"rules": ["d", "c"]}),
        ({"changes": {"x": 1, "y": 1}}, {"changes": {"y": 2}}, {"changes": {"x": 1, "y": 2}}),
        ({"without": {"orders": ["x"]}}, {"without": {"orders": ["y"]}}, {"without": {"orders": ["y", "x"]}}),
        ({"sessions": [{"id": "x"}, {"id": "y"}]}, {"without": {"sessions": ["x"]}}, {"sessions": [{"id": "y"}]}),
        ({"sessions": [{"id": "x"}], "without": {"sessions": ["x"]}}, {"sessions": [{"id": "x"}]},
         {"sessions": [{"id": "x"}]}),
    ],
)  # fmt: skip
def test_how_two_trees_become_one(base: Any, own: Any, whole: Any) -> None:
    below, above = _node(base), _node(own)
    found = laid_over(above, laid_over(below, None)).plain()
    assert isinstance(found, dict)
    assert {key: found[key] for key in whole} == whole
    assert (below.plain(), above.plain()) == (base, own), "neither tree is changed"


def test_a_mistake_is_shown_in_the_file_and_line_that_make_it() -> None:
    found = issues("roles:\n  - id: russia\n    headlin: [tension]\ntracks: {tension: 500}\n")
    assert [(issue.file, issue.line, issue.col, issue.code, issue.thing) for issue in found] == [
        (CHILD, 8, 5, "unknown-field", "role `russia`"),
        (CHILD, 9, 19, "out-of-range", "track `tension`"),
    ]
    assert found[0].source_line == "    headlin: [tension]"


def test_what_is_wrong_with_a_base_is_told_at_the_base_once(tmp_path: Path) -> None:
    minimal.write(tmp_path)
    (tmp_path / CHILD).write_text(HEAD, encoding="utf-8")
    base = tmp_path / minimal.MAIN
    base.write_text(base.read_text(encoding="utf-8").replace("doctrine: russia", "doctrine: rusia"), encoding="utf-8")
    found = check([tmp_path])
    wrong = [issue for issue in found if issue.severity == "error"]
    assert [(Path(issue.file).name, issue.code) for issue in wrong] == [(minimal.MAIN, "unknown-doctrine")]
    assert [issue.code for issue in check([tmp_path / CHILD]) if issue.severity == "error"] == ["unknown-doctrine"]
    base.write_text("format: 1\nkind: scenario\nid: [", encoding="utf-8")
    assert {(Path(issue.file).name, issue.code) for issue in check([tmp_path / CHILD])} == {
        (minimal.MAIN, "yaml-syntax")
    }


def test_a_base_s_mistake_that_the_child_mends_is_no_mistake_of_the_child() -> None:
    files = texts("roles: [{id: russia, doctrine: russia}]\n")
    files[minimal.MAIN] = files[minimal.MAIN].replace("doctrine: russia", "doctrine: rusia")
    assert [issue for issue in check_texts(files, CHILD) if issue.severity == "error"] == []
    assert {issue.code for issue in check_texts(files, minimal.MAIN)} == {"unknown-doctrine", "idle-doctrine"}


@pytest.mark.parametrize(
    ("base", "code"),
    [
        ("child.yaml", "extends-cycle"), ("nothing.yaml", "missing-file"), ("../minimal.yaml", "outside-folder"),
        ("/etc/passwd", "outside-folder"), ("rules/line.yaml", "wrong-kind"), ('""', "outside-folder"),
        ("[minimal.yaml]", "wrong-type"),
    ],
)  # fmt: skip
def test_what_can_t_be_extended(base: str, code: str) -> None:
    files = {**minimal.texts(), CHILD: HEAD.replace("minimal.yaml", base)}
    found = [issue for issue in check_texts(files, CHILD) if issue.code == code]
    assert [(issue.file, issue.line) for issue in found] == [(CHILD, 5)]
    with pytest.raises(DocumentError):
        load_texts(files, CHILD)


def test_a_circle_of_three_is_told_with_all_its_names() -> None:
    other = HEAD.replace("id: child", "id: other").replace("minimal.yaml", CHILD)
    files = {**texts(), "other.yaml": other, CHILD: HEAD.replace("minimal.yaml", "other.yaml")}
    (found,) = check_texts(files, CHILD)
    assert (found.file, found.code) == ("other.yaml", "extends-cycle")
    assert "`child.yaml`, which extends `other.yaml`, which extends `child.yaml`" in found.message


def test_scenarios_rest_on_one_another_only_so_high() -> None:
    files = {**minimal.texts(), "s0.yaml": HEAD.replace("id: child", "id: s0")}
    for n in range(1, MAX_CHAIN + 1):
        files[f"s{n}.yaml"] = HEAD.replace("id: child", f"id: s{n}").replace("minimal.yaml", f"s{n - 1}.yaml")
    assert load_texts(files, f"s{MAX_CHAIN - 1}.yaml").document.purpose.en == "To try the engine."
    assert [issue.code for issue in check_texts(files, f"s{MAX_CHAIN}.yaml")] == ["extends-too-deep"]


def test_changes_are_made_and_traced_to_their_line() -> None:
    scenario = made("changes:\n  rules.tunables.heat_sd: 2.5\n  settings.operation: tripwire\n  tracks.tension: 80\n")
    number = scenario.rules.tunables["heat_sd"]
    assert (number.value, number.high, number.basis) == (2.5, 2.5, "assumed"), "its range is wide enough for it"
    assert scenario.document.settings["operation"] == "tripwire"
    assert scenario.document.tracks["tension"] == 80
    assert scenario.origins["rules.tunables.heat_sd"] == "child.yaml:7"
    assert scenario.origins["scenario.settings.operation"] == "child.yaml:8"
    assert scenario.origins["scenario.roles.russia.short"].startswith("minimal.yaml:")
    assert compile_world(scenario).tunables["heat_sd"] == 2.5


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("rules.tunables.heat_sd", -3, "bad-override"), ("rules.tunables.heat_sd", "much", "bad-override"),
        ("settings.operation", "tripwir", "bad-override"), ("tracks.tension", 500, "bad-override"),
        ("rules.tunables.nothing", 1, "unknown-path"), ("nothing", 1, "unknown-path"),
    ],
)  # fmt: skip
def test_a_change_from_outside_is_refused_like_one_of_its_own(path: str, value: float | str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        override(made(), {path: value})
    assert caught.value.code == code
    inside = {issue.code for issue in issues(f"changes: {{{path}: {value}}}\n") if issue.severity == "error"}
    assert inside == {code.replace("bad-override", "bad-change")}


def test_changes_work_without_a_base() -> None:
    docs = minimal.documents()
    docs[minimal.MAIN]["changes"] = {"theory": "denial", "forces.nl_13.readiness_days": 400}
    scenario = load_texts(minimal.texts(docs), minimal.MAIN)
    assert scenario.document.theory == "denial"
    assert scenario.options[0].readiness_days.value == 400


def test_a_child_s_changes_come_after_its_base_s() -> None:
    grandchild = HEAD.replace("id: child", "id: grand").replace("minimal.yaml", CHILD)
    files = texts(
        "changes: {rules.tunables.heat_sd: 0.4, rules.tunables.rogue_k: 2}\n",
        grand=f"{grandchild}changes: {{rules.tunables.heat_sd: 0.5}}\n",
    )
    scenario = load_texts(files, "grand.yaml")
    assert (scenario.rules.tunables["heat_sd"].value, scenario.rules.tunables["rogue_k"].value) == (0.5, 2)
    assert scenario.origins["rules.tunables.rogue_k"] == "child.yaml:6"


def test_files_are_appended_and_left_out() -> None:
    extra = minimal.dumped({
        "format": 1, "kind": "injects", "id": "more",
        "injects": [{**minimal.documents()["injects/few.yaml"]["injects"][1], "id": "later"}],
    })  # fmt: skip
    files = texts("also: {injects: [extra.yaml]}\nwithout: {injects: [poll], sessions: [long]}\n", extra=extra)
    scenario = load_texts(files, CHILD)
    assert [inject.id for inject in scenario.injects] == ["hamlet", "later"]
    assert [session.id for session in scenario.document.sessions] == ["short"]
    assert set(scenario.files) == set(files)


def test_what_is_left_out_takes_along_what_is_about_it_and_never_happens() -> None:
    body = "without: {orders: [nl_deploy], triggers: [tw_force], options: [un_observers], injects: [hamlet]}\n"
    files = texts(body)
    files["doctrines/netherlands.yaml"] = files["doctrines/netherlands.yaml"].replace(
        "rules:\n", "rules:\n- {when: 'order_age[nl_deploy] > 7', order: nl_other, weight: 1.0, rest_days: 28}\n"
    )
    rules = yaml.safe_load(files["rules/politics.yaml"])
    rules["orders"].append(minimal._order("nl_other", "netherlands", effects=[minimal.effect("trust", 1.0)]))
    rules["couplings"][0]["source"] = "trigger_fired[tw_force] + total(element_people[un_observers]) + cfv_recorded"
    rules["couplings"][1]["source"] = "inject_age[hamlet]"
    files["rules/politics.yaml"] = minimal.dumped(rules)
    wrong = [issue for issue in check_texts(files, CHILD) if issue.severity == "error"]
    assert {issue.code for issue in wrong} <= {"nothing-to-reduce"}
    rules["couplings"][0]["source"] = "trigger_fired[tw_force] + element_people[un_observers] + cfv_recorded"
    files["rules/politics.yaml"] = minimal.dumped(rules)
    scenario = load_texts(files, CHILD)
    assert "nl_deploy" not in {order.id for order in scenario.rules.orders}
    assert scenario.document.deployed == []
    assert scenario.rules.triggers == []
    (objective,) = scenario.document.objectives
    assert objective.evidence == ["conditions_ledger", "outcomes"]
    doctrine = scenario.doctrines["netherlands"]
    assert [rule.order for rule in doctrine.rules] == ["nl_other"]
    assert doctrine.replies == []
    tables = compile_world(scenario)
    assert tables.roster.axes["trigger"] == ()
    assert "un_observers" not in tables.roster.axes["element"]


def test_a_doctrine_left_out_is_no_choice_but_may_not_be_missed() -> None:
    other = minimal.documents()["doctrines/russia.yaml"] | {"id": "other"}
    assert {issue.code for issue in issues("without: {doctrines: [russia]}\n")} == {"unknown-doctrine"}
    body = "without: {doctrines: [russia]}\nalso: {doctrines: [other.yaml]}\nroles: [{id: russia, doctrine: other}]\n"
    files = texts(body, other=minimal.dumped(other))
    assert [issue for issue in check_texts(files, CHILD) if issue.severity == "error"] == []
    scenario = load_texts(files, CHILD)
    assert "russia" not in scenario.doctrines
    assert "doctrines/russia.yaml" in scenario.files


def test_an_exercise_file_s_texts_give_the_same_scenario() -> None:
    scenario = made("changes: {rules.tunables.heat_sd: 0.5}\nwithout: {injects: [poll]}\n")
    again = load_texts(scenario.files, CHILD)
    assert set(scenario.files) == set(texts())
    assert again.digest == scenario.digest
    assert (again.document, again.rules, again.origins) == (scenario.document, scenario.rules, scenario.origins)


def test_a_base_that_changed_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARGAME_CACHE_DIR", str(tmp_path / "cache"))
    minimal.write(tmp_path / "own")
    child, base = tmp_path / "own" / CHILD, tmp_path / "own" / minimal.MAIN
    child.write_text(HEAD, encoding="utf-8")
    before = load(child)
    base.write_text(base.read_text(encoding="utf-8").replace("To try the engine.", "To try it."), encoding="utf-8")
    after = load(child)
    assert (before.document.purpose.en, after.document.purpose.en) == ("To try the engine.", "To try it.")
    assert before.digest != after.digest


def test_checking_many_scenarios_together_says_what_checking_each_alone_says(tmp_path: Path) -> None:
    files = texts(
        "roles: [{id: russia, headline: [nonsense]}]\ntracks: {nonsense: 3}\n",
        other=HEAD.replace("id: child", "id: other")
        + "settings: {operation: nonsense}\nwithout: {orders: [co_answer]}\n",
        third=HEAD.replace("id: child", "id: third") + "cutoff: '2020-01-01'\nsight: {tension: {all: exact}}\n",
    )
    reading = loading._Reading(Texts(files))
    mains = [minimal.MAIN, CHILD, "other.yaml", "third.yaml"]
    for name in mains:
        book = reading.book(name)
        assert book is not None
        together = [issue for rule in (*REFERENCES, *WHOLES) for issue in reading.memo.issues(rule, book)]
        alone = loading._Reading(Texts(files)).book(name)
        assert alone is not None
        apart = [issue for rule in (*REFERENCES, *WHOLES) for issue in Memo().issues(rule, alone)]
        assert sorted(together) == sorted(apart), name
    assert any(len(kept) > 1 for kept in reading.memo.known.values()), "some rule was judged in two lights"
    assert len(reading.memo.known) > 20


def test_memo_reruns_a_rule_whose_reads_changed() -> None:
    files = texts("sessions: [{id: long, turns: 2}, {id: short, turns: 1}]\n")
    files["injects/few.yaml"] = files["injects/few.yaml"].replace("turn: 1", "turn: 3")
    reading = loading._Reading(Texts(files))
    found = []
    for name in (minimal.MAIN, CHILD):
        book = reading.book(name)
        assert book is not None
        found.append({issue.code for issue in reading.lint_issues(book)})
    assert "inject-too-late" not in found[0]
    assert "inject-too-late" in found[1]


def test_a_war_that_goes_on_opens_with_attacks_where_the_line_is_hot() -> None:
    tables = compile_world(made("fighting: russia\nsectors: {s01: {heat: 0.5}}\n"))
    start, side = tables.start.arrays, tables.roster.row("side", "russia")
    assert (start["war"] == 1).all()
    assert (start["attacking"][1 - side] == 0).all()
    hot = [sector != "s01" for sector in tables.roster.axes["sector"]]
    assert [bool(row.all()) for row in start["attacking"][side] == 1] == hot
    assert (start["attack_start"][:, hot] == start["troops"][:, hot]).all()
    quiet = compile_world(made()).start.arrays
    assert not quiet["war"].any()
    assert not quiet["attacking"].any()


def test_a_side_that_fights_exists() -> None:
    assert "unknown-side" in {issue.code for issue in issues("fighting: rusia\n")}


def test_deal_status_is_where_its_setting_starts() -> None:
    files = texts("deal: {status: open}\n")
    rules = yaml.safe_load(files["rules/politics.yaml"])
    rules["settings"].append(minimal._setting("deal_status", ("open", "signed", "none"), "signed"))
    files["rules/politics.yaml"] = minimal.dumped(rules)
    tables = compile_world(load_texts(files, CHILD))
    row = tables.roster.row("setting", "deal_status")
    assert (tables.start.arrays["settings"][row] == 0).all()
    files[CHILD] += "settings: {deal_status: none}\n"
    assert "term-contradicts" in {issue.code for issue in check_texts(files, CHILD)}


def _node(data: Any) -> Node:
    root = read_tree(yaml.safe_dump(data)).root
    assert root is not None
    return root
