"""What the map shows, as plain data: the map knows nothing of the engine that made the numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

LAYERS = ("violations", "coverage", "exposure", "forces", "control", "cities", "corridors", "legend")
DEFAULT_LAYERS = frozenset({"violations", "forces", "control", "cities", "legend"})


@dataclass(frozen=True)
class SectorMark:
    """What one seat knows of one sector. None means unknown, which is shown as such, not as zero."""

    id: str
    violations: float | None = None
    violations_text: str = ""
    coverage: float | None = None
    exposure: float | None = None
    trend: int = 0
    alert: bool = False


@dataclass(frozen=True)
class ForceMark:
    """One force element: its symbol type, side (friend, hostile, neutral), where it is (place or sector id), its name.

    `pending` marks one that is on its way or only ordered; it is drawn pale, with a dashed frame.
    """

    id: str
    symbol: str
    side: str
    at: str
    name: str
    pending: bool = False


@dataclass(frozen=True)
class MapScene:
    """Everything that can change on the map. `selection` is a sector, place or element id; `lang` is en or nl."""

    sectors: tuple[SectorMark, ...] = ()
    elements: tuple[ForceMark, ...] = ()
    layers: frozenset[str] = DEFAULT_LAYERS
    selection: str = ""
    lang: str = "en"
    truth: bool = False
    """The counts are what happened, not what was recorded."""

    def __post_init__(self) -> None:
        """Refuse layers that do not exist."""
        unknown = sorted(self.layers - set(LAYERS))
        if unknown:
            raise ValueError(f"map layers {', '.join(unknown)} do not exist; there are {', '.join(LAYERS)}")


@dataclass(frozen=True)
class Pick:
    """What lies under a point: kind is sector, place, element or area."""

    kind: str
    id: str


@dataclass(frozen=True)
class PlacedLabel:
    """A text on the map and the screen rectangle it takes: what tests look at."""

    kind: str
    id: str
    rect: tuple[int, int, int, int]
    text: str = field(default="", compare=False)
