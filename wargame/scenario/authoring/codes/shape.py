"""Codes about the shape of documents."""

from __future__ import annotations

from wargame.scenario.authoring.codes.told import Told

TITLE = "Fields and their values"
CODES: dict[str, Told] = {
    "not-a-document": Told(
        "The file is a list or a single value.",
        "A document says what it is.",
        "Start with `format:` and `kind:`.",
    ),
    "unknown-kind": Told(
        "`kind:` is missing or names no kind of document.",
        "The fields to expect depend on it.",
        "One of scenario, map, rules, forces, doctrine, injects.",
    ),
    "not-a-scenario": Told(
        "A scenario is wanted, and this is another kind of document.",
        "Only a scenario can be played.",
        "Name the scenario that uses it.",
    ),
    "wrong-kind": Told(
        "A scenario names a document of one kind where another belongs.",
        "Rules can't stand in for a map.",
        "Move the name to the right list.",
    ),
    "newer-format": Told(
        "The file was made for a newer version of wargame.",
        "Its fields may mean something that this version can't do.",
        "Install a newer wargame.",
    ),
    "older-format": Told(
        "The file is of an older format.",
        "Its fields have other names now.",
        "`wargame migrate FILE --dry-run` shows the difference; without `--dry-run` it is made.",
    ),
    "unknown-field": Told(
        "A key that this document doesn't have.",
        "A misspelt key would otherwise be silently ignored.",
        "Take the name offered, or leave it out; `wargame check --fix` renames it if only one is near.",
    ),
    "missing-field": Told(
        "A field that must be there isn't.",
        "Nothing sensible could stand in for it.",
        "Add it.",
    ),
    "wrong-type": Told(
        "Text, number, list or mapping stands where another is wanted.",
        "Guessing would change what is meant.",
        "Write what is wanted; text goes in quotes.",
    ),
    "wrong-length": Told(
        "Too few or too many entries or characters.",
        "Screens and formulas count on it.",
        "Adapt it.",
    ),
    "out-of-range": Told(
        "A number outside what it can be.",
        "Beyond, the formulas that read it mean nothing.",
        "Stay within the limits that the message gives.",
    ),
    "unknown-value": Told(
        "A word that is none of those possible here.",
        "The engine knows a closed list.",
        "Take one of those offered.",
    ),
    "invalid-value": Told(
        "Values that contradict one another.",
        "Such as a value outside its own low and high.",
        "Correct the one that is wrong.",
    ),
    "bad-id": Told(
        "An id with characters that ids can't have.",
        "Conditions and file names build on ids.",
        "Lower-case letters, digits and _ (in some places -), starting with a letter.",
    ),
}
