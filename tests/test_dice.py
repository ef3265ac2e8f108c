"""Laws of the dice: the address alone decides the number, and the numbers look like chance."""

import dataclasses
import pickle
from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from wargame import dice as dice_module
from wargame.dice import SITES, Dice, commitment
from wargame.numerics import normal_quantile

DICE = Dice(20251130, np.arange(1024))
WHOLE = DICE.uniform("violations", 35, 24)

# Addresses that released exercise files rely on. To change one is to change the luck of every file ever played.
FROZEN_SITES = (
    *("order_check", "doctrine_choice", "doctrine_noise", "heat", "violations", "violation_class", "detection"),
    *("false_reports", "attribution", "misattribution", "contact", "contact_outcome", "casualties", "air_contact"),
    *("attack_outcome", "attack_loss", "trigger_decision", "rung_confirm", "perceived", "view_error", "inject"),
    *("drift", "raid", "side_count", "weather", "classification", "arrival", "delivery", "interception", "line_move"),
    "track_noise",
)


def test_sites_are_append_only() -> None:
    assert tuple(SITES)[: len(FROZEN_SITES)] == FROZEN_SITES
    assert list(SITES.values()) == list(range(1, len(SITES) + 1))


def test_known_addresses_show_known_faces() -> None:
    lanes = Dice(7, np.arange(2), purpose=1).lanes("contact", 3, rows=2, first_row=5)
    assert [f"{lane:08x}" for lane in lanes.ravel()] == ["5cfd9840", "e9436257", "a39334b1", "43e41394"]
    assert Dice(7, np.arange(2), purpose=1).at("contact", 3, row=5, world=0) == 0.7264890074729919


@pytest.mark.parametrize("width", [2, 4, 64, 1024])
def test_a_world_has_its_luck_in_every_batch(width: int) -> None:
    for first in range(0, 1024, max(width, 128)):
        part = Dice(DICE.seed, np.arange(first, first + width)).uniform("violations", 35, 24)
        assert np.array_equal(part, WHOLE[:, first : first + width])


@pytest.mark.parametrize(
    "worlds",
    [[7], [7, 7, 7, 7], [1, 2], [3, 0, 1023, 512, 2], list(range(1, 999)), list(range(1023, -1, -1))],
    ids=["one", "lanes of one", "odd start", "scattered", "odd block", "backwards"],
)
def test_worlds_come_in_any_order(worlds: list[int]) -> None:
    assert np.array_equal(Dice(DICE.seed, np.array(worlds)).uniform("violations", 35, 24), WHOLE[:, worlds])
    assert np.array_equal(DICE.take(worlds).uniform("violations", 35, 24), WHOLE[:, worlds])
    assert np.array_equal(DICE.take(worlds).lanes("drift", 1, 3), DICE.lanes("drift", 1, 3)[:, worlds])


def test_rows_are_asked_for_together_or_alone() -> None:
    assert np.array_equal(DICE.uniform("violations", 35, 5, first_row=3), WHOLE[3:8])
    assert np.array_equal(DICE.uniform("violations", 35, np.int64(2), first_row=22), WHOLE[22:])
    assert np.array_equal(DICE.uniform("violations", 35, (2, 3, 4)), WHOLE.reshape(2, 3, 4, 1024))
    assert np.array_equal(DICE.uniform("violations", 35, (2, 2), first_row=4), WHOLE[4:8].reshape(2, 2, 1024))
    assert np.array_equal(np.vstack([DICE.uniform("violations", 35, 1, first_row=row) for row in range(24)]), WHOLE)


def test_batches_larger_than_the_buffers_are_no_exception() -> None:
    many = Dice(DICE.seed, np.arange(80_000))
    assert np.array_equal(many.uniform("violations", 35, 24)[:, :1024], WHOLE)
    assert np.array_equal(
        many.take(slice(70_000, 70_010)).uniform("raid", 1, 2), many.uniform("raid", 1, 2)[:, 70_000:70_010]
    )


def test_one_number_can_be_looked_up() -> None:
    for row, world in ((0, 0), (7, 11), (23, 1023)):
        assert DICE.at("violations", 35, row, world) == WHOLE[row, world]
    assert 0 < DICE.at("violations", 35, 10**6, 10**12) < 1


def test_every_part_of_the_address_matters() -> None:
    others = [
        dataclasses.replace(DICE, seed=DICE.seed + 1).uniform("violations", 35, 24),
        dataclasses.replace(DICE, purpose=1).uniform("violations", 35, 24),
        DICE.uniform("violations", 36, 24),
        DICE.uniform("detection", 35, 24),
        DICE.uniform("violations", 35, 24, first_row=24),
        Dice(DICE.seed, np.arange(1024, 2048)).uniform("violations", 35, 24),
    ]
    for other in others:
        assert (other == WHOLE).mean() < 1e-4
        assert abs(np.corrcoef(other.ravel(), WHOLE.ravel())[0, 1]) < 5 / np.sqrt(WHOLE.size)


