"""Addressable dice: every random number has an address, and the address alone decides the number.

The address is (seed, purpose, absolute day, site, row, world). Whatever the batch size, the chunk, the order of the
calls or the orders given, the same address shows the same face. From that follow replay, "world 4711 of 10,000 played
alone", counterfactuals under equal luck and the re-adjudication of one contested event.

How: BLAKE2b turns (seed, purpose, site, day) into a 64-bit key. Each row and each pair of worlds has a fixed 64-bit
code. The 64-bit finaliser *moremur* (P. Evensen, 2019) of key + row code + pair code gives two 32-bit lanes, one for
each world of the pair. There is no state and no stream, and the numbers of one site and day say nothing about the seed
or about another day. `tools/dice_stream.py` says how this layout was checked with a battery of tests.
"""

import hashlib
import math
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from wargame.numerics import Floats, normal_quantile

Words = NDArray[np.uint64]
Lanes = NDArray[np.uint32]

# Append only: a number, once released, belongs to its site for ever, or old exercise files would replay other luck.
SITES: Final[dict[str, int]] = {
    "order_check": 1,
    "doctrine_choice": 2,
    "doctrine_noise": 3,
    "heat": 4,
    "violations": 5,
    "violation_class": 6,
    "detection": 7,
    "false_reports": 8,
    "attribution": 9,
    "misattribution": 10,
    "contact": 11,
    "contact_outcome": 12,
    "casualties": 13,
    "air_contact": 14,
    "attack_outcome": 15,
    "attack_loss": 16,
    "trigger_decision": 17,
    "rung_confirm": 18,
    "perceived": 19,
    "view_error": 20,
    "inject": 21,
    "drift": 22,
    "raid": 23,
    "side_count": 24,
    "weather": 25,
    "classification": 26,
    "arrival": 27,
    "delivery": 28,
    "interception": 29,
    "line_move": 30,
    "track_noise": 31,
    "deaths": 32,
    "civilian_deaths": 33,
    "hit_element": 34,
    "hit_killed": 35,
    "raid_deaths": 36,
    "party_claim": 37,
    "force_attribution": 38,
    "combat_killed": 39,
    "fire_recorded": 40,
    "battle_killed": 41,
    "battle_loss": 42,
    "break_in": 43,
    "wounded": 44,
    "fallen_where": 45,
    "recovery": 46,
    "recruits": 47,
    "sent_where": 48,
    "relief": 49,
    "replacement": 50,
    "resumption": 51,
    "raid_losses": 52,
    "shells": 53,
}
"""What a number is drawn for, and the number it has in the address."""

GAME: Final = 0
"""The purpose of the game's own dice. A staff estimate uses another (1, 2, ...), or it would reveal the future."""

_FIRST_FACTOR, _SECOND_FACTOR = np.array(0x3C79AC492BA7B653, np.uint64), np.array(0x1C69B3F74AC4AE35, np.uint64)
_SHIFT_27, _SHIFT_33, _LANE_BITS = np.array(27, np.uint64), np.array(33, np.uint64), np.array(2**32 - 1, np.uint64)
# Odd steps and starts that keep the codes of rows and of pairs apart: digits of the golden ratio and of pi, and the
# multiplier of a good congruential generator (Steele and Vigna, 2021).
_ROW_STEP, _ROW_START = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x243F6A8885A308D3)
_PAIR_STEP, _PAIR_START = np.uint64(0xD1342543DE82EF95), np.uint64(0x13198A2E03707344)
# Of each lane's 32 bits a share uses 31: signed integers become float32 twice as fast.
_SHARE_BITS, _HALF = np.array(0x7FFFFFFF7FFFFFFF, np.uint64), np.array(0.5, np.float32)
# 2**-31 less its last bit: the highest lane, which float32 rounds up to 2**31, still stays below 1.
_LANE_TO_SHARE = np.array(2.0**-31 * (1 - 2.0**-24), np.float32)
_BLOCK: Final = 16384
"""Words mixed at a time: two buffers of 128 KiB stay in the cache, and long enough for calls to cost little."""


class _Buffers(threading.local):
    """Kept for each thread, since fresh memory costs more than the arithmetic."""

    def __init__(self) -> None:
        self.words = np.empty((2, _BLOCK), np.uint64)

    def __call__(self, rows: int, pairs: int) -> Words:
        """(2, rows, pairs)"""
        if rows * pairs > _BLOCK:
            return np.empty((2, rows, pairs), np.uint64)
        return self.words[:, : rows * pairs].reshape(2, rows, pairs)


_buffers = _Buffers()


