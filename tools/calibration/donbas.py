"""Violations in the Donbas (calibration A2): level, bursts, hot spots, truces, lethality; in the reference scenario."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.calibration.row import Row
from tools.calibration.statistics import bootstrap, dispersion, lag_one, wilson
from wargame.scenario import Scenario, load
from wargame.simulate import Runs, simulate
from wargame.world.orders import OrderDoc

Array = NDArray[Any]
ANNUAL, DAILY, NOTES = (
    "osce_smm_annual.csv", "osce_smm_daily_sample_2020-10_2021-03.csv", "osce_smm_weekly_and_truce_notes.csv",
)  # fmt: skip
SUBJECT = "Violations, Donbas"
YEARS = ("2016", "2017", "2018", "2019")
RECORD = ("cfv_reported", "killed", "civilians_killed")
SECOND_REGION, TRUCE_TURN, WEEK = "luhansk", 4, 7
# What the press gave of the mission's weekly figures, 2017-2018; and the day of 18-19 December 2017 (calibration A2).
WEEK_MOST, WEEK_LEAST, DAY_MOST, HOT_SPOTS, HEAT_SECOND = 16_000, 1_200, 7_000, 0.40, 0.30
KILLED_2020, CIVILIANS, CIVILIAN_YEARS = 50, 161, 1_130_000
# The truce of 27 July 2020: recorded per day in the months before, and in the last nine months of 2021.
BEFORE_2020, LATE_2021 = 690, 311


def rows(data: Path, scenario: str = "minsk-2017", worlds: int = 64) -> Iterator[Row]:
    """A year as it was played, day by day; then truces, against the same luck without them."""
    document = load(scenario)
    year = simulate(document, worlds=worlds, seed=1, turns=12, dt_days=1, record=RECORD)
    daily = year["cfv_reported"].values.astype(float)
    yield from _level(data, document, daily)
    yield from _extremes(daily)
    yield from _lethality(data, year, daily)
    yield from _plain_truce(data, document, worlds)
    yield from _strong_truce(data, document, worlds)


def _interval(values: Array) -> tuple[float, float, float]:
    low, middle, high = np.nanpercentile(values, [2.5, 50, 97.5])
    return float(middle), float(low), float(high)


def _level(data: Path, document: Scenario, daily: Array) -> Iterator[Row]:
    with (data / ANNUAL).open(encoding="utf-8", newline="") as file:
        years = {row["year"]: float(row["ceasefire_violations"]) for row in csv.DictReader(file)}
    usual = [years[name] for name in YEARS]
    totals = daily.sum(axis=(0, 2)) * 365 / len(daily)
    yield Row(SUBJECT, "recorded in a year, 2016-2019", float(np.mean(usual)), min(usual), max(usual),
              *_interval(totals), "2017: 401,336; from memory but for 2019", "fitted")  # fmt: skip
    km = sum(sector.to_km - sector.from_km for sector in document.map.sectors)
    yield Row(SUBJECT, "recorded per km and day", np.mean(usual) / 365 / 420, 1.95, 2.6, *_interval(totals / 365 / km),
              "", "fitted")  # fmt: skip


def _extremes(daily: Array) -> Iterator[Row]:
    total = daily.sum(axis=2)
    weeks = total[: len(total) // WEEK * WEEK].reshape(-1, WEEK, total.shape[1]).sum(axis=1)
    yield Row(SUBJECT, "week with most in a year", WEEK_MOST, WEEK_MOST * 0.8, WEEK_MOST * 1.5,
              *_interval(weeks.max(axis=0)), "the most that was published, 2017")  # fmt: skip
    yield Row(SUBJECT, "week with least in a year", WEEK_LEAST, WEEK_LEAST * 0.6, WEEK_LEAST * 1.5,
              *_interval(weeks.min(axis=0)),
              "a truce week, 2018; in the year played here both sides rarely announce one together")  # fmt: skip
    yield Row(SUBJECT, "day with most over the mean day", DAY_MOST / (401_336 / 365), 5, 8,
              *_interval(total.max(axis=0) / total.mean(axis=0)), "7,000 in one day, December 2017")  # fmt: skip
    by_week = daily[: len(daily) // WEEK * WEEK].reshape(-1, WEEK, *daily.shape[1:]).sum(axis=1)
    shares = np.sort(by_week / np.maximum(by_week.sum(axis=2, keepdims=True), 1), axis=2)
    yield Row(SUBJECT, "share of the two hottest sectors in a week", HOT_SPOTS + HEAT_SECOND, 0.45, 0.8,
              *_interval(shares[..., -2:].sum(axis=2).ravel()), "a week of 2017: 40 and 30 %")  # fmt: skip


def _lethality(data: Path, year: Runs, daily: Array) -> Iterator[Row]:
    counted = daily.sum(axis=(0, 2)) / 1000
    killed = year["killed"].values[-1]
    with (data / ANNUAL).open(encoding="utf-8", newline="") as file:
        in_2020 = next(float(row["ceasefire_violations"]) for row in csv.DictReader(file) if row["year"] == "2020")
    seen = KILLED_2020 / in_2020 * 1000
    side_a = _interval(killed[:, 0] / counted)
    yield Row(SUBJECT, "soldiers of side A killed per 1,000 recorded", seen, seen * 0.75, seen * 1.3, *side_a,
              "50 Ukrainian soldiers in 2020")  # fmt: skip
    seen = CIVILIANS / CIVILIAN_YEARS * 1000
    civilians = _interval(year["civilians_killed"].values[-1] / counted)
    yield Row(SUBJECT, "civilians killed per 1,000 recorded", seen, seen * 0.85, seen * 1.2, *civilians,
              "161 dead from 2017 to September 2020; the year's total from memory")  # fmt: skip


def truce_orders(document: Scenario, level: str, turn: int = TRUCE_TURN) -> list[OrderDoc]:
    """Both sides announce a truce: plainly, or with published orders."""
    return [
        OrderDoc(order.role, order.id, turn, {"level": level})
        for order in document.rules.orders
        if any(mechanism.act == "truce" for mechanism in order.mechanisms)
        and any(level in (parameter.choices or ()) for parameter in order.parameters)
    ]


def _truce(document: Scenario, level: str | None, worlds: int, dt: int, turns: int) -> Runs:
    """Both sides otherwise sit still, so that what is left of the quiet is the truce's own."""
    idle = {side.role: "idle" for side in document.document.sides}
    orders = truce_orders(document, level) if level else []
    return simulate(document, worlds=worlds, seed=2, turns=turns, dt_days=dt, doctrines=idle, orders=orders,
                    record=["cfv_reported"])  # fmt: skip


