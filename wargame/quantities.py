"""Everything the engine can measure, and what it needs the rules to say.

Conditions, checks, couplings, panels, CSV columns, the debrief and the docs all read this one list. The rules add
their tracks and settings to it (`wargame.scenario.registry`); the engine's own quantities are below. A quantity is
a field of the world state with named axes; the worlds axis comes last and is never named.

Sight is given by the rules (`sight:`), never here: a quantity nobody names is seen by control alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AXES: tuple[str, ...] = (
    "side", "class", "sector", "element", "trigger", "ladder", "answer", "gauge", "part", "stock", "order", "inject",
    "dimension",
)  # fmt: skip
GAUGES: tuple[str, ...] = ("consent", "force", "impartiality")
PARTS: tuple[str, ...] = ("exposure", "follow_on", "us", "roe", "will", "signal", "balance")
"""Components of a threat's credibility (practice note 8.4); `balance` is the shift of the local balance."""
WEAPONS: tuple[str, ...] = (
    "drone", "cruise", "tactical", "quasi_ballistic", "aeroballistic", "anti_ship", "ground_role",
)  # fmt: skip
"""What flies at depth: one-way attack drone; subsonic cruise missile; tactical air-launched missile (Kh-59, Kh-69);
quasi-ballistic missile (Iskander-M, KN-23); aeroballistic missile (Kinzhal); supersonic anti-ship missile against land
(Kh-22, Kh-32); anti-aircraft missile in the ground role (S-300)."""
LAYERS: dict[str, tuple[str, ...]] = {
    "upper": ("quasi_ballistic", "aeroballistic", "anti_ship", "ground_role"),
    "middle": ("cruise", "tactical"),
    "close": ("drone", "cruise", "tactical"),
}
"""Layers of air defence from the outside in, with what each can stop: against ballistic missiles; medium range; guns,
mobile groups and interceptor drones."""
STOCKS: tuple[str, ...] = ("shells", "drones", *LAYERS)
STATUSES: tuple[str, ...] = ("home", "preparing", "ready", "moving", "in_place", "returning")
TASKS: tuple[str, ...] = ("none", "mission", "follow_on")
DECLARED: tuple[str, ...] = ("none", "ambiguous", "explicit")
"""Values of `trigger_declared`, by row."""
DEPTHS: tuple[str, ...] = ("home", "neighbour", "rear", "hub", "near_line", "sea", "air")
"""Where a force may be based, by row of `place_depth`."""
CAPABILITIES: tuple[str, ...] = (
    "presence", "monitoring", "response", "air_defence", "close_air_support", "strike", "training", "mine_clearance",
    "medical",
)  # fmt: skip
"""What a force can do, by column of `element_does`."""
STEADY: tuple[str, ...] = (
    "cfv_true", "cfv_recorded", "cfv_reported", "deaths", "losses", "civilian_deaths", "fired", "killed", "stock",
    "troops", "hazard", "rung", "gauge", "outcome",
)  # fmt: skip
"""Headline quantities, with all tracks: whether ticks are days or weeks, their means over many worlds and half a year
agree within `STEADY_WITHIN` (`tests/conformance/test_dt.py`). Rare events, such as attacks on the force, agree too, but
no affordable number of worlds shows it."""
STEADY_WITHIN = 0.03
NEVER_DAYS = 9999.0
"""`order_age` of an order that was never given."""
DAYS_PER_WEEK = 7
PER_THOUSAND = 1000.0
"""Units, not tunables: contact rates are per thousand exposed people, weekly tunables are per seven days."""


@dataclass(frozen=True)
class Quantity:
    """One measurable thing: a state field, its unit, range, axes and kind.

    kind `level` holds at the end of a tick; `flow` counts what happened during it (and is what event couplings read).
    """

    name: str
    unit: str
    axes: tuple[str, ...]
    kind: Literal["level", "flow"]
    meaning: str
    low: float = 0.0
    high: float = 1e9
    integer: bool = False


