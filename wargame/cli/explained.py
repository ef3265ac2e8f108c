"""`wargame run --explain WORLD[:TURN[:TICK]]`: one world of the batch, played again, with a reason for everything."""

import json
from typing import Any

from wargame.errors import InputError


def explain_world(scenario: str, address: str, worlds: int, *, as_json: bool, **chosen: Any) -> str:
    """What is printed: text, or JSON data.

    Args:
        address: world, turn and tick, as many as are given.
        worlds: how many the batch has.
        chosen: of `wargame.analysis.explain.explain`.
    """
    world, turn, tick = _read(address)
    if world >= worlds:
        hint = f"worlds are numbered from 0 to {worlds - 1}; --worlds says how many there are"
        raise InputError("option-range", f"--explain {address}: there is no world {world}", hint=hint)
    from wargame.analysis.explain import explain

    found = explain(scenario, world=world, turn=turn, tick=tick, **chosen)
    if as_json:
        return json.dumps(found.to_json(), ensure_ascii=False, indent=1)
    from wargame.analysis.naming import Naming
    from wargame.report.explained import text
    from wargame.scenario import load
    from wargame.words import Words

    return text(found, Naming(load(scenario), Words("en")))


def _read(address: str) -> tuple[int, int | None, int | None]:
    """The parts of an address.

    >>> _read("4711"), _read("4711:3"), _read("4711:3:2")
    ((4711, None, None), (4711, 3, None), (4711, 3, 2))
    """
    parts = address.split(":")
    if len(parts) > 3 or not all(part.isdecimal() and len(part) <= 18 for part in parts):
        raise InputError("option-shape", f"--explain {address}: it must look like WORLD[:TURN[:TICK]]")
    world, *rest = map(int, parts)
    turn, tick = (*rest, None, None)[:2]
    return world, turn, tick