def test_out_is_filled_and_returned() -> None:
    out = np.zeros((24, 1024), np.float32)
    assert DICE.uniform("violations", 35, 24, out=out) is out
    assert np.array_equal(out, WHOLE)
    assert DICE.normal("violations", 35, 24, out=out) is out
    assert np.array_equal(out, normal_quantile(WHOLE))


def test_dice_survive_pickling() -> None:
    assert np.array_equal(pickle.loads(pickle.dumps(DICE)).uniform("violations", 35, 24), WHOLE)


@pytest.mark.parametrize(("bits", "share"), [(0, 2.0**-32 * (1 - 2.0**-24)), (2**64 - 1, 1 - 2.0**-24)])
@pytest.mark.parametrize("worlds", [[4, 5, 6, 7], [5, 2, 9]], ids=["pairs", "scattered"])
def test_the_most_extreme_lanes_stay_inside(
    bits: int, share: float, worlds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(words: np.ndarray, _shifted: np.ndarray) -> np.ndarray:
        words[...] = np.uint64(bits)
        return words

    dice = Dice(1, np.array(worlds))
    monkeypatch.setattr(dice_module, "_mix", fill)
    assert np.unique(dice.uniform("raid", 0, 1001)).tolist() == [share]


def test_what_is_not_an_address_is_refused() -> None:
    with pytest.raises(LookupError, match="'violation' is not registered; registered are: order_check"):
        DICE.uniform("violation", 35, 24)
    with pytest.raises(ValueError, match="seed -1, purpose 0"):
        Dice(-1, np.arange(4))
    with pytest.raises(ValueError, match=r"worlds \[ 3 -1\]"):
        Dice(1, np.array([3, -1]))
    for out in (np.zeros((24, 1023), np.float32), np.zeros((1024, 24), np.float32).T):
        with pytest.raises(ValueError, match=r"C-contiguous array of shape \(24, 1024\)"):
            DICE.uniform("violations", 35, 24, out=out)


def test_dice_cannot_be_tampered_with() -> None:
    numbers = np.arange(4)
    dice = Dice(1, numbers)
    numbers[0] = 99
    assert dice.worlds.tolist() == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="read-only"):
        dice.worlds[0] = 99


def test_commitment_binds_seed_and_salt() -> None:
    seals = {commitment(seed, salt) for seed in (7, 70, 8) for salt in ("0 between", "between", "")}
    assert len(seals) == 9
    assert commitment(7, "between") == commitment(7, "between")


# Chance. The numbers are fixed, so these pass always or never; thresholds are about 4 sigma, given the number of looks.

SAMPLE = np.stack(
    [
        [Dice(11, np.arange(256)).uniform(site, day, 32) for day in range(12)]
        for site in ("heat", "violations", "detection", "contact", "raid", "drift")
    ]
).astype(np.float64)  # (site, day, row, world)


def test_mean_and_variance_are_uniform() -> None:
    n = SAMPLE.size
    assert abs(SAMPLE.mean() - 1 / 2) < 4 * np.sqrt(1 / 12 / n)
    assert abs(SAMPLE.var() - 1 / 12) < 4 * np.sqrt(1 / 180 / n)


@pytest.mark.parametrize("bits", ["high", "low"])
def test_all_256_values_of_a_byte_are_as_frequent(bits: str) -> None:
    scaled = SAMPLE * 256
    bins = scaled.astype(int) if bits == "high" else ((scaled * 64) % 256).astype(int)
    assert 1e-4 < stats.chisquare(np.bincount(bins.ravel(), minlength=256)).pvalue < 1 - 1e-4


@pytest.mark.parametrize("axis", [0, 1, 2, 3], ids=["sites", "days", "rows", "worlds"])
@pytest.mark.parametrize("transform", [np.positive, lambda u: abs(u - 0.5), np.log], ids=["raw", "wide", "tail"])
def test_neighbours_are_uncorrelated(axis: int, transform: Callable[[np.ndarray], np.ndarray]) -> None:
    values = transform(SAMPLE)
    values = (values - values.mean()) / values.std()
    for lag in range(1, min(5, SAMPLE.shape[axis])):
        products = np.take(values, range(lag, SAMPLE.shape[axis]), axis) * np.take(
            values, range(SAMPLE.shape[axis] - lag), axis
        )
        assert abs(products.mean()) < 4.5 / np.sqrt(products.size)


def test_rows_and_worlds_do_not_interact() -> None:
    # A code that only adds a row's and a world's part would show in differences of differences.
    u = SAMPLE.reshape(-1, 32, 256)
    crossed = (u[:, :-1, :-1] - u[:, 1:, :-1] - u[:, :-1, 1:] + u[:, 1:, 1:]) % 1
    spread = stats.chisquare(np.bincount((crossed * 64).astype(int).ravel(), minlength=64))
    assert spread.pvalue > 1e-4


def test_normals_are_normal() -> None:
    z = Dice(5, np.arange(2048)).normal("track_noise", 1, 64).astype(np.float64)
    assert stats.kstest(z.ravel(), "norm").pvalue > 1e-3
    assert abs(stats.kurtosis(z.ravel())) < 5 * np.sqrt(24 / z.size)