def _q(
    name: str, unit: str, axes: str, kind: Literal["level", "flow"], meaning: str, low: float = 0.0, high: float = 1e9,
    integer: bool = False,
) -> Quantity:  # fmt: skip
    return Quantity(name, unit, tuple(axes.split()), kind, meaning, low, high, integer)


ENGINE: tuple[Quantity, ...] = (
    # the line
    _q("heat", "log-ratio", "side sector", "level", "how much hotter than usual a side's sector runs", -10, 10),
    _q("push", "log-ratio", "side sector", "level", "extra fire ordered from above", 0, 10),
    _q("push_days", "days", "side sector", "level", "how long the order for it still stands; then it wears off"),
    _q("calm", "share", "", "level", "what is left of the quiet that a truce announcement brought", 0, 1),
    _q("troops", "people", "side sector", "level", "soldiers of a side in a sector", integer=True),
    _q("fortification", "share", "side sector", "level", "how well a side is dug in", 0, 1),
    _q("withdrawn", "share", "side sector", "level", "heavy weapons that are behind the agreed line", 0, 1),
    _q("distance_m", "m", "sector", "level", "typical distance between forward positions", 1, 100_000),
    _q("shift_km", "km", "sector", "level", "how far the line has moved; positive: side 0 lost ground", -500, 500),
    _q("seized_days", "days", "side sector", "level", "how long a seizure by a side has stood in a sector"),
    _q("attacking", "index", "side sector", "level",
       "0 no offensive, 1 attacking, 2 broken in, 3 regrouping after it culminated", 0, 3, integer=True),
    _q("attack_start", "people", "side sector", "level", "soldiers when an offensive began there", integer=True),
    _q("attack_lost", "people", "side sector", "level", "soldiers lost there since an offensive began"),
    _q("regroup_days", "days", "side sector", "level", "until an offensive that culminated there may be resumed"),
    _q("pressing", "flag", "side", "level",
       "1 while a side has the war go on: it presses along the line and resumes its offensives", 0, 1, integer=True),
    _q("war", "flag", "", "level", "1 from the order that renews the war until a truce ends it", 0, 1, integer=True),
    # violations and what is known of them
    _q("cfv_true", "violations", "side class sector", "flow", "what really happened", integer=True),
    _q("cfv_recorded", "violations", "side sector", "flow",
       "recorded by the observers and laid at a side's door", integer=True),
    _q("cfv_unattributed", "violations", "sector", "flow", "recorded without saying who", integer=True),
    _q("cfv_reported", "violations", "sector", "flow",
       "everything in the observers' report, false reports included", integer=True),
    _q("cfv_false", "violations", "sector", "flow", "recorded though it was an exercise or an error", integer=True),
    _q("cfv_claimed", "violations", "side", "flow", "what the other side's own count says a side did", integer=True),
    _q("fire_recorded", "violations", "side", "flow", "recorded violations by fire", integer=True),
    _q("cfv_admitted", "violations", "side", "flow", "what a side's own count admits that it did", integer=True),
    _q("deaths", "people", "side", "flow", "soldiers of a side killed", integer=True),
    _q("losses", "people", "side", "flow", "soldiers of a side killed or wounded", integer=True),
    _q("arrivals", "people", "side", "flow", "soldiers sent to the line: recruits, and wounded who recovered",
       integer=True),
    _q("wounded", "people", "side", "level", "wounded soldiers of a side who are being treated", integer=True),
    _q("invalided", "people", "side", "level", "wounded soldiers who will not come back, since the start",
       integer=True),
    _q("recruited", "people", "side", "level", "recruits and replacements sent to the line since the start",
       integer=True),
    _q("civilian_deaths", "people", "", "flow", "civilians killed", integer=True),
    _q("killed", "people", "side", "level", "soldiers of a side killed since the start", integer=True),
    _q("civilians_killed", "people", "", "level", "civilians killed since the start", integer=True),
    _q("civilian_toll", "people", "side", "level", "civilians killed by a side's fire in the present week of play"),
    _q("civilian_toll_last", "people", "side", "level", "the same in the week before"),
    _q("coverage", "share", "sector", "level", "how much of a sector the observers can see", 0, 1),
    # incidents that ask for an answer
    _q("seizures", "incidents", "side", "flow", "positions taken by a side", integer=True),
    _q("open_cases", "incidents", "side", "level",
       "grave incidents by a side that nobody has answered yet", integer=True),
    _q("case_days", "days", "side", "level", "how long they have been open"),
    _q("answered", "incidents", "side", "flow", "grave incidents by a side answered in public", integer=True),
    _q("unanswered", "incidents", "side", "flow",
       "grave incidents by a side left without an answer for too long", integer=True),
    # the coalition in harm's way
    _q("exposure", "people", "sector", "level", "coalition people within reach of fire"),
    _q("harassed", "incidents", "side", "flow", "acts against the coalition that hurt nobody", integer=True),
    _q("attacks", "incidents", "side", "flow", "lethal acts against the coalition", integer=True),
    _q("wounded_now", "people", "", "flow", "coalition soldiers wounded", integer=True),
    _q("killed_now", "people", "", "flow", "coalition soldiers killed", integer=True),
    _q("coalition_wounded", "people", "", "level", "coalition soldiers wounded since the start", integer=True),
    _q("coalition_killed", "people", "", "level", "coalition soldiers killed since the start", integer=True),
    _q("attribution", "confidence", "side", "flow", "how sure the coalition is that a side attacked it", 0, 1),
    _q("air_incidents", "incidents", "side", "flow",
       "coalition aircraft tracked, illuminated or fired on", integer=True),
    # forces and stocks
    _q("element_status", "index", "element", "level",
       "home, preparing, ready, moving, in place, returning", 0, 5, integer=True),
    _q("element_place", "index", "element", "level", "where an element is", 0, 999, integer=True),
    _q("element_task", "index", "element", "level", "none, mission, follow-on force", 0, 2, integer=True),
    _q("element_wait", "days", "element", "level", "until it is ready or has arrived"),
    _q("element_days", "days", "element", "level", "in place since"),
    _q("element_people", "people", "element", "level", "strength", integer=True),
    _q("element_lost", "people", "element", "level", "killed and wounded since the start", integer=True),
    _q("element_replaced", "people", "element", "level", "sent in their place since the start", integer=True),
    _q("element_fitness", "share", "element", "level",
       "what is left of its effectiveness; it falls once it has stayed longer than it can", 0, 1),
    _q("element_rested", "units", "element", "level", "rested units in its pool that could relieve it", 0, 1000),
    _q("mission_people", "people", "", "level", "coalition people of the mission in place", integer=True),
    _q("mission_nations", "nations", "", "level", "nations with people in place", integer=True),
    _q("density", "people/km", "", "level", "mission people per kilometre of line, as far as they are effective"),
    _q("follow_on_people", "people", "", "level", "people of the follow-on force that are ready", integer=True),
    _q("follow_on_days", "days", "", "level", "until the follow-on force is in place"),
    _q("follow_on_share", "share", "", "level",
       "what it amounts to: size by what is needed, time by a fait accompli", 0, 1),
    _q("enabler_gap", "share", "", "level",
       "enablers that the mission needs and only the US has, and that are missing", 0, 1),
    _q("nato_taken", "points", "", "level", "taken out of NATO's regional plans by what is committed"),
    _q("buildup_taken", "points", "", "level", "taken out of the armies' own build-up"),
    _q("relief_due", "elements", "", "level", "elements that have stayed longer than they can", integer=True),
    _q("stock", "rounds", "side stock", "level", "shells, drones and missiles, and shots of each layer, in store",
       integer=True),
    _q("fired", "rounds", "side stock", "flow", "what was used", integer=True),
    _q("raids", "weapons", "side", "flow", "drones and missiles launched at depth", integer=True),
    _q("leaked", "weapons", "side", "flow", "of which got through", integer=True),
    # triggers and credibility
    _q("trigger_declared", "level", "trigger", "level", "0 not declared, 1 ambiguous, 2 explicit", 0, 2, integer=True),
    _q("trigger_fired", "flag", "trigger", "flow", "the trigger was met in this tick", 0, 1, integer=True),
    _q("trigger_age", "days", "trigger", "level", "since it was last met", 0, NEVER_DAYS),
    _q("answer_share", "share", "answer", "flow", "weight of the deciders that chose an answer", 0, 1),
    _q("honoured", "share", "", "flow", "how far a met trigger was honoured", 0, 1),
    _q("dishonoured", "share", "", "flow", "how far a met trigger was left unhonoured", 0, 1),
    _q("credibility", "share", "trigger", "level", "what stands behind a threat", 0, 1),
    _q("perceived", "share", "trigger", "level", "what the adversary thinks stands behind it", 0, 1),
    _q("credibility_part", "share", "part trigger", "level", "its components", 0, 1),
    _q("perceived_part", "share", "part trigger", "level", "its components as the adversary sees them", 0, 1),
    # ladders, drift, orders, injects, outcomes
    _q("rung", "rung", "ladder", "level", "where a dyad stands on its escalation ladder", 0, 16, integer=True),
    _q("rung_peak", "rung", "ladder", "level", "the highest it has stood", 0, 16, integer=True),
    _q("rung_quiet", "days", "ladder", "level", "since a criterion of the present rung was last met"),
    _q("climbed", "rungs", "ladder", "flow", "rungs climbed", 0, 16, integer=True),
    _q("gauge", "points", "gauge", "level", "consent, force and impartiality of the mission", 0, 100),
    _q("outside_box", "points", "", "level", "how far the mission is outside the box its mandate draws"),
    _q("relabelled", "flag", "", "flow", "the mission became something else than it is called", 0, 1, integer=True),
    _q("de_facto", "index", "", "level", "the operation type that the mission in fact is", 0, 11, integer=True),
    _q("duty_open", "flag", "", "level", "parliament must be informed anew", 0, 1, integer=True),
    _q("waived", "gates", "", "flow", "conditions waived by orders given", integer=True),
    _q("waivers", "gates", "", "level", "conditions waived since the start", integer=True),
    _q("order_age", "days", "order", "level", "since an order was last given", 0, NEVER_DAYS),
    _q("inject_age", "days", "inject", "level", "since an inject was delivered", 0, NEVER_DAYS),
    _q("outcome", "points", "dimension", "level", "the outcome strips", 0, 100),
    _q("hazard", "per year", "", "level", "the model's hazard of renewed war", 0, 50),
    _q("turn", "turn", "", "level", "the turn being played, from 1", 0, 999, integer=True),
    _q("days", "days", "", "level", "since the start of play", 0, 99_999),
)


