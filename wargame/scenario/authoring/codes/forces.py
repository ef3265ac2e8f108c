"""Codes about what nations can send."""

from __future__ import annotations

from wargame.scenario.authoring.codes.told import Told

TITLE = "Force options"
CODES: dict[str, Told] = {
    "unknown-symbol": Told(
        "A component has a symbol that doesn't exist.",
        "The map could not draw it.",
        "Take the name offered; `assets/symbols/symbols.json` lists them.",
    ),
    "implausible-force": Told(
        "People or days beyond what such units have or take.",
        "`people` counts all units of the component together; a zero too many is easily written.",
        "Look at it again.",
    ),
    "option-counted-twice": Told(
        "One unit stands in two places, under two ids, or as the whole and as a part.",
        "A pledge counted twice is the classic mistake of force generation.",
        "One unit, one option, one place.",
    ),
    "home-not-home": Told(
        "An option's home is near the line.",
        "Home is where it comes from and returns to.",
        "Name another place.",
    ),
    "nowhere-to-be": Told(
        "The map has no place as near or far as the option may be based.",
        "It could never be deployed.",
        "Add a place, or widen `basing`.",
    ),
    "not-based-there": Told(
        "An option starts at a place of a depth that its basing excludes.",
        "Play would start with a broken promise.",
        "Choose another place, or widen `basing`.",
    ),
}
