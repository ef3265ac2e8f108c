"""Interception by weapon class, 2022-2024 (calibration A5): does the finite, layered defence give what was counted?"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from tools.calibration.row import Row
from tools.calibration.statistics import wilson
from wargame import airdefence, samplers

BY_YEAR, BY_MONTH = "air_defence_by_year_2022_2024.csv", "air_defence_by_month_2022_2024.csv"
SUBJECT = "Air defence"
NAMES = {
    "one-way attack UAV": "drone", "subsonic cruise missile": "cruise", "tactical air-launched missile": "tactical",
    "quasi-ballistic SRBM": "quasi_ballistic", "aeroballistic (Kinzhal)": "aeroballistic",
    "supersonic/hypersonic anti-ship": "anti_ship", "S-300/400 in ground role": "ground_role",
}  # fmt: skip
RAIDS_A_YEAR, RAIDS_A_MONTH = 200, 20


def read(path: Path) -> list[dict[str, Any]]:
    """Rows with class, period, and whole numbers launched, destroyed, and lost."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {"weapon": NAMES[row["category"]], "period": row.get("month") or row["year"],
             **{name: int(float(row[name])) for name in ("launched", "destroyed", "not_reach_goal")}}
            for row in csv.DictReader(file)
        ]  # fmt: skip


def rows(data: Path, worlds: int = 2000) -> Iterator[Row]:
    """Year by year, with that year's numbers and share of jammed drones; the spread of months; 2024 from before."""
    years = read(data / BY_YEAR)
    for row in years:
        yield _year(row, worlds)
    months = read(data / BY_MONTH)
    yield _spread(months, worlds)
    for weapon in NAMES.values():
        before = [row for row in years if row["weapon"] == weapon and row["period"] < "2024"]
        after = [row for row in years if row["weapon"] == weapon and row["period"] == "2024"]
        if before and after:
            yield _ahead(weapon, before, after[0], worlds)


def _year(row: dict[str, Any], worlds: int) -> Row:
    launched, destroyed = row["launched"], row["destroyed"]
    jamming = row["not_reach_goal"] / launched if row["weapon"] == "drone" else None
    share = airdefence.raid({row["weapon"]: launched}, jamming=jamming, raids=RAIDS_A_YEAR, worlds=worlds)
    made = share.share_stopped(row["weapon"])
    note = f"{launched} launched"
    if row["weapon"] == "quasi_ballistic" and row["period"] == "2023":
        note += "; few, and fired at covered cities"
    if row["weapon"] == "drone" and row["period"] == "2023":
        note += "; drones lost to jamming were not yet reported apart"
    return Row(SUBJECT, f"{row['weapon']} {row['period']}: share shot down", destroyed / launched,
               *wilson(destroyed, launched), made.mean(), *np.percentile(made, [2.5, 97.5]), note,
               "fitted")  # fmt: skip


def _spread(months: list[dict[str, Any]], worlds: int) -> Row:
    """How many months lie inside the model's 95 % interval of their class and size."""
    inside = []
    for row in months:
        jamming = row["not_reach_goal"] / row["launched"] if row["weapon"] == "drone" else None
        made = airdefence.raid({row["weapon"]: row["launched"]}, jamming=jamming, raids=RAIDS_A_MONTH, worlds=worlds)
        low, high = np.percentile(made.stopped[0], [2.5, 97.5])
        inside.append(low <= row["destroyed"] <= high)
    share = float(np.mean(inside))
    return Row(
        SUBJECT,
        "months inside the model's 95 % interval",
        0.95,
        0.9,
        1.0,
        share,
        *wilson(sum(inside), len(inside)),
        f"{len(inside)} months of four classes",
    )


def _ahead(weapon: str, before: list[dict[str, Any]], after: dict[str, Any], worlds: int) -> Row:
    """2024 from 2022-2023 alone: their share (two more of which one stopped, so that none is impossible), and the
    spread between periods that the rules say."""
    stopped = sum(row["destroyed"] for row in before) + 1
    flown = sum(row["launched"] for row in before) + 2
    alike = airdefence_number(f"alike_{weapon}")
    lost = after["not_reach_goal"] if weapon == "drone" else 0
    pieces = [
        samplers.gamma((np.arange(worlds) * step % 1 + 0.5 / worlds).clip(1e-6, 1 - 1e-6), share) * share
        for share, step in ((stopped / flown * (1 - alike) / alike, 1 / worlds),
                            ((1 - stopped / flown) * (1 - alike) / alike, 0.618034))
    ]  # fmt: skip
    chance = pieces[0] / (pieces[0] + pieces[1]) * (1 - lost / after["launched"])
    return Row(SUBJECT, f"{weapon} 2024 from the years before", after["destroyed"] / after["launched"],
               *wilson(after["destroyed"], after["launched"]), chance.mean(), *np.percentile(chance, [2.5, 97.5]),
               "with the share that was jammed in 2024" if lost else "", "held out")  # fmt: skip


def airdefence_number(name: str) -> float:
    """One of the shipped numbers."""
    from wargame.scenario.standalone import rules_alone

    return rules_alone("airdefence").tunables[name].value
