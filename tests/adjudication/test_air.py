from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import draft_of, opening, tables
from tests.scenario import minimal
from wargame.adjudication import air
from wargame.adjudication.draft import Draft
from wargame.quantities import LAYERS, STOCKS, WEAPONS

FULL = 100_000


def raid(worlds: int = 1024, **arrays: object) -> Draft:
    draft = draft_of(tables(), opening(tables(), worlds, **arrays))
    air.raid(draft)
    return draft


def stores(*shots: int, launched: int = FULL) -> np.ndarray:
    """The same of every layer in both sides' stores, or of each."""
    rest = shots * (1 if len(shots) > 1 else len(LAYERS))
    return np.array([[FULL, launched, *rest]] * 2)[:, :, None]


def stopped(now: object, side: int = 1) -> float:
    return float(1 - now.leaked[side].sum() / now.raids[side].sum())  # type: ignore[attr-defined]


def test_weapons_are_launched_at_the_rate_of_the_check_and_most_are_stopped() -> None:
    now = raid(stock=FULL).now
    assert now.raids.mean() == pytest.approx(2 * 7, rel=0.03)
    t = tables().tunables
    drones = t["jam_drone"] + (1 - t["jam_drone"]) * t["cover_drone"] * (1 - (1 - t["kill_close_drone"]) ** 3)
    missed = (1 - t["kill_middle_cruise"]) ** 2 * (1 - t["kill_close_cruise"]) ** 3
    cruise = t["cover_cruise"] * (1 - missed)
    assert stopped(now, 0) == pytest.approx(0.8 * drones + 0.2 * cruise, abs=0.01)
    assert (now.fired[:, STOCKS.index("drones")] == now.raids).all()


def test_without_shots_only_jamming_helps_and_the_rest_kills() -> None:
    bare, covered = raid(stock=stores(0)).now, raid(stock=FULL).now
    assert (bare.raids == covered.raids).all(), "the same luck"
    t = tables().tunables
    mix = {name: t[f"mix_{name}_1"] for name in WEAPONS}
    jammed = sum(share * t[f"jam_{name}"] for name, share in mix.items()) / sum(mix.values())
    assert stopped(bare) == pytest.approx(jammed, abs=0.01)
    assert bare.civilian_deaths.sum() > 2 * covered.civilian_deaths.sum() > 0


@pytest.mark.parametrize("layer", LAYERS)
def test_each_layer_fires_its_own_shots_and_no_more(layer: str) -> None:
    shots = [5 if name == layer else FULL for name in LAYERS]
    now = raid(stock=stores(*shots)).now
    row = STOCKS.index(layer)
    assert (now.stock[:, row] >= 0).all()
    assert (now.stock[:, row] + now.fired[:, row] == 5).all()
    assert now.fired[0, row].max() > 0
    none = stores(*(0 if name == layer else FULL for name in LAYERS))
    assert stopped(raid(stock=none).now) < stopped(raid(stock=FULL).now)


def only_ballistic(documents: minimal.Docs) -> None:
    for name in ("drone", "cruise", "tactical"):
        documents["rules/line.yaml"]["tunables"][f"mix_{name}_1"]["value"] = 0.0
        documents["rules/line.yaml"]["tunables"][f"mix_{name}_1"]["low"] = 0.0


def test_ballistic_missiles_mostly_get_through() -> None:
    scenario = tables(only_ballistic)
    draft = draft_of(scenario, opening(scenario, 1024, stock=FULL))
    air.raid(draft)
    t = scenario.tunables
    kill = 1 - (1 - t["kill_upper_quasi_ballistic"]) ** t["shots_upper"]
    unjammed = 1 - t["jam_quasi_ballistic"]
    law = 1 - unjammed * (1 - t["cover_quasi_ballistic"] * kill)
    assert stopped(draft.now) == pytest.approx(law, abs=0.02)


def test_nobody_launches_what_is_not_in_store() -> None:
    now = raid(stock=stores(9, launched=4)).now
    drones = STOCKS.index("drones")
    assert now.raids.max() == 4
    assert (now.stock[:, drones] + now.raids == 4).all()
    empty = raid(stock=stores(9, launched=0)).now
    assert not empty.raids.any()
    assert not empty.leaked.any()
