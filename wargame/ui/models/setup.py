"""Set-up of a new exercise: who plays what, for how long, under which theory, with which seed, in which file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from wargame.exercise import CONTROL, Seat, Settings, lock
from wargame.exercise.log import SUFFIX
from wargame.scenario import Scenario
from wargame.scenario.doctrines import Doctrine
from wargame.ui.models.bar import Bar, bar
from wargame.ui.models.case import Case, case_of, goal_text
from wargame.ui.models.start import first_seat

if TYPE_CHECKING:
    from wargame.ui.session import Session

THEORIES: tuple[str, ...] = ("weakest_link", "schelling", "denial", "capability_x_resolve")
ASKED: tuple[str, ...] = ("proposal", "rung", "inject")
TURNS: tuple[str, ...] = ("week", "month", "quarter")
LARGEST_SEED = 2**48 - 1
LEAST_PIN = 4
Holder = Literal["people", "doctrine", "control"]


@dataclass
class DraftSeat:
    """Who plays a role."""

    held_by: Holder
    doctrine: str
    pin: str = ""


@dataclass
class Draft:
    """A new exercise in the making: what the widgets of the screen write into."""

    scenario: Scenario
    seats: dict[str, DraftSeat]
    session: str
    turn: str
    turns: int
    theory: str
    ask: list[str] = field(default_factory=list)
    control_pin: str = ""
    seed: str = ""
    name: str = ""
    reading: bool = False

    @classmethod
    def of(cls, scenario: Scenario, session: Session) -> Draft:
        """Everything pre-chosen as the quick start has it: one person plays, every other seat by its doctrine."""
        roles, chosen = scenario.document.roles, scenario.document.sessions[-1]
        first = first_seat(scenario)
        return cls(
            scenario,
            {role.id: DraftSeat("people" if role.id == first else "doctrine", role.doctrine) for role in roles},
            chosen.id, chosen.turn, chosen.turns, scenario.document.theory,
            seed="" if session.seed is None else str(session.seed),
            name=session.new_path(scenario.id).stem,
        )  # fmt: skip

    def take_format(self, id: str) -> None:
        """Another session format, with its turn and number of turns."""
        chosen = next(item for item in self.scenario.document.sessions if item.id == id)
        self.session, self.turn, self.turns = chosen.id, chosen.turn, chosen.turns

    def made_seats(self) -> list[Seat]:
        """The seats as the exercise keeps them."""
        return [
            Seat(role, seat.held_by, seat.doctrine if seat.held_by == "doctrine" else "",
                 lock(seat.pin) if seat.pin and seat.held_by == "people" else "")
            for role, seat in self.seats.items()
        ]  # fmt: skip

    def made_settings(self) -> Settings:
        """The settings as the exercise keeps them."""
        return Settings(
            self.session, self.turns, self.turn, self.scenario.document.tick_days, tuple(self.ask), self.theory,
            control_pin=lock(self.control_pin) if self.control_pin else "",
        )  # fmt: skip

    def made_seed(self) -> int | None:
        """The typed seed, or None for a fresh secret one."""
        return int(self.seed) if self.seed.strip() else None

    def path(self, folder: Path) -> Path:
        """Where the exercise file will lie."""
        return folder / f"{self.name.strip()}{SUFFIX}"


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its id, what it is called, and a sentence on it."""

    id: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class SeatRow:
    """One role in the set-up."""

    role: str
    name: str
    goal: str
    held_by: str
    doctrine: str
    doctrines: tuple[Choice, ...]
    """Each with its card as note: how it plays."""
    pin: str


@dataclass(frozen=True)
class SetupModel:
    """Everything the set-up screen says."""

    bar: Bar
    title: str
    case: Case
    reading: bool
    """Whether the case is open over the screen."""
    seats: tuple[SeatRow, ...]
    holders: tuple[Choice, ...]
    formats: tuple[Choice, ...]
    session: str
    turn_lengths: tuple[Choice, ...]
    turn: str
    turns: int
    theories: tuple[Choice, ...]
    theory: str
    asked: tuple[tuple[Choice, bool], ...]
    control: bool
    control_pin: str
    seed: str
    seed_error: str
    name: str
    name_error: str
    folder: str
    problems: tuple[str, ...]


