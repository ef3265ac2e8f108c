"""One line of the calibration table: what the world has shown, what the model gives, and what to make of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Attributes:

    target: what is measured. seen, seen_low, seen_high: in the data, with its 95 % interval or published range.
    model, low, high: in the model, with its 95 % interval.
    note: how it was reached; of a miss, why.
    kind: `fitted` (the numbers were chosen on this), `held out`, `mechanism` (it follows from numbers chosen
        elsewhere), or `given` (it enters the rules as it stands).
    """

    subject: str
    target: str
    seen: float
    seen_low: float
    seen_high: float
    model: float
    low: float
    high: float
    note: str = ""
    kind: str = "mechanism"

    @property
    def hit(self) -> bool:
        """The model lies in the range of the data, or the data in that of the model."""
        return self.seen_low <= self.model <= self.seen_high or self.low <= self.seen <= self.high

    @property
    def verdict(self) -> str:
        """`hit`: the model's middle lies in the range of the data; `near`: only the data in the range of the model."""
        if self.seen_low <= self.model <= self.seen_high:
            return "hit"
        return "near" if self.hit else "MISS"


def table(rows: Iterable[Row]) -> str:
    """The rows as aligned text, subject by subject."""
    lines: list[str] = []
    subject = ""
    for row in rows:
        if row.subject != subject:
            subject = row.subject
            lines += ["", subject, "-" * len(subject)]
        seen = f"{_short(row.seen)} [{_short(row.seen_low)}, {_short(row.seen_high)}]"
        model = f"{_short(row.model)} [{_short(row.low)}, {_short(row.high)}]"
        lines.append(f"{row.verdict:4} {row.target:58} seen {seen:26} model {model:26} {row.kind}")
        if row.note:
            lines.append(f"     {row.note}")
    return "\n".join(lines).lstrip("\n")


def _short(value: float) -> str:
    return f"{value:.4g}" if abs(value) < 10_000 else f"{value:,.0f}"
