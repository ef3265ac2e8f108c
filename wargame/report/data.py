"""The data behind a report: CSV tables and the log as JSON, holding what the reader may know and nothing more."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from wargame import __version__
from wargame.report.story import Story
from wargame.report.text import sentence

Row = Sequence[Any]


def tables(story: Story) -> dict[str, tuple[Row, Iterable[Row]]]:
    """File name -> (head, rows)."""
    return {
        "orders.csv": (
            (
                "turn",
                "role",
                "order",
                "parameters",
                "visibility",
                "intent",
                "because",
                "expected_response",
                "risk_owner",
                "text",
                "grade",
            ),
            list(_orders(story)),
        ),
        "events.csv": (("turn", "day", "code", "ids", "numbers", "cause", "text"), list(_events(story))),
        "quantities.csv": (("day", "turn", "quantity", "row", "value", "sight"), list(_quantities(story))),
        "waivers.csv": (
            ("turn", "day", "role", "order", "gate", "door", "reason"),
            [(w.turn, w.day, w.role, w.order, w.gate, w.door, w.reason) for w in story.waivers],
        ),
        "overrides.csv": (
            ("turn", "by", "what", "address", "choice", "draw", "quantity", "delta", "shift", "reason_code", "reason"),
            [
                (
                    o.turn,
                    o.ruling.by,
                    o.ruling.what,
                    o.ruling.address,
                    o.ruling.choice,
                    o.ruling.draw,
                    o.ruling.quantity,
                    o.ruling.delta,
                    o.shift,
                    o.ruling.reason_code,
                    o.ruling.reason,
                )
                for o in story.overrides
            ],
        ),
        "dictionary.csv": (
            ("quantity", "unit", "axes", "kind", "low", "high", "sight", "meaning"),
            [
                (name, q.unit, " ".join(q.axes), q.kind, q.low, q.high, story.sees(name), q.meaning)
                for name, q in sorted(story.tables.registry.items())
                if story.sees(name)
            ],
        ),
    }


def _orders(story: Story) -> Iterable[Row]:
    for turn in story.turns:
        for doc, _ in story.docs(turn):
            given = " ".join(f"{name}={value}" for name, value in doc.parameters.items())
            yield (
                turn.number,
                doc.role,
                doc.order,
                given,
                doc.visibility,
                doc.intent,
                " / ".join(doc.because),
                doc.expected_response,
                doc.risk_owner,
                doc.text,
                story.grade(turn, doc),
            )


def _events(story: Story) -> Iterable[Row]:
    for turn in story.turns:
        for event in story.events(turn):
            ids = " ".join(f"{key}={value}" for key, value in event.ids.items())
            numbers = " ".join(f"{key}={value:g}" for key, value in event.numbers.items())
            cause = event.cause if story.whole else ""
            yield turn.number, event.day, event.code, ids, numbers, cause, sentence(event, story.naming)


def _quantities(story: Story) -> Iterable[Row]:
    """In long form, one row per value; what has a row for each sector or more is summed up, to stay readable."""
    story.look_at(story.tables.registry)
    for name, quantity in sorted(story.tables.registry.items()):
        values = story.series(name)
        if values is None or name in {"turn", "days"}:
            continue
        if len(quantity.axes) > 1 or {"sector", "element", "order", "inject"} & set(quantity.axes):
            flat = values.reshape(len(values), -1)
            values = flat.sum(axis=1) if quantity.integer or quantity.kind == "flow" else flat.mean(axis=1)
            rows: Sequence[str] = ("",)
        else:
            rows = story.tables.roster.axes[quantity.axes[0]] if quantity.axes else ("",)
        cells = values.reshape(len(values), -1)
        for tick, cell in zip(story.ticks, cells, strict=True):
            for row, value in zip(rows, cell, strict=True):
                yield tick.day, tick.turn, name, row, f"{float(value):.6g}", story.sees(name)


def log(story: Story) -> dict[str, Any]:
    """The log as data. Control gets every entry with its hash; a role what it gave, got and wrote."""
    exercise = story.exercise
    head: dict[str, Any] = {
        "format": "wargame report log 1",
        "engine": __version__,
        "scenario": story.scenario.id,
        "digest": story.scenario.digest,
        "reader": story.role,
        "commitment": exercise.commitment,
        "seed": exercise.seed if story.over else None,
    }
    if story.whole:
        hidden = set() if story.over else {"seed", "salt"}
        entries = [
            {
                "seq": e.seq,
                "kind": e.kind,
                "turn": e.turn,
                "day": e.day,
                "hash": e.hash,
                "body": {key: value for key, value in e.body.items() if key not in hidden},
            }
            for e in exercise.entries
            if e.kind != "sheet" or story.over
        ]
        return {**head, "entries": entries}
    turns = [
        {
            "turn": turn.number,
            "first_day": turn.first_day,
            "days": turn.days,
            "orders": [doc.to_json() for doc in turn.orders.get(story.role, ())],
            "events": [{"code": e.code, "day": e.day, "ids": e.ids, "numbers": e.numbers} for e in story.events(turn)],
        }
        for turn in story.turns
    ]
    return {**head, "turns": turns, "notes": story.notes}


def write(story: Story, folder: Path) -> list[Path]:
    """Write every table and the log; returns the paths."""
    paths = []
    for name, (head, rows) in tables(story).items():
        path = folder / name
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(head)
            writer.writerows([_safe(cell) for cell in row] for row in rows)
        paths.append(path)
    path = folder / "log.json"
    path.write_text(json.dumps(log(story), indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    return [*paths, path]


def _safe(cell: Any) -> Any:
    """Typed text that a spreadsheet would take for a formula is told apart by a quote mark."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
