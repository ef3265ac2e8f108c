"""The staff estimate: in a worker, with progress, to be stopped, kept for the debrief; and the jobs behind it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.ui.table import at_desk, twin
from wargame.errors import InputError
from wargame.ui.jobs import Job, Jobs, Report
from wargame.ui.kit import Pilot
from wargame.ui.models.desk import DeskOwn

PATIENCE = 60.0


def own(pilot: Pilot) -> DeskOwn:
    return pilot.target.session.own("desk", DeskOwn)


def until(pilot: Pilot, done, least_steps: int = 0) -> float:
    """Step the app until something holds; returns the longest that a step took."""
    worst, end, steps = 0.0, time.monotonic() + PATIENCE, 0
    while not done() or steps < least_steps:
        assert time.monotonic() < end
        begun = time.monotonic()
        pilot.target.step([], pilot.ui.now_ms + 20)
        worst, steps = max(worst, time.monotonic() - begun), steps + 1
        time.sleep(0.02)
    return worst


def test_an_estimate_runs_beside_the_window_and_ends_in_words_numbers_and_the_record(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    pilot.key("f6")
    assert "The staff is calculating" in twin(pilot)
    job = own(pilot).job
    assert job is not None
    until(pilot, lambda: not job.running)
    assert job.trouble == ""
    pilot.target.step([])
    told = twin(pilot)
    assert "Based on 2,000 runs" in told
    assert "Russia takes a position" in told
    assert any(words in told for words in ("unlikely", "likely", "realistic possibility", "almost certain"))
    game = pilot.target.session.game
    assert game.record.estimates[0]["role"] == "netherlands"
    assert game.record.estimates[0]["estimate"]["worlds"] == 2000
    pilot.key("enter")
    assert pilot.ui.modal is None
    pilot.key("f6")
    assert own(pilot).job is job


def test_an_estimate_can_be_stopped(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    pilot.key("f6")
    job = own(pilot).job
    assert job is not None
    pilot.key("enter")
    assert own(pilot).job is None
    assert not job.running
    assert job.result is None
    assert pilot.ui.modal is None
    assert pilot.target.session.game.record.estimates == []


def count(upto: int, report: Report) -> int:
    for number in range(upto):
        report(number + 1, upto)
    return upto * 2


def wait_for_ever(report: Report) -> None:
    report(1, 9)
    time.sleep(600)


def refuse(report: Report) -> None:
    raise InputError("no-such-thing", "there is no such thing", hint="Make one.")


def break_down(report: Report) -> None:
    raise ZeroDivisionError("oops")


def finish(job: Job) -> None:
    end = time.monotonic() + PATIENCE
    while job.running:
        assert time.monotonic() < end
        job.poll()
        time.sleep(0.01)


def test_a_job_reports_and_hands_back_its_result() -> None:
    job = Job(count, 5)
    finish(job)
    assert (job.result, job.done, job.total, job.trouble) == (10, 5, 5, "")


def test_a_job_that_is_stopped_leaves_nothing_running() -> None:
    jobs = Jobs()
    job = jobs.start(wait_for_ever, total=9)
    assert jobs.running
    jobs.cancel()
    assert not jobs.running
    assert not job.running
    assert not job._process.is_alive()


@pytest.mark.parametrize(
    ("work", "said"), [(refuse, "there is no such thing"), (break_down, "ZeroDivisionError: oops")]
)
def test_a_job_that_fails_says_why(work, said: str) -> None:
    job = Job(work)
    finish(job)
    assert said in job.trouble
    assert job.result is None
