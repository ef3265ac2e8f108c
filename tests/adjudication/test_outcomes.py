from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import draft_of, opening, put, tables
from wargame.adjudication import outcomes


def assessed(**arrays: object) -> np.ndarray:
    draft = draft_of(tables(), opening(tables(), 4, **arrays))
    outcomes.assess(draft)
    return draft.now.outcome[:, 0]


def test_a_strip_is_its_check_in_points() -> None:
    tracks = tables().start.tracks[:, :1].copy()
    tracks[tables().roster.row("track", "tension")] = 50
    assert assessed(tracks=tracks).tolist() == pytest.approx([50])
    assert assessed(tracks=tracks, war=1).tolist() == pytest.approx([10])


def test_the_hazard_is_read_off_and_changes_nothing() -> None:
    scenario = tables()
    state = opening(scenario, 4)
    tense = state.tracks.copy()
    tense[scenario.roster.row("track", "tension")] = 90
    hazards = []
    for start in (state, put(state, tracks=tense)):
        draft = draft_of(scenario, start)
        outcomes.assess(draft)
        hazards.append(float(draft.now.hazard[0]))
        assert draft.now.war[0] == 0
    assert hazards[1] > hazards[0] > 0
