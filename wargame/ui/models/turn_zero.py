"""Turn zero: the seat's brief, and the intent sheet it writes and seals before play."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wargame.exercise import SHEET_FIELDS, Sheet
from wargame.ui.models.bar import Bar, bar, seat_name
from wargame.ui.models.case import Case, case_of, goal_text

if TYPE_CHECKING:
    from wargame.ui.session import Session


@dataclass
class SheetOwn:
    """The sheet in the making, and whether the seat was asked to confirm empty fields."""

    texts: dict[str, str] = field(default_factory=dict)
    confirming: bool = False

    def sheet(self, role: str) -> Sheet:
        """As it will be sealed."""
        return Sheet(role, **{name: self.texts.get(name, "").strip() for name in SHEET_FIELDS})

    def empty(self) -> list[str]:
        """Fields in which nothing was written."""
        return [name for name in SHEET_FIELDS if not self.texts.get(name, "").strip()]


@dataclass(frozen=True)
class Brief:
    """What a seat knows about itself before play. `private` is for its eyes only."""

    name: str
    offices: tuple[str, ...]
    goals: tuple[str, ...]
    briefing: str
    private: str
    may_not: tuple[str, ...]


@dataclass(frozen=True)
class SheetField:
    """One question of the sheet: id, what is asked, a hint, and what was written."""

    id: str
    label: str
    hint: str
    text: str


@dataclass(frozen=True)
class TurnZeroModel:
    """The screen of turn zero."""

    bar: Bar
    title: str
    brief: Brief
    case: Case
    fields: tuple[SheetField, ...]
    confirm: str
    """The question whether to seal with empty fields; empty: nothing to confirm."""


def brief_of(session: Session, id: str | None = None) -> Brief:
    """A role's brief in the chosen language."""
    role, lang = session.role(id), session.lang
    if role is None:
        return Brief(seat_name(session, id), (), (), "", "", ())
    return Brief(
        role.name.say(lang),
        tuple(office.say(lang) for office in role.offices),
        tuple(goal_text(goal, session.words) for goal in role.goals),
        role.briefing.say(lang),
        role.private.say(lang),
        tuple(text.say(lang) for text in role.may_not),
    )


def turn_zero_model(session: Session) -> TurnZeroModel:
    """The sheet of the seat that sits there now."""
    own = session.own("turn_zero", SheetOwn)
    say = session.say
    labels = {name: say(f"sheet.{name}") for name in SHEET_FIELDS}
    empty = session.words.listed(labels[name].lower() for name in own.empty())
    return TurnZeroModel(
        bar=bar(session),
        title=say("zero.title", seat=seat_name(session)),
        brief=brief_of(session),
        case=case_of(session.game.scenario, session.words),
        fields=tuple(
            SheetField(name, labels[name], say(f"sheet.{name}.hint"), own.texts.get(name, "")) for name in SHEET_FIELDS
        ),
        confirm=say("zero.confirm", fields=empty) if own.confirming else "",
    )
