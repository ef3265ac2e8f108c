"""Laws that the shipped content keeps: the documents of `moderate`, and what they bring about in a few dozen worlds."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pydantic import BaseModel

import wargame.airdefence
import wargame.combat
import wargame.scenario
from wargame.places import scenarios_dir
from wargame.scenario.base import Text, Tunable
from wargame.scenario.document import Scenario
from wargame.scenario.loader import CLAIMS
from wargame.simulate import IDLE, simulate
from wargame.world.orders import OrderDoc

WORLDS = 64
SECRET = {
    "cfv_true", "cfv_false", "heat", "push", "calm", "hazard", "outcome", "credibility_part", "perceived_part",
    "nuclear_wear", "order_age", "inject_age", "stock",
}  # fmt: skip
"""Control's alone, until the debrief."""


@cache
def moderate() -> Scenario:
    return wargame.scenario.load("moderate")


def models(node: object) -> Iterator[BaseModel]:
    """Every model inside, the node itself first."""
    if isinstance(node, BaseModel):
        yield node
        for name in type(node).model_fields:
            yield from models(getattr(node, name))
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from models(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from models(value)


def everything() -> Iterator[BaseModel]:
    scenario = moderate()
    yield from models((scenario.document, scenario.rules, scenario.forces, scenario.doctrines, scenario.injects))


def play(
    orders: list[OrderDoc], turns: int = 8, overrides: dict[str, float | str] | None = None, **seats: str
) -> dict[str, NDArray[np.floating]]:
    """Last values (row ..., W averaged) and totals of what the tests ask for, with idle seats unless named."""
    names = [
        "perceived", "credibility", "gauge", "duty_open", "consent_ru", "hazard", "outcome", "nl_parliament", "attacks",
        "harassed", "mission_people", "cfv_recorded", "rung", "nl_nato_gap", "nl_attention", "reputation", "eu_pain",
        "perceived_will", "relabelled", "ua_strength",
    ]  # fmt: skip
    doctrines = dict.fromkeys(moderate().role_ids, IDLE) | seats
    runs = simulate(
        moderate(),
        worlds=WORLDS,
        seed=11,
        turns=turns,
        doctrines=doctrines,
        orders=orders,
        record=names,
        overrides=overrides,
    )
    out: dict[str, NDArray[np.floating]] = {}
    for name in names:
        values = runs[name].values.astype(float)
        out[name] = values[-1].mean(axis=0)
        out[f"sum {name}"] = values.sum(axis=0).mean(axis=0)
    return out


def give(role: str, order: str, turn: int, **parameters: str) -> OrderDoc:
    known = {one.id: one for one in moderate().rules.orders}
    return OrderDoc(
        role=role, order=order, turn=turn, parameters=dict(parameters), visibility=known[order].visibility[0]
    )


FORCE = [
    ("ukraine", "ua_access", 1, {"level": "invited"}),
    ("coalition", "co_mandate", 1, {}),
    ("coalition", "co_operation", 1, {"level": "reassurance"}),
    ("coalition", "co_deploy", 1, {"element": "uk_brigade", "place": "lviv"}),
    ("coalition", "co_roe", 2, {"level": "c"}),
    ("coalition", "co_trigger", 2, {"trigger": "tw_force", "level": "explicit"}),
]
FOLLOW_ON = [
    ("coalition", "co_follow_on", 2, {"element": "fo_uk", "level": "d30"}),
    ("coalition", "co_follow_on", 3, {"element": "fo_fr", "level": "d30"}),
]


def docs(*groups: list[tuple[str, str, int, dict[str, str]]]) -> list[OrderDoc]:
    return [give(role, order, turn, **parameters) for group in groups for role, order, turn, parameters in group]


# -- the documents ---------------------------------------------------------------------------------------------------


def test_the_shipped_scenarios_have_no_problem_and_no_warning() -> None:
    issues = wargame.scenario.check([scenarios_dir()])
    assert not issues, wargame.scenario.render_issues(issues, "text")


def test_every_shipped_document_is_part_of_a_scenario() -> None:
    folder = Path(scenarios_dir())
    shipped = {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}
    named = {name for path in folder.glob("*.yaml") for name in wargame.scenario.load(path).files}
    ledgers = {path.relative_to(folder).as_posix() for path in (folder / CLAIMS).glob("*.yaml")}
    behind = {f"rules/{name}.yaml" for name in read_alone()}
    assert shipped <= named | ledgers | behind, sorted(shipped - named - ledgers - behind)


def read_alone() -> Iterator[str]:
    """Rules that no scenario names, because functions that play none read them: the default of their `rules`."""
    for module in (wargame.combat, wargame.airdefence):
        for _, function in inspect.getmembers(module, inspect.isfunction):
            rules = inspect.signature(function).parameters.get("rules")
            if rules is not None and isinstance(rules.default, str):
                yield rules.default


def test_files_stay_readable() -> None:
    lines = {name: text.count("\n") for name, text in moderate().files.items()}
    assert {name: count for name, count in lines.items() if count > 400} == {}


def test_texts_fit_on_the_screen_in_both_languages() -> None:
    too_long = []
    for order in moderate().rules.orders:
        for text, limit in ((order.title, 40), (order.help, 140)):
            too_long += [text.say(lang) for lang in ("en", "nl") if len(text.say(lang)) > limit]
    for inject in moderate().injects:
        too_long += [inject.title.say(lang) for lang in ("en", "nl") if len(inject.title.say(lang)) > 45]
    for role in moderate().document.roles:
        too_long += [goal.say(lang) for goal in role.goals for lang in ("en", "nl") if len(goal.say(lang)) > 110]
    assert not too_long


def test_dutch_is_not_left_in_english() -> None:
    same = {text.en for text in everything() if isinstance(text, Text) and text.en == text.nl and len(text.en) > 14}
    assert not same


def test_every_number_says_what_it_rests_on() -> None:
    numbers = [one for one in everything() if isinstance(one, Tunable)]
    cited = [one for one in numbers if one.basis == "cited"]
    assert len(numbers) > 300
    assert cited
    assert all(not one.source.startswith("AUTHORS") for one in cited)
    assert [one.source for one in cited if not re.search(r"\d", one.source)] == []


def test_no_source_is_later_than_the_cut_off() -> None:
    last = moderate().document.cutoff.year
    years = {int(year) for text in moderate().rules.sources.values() for year in re.findall(r"\b(?:19|20)\d\d\b", text)}
    assert max(years) <= last


@pytest.mark.parametrize(
    ("coupling", "price"),
    [("units_gap", "nato_gap"), ("units_buildup", "buildup"), ("parts_gap", "nato_gap"), ("parts_buildup", "buildup")],
)
def test_the_weights_of_dutch_units_are_the_catalogues_prices(coupling: str, price: str) -> None:
    source = next(one.source for one in moderate().rules.couplings if one.id == coupling)
    written = {
        element: float(weight) for weight, element in re.findall(r"(\d+) \* total\(element_task\[(\w+)\]", source)
    }
    assert written
    for option in moderate().options:
        if option.id in written:
            assert getattr(option.price, price).value == written[option.id]


def test_nobody_but_control_sees_the_secrets() -> None:
    sight = moderate().rules.sight
    tracks = {one.id: one.sees for one in moderate().rules.tracks}
    assert not SECRET & set(sight)
    assert tracks["us_backing"] == {"united_states": "exact"}
    assert set(tracks["ru_patience"]) == set(tracks["ru_opportunity"]) == {"russia"}
    assert set(sight["perceived"].sees) == {"russia"}
    assert "russia" not in sight["credibility"].sees
    assert not tracks["nuclear_wear"]


def test_dead_ukrainians_rank_no_lower_than_a_coalition_drone() -> None:
    ladders = {one.id: one for one in moderate().rules.ladders}
    lethal = next(one.number for one in ladders["ru_ua"].rungs if any("deaths" in text for text in one.criteria))
    harassed = next(
        one.number for one in ladders["ru_coalition"].rungs if any("harassed" in text for text in one.criteria)
    )
    assert lethal >= harassed


def test_replies_are_odds_over_what_the_decider_may_answer() -> None:
    triggers = moderate().rules.triggers
    for doctrine in moderate().doctrines.values():
        for reply in doctrine.replies:
            assert sum(reply.odds.values()) == pytest.approx(1)
            for trigger in triggers:
                if reply.trigger in {None, trigger.id}:
                    allowed = [set(one.options) for one in trigger.deciders if one.role == doctrine.role]
                    assert all(set(reply.odds) & options for options in allowed)


def test_every_role_has_doctrines_that_differ_and_a_desk_it_can_see() -> None:
    sight = {name: set(seen.sees) for name, seen in moderate().rules.sight.items()}
    sight |= {one.id: set(one.sees) for one in moderate().rules.tracks}
    for role in moderate().document.roles:
        assert len(set(role.doctrines)) >= 2
        assert role.doctrine in role.doctrines
        assert all(moderate().doctrines[name].role == role.id for name in role.doctrines)
        assert all({role.id, "all"} & sight[name] for name in role.headline)


def test_contested_orders_ask_the_umpire() -> None:
    orders = {one.id: one for one in moderate().rules.orders}
    for name in ("ua_recapture", "ru_seize", "ru_test", "ne_snapback", "ru_hybrid", "nl_hybrid", "nl_letter"):
        assert orders[name].style == "propose"
        assert orders[name].check in moderate().rules.checks


def test_a_ground_unit_passes_three_doors() -> None:
    gates = next(one for one in moderate().rules.orders if one.id == "nl_offer_ground").gates
    assert {gate.door for gate in gates} == {"willing", "allowed", "able"}
    assert all(gate.waived for gate in gates)


# -- what they bring about -------------------------------------------------------------------------------------------


def test_left_alone_the_truce_frays_and_nothing_runs_to_an_end() -> None:
    tracks = {one.id: one for one in moderate().rules.tracks}
    runs = simulate(
        moderate(), worlds=WORLDS, seed=3, turns=12, doctrines=dict.fromkeys(moderate().role_ids, IDLE),
        record=[*tracks, "total(cfv_recorded)", "total(cfv_true)"],
    )  # fmt: skip
    for name, track in tracks.items():
        medians = np.median(runs[name].values, axis=1)
        assert (medians > track.low).all(), name
        assert (medians < track.high).all(), name
    recorded, true = (np.median(runs[f"total({name})"].values, axis=1) for name in ("cfv_recorded", "cfv_true"))
    assert recorded[0] < recorded[-1]
    assert 100 < recorded[-13:].mean() < 5000
    assert recorded.sum() < true.sum() / 5


TERMS = {
    "good": {"deal_guarantee": "us_backed", "deal_force": "included", "deal_nato": "deferred"},
    "middling": {},
    "bad": {"deal_caps": "capped", "deal_line": "ceded", "deal_politics": "concessions", "deal_nato": "renounced"},
}


def test_the_worse_the_deal_the_likelier_renewed_war() -> None:
    hazards = []
    for terms in TERMS.values():
        settings: dict[str, float | str] = {f"settings.{name}": level for name, level in terms.items()}
        hazards.append(float(play([], turns=6, overrides=settings)["hazard"]))
    assert hazards == sorted(hazards)
    assert hazards[2] > 2 * hazards[0]


def test_bluff_a_wire_tied_to_nothing_deters_nothing() -> None:
    bare, wired = play(docs(FORCE[:-1])), play(docs(FORCE))
    ready = play(docs(FORCE, FOLLOW_ON))
    force = 1
    assert wired["credibility"][force] == pytest.approx(bare["credibility"][force], abs=0.02)
    assert wired["perceived"][force] == pytest.approx(bare["perceived"][force], abs=0.02)
    assert ready["credibility"][force] > wired["credibility"][force] + 0.05
    assert ready["perceived"][force] > wired["perceived"][force] + 0.04


HAMLET = [
    ("ukraine", "ua_access", 1, {"level": "agreement"}),
    ("russia", "ru_consent", 1, {"level": "accept"}),
    ("coalition", "co_mandate", 1, {}),
    ("coalition", "co_operation", 3, {"level": "peacekeeping"}),
    ("ukraine", "ua_recapture", 4, {"sector": "s08"}),
    ("ukraine", "ua_recapture", 5, {"sector": "s09"}),
]


def test_hamlet_silence_costs_impartiality_consent_and_parliament() -> None:
    answers = [("coalition", "co_answer", turn, {"party": "ukraine"}) for turn in (5, 6)]
    silent, spoken = play(docs(HAMLET)), play(docs(HAMLET, answers))
    consent, impartiality = 0, 2
    assert silent["gauge"][impartiality] < spoken["gauge"][impartiality] - 5
    assert silent["gauge"][consent] < spoken["gauge"][consent]
    assert silent["consent_ru"] < spoken["consent_ru"]
    assert silent["duty_open"] > spoken["duty_open"] + 0.2
    assert silent["nl_parliament"] < spoken["nl_parliament"]


def test_peacekeeping_without_consent_is_accepted_waived_and_relabelled() -> None:
    without = [order for order in HAMLET[:4] if order[1] != "ru_consent"]
    refused, accepted = play(docs(without), turns=5), play(docs(HAMLET[:4]), turns=5)
    assert refused["sum relabelled"] >= 1
    assert refused["duty_open"] == 1
    assert accepted["duty_open"] < 0.2


NO_BOOTS = [
    ("netherlands", "nl_willing", 1, {"level": "ruled_out"}),
    *[("netherlands", "nl_snapback", turn, {}) for turn in (1, 3, 5)],
    *[("netherlands", "nl_industry", turn, {"level": "drones"}) for turn in (1, 4)],
    ("netherlands", "nl_noncombat", 2, {"element": "nl_mcm", "place": "black-sea"}),
    ("netherlands", "nl_eu_track", 2, {}),
    ("nato_eu", "ne_fund", 1, {}),
    ("nato_eu", "ne_snapback", 2, {"level": "automatic"}),
    ("nato_eu", "ne_sanctions", 2, {"level": "tighten"}),
    ("nato_eu", "ne_accession", 3, {}),
]


@pytest.mark.parametrize("russia", ["russia-salami", "russia-consolidate"])
def test_no_boots_can_end_as_well_as_a_deployment(russia: str) -> None:
    dutch = [
        ("netherlands", "nl_willing", 1, {"level": "unconditional"}),
        ("netherlands", "nl_offer_ground", 2, {"element": "nl_13", "place": "dnipro"}),
    ]
    nothing = play([], turns=10, russia=russia)
    boots = play(docs(FORCE, dutch), turns=10, russia=russia)
    package = play(docs(NO_BOOTS), turns=10, russia=russia)
    assert (package["outcome"] > boots["outcome"]).any()
    assert (boots["outcome"] > package["outcome"]).any()
    assert package["nl_attention"] > boots["nl_attention"] + 10
    assert boots["nl_nato_gap"] > package["nl_nato_gap"] + 5
    assert package["eu_pain"] > nothing["eu_pain"]
    assert package["ua_strength"] > nothing["ua_strength"]
    assert package["hazard"] < nothing["hazard"]


def test_without_russian_consent_the_risk_of_contact_is_far_higher() -> None:
    refused = play(docs(FORCE))
    accepted = play(docs(FORCE, [("russia", "ru_consent", 1, {"level": "accept"})]))
    assert refused["sum harassed"][1] > 2 * accepted["sum harassed"][1] > 0


def test_the_seats_own_doctrines_move_the_world() -> None:
    """No doctrine of Russia's leaves the same ladder and the same truce behind as another."""
    ends = {}
    for doctrine in next(role.doctrines for role in moderate().document.roles if role.id == "russia"):
        end = play([], turns=12, russia=doctrine)
        ends[doctrine] = (round(float(end["rung"][0]), 1), round(float(end["outcome"][1]), 0))
    assert len(set(ends.values())) == len(ends)
