from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import draft_of, opening, tables
from tests.scenario import minimal
from wargame.adjudication import drift
from wargame.adjudication.draft import Draft

PEACEKEEPING, TRIPWIRE = 1, 2


def boxes(documents: minimal.Docs) -> None:
    """A second box, for a tripwire: less consent, more force."""
    documents["rules/politics.yaml"]["boxes"]["tripwire"] = {
        "consent": [0.0, 60.0], "force": [30.0, 80.0], "impartiality": [0.0, 60.0], "source": "OWN",
    }  # fmt: skip


def measured(operation: int, gauge: list[float], dt: int = 7, **arrays: object) -> Draft:
    scenario = tables(boxes)
    settings = scenario.start.settings[:, :1].copy()
    settings[scenario.roster.row("setting", "operation")] = operation
    state = opening(scenario, 4, settings=settings, de_facto=operation, gauge=np.array(gauge)[:, None], **arrays)
    draft = draft_of(scenario, state, dt)
    drift.measure(draft)
    return draft


def test_inside_its_box_a_mission_is_what_it_is_called() -> None:
    now = measured(PEACEKEEPING, [80, 20, 80]).now
    assert not now.outside_box.any()
    assert not now.relabelled.any()
    assert (now.de_facto == PEACEKEEPING).all()
    assert not now.duty_open.any()


def test_outside_it_is_what_its_gauges_are_nearest_to() -> None:
    now = measured(PEACEKEEPING, [20, 60, 20]).now
    assert (now.outside_box > 0).all()
    assert (now.de_facto == TRIPWIRE).all()
    assert now.relabelled.all()
    assert now.duty_open.all(), "parliament must be informed anew"


def test_it_is_relabelled_once() -> None:
    scenario = tables(boxes)
    first = measured(PEACEKEEPING, [20, 60, 20])
    again = draft_of(scenario, first.finish())
    drift.measure(again)
    assert not again.now.relabelled.any()
    assert again.now.duty_open.all()
    assert (again.now.de_facto == TRIPWIRE).all()


def test_an_operation_without_a_box_has_nothing_to_leave() -> None:
    now = measured(0, [0, 100, 0]).now
    assert not now.outside_box.any()
    assert not now.relabelled.any()


def test_the_further_the_more_and_gauges_follow_at_any_tick() -> None:
    near, far = (measured(PEACEKEEPING, [gauge, 20, 80]).now.outside_box[0] for gauge in (40, 20))
    assert far > near > 0
    weekly = measured(PEACEKEEPING, [0, 0, 0], 7).now.gauge[:, 0]
    draft = measured(PEACEKEEPING, [0, 0, 0], 1)
    for _ in range(6):
        draft = draft_of(tables(boxes), draft.finish(), 1)
        drift.measure(draft)
    assert draft.now.gauge[:, 0] == pytest.approx(weekly, rel=1e-4)
    assert (weekly > 0).all()