def setup_model(session: Session, draft: Draft) -> SetupModel:
    """The set-up now, with everything that stands in the way of starting."""
    say, lang, document = session.say, session.lang, draft.scenario.document
    seed_error, name_error = seed_problem(session, draft.seed), name_problem(session, draft)
    control = bool(draft.ask) or any(seat.held_by == CONTROL for seat in draft.seats.values())
    return SetupModel(
        bar=bar(session),
        title=say("setup.title", scenario=document.title.say(lang)),
        case=case_of(draft.scenario, session.words),
        reading=draft.reading,
        seats=tuple(_row(session, draft, role.id) for role in document.roles),
        holders=tuple(Choice(id, say(f"setup.holder.{id}")) for id in ("people", "doctrine", "control")),
        formats=tuple(
            Choice(item.id, item.name.say(lang), session.words.n(
                f"setup.format.{item.turn}", item.turns, low=item.people[0], high=item.people[1], minutes=item.minutes
            ))
            for item in document.sessions
        ),
        session=draft.session,
        turn_lengths=tuple(Choice(id, say(f"setup.turn.{id}")) for id in TURNS),
        turn=draft.turn,
        turns=draft.turns,
        theories=tuple(Choice(id, say(f"setup.theory.{id}"), say(f"setup.theory.{id}.note")) for id in THEORIES),
        theory=draft.theory,
        asked=tuple((Choice(id, say(f"setup.ask.{id}")), id in draft.ask) for id in ASKED),
        control=control,
        control_pin=draft.control_pin,
        seed=draft.seed,
        seed_error=seed_error,
        name=draft.name,
        name_error=name_error,
        folder=str(session.folder),
        problems=tuple(text for text in (seed_error, name_error, *pin_problems(session, draft)) if text),
    )  # fmt: skip


def _row(session: Session, draft: Draft, id: str) -> SeatRow:
    role = next(role for role in draft.scenario.document.roles if role.id == id)
    seat = draft.seats[id]
    ids = list(dict.fromkeys([role.doctrine, *role.doctrines]))
    lang = session.lang
    choices = tuple(_doctrine(draft.scenario.doctrines[each], lang) for each in ids)
    goal = goal_text(role.goals[0], session.words)
    return SeatRow(id, role.name.say(lang), goal, seat.held_by, seat.doctrine, choices, seat.pin)


def _doctrine(doctrine: Doctrine, lang: str) -> Choice:
    """A doctrine to choose, and how it plays: its card, or what it wants where it has none."""
    card = doctrine.card.say(lang) if doctrine.card is not None else " ".join(goal.say(lang) for goal in doctrine.goals)
    return Choice(doctrine.id, doctrine.name.say(lang), card)


def seed_problem(session: Session, seed: str) -> str:
    """What is wrong with a typed seed; empty if nothing is."""
    text = seed.strip()
    if not text or (text.isascii() and text.isdigit() and int(text) <= LARGEST_SEED):
        return ""
    return session.say("setup.seed.error", most=str(LARGEST_SEED))


def name_problem(session: Session, draft: Draft) -> str:
    """What is wrong with the file name; empty if nothing is."""
    name = draft.name.strip()
    if not name or name.startswith(".") or any(letter in '/\\:*?"<>|' or not letter.isprintable() for letter in name):
        return session.say("setup.name.error")
    if draft.path(session.folder).exists():
        return session.say("setup.name.taken", name=name)
    return ""


def pin_problems(session: Session, draft: Draft) -> list[str]:
    """PINs that are too short to hide anything."""
    pins = [draft.control_pin, *(seat.pin for seat in draft.seats.values() if seat.held_by == "people")]
    return [session.say("setup.pin.error", least=LEAST_PIN)] if any(0 < len(pin) < LEAST_PIN for pin in pins) else []
