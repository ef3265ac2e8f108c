"""Laws of raids: what is launched is accounted for, defence is finite, and classes differ."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame import airdefence
from wargame.errors import InputError

weapons = st.dictionaries(st.sampled_from(airdefence.CLASSES), st.integers(0, 3000), min_size=1)


@settings(max_examples=50)
@given(weapons, st.floats(0, 1), st.integers(1, 40))
def test_every_weapon_is_jammed_or_stopped_or_leaks(launched: dict[str, int], jamming: float, raids: int) -> None:
    found = airdefence.raid(launched, jamming=jamming, raids=raids, worlds=20)
    assert found.classes == tuple(launched)
    total = found.jammed + found.stopped + found.leaked
    assert (total == found.launched[..., None]).all()
    assert min(part.min() for part in (found.jammed, found.stopped, found.leaked, found.fired)) >= 0


@settings(max_examples=30)
@given(weapons, st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_no_layer_fires_more_than_it_has(launched: dict[str, int], upper: int, middle: int, close: int) -> None:
    store = dict(zip(airdefence.LAYERS, (upper, middle, close), strict=True))
    found = airdefence.raid(launched, interceptors=store, worlds=20)
    for row, layer in enumerate(airdefence.LAYERS):
        assert found.fired[row].max() <= store[layer] * (1 + 1e-5)


def leaks(**arguments: Any) -> np.ndarray:
    found = airdefence.raid(worlds=4000, **arguments)
    return (found.leaked / np.maximum(found.launched, 1)[..., None]).mean(axis=-1)[0]


def test_the_share_that_leaks_grows_with_the_raid_and_shrinks_with_the_store() -> None:
    assert (np.diff(leaks(launched={"drone": [300, 1500, 4000, 12_000]})) > 0.02).all()
    assert (np.diff(leaks(launched={"cruise": 60}, interceptors={"middle": [0, 30, 120], "close": 0})) < -0.05).all()


def test_a_month_of_raids_is_not_one_raid() -> None:
    assert leaks(launched={"drone": 6000}, raids=30) < leaks(launched={"drone": 6000}) - 0.1


def test_classes_differ_by_a_factor_of_ten() -> None:
    share = {name: 1 - leaks(launched={name: 40}, jamming=0) for name in airdefence.CLASSES}
    assert share["drone"] > 0.8
    assert share["cruise"] > 0.7
    assert share["aeroballistic"] < share["tactical"] < share["cruise"]
    assert share["quasi_ballistic"] < share["cruise"] / 3
    assert share["ground_role"] < share["drone"] / 10


def test_jamming_spares_shots() -> None:
    found = airdefence.raid({"drone": 500}, jamming=[0, 0.6], worlds=500)
    assert found.fired[2].mean(axis=-1)[1] < found.fired[2].mean(axis=-1)[0] / 2
    assert found.share_stopped("drone").mean(axis=-1)[1] < 0.5


def test_missiles_suffer_from_the_drones_that_come_with_them() -> None:
    alone, swamped = (
        airdefence.raid({"cruise": 100, "drone": drones}, worlds=2000, seed=1).share_stopped("cruise").mean()
        for drones in (0, 20_000)
    )
    assert swamped < alone - 0.05


def test_a_world_is_the_same_however_many_are_played() -> None:
    few, many = (airdefence.raid({"drone": 90, "cruise": [10, 20]}, worlds=worlds) for worlds in (8, 800))
    assert (few.stopped == many.stopped[..., :8]).all()


@pytest.mark.parametrize(("arguments", "said"), [
    ({"launched": {}}, "names no weapons"),
    ({"launched": {"dron": 5}}, "`launched` can't be `dron`"),
    ({"launched": {"drone": -5}}, "`drone` must lie from 0"),
    ({"launched": {"drone": 5}, "interceptors": {"lower": 5}}, "known: upper, middle, close"),
    ({"launched": {"drone": 5}, "jamming": 1.2}, "`jamming` must lie from 0 to 1"),
    ({"launched": {"drone": 5}, "raids": 0}, "`raids`"),
    ({"launched": {"drone": [1, 2], "cruise": [1, 2, 3]}}, "don't fit one shape"),
    ({"launched": {"drone": 5}, "worlds": True}, "`worlds`"),
])  # fmt: skip
def test_bad_arguments_are_refused_by_name(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as told:
        airdefence.raid(**arguments)
    assert said in str(told.value)


def test_a_class_that_was_not_asked_for_has_no_share() -> None:
    with pytest.raises(InputError, match="can't be `cruise`"):
        airdefence.raid({"drone": 5}).share_stopped("cruise")
