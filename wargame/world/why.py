"""The "Why?" of an event or a question: how it came about, as JSON data, down to the line of the rules.

Every such dict has a `kind`, and `reads`: the quantities that it as a whole rests on. A role that does not see all of
these exactly gets a lesser dict or none at all (`wargame.world.observe.why_for`); None: control's alone.

check      a chance, rate or share: ``check rows link base base_link base_origin offset factors value draw address``
           (`wargame.world.checks.why`). Each factor has its own `reads`. A graded order adds ``grades``: the bounds of
           the six grades on the die, and ``ruled`` if control had the last word.
condition  a yes or no of the rules: ``text holds values origin``. Each of the `values` is what one side of a comparison
           stood at: ``quantity value reads``, and ``level`` for what is told by an id.
rule       something else that the rules lay down: ``code ids numbers origin``; worded by ``because.<code>``.
parts      several of these together: ``parts``.
causes     why a track moved: ``track before after change causes``, and each cause has ``what id delta origin reads
           seen_by`` (`wargame.world.causes`). The deltas add up to the change.

What `why_for` leaves out is counted: ``hidden`` factors of a check, a `hidden` delta of causes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wargame.world.conditions import Condition, Watched

Why = dict[str, Any]


def of_condition(asked: Condition, state: Any, lane: int = 0) -> Why:
    """What a condition says of a state, and what stands on either side of its comparisons.

    Args:
        state: a `WorldState`, or a tick in the making.
        lane: world within the batch.
    """
    return {
        "kind": "condition", "text": asked.text, "holds": bool(asked(state)[lane]), "origin": asked.origin,
        "values": [_value(watched, state, lane) for watched in asked.watched], "reads": list(asked.reads),
    }  # fmt: skip


def _value(watched: Watched, state: Any, lane: int) -> Why:
    said: Why = {"quantity": watched.text, "value": float(watched.read(state)[lane]), "reads": list(watched.reads)}
    if watched.row is not None:
        row = int(watched.row(state)[lane])
        said["level"] = watched.words[row] if 0 <= row < len(watched.words) else ""
    return said


def rule(
    code: str,
    numbers: Mapping[str, float] | None = None,
    origin: str = "",
    reads: Iterable[str] | None = (),
    **ids: str,
) -> Why:
    """Something that the rules lay down, with its numbers.

    Args:
        code: worded by ``because.<code>``.
        origin: file:line, "" if no single line says it.
        reads: quantities that must be seen exactly to be told of it; none: everybody who hears of the event may know;
            None: control alone.
        ids: named references, e.g. ``trigger="tw_force"``.
    """
    said = {name: float(number) for name, number in (numbers or {}).items()}
    return {"kind": "rule", "code": code, "ids": ids, "numbers": said, "origin": origin, "reads": _listed(reads)}


def parts(*whys: Why | None, reads: Iterable[str] | None = ()) -> Why:
    """Several reasons together, those that are None left out; `reads` as in `rule`."""
    return {"kind": "parts", "parts": [why for why in whys if why is not None], "reads": _listed(reads)}


def _listed(reads: Iterable[str] | None) -> list[str] | None:
    return None if reads is None else list(reads)


def secret(why: Why | None) -> Why | None:
    """The same for control's eyes only."""
    return None if why is None else {**why, "reads": None}


def names_of(*several: Iterable[str] | None) -> tuple[str, ...] | None:
    """All quantities of several `reads` together; None if any of them is None.

    >>> names_of(("calm", "war"), ["war"])
    ('calm', 'war')
    """
    found: dict[str, None] = {}
    for names in several:
        if names is None:
            return None
        found.update(dict.fromkeys(names))
    return tuple(found)
