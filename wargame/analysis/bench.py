"""`wargame bench`: every speed and exactness figure beside the control that it is measured against, in one run.

The machine is noisy and shared, so competitors take turns within one process and a ratio is the median of the rounds'
ratios. The controls live in `tests/reference/` and exist in a checkout only; in an installed wheel their figures are
left out, and `run` says so. A goal that is missed is reported as missed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from wargame.places import PACKAGE

QUICK, FULL = 5, 15
"""Rounds of a comparison."""


@dataclass(frozen=True)
class Figure:
    """One measured goal of performance.md 8.

    Attributes:
        value: what was measured, in `unit`.
        beside: the control, in words: what it covers and what it took.
        must, moonshot: the goals, in the same unit; `least`: whether the value must be at least (or at most) that.
        holds: whether the must is met.
    """

    id: str
    name: str
    value: float
    unit: str
    beside: str
    must: float
    moonshot: float
    holds: bool


def figure(id: str, name: str, value: float, unit: str, beside: str, must: float, moonshot: float) -> Figure:
    """A figure whose goals say which way is better: a moonshot above the must asks for more, one below for less."""
    holds = value >= must if moonshot > must or (moonshot == must and must > 0) else value <= must
    return Figure(id, name, value, unit, beside, must, moonshot, bool(holds))


def run(*, ui: bool = False, quick: bool = False) -> list[Figure]:
    """Measure everything that exists. Progress goes to stderr.

    Args:
        ui: the screens too.
        quick: fewer rounds and smaller sizes; the figures are rougher.
    """
    from wargame.analysis import bench_exact, bench_speed, bench_start

    steps: list[tuple[str, Callable[[bool], list[Figure]]]] = [
        ("start-up", bench_start.starting),
        ("the engine beside plain Python and naive NumPy", bench_speed.beside_controls),
        ("a staff estimate", bench_speed.staff_estimate),
        ("memory and scaling", bench_speed.scaling),
        ("what-if under equal luck", bench_exact.what_if),
        ("bits by width, chunk, processes and replay", bench_exact.bits),
        ("bits by processor features", bench_exact.dispatch),
        ("dice beside the library's stream", bench_speed.dice),
        ("two processes", bench_speed.two_processes),
    ]
    if ui:
        from wargame.analysis import bench_screens

        steps.append(("screens", bench_screens.screens))
    if controls() is None:
        say("no controls: tests/reference is not part of an installed wheel; figures 1, 2, 3 and 4 are left out")
    found: list[Figure] = []
    for name, measure in steps:
        begun = time.perf_counter()
        say(f"{name} ...")
        found += measure(quick)
        say(f"{name}: {time.perf_counter() - begun:.0f} s")
    return sorted(found, key=lambda one: (int("".join(filter(str.isdigit, one.id))), one.id))


def say(line: str) -> None:
    """Progress, where it does not get into the figures."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def controls() -> str | None:
    """The checkout that holds the controls, or None in a wheel."""
    root = PACKAGE.parent
    return str(root) if (root / "tests" / "reference" / "plain.py").is_file() else None


def median(values: list[float]) -> float:
    """The middle value (of an even number, the higher of the two)."""
    return sorted(values)[len(values) // 2]


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def worked(work: Callable[[], object]) -> float:
    """Seconds that the processor spends on a piece of work: what else it does meanwhile doesn't count."""
    begun = time.process_time()
    work()
    return time.process_time() - begun
