"""The claim ledger: experiments under equal luck that can fail, and say so."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from tests.cli.program import run_many
from wargame.analysis.claims import FAILS, HOLDS, OPEN, THEORIES, Ledger, ledger, wanted, weigh
from wargame.analysis.claims_graph import by_formula
from wargame.analysis.claims_jobs import Job, Workshop
from wargame.analysis.claims_space import point, ranges
from wargame.cli.claims import as_data, as_page, as_table
from wargame.errors import InputError
from wargame.places import scenarios_dir
from wargame.scenario import check, load
from wargame.scenario.changes import override
from wargame.scenario.claims import Arm, Claim, Claims, Test
from wargame.scenario.document import Scenario
from wargame.scenario.loader import load_claims
from wargame.simulate import simulate
from wargame.world.compile import compile_world
from wargame.world.orders import OrderDoc

QUICK = ("C15", "C18")
"""Claims whose experiments are small enough for every run; the soak takes all of them."""
IDS = [f"C{n}" for n in range(1, 30)]


@cache
def claims() -> dict[str, Claim]:
    return {claim.id: claim for claim in load_claims("moderate")}


@cache
def moderate() -> Scenario:
    return load("moderate")


@cache
def small() -> Ledger:
    return ledger("moderate", worlds=4, points=1, point_worlds=4, only=("C6", "C18"))


# -- the documents ---------------------------------------------------------------------------------------------------


def test_the_ledger_has_every_claim_once_and_in_order() -> None:
    assert list(claims()) == IDS


def test_the_claims_go_for_what_extends_their_scenario_and_for_nothing_else() -> None:
    assert [claim.id for claim in load_claims("bad")] == IDS
    assert load_claims("korea-1953") == ()
    with pytest.raises(InputError, match="no claims are kept"):
        ledger("korea-1953")


@pytest.mark.parametrize("id_", IDS)
def test_a_claim_is_assumed_if_and_only_if_the_rules_lead_to_it_in_one_step(id_: str) -> None:
    claim = claims()[id_]
    assert by_formula(moderate(), claim) == (claim.kind == "assumed")


def test_what_rests_on_a_theory_of_credibility_is_put_to_all_four() -> None:
    assert {claim.id for claim in claims().values() if claim.theories} == {"C6", "C7", "C8"}


def test_every_part_of_the_papers_is_one_that_the_scenario_knows() -> None:
    known = set(moderate().document.sources)
    assert {part for claim in claims().values() for part in claim.paper} <= known


def a_claim(**changed: Any) -> dict[str, Any]:
    text = {"en": "so", "nl": "zo"}
    test = {"measure": "hazard", "of": {"a": 1.0, "b": -1.0}, "above": 0.0}
    whole = {"id": "C1", "text": text, "paper": ["S"], "kind": "emergent", "note": text, "arms": {"a": {}, "b": {}},
             "tests": [test], "breaks": {"rules.tunables.heat_sd": 0.6}}  # fmt: skip
    return {**whole, **changed}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"arms": {"a": {}}}, "no arm `b`"),
        ({"arms": {"a": {}, "b": {}, "c": {}}}, "no test looks at the arm `c`"),
        ({"tests": [{"measure": "hazard", "of": {"a": 1.0, "b": 1.0}}]}, "exactly one of"),
        ({"tests": [{"measure": "hazard", "of": {"a": 1.0, "b": 1.0}, "above": 1.0, "below": 1.0}]}, "exactly one of"),
        ({"breaks": {}}, "at least 1 item"),
    ],
)
def test_an_experiment_that_is_none_is_refused(changed: dict[str, Any], said: str) -> None:
    assert Claim.model_validate(a_claim()).id == "C1"
    with pytest.raises(ValidationError, match=said):
        Claim.model_validate(a_claim(**changed))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"claims": [a_claim(), a_claim()]}, "twice"),
        ({"claims": [a_claim(common={"like": ["x"]})]}, "no part `x`"),
        ({"parts": {"x": {"like": ["y"]}, "y": {}}}, "write it out"),
    ],
)
def test_a_ledger_that_contradicts_itself_is_refused(changed: dict[str, Any], said: str) -> None:
    title = {"en": "so", "nl": "zo"}
    whole = {"format": 1, "kind": "claims", "id": "x", "title": title, "scenario": "a.yaml", "claims": [a_claim()]}
    assert Claims.model_validate(whole).id == "x"
    with pytest.raises(ValidationError, match=said):
        Claims.model_validate({**whole, **changed})


def test_an_arm_lies_on_top_of_what_all_have_in_common() -> None:
    parts = {"x": Arm(changes={"tracks.a": 1, "tracks.b": 1}, doctrines={"r": "x"})}
    common = Arm(changes={"tracks.b": 2, "tracks.c": 2}, doctrines={"r": "common", "s": "common"})
    arm = Arm(like=["x"], changes={"tracks.a": 3}).whole(parts).within(common)
    assert arm.changes == {"tracks.a": 3, "tracks.b": 1, "tracks.c": 2}
    assert arm.doctrines == {"r": "x", "s": "common"}


def test_check_points_at_what_an_experiment_names_and_is_not_there(tmp_path: Path) -> None:
    text = (scenarios_dir() / "claims" / "course.yaml").read_text(encoding="utf-8")
    ledger_of_mine = tmp_path / "mine.yaml"
    for said, wrong, code in (
        ("order: nl_willing, parameters: {level: keep_open}", "order: nl_wiling", "unknown-order"),
        ("doctrines: {netherlands: netherlands-dove}", "doctrines: {netherlands: dove}", "unknown-doctrine"),
        ("option: nl_marines, place: odesa", "option: nl_marines, place: odessa", "unknown-place"),
        ("settings.art5: affirmed", "settings.art6: affirmed", "unknown-path"),
        ("measure: eu_pain,", "measure: eu_gain,", "unknown-name"),
    ):
        assert said in text
        broken = text.replace(said, wrong, 1)
        ledger_of_mine.write_text(broken, encoding="utf-8")
        issues = check([ledger_of_mine])
        assert [(issue.code, wrong in broken.splitlines()[issue.line - 1]) for issue in issues] == [(code, True)]


# -- playing ---------------------------------------------------------------------------------------------------------


def test_an_arm_among_others_plays_as_it_would_alone() -> None:
    """The ledger's batches are the simulator's worlds: the same orders, doctrines and dice, the same course."""
    claim = claims()["C15"]
    values = Workshop("moderate", [claim, claims()["C10"]]).do(Job(("C10", "C15"), 4, 8, seed=3))
    for name, arm in claim.arms.items():
        orders = [OrderDoc(o.role, o.order, turn, dict(o.parameters)) for o in arm.orders for turn in o.turns]
        runs = simulate("moderate", worlds=12, seed=3, doctrines=arm.doctrines, orders=orders, record=["nl_influence"])
        alone = runs["nl_influence"].values[-1][4:12]
        assert np.array_equal(values["C15"][0][name], alone)


def test_a_world_is_the_same_however_many_are_played() -> None:
    workshop = Workshop("moderate", [claims()["C18"]])
    whole = workshop.do(Job(("C18",), 0, 8, seed=1))["C18"][0]
    late = workshop.do(Job(("C18",), 4, 4, seed=1))["C18"][0]
    assert all(np.array_equal(whole[name][4:], late[name]) for name in whole)


def test_arms_that_are_alike_come_out_alike() -> None:
    one = claims()["C15"].arms["open"]
    twin = claims()["C15"].model_copy(update={"arms": {"open": one, "ruled_out": one}})
    rows = Workshop("moderate", [twin]).do(Job(("C15",), 0, 4, seed=1))["C15"]
    assert all(weigh(test, row).effect == 0 for test, row in zip(twin.tests, rows, strict=True))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"changes": {"tracks.nowhere": 1}}, "nowhere"),
        ({"changes": {"rules.tunables.nowhere": 1}}, "nowhere"),
        ({"deployed": [{"option": "nobody", "place": "kyiv"}]}, "nobody"),
        ({"deployed": [{"option": "nl_13", "place": "atlantis"}]}, "atlantis"),
        ({"doctrines": {"russia": "mild"}}, "mild"),
        ({"orders": [{"role": "russia", "order": "ru_nothing"}]}, "ru_nothing"),
        ({"scenario": "gone.yaml"}, "gone.yaml"),
    ],
)
def test_an_arm_that_names_what_is_not_there_is_told_by_claim_and_arm(changed: dict[str, Any], said: str) -> None:
    arms = {"open": Arm.model_validate(changed), "ruled_out": Arm()}
    broken = claims()["C15"].model_copy(update={"arms": arms})
    with pytest.raises(InputError) as told:
        Workshop("moderate", [broken]).do(Job(("C15",), 0, 4, seed=1))
    assert said in str(told.value)
    assert "gone.yaml" in said or "claim `C15`, arm `open`" in str(told.value)


@pytest.mark.parametrize("measure", ["sum(war, 28)", "held(war >= 1, 14)", "nothing_of_the_kind"])
def test_a_measure_is_one_number_now(measure: str) -> None:
    test = Test(measure=measure, of={"open": 1}, above=0)
    broken = claims()["C15"].model_copy(update={"tests": [test]})
    with pytest.raises(InputError):
        Workshop("moderate", [broken]).do(Job(("C15",), 0, 4, seed=1))


# -- judging ---------------------------------------------------------------------------------------------------------


def test_a_verdict_is_open_as_long_as_the_interval_holds_the_bound() -> None:
    above = Test(measure="hazard", of={"a": 1, "b": -1}, above=0)
    below = Test(measure="hazard", of={"a": 1, "b": -1}, below=0)
    within = Test(measure="hazard", of={"a": 1, "b": -1}, within=1)
    cases = {(1.1, 1.2): (HOLDS, FAILS, FAILS), (-1.0, 1.1): (OPEN, OPEN, OPEN), (-0.1, -0.2): (FAILS, HOLDS, HOLDS)}
    for effects, verdicts in cases.items():
        values = {"a": np.array(effects), "b": np.zeros(2)}
        assert tuple(weigh(test, values).verdict for test in (above, below, within)) == verdicts


def test_no_effect_at_all_is_no_support() -> None:
    none = {"a": np.zeros(4), "b": np.zeros(4)}
    assert weigh(Test(measure="hazard", of={"a": 1, "b": -1}, above=0), none).verdict == FAILS
    assert weigh(Test(measure="hazard", of={"a": 1, "b": -1}, below=0), none).verdict == FAILS
    assert weigh(Test(measure="hazard", of={"a": 1, "b": -1}, within=0.1), none).verdict == HOLDS


def test_the_interval_is_that_of_paired_differences() -> None:
    noise = np.linspace(-50, 50, 400)
    found = weigh(Test(measure="hazard", of={"a": 1, "b": -1}, above=0), {"a": noise + 1, "b": noise})
    assert (found.effect, found.low, found.high) == pytest.approx((1, 1, 1))
    alone = weigh(Test(measure="hazard", of={"a": 1}, above=0), {"a": noise})
    assert alone.high - alone.low == pytest.approx(2 * 1.96 * noise.std() / math.sqrt(400))
    assert wanted(Test(measure="hazard", of={"a": 0.5, "b": -2}, within=3)) == "|0.5 a - 2 b| < 3"


# -- the plausible space ---------------------------------------------------------------------------------------------


def test_points_fill_every_range_evenly_and_half_of_them_lie_below_the_value() -> None:
    scenario, many = moderate(), ranges(moderate())
    points = [point(scenario, n, 8, seed=1) for n in range(8)]
    assert len(many) > 500
    for path, (low, value, high) in many.items():
        found = sorted(each[path] for each in points)
        assert low <= found[0] <= found[-1] <= high
        if low < value < high:
            assert (sum(each < value for each in found), len(set(found))) == (4, 8)


def test_points_differ_by_seed_and_a_number_that_is_added_moves_no_other() -> None:
    scenario = moderate()
    first = point(scenario, 0, 8, seed=1)
    assert first != point(scenario, 0, 8, seed=2)
    fewer = override(scenario, {"rules.tunables.heat_sd": scenario.rules.tunables["heat_sd"].low})
    assert {path: value for path, value in point(fewer, 0, 8, 1).items() if path != "rules.tunables.heat_sd"} == {
        path: value for path, value in first.items() if path != "rules.tunables.heat_sd"
    }


def test_a_point_can_be_compiled() -> None:
    values = point(moderate(), 5, 8, seed=1)
    tables = compile_world(moderate(), values)
    assert tables.tunables["heat_sd"] == values["rules.tunables.heat_sd"]


# -- the ledger ------------------------------------------------------------------------------------------------------


def test_a_ledger_says_what_it_found_in_every_form() -> None:
    found = small()
    assert [row.claim.id for row in found.rows] == ["C6", "C18"]
    assert [(row.worlds, row.points) for row in found.rows] == [(4, 1)] * 2
    assert tuple(found.rows[0].theories) == THEORIES
    data = json.loads(as_data(found))
    assert {"id", "claim", "effect", "low", "high", "worlds", "share", "kind", "verdict"} <= set(data["claims"][0])
    for text in (as_table(found), as_page(found)):
        assert all(word in text for word in ("C6", "C18", "schelling", "assumed"))


def test_the_same_seed_gives_the_same_ledger() -> None:
    again = ledger("moderate", worlds=4, points=1, point_worlds=4, only=("C18",))
    assert again.rows[0] == small().rows[1]


def test_interrupted_it_keeps_what_is_finished() -> None:
    def stop(done: int, of: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    found = ledger("moderate", worlds=68, points=4, only=("C18",), progress=stop)
    assert not found.whole
    assert [(row.worlds, row.share) for row in found.rows] == [(64, None)]
    first = ledger("moderate", worlds=64, points=0, only=("C18",))
    assert found.rows[0].tests == first.rows[0].tests


def test_an_unknown_claim_is_told_with_its_neighbours() -> None:
    with pytest.raises(InputError, match="C99"):
        ledger("moderate", only=("C99",))


@pytest.mark.parametrize("id_", QUICK)
def test_a_claim_holds_and_its_broken_rules_break_it(id_: str) -> None:
    found = ledger("moderate", worlds=16, points=0, only=(id_,))
    broken = ledger("moderate", worlds=16, points=0, only=(id_,), broken=True)
    assert (found.rows[0].verdict, broken.rows[0].verdict) == (HOLDS, FAILS)
    assert (found.broken, broken.broken) == ((), (id_,))  # what the command's status rests on


def test_what_can_not_be_asked_of_the_command_is_told(tmp_path: Path) -> None:
    asked = {
        ("run", "--claims", "--live"): "--claims can't be used",
        ("run", "--claims", "--set", "rules.tunables.heat_sd=1"): "--claims can't be used",
        ("run", "--quick", "moderate"): "--quick goes with --claims",
        ("run",): "no scenario to run",
        ("run", "--claims", "korea-1953"): "no claims are kept",
        ("run", "--claims", "--worlds", "0"): "--worlds is 0",
    }
    for ended, said in zip(run_many(list(asked), tmp_path), asked.values(), strict=True):
        assert ended.status == 2
        assert said in ended.err


@pytest.mark.soak
@pytest.mark.parametrize("id_", [id_ for id_ in IDS if id_ not in QUICK])
def test_every_claim_can_fail(id_: str) -> None:
    (broken,) = ledger("moderate", worlds=64, points=0, only=(id_,), broken=True).rows
    assert broken.verdict == FAILS


@pytest.mark.soak
def test_every_claim_that_must_hold_holds_on_the_base_case() -> None:
    found = ledger("moderate", worlds=256, points=0)
    verdicts = {row.claim.id: row.verdict for row in found.rows if row.claim.must == HOLDS}
    assert {id_: verdict for id_, verdict in verdicts.items() if verdict != HOLDS} == {}


@pytest.mark.soak
def test_processes_change_nothing(tmp_path: Path) -> None:
    two = ledger("moderate", worlds=128, points=2, point_worlds=4, only=("C6", "C15"), processes=2)
    one = ledger("moderate", worlds=128, points=2, point_worlds=4, only=("C6", "C15"))
    assert as_data(two) == as_data(one)
