"""The coalition in harm's way: harassment, lethal acts and ordered attacks, whom they hit, and how sure one is who
did it.

Exposure (people within reach of fire, `logistics.py`) times a rate gives the acts; most only harass. Each lethal act
hits people of one real element, in proportion to its exposure, by a heavy-tailed law: most hit few, a few hit many.
The truth about who did it is control's; everybody else hears what is attributed.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import samplers
from wargame.adjudication.acts import IN_PLACE
from wargame.adjudication.draft import ALL, Attempt, Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.quantities import DEPTHS, PER_THOUSAND
from wargame.world import why as whys

Array = NDArray[Any]
_SHOWN = ("element_people", "element_place", "element_status")
"""What tells where an element stands and how large it is."""
UNARMED = "observers"
"""The kind of element that carries no arms."""
ORDERED_ACTS = samplers.COUNT_CEILING
"""Dice rows of ordered attacks begin behind those of any number of unasked acts."""


def happen(draft: Draft) -> None:
    """Writes `harassed`, `attacks`, `attribution`, `air_incidents`, and through `_hit` the coalition's casualties."""
    for name in ("harassed", "attacks", "attribution", "air_incidents", "wounded_now", "killed_now"):
        draft.count(name)
    _acts(draft)
    for attempt in draft.attempts:
        if attempt.kind == "attack_force":
            _attack(draft, attempt)
    _attribute(draft)
    _in_the_air(draft)


def _acts(draft: Draft) -> None:
    """What commanders and rogue units do unasked: summed over sectors first, then split into harassment and lethal
    acts."""
    rate = draft.check("contact") * (draft.now.exposure * np.float32(draft.dt / PER_THOUSAND))
    acts = samplers.poisson(draft.uniform("contact", 2), np.add.reduce(rate, axis=1))
    if not acts.any():
        return
    lethal = samplers.binomial(draft.uniform("contact_outcome", 2), acts, draft.check("contact_hit"))
    unasked = [draft.because(np.flatnonzero(acts[side]), partial(_unasked, draft, side, rate)) for side in (0, 1)]
    deadly = [draft.because(np.flatnonzero(lethal[side]), partial(_deadly, draft, side)) for side in (0, 1)]
    draft.count("harassed")[:] += acts - lethal
    for side in (0, 1):
        worlds = np.flatnonzero(acts[side] - lethal[side])
        numbers, visible_to = {"acts": (acts - lethal)[side, worlds]}, draft.seers("harassed")
        draft.note("harassed", worlds, numbers=numbers, visible_to=visible_to, why=unasked[side], side=side)
        for act in range(int(lethal[side].max())):
            worlds = np.flatnonzero(lethal[side] > act)
            why = whys.parts(deadly[side], unasked[side])
            _hit(draft, side, _weights(draft), worlds, act, np.ones(1, np.float32), "chance", why)


def _unasked(draft: Draft, side: int, rate: Array) -> Why:
    """The rate of contact where most people are within reach, and what it comes to along the whole line."""
    reach = draft.now.exposure[:, GAME]
    check = draft.why("contact", {"side": side, "sector": int(np.argmax(reach))}, "contact", side)
    expected = {"expected": float(np.add.reduce(rate[side, :, GAME])), "days": draft.dt}
    everything = whys.names_of(("exposure",), draft.tables.checks["contact"].reads)
    return whys.parts(
        {**check, "reads": ["exposure"]},
        whys.rule("exposed", {"people": float(np.add.reduce(reach))}, reads=("exposure",)),
        whys.rule("expected", expected, reads=everything),
    )


def _deadly(draft: Draft, side: int) -> Why:
    return draft.why("contact_hit", {"side": side}, "contact_outcome", side)


def _attack(draft: Draft, attempt: Attempt) -> None:
    """An ordered attack on the force: it hits people, or it only frightens them."""
    reach = _armed(draft, _weights(draft))
    targets = reach[:, attempt.worlds].any(axis=0)
    worlds, won = attempt.worlds[targets], attempt.won
    why = attempt.why
    if won is None:
        why = draft.because(
            attempt.worlds,
            partial(draft.why, "attack_force", {"side": attempt.side}, "attack_outcome", attempt.row),
        )
        die = draft.uniform("attack_outcome", 1, attempt.row)[0]
        won = die < draft.check("attack_force")[attempt.side]
        hit = won[worlds]
    else:
        hit = won[targets]
    draft.count("harassed")[attempt.side, worlds[~hit]] += 1
    draft.note("attack_failed", worlds[~hit], weight=1, cause=attempt.cause, why=why, side=attempt.side)
    scale = (attempt.strength * np.float32(draft.tunable("attack_people")))[targets][hit]
    _hit(draft, attempt.side, reach, worlds[hit], ORDERED_ACTS + attempt.row, scale, attempt.cause, why)


def _armed(draft: Draft, reach: Array) -> Array:
    """(F, W) the people within reach of an attack that is meant for the force: those of armed elements.

    Unarmed observers are struck only where no other element is in place: an attack on the force tests the force, while
    the chance acts of `_acts` spare nobody.
    """
    armed = np.array([kind != UNARMED for kind in draft.tables.element_kind], bool)[:, None]
    alone = ~((draft.now.element_status == IN_PLACE) & armed).any(axis=0)
    aimed: Array = reach * (armed | alone)
    return aimed


def _weights(draft: Draft) -> Array:
    """(F, W) float32 people of an element within reach of fire, wherever they are."""
    now, depths = draft.now, np.array([draft.tunable(f"exposure_{depth}") for depth in DEPTHS], np.float32)
    share = depths[draft.tables.place_depth][now.element_place]
    weights: Array = now.element_people * (now.element_status == IN_PLACE) * share
    return weights


