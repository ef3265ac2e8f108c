"""A staff estimate in a worker process: with progress, stopped when nobody waits."""

from __future__ import annotations

from wargame.analysis.estimate import Estimate
from wargame.analysis.odds import Task, combine, run
from wargame.ui.jobs import Report

WORLDS = 2000


def work(task: Task, report: Report) -> Estimate:
    """Play all worlds of a task and combine them; the bar moves after every turn of a block."""
    report(0, task.worlds)
    return combine(task, run(task, report))
