"""Battles by themselves: who wins, what it costs, how far the line moves, and the laws of attrition.

The numbers stand in `scenarios/rules/battle.yaml`, each with its range and source; `rules` names another file. They
were fitted to the battles of 1600-1913 with shrinkage (`tools/calibrate.py`), to carry to other times as far as they
can. In a game the same formulas work with the numbers of the scenario (`wargame.adjudication.combat`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wargame import numerics
from wargame.adjudication import lanchester
from wargame.arguments import Array, numbers, one_shape, whole, words
from wargame.dice import Dice
from wargame.errors import InputError
from wargame.scenario.standalone import Numbers, numbers_alone

Floats = NDArray[np.float32]
POSTURES = {"HD": "", "PD": "win_prepared", "FD": "win_fortified", "DL": "win_delay", "WD": "win_withdrawal"}
"""The defender's posture: hasty, prepared, fortified, delay, withdrawal. Hasty is what the base chance stands for."""
GROUND = (
    {"G": "win_rugged", "R": "", "F": "win_flat", "0": ""},
    {"W": "win_wooded", "M": "", "B": "win_bare", "D": "win_desert", "0": ""},
    {"U": "win_urban", "M": "win_marsh", "D": "win_dunes", "0": ""},
)
"""Terrain codes by place: relief, cover, and what else there is. The base chance stands for rolling and mixed."""
MOST_PEOPLE, MOST_WORLDS, MOST_DUEL = 1e8, 1_000_000, 20_000
_STEP_SHARE, _MOST_STEPS, _HALVINGS, _HAIR = 0.02, 4096, 24, np.float32(1e-5)
"""Of the numerical method: share that a force loses at most in a step, and how near to its end it counts as there."""


@dataclass(frozen=True, eq=False)
class Battle:
    """Battles fought in many worlds. S is the shape of the arguments, W the number of worlds.

    Attributes:
        probability: (*S) chance that the attacker wins.
        outcome: (*S, W) int32: 1 the attacker wins, 0 draw, -1 the attacker loses.
        attacker_losses, defender_losses: (*S, W) int32 killed, wounded, captured and missing.
        advance_km: (*S, W) how far the front moved over the whole battle; negative if the attacker was thrown back.
    """

    probability: Floats
    outcome: NDArray[np.int32]
    attacker_losses: NDArray[np.int32]
    defender_losses: NDArray[np.int32]
    advance_km: Floats


@dataclass(frozen=True, eq=False)
class Attrition:
    """Two forces after some days of fighting; (*S), or (*S, W) for the stochastic law.

    Attributes:
        x, y: what is left.
        x_broke, y_broke: whether a force reached its breakpoint, which ends the fight.
        ended: the day on which it ended, at most `days`.
    """

    x: Array
    y: Array
    x_broke: NDArray[np.bool_]
    y_broke: NDArray[np.bool_]
    ended: Floats


def win_probability(
    attacker: ArrayLike,
    defender: ArrayLike,
    *,
    posture: ArrayLike = "HD",
    terrain: ArrayLike = "RM",
    surprise: ArrayLike = 0,
    air: ArrayLike = 0,
    quality: ArrayLike = 0,
    rules: str | Path = "battle",
) -> Floats:
    """Chance that an attack wins: a base, and factors that add up on the log-odds.

    Args:
        attacker, defender: people, 1 to 1e8. Their ratio counts for little (calibration A0.2).
        posture: of the defender, a key of `POSTURES`: ``HD`` hasty, ``PD`` prepared, ``FD`` fortified, ``DL`` delay,
            ``WD`` withdrawal.
        terrain: up to three letters, one for each place of `GROUND`: ``G`` rugged ``R`` rolling ``F`` flat; ``W``
            wooded ``M`` mixed ``B`` bare ``D`` desert; ``U`` urban ``M`` marsh ``D`` dunes; ``0`` for none.
        surprise: -3 (the attacker is surprised) to 3 (the defender is).
        air: superiority, -1 (the defender's) to 1 (the attacker's).
        quality: of the troops compared, -3 to 3 in the attacker's favour; only if known beforehand.
        rules: a rules file, by path or by name.
    Returns: (*S) float32, S being the shape that all arguments share.
    Raises: InputError for arguments out of range, DocumentError for a rules file that is not sound.

    >>> [f"{chance:.1f}" for chance in win_probability(30_000, 10_000, surprise=[-2, 0, 2])]
    ['0.3', '0.6', '0.8']
    >>> win_probability(30_000, 10_000, posture="XX")
    Traceback (most recent call last):
    wargame.errors.InputError: unknown-value: `posture` can't be `XX`
      known: HD, PD, FD, DL, WD
    """
    rule = numbers_alone(rules)
    given = _given(attacker, defender, posture, terrain, surprise, air, quality)
    return numerics.logistic(_log_odds(given, rule)).reshape(given["attacker"].shape)


