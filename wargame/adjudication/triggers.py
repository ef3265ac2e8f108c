"""Tripwires and the moment of truth: authored triggers, tested on what is known, and what the capitals answer.

A trigger fires when its condition holds, somebody has declared it, it has had its rest, and the attribution is good
enough. Then every decider answers, without knowing the others' answers: people at the table, a doctrine, or the
default of an empty seat. What the capitals answer decides how far it is honoured; the adversary, who has no honouring
option, answers too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication import credibility, effects
from wargame.adjudication.acts import FOLLOW_ON, MOVING, READY
from wargame.adjudication.draft import ALL, Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.quantities import DECLARED, NEVER_DAYS
from wargame.world import why as whys
from wargame.world.causes import Source
from wargame.world.events import Question
from wargame.world.state import WorldState
from wargame.world.tables import CompiledTrigger

Array = NDArray[Any]
Replies = Callable[[WorldState, int, Array], Array]
"""(state, trigger row, fired (W,) bool) -> (R, W) int32 answer rows, -1 where a role has no doctrine that answers."""


def test(draft: Draft, replies: Replies | None) -> None:
    """Writes `trigger_fired`, `trigger_age`, `answer_share`, `honoured`, `dishonoured`; the follow-on force may
    move."""
    now = draft.now
    fired = np.zeros_like(now.trigger_fired)
    share = np.zeros_like(now.answer_share)
    honoured, dishonoured = np.zeros_like(now.honoured), np.zeros_like(now.dishonoured)
    revealed: list[Callable[[], None]] = []
    for row, trigger in enumerate(draft.tables.triggers):
        met = _met(draft, row, trigger)
        worlds = np.flatnonzero(met)
        if not len(worlds):
            continue
        fired[row, worlds] = 1
        why = draft.because(worlds, partial(_fired, draft, row, trigger))
        draft.note("trigger", worlds, weight=2, visible_to=ALL, why=why, trigger=row)
        given = replies(draft.snapshot(), row, met) if replies else None
        weight, kept, answers = _answers(draft, row, trigger, worlds, given, why)
        share[:, worlds] = np.maximum(share[:, worlds], weight)
        honoured[worlds] = np.maximum(honoured[worlds], kept)
        dishonoured[worlds] = np.maximum(dishonoured[worlds], 1 - kept)
        for answer, consequences in enumerate(draft.tables.answer_effects):
            name = Source("answer", draft.tables.roster.axes["answer"][answer], "", (), ALL)
            effects.apply(draft, consequences, worlds, weight[answer], name)
        truth = draft.because(worlds, partial(_weighed, draft, row, trigger, answers, weight, kept))
        _send_follow_on(draft, worlds[kept * 2 >= 1])
        revealed.append(partial(_reveal, draft, row, trigger, worlds, answers, kept, truth))
    for reveal in revealed:
        reveal()
    draft.set("trigger_fired", fired)
    older = np.minimum(now.trigger_age + np.float32(draft.dt), np.float32(NEVER_DAYS))
    draft.set("trigger_age", older * (fired == 0))
    draft.set("answer_share", share)
    draft.set("honoured", honoured)
    draft.set("dishonoured", dishonoured)


def _met(draft: Draft, row: int, trigger: CompiledTrigger) -> Array:
    """(W,) bool."""
    now = draft.now
    rested = now.trigger_age[row] >= min(trigger.rest_days, NEVER_DAYS)
    met: Array = trigger.condition(now) & (now.trigger_declared[row] > 0) & rested
    if trigger.attribution_min > 0:
        met = met & (_confidence(draft, trigger.threat) >= np.float32(trigger.attribution_min))
    return met


def _confidence(draft: Draft, threat: str) -> Array:
    """(W,) how sure it is whose act it was: an offensive can't be hidden, a violation is as sure as the records are."""
    now = draft.now
    if threat == "force":
        surest: Array = np.maximum(now.attribution[0], now.attribution[1])
        return surest
    if threat == "offensive":
        return np.ones(draft.worlds, np.float32)
    recorded = np.add.reduce(np.add.reduce(now.cfv_recorded, axis=1), axis=0)
    reported = np.add.reduce(now.cfv_reported, axis=0)
    attributed: Array = recorded / np.maximum(reported, 1).astype(np.float32)
    return attributed


