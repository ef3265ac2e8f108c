"""A staff estimate in a worker process: blocks of rollouts, with progress, stopped when nobody waits."""

from __future__ import annotations

from wargame.analysis.estimate import Estimate
from wargame.analysis.odds import Task, combine, run_block
from wargame.ui.jobs import Report

WORLDS = 2000
BLOCK = 250
"""Small enough that the bar moves every second or so; the result is the same for blocks of any size."""


def work(task: Task, report: Report) -> Estimate:
    """Play all worlds of a task and combine them."""
    report(0, task.worlds)
    blocks = []
    for first in range(0, task.worlds, BLOCK):
        blocks.append(run_block(task, first, min(BLOCK, task.worlds - first)))
        report(min(task.worlds, first + BLOCK), task.worlds)
    return combine(task, blocks)