@dataclass(frozen=True)
class CheckNeed:
    """A check the engine evaluates: the rules must define it with this link, over these axes."""

    link: Literal["logit", "log", "share"]
    axes: tuple[str, ...]
    use: str


def _c(link: Literal["logit", "log", "share"], axes: str, use: str) -> CheckNeed:
    return CheckNeed(link, tuple(axes.split()), use)


CHECKS: dict[str, CheckNeed] = {
    "violation_rate": _c("log", "side sector", "violations per km and day"),
    "coverage": _c("share", "sector", "share of a sector the observers can see"),
    "detection": _c("logit", "sector", "a violation is detected (class adds its own)"),
    "false_report": _c("log", "sector", "reports per sector and day that are no violation"),
    "attribution": _c("logit", "sector", "a detected violation is laid at the right door"),
    "misattribution": _c("logit", "", "an unattributed one is laid at the wrong door"),
    "contact": _c("log", "side sector", "acts against the coalition per 1,000 exposed people and day"),
    "contact_hit": _c("logit", "side", "such an act is lethal"),
    "air_contact": _c("log", "side", "incidents per day with coalition aircraft on task"),
    "force_attribution": _c("logit", "side", "the coalition is sure who attacked it"),
    "attack_force": _c("logit", "side", "an ordered attack on the coalition hits people"),
    "rotation": _c("logit", "", "an element due for relief, with a rested unit in its pool, is relieved within a week"),
    "recruiting": _c("log", "side", "recruits sent to the line as a multiple of what the tunables say"),
    "assault": _c("logit", "side sector", "a local seizure succeeds"),
    "offensive": _c("logit", "side sector", "a renewed offensive breaks in"),
    "resumption": _c("logit", "side", "a side that has regrouped resumes its offensive in a sector within a week"),
    "interception": _c("log", "side", "odds that what a side launches meets a system that can stop it, as a multiple"),
    "batteries": _c("log", "side", "the same for the upper layer alone, and as a multiple of its shots in a raid"),
    "delivery": _c("log", "side", "deliveries to a side as a multiple of what the tunables say"),
    "enablers": _c("share", "", "share of the enablers only the US has that the mission can count on"),
    "raid_rate": _c("log", "side", "drones and missiles launched per day"),
    "gauge_consent": _c("share", "", "consent the mission enjoys"),
    "gauge_force": _c("share", "", "force the mission uses and threatens"),
    "gauge_impartiality": _c("share", "", "impartiality the mission is seen to have"),
    "hazard": _c("log", "", "hazard of renewed war per year"),
    **{f"cred_{part}": _c("share", "trigger", f"credibility: {part}") for part in PARTS},
    **{f"seen_{part}": _c("share", "trigger", f"credibility as perceived: {part}") for part in PARTS},
}

