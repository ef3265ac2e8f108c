"""Grave incidents ask for an answer: a seizure, an attributed attack on the coalition, civilians killed in number.

A case stays open until the coalition answers in public (act `answer`), and counts as unanswered once it has been open
for too long. What silence does to impartiality and to perceived will is for the couplings in the rules.
"""

from __future__ import annotations

import numpy as np

from wargame.adjudication.draft import Draft


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
                visible_to=draft.seers("open_cases"), side=side,
            )  # fmt: skip
    before = draft.now.open_cases
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
                code, worlds, numbers={"cases": number[side, worlds]}, weight=1, visible_to=draft.seers("open_cases"),
                side=side,
            )  # fmt: skip