def battle(
    attacker: ArrayLike,
    defender: ArrayLike,
    *,
    posture: ArrayLike = "HD",
    terrain: ArrayLike = "RM",
    surprise: ArrayLike = 0,
    air: ArrayLike = 0,
    quality: ArrayLike = 0,
    days: ArrayLike | None = None,
    front_km: ArrayLike | None = None,
    worlds: int = 1000,
    seed: int = 1,
    rules: str | Path = "battle",
) -> Battle:
    """Fight battles in many worlds.

    The winner is drawn with `win_probability`. The loser stops at a breakpoint, not at annihilation: the share it loses
    is lognormal, and so is the winner's smaller share; both weigh the law dx = -a x^q y^p with q + p = 1, under which a
    share falls as (own / opposing)^-p. In longer battles the two shares draw closer, and on a thinner front both fall.

    Args:
        attacker, defender, posture, terrain, surprise, air, quality, rules: as for `win_probability`.
        days: how long it lasts, 0.001 to 1000; omitted: the usual length of the battles behind the rules.
        front_km: 0.01 to 10,000; omitted: the front is as densely held as usual for those battles.
        worlds: 1 to 1,000,000. seed: >= 0; world n is the same however many are fought.
    Raises: as `win_probability`.

    >>> fought = battle(20_000, 20_000, worlds=4000, seed=7)
    >>> float((fought.outcome == 1).mean().round(1)), float(np.median(fought.attacker_losses) // 1000)
    (0.5, 2.0)
    """
    rule = numbers_alone(rules)
    given = _given(attacker, defender, posture, terrain, surprise, air, quality)
    usual_front = np.sqrt(given["attacker"] * given["defender"]) / np.float32(rule["usual_density"])
    front = usual_front if front_km is None else numbers("front_km", front_km, 0.01, 10_000)
    length = numbers("days", rule["usual_days"] if days is None else days, 0.001, 1000)
    more = one_shape(days=length, front=front, **given)
    shape, dice = more["attacker"].shape, Dice(_seed(seed), np.arange(whole("worlds", worlds, 1, MOST_WORLDS)))
    chance = numerics.logistic(_log_odds(more, rule)).reshape(shape)
    outcome = _outcomes(dice, chance, rule)
    x, y = more["attacker"], more["defender"]
    shares = _shares(dice, more, outcome, rule)
    die = dice.uniform("battle_loss", 0, (2, *shape))
    lost = [
        np.minimum(np.floor(share * people[..., None] + part), people[..., None]).astype(np.int32)
        for share, people, part in zip(shares, (x, y), die, strict=True)
    ]
    return Battle(chance, outcome, lost[0], lost[1], _advance(dice, more, outcome, rule))


