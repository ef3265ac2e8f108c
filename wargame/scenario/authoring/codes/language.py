"""Codes about the words that people read."""

from __future__ import annotations

from wargame.scenario.authoring.codes.told import Told

TITLE = "Both languages, readable"
CODES: dict[str, Told] = {
    "not-translated": Told(
        "A sentence is the same in both languages.",
        "It was probably not translated yet.",
        "Translate it.",
    ),
    "blank-text": Told(
        "A text with nothing in it in one language.",
        "Somebody will look at an empty box.",
        "Say it, or take it out.",
    ),
    "no-content-note": Told(
        "The content note is blank.",
        "People are told beforehand that there will be talk of violence.",
        "Write it.",
    ),
    "too-long-to-read": Told(
        "More words than can be read in the time there is: 3 minutes for a seat's papers, 2.5 for the opening, half a "
        "minute for an inject or an order's help, at 180 words a minute.",
        "What isn't read plays no part; the session's clock goes on.",
        "Shorten it, or move details to the annex.",
    ),
    "missing-label": Told(
        "A level that players choose from has no label.",
        "They would see an id.",
        "Add it to `labels`.",
    ),
    "same-short": Told(
        "Two seats have the same short name.",
        "Tables and the map show only that.",
        "Give one another.",
    ),
    "same-name": Told(
        "Two sectors have the same name.",
        "Nobody could say which one is meant.",
        "Name one differently.",
    ),
}
