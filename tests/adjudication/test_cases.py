from __future__ import annotations

import numpy as np

from tests.adjudication.worlds import draft_of, opening, order, tables, tick
from wargame.adjudication import cases
from wargame.adjudication.draft import Draft


def closed(grave: list[int], **arrays: object) -> Draft:
    draft = draft_of(tables(), opening(tables(), 4, **arrays))
    draft.grave["seizure"] = np.array(grave, np.int32)[:, None] * np.ones((1, 4), np.int32)
    cases.open_and_close(draft)
    return draft


def test_a_grave_incident_opens_a_case_whose_days_are_counted() -> None:
    draft = closed([0, 2])
    assert draft.now.open_cases[:, 0].tolist() == [0, 2]
    assert not draft.now.case_days.any()
    later = closed([0, 0], open_cases=[[0], [2]], case_days=[[0], [3]])
    assert later.now.case_days[:, 0].tolist() == [0, 10]
    assert later.now.open_cases[:, 0].tolist() == [0, 2]


def test_silence_makes_it_unanswered_once() -> None:
    late = closed([0, 1], open_cases=[[0], [2]], case_days=[[0], [7]]).now
    assert late.unanswered[:, 0].tolist() == [0, 2]
    assert late.open_cases[:, 0].tolist() == [0, 1], "the new one is still open"
    assert late.case_days[:, 0].tolist() == [0, 0]


def test_an_answer_in_time_keeps_it_from_going_unanswered() -> None:
    scenario = tables()
    state = opening(scenario, 4, open_cases=[[0], [1]], case_days=[[0], [10]])
    silent = tick(scenario, state).state
    spoken = tick(scenario, state, order("coalition", "co_answer", party="russia")).state
    assert (silent.unanswered[1] == 1).all()
    assert not spoken.unanswered.any()
    assert (spoken.answered[1] == 1).all()


def test_a_seizure_asks_for_an_answer() -> None:
    scenario = tables()
    after = tick(scenario, opening(scenario, 64), order("ukraine", "ua_recapture", sector="s01")).state
    assert (after.open_cases[0] == after.seizures[0]).all()
    assert 0 < after.seizures[0].sum() < 64
