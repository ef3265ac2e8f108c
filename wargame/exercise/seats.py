"""Who sits where: every role is played by people, by a doctrine, or by control."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

SHEET_FIELDS: tuple[str, ...] = ("aim", "accepted_risk", "conditions", "success", "exit", "red_lines")
"""What a team writes down before play and is shown in the debrief."""


@dataclass(frozen=True)
class Seat:
    """One role's seat. `pin` is the salted hash of an optional PIN, never the PIN itself."""

    role: str
    held_by: Literal["people", "doctrine", "control"]
    doctrine: str = ""
    pin: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def opens(self, pin: str) -> bool:
        """Whether `pin` opens the seat's curtain; a seat without PIN opens to anybody."""
        if not self.pin:
            return True
        salt, _, want = self.pin.partition(":")
        return secrets.compare_digest(want, _digest(salt, pin))


def lock(pin: str) -> str:
    """A PIN as it is stored.

    >>> Seat("russia", "people", pin=lock("1234")).opens("1234")
    True
    """
    salt = secrets.token_hex(8)
    return f"{salt}:{_digest(salt, pin)}"


def _digest(salt: str, pin: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), salt.encode(), 50_000).hex()


@dataclass(frozen=True)
class Sheet:
    """The sealed intent sheet of turn zero, in the team's own words."""

    role: str
    aim: str = ""
    accepted_risk: str = ""
    conditions: str = ""
    success: str = ""
    exit: str = ""
    red_lines: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Settings:
    """How this exercise is run; fixed at creation and kept in the file's header.

    Attributes:
        session: id of the scenario's session format.
        turns: how many turns are planned.
        turn: ``week``, ``month`` or ``quarter``.
        tick_days: days per adjudication tick.
        ask: question kinds put to control rather than settled by default (`proposal`, `rung`, `inject`).
        theory: tripwire theory, or empty for the scenario's.
        control_pin: control's optional PIN, locked as a seat's is.
    """

    session: str
    turns: int
    turn: str
    tick_days: int
    ask: tuple[str, ...] = ("proposal", "rung", "inject")
    theory: str = ""
    overrides: dict[str, float | str] = field(default_factory=dict)
    control_pin: str = ""

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "ask": list(self.ask)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Settings:
        return cls(**{**data, "ask": tuple(data["ask"])})


def commitment(seed: int, salt: str) -> str:
    """SHA-256 that binds control to a seed without showing it.

    >>> commitment(7, "a") == commitment(7, "a") != commitment(8, "a")
    True
    """
    return hashlib.sha256(f"{salt}\n{seed}".encode()).hexdigest()
