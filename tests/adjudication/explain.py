"""Reads a "Why?" aloud: what happened and every reason for it, with the line of the rules that each rests on.

`python -m tests.adjudication.explain` plays a year of the shipped scenario and explains ten of its outcomes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from wargame import load
from wargame.adjudication import adjudicate
from wargame.adjudication.opening import settle
from wargame.dice import Dice
from wargame.scenario.document import Scenario
from wargame.simulate import plan_of, replies, turn_orders
from wargame.words import Words
from wargame.world.calendar import tick_lengths
from wargame.world.causes import Cause, Waiting, moved
from wargame.world.compile import compile_world
from wargame.world.events import Event
from wargame.world.orders import Orders
from wargame.world.tables import Tables

LANES = 4


def leaves(why: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    """The parts of a reason that have no parts themselves."""
    if why is not None and why["kind"] == "parts":
        for part in why["parts"]:
            yield from leaves(part)
    elif why is not None:
        yield why


def origins(why: dict[str, Any] | None) -> Iterator[tuple[str, float | str]]:
    """(file:line, the number or the text that stands there) of everything in a reason that names a line."""
    for part in leaves(why):
        if part["kind"] == "check":
            yield part["base_origin"], part["base"]
            yield from ((factor["origin"], factor["gain"]) for factor in part["factors"] if factor["gain"] != 1)
        elif part["kind"] == "condition":
            yield part["origin"], part["text"]
        elif part["kind"] == "rule" and part["origin"]:
            numbers = part["numbers"]
            yield part["origin"], numbers.get("limit", "")


def told(why: dict[str, Any] | None) -> Iterator[str]:
    """A line of text for each reason."""
    words = Words("en")
    for part in leaves(why):
        if part["kind"] == "check":
            die = "" if part["draw"] is None else f", die {part['draw']:.3f}"
            start = f"from {part['base']} ({part['base_origin']})"
            yield f"{part['check']} {part['rows']} = {part['value']:.4g}{die} {start}"
            for each in part["factors"]:
                yield f"    {each['contribution']:+.3f}  {each['quantity']} = {each['value']:.4g} ({each['origin']})"
        elif part["kind"] == "condition":
            stood = ", ".join(f"{each['quantity']} = {each.get('level', each['value'])}" for each in part["values"])
            yield f"{part['text']} is {part['holds']}: {stood} ({part['origin']})"
        elif part["kind"] == "rule":
            yield f"{words.say('because.' + part['code'], **part['ids'], **part['numbers'])} ({part['origin']})"
        else:
            yield f"{part['track']} {part['before']:.2f} -> {part['after']:.2f}"
            for each in part["causes"]:
                yield f"    {each['delta']:+.3f}  {each['what']} {each['id']} ({each['origin']})"


def year(seed: int, turns: int = 12) -> tuple[Scenario, Tables, list[Event]]:
    """A live game of the shipped scenario with a doctrine in every seat, and its events."""
    scenario = load("moderate")
    tables = compile_world(scenario)
    dice = Dice(seed, np.zeros(LANES, np.int64))
    plan = plan_of(tables, turns=turns, seed=seed)
    state = settle(tables.start, tables, dice)
    events: list[Event] = []
    waiting: tuple[Waiting, ...] = ()
    for number, days in plan.turns:
        start = state = state.at_turn(number)
        given: Orders | None = turn_orders(plan, state, dice)
        causes: list[Cause] = []
        for dt in tick_lengths(days, plan.dt_days):
            outcome = adjudicate(
                state, given, (), tables, dice, dt_days=dt, live=True, replies=replies(plan, dice), waiting=waiting
            )
            state, given, waiting = outcome.state, None, outcome.waiting
            events += outcome.events
            causes += outcome.causes
        events += moved(causes, start, state, tables)
    return scenario, tables, events


if __name__ == "__main__":
    played = [event for event in year(5)[2] if event.why is not None]
    chosen = np.random.default_rng(1).choice(len(played), 10, replace=False)
    for number in sorted(chosen):
        event = played[number]
        print(f"\nday {event.day}: {event.code} {event.ids} {event.numbers}")
        print("\n".join(told(event.why)))
