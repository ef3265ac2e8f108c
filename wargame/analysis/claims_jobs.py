"""The ledger cut into jobs: some worlds, or a point of the rules' space, in which many claims are played at once."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.analysis.claims_play import Course, blocks, course, measures, play, start_changes
from wargame.analysis.claims_space import point
from wargame.errors import InputError
from wargame.scenario.changes import override
from wargame.scenario.claims import Arm, Claim
from wargame.scenario.document import Scenario
from wargame.scenario.loader import load
from wargame.world.compile import compile_world
from wargame.world.tables import Tables

Array = NDArray[Any]
Values = Mapping[str, Sequence[Mapping[str, Array]]]
"""Claim -> per test: arm -> (worlds,) values."""
Changes = tuple[tuple[str, float | str], ...]
YEAR = 12
"""Turns: what lasts no longer is played together."""
LANES = 2048
"""Of a batch: wide enough that calls cost little, narrow enough for the cache (performance.md 4)."""


@dataclass(frozen=True)
class Job:
    """Some claims in worlds `first` to `first + count`.

    Attributes:
        theory: of credibility, instead of the scenario's; "" leaves it.
        point: (n, of how many) of the rules' space, instead of the rules as they are.
        broken: under each claim's own `breaks`.
    """

    claims: tuple[str, ...]
    first: int
    count: int
    seed: int
    theory: str = ""
    point: tuple[int, int] | None = None
    broken: bool = False


class Workshop:
    """Plays jobs about one scenario; what was compiled for a job is kept for the next."""

    def __init__(self, scenario: str | Path, claims: Sequence[Claim]) -> None:
        self.main = scenario
        self.claims = {claim.id: claim for claim in claims}
        self._scenarios: dict[str, Scenario] = {}
        self._compiled: dict[tuple[str, Changes], tuple[Scenario, Tables]] = {}

    def scenario(self, name: str | None) -> Scenario:
        """The scenario of the ledger, or another of its folder."""
        key = name or ""
        if key not in self._scenarios:
            main = self._scenarios[""] if key else load(self.main)
            if key and not (main.path.parent / key).is_file():
                raise InputError("no-such-scenario", f"there is no `{key}` beside {main.path.name}")
            self._scenarios[key] = load(main.path.parent / key) if key else main
        return self._scenarios[key]

    def do(self, job: Job) -> Values:
        """Play a job. Raises InputError, naming claim and arm, for what is not there."""
        self.scenario(None)
        groups: dict[tuple[str, Changes, int], list[tuple[Claim, str, Arm]]] = {}
        for id_ in job.claims:
            claim = self.claims[id_]
            for name, arm in claim.arms.items():
                key = (self._name(arm), self._rules(arm, claim, job), max(claim.turns, YEAR))
                groups.setdefault(key, []).append((claim, name, arm))
        found: dict[str, list[dict[str, Array]]] = {id_: [{} for _ in self.claims[id_].tests] for id_ in job.claims}
        for (name, changes, _), arms in groups.items():
            scenario, tables = self._tables(name, changes, arms, job)
            courses = [self._course(scenario, tables, claim, arm_name, arm) for claim, arm_name, arm in arms]
            parts = [
                play(tables, courses, job.first + first, count, job.seed)
                for first, count in blocks(job.count, len(courses), LANES)
            ]
            values = [np.concatenate(each, axis=1) for each in zip(*parts, strict=True)]
            for (claim, arm_name, _), rows in zip(arms, values, strict=True):
                looked_at = [n for n, test in enumerate(claim.tests) if arm_name in test.of]
                for n, row in zip(looked_at, rows, strict=True):
                    found[claim.id][n][arm_name] = row
        return found

    def _name(self, arm: Arm) -> str:
        """The scenario that an arm is about; "" for the ledger's own."""
        return "" if arm.scenario in {None, self.scenario(None).path.name} else str(arm.scenario)

    def _rules(self, arm: Arm, claim: Claim, job: Job) -> Changes:
        """What the arm's rules differ in from the scenario's, the job's point aside."""
        starts = start_changes(arm)
        changes: dict[str, float | str] = {path: each for path, each in arm.changes.items() if path not in starts}
        if job.broken:
            changes |= claim.breaks
        if job.theory:
            changes["theory"] = job.theory
        return tuple(sorted(changes.items()))

    def _tables(
        self, name: str, changes: Changes, arms: Sequence[tuple[Claim, str, Arm]], job: Job
    ) -> tuple[Scenario, Tables]:
        key = (name, changes)
        if job.point is None and key in self._compiled:
            return self._compiled[key]
        try:
            scenario = self.scenario(name)
            if job.point is not None:
                scenario = override(scenario, point(scenario, *job.point, seed=job.seed))
            scenario = override(scenario, dict(changes))
        except InputError as error:
            raise _named(error, *arms[0][:2]) from None
        made = scenario, compile_world(scenario)
        if job.point is None:
            self._compiled[key] = made
        return made

    @staticmethod
    def _course(scenario: Scenario, tables: Tables, claim: Claim, name: str, arm: Arm) -> Course:
        looked_at = [test for test in claim.tests if name in test.of]
        try:
            readers = measures(scenario, tables, [test.measure for test in looked_at])
            readings = [(readers[test.measure], test.take, claim.turns) for test in looked_at]
            return course(scenario, tables, arm, readings)
        except InputError as error:
            raise _named(error, claim, name) from None


def _named(error: InputError, claim: Claim, arm: str) -> InputError:
    return InputError(error.code, f"claim `{claim.id}`, arm `{arm}`: {error.message}", hint=error.hint)


def played(
    scenario: str | Path,
    claims: Sequence[Claim],
    jobs: Sequence[Job],
    processes: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[tuple[Job, Values]]:
    """Every job with what came of it, in order; `progress` hears (done, of)."""
    workers = min(processes, len(jobs))
    if workers < 2:
        workshop = Workshop(scenario, claims)
        for done, job in enumerate(jobs):
            yield job, workshop.do(job)
            if progress:
                progress(done + 1, len(jobs))
        return
    # Workers are started afresh, not forked: a window or a thread of ours must not be copied into them.
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(scenario, claims))
    try:
        waiting: list[Future[Values]] = [pool.submit(_work, job) for job in jobs]
        for done, job in enumerate(jobs):
            yield job, waiting.pop(0).result()
            if progress:
                progress(done + 1, len(jobs))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_WORKSHOP: list[Workshop] = []
"""In a worker process: where its jobs are done."""


def _begin(scenario: str | Path, claims: Sequence[Claim]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gathers
    _WORKSHOP[:] = [Workshop(scenario, claims)]


def _work(job: Job) -> Values:
    return _WORKSHOP[0].do(job)
