"""A stage for scenes: `moderate` as a real exercise in a real file; the test plays every seat it does not leave out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from wargame.exercise import Exercise, Seat, Sheet, branch, default_settings, empty_table
from wargame.scenario import Scenario, load
from wargame.world.events import Event, Question, Ruling
from wargame.world.orders import OrderDoc

SEATS = ("netherlands", "coalition", "ukraine", "russia", "united_states", "nato_eu")
Given = Mapping[str, Sequence[OrderDoc]]


@lru_cache(maxsize=1)
def moderate() -> Scenario:
    return load("moderate")


def order(
    role: str,
    id: str,
    *,
    visibility: str = "public",
    because: str = "",
    waived: Mapping[str, str] | None = None,
    expected: str = "",
    **parameters: Any,
) -> OrderDoc:
    """An order as somebody writes it; its turn is filled in when it is given."""
    return OrderDoc(
        role,
        id,
        1,
        dict(parameters),
        visibility,
        intent=f"what {id} is for",
        because=(because,) if because else (),
        expected_response=expected,
        waived=dict(waived or {}),
    )


class Stage:
    """Plays an exercise turn by turn."""

    def __init__(self, game: Exercise, folder: Path) -> None:
        self.game, self.folder = game, folder

    @classmethod
    def new(
        cls,
        folder: Path,
        *,
        people: Sequence[str] = SEATS,
        ask: tuple[str, ...] = ("proposal",),
        seed: int = 11,
        turns: int = 12,
        sheets: Mapping[str, Sheet] | None = None,
    ) -> Stage:
        scenario = moderate()
        seats = [Seat(seat.role, "people") if seat.role in people else seat for seat in empty_table(scenario)]
        game = Exercise.create(
            folder / "scene.wargame", scenario, seats, default_settings(scenario, None, turns, None, ask), seed=seed
        )
        for role in people:
            game.seal((sheets or {}).get(role, Sheet(role, aim=f"aim of {role}")))
        game.advance()
        game.advance()
        return cls(game, folder)

    def orders(self, *docs: OrderDoc) -> None:
        """Everybody seals; whoever is not named gives no order."""
        for role in self.game.people():
            own = [OrderDoc.from_json({**doc.to_json(), "turn": self.game.turn}) for doc in docs if doc.role == role]
            self.game.submit(role, own)

    def turn(self, *docs: OrderDoc, grades: Mapping[str, str] | None = None, **answers: str) -> list[Event]:
        """One whole turn: orders, adjudication with control accepting (or grading as told), answers as told, next turn.

        Returns: what happened in it.
        """
        self.play(*docs, grades=grades, **answers)
        happened = list(self.game.record.turns[-1].events)
        self.next()
        return happened

    def play(self, *docs: OrderDoc, grades: Mapping[str, str] | None = None, **answers: str) -> None:
        """A turn up to its consequence."""
        self.orders(*docs)
        self.game.advance()
        self.settle(grades, **answers)

    def settle(self, grades: Mapping[str, str] | None = None, **answers: str) -> None:
        """Answer whatever is asked until the turn is committed."""
        while self.game.phase == "adjudication":
            for question in self.game.questions:
                self.game.answer(question.address, self._ruling(question, grades or {}, answers))

    @staticmethod
    def _ruling(question: Question, grades: Mapping[str, str], answers: Mapping[str, str]) -> Ruling:
        if question.role != "control":
            choice = answers.get(question.role, question.default)
            return Ruling("choice", question.role, question.day, address=question.address, choice=choice)
        wanted = grades.get(question.ids.get("order", ""), question.default)
        what = "grade" if question.kind == "proposal" else "choice"
        return Ruling(
            what,
            "umpire",
            question.day,
            address=question.address,
            choice=wanted,
            reason_code="pedagogy",
            reason="the scene asks for it",
        )

    def next(self) -> None:
        """From a consequence to the next orders."""
        self.game.advance()
        if self.game.phase == "situation":
            self.game.advance()

    def branch(self, turn: int, name: str) -> Stage:
        """The same game again from after a turn (0: from the start), in another file."""
        twin = Stage(branch(self.game, self.folder / name, turn), self.folder)
        while twin.game.phase != "orders":
            twin.game.advance()
        return twin

    # What is the case

    def track(self, name: str) -> float:
        """A track in the live world."""
        return float(self.game.state.tracks[self.game.tables.array_rows[name][1], 0])

    def threat(self, quantity: str, trigger: str) -> float:
        """`credibility` or `perceived` of a trigger."""
        return float(getattr(self.game.state, quantity)[self.game.tables.roster.row("trigger", trigger), 0])

    def gauge(self, name: str) -> float:
        """consent, force or impartiality of the mission."""
        return float(self.game.state.gauge[("consent", "force", "impartiality").index(name), 0])

    def status(self, element: str) -> int:
        """Row of `wargame.quantities.STATUSES`."""
        return int(self.game.state.element_status[self.game.tables.roster.row("element", element), 0])

    def strips(self) -> dict[str, float]:
        """Outcome points by dimension."""
        names = self.game.tables.roster.axes["dimension"]
        return {name: float(self.game.state.outcome[row, 0]) for row, name in enumerate(names)}


def named(events: Sequence[Event], code: str) -> list[Event]:
    """Events of a kind."""
    return [event for event in events if event.code == code]