def _answers(
    draft: Draft, row: int, trigger: CompiledTrigger, worlds: Array, given: Array | None, why: Why | None
) -> tuple[Array, Array, list[Array]]:
    """(A, n) share of the deciders' weight behind each answer, (n,) how far the trigger is honoured, (n,) each answer.

    Capitals and the adversary are weighed apart: shares of either group add up to 1.
    """
    honours = draft.tables.answers_honour
    share = np.zeros((len(honours), len(worlds)), np.float32)
    kept = np.zeros(len(worlds), np.float32)
    answers = []
    capital = [any(honours[answer] > 0 for answer in options) for options in trigger.options]
    totals = {
        kind: sum(w for w, c in zip(trigger.weights, capital, strict=True) if c == kind) for kind in (True, False)
    }
    for decider, role in enumerate(trigger.deciders):
        options = trigger.options[decider]
        answer = np.full(len(worlds), trigger.defaults[decider], np.int32)
        doctrine = None
        if given is not None:
            doctrine = given[role, worlds]
            answer = np.where(np.isin(doctrine, options), doctrine, answer)
        answer = _decided(draft, row, role, options, answer, doctrine, why, is_capital=capital[decider])
        weight = np.float32(trigger.weights[decider] / totals[capital[decider]])
        np.add.at(share, (answer, np.arange(len(worlds))), weight)
        if capital[decider]:
            kept += weight * honours[answer]
        answers.append(answer)
    return np.minimum(share, 1), np.clip(kept, 0, 1), answers


def _reveal(
    draft: Draft, row: int, trigger: CompiledTrigger, worlds: Array, answers: list[Array], kept: Array, why: Why | None
) -> None:
    """All answers are told at once, and to all, when every question of this tick has been put: nobody hears another's
    first."""
    draft.note("moment_of_truth", worlds, numbers={"honoured": kept}, weight=2, visible_to=ALL, why=why, trigger=row)
    for decider, (role, answer) in enumerate(zip(trigger.deciders, answers, strict=True)):
        for chosen in np.unique(answer):
            where = worlds[answer == chosen]
            draft.note(
                "answer", where, weight=1, visible_to=ALL,
                why=partial(_decision, draft, trigger, decider, int(chosen)), role=role, trigger=row,
                answer=int(chosen),
            )  # fmt: skip


def _decided(
    draft: Draft,
    row: int,
    role: int,
    options: tuple[int, ...],
    answer: Array,
    doctrine: Array | None,
    why: Why | None,
    *,
    is_capital: bool,
) -> Array:
    """The answer after people had their say: in a live game a seat for which no doctrine speaks is asked."""
    roster = draft.tables.roster.axes
    names = tuple(roster["answer"][option] for option in options)
    address = f"trigger_decision:{draft.day}:{row * len(roster['role']) + role}"
    chosen = draft.answer(address, names)
    if chosen is not None:
        return np.full_like(answer, roster["answer"].index(chosen))
    if draft.live and (doctrine is None or doctrine[0] < 0):
        kind = "trigger" if is_capital else "opponent"
        ids = {"trigger": roster["trigger"][row], "role": roster["role"][role]}
        default = roster["answer"][answer[0]]
        draft.ask(Question(kind, address, draft.day, roster["role"][role], names, default, ids, why=why))
    return answer