def _hit(
    draft: Draft, side: int, reach: Array, worlds: Array, act: int, multiple: Array, cause: str, why: Why | None
) -> None:
    """One lethal act in each of some lanes: people of one element are killed and wounded.

    Conserves people: what an element loses is added to `element_lost`.

    Args:
        reach: (F, W) people within reach of it.
    """
    if not len(worlds):
        return
    row = side + 2 * act
    reach = reach[:, worlds]
    weight = np.add.accumulate(reach, axis=0)
    die = draft.uniform("hit_element", 1, row)[0, worlds]
    element = np.minimum(np.add.reduce(weight < weight[-1] * die, axis=0, dtype=np.int32), len(weight) - 1)
    people, lost = draft.edit("element_people"), draft.edit("element_lost")
    scale = multiple * np.float32(draft.tunable("casualty_scale"))
    shape = np.float32(draft.tunable("casualty_shape"))
    hit = 1 + samplers.discrete_weibull(draft.uniform("casualties", 1, row)[0, worlds], scale, shape)
    hit = np.minimum(hit, people[element, worlds])
    die = draft.uniform("hit_killed", 1, row)[0, worlds]
    killed = samplers.binomial(die, hit, np.float32(draft.tunable("killed_share")))
    within = draft.because(worlds, lambda: _within_reach(draft, int(element[0]), reach[:, 0]))
    people[element, worlds] -= hit
    lost[element, worlds] += hit
    draft.count("attacks")[side, worlds] += 1
    for name, amount in (("wounded", hit - killed), ("killed", killed)):
        draft.count(f"{name}_now")[worlds] += amount
        draft.edit(f"coalition_{name}")[worlds] += amount
    numbers = {"killed": killed, "wounded": hit - killed}
    place = draft.now.element_place[element, worlds]
    # The public news names no author, nor does its "Why?": that is `attributed`, if it comes.
    draft.note(
        "coalition_hit", worlds, numbers=numbers, weight=2, visible_to=ALL, why=within, element=element, place=place
    )
    casualties = draft.because(worlds, lambda: _casualties(draft, int(hit[0]), float(scale[0]), row))
    draft.note(
        "attack", worlds, numbers=numbers, weight=2, cause=cause, why=lambda: whys.parts(why, within, casualties),
        side=side, element=element,
    )  # fmt: skip


def _within_reach(draft: Draft, element: int, reach: Array) -> Why:
    """How many of the element that was hit stood within reach of fire, and of the whole force."""
    depth = DEPTHS[draft.tables.place_depth[draft.now.element_place[element, GAME]]]
    share = f"exposure_{depth}"
    numbers = {
        "people": float(reach[element]), "of": float(np.add.reduce(reach)), "limit": draft.tunable(share),
    }  # fmt: skip
    name = draft.tables.roster.axes["element"][element]
    return whys.rule("within_reach", numbers, draft.origin(f"rules.tunables.{share}"), _SHOWN, element=name)


def _casualties(draft: Draft, hit: int, scale: float, row: int) -> Why:
    """The heavy-tailed law that says how many one act hits."""
    numbers = {"hit": hit, "scale": scale, "draw": float(draft.uniform("casualties", 1, row)[0, GAME])}
    return draft.rule("casualty_shape", numbers, None)


def _attribute(draft: Draft) -> None:
    """How sure the coalition is: `attribution` of a side that attacked it, 0 for one that did not.

    The check gives the probability of being sure, which is an attribution of at least one half: odds p / (1 - p)
    times the odds of the die.
    """
    attacked = draft.now.attacks > 0
    if not attacked.any():
        return
    sure, die = draft.check("force_attribution"), 1 - draft.uniform("force_attribution", 2)
    reasons = [
        draft.because(
            np.flatnonzero(attacked[side]),
            partial(draft.why, "force_attribution", {"side": side}, "force_attribution", side),
        )
        for side in (0, 1)
    ]
    towards, away = sure * die, (1 - sure) * (1 - die)
    draft.set("attribution", attacked * (towards / (towards + away)))
    known = attacked & (draft.now.attribution * 2 >= 1)
    draft.grave["attack"] = known * draft.now.attacks
    for side in (0, 1):
        worlds = np.flatnonzero(known[side])
        confidence = draft.now.attribution[side, worlds]
        draft.note(
            "attributed", worlds, numbers={"confidence": confidence}, weight=2, visible_to=ALL,
            why=reasons[side], side=side,
        )  # fmt: skip


def _in_the_air(draft: Draft) -> None:
    """Coalition aircraft on task are tracked, illuminated or fired on."""
    air = np.array([kind == "air" for kind in draft.tables.element_kind], bool)
    on_task = np.logical_or.reduce((draft.now.element_status == IN_PLACE)[air], axis=0)
    if not on_task.any():
        return
    mean = draft.check("air_contact") * (on_task * np.float32(draft.dt))
    incidents = samplers.poisson(draft.uniform("air_contact", 2), mean)
    reasons = [
        draft.because(
            np.flatnonzero(incidents[side]), partial(draft.why, "air_contact", {"side": side}, "air_contact", side)
        )
        for side in (0, 1)
    ]
    draft.set("air_incidents", incidents)
    for side in (0, 1):
        worlds = np.flatnonzero(incidents[side])
        number = incidents[side, worlds]
        draft.note(
            "air_incident", worlds, numbers={"incidents": number}, weight=1, visible_to=draft.seers("air_incidents"),
            why=reasons[side], side=side,
        )  # fmt: skip
