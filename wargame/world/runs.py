"""What a simulation hands back: every recorded quantity of every world, its quantiles, and files of them."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.world.outcome import RECORD
from wargame.world.state import WorldState

Array = NDArray[Any]
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, eq=False)
class Recorded:
    """One quantity of all worlds at the end of every tick: `values` with the axes named in `axes`."""

    values: Array
    axes: tuple[str, ...]
    unit: str = ""
    flow: bool = False


@dataclass(frozen=True)
class SummaryRow:
    """Where a quantity stood at the end over all worlds; of a flow, what it came to over the whole run."""

    quantity: str
    unit: str
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float


@dataclass(frozen=True, eq=False)
class Runs(Mapping[str, Recorded]):
    """What came of a simulation: quantities by name, and events if they were asked for.

    Attributes:
        worlds: how many worlds were played to the end (fewer than asked for if somebody stopped it).
        days: day on which each recorded tick ended.
        events: structured array (`wargame.world.outcome.RECORD`) sorted by world and tick.
        marks: (worlds,) a fingerprint of each world's last state.
        final: the last state of all worlds, if it was asked for.
        roster: ids of every axis in row order.
    """

    recorded: dict[str, Recorded]
    worlds: int
    seed: int
    days: tuple[int, ...]
    events: Array
    marks: Array
    roster: Mapping[str, tuple[str, ...]]
    final: WorldState | None = None

    def __getitem__(self, name: str) -> Recorded:
        return self.recorded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.recorded)

    def __len__(self) -> int:
        return len(self.recorded)

    def digest(self) -> str:
        """SHA-256 over every recorded value and the last state of each world: equal if and only if the runs are."""
        out = hashlib.sha256(repr(self.days).encode())
        for name in sorted(self.recorded):
            kept = self.recorded[name]
            out.update(f"{name}{kept.values.dtype.str}{kept.values.shape}".encode())
            out.update(np.ascontiguousarray(kept.values).tobytes())
        out.update(self.marks.tobytes())
        return out.hexdigest()

    def cells(self, name: str) -> Iterator[tuple[str, Array]]:
        """(label such as ``killed[russia]``, (tick, world) values) of each row of a recorded quantity."""
        kept = self.recorded[name]
        for index in np.ndindex(*kept.values.shape[2:]):
            rows = [self.roster[axis][n] for axis, n in zip(kept.axes[2:], index, strict=True)]
            yield name + (f"[{', '.join(rows)}]" if rows else ""), kept.values[(slice(None), slice(None), *index)]

    def summary(self) -> list[SummaryRow]:
        """Quantiles over the worlds, one row for each row of each quantity."""
        rows = []
        for name, kept in self.recorded.items():
            for label, values in self.cells(name):
                last = values.sum(axis=0) if kept.flow else values[-1]
                rows.append(SummaryRow(label, kept.unit, *quantiles(last)))
        return rows

    def save(self, folder: Path | str) -> list[Path]:
        """Write ``runs.npz`` (every value), ``summary.csv``, and ``events.csv`` if events were recorded."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / "runs.npz", folder / "summary.csv"]
        values: dict[str, Any] = {name: kept.values for name, kept in self.recorded.items()}
        np.savez_compressed(paths[0], day=np.array(self.days), mark=self.marks, **values)
        header = ["quantity", "unit", *(f"p{round(100 * share)}" for share in QUANTILES)]
        rows = [[row.quantity, row.unit, row.p10, row.p25, row.p50, row.p75, row.p90] for row in self.summary()]
        _write_csv(paths[1], header, rows)
        if len(self.events):
            paths.append(folder / "events.csv")
            _write_csv(paths[2], list(RECORD.names or ()), self.events.tolist())
        return paths


def quantiles(values: Array, shares: Sequence[float] = QUANTILES) -> tuple[float, ...]:
    """Quantiles of (worlds,) values by float32 sort, linear between neighbours.

    >>> quantiles(np.arange(11), (0.1, 0.55))
    (1.0, 5.5)
    """
    ordered = np.sort(np.asarray(values, np.float32))
    found = []
    for share in shares:
        at = share * (len(ordered) - 1)
        low = int(at)
        high = min(low + 1, len(ordered) - 1)
        found.append(float(ordered[low] + (ordered[high] - ordered[low]) * np.float32(at - low)))
    return tuple(found)


def _write_csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
