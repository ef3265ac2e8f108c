"""What an exercise remembers, rebuilt from its log: the same code reads an old file and follows a running game."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from wargame.exercise.log import Entry
from wargame.exercise.seats import Seat, Sheet
from wargame.world.causes import Waiting, waiting_from
from wargame.world.events import Event, Question, Ruling
from wargame.world.orders import OrderDoc

MACHINE = "machine"
"""`by` of entries that nobody at the table made: doctrine orders, defaults, results."""


@dataclass(frozen=True)
class Turn:
    """One committed stretch of play (a turn, a crisis turn, or the remainder after one)."""

    number: int
    first_day: int
    days: int
    left: int
    """Days of the turn that are still to be played (after a crisis turn), else 0."""
    orders: dict[str, tuple[OrderDoc, ...]]
    events: tuple[Event, ...]
    asked: tuple[Question, ...]
    rulings: tuple[Ruling, ...]
    states: str
    """Blob name of the states at the end of every tick."""
    digest: str
    """Of lane 0 of the last state."""
    estimates: tuple[dict[str, Any], ...] = ()
    """Staff estimates that seats asked for before giving their orders."""
    board: tuple[Ruling, ...] = ()
    """What control's inject board decided, tick by tick."""
    waiting: tuple[Waiting, ...] = ()
    """Effects still to come at its end, by source."""


@dataclass
class Record:
    """Everything confirmed so far. `apply` is the only writer."""

    phase: str = "turn_zero"
    turn: int = 1
    left: int = 0
    crisis: int = 0
    seats: dict[str, Seat] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    orders: dict[str, tuple[OrderDoc, ...]] = field(default_factory=dict)
    rulings: list[Ruling] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    """Questions that were answered in the stretch under way, as they were put."""
    standing: dict[str, str] = field(default_factory=dict)
    """Inject id -> `fire`, `hold` or `skip`, as control decided on the board."""
    turns: list[Turn] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    estimates: list[dict[str, Any]] = field(default_factory=list)
    undone: int = 0

    def apply(self, entry: Entry) -> None:
        getattr(self, f"_{entry.kind}")(entry)

    def _header(self, entry: Entry) -> None:
        self.seats = {seat["role"]: Seat(**seat) for seat in entry.body["seats"]}

    def _seat(self, entry: Entry) -> None:
        seat = Seat(**entry.body["seat"])
        self.seats[seat.role] = seat

    def _sheet(self, entry: Entry) -> None:
        self.sheets[entry.body["sheet"]["role"]] = Sheet(**entry.body["sheet"])

    def _phase(self, entry: Entry) -> None:
        self.phase, self.turn, self.crisis = entry.body["phase"], entry.turn, entry.body.get("crisis", 0)

    def _orders(self, entry: Entry) -> None:
        self.orders[entry.body["role"]] = tuple(OrderDoc.from_json(doc) for doc in entry.body["orders"])

    def _ruling(self, entry: Entry) -> None:
        self.rulings.append(ruling_from(entry.body["ruling"]))
        if "question" in entry.body:
            self.asked.append(question_from(entry.body["question"]))

    def _inject(self, entry: Entry) -> None:
        self.standing[entry.body["inject"]] = entry.body["action"]

    def _estimate(self, entry: Entry) -> None:
        self.estimates.append(entry.body)

    def _note(self, entry: Entry) -> None:
        self.notes.append({**entry.body, "turn": entry.turn, "day": entry.day, "seq": entry.seq})

    def _turn(self, entry: Entry) -> None:
        body = entry.body
        turn = Turn(
            number=entry.turn,
            first_day=body["first_day"],
            days=body["days"],
            left=body["left"],
            orders=dict(self.orders),
            events=tuple(event_from(item) for item in body["events"]),
            asked=(*self.asked, *(question_from(item) for item in body["asked"])),
            rulings=tuple(self.rulings),
            states=body["states"],
            digest=body["digest"],
            estimates=tuple(self.estimates),
            board=tuple(ruling_from(item) for item in body["board"]),
            waiting=tuple(waiting_from(item) for item in body.get("waiting", ())),
        )
        self.turns.append(turn)
        self.orders, self.rulings, self.asked, self.estimates = {}, [], [], []
        self.phase, self.left, self.crisis = "consequence", body["left"], 0

    def _endex(self, entry: Entry) -> None:
        self.phase = "debrief"
        self.notes.append({**entry.body, "kind": "endex", "turn": entry.turn, "day": entry.day, "seq": entry.seq})


def effective(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that still count: an `undo` voids what lies between its `upto` and itself."""
    kept: list[Entry] = []
    for entry in entries:
        if entry.kind == "undo":
            # What people wrote down is never lost with what they took back.
            kept = [old for old in kept if old.seq <= entry.body["upto"] or old.kind == "note"]
        else:
            kept.append(entry)
    return kept


def rebuild(entries: Sequence[Entry]) -> Record:
    """The record that the effective entries add up to."""
    record = Record()
    for entry in effective(entries):
        record.apply(entry)
    record.undone = sum(entry.kind == "undo" for entry in entries)
    return record


def event_to(event: Event) -> dict[str, Any]:
    """An event as JSON data."""
    return {**asdict(event), "visible_to": list(event.visible_to)}


def event_from(data: dict[str, Any]) -> Event:
    """The event of `event_to`."""
    return Event(**{**data, "visible_to": tuple(data["visible_to"])})


def question_to(question: Question) -> dict[str, Any]:
    """Without its upstream events: those are in the turn's own list."""
    return {**asdict(question), "options": list(question.options), "events": []}


def question_from(data: dict[str, Any]) -> Question:
    """The question of `question_to`."""
    return Question(**{**data, "options": tuple(data["options"]), "events": ()})


def ruling_to(ruling: Ruling) -> dict[str, Any]:
    """A ruling as JSON data."""
    return asdict(ruling)


def ruling_from(data: dict[str, Any]) -> Ruling:
    """The ruling of `ruling_to`."""
    return Ruling(**data)