def _send_follow_on(draft: Draft, worlds: Array) -> None:
    """Where most of the weight honours, the follow-on force that stands ready moves."""
    if not len(worlds):
        return
    waits = (draft.now.element_status == READY) & (draft.now.element_task == FOLLOW_ON)
    for element in np.flatnonzero(waits[:, worlds].any(axis=-1)):
        going = worlds[waits[element, worlds]]
        draft.edit("element_status")[element, going] = MOVING
        draft.edit("element_wait")[element, going] = draft.tables.element_arrive_days[element]
        visible_to = draft.seers("element_status")
        name = draft.tables.roster.axes["element"][element]
        days = {"limit": float(draft.tables.element_arrive_days[element])}
        why = whys.rule("arrival_days", days, draft.origin(f"forces.{name}.arrival_days"), element=name)
        draft.note(
            "element", going, ids={"status": "moving"}, weight=1, visible_to=visible_to, why=why, element=int(element)
        )


# why


_SURE = {"force": ("attribution",), "offensive": (), "local": ("cfv_recorded", "cfv_reported")}
"""Threat -> quantities that say how sure it is whose act it was."""


def _fired(draft: Draft, row: int, trigger: CompiledTrigger) -> Why:
    """What it was that met the trigger: its condition, how sure that is, and that it had been declared."""
    path, now = f"rules.triggers.{trigger.id}", draft.now
    sure = {"confidence": float(_confidence(draft, trigger.threat)[GAME]), "limit": trigger.attribution_min}
    rested = {"days": float(now.trigger_age[row, GAME]), "limit": trigger.rest_days}
    level = DECLARED[int(now.trigger_declared[row, GAME])]
    return whys.parts(
        whys.of_condition(trigger.condition, now, GAME),
        whys.rule("attribution", sure, draft.origin(f"{path}.attribution_min"), _SURE[trigger.threat]),
        whys.rule(f"declared_{level}", {}, draft.origin(path), ("trigger_declared",), trigger=trigger.id),
        whys.rule("rested", rested, draft.origin(f"{path}.rest_days"), ("trigger_age",)),
    )


def _weighed(draft: Draft, row: int, trigger: CompiledTrigger, answers: list[Array], weight: Array, kept: Array) -> Why:
    """How the answers were weighed, whether the follow-on force comes in time, what the answers bring about."""
    roster = draft.tables.roster.axes
    decided = [_decision(draft, trigger, n, int(answer[0])) for n, answer in enumerate(answers)]
    brought = [
        part
        for answer, consequences in enumerate(draft.tables.answer_effects)
        if weight[answer, 0]
        for part in effects.laid_down(draft, consequences, float(weight[answer, 0]), answer=roster["answer"][answer])
    ]
    people, days = float(draft.now.follow_on_people[GAME]), float(draft.now.follow_on_days[GAME])
    return whys.parts(
        whys.rule("honoured", {"honoured": float(kept[0])}, draft.origin(f"rules.triggers.{trigger.id}")),
        *decided,
        draft.rule("fait_accompli_days", {"days": days}, ("follow_on_days",)),
        draft.rule("follow_on_required", {"people": people}, ("follow_on_people",)),
        credibility.because(draft, row),
        *brought,
    )


def _decision(draft: Draft, trigger: CompiledTrigger, decider: int, answer: int) -> Why:
    """What one decider's answer weighs, and how far it honours; the adversary's, who has no honouring option, weighs
    nothing."""
    roster, honours = draft.tables.roster.axes, draft.tables.answers_honour
    capitals = [any(honours[option] > 0 for option in options) for options in trigger.options]
    total = sum(weight for weight, capital in zip(trigger.weights, capitals, strict=True) if capital)
    weight = trigger.weights[decider] / total if capitals[decider] else 0
    path = f"rules.triggers.{trigger.id}.deciders.{decider}"
    origin = draft.origin(f"{path}.weight") or draft.origin(path)
    ids = {"role": roster["role"][trigger.deciders[decider]], "answer": roster["answer"][answer]}
    return whys.rule("decided", {"weight": weight, "honours": float(honours[answer])}, origin, **ids)
