"""Battles of 1600-1913: who wins, what it costs, how far the front moves (calibration A0.1, A0.2, A5).

Fits what `scenarios/rules/battle.yaml` says, with priors that keep sparse cells near what is plausible, and holds the
public functions with the shipped numbers against the table. The hindsight rating of quality is left out throughout.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.calibration.row import Row
from tools.calibration.statistics import Z95, bootstrap, brier, line_fit, logit_fit, wilson
from wargame import combat
from wargame.scenario.standalone import rules_alone

Array = NDArray[Any]
FILE = "cdb90_battles_1600_1913.csv"
SUBJECT = "Battles 1600-1913"

# Name in the rules -> prior mean and standard deviation of its pull on the log-odds. The base is free. Where the data
# say nothing (air, withdrawal) the prior is the answer; it is wide.
WIN_PRIORS = {
    "win_base": (0.0, 10.0), "win_force_ratio": (0.3, 0.3), "win_surprise": (0.4, 0.25), "win_prepared": (-0.2, 0.3),
    "win_fortified": (-0.5, 0.4), "win_rugged": (-0.1, 0.25), "win_flat": (0.1, 0.25), "win_wooded": (-0.1, 0.25),
    "win_bare": (0.0, 0.25), "win_desert": (0.1, 0.25), "win_urban": (-0.2, 0.25), "win_marsh": (-0.2, 0.25),
    "win_dunes": (0.0, 0.25), "win_air": (0.4, 0.3), "win_delay": (0.8, 0.5), "win_withdrawal": (1.0, 0.5),
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Columns of the battles, one entry each."""

    attacker: Array
    defender: Array
    attacker_lost: Array
    defender_lost: Array
    posture: Array
    terrain: Array
    surprise: Array
    air: Array
    days: Array
    front: Array
    km: Array
    year: Array
    outcome: Array

    def __len__(self) -> int:
        return len(self.outcome)

    def take(self, rows: Array) -> Table:
        return Table(**{name: column[rows] for name, column in vars(self).items()})


