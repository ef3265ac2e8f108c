"""Loading: from files or from memory the same scenario, every problem at once, each number with its origin."""

from __future__ import annotations

import json
import pickle
import time
from pathlib import Path

import pytest
import yaml

from tests.scenario import minimal
from wargame.errors import InputError
from wargame.places import scenarios_dir
from wargame.scenario import DocumentError, check, check_texts, list_scenarios, load, load_texts, render_issues
from wargame.scenario.yamltree import read_tree


def test_the_minimal_scenario_is_clean(tmp_path: Path) -> None:
    assert check([minimal.write(tmp_path)]) == []


def test_files_and_memory_give_the_same_scenario(tmp_path: Path) -> None:
    loaded = load(minimal.write(tmp_path))
    again = load_texts(loaded.files, minimal.MAIN)
    assert (again.digest, again.document, again.rules, again.map) == (
        loaded.digest,
        loaded.document,
        loaded.rules,
        loaded.map,
    )
    assert again.origins == loaded.origins
    assert loaded.files == minimal.texts()


def test_the_digest_is_of_every_byte_of_every_file() -> None:
    texts = minimal.texts()
    digests = {load_texts(texts, minimal.MAIN).digest}
    for name in texts:
        digests.add(load_texts({**texts, name: texts[name] + "# note\n"}, minimal.MAIN).digest)
    assert len(digests) == len(texts) + 1


def test_rules_files_are_joined_in_the_order_in_which_they_are_named() -> None:
    docs = minimal.documents()
    rules = load_texts(minimal.texts(docs), minimal.MAIN).rules
    assert list(rules.checks) == [*docs["rules/line.yaml"]["checks"], *docs["rules/politics.yaml"]["checks"]]
    assert [order.id for order in rules.orders] == [order["id"] for order in docs["rules/politics.yaml"]["orders"]]
    assert rules.sources == docs["rules/politics.yaml"]["sources"]


@pytest.mark.parametrize(
    ("path", "name", "written"),
    [
        ("rules.tunables.heat_sd", "rules/line.yaml", "heat_sd:"),
        ("rules.checks.violation_rate.base", "rules/line.yaml", "base:"),
        ("rules.checks.violation_rate.factors.2.gain", "rules/line.yaml", "gain:"),
        ("rules.couplings.tension_support.gain", "rules/politics.yaml", "gain:"),
        ("rules.orders.nl_deploy.gates.parliament.waived.0", "rules/politics.yaml", "track: support"),
        ("forces.nl_13.price.nato_gap", "forces/options.yaml", "nato_gap:"),
        ("injects.hamlet.effects.0", "injects/few.yaml", "track: tension"),
        ("doctrines.russia.temper.noise", "doctrines/russia.yaml", "noise:"),
        ("map.sectors.s01", "maps/line.yaml", "id: s01"),
        ("scenario.sides.russia.troops", minimal.MAIN, "troops:"),
    ],
)
def test_an_origin_is_the_line_that_says_it(path: str, name: str, written: str) -> None:
    scenario = load_texts(minimal.texts(), minimal.MAIN)
    file, _, line = scenario.origins[path].partition(":")
    lines = scenario.files[name].splitlines()
    assert file == name
    assert written in "\n".join(lines[int(line) - 2 : int(line)])


def test_every_sourced_number_of_the_rules_has_an_origin() -> None:
    scenario = load_texts(minimal.texts(), minimal.MAIN)
    wanted = {f"rules.tunables.{name}" for name in scenario.rules.tunables}
    for name, each in scenario.rules.checks.items():
        wanted |= {
            f"rules.checks.{name}.base",
            *(f"rules.checks.{name}.factors.{n}.gain" for n in range(len(each.factors))),
        }
    assert wanted <= scenario.origins.keys()


def test_problems_of_every_file_are_told_at_once(tmp_path: Path) -> None:
    docs = minimal.documents()
    docs["maps/line.yaml"]["buffer_km"] = "wide"
    docs["rules/politics.yaml"]["orders"][3]["effects"][0]["track"] = "tensoin"
    docs["rules/politics.yaml"]["tracks"][2]["grup"] = 1
    docs["doctrines/russia.yaml"]["rules"][0]["order"] = "ru_haras"
    del docs["injects/few.yaml"]["injects"][0]["sender"]
    with pytest.raises(DocumentError) as caught:
        load(minimal.write(tmp_path, docs))
    told = {(Path(issue.file).name, issue.code) for issue in caught.value.issues}
    # A field of the map itself is wrong, so nothing can be said across documents yet; all shapes are told.
    assert told == {("line.yaml", "wrong-type"), ("politics.yaml", "unknown-field"), ("few.yaml", "missing-field")}
    docs["maps/line.yaml"]["buffer_km"] = 15.0
    told = {(issue.file, issue.code) for issue in check_texts(minimal.texts(docs), minimal.MAIN)}
    # Now the entries that read are checked against one another although two others don't.
    assert told == {
        ("rules/politics.yaml", "unknown-field"), ("injects/few.yaml", "missing-field"),
        ("rules/politics.yaml", "unknown-track"), ("doctrines/russia.yaml", "unknown-order"),
    }  # fmt: skip


def test_naming_an_entry_that_is_itself_wrong_is_no_second_problem() -> None:
    docs = minimal.documents()
    docs["rules/politics.yaml"]["tracks"][0]["grup"] = 1
    issues = check_texts(minimal.texts(docs), minimal.MAIN)
    assert [issue.code for issue in issues] == ["unknown-field"]