def _mix(words: Words, shifted: Words) -> Words:
    """moremur, in place: a bijection of 64-bit words in which every bit of the input sways every bit of the output."""
    np.right_shift(words, _SHIFT_27, shifted)
    np.bitwise_xor(words, shifted, words)
    np.multiply(words, _FIRST_FACTOR, words)
    np.right_shift(words, _SHIFT_33, shifted)
    np.bitwise_xor(words, shifted, words)
    np.multiply(words, _SECOND_FACTOR, words)
    np.right_shift(words, _SHIFT_27, shifted)
    return np.bitwise_xor(words, shifted, words)


@lru_cache(maxsize=1024)
def _row_codes(first_row: int, rows: int) -> Words:
    """(rows, 1) codes of the rows from first_row on."""
    codes = np.arange(first_row, first_row + rows, dtype=np.uint64) * _ROW_STEP + _ROW_START
    codes = _mix(codes, np.empty_like(codes))[:, None]
    codes.setflags(write=False)
    return codes


@lru_cache(maxsize=64)
def _plan(
    asked: tuple[tuple[str, int | tuple[int, ...], int], ...],
) -> tuple[Words, NDArray[np.intp], list[tuple[int, ...]], list[int]]:
    """What `Dice.several` needs of its rows: their codes, which of `asked` each is of, and the shapes and sizes."""
    shapes = [rows if isinstance(rows, tuple) else (rows,) for _, rows, _ in asked]
    counts = [math.prod(shape) for shape in shapes]
    codes = [_row_codes(first, count) for (_, _, first), count in zip(asked, counts, strict=True)]
    return np.concatenate(codes), np.repeat(np.arange(len(asked)), counts), shapes, counts


def _pair_codes(pairs: Words) -> Words:
    codes = pairs * _PAIR_STEP + _PAIR_START
    return _mix(codes, np.empty_like(codes))


@lru_cache(maxsize=1024)
def _key(seed: int, purpose: int, site: str, day: int) -> Words:
    if site not in SITES:
        raise LookupError(f"dice site {site!r} is not registered; registered are: {', '.join(SITES)}")
    address = f"{seed}/{purpose}/{SITES[site]}/{day}".encode("ascii")
    return np.array(int.from_bytes(hashlib.blake2b(address, digest_size=8).digest(), "little"), np.uint64)


def commitment(seed: int, salt: str) -> str:
    """SHA-256 shown during play; publishing seed and salt afterwards proves that the dice were fixed at the start.

    The salt must be long and secret until then: a bare small seed would be found by trying.

    >>> commitment(7, "between the trees")[:16]
    'bc2288af0387baa0'
    """
    return hashlib.sha256(f"wargame dice\n{seed}\n{salt}".encode()).hexdigest()


HAND = 64
"""Addresses that are worth drawing at once: a tick without an attack has some 25."""


