"""Parts of the rules as Markdown tables, for the page of the mechanism that goes by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wargame.scenario.document import Scenario
from wargame.scenario.resolved import Resolved

Numbers = Mapping[str, Resolved]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a Markdown table.

    >>> table(("a", "b"), [("1", "x | y")])
    ['| a | b |', '| --- | --- |', '| 1 | x \\\\| y |']
    """
    every = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in every]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def told(number: Resolved) -> tuple[str, str, str, str, str]:
    """Value, range, unit, basis and source."""
    low, high = number.low or 0, number.high or 0
    value = number.value if isinstance(number.value, str) else f"{number.value:g}"
    return value, f"{low:g} to {high:g}", number.unit, number.basis, number.source


@dataclass(frozen=True)
class RuleTables:
    """The rules of one scenario, with its numbers by path."""

    scenario: Scenario
    numbers: Numbers

    def of(self, mechanism: str) -> list[str]:
        """What the mechanism of that name goes by, besides checks and tunables."""
        made = {
            "violations": self.classes, "orders": self.orders, "injects": self.injects, "triggers": self.triggers,
            "escalation": self.ladders, "drift": self.boxes, "politics": self.couplings, "outcomes": self.strips,
        }.get(mechanism)  # fmt: skip
        return made() if made else []

    def classes(self) -> list[str]:
        """The classes of violation."""
        head = (
            "class",
            *(f"share {side.id}" for side in self.scenario.document.sides),
            "killed",
            "civilians",
            "detect",
            "attribute",
        )
        rows = []
        for kind in self.scenario.rules.violations:
            shares = [
                kind.share[side.id].value if side.id in kind.share else 0 for side in self.scenario.document.sides
            ]
            each = (*shares, *(n.value for n in (kind.deaths, kind.civilian_deaths, kind.detect, kind.attribute)))
            marks = "".join(f" ({word})" for word, on in (("heavy", kind.heavy), ("fire", kind.fire)) if on)
            rows.append((f"`{kind.id}`{marks}", *(f"{value:g}" for value in each)))
        return ["## Classes of violation", "", *table(head, rows), ""]

    def orders(self) -> list[str]:
        """Every order: its check, its acts, its conditions."""
        rows = [
            (
                f"`{order.id}`", order.role, order.title.en, f"`{order.check}`" if order.check else "–", order.style,
                ", ".join(f"`{act.act}`" for act in order.mechanisms) or "–",
                "; ".join(f"{gate.door}: `{gate.condition}`" for gate in order.gates) or "–",
            )
            for order in self.scenario.rules.orders
        ]  # fmt: skip
        head = ("order", "role", "title", "check", "style", "acts", "conditions that can be waived")
        return ["## Orders", "", *table(head, rows), ""]

    def injects(self) -> list[str]:
        """Every inject."""
        rows = [
            (f"`{one.id}`", one.title.en, f"`{one.when}`" if one.when else "by hand")
            for one in self.scenario.injects
        ]  # fmt: skip
        return ["## Injects", "", *table(("inject", "title", "condition"), rows), ""]

    def triggers(self) -> list[str]:
        """The tripwires and the answers to them."""
        rows = [
            (
                f"`{one.id}`", one.threat, f"`{one.condition}`", f"{one.attribution_min:g}", one.declared,
                f"{one.rest_days}",
                "; ".join(f"{who.role} ({who.weight:g}, else {who.default})" for who in one.deciders),
            )
            for one in self.scenario.rules.triggers
        ]  # fmt: skip
        head = ("trigger", "threat", "condition", "attribution at least", "declared", "rest days", "deciders (weight)")
        answers = [(f"`{one.id}`", one.name.en, f"{one.honours:g}") for one in self.scenario.rules.answers]
        return [
            "## Triggers", "", *table(head, rows), "",
            "## Answers", "", *table(("answer", "name", "honours"), answers), "",
        ]  # fmt: skip

    def ladders(self) -> list[str]:
        """Each ladder, rung by rung."""
        lines: list[str] = []
        for ladder in self.scenario.rules.ladders:
            quiet = self.numbers[f"rules.ladders.{ladder.id}.quiet_days"]
            ends = "" if ladder.freeze_at is None else f" Play ends at rung {ladder.freeze_at}."
            rows = [
                (
                    str(rung.number), rung.name.en, "; ".join(f"`{criterion}`" for criterion in rung.criteria) or "–",
                    f"`{rung.off_ramp_when}`" if rung.off_ramp_when else "quiet time is enough",
                )
                for rung in ladder.rungs
            ]  # fmt: skip
            said = f"{ladder.name.en}. {ladder.needs} criteria declare a rung. The way down takes {quiet.value:g} days"
            said += f" of quiet ({quiet.place}).{ends}"
            lines += [
                f"## Ladder `{ladder.id}`", "",
                said,
                "", *table(("rung", "name", "criteria", "way down"), rows), "",
            ]  # fmt: skip
        return lines

    def boxes(self) -> list[str]:
        """The box of each operation."""
        rows = [
            (
                f"`{name}`",
                *(f"{low:g} to {high:g}" for low, high in (box.consent, box.force, box.impartiality)),
                box.source,
            )
            for name, box in self.scenario.rules.boxes.items()
        ]
        return ["## Boxes", "", *table(("operation", "consent", "force", "impartiality", "source"), rows), ""]

    def couplings(self) -> list[str]:
        """The tracks, and every pull on them."""
        tracks = []
        for track in self.scenario.rules.tracks:
            rate = self.numbers.get(f"rules.tracks.{track.id}.rate")
            rest = "–" if track.rest is None else f"{track.rest:g}"
            how = ("–", "") if rate is None else (f"{rate.value:g} a day", rate.place)
            tracks.append((f"`{track.id}`", track.name.en, f"{track.low:g} to {track.high:g}", rest, *how))
        pulls = []
        for one in self.scenario.rules.couplings:
            gain = self.numbers[f"rules.couplings.{one.id}.gain"]
            value, between, _, basis, source = told(gain)
            shape = f"{one.shape}, centre {one.centre:g}, scale {one.scale:g}"
            wait = f", {one.delay_days} days later" if one.delay_days else ""
            pulls.append(
                (
                    f"`{one.source}`",
                    f"`{one.to}`",
                    f"{one.kind}{wait}",
                    shape,
                    value,
                    between,
                    basis,
                    source,
                    gain.place,
                )
            )
        head = ("source", "track", "kind", "shape", "gain", "low to high", "basis", "source of it", "where")
        return [
            "## Tracks", "", *table(("track", "name", "range", "rest", "rate", "where"), tracks), "",
            "## Couplings", "", *table(head, pulls), "",
        ]  # fmt: skip

    def strips(self) -> list[str]:
        """The outcome strips."""
        rows = [
            (one.name.en, f"`{one.check}`", " / ".join(band.en for band in one.bands))
            for one in self.scenario.rules.outcomes
        ]
        return ["## Strips", "", *table(("dimension", "check", "bands, worst to best"), rows), ""]