def _weekly_drops(data: Path) -> list[float]:
    """First weeks of announced truces, as a share of the week before."""
    with (data / NOTES).open(encoding="utf-8", newline="") as file:
        found = [row["change_vs_previous"] for row in csv.DictReader(file) if "truce week" in row["period"]
                 or "first week" in row["period"]]  # fmt: skip
    return [1 + float(change.strip("%")) / 100 for change in found if change]


def _plain_truce(data: Path, document: Scenario, worlds: int) -> Iterator[Row]:
    worlds *= 4
    after, without = (_truce(document, level, worlds, 7, 8) for level in ("usual", None))
    start = _first_tick(after)
    left = after["cfv_reported"].values.sum(axis=2)[start:]
    plain = without["cfv_reported"].values.sum(axis=2)[start - 1 :]
    drops = _weekly_drops(data)
    yield Row(
        SUBJECT,
        "first week of a plain truce over the week before",
        float(np.mean(drops)),
        min(drops),
        max(drops),
        *_interval(left[0] / np.maximum(plain[0], 1)),
        f"{len(drops)} truces, as the press told",
        "fitted",
    )
    for weeks, low, high in (((2, 3), 0.6, 1.1), ((8, 11), 0.85, 1.2)):
        ratio = left[weeks[0] : weeks[1] + 1].sum(axis=0).mean() / plain[weeks[0] + 1 : weeks[1] + 2].sum(axis=0).mean()
        note = "the usual quiet lasted about two weeks"
        if weeks[0] > 2:
            note = "the old level, two months after; here weapons pulled back and disputes settled stay so"
        yield Row(SUBJECT, f"weeks {weeks[0] + 1} to {weeks[1] + 1} over the same without a truce", 1.0, low, high,
                  ratio, ratio, ratio, note)  # fmt: skip


def _first_tick(runs: Runs) -> int:
    """The tick in which an order of `TRUCE_TURN` has taken effect."""
    turns = (4, 4, 5)  # weeks of the months of a quarter
    day = sum(turns[n % 3] for n in range(TRUCE_TURN - 1)) * WEEK
    return int(np.searchsorted(np.array(runs.days), day, side="right"))


