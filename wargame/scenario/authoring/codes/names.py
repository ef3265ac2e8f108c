"""Codes about names that lead nowhere or to two things."""

from __future__ import annotations

from wargame.scenario.authoring.codes.told import Told

TITLE = "Names of other things"
CODES: dict[str, Told] = {
    **{
        f"unknown-{what}": Told(
            f"The name of {an} that doesn't exist in this scenario.",
            f"{why}",
            "Take the name offered, define the thing, or leave the entry out.",
        )
        for what, an, why in (
            ("role", "a role", "Whoever gives, sees, decides or receives must have a seat."),
            ("track", "a track", "An effect or arrow needs something to pull on."),
            ("check", "a check", "An order is graded, and an outcome strip filled, by a check."),
            ("setting", "a setting", "Only a setting can be set."),
            ("level", "a level", "A setting has the levels that it lists, and an order those that it offers."),
            ("sector", "a sector", "The map says which there are."),
            ("area", "an area", "The map says which there are."),
            ("side", "a side", "There are two, named by the scenario."),
            ("place", "a place", "A force is at a place of the map."),
            ("force-option", "a force option", "Only what is in a catalogue can be deployed or chosen."),
            ("answer", "an answer", "The rules list the ways to answer a trigger."),
            ("doctrine", "a doctrine", "An empty seat is played by a doctrine that the scenario names."),
            ("objective", "a learning objective", "Injects serve objectives of the scenario."),
            ("inject", "an inject", "Evidence points at something that can happen."),
            ("order", "an order", "A doctrine gives, and evidence points at, orders of the rules."),
            ("trigger", "a trigger", "Replies and evidence are about triggers of the rules."),
            ("quantity", "a quantity", "Desks and sight speak of quantities of the registry."),
            ("source", "a source", "Every number and claim can be traced."),
            ("parameter", "a parameter", "A doctrine can only fill in what the order asks for."),
            ("axis", "an axis", "A factor can be limited to rows of the check's own axes."),
            ("session", "a session", "Only a session that is there can be left out."),
            ("rung", "a rung", "A ladder starts and freezes on one of its own rungs."),
        )
    },
    "unknown-evidence": Told(
        "Evidence of a kind that isn't kept.",
        "An objective is judged by what the log holds.",
        "conditions_ledger, intent_sheet, violations, outcomes, or order:ID, inject:ID, trigger:ID.",
    ),
    "unknown-claim": Told(
        "An order shows a claim that the ledger doesn't have.",
        "The claims are C1 to C28.",
        "Correct the number.",
    ),
    "duplicate-id": Told(
        "Two things of one kind have the same id.",
        "Nobody could say which one is meant.",
        "Rename one.",
    ),
    "name-clash": Told(
        "A track or setting is named like a quantity of the engine, or like one another.",
        "A condition that names it could mean two things.",
        "Rename it.",
    ),
    "reserved-word": Told(
        "An id is a word of the condition language.",
        "A condition that names it could not be read.",
        "Rename it.",
    ),
    "named-twice": Told("A file is named twice in one list.", "Its entries would be there twice.", "Take one out."),
    "doctrine-of-another": Told(
        "A seat names a doctrine that is written for another seat.",
        "Its orders would not be that seat's.",
        "Name another, or change the doctrine's `role`.",
    ),
    "order-of-another": Told(
        "A doctrine gives an order that belongs to another seat.",
        "It could never give it.",
        "Take an order of its own.",
    ),
    "idle-doctrine": Told(
        "No seat may choose this doctrine.",
        "It will never play.",
        "Name it under the role's `doctrines`.",
    ),
    "idle-area": Told("An area has no sectors.", "Nothing can happen there.", "Give it sectors, or take it out."),
}
