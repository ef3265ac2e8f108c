"""Raids by drones and missiles against a finite, layered air defence, outside a game.

How many of each class get through is worked out by `wargame.adjudication.airdefence`, as in a game; the numbers stand
in `scenarios/rules/airdefence.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wargame import quantities
from wargame.adjudication import airdefence
from wargame.arguments import numbers, one_shape, whole, words
from wargame.dice import Dice
from wargame.errors import InputError
from wargame.scenario.standalone import numbers_alone

CLASSES = quantities.WEAPONS
LAYERS = tuple(quantities.LAYERS)
"""From the outside in; `wargame.quantities` says what each can stop."""
MOST_WEAPONS, MOST_WORLDS = 1e6, 1_000_000


@dataclass(frozen=True, eq=False)
class Raid:
    """What became of a raid in many worlds. K weapon classes, S the shape of the arguments, W worlds.

    Attributes:
        classes: (K) names, in the order asked for.
        launched: (K, *S) int32.
        jammed, stopped, leaked: (K, *S, W) int32; they add up to what was launched.
        fired: (3, *S, W) interceptors used by each of `LAYERS`.
    """

    classes: tuple[str, ...]
    launched: NDArray[np.int32]
    jammed: NDArray[np.int32]
    stopped: NDArray[np.int32]
    leaked: NDArray[np.int32]
    fired: NDArray[np.float32]

    def share_stopped(self, weapon: str) -> NDArray[np.float32]:
        """(*S, W) shot down of those launched of a class; jammed ones are not shot down."""
        row = self.classes.index(str(words("weapon", weapon, self.classes)))
        launched = np.maximum(self.launched[row], 1)[..., None]
        return np.asarray(self.stopped[row] / launched, np.float32)


def raid(
    launched: Mapping[str, ArrayLike],
    *,
    interceptors: Mapping[str, ArrayLike] | None = None,
    jamming: ArrayLike | None = None,
    raids: ArrayLike = 1,
    worlds: int = 1000,
    seed: int = 1,
    rules: str | Path = "airdefence",
) -> Raid:
    """Launch weapons of one or more classes together, in many worlds.

    Args:
        launched: class (one of `CLASSES`) -> whole numbers from 0 to 1,000,000.
        interceptors: layer (one of `LAYERS`) -> shots in store, >= 0; a layer left out has what the rules give side 0.
        jamming: share of the drones that jamming leads astray, 0 to 1; omitted: as in the rules.
        raids: how many raids of equal size they come in, >= 1: a month's weapons in 30 raids meet far more shots than
            all at once.
        worlds: 1 to 1,000,000. seed: >= 0; world n is the same however many are played.
        rules: a rules file, by path or by name.
    Raises: InputError for arguments out of range, DocumentError for a rules file that is not sound.

    >>> night = raid({"drone": 90, "quasi_ballistic": [2, 40]}, worlds=4000, seed=7)
    >>> [f"{night.share_stopped(name)[0].mean():.1f}" for name in night.classes]
    ['0.6', '0.2']
    >>> empty = raid({"cruise": 20}, interceptors={"middle": 0, "close": 0})
    >>> int(empty.stopped.sum())
    0
    """
    rule = numbers_alone(rules)
    if not launched:
        raise InputError("nothing-launched", "`launched` names no weapons", hint=f"classes: {', '.join(CLASSES)}")
    classes = tuple(str(name) for name in words("launched", list(launched), CLASSES))
    given = {name: np.rint(numbers(name, number, 0, MOST_WEAPONS)) for name, number in launched.items()}
    store = {} if interceptors is None else dict(interceptors)
    words("interceptors", list(store), LAYERS)
    for layer in LAYERS:
        given[layer] = numbers(layer, store.get(layer, rule[f"{layer}_start_0"]), 0, 1e9)
    given["jamming"] = numbers("jamming", rule["jam_drone"] if jamming is None else jamming, 0, 1)
    given["raids"] = numbers("raids", raids, 1, 1e6)
    spread = one_shape(**given)
    shape = spread["raids"].shape
    dice = Dice(whole("seed", seed, 0, 2**128), np.arange(whole("worlds", worlds, 1, MOST_WORLDS)))
    cells = int(np.prod(shape)) * worlds

    def lanes(values: ArrayLike) -> NDArray[np.float32]:
        """(S * W) a value of each place, in all worlds."""
        return np.repeat(np.asarray(values, np.float32).reshape(-1), worlds)

    named = [name for name in CLASSES if name in classes]
    groups = [lanes(spread[name]).astype(np.int32) if name in named else np.empty(0, np.int32) for name in CLASSES]
    share = [spread["jamming"] if name == "drone" else np.full(shape, rule[f"jam_{name}"]) for name in named]
    rolled = [
        dice.uniform("interception", CLASSES.index(name), (len(airdefence.DICE), *shape)).reshape(-1, cells)
        for name in named
    ]
    jammed, stopped, fired = airdefence.meet(
        rule, groups, np.tile(np.arange(cells), len(named)), np.concatenate(rolled, axis=-1), None,
        np.concatenate([lanes(each) for each in share]),
        np.stack([lanes(spread["raids"] * np.float32(rule[f"salvo_{layer}"])) for layer in LAYERS]),
        np.stack([lanes(spread[layer]) for layer in LAYERS]),
    )  # fmt: skip
    order = [named.index(name) for name in classes]
    jammed, stopped = (part.reshape(len(named), *shape, worlds)[order] for part in (jammed, stopped))
    flown = np.stack([spread[name] for name in classes]).astype(np.int32)
    leaked = flown[..., None] - jammed - stopped
    return Raid(classes, flown, jammed, stopped, leaked, fired.reshape(len(LAYERS), *shape, worlds))