TUNABLES: dict[str, str] = {
    "heat_memory_days": "time scale on which a sector's heat forgets",
    "heat_sd": "spread of a sector's heat (log scale)",
    "rogue_k": "dispersion k of violation counts in a week (negative binomial) where it is as hot as usual; small "
               "is bursty",
    "tit_for_tat": "heat added per log of the other side's recorded or suffered fire against usual",
    "calm_half_life_days": "how fast the quiet after an announcement wears off",
    "push_half_life_days": "how fast ordered fire wears off once its order has run out",
    "baseline_rate": "usual violations per km and day as they really are (observers record a part), the yardstick of "
                     "tit-for-tat and of `baseline` in conditions",
    "claim_other": "share of the other side's acts that a side's own count reports",
    "claim_own": "share of its own acts that a side's own count admits",
    "grave_deaths": "civilian deaths in a week by a side's fire that make a case that asks for an answer",
    "answer_days": "days a case stays open before it counts as unanswered",
    "casualty_scale": "people hit per lethal act: scale of the heavy-tailed law",
    "casualty_shape": "its shape; below 1: heavy tail",
    "killed_share": "share of those hit that die",
    "recovery_days": "time scale on which the wounded are treated",
    "recovered_share": "share of the wounded that come back to the line",
    "recruits_0": "recruits that side 0 can send to the line per day",
    "recruits_1": "recruits that side 1 can send to the line per day",
    "authorised_0": "authorised strength of side 0 as a multiple of its strength at the start",
    "authorised_1": "authorised strength of side 1 as a multiple of its strength at the start",
    "replacement_days": "time scale on which the mission's casualties are replaced in an element in place",
    "rest_multiple": "how often the length of a stay a relieved unit rests before it can go again",
    "overdue_days": "time scale on which an element that has stayed too long loses its effectiveness",
    "exposure_home": "share of an element's people within reach of fire when based at home",
    "exposure_neighbour": "the same in a neighbouring state",
    "exposure_rear": "the same in the rear",
    "exposure_hub": "the same at a hub",
    "exposure_near_line": "the same near the line",
    "exposure_sea": "the same at sea",
    "exposure_air": "the same for air elements flying from NATO soil",
    "monitor_people": "observers per km at which coverage is half of the possible",
    "assault_loss": "share of the attacking force in the sector lost in a local seizure",
    "repulse_loss": "the same when the seizure fails",
    "assault_km": "km the line moves in a local seizure",
    "assault_share": "share of a side's troops in the sector that takes part in a local seizure",
    "loss_ratio_won": "attacker's losses per loss of the defender when the attack wins (calibration A5)",
    "loss_ratio_lost": "the same when it fails",
    "attrition": "losses per day and opposing soldier in an offensive",
    "attrition_q": "exponent of the own strength in attrition (calibration A0.1)",
    "attrition_p": "exponent of the opposing strength",
    "breakpoint": "share of its strength at the start that an attack, or its defence, can lose before it breaks",
    "regroup_days": "days that an attacker regroups after its offensive has culminated",
    "resume_strength": "share of its authorised strength that it needs in a sector to resume",
    "positional": "losses per day and opposing soldier of positional fighting all along the line in war",
    "creep_km": "km per day that positional fighting moves the line, times the chance of an offensive there",
    "war_shells_0": "shells that side 0 fires per day of war, if it has them",
    "war_shells_1": "shells that side 1 fires per day of war, if it has them",
    "shell_weight": "share of the losses in war that the enemy's shells cause",
    "advance_km": "km per day gained by an attack that broke in",
    "fait_accompli_days": "days in which an attacker can have what it wants",
    "follow_on_required": "people a follow-on force needs to matter",
    "attack_people": "people hit scale multiplier of a deliberate attack on the force",
    "theory_floor": "floor under products in the credibility theories",
    "perceived_noise": "error (sd, share) with which the adversary reads credibility",
    "track_told": "share of its scale that a track must move in a turn to be told among the events, with its causes",
    "gauge_days": "time scale on which the mission's gauges follow what pulls them",
    "grade_and": "share of the winning (or losing) probability that makes it an 'and'",
    "grade_but": "share that makes it a 'but'",
    "effect_yes_and": "multiple of the effects at 'yes, and'",
    "effect_yes": "at 'yes'",
    "effect_yes_but": "at 'yes, but'",
    "effect_no_but": "at 'no, but'",
    "effect_no": "at 'no'",
    "effect_no_and": "at 'no, and'",
    "shells_made_0": "shells delivered to side 0 per day",
    "shells_made_1": "shells delivered to side 1 per day",
    "drones_made_0": "drones delivered to side 0 per day",
    "drones_made_1": "drones delivered to side 1 per day",
    "shells_start_0": "shells of side 0 in store at the start",
    "shells_start_1": "shells of side 1 in store at the start",
    "drones_start_0": "drones of side 0 in store at the start",
    "drones_start_1": "drones of side 1 in store at the start",
    "shells_per_violation": "shells used per violation of a heavy class",
    "raid_deaths": "civilians killed per weapon that gets through",
    "raid_losses": "soldiers killed or wounded per weapon that gets through",
    **{f"mix_{weapon}_{side}": f"share of {weapon} in raids of side {side}" for weapon in WEAPONS for side in (0, 1)},
    **{f"jam_{weapon}": f"share of {weapon} that jamming leads astray" for weapon in WEAPONS},
    **{f"cover_{weapon}": f"share of {weapon} that flies where a fitting system stands" for weapon in WEAPONS},
    **{f"alike_{weapon}": f"how much {weapon} of one raid share that fate (correlation)" for weapon in WEAPONS},
    **{
        f"kill_{layer}_{weapon}": f"chance that a shot of the {layer} layer stops {weapon}"
        for layer, weapons in LAYERS.items() for weapon in weapons
    },
    **{f"shots_{layer}": f"shots of the {layer} layer at each weapon" for layer in LAYERS},
    **{f"salvo_{layer}": f"shots that the {layer} layer has in one raid; there is a raid a day" for layer in LAYERS},
    **{f"{layer}_start_{side}": f"shots of the {layer} layer of side {side} in store at the start"
       for layer in LAYERS for side in (0, 1)},
    **{f"{layer}_made_{side}": f"shots of the {layer} layer delivered to side {side} per day"
       for layer in LAYERS for side in (0, 1)},
}