def test_issues_come_sorted_by_place(tmp_path: Path) -> None:
    docs = minimal.documents()
    for track in docs["rules/politics.yaml"]["tracks"]:
        track["start"] = 500.0
    with pytest.raises(DocumentError) as caught:
        load(minimal.write(tmp_path, docs))
    places = [(issue.file, issue.line, issue.col) for issue in caught.value.issues]
    assert places == sorted(places)
    assert len(places) == 4


def test_the_message_is_as_designers_know_it() -> None:
    docs = minimal.documents()
    docs["rules/politics.yaml"]["tracks"][0] = {"strat": 3.0, **docs["rules/politics.yaml"]["tracks"][0]}
    with pytest.raises(DocumentError) as caught:
        load_texts(minimal.texts(docs), minimal.MAIN)
    known = "Allowed: sees, error, id, name, meaning, group, unit, low, high, start, rest, rate"
    assert str(caught.value).splitlines() == [
        "rules/politics.yaml:5:3: unknown-field: track `tension` has no field `strat`",
        "    5 | - strat: 3.0",
        f"      |   ^^^^^ did you mean `start`? {known}",
        "1 problem in 1 file. Nothing was started.",
    ]
    assert caught.value.exit_status == 2


def test_json_says_the_same_as_text() -> None:
    docs = minimal.documents()
    docs[minimal.MAIN]["settings"] = {"operation": "tripwir"}
    issues = check_texts(minimal.texts(docs), minimal.MAIN)
    told = json.loads(render_issues(issues, "json"))
    assert (told["errors"], told["warnings"]) == (1, 0)
    assert told["issues"][0]["code"] == issues[0].code == "unknown-level"
    assert told["issues"][0]["line"] == issues[0].line


def test_an_error_survives_the_way_between_processes() -> None:
    with pytest.raises(DocumentError) as caught:
        load_texts({}, minimal.MAIN)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert caught.value.issues[0].code == "missing-file"


def test_an_expression_is_pointed_at_where_it_is_wrong() -> None:
    docs = minimal.documents()
    docs["rules/politics.yaml"]["couplings"][0]["source"] = "tension + cfv_recorded[rusia]"
    text = minimal.texts(docs)["rules/politics.yaml"]
    (issue,) = check_texts(minimal.texts(docs), minimal.MAIN)
    assert text.splitlines()[issue.line - 1][issue.col - 1 :].startswith("rusia]")
    assert issue.length == 5


def test_warnings_stop_nobody(tmp_path: Path) -> None:
    docs = minimal.documents()
    docs[minimal.MAIN]["sources"]["LATE"] = "2026 a later paper"
    main = minimal.write(tmp_path, docs)
    assert [issue.severity for issue in check([main])] == ["warning"]
    assert load(main).id == "minimal"
    assert "1 warning in 1 file." in render_issues(check([main]))


def test_a_folder_is_checked_with_what_no_scenario_names(tmp_path: Path) -> None:
    minimal.write(tmp_path)
    assert check([tmp_path]) == []
    orphan = tmp_path / "rules" / "spare.yaml"
    orphan.write_text("format: 1\nkind: rules\nid: spare\nhistroy: []\n", encoding="utf-8")
    (issue,) = check([tmp_path])
    assert (issue.code, Path(issue.file).name) == ("unknown-field", "spare.yaml")
    for number in range(201):
        (tmp_path / f"more{number}.yaml").write_text("a: 1\n", encoding="utf-8")
    assert [issue.code for issue in check([tmp_path])] == ["too-many-files"]


def test_a_document_may_be_checked_alone(tmp_path: Path) -> None:
    minimal.write(tmp_path)
    assert check([tmp_path / "rules" / "line.yaml"]) == []


def test_a_file_is_told_of_once_even_when_two_scenarios_name_it(tmp_path: Path) -> None:
    docs = minimal.documents()
    docs["maps/line.yaml"]["line"]["stated_length_km"] = 600.0
    minimal.write(tmp_path, docs)
    (tmp_path / "second.yaml").write_bytes((tmp_path / minimal.MAIN).read_bytes())
    assert [issue.code for issue in check([tmp_path])] == ["line-length", "sectors-short"]


def test_a_rules_file_is_no_scenario(tmp_path: Path) -> None:
    minimal.write(tmp_path)
    with pytest.raises(DocumentError) as caught:
        load(tmp_path / "rules" / "line.yaml")
    assert [issue.code for issue in caught.value.issues] == ["not-a-scenario"]


def test_an_unknown_name_is_answered_with_what_there_is() -> None:
    with pytest.raises(InputError) as caught:
        load("no-such-thing")
    assert caught.value.code == "no-such-scenario"
    assert caught.value.exit_status == 2


def test_shipped_scenarios_load_by_name_and_by_path_and_are_clean() -> None:
    listed = list_scenarios()
    assert sorted(listing.path for listing in listed) == sorted(scenarios_dir().glob("*.yaml"))
    for listing in listed:
        assert load(listing.id).digest == load(listing.path).digest
    assert check([scenarios_dir()]) == []


def test_reading_places_costs_little_more_than_reading() -> None:
    """Bound of the reader alone, generous for a loaded machine; the bench measures the whole check."""
    text = minimal.texts()["rules/line.yaml"] * 1
    plain = min(_seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader)) for _ in range(5))
    tree = min(_seconds(lambda: read_tree(text)) for _ in range(5))
    assert tree < 4 * plain


def _seconds(work: object) -> float:
    start = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - start