def attrition(
    x: ArrayLike,
    y: ArrayLike,
    *,
    a: ArrayLike,
    b: ArrayLike,
    days: ArrayLike,
    q: float | None = None,
    p: float | None = None,
    x_break: ArrayLike = 1,
    y_break: ArrayLike = 1,
    stochastic: bool = False,
    worlds: int = 1000,
    seed: int = 1,
    rules: str | Path = "battle",
) -> Attrition:
    """Two forces under dx = -a x^q y^p, dy = -b y^q x^p, until a time or a breakpoint.

    Args:
        x, y: people >= 0; for the stochastic law whole numbers up to 20,000.
        a, b: rates >= 0 at which x and y lose, per day, in the unit that q and p make of them.
        days: how long, >= 0.
        q, p: exponents from 0 to 2 of the own and the opposing strength: (0, 1) the square law, (1, 1) the linear,
            (1, 0) the logarithmic, all exact; omitted: as fitted.
        x_break, y_break: share of a force whose loss makes it stop, 0 to 1; 1 is annihilation.
        stochastic: losses come one by one by chance, in `worlds` worlds; for small forces.
    Raises: InputError for arguments out of range.

    >>> left = attrition(1000, 600, a=0.01, b=0.01, days=1000, q=0, p=1)  # the square law keeps x^2 - y^2
    >>> float(left.x.round(2)), bool(left.y_broke)
    (800.0, True)
    >>> few = attrition(10, 10, a=0.1, b=0.1, days=1000, q=1, p=1, stochastic=True, worlds=4000)
    >>> float(few.x_broke.mean().round(1))
    0.5
    """
    rule = numbers_alone(rules)
    own = float(numbers("q", rule["loss_own"] if q is None else q, 0, 2))
    other = float(numbers("p", rule["loss_other"] if p is None else p, 0, 2))
    most = MOST_DUEL if stochastic else MOST_PEOPLE
    given = one_shape(
        x=numbers("x", x, 0, most), y=numbers("y", y, 0, most), a=numbers("a", a, 0, 1e6), b=numbers("b", b, 0, 1e6),
        days=numbers("days", days, 0, 1e6), x_break=numbers("x_break", x_break, 0, 1),
        y_break=numbers("y_break", y_break, 0, 1),
    )  # fmt: skip
    if stochastic:
        dice = Dice(_seed(seed), np.arange(whole("worlds", worlds, 1, MOST_WORLDS)))
        return _duel(dice, given, own, other)
    return _course(given, own, other)


def _seed(seed: int) -> int:
    return whole("seed", seed, 0, 2**128)


def _given(
    attacker: ArrayLike, defender: ArrayLike, posture: ArrayLike, terrain: ArrayLike, surprise: ArrayLike,
    air: ArrayLike, quality: ArrayLike,
) -> dict[str, Array]:  # fmt: skip
    return one_shape(
        attacker=numbers("attacker", attacker, 1, MOST_PEOPLE),
        defender=numbers("defender", defender, 1, MOST_PEOPLE),
        posture=words("posture", posture, POSTURES),
        terrain=_terrain(terrain),
        surprise=numbers("surprise", surprise, -3, 3),
        air=numbers("air", air, -1, 1),
        quality=numbers("quality", quality, -3, 3),
    )


def _terrain(terrain: ArrayLike) -> Array:
    """Codes filled up to three letters."""
    given = np.asarray(terrain, np.str_)
    codes = np.char.ljust(given, len(GROUND), "0")
    for code in np.unique(codes):
        if len(code) != len(GROUND) or any(letter not in known for letter, known in zip(code, GROUND, strict=True)):
            known = "; ".join(" ".join(place) for place in GROUND)
            raise InputError("unknown-value", f"`terrain` can't be `{code}`", hint=f"letters by place: {known}")
    return np.asarray(codes)


