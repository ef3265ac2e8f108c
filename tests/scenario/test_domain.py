"""Every row of the domain, as the two papers draw it, is something that a player can meet, choose or lose in play.

The left-hand side is the row, the right-hand side where a reader of the papers finds it: an order (or one level of it),
a gate, a setting (or level), a track, a check, a coupling, a trigger, a force option, an inject or a scenario.
"""

from __future__ import annotations

from functools import cache

import pytest

from wargame.places import scenarios_dir
from wargame.scenario import load
from wargame.scenario.document import Scenario

DEALS = {
    "favourable": "scenario:favourable deal_guarantee:us_backed deal_force:included deal_nato:deferred",
    "moderate": "scenario:moderate deal_line:front_line deal_guarantee:unbacked deal_caps:uncapped deal_force:silent",
    "bad": "scenario:bad deal_line:ceded deal_politics:concessions deal_caps:capped us_aid:suspended",
    "no-deal": "scenario:no-deal deal_status:none check:resumption setting:eu_plan",
    "questionnaire": (
        "scenario:questionnaire deal_status:open order:nl_table order:co_table order:us_draft order:us_sign"
    ),
    "anybody may walk away": "order:ru_break_off order:ua_break_off order:us_talks.none",
    "worse deals hold worse": "coupling:deal_opportunity coupling:deal_stability track:deal_quality",
}
OPERATIONS = {
    "monitoring": "operation:monitoring order:co_operation.monitoring order:ne_observers force:obs_east",
    "peacekeeping": "operation:peacekeeping gate:co_operation.operation_consent coupling:fair_consent_ru",
    "peace_enforcement": "operation:peace_enforcement gate:co_operation.enforcement_size roe:d",
    "reassurance": "operation:reassurance gate:co_operation.guarantee_invitation track:non_combat",
    "tripwire": (
        "operation:tripwire trigger:tw_force gate:co_operation.tripwire_backing gate:co_operation.tripwire_follow_on"
    ),
    "armed_neutrality": "operation:armed_neutrality order:nl_industry order:ua_fortify",
    "mission creep": "check:gauge_force check:gauge_consent coupling:force_consent order:co_withdraw",
    "consent": "setting:ru_position order:ru_consent scenario:moderate-consent",
    "what hangs on the wire": (
        "order:co_follow_on check:cred_follow_on check:cred_us check:cred_will force:fo_uk force:fo_fr"
    ),
    "rival theories": "scenario:moderate-schelling scenario:moderate-denial",
    "Russia tests the force": "order:ru_test order:ru_rhetoric.nuclear track:perceived_will",
}
WILLING_ALLOWED_ABLE = {
    "aim and accepted risk": "order:nl_aim.inseparable order:nl_aim.limited coupling:aim_bites",
    "exclude nothing beforehand": "nl_willing:keep_open nl_willing:ruled_out coupling:willing_influence",
    "refugees": "track:displaced order:ne_refugees",
    "invitation": "setting:host_access order:ua_access gate:nl_offer_ground.ground_invitation",
    "resolution": "un_basis:resolution order:co_resolution check:un_vote",
    "parliament and public": "order:nl_letter gate:nl_offer_ground.ground_parliament track:nl_public",
    "Russian consent": "gate:nl_offer_ground.ground_consent track:consent_ru",
    "US support": (
        "gate:nl_offer_ground.ground_us setting:us_backstop setting:us_enablers track:us_backing check:enablers"
    ),
    "Article 5": "setting:art5 order:ne_art5 order:us_art5 coupling:article_five",
    "mandate and ROE": "order:co_mandate order:co_roe gate:nl_offer_ground.ground_mandate",
    "exit": "order:nl_exit order:nl_withdraw order:co_rotate gate:nl_offer_ground.ground_exit track:nl_lock_in",
    "200,000": "europe_offer:line_force scenario:moderate-200k force:line_east@moderate-200k",
    "30,000 in the rear": "europe_offer:rear_force force:uk_brigade force:fr_brigade force:mn_support",
    "KFOR": "scenario:moderate-kfor",
    "brigades and battalions": "force:nl_13 force:nl_11 force:nl_43 force:nl_marines",
    "Patriot": "order:nl_patriot order:nl_patriot_gift force:nl_patriot force:nl_patriot_gift",
    "F-35": "order:nl_f35 order:co_air setting:us_permission gate:nl_f35.f35_duties check:air_contact",
    "carve-out and backfill": "order:nl_carve_out order:ne_carve_out order:ne_backfill coupling:units_gap",
    "build-up at home": "track:nl_buildup coupling:units_buildup",
}
ALTERNATIVES = {
    "sanctions and snapback": (
        "order:nl_snapback order:ne_sanctions order:ne_snapback.automatic order:ne_energy deal_relief:phased"
    ),
    "price in Europe": "track:eu_pain coupling:sanctions_pain_eu scenario:moderate-snapback",
    "forces and industry of Ukraine": (
        "order:nl_industry.drones order:nl_industry.f16 order:nl_industry.joint_production"
    ),
    "unmanned defence of the line": "order:ua_fortify order:ua_industry",
    "own missiles and drones": "order:ua_strike",
    "other roles for soldiers": "order:nl_noncombat order:co_sea force:nl_mcm force:nl_training",
    "offensive hybrid means": (
        "order:nl_hybrid.threaten order:nl_hybrid.cyber order:nl_hybrid.through_kyiv order:ne_hybrid"
    ),
    "stabilising Ukraine": "order:nl_eu_track order:ne_euam order:ne_rebuild order:ne_accession order:ua_reform",
}
RACE = {
    "shells": "track:eu_output track:ru_output order:ne_contracts order:nl_industry.shells check:delivery",
    "missiles and air defence": "check:raid_rate check:interception order:us_sell",
    "the bet on time": "track:ru_patience coupling:race_patience coupling:patience_assent_ru",
    "US aid blocked": "order:us_suspend.suspended scenario:questionnaire-aid-pause",
    "public belief": "track:belief order:nl_communicate coupling:belief_money",
    "Ukraine plan": "order:ne_plan.multi_year eu_plan:multi_year scenario:no-deal-plan",
    "Peace Facility and fund": "order:ne_fund track:support_money",
    "factories in Ukraine": "gate:nl_industry.factory_shield gate:nl_industry.factory_oversight",
    "a test of NATO": "order:ru_hybrid order:ne_consult order:ne_posture track:eastern_gap",
}
ORDERS = {
    "NL": ["nl_aim", "nl_willing", "nl_letter", "nl_offer_ground", "nl_patriot nl_patriot_gift", "nl_f35",
           "nl_roe_caveat", "nl_exit", "nl_carve_out", "nl_industry", "nl_noncombat", "nl_snapback", "nl_hybrid",
           "nl_communicate"],
    "CO": ["co_generate", "co_operation co_mandate", "co_basing", "co_roe", "co_trigger", "co_follow_on",
           "co_move", "co_air", "co_sea", "co_jmcc", "co_evidence", "co_rotate", "co_protect", "co_withdraw"],
    "UA": ["ua_fortify", "ua_thin", "ua_mobilise", "ua_access", "ua_counterfire", "ua_recapture", "ua_strike",
           "ua_evidence", "ua_draw_in", "ua_reform", "ua_politics", "ua_industry", "ua_silence"],
    "RU": ["ru_consent", "ru_offer_us", "ru_rhetoric.nuclear", "ru_rhetoric.exercise", "ru_obstruct", "ru_harass",
           "ru_false_flag", "ru_seize", "ru_air", "ru_hybrid", "ru_test", "ru_goodwill", "ru_rearm",
           "ru_offensive"],
    "US": ["us_backstop", "us_enablers", "us_permission", "us_press.kyiv", "us_press.moscow", "us_side_deal",
           "us_suspend", "us_monitor", "us_posture", "us_art5", "us_sell", "us_blame"],
    "NA": ["ne_carve_out", "ne_backfill", "ne_posture", "ne_consult", "ne_art5", "ne_air_policing", "ne_planning",
           "ne_hotline", "ne_exercise", "ne_defer"],
    "EU": ["ne_sanctions", "ne_snapback.automatic", "ne_snapback.triggered", "ne_fund", "ne_contracts", "ne_euam",
           "ne_accession", "ne_energy", "ne_refugees", "ne_hybrid", "ne_rebuild", "ne_holdout"],
}  # fmt: skip
"""The orders of the practice note, section 7, in its own numbering: NL1, NL2 ..."""
TABLES = {"deal": DEALS, "operation": OPERATIONS, "willing, allowed, able": WILLING_ALLOWED_ABLE,
          "alternative": ALTERNATIVES, "race": RACE}  # fmt: skip
