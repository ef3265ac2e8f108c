"""Grave incidents ask for an answer: a seizure, an attributed attack on the coalition, civilians killed in number.

A case stays open until the coalition answers in public (act `answer`), and counts as unanswered once it has been open
for too long. What silence does to impartiality and to perceived will is for the couplings in the rules.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.draft import Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.world import why as whys

Array = NDArray[Any]


def open_and_close(draft: Draft) -> None:
    """Writes `open_cases`, `case_days`, `answered` and `unanswered`."""
    opened = np.zeros_like(draft.state.open_cases)
    for number in draft.grave.values():
        opened += number
    for side in (0, 1):
        for cause, number in draft.grave.items():
            worlds = np.flatnonzero(number[side])
            draft.note(
                "case", worlds, numbers={"cases": number[side, worlds]}, ids={"reason": cause}, weight=1,
                why=partial(_grave, draft, cause, side), visible_to=draft.seers("open_cases"), side=side,
            )  # fmt: skip
    before = draft.now.open_cases
    open_days = draft.now.case_days
    days = (draft.now.case_days + np.float32(draft.dt)) * (before > 0)
    late = days >= draft.tunable("answer_days")
    unanswered = before * late
    draft.set("unanswered", unanswered)
    draft.set("open_cases", before - unanswered + opened)
    draft.set("case_days", days * ~late)
    answered = draft.count("answered")
    for side in (0, 1):
        for code, number in (("answered", answered), ("unanswered", unanswered)):
            worlds = np.flatnonzero(number[side])
            draft.note(
                code, worlds, numbers={"cases": number[side, worlds]}, weight=1,
                why=partial(_open_for, draft, open_days, side), visible_to=draft.seers("open_cases"), side=side,
            )  # fmt: skip


def _grave(draft: Draft, cause: str, side: int) -> Why:
    """What makes it grave, and how long there is to answer it."""
    made_grave = None
    if cause == "civilians":
        toll = {"toll": float(draft.now.civilian_toll[side, GAME])}
        made_grave = draft.rule("grave_deaths", toll, ("civilian_toll",))
    elif cause == "attack":
        sure = {"confidence": float(draft.now.attribution[side, GAME])}
        made_grave = whys.rule("grave_attack", sure, reads=("attribution",))
    return whys.parts(made_grave, draft.rule("answer_days", {"days": 0}))


def _open_for(draft: Draft, days: Array, side: int) -> Why:
    """How long the cases were open, against how long there was."""
    return draft.rule("answer_days", {"days": float(days[side, GAME]) + draft.dt}, ("case_days",))
