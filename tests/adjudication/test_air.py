from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import draft_of, opening, tables
from wargame.adjudication import air
from wargame.adjudication.draft import Draft


def raid(worlds: int = 1024, **arrays: object) -> Draft:
    draft = draft_of(tables(), opening(tables(), worlds, **arrays))
    air.raid(draft)
    return draft


def test_weapons_are_stopped_at_the_chance_of_the_check() -> None:
    now = raid(stock=100_000).now
    assert now.raids.mean() == pytest.approx(2 * 7, rel=0.03)
    assert 1 - now.leaked.sum() / now.raids.sum() == pytest.approx(0.8, abs=0.01)
    assert (now.fired[:, 1] == now.raids).all()


def test_without_interceptors_everything_gets_through_and_kills() -> None:
    empty = np.array([[100_000, 100_000, 0]] * 2)[:, :, None]
    bare, covered = raid(stock=empty).now, raid(stock=100_000).now
    assert (bare.leaked == bare.raids).all()
    assert (bare.raids == covered.raids).all(), "the same luck"
    assert bare.civilian_deaths.sum() > 3 * covered.civilian_deaths.sum() > 0


def test_interceptors_are_finite() -> None:
    few = np.array([[100_000, 100_000, 5]] * 2)[:, :, None]
    now = raid(stock=few).now
    stopped = now.raids - now.leaked
    assert stopped.max() == int(5 / 1.3)
    assert (now.stock[:, 2] >= 0).all()
    assert (now.stock[:, 2] + now.fired[:, 2] == 5).all()


def test_nobody_launches_what_is_not_in_store() -> None:
    now = raid(stock=np.array([[9, 4, 9]] * 2)[:, :, None]).now
    assert now.raids.max() == 4
    assert (now.stock[:, 1] + now.raids == 4).all()
