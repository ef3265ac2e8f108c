"""Through whose eyes something is explained, and a line of explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wargame.analysis.naming import Naming
from wargame.scenario.document import Scenario
from wargame.world.orders import OrderDoc
from wargame.world.tables import Tables

LANE = 0


@dataclass(frozen=True)
class Point:
    """A line of reasoning without a number of its own. state: met, unmet, unknown, or empty."""

    text: str
    state: str = ""
    origin: str = ""


@dataclass(frozen=True, eq=False)
class Eyes:
    """Through whose eyes a "Why?" is read.

    Attributes:
        sight: at the start of the tick: a state (control) or a view's `Sight`.
        after: the same at its end.
        whole: control; everything is told.
        docs: orders known in full.
    """

    naming: Naming
    scenario: Scenario
    tables: Tables
    sight: Any
    after: Any
    whole: bool
    docs: Mapping[tuple[str, str], OrderDoc] = field(default_factory=dict)
