"""How long peace lasts after a war (calibration A3): the hazard that a scenario shows, followed for twenty years."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tools.calibration.row import Row
from wargame.simulate import simulate

FILE = "interstate_war_recurrence_1823_1945.csv"
SUBJECT = "War after war"
DAYS_PER_YEAR, QUARTERS, DT = 365.25, 82, 28
EVENT = "renewed interstate war (COW)"


def rows(data: Path, scenario: str = "basic", worlds: int = 64) -> Iterator[Row]:
    """Share of worlds back at war after so many years, if a war came with the hazard that the scenario shows."""
    with (data / FILE).open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    years = np.array([float(row["years"]) for row in table if row["event"] == EVENT])
    again = renewed(scenario, years, worlds)
    for row, shares in zip((row for row in table if row["event"] == EVENT), again, strict=True):
        seen = [1 - float(row[name]) for name in ("survival", "ci_hi", "ci_lo")]
        yield Row(SUBJECT, f"at war again within {row['years']} y ({Path(scenario).stem})", *seen, shares.mean(),
                  *np.percentile(shares, [2.5, 97.5]), "57 pairs of states", "fitted")  # fmt: skip


def renewed(scenario: str, years: np.ndarray, worlds: int) -> np.ndarray:
    """(years, W) chance of renewed war by then: 1 - e^-(hazard added up). War itself is never rolled."""
    runs = simulate(scenario, worlds=worlds, seed=1, turns=QUARTERS, turn="quarter", dt_days=DT, record=["hazard"])
    days = np.array(runs.days)
    total = np.cumsum(runs["hazard"].values * np.diff(days, prepend=0)[:, None] / DAYS_PER_YEAR, axis=0)
    return 1 - np.exp(-np.stack([np.interp(years * DAYS_PER_YEAR, days, world) for world in total.T], axis=1))
