"""What happened, as codes and numbers (`words.py` makes sentences). An event nobody marked is control's alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Event:
    """One thing that happened in the live world.

    Attributes:
        code: what kind, e.g. ``seizure``, ``coalition_hit``, ``rung``, ``trigger``, ``drift``, ``order``, ``inject``;
            worded by ``event.<code>``.
        day: absolute day of play.
        ids: named references, e.g. ``{"side": "russia", "sector": "s07", "order": "ru_test"}``; plain strings.
        numbers: named amounts, e.g. ``{"killed": 2}``.
        weight: how much it matters (for ordering what to show), >= 0.
        why: how it came about, as data (see `wargame.world.why`), or None.
        cause: ``order:<id>``, ``inject:<id>``, ``rule:<id>``, ``ruling:<n>`` or ``chance``; empty for who may not know.
        visible_to: role ids that may see it, or ``("all",)``; empty: control only.
    """

    code: str
    day: int
    ids: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    weight: float = 0.0
    why: dict[str, Any] | None = None
    cause: str = "chance"
    visible_to: tuple[str, ...] = ()

    def seen_by(self, role: str) -> bool:
        """Fails closed: control sees all, anybody else only what names them."""
        return role == "control" or role in self.visible_to or "all" in self.visible_to


@dataclass(frozen=True)
class Question:
    """Something that needs people before a tick can be committed (architecture 9).

    kind `proposal`: an order's grade to accept, amend or reject (asked of control);
    `trigger`: a decider's answer to a met trigger; `opponent`: the adversary's; `rung`: one criterion short, confirm?;
    `inject`: fire, hold or skip.
    `address` is ``site:day:row`` and keys the ruling that answers it. `events` lists only what lies upstream.
    """

    kind: str
    address: str
    day: int
    role: str
    """Who must answer: a role id or ``control``."""
    options: tuple[str, ...]
    default: str
    ids: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    why: dict[str, Any] | None = None
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Ruling:
    """An answer to a question, an umpire's override, or a physical die.

    what `choice`: option at `address`; `grade`: one of the six grades; `draw`: a number in (0, 1) that replaces the
    die at `address`; `amend`: add `delta` to `quantity` rows `ids` at the end of the tick that contains `day`.
    """

    what: str
    by: str
    """Function (``umpire``, ``control``) or role id; never a person's name."""
    day: int
    address: str = ""
    choice: str = ""
    draw: float | None = None
    quantity: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    delta: float = 0.0
    reason_code: str = ""
    reason: str = ""


REASON_CODES: tuple[str, ...] = (
    "realism", "missing_factor", "player_argument", "pedagogy", "data_error", "time", "safety",
)  # fmt: skip
GRADES: tuple[str, ...] = ("yes_and", "yes", "yes_but", "no_but", "no", "no_and")
