"""The session: one open exercise and the people who take turns before the screen.

Screens read from it and tell it what people want; it alone talks to the exercise. `sitter` is who sits there now (a
role, control, or nobody while the curtain is down), `seat` is through whose eyes the screen looks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from wargame.analysis.naming import Naming
from wargame.errors import InputError
from wargame.exercise import CONTROL, PUBLIC, Exercise, Seat, Settings
from wargame.exercise.log import SUFFIX
from wargame.scenario import load
from wargame.scenario.document import Role, Scenario
from wargame.ui import flow, preferences
from wargame.ui.flow import Progress, Task
from wargame.ui.history import Histories, History
from wargame.ui.jobs import Jobs
from wargame.ui.mapview import MapGeometry, MapRenderer
from wargame.ui.models.reading import Reader
from wargame.ui.preferences import Preferences
from wargame.words import Words
from wargame.world.view import View

Own = TypeVar("Own")


@dataclass(frozen=True)
class Notice:
    """Something that went wrong or must be said before anything else: fact and way out."""

    title: str
    text: str
    hint: str = ""
    tone: str = "warn"


@dataclass
class Clock:
    """The clock of a phase or decision: counts down while it runs. `now_ms` comes from the window, never from here."""

    left_ms: int = 0
    running: bool = False
    _last_ms: int | None = None

    def start(self, seconds: int) -> None:
        """Run down from `seconds`."""
        self.left_ms, self.running, self._last_ms = seconds * 1000, True, None

    def stop(self) -> None:
        """Take the clock away."""
        self.left_ms, self.running, self._last_ms = 0, False, None

    def hold(self) -> None:
        """Pause, or go on."""
        self.running, self._last_ms = not self.running and self.left_ms > 0, None

    def step(self, now_ms: int) -> bool:
        """Time went by; returns whether the shown second changed."""
        if not self.running:
            return False
        before = self.seconds
        if self._last_ms is not None:
            self.left_ms = max(0, self.left_ms - max(0, now_ms - self._last_ms))
        self._last_ms = now_ms
        self.running = self.left_ms > 0
        return self.seconds != before

    @property
    def seconds(self) -> int:
        """Whole seconds left, rounded up."""
        return -(-self.left_ms // 1000)


class Session:
    """See the module. `folder` is where exercise files lie."""

    def __init__(self, folder: Path, chosen: Preferences | None = None, seed: int | None = None) -> None:
        """`seed` is the one a new game takes if the command line named one."""
        self.folder = folder
        self.preferences = (chosen or preferences.read(folder)).sane()
        self.words = Words(self.preferences.lang)
        self.seed = seed
        self.exercise: Exercise | None = None
        self.sitter: str | None = None
        self.seat: str | None = None
        self.screen = self.came_from = "start"
        self.waiting: Task | None = None
        self.notice: Notice | None = None
        self.menu = False
        self.focus_next = ""
        self.room = (1280, 720)
        """The window in design pixels: what a first layout may depend on."""
        self.toasts: list[tuple[str, str]] = []
        self.clock = Clock()
        self.jobs = Jobs()
        self.progress = Progress()
        self.version = 0
        self.quitting = False
        self.fullscreen = False
        self.projecting = False
        self._own: dict[tuple[str | None, str], Any] = {}
        self._histories = Histories()
        self._naming: Naming | None = None
        self._scenarios: dict[Path, Scenario | None] = {}
        self._renderers: dict[tuple[str, str], MapRenderer] = {}

    # What is shown ---------------------------------------------------------------------------------------------------

    @property
    def lang(self) -> str:
        """En or nl."""
        return self.preferences.lang

    def say(self, code: str, **fields: Any) -> str:
        """A sentence of the chosen language."""
        return self.words.say(code, **fields)

    def focus(self, id: str) -> None:
        """The widget that gets the focus when the screen is built next."""
        self.focus_next = id

    def touch(self) -> None:
        """Something changed that the screen shows."""
        self.version += 1

    def toast(self, text: str, tone: str = "info") -> None:
        """Say something in passing."""
        self.toasts.append((text, tone))
        self.touch()

    def own(self, screen: str, factory: Callable[[], Own]) -> Own:
        """What the present seat did on a screen: one object per seat and screen."""
        key = (self.seat, screen)
        if key not in self._own:
            self._own[key] = factory()
        found: Own = self._own[key]
        return found

    def forget(self, screen: str) -> None:
        """Drop what the present seat did on a screen."""
        self._own.pop((self.seat, screen), None)

    def prefer(self, **chosen: Any) -> None:
        """Another language, theme or scale, remembered."""
        self.preferences = replace(self.preferences, **chosen).sane()
        self.words = Words(self.preferences.lang)
        self._renderers = {}
        preferences.write(self.folder, self.preferences)
        self.touch()

    def renderer(self, scenario: Scenario | None = None, use: str = "desk") -> MapRenderer:
        """The map of a scenario (the open one's if none is given), kept per use."""
        scenario = scenario or self.game.scenario
        key = (scenario.digest, use)
        if key not in self._renderers:
            geometry = MapGeometry(scenario.map.model_dump(mode="json"), own=scenario.document.sides[0].id)
            self._renderers[key] = MapRenderer(geometry, self.say)
        return self._renderers[key]

    # The open exercise -----------------------------------------------------------------------------------------------

    @property
    def game(self) -> Exercise:
        """The open exercise; only screens that need one ask."""
        if self.exercise is None:
            raise RuntimeError("no exercise is open")
        return self.exercise

    def create(
        self, path: Path, scenario: Scenario, seats: Sequence[Seat], settings: Settings, seed: int | None
    ) -> bool:
        """Start a new exercise and let the first people sit down; False (with a notice) if it can't be made."""
        made = self.attempt(lambda: Exercise.create(path, scenario, seats, settings, seed=seed))
        return self._opened(made)

    def open(self, path: Path) -> bool:
        """Continue an exercise; False (with a notice) if it can't be opened."""
        return self._opened(self.attempt(lambda: Exercise.open(path)))

    def _opened(self, exercise: Exercise | None) -> bool:
        if exercise is None:
            return False
        self.close()
        self.exercise = exercise
        self.proceed()
        return True

    def close(self) -> None:
        """Put the exercise away and go to the start screen. Everything confirmed is in its file already."""
        self.jobs.cancel()
        if self.exercise is not None:
            self.exercise.close()
        self.exercise = None
        self.sitter = self.seat = self.waiting = None
        self.progress, self._own, self._histories = Progress(), {}, Histories()
        self.clock.stop()
        self.go("start")

    def new_path(self, stem: str) -> Path:
        """A file name that is still free: `moderate-1.wargame`, `moderate-2.wargame`, ..."""
        number = 1
        while (self.folder / f"{stem}-{number}{SUFFIX}").exists():
            number += 1
        return self.folder / f"{stem}-{number}{SUFFIX}"

    def attempt(self, action: Callable[[], Own]) -> Own | None:
        """Do something that may be refused; a refusal becomes a notice, and None comes back."""
        try:
            result = action()
        except InputError as error:
            code = f"error.{error.code}"
            text = self.say(code) if self.words.has(code) else error.message
            self.notice = Notice(self.say("notice.refused"), text, error.hint if text == error.message else "")
            self.touch()
            return None
        self.touch()
        return result

    def scenario(self, path: Path) -> Scenario | None:
        """A scenario, loaded once; None (with a notice) if its documents have errors."""
        if path not in self._scenarios:
            self._scenarios[path] = self.attempt(lambda: load(path))
        return self._scenarios[path]

    # Eyes ------------------------------------------------------------------------------------------------------------

    @property
    def naming(self) -> Naming:
        """Names of the open scenario's things in the chosen language."""
        if (
            self._naming is None
            or self._naming.words is not self.words
            or self._naming.scenario is not self.game.scenario
        ):
            self._naming = Naming(self.game.scenario, self.words)
        return self._naming

    @property
    def reader(self) -> Reader:
        """Quantities of the open scenario in the chosen language."""
        return Reader(self.game.scenario, self.game.tables.registry, self.words)

    def view(self, role: str | None = None) -> View:
        """What the present seat (or `role`) sees now."""
        return self.game.view(role or self.seat or PUBLIC)

    def history(self, role: str | None = None) -> History:
        """All that the present seat (or `role`) has seen."""
        return self._histories.of(self.game, role or self.seat or PUBLIC)

    def role(self, id: str | None = None) -> Role | None:
        """The scenario's words about the present seat (or `id`); None for control and the public."""
        wanted = id or self.seat
        return next((role for role in self.game.scenario.document.roles if role.id == wanted), None)

    @property
    def may_rule(self) -> bool:
        """Whether the umpire's tools are at hand: control sits there, or a single player is her own umpire."""
        return self.sitter == CONTROL or (self.exercise is not None and self.alone)

    @property
    def alone(self) -> bool:
        """Whether one person plays, with nobody to hide anything from."""
        return len(flow.sitters(self.game)) == 1

    # Who sits there --------------------------------------------------------------------------------------------------

    def go(self, screen: str) -> None:
        """Show another screen to the same seat; `came_from` tells which one it leaves."""
        self.came_from, self.screen = self.screen, screen
        self.touch()

    def proceed(self) -> None:
        """Go to what play needs next: the same sitter's next task, else the curtain for somebody else's.

        Where nobody has anything to do the exercise advances by itself.
        """
        while True:
            task = flow.next_task(self.game, self.progress, self.sitter)
            if task is not None:
                break
            if self.attempt(self.game.advance) is None:
                return
        if task.sitter == self.sitter or self.game.over or not self._hidden(task):
            self.sit(task)
        else:
            self.draw_curtain(task)

    def _hidden(self, task: Task) -> bool:
        """Whether a curtain must fall before this task."""
        return not self.alone or (self.sitter is None and bool(self.pin_of(task.sitter)))

    def draw_curtain(self, task: Task) -> None:
        """Nobody sits there; nothing of anybody may show."""
        self.sitter = self.seat = None
        self.clock.stop()
        self.waiting = task
        self.go("curtain")

    def sit(self, task: Task) -> None:
        """Somebody sits down to a task."""
        self.sitter, self.seat, self.waiting = task.sitter, task.seat, None
        self.go(task.screen)

    def pin_of(self, sitter: str) -> str:
        """The locked PIN of a seat, or of control; empty if there is none."""
        return self.game.settings.control_pin if sitter == CONTROL else self.game.seat(sitter).pin

    def opens(self, sitter: str, pin: str) -> bool:
        """Whether a typed PIN lifts the curtain for a sitter."""
        return Seat(sitter, "people", pin=self.pin_of(sitter)).opens(pin)

    def leave(self) -> None:
        """The sitter gets up: curtain, for whoever is next or wants to sit down."""
        task = flow.next_task(self.game, self.progress, None)
        self.draw_curtain(task or Task(CONTROL, CONTROL, "control"))

    # Tasks that end by a word to the session -------------------------------------------------------------------------

    def briefed(self) -> None:
        """The seat has read its situation report."""
        self.progress.briefed.add((self.seat or "", flow.stretch(self.game)))
        self.proceed()

    def acknowledge(self) -> None:
        """The seat has read what happened."""
        self.progress.acknowledged.add((self.seat or "", flow.stretch(self.game)))
        self.proceed()

    def release(self, crisis_days: int = 0) -> None:
        """Control lets the orders be adjudicated; `crisis_days` (1 to 3) plays only those."""
        self.progress.released.add(flow.stretch(self.game))
        if self.attempt(lambda: self.game.advance(crisis_days)) is not None:
            self.proceed()

    def undo(self) -> None:
        """Take back the last thing that people did."""
        if self.attempt(self.game.undo) is not None:
            played = flow.stretch(self.game)
            for marks in (self.progress.briefed, self.progress.acknowledged):
                marks.difference_update({mark for mark in marks if mark[1] >= played})
            self.progress.released.discard(played)
            self.proceed()