def read(path: Path) -> Table:
    """The battles of a file with the columns of `FILE`; what is empty is not a number."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    def column(name: str) -> Array:
        return np.array([float(row[name]) if row[name] else np.nan for row in rows])

    front = np.sqrt(column("att_front_km") * column("def_front_km"))
    return Table(
        attacker=column("att_strength"), defender=column("def_strength"),
        attacker_lost=np.maximum(column("att_casualties"), 1), defender_lost=np.maximum(column("def_casualties"), 1),
        posture=np.array([row["def_posture"] for row in rows]),
        terrain=np.array([row["terrain"].ljust(3, "0") for row in rows]),
        surprise=column("surprise"), air=column("att_air_superiority"), days=column("duration_days"), front=front,
        km=column("km_advance"), year=column("year"), outcome=column("outcome"),
    )  # fmt: skip


def design(of: Table) -> Array:
    """(n, k) one column for each name in `WIN_PRIORS`."""
    columns = {"win_base": np.ones(len(of)), "win_force_ratio": np.log(of.attacker / of.defender)}
    columns |= {"win_surprise": of.surprise, "win_air": of.air}
    columns |= {name: (of.posture == code) * 1.0 for code, name in combat.POSTURES.items() if name}
    for place, letters in enumerate(combat.GROUND):
        for letter, name in letters.items():
            if name:
                columns[name] = np.array([code[place] == letter for code in of.terrain]) * 1.0
    return np.column_stack([columns[name] for name in WIN_PRIORS])


def win_fit(of: Table) -> tuple[Array, Array]:
    """Coefficients and standard errors, in the order of `WIN_PRIORS`."""
    means, sds = zip(*WIN_PRIORS.values(), strict=True)
    beta, covariance = logit_fit(design(of), (of.outcome > 0) * 1.0, means, sds)
    return beta, np.sqrt(np.diag(covariance))


def chance(of: Table, beta: Array) -> Array:
    """(n,) chance that the attacker wins by a fit."""
    return np.asarray(1 / (1 + np.exp(-design(of) @ beta)))


def held_out(of: Table, folds: int = 10) -> Array:
    """Chance of each battle by a fit that has not seen it: every tenth battle left out in turn."""
    turn = np.random.default_rng(0).permutation(len(of)) % folds
    found = np.empty(len(of))
    for fold in range(folds):
        found[turn == fold] = chance(of.take(turn == fold), win_fit(of.take(turn != fold))[0])
    return found


def loss_fits(of: Table) -> dict[str, tuple[float, float]]:
    """Name in the rules -> value and standard error, of what the loser, the winner and the front give away."""
    decided = of.take(of.outcome != 0)
    won = decided.outcome > 0
    shares = decided.attacker_lost / decided.attacker, decided.defender_lost / decided.defender
    own = np.where(won, -1, 1) * np.log(decided.attacker / decided.defender)  # loser over winner
    longer = np.log(decided.days / np.median(decided.days))
    found: dict[str, tuple[float, float]] = {}
    of_loser, of_winner = np.where(won, shares[1], shares[0]), np.where(won, *shares)
    for role, share, side in (("loser", of_loser, 1), ("winner", of_winner, -1)):
        x = np.column_stack([np.ones(len(decided)), -own * side, longer, ~won if side > 0 else np.zeros(len(decided))])
        beta, error, left = line_fit(x, np.log(share), (0, 0.3, 0, 0), (10, 0.3, 0.15, 0.3))
        middle = np.median(np.log(share) - x @ beta)  # tiny shares pull the mean of the logs below their median
        found[f"{role}_loss"] = float(np.exp(beta[0] + middle)), float(error[0])
        found[f"{role}_loss_other"] = float(beta[1]), float(error[1])
        found[f"{role}_loss_days"] = float(beta[2]), float(error[2])
        found[f"{role}_loss_sd"] = left, left / np.sqrt(2 * len(decided))
        if side > 0:
            found["loser_loss_attacking"] = float(beta[3]), float(error[3])
    weight = [1 / found[f"{role}_loss_other"][1] ** 2 for role in ("loser", "winner")]
    both = sum(w * found[f"{role}_loss_other"][0] for w, role in zip(weight, ("loser", "winner"), strict=True))
    found["loss_other"] = both / sum(weight), float(1 / np.sqrt(sum(weight)))
    density = np.sqrt(decided.attacker * decided.defender) / decided.front
    x = np.column_stack([np.ones(len(decided)), np.log(density / np.nanmedian(density))])
    # Loss rates fell with dispersion from then to now by far more than within this table, hence a prior above 0.
    beta, error, _ = line_fit(x, np.log(of_loser), (0, 0.4), (10, 0.2))
    found["loss_density"] = float(beta[1]), float(error[1])
    gained = decided.take(won & (decided.km > 0))
    people = np.sqrt(gained.attacker * gained.defender)
    wider = np.log(gained.front / people * np.nanmedian(density))
    x = np.column_stack([np.ones(len(gained)), np.log(gained.days / np.median(decided.days)), wider])
    beta, error, left = line_fit(x, np.log(gained.km), (0, 0.5, 0), (10, 0.3, 0.3))
    found["advance_km"] = float(np.exp(beta[0])), float(error[0])
    found["advance_days"], found["advance_front"] = [(float(beta[n]), float(error[n])) for n in (1, 2)]
    found["advance_sd"] = left, left / np.sqrt(2 * len(gained))
    found["usual_days"] = float(np.median(decided.days)), 0.0
    found["usual_density"] = float(np.nanmedian(density)), 0.0
    found["draw_share"] = float((of.outcome == 0).sum() / (of.outcome <= 0).sum()), 0.0
    return found


def rows(data: Path, worlds: int = 400) -> Iterator[Row]:
    """The shipped numbers against the table of battles."""
    of = read(data / FILE)
    won = of.outcome > 0
    fought = combat.battle(
        of.attacker, of.defender, posture=of.posture, terrain=of.terrain, surprise=of.surprise, air=of.air,
        days=of.days, worlds=worlds, seed=1,
    )  # fmt: skip
    yield from _winners(of, fought)
    yield from _costs(of, fought)
    rate = of.km[won & (of.km > 0)] / of.days[won & (of.km > 0)]
    km = np.where(fought.outcome > 0, fought.advance_km / of.days[:, None], np.nan)
    per_world = np.nanmedian(km, axis=0)
    yield Row(
        SUBJECT, "advance of winning attackers, km per day, median", np.median(rate), *bootstrap(rate, np.median),
        float(np.median(per_world)), *np.percentile(per_world, [2.5, 97.5]), "over lengths from minutes to two days",
        "fitted",
    )  # fmt: skip
    density = of.defender / of.front
    yield Row(
        SUBJECT, "people per km of front, defenders, median", float(np.nanmedian(density)),
        *bootstrap(density[np.isfinite(density)], np.median), *(_number("usual_density"),) * 3, "as it is", "given",
    )  # fmt: skip


def _winners(of: Table, fought: combat.Battle) -> Iterator[Row]:
    won, n = (of.outcome > 0) * 1.0, len(of)
    for name, sign in (("attacker wins", 1), ("draw", 0), ("attacker loses", -1)):
        seen, made = (of.outcome == sign).mean(), (fought.outcome == sign).mean(axis=0)
        yield Row(SUBJECT, f"share: {name}", seen, *wilson(seen * n, n), made.mean(), *np.percentile(made, [2.5, 97.5]),
                  kind="fitted")  # fmt: skip
    alone = {"win_surprise": [of.surprise], "win_force_ratio": [np.log(of.attacker / of.defender)]}
    for name, columns in alone.items():
        x = np.column_stack([np.ones(n), *columns])
        beta, error = logit_fit(x, won, (0, 0), (10, 10))
        spread = np.sqrt(error[1, 1])
        low, high = beta[1] - Z95 * spread, beta[1] + Z95 * spread
        yield Row(SUBJECT, f"{name}: log-odds, by itself", beta[1], low, high, *_range(name), "", "fitted")
    beta, error = win_fit(of)
    for name in ("win_prepared", "win_fortified", "win_rugged", "win_flat", "win_wooded", "win_bare", "win_urban"):
        at = list(WIN_PRIORS).index(name)
        low, high = beta[at] - Z95 * error[at], beta[at] + Z95 * error[at]
        yield Row(SUBJECT, f"{name}: log-odds, together", beta[at], low, high, *_range(name),
                  "few cases: drawn towards the prior", "fitted")  # fmt: skip
    out = held_out(of)
    yield _brier_row("Brier score, each battle by a fit without it (10 folds)", out, won, np.full(n, won.mean()))
    for year in (1700, 1790, 1815, 1860):
        early, late = of.take(of.year < year), of.take(of.year >= year)
        if min(len(early), len(late)) > 10:
            base = np.full(len(late), (early.outcome > 0).mean())
            yield _brier_row(f"Brier score, battles from {year} by a fit to those before",
                             chance(late, win_fit(early)[0]), (late.outcome > 0) * 1.0, base)  # fmt: skip


def _brier_row(target: str, chances: Array, happened: Array, base: Array) -> Row:
    """Against the base rate: a hit if it is no worse."""
    scores = brier(chances, happened), brier(base, happened)
    skill = 1 - scores[0] / scores[1]
    note = f"seen: the base rate's score; skill {skill:+.1%}; lower is better"
    note += "" if skill > 0 else ". Later attackers won less often than earlier ones, and surprise helped them less"
    return Row(SUBJECT, target, scores[1], 0, scores[1], scores[0], scores[0], scores[0], note, "held out")


def _costs(of: Table, fought: combat.Battle) -> Iterator[Row]:
    decided = of.take(of.outcome != 0)
    seen = _shares(decided.outcome > 0, *(lost / own for lost, own in _forces(decided)))
    made = _shares(fought.outcome > 0, fought.attacker_losses / of.attacker[:, None],
                   fought.defender_losses / of.defender[:, None], fought.outcome != 0)  # fmt: skip
    for place, role in enumerate(("loser", "winner")):
        for percent in (25, 50, 75):

            def what(values: Array, percent: int = percent) -> Any:
                return np.nanpercentile(values, percent, axis=0)

            worlds = what(made[place])
            yield Row(
                SUBJECT,
                f"share lost by the {role}, {percent} %",
                float(what(seen[place])),
                *bootstrap(seen[place], what),
                worlds.mean(),
                *np.percentile(worlds, [2.5, 97.5]),
                "",
                "fitted",
            )
    more = seen[0] > seen[1]
    worlds = np.nanmean(np.where(np.isnan(made[0]), np.nan, made[0] > made[1]), axis=0)
    yield Row(SUBJECT, "the loser loses the larger share", more.mean(), *wilson(more.sum(), len(more)), worlds.mean(),
              *np.percentile(worlds, [2.5, 97.5]))  # fmt: skip
    ratio = decided.attacker_lost / decided.defender_lost
    model = np.maximum(fought.attacker_losses, 1) / np.maximum(fought.defender_losses, 1)
    for name, sign in (("wins", 1), ("loses", -1)):
        given = ratio[decided.outcome == sign]
        worlds = np.nanmedian(np.where(fought.outcome == sign, model, np.nan), axis=0)
        yield Row(SUBJECT, f"losses attacker / defender, attacker {name}, median", np.median(given),
                  *bootstrap(given, np.median), np.median(worlds), *np.percentile(worlds, [2.5, 97.5]))  # fmt: skip
    x = np.column_stack([np.ones(len(of)), np.log(of.attacker / of.defender)])
    worlds = np.linalg.lstsq(x, np.log(model), rcond=None)[0][1]
    beta, error, _ = line_fit(x, np.log(of.attacker_lost / of.defender_lost), (0, 0), (10, 10))
    yield Row(SUBJECT, "slope of log loss ratio on log force ratio", beta[1], beta[1] - Z95 * error[1],
              beta[1] + Z95 * error[1], worlds.mean(), *np.percentile(worlds, [2.5, 97.5]),
              "the square law would give -1, the linear law 0")  # fmt: skip


def _forces(of: Table) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    return (of.attacker_lost, of.attacker), (of.defender_lost, of.defender)


def _shares(won: Array, attacker: Array, defender: Array, decided: Array | bool = True) -> tuple[Array, Array]:
    """Shares lost by loser and winner; not a number where nobody won."""
    pair = np.where(won, defender, attacker), np.where(won, attacker, defender)
    return np.where(decided, pair[0], np.nan), np.where(decided, pair[1], np.nan)


def _number(name: str) -> float:
    return rules_alone("battle").tunables[name].value


def _range(name: str) -> tuple[float, float, float]:
    number = rules_alone("battle").tunables[name]
    return number.value, number.low, number.high


def fits(of: Table) -> Iterator[str]:
    """What the fits say, beside what the rules say."""
    beta, error = win_fit(of)
    for name, value, wide in zip(WIN_PRIORS, beta, error, strict=True):
        if name == "win_base":
            base = 1 / (1 + np.exp(-np.array([value - Z95 * wide, value, value + Z95 * wide])))
            yield f"{name:22} {base[1]:8.3f}  ({base[0]:.3f} to {base[2]:.3f})"
        else:
            yield f"{name:22} {value:8.3f}  ({value - Z95 * wide:.3f} to {value + Z95 * wide:.3f})"
    for name, (value, wide) in loss_fits(of).items():
        yield f"{name:22} {value:8.3f}  (standard error {wide:.3f})"
