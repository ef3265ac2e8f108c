"""Laws that the force catalogue, the list of events and the doctrines of the shipped base case keep."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from functools import cache

import numpy as np
import pytest

import wargame.scenario
from wargame.places import scenarios_dir
from wargame.scenario.base import Text
from wargame.scenario.document import Scenario
from wargame.scenario.forces import ForceCatalogue, ForceOption
from wargame.scenario.injects import Inject
from wargame.scenario.yamltree import read_tree
from wargame.simulate import IDLE, simulate
from wargame.world.orders import OrderDoc

NATIONS = {
    "netherlands", "united_kingdom", "france", "germany", "poland", "sweden", "denmark", "norway", "finland", "estonia",
    "latvia", "lithuania", "belgium", "spain", "italy", "canada", "turkey",
}  # fmt: skip
DUTCH = {
    "nl_13", "nl_13_bn", "nl_43", "nl_43_bde", "nl_11", "nl_11_bde", "nl_marines", "nl_marines_sqn", "nl_patriot",
    "nl_patriot_gift", "nl_f35", "nl_mcm", "nl_training", "nl_euam", "nl_medical", "nl_staff",
}  # fmt: skip
MOST_OPTIONS = 60
EVENTS = 34
"""I01 to I34 of the list of events; a letter after the number is a second half or another branch of the same."""


@cache
def moderate() -> Scenario:
    return wargame.scenario.load("moderate")


def options() -> tuple[ForceOption, ...]:
    return moderate().options


def first_day(written: str) -> date:
    return date.fromisoformat(written if len(written) > 7 else f"{written}-01")


# -- the catalogue ----------------------------------------------------------------------------------------------------


def test_every_nation_and_every_dutch_option_is_there() -> None:
    assert {one.nation for one in options()} >= NATIONS
    assert {one.id for one in options() if one.nation == "netherlands"} == DUTCH
    assert 2 <= len(options()) <= MOST_OPTIONS


@pytest.mark.parametrize("option", [one for one in options() if one.kind != "observers"], ids=lambda one: one.id)
def test_every_option_has_basis_position_source_and_honest_uncertainty(option: ForceOption) -> None:
    assert option.sources
    assert option.position is not None
    assert first_day(option.position.date) <= moderate().document.cutoff
    if option.people:
        assert option.strength is not None
        assert option.strength.low < option.strength.high
    for number in (option.readiness_days, option.arrival_days, option.rotation_pool, option.sustain_days):
        assert number.low < number.high
    assert 3 <= option.rotation_pool.low <= option.rotation_pool.high <= 5
    if option.kind in {"ground", "air"} and option.people:
        assert option.needs.enablers is not None
        assert 0 < option.needs.us_share < 1


def test_a_cited_position_cites_and_one_from_memory_says_so() -> None:
    positions = [one.position for one in options() if one.position]
    memory = [one for one in positions if one.source.startswith("PRESS")]
    assert memory
    assert {one.basis for one in memory} == {"estimated"}
    assert all(not one.source.startswith(("PRESS", "AUTHORS")) for one in positions if one.basis == "cited")
    assert {one.stance for one in positions} == {"offered", "conditional", "open", "silent", "declined"}


def test_no_soldier_is_counted_twice() -> None:
    by_id = {one.id: one for one in options()}
    parts: dict[str, int] = defaultdict(int)
    for one in options():
        if one.part_of is not None:
            assert by_id[one.part_of].part_of is None
            assert one.nation == by_id[one.part_of].nation or by_id[one.part_of].nation == "jef_partners"
            assert one.price.nato_gap.value <= by_id[one.part_of].price.nato_gap.value
            parts[one.part_of] += one.people
    assert parts
    for whole, people in parts.items():
        assert people <= by_id[whole].people


def test_sums_are_what_was_spoken_of() -> None:
    by_id = {one.id: one for one in options()}
    force = ("uk_brigade", "fr_brigade", "jef_group", "mn_hq", "mn_support")
    assert sum(by_id[name].people for name in force) == 30_000
    assert sum(one.people for one in options() if one.part_of == "jef_group") == by_id["jef_group"].people
    brigade = by_id["nl_13"].strength
    assert brigade is not None
    assert (brigade.low, brigade.high) == (2000, 3000)
    # Whatever Europe could send at most is fewer than Kyiv asked for, and a fraction of Korea's soldiers per kilometre.
    mission = [one for one in options() if one.part_of is None and not one.id.startswith("fo_")]
    most = sum(one.strength.high for one in mission if one.strength)
    assert 30_000 < most < 200_000
    assert most / moderate().map.line.stated_length_km < 904 / 5


def test_while_a_battalion_is_out_its_brigade_stays_home() -> None:
    def ends(*orders: tuple[str, int]) -> dict[str, float]:
        docs = [
            OrderDoc(role="netherlands", order="nl_offer_ground", turn=turn, visibility="public",
                     parameters={"element": element, "place": "lviv"})
            for element, turn in orders
        ]  # fmt: skip
        asked = [f"element_status[{name}]" for name in ("nl_13", "nl_13_bn", "nl_11")]
        runs = simulate(
            moderate(), worlds=4, seed=2, turns=3, doctrines=dict.fromkeys(moderate().role_ids, IDLE), orders=docs,
            record=asked,
        )  # fmt: skip
        return {name: float(np.asarray(runs[name].values[-1], float).mean()) for name in asked}

    both = ends(("nl_13_bn", 1), ("nl_13", 2), ("nl_11", 2))
    assert both["element_status[nl_13_bn]"] > 0
    assert both["element_status[nl_13]"] == 0
    assert both["element_status[nl_11]"] > 0
    assert ends(("nl_13", 1), ("nl_13_bn", 2))["element_status[nl_13_bn]"] == 0


def test_later_offers_are_dated_after_the_cut_off_and_are_in_no_base_case() -> None:
    text = (scenarios_dir() / "forces" / "later.yaml").read_text(encoding="utf-8")
    tree = read_tree(text).root
    assert tree is not None
    catalogue = ForceCatalogue.model_validate_json(json.dumps(tree.plain()))
    assert "forces/later.yaml" not in moderate().files
    wholes = {one.id for one in options()}
    for option in catalogue.options:
        assert option.position is not None
        assert first_day(option.position.date) > moderate().document.cutoff
        assert option.part_of in wholes | {None}
        assert option.id not in wholes
    assert len(options()) + len(catalogue.options) <= MOST_OPTIONS


# -- the list of events ------------------------------------------------------------------------------------------------


def number(inject: Inject) -> int:
    found = re.match(r"i(\d\d)b?_", inject.id)
    assert found, inject.id
    return int(found[1])


def test_all_events_are_there() -> None:
    assert {number(one) for one in moderate().injects} == set(range(1, EVENTS + 1))


@pytest.mark.parametrize("inject", moderate().injects, ids=lambda one: one.id)
def test_every_event_asks_for_a_decision_and_knows_what_to_do_if_players_were_first(inject: Inject) -> None:
    assert inject.prompts
    assert inject.preempted is not None
    assert inject.decision.en.endswith("?") or "." in inject.decision.en
    assert inject.objectives
    assert inject.effects or inject.mechanisms
    assert inject.turn is not None


def test_most_events_wait_for_what_happens_and_not_for_the_calendar() -> None:
    by_hand = [one.id for one in moderate().injects if one.when is None]
    clock = [one.id for one in moderate().injects if one.when and re.fullmatch(r"days >= \d+", one.when)]
    assert len(by_hand) <= 2
    assert len(clock) <= 3


def test_every_role_and_every_objective_gets_events() -> None:
    roles = {role for one in moderate().injects for role in one.to}
    assert roles - {"all"} == set(moderate().role_ids)
    assert {name for one in moderate().injects for name in one.objectives} == {
        one.id for one in moderate().document.objectives
    }


def test_one_or_two_events_a_turn() -> None:
    runs = simulate(moderate(), worlds=32, seed=5, turns=12, record=["inject_age", "turn"])
    ages = np.asarray(runs["inject_age"].values, float)
    turns = np.asarray(runs["turn"].values, int)[:, 0]
    came = np.diff((ages < 4000).sum(axis=-1), axis=0, prepend=0)
    per_turn = np.array([came[turns == turn].sum(axis=0).mean() for turn in range(1, 13)])
    assert 1 <= per_turn.mean() <= 2.5
    assert per_turn.max() <= 4


# -- the doctrines -----------------------------------------------------------------------------------------------------


def test_every_doctrine_has_a_card_and_uses_more_than_a_handful_of_orders() -> None:
    for doctrine in moderate().doctrines.values():
        assert isinstance(doctrine.card, Text), doctrine.id
        assert len(doctrine.goals) >= 2
        assert len({rule.order for rule in doctrine.rules}) >= 5, doctrine.id


@pytest.mark.parametrize("role", moderate().role_ids)
def test_no_doctrine_wins_everywhere(role: str) -> None:
    """Whichever way a seat is played, some outcome ends better under another of its doctrines."""
    seat = next(one for one in moderate().document.roles if one.id == role)
    ends = []
    for name in seat.doctrines:
        runs = simulate(moderate(), worlds=24, seed=7, turns=8, doctrines={role: name}, record=["outcome"])
        ends.append(np.asarray(runs["outcome"].values[-1], float).mean(axis=0))
    assert ends[0].shape == (9,)
    best = np.argmax(ends, axis=0)
    assert len(set(best)) >= 2, dict(zip(seat.doctrines, np.round(ends, 1).tolist(), strict=True))


def test_together_the_doctrines_know_most_of_the_menu() -> None:
    given = {rule.order for doctrine in moderate().doctrines.values() for rule in doctrine.rules}
    known = {order.id for order in moderate().rules.orders}
    assert given <= known
    assert len(given) >= 0.8 * len(known), sorted(known - given)