@dataclass(frozen=True, eq=False)
class Dice:
    """The dice of a batch of worlds.

    Args:
        seed: >= 0, of any size; from 128 random bits if nobody may guess it.
        worlds: (W,) numbers of the worlds, >= 0, in any order, repeats allowed. Whole pairs (0 1 2 3, 8 9, ...) cost
            half, so number worlds 0 .. W-1 or in even blocks.
        purpose: `GAME`, or the number of an estimate.
    Raises: ValueError if one of these is out of range.

    >>> dice = Dice(seed=7, worlds=np.arange(4))
    >>> dice.uniform("contact", day=3, rows=2)[1, 2:] == dice.take([2, 3]).uniform("contact", 3, 1, first_row=1)
    array([[ True,  True]])
    """

    seed: int
    worlds: NDArray[np.int64]
    purpose: int = GAME
    _codes: Words = field(init=False, repr=False)
    _shifts: Words | None = field(init=False, repr=False)
    """What brings each world's lane to the low end; None where worlds come in whole pairs, whose lanes lie in order."""

    def __post_init__(self) -> None:
        worlds = np.array(self.worlds, np.int64)
        if self.seed < 0 or self.purpose < 0 or worlds.ndim != 1 or (worlds < 0).any():
            raise ValueError(
                "dice need a seed >= 0, a purpose >= 0 and a list of worlds >= 0; got "
                f"seed {self.seed}, purpose {self.purpose}, worlds {np.array2string(worlds, threshold=8)}"
            )
        worlds.setflags(write=False)
        first, second = worlds[::2], worlds[1::2]
        in_pairs = len(first) == len(second) and bool(((first % 2 == 0) & (second == first + 1)).all())
        in_pairs = in_pairs and sys.byteorder == "little"
        pairs = (first if in_pairs else worlds) // 2
        object.__setattr__(self, "worlds", worlds)
        object.__setattr__(self, "_codes", _pair_codes(pairs.astype(np.uint64)))
        object.__setattr__(self, "_shifts", None if in_pairs else (worlds % 2 * 32).astype(np.uint64))

    def take(self, lanes: Any) -> Self:
        """The dice of some of these worlds, by position in the batch: indices, a mask or a slice."""
        return type(self)(self.seed, self.worlds[lanes], self.purpose)

    def _blocks(self, site: str, day: int, first_row: int, target: NDArray[Any]) -> Iterator[tuple[Any, Words]]:
        """Parts of ``target`` (rows, W) with their words, one for each pair or world; the next part overwrites them."""
        bases = np.add(_row_codes(first_row, len(target)), _key(self.seed, self.purpose, site, day))
        step = max(1, min(_BLOCK // max(1, len(self._codes)), len(target)))
        words, shifted = _buffers(step, len(self._codes))
        for start in range(0, len(target), step):
            part = target[start : start + step]
            mixed = np.add(bases[start : start + step], self._codes, words[: len(part)])
            _mix(mixed, shifted[: len(part)])
            if self._shifts is not None:
                np.right_shift(mixed, self._shifts, mixed)
                np.bitwise_and(mixed, _LANE_BITS, mixed)
            yield part, mixed

    def lanes(self, site: str, day: int, rows: int, first_row: int = 0) -> Lanes:
        """(rows, W) the raw 32-bit numbers; `uniform` uses the low 31 bits of each."""
        lanes = np.empty((rows, len(self.worlds)), np.uint32)
        for part, words in self._blocks(site, day, first_row, lanes):
            np.copyto(part, words.view(np.uint32) if self._shifts is None else words, casting="same_kind")
        return lanes

    def uniform(
        self, site: str, day: int, rows: int | tuple[int, ...], first_row: int = 0, out: Floats | None = None
    ) -> Floats:
        """Shares in the open interval (0, 1), one for each row and world.

        Args:
            site: a name from `SITES`.
            day: absolute day on which the tick starts.
            rows: how many, or a shape, whose rows are numbered last axis fastest.
            first_row: address of the first row, >= 0.
            out: (*rows, W) float32, C-contiguous.
        Returns: (*rows, W) float32 from 2**-32 to 1 - 2**-24. Near 0 the steps are as fine as 2**-31, so that
            ``u < p`` is right for the smallest hazard.
        Raises: LookupError for a site that is not registered.
        """
        shape = (*((rows,) if isinstance(rows, int | np.integer) else rows), len(self.worlds))
        shares = np.empty(shape, np.float32) if out is None else out
        if shares.shape != shape or not shares.flags.c_contiguous:
            raise ValueError(f"out must be a C-contiguous array of shape {shape}, not {shares.shape}")
        for part, words in self._blocks(site, day, first_row, shares.reshape(math.prod(shape[:-1]), shape[-1])):
            np.bitwise_and(words, _SHARE_BITS, words)
            np.copyto(part, words.view(np.int32 if self._shifts is None else np.int64), casting="same_kind")
            np.add(part, _HALF, part)
            np.multiply(part, _LANE_TO_SHARE, part)
        return shares

    def several(self, asked: tuple[tuple[str, int | tuple[int, ...], int], ...], day: int) -> list[Floats]:
        """What `uniform` gives for each (site, rows, first_row), in one go: for a few worlds that is far quicker."""
        codes, each, shapes, counts = _plan(asked)
        keys = np.array([int(_key(self.seed, self.purpose, site, day)) for site, _, _ in asked], np.uint64)
        words = codes + keys[each, None] + self._codes
        _mix(words, np.empty_like(words))
        if self._shifts is not None:
            words = (words >> self._shifts) & _LANE_BITS
        words &= _SHARE_BITS
        shares = words.view(np.int32 if self._shifts is None else np.int64).astype(np.float32)
        np.add(shares, _HALF, shares)
        np.multiply(shares, _LANE_TO_SHARE, shares)
        found, start = [], 0
        for shape, count in zip(shapes, counts, strict=True):
            found.append(shares[start : start + count].reshape(*shape, -1))
            start += count
        return found

    def normal(
        self, site: str, day: int, rows: int | tuple[int, ...], first_row: int = 0, out: Floats | None = None
    ) -> Floats:
        """(*rows, W) standard normal numbers: the `normal_quantile` of `uniform` at the same address."""
        shares = self.uniform(site, day, rows, first_row, out)
        return normal_quantile(shares, shares)

    def at(self, site: str, day: int, row: int, world: int) -> float:
        """One number of `uniform`, for "Why?" and the umpire; the world need not be in the batch.

        >>> dice = Dice(7, np.arange(4))
        >>> dice.at("contact", 3, row=1, world=2) == dice.uniform("contact", 3, rows=2)[1, 2]
        np.True_
        """
        alone = type(self)(self.seed, np.array([world]), self.purpose)
        return float(alone.uniform(site, day, 1, first_row=row)[0, 0])