_SHARE, _MEMORY, _DAYS, _KM, _MULTIPLE = (0.0, 1.0), (0.1, 36_500.0), (0.0, 3650.0), (0.0, 100.0), (-10.0, 10.0)
LIMITS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("heat_memory_days", "calm_half_life_days", "push_half_life_days", "gauge_days"), _MEMORY),
    **dict.fromkeys(("recovery_days", "replacement_days", "overdue_days"), _MEMORY),
    **dict.fromkeys(("answer_days", "fait_accompli_days", "regroup_days"), _DAYS),
    **dict.fromkeys(("assault_km", "advance_km", "creep_km"), _KM),
    **dict.fromkeys((name for name in TUNABLES if name.startswith("exposure_")), _SHARE),
    **dict.fromkeys((name for name in TUNABLES if name.startswith("effect_")), _MULTIPLE),
    **dict.fromkeys((name for name in TUNABLES if "_made_" in name), (0.0, 1e6)),
    **dict.fromkeys((name for name in TUNABLES if "_start_" in name), (0.0, 1e8)),
    **dict.fromkeys(("tit_for_tat", "killed_share", "assault_loss", "repulse_loss", "breakpoint"), _SHARE),
    **dict.fromkeys(("attrition", "assault_share", "theory_floor", "perceived_noise", "track_told"), _SHARE),
    **dict.fromkeys(("recovered_share", "resume_strength", "positional", "shell_weight"), _SHARE),
    **dict.fromkeys(("recruits_0", "recruits_1", "war_shells_0", "war_shells_1"), (0.0, 1e6)),
    **dict.fromkeys(("authorised_0", "authorised_1"), (0.0, 10.0)),
    "rest_multiple": (0.0, 100.0),
    **dict.fromkeys(("grade_and", "grade_but"), (0.0, 0.5)),
    **dict.fromkeys(("attrition_q", "attrition_p"), (0.0, 2.0)),
    **dict.fromkeys(("loss_ratio_won", "loss_ratio_lost"), (0.01, 100.0)),
    **dict.fromkeys(("claim_other", "claim_own"), (0.0, 10.0)),
    **dict.fromkeys(("raid_deaths", "raid_losses", *(f"shots_{layer}" for layer in LAYERS)), (0.0, 100.0)),
    **dict.fromkeys((name for name in TUNABLES if name.startswith(("jam_", "cover_", "alike_", "kill_"))), _SHARE),
    **dict.fromkeys((name for name in TUNABLES if name.startswith("mix_")), _SHARE),
    **dict.fromkeys((f"salvo_{layer}" for layer in LAYERS), (0.0, 1e6)),
    **dict.fromkeys(("casualty_scale", "attack_people", "shells_per_violation"), (0.0, 1000.0)),
    "heat_sd": (0.0, 3.0),
    "rogue_k": (0.01, 1000.0),
    "baseline_rate": (1e-4, 1000.0),
    "grave_deaths": (0.0, 1e6),
    "casualty_shape": (0.1, 20.0),
    "monitor_people": (0.001, 1e4),
    "follow_on_required": (1.0, 1e7),
}  # fmt: skip
"""What each tunable can be at all: beyond, the formulas that read it mean nothing (`wargame.scenario.limits`)."""
