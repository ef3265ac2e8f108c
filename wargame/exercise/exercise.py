"""One live game: the single mutable object. People submit, control rules, ticks are adjudicated, everything is logged.

Architecture 9: a tick always completes with default answers. What needs people is asked; the answers are appended as
rulings keyed by dice address, and the tick is run again from the same input until no question is new. A ruling on a
turn that is already committed takes that turn back and plays it again with the same dice.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from wargame import __version__
from wargame.adjudication.opening import settle
from wargame.dice import Dice
from wargame.errors import InputError
from wargame.exercise import empty_seats
from wargame.exercise.log import Entry, Log, unstarted
from wargame.exercise.record import (
    MACHINE,
    Record,
    Turn,
    effective,
    event_to,
    question_to,
    rebuild,
    ruling_to,
)  # fmt: skip
from wargame.exercise.seats import Seat, Settings, Sheet, commitment
from wargame.exercise.states import pack, unpack
from wargame.exercise.stretch import CONTROL, Stretch, play
from wargame.scenario import load_texts
from wargame.scenario.document import Scenario
from wargame.world.calendar import tick_lengths, turn_days
from wargame.world.causes import waiting_to
from wargame.world.compile import compile_world
from wargame.world.events import REASON_CODES, Event, Question, Ruling
from wargame.world.observe import observe
from wargame.world.orderbook import Gate, Problem, gates, order_problems
from wargame.world.orders import OrderDoc
from wargame.world.ready import ready_texts
from wargame.world.state import LANES, WorldState
from wargame.world.tables import Tables
from wargame.world.view import View

PUBLIC = "public"


class Exercise:
    """A running or finished exercise, opened from or created in its file.

    Use `Exercise.create` or `Exercise.open`. Everything that returns normally has been confirmed on disk.
    """

    def __init__(self, log: Log, scenario: Scenario, settings: Settings, entries: list[Entry], tables: Tables) -> None:
        self.log = log
        self.scenario = scenario
        self.settings = settings
        self.header = entries[0]
        self.seed = int(self.header.body["seed"])
        self.dice = Dice(self.seed, np.zeros(LANES, dtype=np.int64))
        self.tables: Tables = replace(tables, start=settle(tables.start, tables, self.dice))
        self._load(entries)

    # --- opening and closing -------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls, path: Path, scenario: Scenario, seats: Sequence[Seat], settings: Settings, *, seed: int | None = None,
        branch: Mapping[str, Any] | None = None,
    ) -> Exercise:  # fmt: skip
        """Start a new exercise file. Every role of the scenario needs a seat; `seed` defaults to a fresh secret one."""
        missing = [role for role in scenario.role_ids if role not in {seat.role for seat in seats}]
        if missing:
            raise InputError(
                "no-seat",
                f"nobody sits at {', '.join(missing)}",
                hint="Give every role to people, a doctrine or control.",
            )
        chosen = secrets.randbits(48) if seed is None else seed
        salt = secrets.token_hex(16)
        documents = json.dumps(scenario.files, sort_keys=True).encode()
        name = hashlib.sha256(documents).hexdigest()
        body = {
            "engine": __version__, "scenario": scenario.id, "main": scenario.path.name, "documents": name,
            "digest": scenario.digest, "seed": chosen, "salt": salt, "commitment": commitment(chosen, salt),
            "seats": [seat.to_json() for seat in seats], "settings": settings.to_json(), "branch": dict(branch or {}),
        }  # fmt: skip
        log = Log.create(path)
        header = log.append("header", 1, 0, body, {name: documents})
        return cls(log, scenario, settings, [header], _compiled(scenario, settings))

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Exercise:
        """Continue, or just read, an exercise; the scenario comes from the file itself, not from the disk."""
        log = Log.open(path, readonly=readonly)
        entries = log.entries()
        if not entries or entries[0].kind != "header":
            raise unstarted(path)
        header = entries[0]
        documents = json.loads(log.blob(header.body["documents"]))
        scenario = load_texts(documents, header.body["main"])
        settings = Settings.from_json(header.body["settings"])
        usual = not settings.overrides and settings.theory in {"", scenario.document.theory}
        return cls(log, scenario, settings, entries, ready_texts(scenario) if usual else _compiled(scenario, settings))

    def close(self) -> None:
        self.log.close()

    def _load(self, entries: list[Entry]) -> None:
        """Rebuild everything from the log's entries; where a turn was under way, run it to its open questions again."""
        self.entries = entries
        self.record: Record = rebuild(self.entries)
        self.state: WorldState = self.states(self.record.turns[-1])[-1] if self.record.turns else self.tables.start
        self.questions: tuple[Question, ...] = ()
        self.preview: list[Event] = []
        if self.phase == "adjudication":
            self._run()

    # --- what is the case ----------------------------------------------------------------------------------------

    @property
    def phase(self) -> str:
        return self.record.phase

    @property
    def turn(self) -> int:
        return self.record.turn

    @property
    def day(self) -> int:
        return self.state.day

    @property
    def commitment(self) -> str:
        """Hash of the seed, shown during play; the seed itself is shown at ENDEX."""
        return str(self.header.body["commitment"])

    @property
    def over(self) -> bool:
        return self.phase == "debrief"

    @property
    def frozen(self) -> bool:
        """Play reached what is not modelled: control debriefs or branches."""
        return any(event.code == "endex" for turn in self.record.turns[-1:] for event in turn.events)

    def seat(self, role: str) -> Seat:
        return self.record.seats[role]

    def people(self) -> list[str]:
        """Roles played by people at the table, in the scenario's order."""
        return [role for role in self.scenario.role_ids if self.record.seats[role].held_by == "people"]

    def days_of_turn(self, turn: int | None = None) -> int:
        return turn_days(self.tables.turn_lengths[self.settings.turn], self.turn if turn is None else turn)

    def view(self, role: str) -> View:
        """What `role` may see now: quantities, what happened in the last stretch of play, and its inbox."""
        last = self.record.turns[-1].events if self.record.turns else ()
        inbox = [event for turn in self.record.turns for event in turn.events if event.code in ("inject", "message")]
        return observe(self.state, self.tables, role, self.dice, events=last, inbox=inbox)

    def states(self, turn: Turn) -> list[WorldState]:
        """The recorded state at the end of every tick of a committed turn."""
        return unpack(self.log.blob(turn.states))

    # --- turn zero, orders, notes --------------------------------------------------------------------------------

    def seal(self, sheet: Sheet) -> None:
        """Seal a seat's intent sheet; it opens in the debrief."""
        self._expect("turn_zero")
        self._append("sheet", {"sheet": sheet.to_json()})

    def problems(self, docs: Sequence[OrderDoc], role: str) -> list[Problem]:
        return order_problems(docs, role, self.scenario, self.tables)

    def gates(self, doc: OrderDoc) -> list[Gate]:
        """The willing / allowed / able conditions of an order as its giver sees them."""
        return gates(doc, self.scenario, self.tables, self.view(doc.role))

    def submit(self, role: str, docs: Sequence[OrderDoc], by: str = "") -> None:
        """Seal a seat's orders for this turn, replacing what it sealed before. Unmet gates are recorded as waived."""
        self._expect("orders")
        problems = [problem for problem in self.problems(docs, role) if problem.severity == "error"]
        if problems:
            raise InputError(
                "refused-orders", "; ".join(problem.message for problem in problems),
                hint="Change or drop these orders and seal again.",
            )  # fmt: skip
        self._append("orders", {"role": role, "orders": [doc.to_json() for doc in docs], "by": by or role})

    def note(self, kind: str, text: str, *, role: str = CONTROL, tags: Iterable[str] = ()) -> None:
        """A bookmark, a quote, a tag, an assumption that died, a self-assessment: kept with turn and day."""
        self._append("note", {"kind": kind, "role": role, "text": text, "tags": sorted(tags)})

    def keep_estimate(self, role: str, estimate: Mapping[str, Any]) -> None:
        """Remember the odds a seat was shown, so the debrief can set them against what happened."""
        self._append("estimate", {"role": role, "estimate": dict(estimate)})

    def take_over(self, seat: Seat) -> None:
        """Give a role to people, a doctrine or control from now on."""
        if seat.role not in self.record.seats:
            raise InputError(
                "unknown-role", f"there is no seat `{seat.role}`", hint=f"Seats: {', '.join(self.record.seats)}."
            )
        self._append("seat", {"seat": seat.to_json()})

    # --- moving on -----------------------------------------------------------------------------------------------

    def advance(self, crisis_days: int = 0) -> str:
        """Go to the next phase; from `orders` this adjudicates. Returns the phase that follows.

        `crisis_days` (1 to 3) plays only that much of the turn, day by day; the rest of the turn follows after it.
        """
        if self.phase == "turn_zero":
            self._phase("situation", 1)
        elif self.phase == "situation":
            self._phase("orders", self.turn)
        elif self.phase == "orders":
            self._adjudicate(crisis_days)
        elif self.phase == "consequence":
            self._next_turn()
        elif self.phase == "adjudication":
            raise InputError(
                "open-questions", "questions are still open",
                hint="Answer them first, or let control answer with the default.",
            )  # fmt: skip
        return self.phase

    def _adjudicate(self, crisis_days: int) -> None:
        left = self.record.left or self.days_of_turn()
        if crisis_days and not 1 <= crisis_days <= min(3, left):
            raise InputError("crisis-length", f"a crisis turn lasts 1 to {min(3, left)} days, not {crisis_days}")
        self._phase("adjudication", self.turn, crisis=crisis_days)
        for role in self.scenario.role_ids:
            if self.seat(role).held_by == "doctrine" and role not in self.record.orders:
                docs = empty_seats.orders_of(self.seat(role), self.view(role), self.tables, self.dice, self.turn)
                self._append("orders", {"role": role, "orders": [doc.to_json() for doc in docs], "by": MACHINE})
        self._run()

    def _next_turn(self) -> None:
        if self.frozen or (self.turn >= self.settings.turns and not self.record.left):
            self.endex("frozen" if self.frozen else "planned")
        else:
            self._phase("situation", self.turn if self.record.left else self.turn + 1)

    def endex(self, reason: str = CONTROL) -> None:
        """End of exercise: the sheets open, the seed is shown, the debrief starts."""
        if not self.over:
            self._append("endex", {"code": reason})

    # --- questions and rulings -----------------------------------------------------------------------------------

    def answer(self, address: str, ruling: Ruling) -> None:
        """Answer one open question; the tick is run again, and when none is open any more, play goes on."""
        self._expect("adjudication")
        question = next((item for item in self.questions if item.address == address), None)
        if question is None:
            raise InputError(
                "no-such-question", f"no open question `{address}`", hint="It was answered already, or undone."
            )
        if ruling.what in ("choice", "grade") and ruling.choice not in question.options:
            raise InputError(
                "no-such-option",
                f"`{ruling.choice}` is not an answer here",
                hint=f"Options: {', '.join(question.options)}.",
            )
        self._check_ruling(ruling, question)
        placed = replace(ruling, address=address, day=question.day)
        self._append("ruling", {"ruling": ruling_to(placed), "question": question_to(question), "by": ruling.by})
        self._run()  # what is still open then shows this answer, as it would in a file opened again

    def rule(self, ruling: Ruling) -> None:
        """An umpire's override. A turn that is already committed is played again from its start with the same dice."""
        self._check_ruling(ruling, None)
        if self.phase == "consequence":
            turn = next(entry for entry in reversed(effective(self.entries)) if entry.kind == "turn")
            self._append("undo", {"upto": turn.seq - 1, "code": "ruling"})
            self.record = rebuild(self.entries)
        else:
            self._expect("adjudication")
        self._append("ruling", {"ruling": ruling_to(ruling), "by": ruling.by})
        self._run()

    def set_inject(self, inject: str, action: str) -> None:
        """Control's standing decision on an inject: `fire` now, `hold`, `skip`, or `auto` (as its condition says)."""
        known = [item.id for item in self.scenario.injects]
        if inject not in known or action not in ("fire", "hold", "skip", "auto"):
            raise InputError(
                "unknown-inject", f"can't {action} inject `{inject}`", hint=f"Injects: {', '.join(known)}."
            )
        self._append("inject", {"inject": inject, "action": action})
        if self.phase == "adjudication":
            self._run()

    def undo(self) -> str:
        """Take back the last thing that people did, with all that followed; it stays in the log. Returns its kind."""
        for entry in reversed(effective(self.entries)):
            if entry.kind == "header":
                break
            if entry.kind not in ("note", "turn", "estimate") and entry.body.get("by") != MACHINE:
                self._append("undo", {"upto": entry.seq - 1, "code": "undo"})
                self._load(self.log.entries())
                return entry.kind
        raise InputError("nothing-to-undo", "there is nothing to undo")

    # --- inside --------------------------------------------------------------------------------------------------

    def _expect(self, phase: str) -> None:
        if self.phase != phase:
            raise InputError("wrong-phase", f"this belongs to phase `{phase}`; play is at `{self.phase}`")

    def _check_ruling(self, ruling: Ruling, question: Question | None) -> None:
        if ruling.draw is not None and not 0 < ruling.draw < 1:
            raise InputError(
                "bad-draw",
                f"a die must lie between 0 and 1, not {ruling.draw:g}",
                hint="Type a percentile roll from 1 to 100.",
            )
        if ruling.what == "amend" and ruling.quantity not in self.tables.registry:
            raise InputError("unknown-quantity", f"there is no quantity `{ruling.quantity}` to amend")
        overrides = question is None or (question.kind == "proposal" and ruling.choice != question.default)
        if overrides and (ruling.reason_code not in REASON_CODES or not ruling.reason.strip()):
            raise InputError(
                "no-reason",
                "an override needs a reason",
                hint=f"Reason codes: {', '.join(REASON_CODES)}; add a sentence.",
            )

    def _append(self, kind: str, body: dict[str, Any], blobs: dict[str, bytes] | None = None) -> None:
        entry = self.log.append(kind, self.turn, self.state.day, body, blobs)
        self.entries.append(entry)
        if kind != "undo":
            self.record.apply(entry)

    def _phase(self, phase: str, turn: int, *, crisis: int = 0) -> None:
        self.record.turn = turn
        self._append("phase", {"phase": phase, "crisis": crisis})

    def _stretch(self) -> list[int]:
        if self.record.crisis:
            return tick_lengths(self.record.crisis, 1)
        return tick_lengths(self.record.left or self.days_of_turn(), self.settings.tick_days)

    def _run(self) -> None:
        """Adjudicate tick by tick until people must answer something or the stretch is played, then commit it."""
        last = self.states(self.record.turns[-1])[-1] if self.record.turns else self.tables.start
        self.state = replace(last, turn=self.turn)
        done, self.questions = play(self, self.state, self._stretch())
        self.preview = done.events if self.questions else []
        if not self.questions:
            self._commit(done)

    def confirm_machine(self, ruling: Ruling, question: Question) -> None:
        """Log what a doctrine decided, so that a replay needs no doctrine."""
        self._append("ruling", {"ruling": ruling_to(ruling), "question": question_to(question), "by": MACHINE})

    def _commit(self, done: Stretch) -> None:
        name, data = pack(done.states)
        played = done.state.day - self.state.day
        left = (self.record.left or self.days_of_turn()) - played if self.record.crisis else 0
        body = {
            "first_day": self.state.day, "days": played, "left": left, "states": name, "digest": done.state.digest(0),
            "events": [event_to(event) for event in done.events], "asked": [question_to(item) for item in done.asked],
            "board": [ruling_to(ruling) for ruling in done.board],
            "waiting": [waiting_to(waiting) for waiting in done.waiting],
        }  # fmt: skip
        self.state = done.state
        self._append("turn", body, {name: data})


def _compiled(scenario: Scenario, settings: Settings) -> Tables:
    """The tables of an exercise, under the theory and the other numbers that it was set up with."""
    if settings.theory:
        scenario = replace(scenario, document=scenario.document.model_copy(update={"theory": settings.theory}))
    return compile_world(scenario, dict(settings.overrides) or None)
