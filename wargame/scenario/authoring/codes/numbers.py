"""Codes about the rules' numbers."""

from __future__ import annotations

from wargame.scenario.authoring.codes.told import Told

TITLE = "Numbers, checks and couplings"
CODES: dict[str, Told] = {
    "missing-check": Told(
        "The rules lack a check that the engine evaluates.",
        "Every chance is a check somebody can open.",
        "Add it, with the link that the message names.",
    ),
    "missing-tunable": Told(
        "The rules lack a number that a mechanism reads.",
        "No number stands in the code.",
        "Add it.",
    ),
    "wrong-link": Told(
        "A check has another link than the engine reads it with.",
        "A rate is no probability.",
        "Take the link that the message names.",
    ),
    "idle-check": Told("A check that nothing evaluates.", "Probably misspelt.", "Rename it, or take it out."),
    "idle-tunable": Told("A number that no mechanism reads.", "Probably misspelt.", "Rename it, or take it out."),
    "base-at-edge": Told(
        "A base of 0 (or, for a probability, 1).",
        "On its scale that is infinitely far away: no factor moves it.",
        "Take a small number instead.",
    ),
    "rest-and-rate": Told(
        "A track has a rest without a rate, or a rate without a rest.",
        "It would not know where to go, or how fast.",
        "Give both, or neither.",
    ),
    "cites-itself": Told(
        "A number is called cited, and its source is the designer.",
        "The share of cited numbers is shown to sponsors.",
        "Call it assumed, or cite a source.",
    ),
    "no-effect": Told("An effect of zero.", "It promises what it doesn't do.", "Leave it out, or give it a number."),
    "no-classes": Told(
        "The rules have no classes of violation.",
        "The truce could not be broken.",
        "Add `violations:`.",
    ),
    "missing-share": Told(
        "A side has no share in any class of violation.",
        "What it does would have no kind.",
        "Give it shares.",
    ),
    "runaway-tit-for-tat": Told(
        "Each side answers fire with at least as much fire.",
        "Violence would grow without end in every run.",
        "Stay below 1.",
    ),
    "runaway-loop": Told(
        "Couplings in a circle feed themselves faster than tracks come to rest.",
        "A small push ends at the end of the scale, whatever the players do.",
        "Lower a gain, or let a track rest faster.",
    ),
    "level-as-event": Told(
        "An event coupling whose source stands at every moment.",
        "It would strike anew in every tick.",
        "Make it `kind: level`, or take a flow as source.",
    ),
    "coupling-without-source": Told(
        "A coupling whose source names no quantity.",
        "It pulls for ever, by nothing.",
        "Name what pulls, or change the track's rest.",
    ),
    "coupling-to-itself": Told(
        "A track that pulls itself.",
        "That is what `rest` and `rate` are for.",
        "Use these.",
    ),
    "coupling-without-pull": Told(
        "A coupling whose gain is nothing, from low to high.",
        "The diagram would show an arrow that isn't there.",
        "Leave it out.",
    ),
}
