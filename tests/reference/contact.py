"""The coalition in harm's way: see `wargame.adjudication.contact`."""

from __future__ import annotations

from typing import Any

from tests.reference.acts import Attempt
from tests.reference.luck import Luck
from tests.reference.rules import IN_PLACE, Rules, begin
from wargame.adjudication.contact import ORDERED_ACTS
from wargame.quantities import PER_THOUSAND


def happen(w: Any, rules: Rules, luck: Luck) -> None:
    begin(w, "harassed", "attacks", "attribution", "air_incidents", "wounded_now", "killed_now")
    _acts(w, rules, luck)
    for attempt in w.attempts:
        if attempt.kind == "attack_force":
            _attack(w, rules, luck, attempt)
    if any(w.attacks):
        _attribute(w, rules, luck)
    if any(w.element_status[element] == IN_PLACE for element in rules.air):
        rate = rules.check("air_contact", w)
        w.air_incidents = [luck.poisson(luck("air_contact", s), rate[s] * w.dt) for s in (0, 1)]


def _acts(w: Any, rules: Rules, luck: Luck) -> None:
    exposed = [people * w.dt / PER_THOUSAND for people in w.exposure]
    if not any(exposed):
        return
    rate = rules.check("contact", w)
    lethal = [0, 0]
    deadly: list[float] | None = None
    for s in (0, 1):
        mean = sum(one * people for one, people in zip(rate[s], exposed, strict=True))
        acts = luck.poisson(luck("contact", s), mean)
        if acts:
            deadly = deadly or rules.check("contact_hit", w)
            lethal[s] = luck.binomial(luck("contact_outcome", s), acts, deadly[s])
            w.harassed[s] += acts - lethal[s]
    for s in (0, 1):
        for act in range(lethal[s]):
            _hit(w, rules, luck, s, _reach(w, rules), s + 2 * act, 1.0)


def _reach(w: Any, rules: Rules) -> list[float]:
    """People of each element within reach of fire."""
    return [
        people * rules.place_share[place] if status == IN_PLACE else 0.0
        for people, status, place in zip(w.element_people, w.element_status, w.element_place, strict=True)
    ]


def _attack(w: Any, rules: Rules, luck: Luck, attempt: Attempt) -> None:
    """Aimed at armed elements; unarmed observers are struck only where no other element is in place."""
    reach = _reach(w, rules)
    if any(armed and status == IN_PLACE for armed, status in zip(rules.armed, w.element_status, strict=True)):
        reach = [people if armed else 0.0 for people, armed in zip(reach, rules.armed, strict=True)]
    if not any(reach):
        return
    won = attempt.won
    if won is None:
        won = luck.above(rules.check("attack_force", w)[attempt.side], luck("attack_outcome", attempt.row))
    if won:
        row = attempt.side + 2 * (ORDERED_ACTS + attempt.row)
        _hit(w, rules, luck, attempt.side, reach, row, attempt.strength * rules.t["attack_people"])
    else:
        w.harassed[attempt.side] += 1


def _hit(w: Any, rules: Rules, luck: Luck, side: int, reach: list[float], row: int, multiple: float) -> None:
    """One lethal act: people of one element are hit, by a heavy-tailed law."""
    aim, reached, element = sum(reach) * luck("hit_element", row), reach[0], 0
    while luck.above(aim, reached) and element < len(reach) - 1:
        element += 1
        reached += reach[element]
    scale = multiple * rules.t["casualty_scale"]
    hit = 1 + luck.weibull(luck("casualties", row), scale, rules.t["casualty_shape"])
    hit = min(hit, w.element_people[element])
    killed = luck.binomial(luck("hit_killed", row), hit, rules.t["killed_share"])
    w.element_people[element] -= hit
    w.element_lost[element] += hit
    w.attacks[side] += 1
    w.killed_now += killed
    w.wounded_now += hit - killed
    w.coalition_killed += killed
    w.coalition_wounded += hit - killed


def _attribute(w: Any, rules: Rules, luck: Luck) -> None:
    """How sure the coalition is: the odds of the check times the odds of the die."""
    chance = rules.check("force_attribution", w)
    for s in (0, 1):
        if w.attacks[s]:
            die = 1 - luck("force_attribution", s)
            towards, away = chance[s] * die, (1 - chance[s]) * (1 - die)
            w.attribution[s] = towards / (towards + away)
            w.grave[s] += w.attacks[s] * (not luck.above(0.5, w.attribution[s]))
