"""What a staff estimate hands back: distributions by turn, odds of what can be told in a sentence, and differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from wargame.analysis.naming import Naming
from wargame.scenario.document import Scenario
from wargame.words import Words

NEAR_TURNS = 3
"""Turns shown in the text, beside the last one."""
PEOPLE_HURT = ("killed", "wounded", "deaths")
"""Ends of the names of quantities that are told in bands only."""
LEAST_TOLD = 0.02
"""A rung less likely than this is left out of the text, unless it is the next one."""


@dataclass(frozen=True)
class Series:
    """One quantity over the coming turns: `points` holds the 10, 25, 50, 75 and 90 % points of each turn."""

    quantity: str
    row: str
    unit: str
    flow: bool
    points: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class StatementOdds:
    """The share of worlds in which something came true, and its 95 % interval; `quantity` is what it rests on."""

    code: str
    quantity: str
    ids: dict[str, str]
    numbers: dict[str, float]
    probability: float
    low: float
    high: float


@dataclass(frozen=True)
class Change:
    """Mean paired difference under equal luck, its 95 % interval, and the share of worlds with more and with less."""

    name: str
    row: str
    mean: float
    low: float
    high: float
    more: float
    less: float
    numbers: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Comparison:
    """What other orders would change: `series` at the horizon, `statements` in probability."""

    orders: tuple[str, ...]
    worlds: int
    series: tuple[Change, ...]
    statements: tuple[Change, ...]


@dataclass(frozen=True)
class Estimate:
    """Odds as a seat could know them before a turn.

    Attributes:
        worlds: runs behind every number.
        turns, days: the coming turns, and the day on which each ends.
        orders: ids of the orders assumed.
        scenario: where names and the yardstick come from, for `table`.
    """

    role: str
    turn: int
    day: int
    worlds: int
    turns: tuple[int, ...]
    days: tuple[int, ...]
    series: tuple[Series, ...]
    statements: tuple[StatementOdds, ...]
    orders: tuple[str, ...]
    scenario: Scenario | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data, as `wargame odds --json` prints it and an exercise keeps it."""
        data = asdict(replace(self, scenario=None))
        data.pop("scenario")
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any], scenario: Scenario | None = None) -> Estimate:
        """The inverse of `to_json`."""
        series = tuple(
            Series(**{**one, "points": tuple(tuple(point) for point in one["points"])}) for one in data["series"]
        )
        odds = tuple(StatementOdds(**one) for one in data["statements"])
        lists = {name: tuple(data[name]) for name in ("turns", "days", "orders")}
        return cls(**{**data, **lists, "series": series, "statements": odds, "scenario": scenario})

    def table(self, lang: str = "en", scenario: Scenario | None = None) -> str:
        """The estimate as text: every quantity at each turn's end, then the odds in words."""
        source = scenario or self.scenario
        words = Words(lang)
        if source is None:
            raise ValueError("an estimate needs its scenario to be put into words")
        naming = Naming(source, words)
        who = words.say("odds.control") if self.role == "control" else naming.name("role", self.role)
        lines = [words.say("odds.title", role=who, turn=str(self.turn)), words.say("odds.limits", worlds=self.worlds)]
        lines += ["", *self._numbers(naming), "", words.say("odds.heading")]
        lines += [f"  {line}" for line in sentences(self.statements, naming)]
        return "\n".join(lines)

    def _numbers(self, naming: Naming) -> list[str]:
        words = naming.words
        shown = sorted({*range(len(self.turns))[:NEAR_TURNS], len(self.turns) - 1})
        rows = []
        for series in self.series:
            label = f"{naming.quantity(series.quantity, series.row)} ({naming.unit(series.unit)})"
            rows.append([label, *(_spread(series, series.points[n], words) for n in shown)])
        head = [words.say("odds.quantity"), *(words.say("odds.turn", turn=str(self.turns[n])) for n in shown)]
        widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
        return [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in [head, *rows]
        ]


def _spread(series: Series, points: Sequence[float], words: Words) -> str:
    """Middle and the range of eight in ten; people hurt in bands."""
    if series.quantity.endswith(PEOPLE_HURT):
        low, middle, high = (words.casualties(round(points[n])) for n in (0, 2, 4))
        return middle if low == high else words.say("odds.bands", middle=middle, low=low, high=high)
    return f"{words.number(points[2])} ({words.number(points[0])}–{words.number(points[4])})"


def told(odds: Sequence[StatementOdds]) -> list[StatementOdds]:
    """The statements worth a line: of each ladder the next rung up and the likely ones, and everything else."""
    found = []
    climbing: set[str] = set()
    for one in odds:
        ladder = one.ids.get("ladder", "")
        if one.code == "rung" and ladder in climbing and one.probability < LEAST_TOLD:
            continue
        if one.code == "rung":
            climbing.add(ladder)
        found.append(one)
    return found


def sentences(odds: Sequence[StatementOdds], naming: Naming) -> list[str]:
    """Each statement worth telling as a line: odds in words, as a frequency, and the band they lie in."""
    return [f"{statement(one, naming)}: {chance(one.probability, naming)}" for one in told(odds)]


def statement(one: StatementOdds, naming: Naming) -> str:
    """What may come true, without its odds."""
    fields: dict[str, str] = {axis: naming.name(axis, thing) for axis, thing in one.ids.items()}
    if "rung" in one.numbers:
        name = naming.rung(one.ids["ladder"], one.numbers["rung"])
        fields["rung"] = f"{one.numbers['rung']:g} ({name})" if name else f"{one.numbers['rung']:g}"
    return naming.words.say(f"odds.{one.code}", **fields)


def chance(probability: float, naming: Naming) -> str:
    """Odds on the scenario's yardstick: the band's word, a natural frequency, and the band's own range."""
    yardstick = naming.scenario.rules.yardstick
    if not yardstick:
        return naming.words.odds(probability)
    band = min(yardstick, key=lambda each: max(each.low - probability, probability - each.high, 0.0))
    return naming.words.odds(probability, yardstick, band.low, band.high)
