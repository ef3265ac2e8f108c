"""War, shells, density, polls (calibration A4 to A6, A8): what is simulated, and what enters the rules as it stands."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tools.calibration.row import Row
from tools.calibration.statistics import lag_one
from wargame.scenario import Scenario, load
from wargame.simulate import simulate

LOSSES, SHELLS, DENSITY, POLLS = (
    "ru_losses_reported_by_quarter_2022_2023.csv", "artillery_and_industry.csv", "force_density.csv",
    "polls_shareable.csv",
)  # fmt: skip
WAR, TRUCE, ATTACKER = "no-deal", "moderate", 1
QUARTER, DAYS = 91, 365


def rows(data: Path, war: str = WAR, truce: str = TRUCE, worlds: int = 32) -> Iterator[Row]:
    """Losses and fire of a year of war; deliveries; what density does; polls at the start."""
    yield from _year_of_war(data, war, worlds)
    document = load(truce)
    yield from _deliveries(data, document)
    yield from _density(data, document)
    yield from _polls(data, document)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _year_of_war(data: Path, scenario: str, worlds: int) -> Iterator[Row]:
    quarters = _read(data / LOSSES)
    means = [float(row["mean"]) for row in quarters]
    runs = simulate(scenario, worlds=worlds, seed=1, turns=12, dt_days=1, record=["losses", "fired", "shift_km"])
    daily = runs["losses"].values[:, :, ATTACKER].astype(float)
    subject = f"War ({scenario})"
    yield Row(subject, "attacker's losses per day, by quarter", float(np.mean(means)), min(means), max(means),
              *_spread(_by_quarter(daily).mean(axis=1).ravel()),
              "Ukrainian claims of 2022-2023, which rose; this war is later")  # fmt: skip
    for name, key, what in (
        ("spread of days within a quarter (CV)", "cv", lambda part: part.std(axis=0) / part.mean(axis=0)),
        (
            "correlation of a day with the day before",
            "lag1_autocorr",
            lambda part: np.array([lag_one(w) for w in part.T]),
        ),
    ):
        seen = [float(row[key]) for row in quarters]
        made = np.concatenate([what(part) for part in _by_quarter(daily)])
        yield Row(subject, name, float(np.mean(seen)), min(seen), max(seen), *_spread(made),
                  "reports add a noise of their own, which the model's true losses lack")  # fmt: skip
    fired = runs["fired"].values[:, :, :, 0].mean(axis=0)
    for side, name, low, seen, high in ((1, "Russia", 10_000, 11_900, 20_000), (0, "Ukraine", 2_000, 4_500, 7_000)):
        yield Row(subject, f"shells fired a day, {name}", seen, low, high, *_spread(fired[:, side]),
                  "late 2022 to early 2024; the published numbers disagree by a factor of four and more")  # fmt: skip


def _by_quarter(daily: np.ndarray) -> np.ndarray:
    """(4, 91, W)"""
    return daily[: len(daily) // QUARTER * QUARTER].reshape(-1, QUARTER, daily.shape[1])


def _spread(values: np.ndarray) -> tuple[float, float, float]:
    low, middle, high = np.nanpercentile(values, [2.5, 50, 97.5])
    return float(middle), float(low), float(high)


def _tunable(document: Scenario, name: str) -> tuple[float, float, float]:
    number = document.rules.tunables[name]
    return number.value, number.low, number.high


def _deliveries(data: Path, document: Scenario) -> Iterator[Row]:
    made = {row["quantity"]: float(row["value"]) for row in _read(data / SHELLS) if row["unit"].startswith("per year")}
    for side, quantity in ((1, "Russia production"), (0, "US+Europe output available for Ukraine")):
        seen = made[quantity] / DAYS
        yield Row("Industry", f"shells a day: {quantity}", seen, seen * 0.8, seen * 1.5,
                  *_tunable(document, f"shells_made_{side}"), "early 2024", "given")  # fmt: skip


def _density(data: Path, document: Scenario) -> Iterator[Row]:
    km = sum(sector.to_km - sector.from_km for sector in document.map.sectors)
    for row in _read(data / DENSITY):
        if row["case"] in {"Franco-British proposal 2025", "Zelensky request"}:
            seen, made = float(row["troops_per_km_line"]), float(row["troops"]) / km
            yield Row("Density", f"troops per km: {row['case']}", seen, seen * 0.9, seen * 1.25, made, made, made,
                      f"on the {km:,.0f} km of the map; seen: on 1,245 km", "given")  # fmt: skip
    factor = next(one for one in document.rules.checks["offensive"].factors if one.quantity == "density")
    for people, name, low, high in (
        (25, "observes", 0.8, 1.0),
        (150, "answers locally", 0.4, 0.9),
        (700, "defends", 0, 0.3),
    ):
        odds = [float(np.exp(gain * people / factor.scale)) for gain in _range(factor.gain)]
        yield Row(
            "Density",
            f"odds of a break-in at {people} per km over none: {name}",
            (low + high) / 2,
            low,
            high,
            odds[0],
            min(odds),
            max(odds),
            "three regimes: below 50, 50 to 300, above 500; the bounds are judgement",
        )


def _range(number: object) -> tuple[float, float, float]:
    return number.value, number.low, number.high  # type: ignore[attr-defined]


def _polls(data: Path, document: Scenario) -> Iterator[Row]:
    shares = {row["question"]: float(row["share_pct"]) for row in _read(data / POLLS) if row["country"] == "NL"}
    sure = shares["send troops to guard a truce, no conditions"]
    perhaps = shares["send troops to guard a truce, under conditions (additional)"]
    tracks = {track.id: track.start for track in document.rules.tracks} | document.document.tracks
    if "nl_public" in tracks:
        start = tracks["nl_public"]
        yield Row("Polls", "Dutch support for guarding a truce, %", sure + perhaps / 2, sure, sure + perhaps,
                  start, start, start, "February 2025: 48 % without, 20 % more under conditions", "given")  # fmt: skip