def _log_odds(given: dict[str, Array], rule: Numbers) -> Floats:
    """The base, and the factors of `win_probability`."""
    ratio = numerics.log(given["attacker"] / given["defender"]).reshape(given["attacker"].shape)
    log_odds = ratio * np.float32(rule["win_force_ratio"]) + numerics.logit(rule["win_base"])[0]
    for name in ("surprise", "air", "quality"):
        log_odds += given[name] * np.float32(rule[f"win_{name}"])
    for posture, name in POSTURES.items():
        if name:
            log_odds += (given["posture"] == posture) * np.float32(rule[name])
    codes = np.asarray(given["terrain"]).astype("U3")
    for code in np.unique(codes):
        gains = [rule[place[letter]] for place, letter in zip(GROUND, code, strict=True) if place[letter]]
        log_odds += (codes == code) * np.float32(sum(gains))
    return np.asarray(log_odds, np.float32)


def _outcomes(dice: Dice, chance: Floats, rule: Numbers) -> NDArray[np.int32]:
    """(*S, W) who wins. A draw takes its share from those that the attacker does not win."""
    die = dice.uniform("attack_outcome", 0, chance.shape)
    won = die < chance[..., None]
    undecided = ~won & (die < chance[..., None] + (1 - chance[..., None]) * np.float32(rule["draw_share"]))
    return won.astype(np.int32) - (~won & ~undecided)


def _shares(dice: Dice, given: dict[str, Array], outcome: Array, rule: Numbers) -> tuple[Floats, Floats]:
    """(*S, W) the shares of attacker and defender that are lost."""
    x, y = given["attacker"], given["defender"]
    scores = dice.normal("attack_loss", 0, (2, *x.shape))
    tied = np.float32(rule["loss_correlation"])
    scores[1] = scores[0] * tied + scores[1] * np.sqrt(1 - tied * tied)
    longer = numerics.log(given["days"] / np.float32(rule["usual_days"])).reshape(x.shape)
    density = np.sqrt(x * y) / given["front"]
    denser = numerics.log(density / np.float32(rule["usual_density"])).reshape(x.shape)
    ratio = numerics.log(x / y).reshape(x.shape)
    logs = {}
    for role, score in (("loser", scores[0]), ("winner", scores[1])):
        level = numerics.log(rule[f"{role}_loss"])[0] + longer * np.float32(rule[f"{role}_loss_days"])
        level = level + denser * np.float32(rule["loss_density"])
        logs[role] = level[..., None] + score * np.float32(rule[f"{role}_loss_sd"])
    drawn = (logs["loser"] + logs["winner"]) / 2
    weighed = ratio[..., None] * np.float32(rule["loss_other"])
    # Who attacks and fails can still walk away; who is driven from his ground leaves men and guns behind.
    repulsed = logs["loser"] + np.float32(rule["loser_loss_attacking"])
    attacker = np.where(outcome > 0, logs["winner"], np.where(outcome < 0, repulsed, drawn)) - weighed
    defender = np.where(outcome > 0, logs["loser"], np.where(outcome < 0, logs["winner"], drawn)) + weighed
    return tuple(np.minimum(numerics.exp(share), 1).reshape(outcome.shape) for share in (attacker, defender))  # type: ignore[return-value]


def _advance(dice: Dice, given: dict[str, Array], outcome: Array, rule: Numbers) -> Floats:
    """(*S, W) km over the whole battle: it grows more slowly than its days, for pursuit tires."""
    shape = given["attacker"].shape
    longer = numerics.log(given["days"] / np.float32(rule["usual_days"])).reshape(shape)
    people = np.sqrt(given["attacker"] * given["defender"])
    wider = numerics.log(given["front"] * np.float32(rule["usual_density"]) / people).reshape(shape)
    level = longer * np.float32(rule["advance_days"]) + wider * np.float32(rule["advance_front"])
    score = dice.normal("line_move", 0, shape) * np.float32(rule["advance_sd"])
    km = numerics.exp(level[..., None] + score).reshape(outcome.shape) * np.float32(rule["advance_km"])
    back = np.float32(rule["thrown_back"])
    return np.asarray(np.where(outcome > 0, km, np.where(outcome < 0, -km * back, 0)), np.float32)