def read_daily(path: Path) -> dict[str, dict[date, float]]:
    """Region (and `total`) -> day -> recorded, for days whose every region was reported alone."""
    days: dict[date, dict[str, float]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["days"] == "1":
                days.setdefault(date.fromisoformat(row["period_end"]), {})[row["region"]] = float(row["violations"])
    regions = sorted({region for found in days.values() for region in found})
    whole = {day: found for day, found in days.items() if len(found) == len(regions)}
    series = {region.lower(): {day: found[region] for day, found in sorted(whole.items())} for region in regions}
    return {**series, "total": {day: sum(found.values()) for day, found in sorted(whole.items())}}


def _strong_truce(data: Path, document: Scenario, worlds: int) -> Iterator[Row]:
    """The truce of July 2020, with published orders: the same months after, in the model of 2017's line."""
    runs = _truce(document, "published", worlds, 1, 21)
    start = _first_tick(runs)
    found = runs["cfv_reported"].values.astype(float)
    before = found[start - 60 : start - 5].sum(axis=2).mean()
    second = np.array([sector.area == SECOND_REGION for sector in document.map.sectors])
    series = read_daily(data / DAILY)
    quarters = (
        ("Oct-Dec 2020", date(2020, 10, 1), date(2021, 1, 1)),
        ("Jan-Mar 2021", date(2021, 1, 1), date(2021, 4, 1)),
    )
    for name, first, last in quarters:
        seen = np.array([number for day, number in series["total"].items() if first <= day < last])
        span = slice(start + (first - date(2020, 7, 27)).days, start + (last - date(2020, 7, 27)).days)
        total = found[span].sum(axis=2)
        low, high = bootstrap(seen, np.mean)
        yield Row(SUBJECT, f"{name}: recorded, as a share of before the truce", seen.mean() / BEFORE_2020,
                  low / BEFORE_2020, high / BEFORE_2020, *_interval(total.mean(axis=0) / before),
                  f"{len(seen)} days of the sample; before: about {BEFORE_2020} a day", "fitted")  # fmt: skip
        yield from _bursts(name, seen, total)
        if second.any():
            other = np.array([number for day, number in series[SECOND_REGION].items() if first <= day < last])
            yield from _bursts(f"{name}, {SECOND_REGION.title()}", other, found[span][:, :, second].sum(axis=2))
    late = found[start + 247 : start + 522]
    if len(late) > 200:
        yield Row(SUBJECT, "Apr-Dec 2021: recorded, as a share of before the truce", LATE_2021 / BEFORE_2020, 0.3, 0.6,
                  *_interval(late.sum(axis=2).mean(axis=0) / before), "the year's total, from memory")  # fmt: skip
    pairs = np.array([(number, series["total"][day + timedelta(1)]) for day, number in series["total"].items()
                      if day + timedelta(1) in series["total"]])  # fmt: skip
    logs = np.log1p(pairs)
    correlation = [lag_one(np.log1p(world)) for world in found[start + 66 : start + 247].sum(axis=2).T]
    yield Row(SUBJECT, "correlation of a day with the day before (logs)", float(np.corrcoef(logs.T)[0, 1]),
              *bootstrap(logs, lambda rows: np.corrcoef(rows.T)[0, 1]), *_interval(np.array(correlation)),
              f"{len(pairs)} pairs of days", "fitted")  # fmt: skip


def _bursts(name: str, seen: Array, made: Array) -> Iterator[Row]:
    """Overdispersion and days without any; `made` is (day, W)."""
    worlds = np.array([(*dispersion(world), (world == 0).mean()) for world in made.T])
    for at, what in enumerate(("variance over mean", "negative-binomial k")):
        value = dispersion(seen)[at]
        yield Row(SUBJECT, f"{name}: {what}", value, *bootstrap(seen, lambda days, at=at: dispersion(days)[at]),
                  *_interval(worlds[:, at]), "", "fitted")  # fmt: skip
    zero = int((seen == 0).sum())
    silent = "here one shot is one violation; there an exchange counts dozens, and quiet places have silent days"
    yield Row(
        SUBJECT,
        f"{name}: days with none",
        zero / len(seen),
        *wilson(zero, len(seen)),
        *_interval(worlds[:, 2]),
        silent if zero else "",
    )
