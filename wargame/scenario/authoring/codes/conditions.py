"""Codes about conditions and quantities in them."""

from __future__ import annotations

from wargame.scenario.authoring.codes.told import Told

TITLE = "Conditions"
CODES: dict[str, Told] = {
    "unknown-name": Told(
        "A condition names no quantity, track or setting.",
        "It could never be judged.",
        "Take the name offered; the page on quantities lists them.",
    ),
    "unknown-row": Told(
        "In `q[row]`, the quantity has no such row.",
        "Rows are ids of sides, sectors, orders ...",
        "Take the name offered.",
    ),
    "unknown-function": Told(
        "No function of the language.",
        "It knows total, mean, max, min, sum, change and held.",
        "Use one of these.",
    ),
    "bad-character": Told(
        "A character that has no place in a condition.",
        "The language is a small part of Python's expressions.",
        "Write `and`, `or`, `not`; no `&`, `|` or curly quotes.",
    ),
    "bad-condition": Told(
        "The text can't be read as a condition.",
        "Something is missing or too much.",
        "Look at the place it points at.",
    ),
    "bad-row": Told(
        "A row is given as something else than an id.",
        "Rows are named, never numbered.",
        "Write the id; one with a hyphen in quotes.",
    ),
    "too-many-rows": Told(
        "More rows than the quantity has axes.",
        "There is nothing left to pick from.",
        "Leave one out.",
    ),
    "which-row": Told(
        "A quantity that holds an id must say of which row.",
        "The mean of ids says nothing.",
        "Write q[id].",
    ),
    "wrong-arguments": Told(
        "A function is given too few or too many things.",
        "total(x), sum(x, days).",
        "Write it as the message shows.",
    ),
    "bad-days": Told(
        "Days that are no whole number from 1 to 3650.",
        "Windows look back whole days.",
        "Write a whole number.",
    ),
    "nested-window": Told(
        "A window of days inside another one.",
        "The engine keeps one memory for each window.",
        "Take one out.",
    ),
    "sum-of-level": Told(
        "`sum` of something that stands at every moment.",
        "Levels don't add up over days.",
        "Sum a flow, or use change(x, days).",
    ),
    "change-of-flow": Told(
        "`change` of something that only counts.",
        "A flow has no value to compare with.",
        "Take a level, or use sum(x, days).",
    ),
    "nothing-to-reduce": Told(
        "`total`, `mean`, `max` or `min` of what is one number already.",
        "It would change nothing, and misleads.",
        "Leave the function out.",
    ),
    "number-not-yes-no": Told(
        "A number stands where a yes or no is wanted.",
        "When is it true?",
        "Compare it with something.",
    ),
    "yes-no-not-number": Told(
        "A yes or no stands where a number is wanted.",
        "It can't be computed with.",
        "Leave the comparison out.",
    ),
    "condition-too-long": Told(
        "More than 400 characters.",
        "Nobody can check it.",
        "Split it into gates or tracks.",
        "a condition of 500 characters; in a document it is called `wrong-length`",
    ),
    "condition-too-deep": Told("More than 24 levels of nesting.", "Nobody can check it.", "Split it."),
    "not-a-selector": Told(
        "A doctrine's target is no argmax(x) or argmin(x).",
        "Targets are ids or selectors.",
        "Write argmax(quantity), or an id.",
    ),
    "nothing-to-choose": Told(
        "argmax or argmin of what is the same for every candidate.",
        "Any would do.",
        "Name a quantity that differs along that axis.",
    ),
    "unseen-quantity": Told(
        "A doctrine builds on what its seat can't see.",
        "An AI seat may not peek.",
        "Give the seat sight of it, or decide by something else.",
    ),
    "hidden-criterion": Told(
        "A rung or tripwire is judged by what nobody can see.",
        "It is tested on what is known.",
        "Build on recorded things, or give it sight.",
    ),
    "always-true": Told(
        "A condition that holds whatever happens.",
        "It asks nothing.",
        "Leave it out, or look at the numbers.",
    ),
    "rule-never-applies": Told(
        "A doctrine's rule whose condition can't hold.",
        "The seat will never do it.",
        "Look at the ranges of what it names.",
    ),
}