ROWS = [(f"{table}: {row}", where) for table, rows in TABLES.items() for row, where in rows.items()]
ROWS += [(f"{seat}{n}", " ".join(f"order:{one}" for one in where.split()))
         for seat, orders in ORDERS.items() for n, where in enumerate(orders, start=1)]  # fmt: skip


@cache
def scenario(name: str) -> Scenario:
    return load(str(scenarios_dir() / f"{name}.yaml"))


def found(evidence: str) -> bool:
    """Whether play has it: ``kind:id``, ``kind:id.part``, or ``setting:level``; ``@name`` looks in that scenario."""
    evidence, _, name = evidence.partition("@")
    kind, _, what = evidence.partition(":")
    what, _, part = what.partition(".")
    one = scenario(name or "moderate")
    rules = one.rules
    if kind == "scenario":
        return scenario(what).id == what
    if kind in {"order", "gate"}:
        order = next((order for order in rules.orders if order.id == what), None)
        levels = [choice for asked in order.parameters for choice in asked.choices or ()] if order else []
        return order is not None and (not part or part in levels or part in [gate.id for gate in order.gates])
    settings = {setting.id: [level.id for level in setting.levels] for setting in rules.settings}
    if kind in settings:
        return what in settings[kind]
    known = {
        "setting": settings, "track": {track.id for track in rules.tracks}, "check": rules.checks,
        "coupling": {one.id for one in rules.couplings}, "trigger": {one.id for one in rules.triggers},
        "force": {option.id for option in one.options}, "inject": {inject.id for inject in one.injects},
    }  # fmt: skip
    return what in known[kind]


@pytest.mark.parametrize(("row", "where"), ROWS, ids=[row for row, _ in ROWS])
def test_every_row_of_the_domain_can_be_met_in_play(row: str, where: str) -> None:
    assert [evidence for evidence in where.split() if not found(evidence)] == []


def test_all_orders_of_the_practice_note_are_there() -> None:
    assert {seat: len(orders) for seat, orders in ORDERS.items()} == {
        "NL": 14, "CO": 14, "UA": 13, "RU": 14, "US": 12, "NA": 10, "EU": 12,
    }  # fmt: skip


def test_what_is_not_there_is_not_found() -> None:
    for missing in ("order:nl_nothing", "order:nl_industry.gold", "deal_line:moon", "force:xyz", "gate:nl_f35.none"):
        assert not found(missing)
