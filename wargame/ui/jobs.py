"""Long work in a process of its own, so that the window never freezes: progress comes back, and it can be stopped.

A process, not a thread: rollouts keep the interpreter busy, and a process can be ended at once when its result is no
longer wanted. `spawn` on every system, because forking a program with an open window is not safe.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from wargame.errors import WargameError

Report = Callable[[int, int], None]
"""Told by the work now and then: how much is done, of how much."""
KILLED = 1.0
"""Seconds at most that a killed process is waited for; it takes some milliseconds."""
Work = Callable[..., Any]
"""A function of a module (not a lambda): `work(*args, report)`; arguments and result must be picklable."""


class Job:
    """One piece of work under way. Ask `poll()` now and then; then read `done`, `total`, `result`, `trouble`."""

    def __init__(self, work: Work, *args: Any, total: int = 0) -> None:
        """Start at once. `total` is shown until the work reports."""
        self.done, self.total = 0, total
        self.result: Any = None
        self.trouble = ""
        self.running = True
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_serve, args=(theirs, work, args), daemon=True)
        self._process.start()
        theirs.close()

    def poll(self) -> bool:
        """Take what came in; returns whether anything changed."""
        changed = False
        try:
            while self.running and self._ours.poll():
                self._take(*self._ours.recv())
                changed = True
        except (EOFError, OSError):
            self.trouble = self.trouble or "stopped"
            self._end()
            changed = True
        return changed

    def _take(self, kind: str, what: Any) -> None:
        if kind == "report":
            self.done, self.total = what
        elif kind == "result":
            self.result = what
            self.done = self.total
            self._end()
        else:
            self.trouble = what
            self._end()

    def cancel(self) -> None:
        """Stop it; nothing is left behind."""
        if self.running:
            self._process.kill()  # it holds nothing but memory, and one that is still starting would not hear a plea
            self._end()
            self._process.join(timeout=KILLED)

    def _end(self) -> None:
        """One that is done is not waited for: it is going by itself, and as a daemon never outlives the program."""
        self.running = False
        self._ours.close()


def _serve(pipe: Connection, work: Work, args: tuple[Any, ...]) -> None:
    """In the other process."""
    try:
        result = work(*args, lambda done, total: pipe.send(("report", (done, total))))
        pipe.send(("result", result))
    except WargameError as error:
        pipe.send(("error", str(error)))
    except BrokenPipeError:
        pass  # nobody waits for it any more
    except Exception as error:
        pipe.send(("error", f"{type(error).__name__}: {error}"))
        raise
    finally:
        pipe.close()


class Jobs:
    """All work under way in one session."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []

    def start(self, work: Work, *args: Any, total: int = 0) -> Job:
        """Start one."""
        job = Job(work, *args, total=total)
        self._jobs.append(job)
        return job

    def poll(self) -> bool:
        """Poll all; returns whether anything changed."""
        changed = (
            sum(job.poll() for job in self._jobs) > 0
        )  # every job is polled, not only those before the first change
        self._jobs = [job for job in self._jobs if job.running]
        return changed

    @property
    def running(self) -> bool:
        """Whether anything is under way."""
        return bool(self._jobs)

    def cancel(self) -> None:
        """Stop everything."""
        for job in self._jobs:
            job.cancel()
        self._jobs = []
