"""The curtain: who is asked to sit down, and nothing else. It hides everything between seats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.ui import flow
from wargame.ui.flow import Task
from wargame.ui.models.bar import Bar, bar, seat_name

if TYPE_CHECKING:
    from wargame.ui.session import Session


@dataclass
class CurtainOwn:
    """Which sitter is about to sit down, and the PIN typed so far."""

    chosen: str = ""
    pin: str = ""
    wrong: bool = False


@dataclass(frozen=True)
class Waiting:
    """Somebody who may sit down: id, name, what for."""

    sitter: str
    name: str
    task: str


@dataclass(frozen=True)
class CurtainModel:
    """What the curtain says. It takes no view of the world, so it can't show any of it."""

    bar: Bar
    lead: str
    name: str
    task: str
    hint: str
    chosen: str
    others: tuple[Waiting, ...]
    needs_pin: bool
    pin: str
    error: str


def choices(session: Session) -> list[Task]:
    """The first task of everybody who has one, whoever the curtain fell for first; control may always sit down."""
    found: dict[str, Task] = {}
    if session.waiting is not None:
        found[session.waiting.sitter] = session.waiting
    for task in flow.tasks(session.game, session.progress):
        found.setdefault(task.sitter, task)
    if flow.has_control(session.game):
        found.setdefault("control", Task("control", "control", "control"))
    return list(found.values())


def chosen_task(session: Session, own: CurtainOwn) -> Task:
    """Whom the curtain is for now."""
    tasks = choices(session)
    return next((task for task in tasks if task.sitter == own.chosen), tasks[0])


def curtain_model(session: Session) -> CurtainModel:
    """The curtain now."""
    own = session.own("curtain", CurtainOwn)
    say, task = session.say, chosen_task(session, own)
    rest = [each for each in choices(session) if each.sitter != task.sitter]
    return CurtainModel(
        bar=bar(session),
        lead=say("curtain.lead"),
        name=seat_name(session, task.sitter),
        task=say(f"curtain.task.{task.screen}"),
        hint=say("curtain.hint"),
        chosen=task.sitter,
        others=tuple(
            Waiting(each.sitter, seat_name(session, each.sitter), say(f"curtain.task.{each.screen}")) for each in rest
        ),
        needs_pin=bool(session.pin_of(task.sitter)),
        pin=own.pin,
        error=say("curtain.wrong") if own.wrong else "",
    )