def _course(given: dict[str, Array], q: float, p: float) -> Attrition:
    """The deterministic law: steps in which nobody loses more than a small share, the last cut at the breakpoint."""
    shape = given["x"].shape
    x, y, a, b, days = (np.array(given[name]).reshape(-1) for name in ("x", "y", "a", "b", "days"))
    x_end, y_end = (given[n].reshape(-1) * (1 - given[f"{n}_break"].reshape(-1) + _HAIR) for n in ("x", "y"))
    ended, fighting = np.zeros_like(days), (x > x_end) & (y > y_end)
    for _ in range(_MOST_STEPS):
        melting = np.maximum(
            lanchester.rates(x, y, a, q, p) / np.maximum(x, 1), lanchester.rates(y, x, b, q, p) / np.maximum(y, 1)
        )
        step = np.minimum(days - ended, _STEP_SHARE / np.maximum(melting, np.float32(1e-30)))
        x_next, y_next = lanchester.advance(x, y, a, b, step, q, p)
        breaks = fighting & ((x_next <= x_end) | (y_next <= y_end))
        if breaks.any():
            step = np.where(breaks, _moment(x, y, a, b, step, (q, p), (x_end, y_end)), step)
            x_next, y_next = lanchester.advance(x, y, a, b, step, q, p)
        x, y = np.where(fighting, x_next, x), np.where(fighting, y_next, y)
        ended = np.where(fighting, np.minimum(ended + step, days), ended)
        fighting = fighting & ~breaks & (ended < days)
        if not fighting.any():
            break
    x_broke, y_broke = x <= x_end, y <= y_end
    return Attrition(*(np.asarray(part).reshape(shape) for part in (x, y, x_broke, y_broke, ended)))


def _moment(
    x: Array, y: Array, a: Array, b: Array, step: Array, law: tuple[float, float], ends: tuple[Array, Array]
) -> Array:
    """Within a step: the days until one of the two forces is at its end."""
    low, high = np.zeros_like(step), step
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        x_then, y_then = lanchester.advance(x, y, a, b, middle, *law)
        over = (x_then <= ends[0]) | (y_then <= ends[1])
        low, high = np.where(over, low, middle), np.where(over, middle, high)
    return high


def _duel(dice: Dice, given: dict[str, Array], q: float, p: float) -> Attrition:
    """The stochastic law: one loss after another, and how long each took."""
    rows, worlds = given["x"].size, len(dice.worlds)
    shape = (rows, worlds)
    spread = {name: np.repeat(value.reshape(-1, 1), worlds, axis=1) for name, value in given.items()}
    x, y, a, b, days = np.rint(spread["x"]), np.rint(spread["y"]), spread["a"], spread["b"], spread["days"]
    # A force breaks once it has lost its share, rounded up: at a share of 1 that is everybody.
    x_end, y_end = np.floor(x * (1 - spread["x_break"] + _HAIR)), np.floor(y * (1 - spread["y_break"] + _HAIR))
    ended, fighting, loss = np.zeros(shape, np.float32), (x > x_end) & (y > y_end), 0
    while fighting.any():
        rate, share = lanchester.first_loss_share(x, y, a, b, q, p)
        die = dice.uniform("battle_loss", loss, (2, rows))
        wait = -numerics.log(die[0]) / np.where(rate > 0, rate, 1)
        in_time = fighting & (ended + wait <= days) & (rate > 0)
        ended = np.where(in_time, ended + wait, np.where(fighting, days, ended))
        of_x = die[1] < share
        x, y = x - (in_time & of_x), y - (in_time & ~of_x)
        fighting = in_time & (x > x_end) & (y > y_end)
        loss += 1
    found = (x, y, x <= x_end, y <= y_end, ended)
    return Attrition(*(np.asarray(part).reshape(*given["x"].shape, worlds) for part in found))
