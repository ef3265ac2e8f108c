"""Raids by drones and missiles against a finite, layered air defence.

Some weapons are jammed. Of the rest a share flies where a fitting system stands at all: nearly every drone and cruise
missile does, few ballistic missiles, for the few batteries that can stop those each cover one city. What is covered
meets the layers from the outside in; each has so many shots in a raid and so many in store, and what a raid asks for
beyond that goes unfired. So the share that is stopped falls with the size of the raid and with an empty store, and
differs between classes by a factor of ten (calibration A5). The numbers stand in `scenarios/rules/airdefence.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wargame import numerics, samplers
from wargame.arguments import Array, numbers, one_shape, whole, words
from wargame.dice import Dice
from wargame.errors import InputError
from wargame.scenario.standalone import Numbers, numbers_alone

CLASSES = ("drone", "cruise", "tactical", "quasi_ballistic", "aeroballistic", "anti_ship", "ground_role")
"""One-way attack drone; subsonic cruise missile; tactical air-launched missile (Kh-59, Kh-69); quasi-ballistic missile
(Iskander-M, KN-23); aeroballistic missile (Kinzhal); supersonic anti-ship missile against land (Kh-22, Kh-32);
anti-aircraft missile in the ground role (S-300)."""
LAYERS = ("upper", "middle", "close")
"""Against ballistic missiles; medium range; guns, mobile groups and interceptor drones. From the outside in."""
MOST_WEAPONS, MOST_WORLDS = 1e6, 1_000_000
_SURE = 0.9999
"""Nothing is surer than this, so that its logarithm stays finite."""


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
        interceptors: layer (one of `LAYERS`) -> shots in store, >= 0; a layer left out has what the rules say.
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
        given[layer] = numbers(layer, store.get(layer, rule[f"stock_{layer}"]), 0, 1e9)
    given["jamming"] = numbers("jamming", rule["jam_drone"] if jamming is None else jamming, 0, 1)
    given["raids"] = numbers("raids", raids, 1, 1e6)
    spread = one_shape(**given)
    shape = spread["raids"].shape
    dice = Dice(whole("seed", seed, 0, 2**128), np.arange(whole("worlds", worlds, 1, MOST_WORLDS)))
    flown = np.stack([spread[name] for name in classes]).astype(np.int32)
    jam = np.stack([spread["jamming"] if name == "drone" else np.full(shape, rule[f"jam_{name}"]) for name in classes])
    number = np.repeat(flown[..., None], worlds, axis=-1)
    rows = number.shape[:-1]
    jammed = samplers.binomial(dice.uniform("interception", 0, rows), number, jam[..., None])
    covered = samplers.binomial(
        dice.uniform("interception", 1, rows), number - jammed, _cover(dice, classes, shape, rule)
    )
    alive, fired = covered.copy(), np.zeros((len(LAYERS), *number.shape[1:]), np.float32)
    for row, layer in enumerate(LAYERS):
        each = np.array([rule[f"shots_{layer}"] if f"kill_{layer}_{name}" in rule else 0 for name in classes])
        kill = np.array([min(rule.get(f"kill_{layer}_{name}", 0), _SURE) for name in classes])
        wanted = np.add.reduce(alive * _column(each, alive), axis=0)
        room = spread[layer][..., None], (spread["raids"] * np.float32(rule[f"salvo_{layer}"]))[..., None]
        served = np.minimum(np.minimum(*room) / np.maximum(wanted, 1), 1).astype(np.float32)
        # (1 - k)^shots, of which only a part may be fired.
        missed = numerics.exp(_column(each * numerics.log1p(-kill), alive) * served).reshape(alive.shape)
        die = dice.uniform("interception", 2 + row, rows)
        alive -= samplers.binomial(die, alive, 1 - missed)
        fired[row] = wanted * served
    stopped = covered - alive
    return Raid(classes, flown, jammed, stopped, number - jammed - stopped, fired)


def _column(values: Array, like: Array) -> NDArray[np.float32]:
    """One number for each class, spread over the other axes."""
    return values.astype(np.float32).reshape(-1, *[1] * (like.ndim - 1))


def _cover(dice: Dice, classes: tuple[str, ...], shape: tuple[int, ...], rule: Numbers) -> NDArray[np.float32]:
    """(K, *S, W) share of a class that flies where a fitting system stands. It varies from raid to raid, beta
    distributed, because a raid goes for few places: either they are covered or they are not."""
    found = np.empty((len(classes), *shape, len(dice.worlds)), np.float32)
    for row, name in enumerate(classes):
        mean, alike = rule[f"cover_{name}"], min(max(rule[f"alike_{name}"], 1 - _SURE), _SURE)
        parts = []
        for part, share in enumerate((mean, 1 - mean)):
            weight = share * (1 - alike) / alike
            die = dice.uniform("interception", 10 + part, shape, CLASSES.index(name) * max(int(np.prod(shape)), 1))
            parts.append(samplers.gamma(die, weight).reshape(found.shape[1:]) * np.float32(weight))
        found[row] = parts[0] / np.maximum(parts[0] + parts[1], np.finfo(np.float32).tiny)
    return found
