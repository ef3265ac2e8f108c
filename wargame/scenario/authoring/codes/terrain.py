"""Codes about line, sectors, areas and zones."""

from __future__ import annotations

from wargame.scenario.authoring.codes.told import Told

TITLE = "The map"
CODES: dict[str, Told] = {
    "bad-point": Told(
        "A point that is no [longitude, latitude].",
        "The two are easily swapped.",
        "Longitude first.",
    ),
    "line-length": Told(
        "The stated length is not that of the points, within 2 %.",
        "Densities and rates are per kilometre.",
        "State what was measured, or correct the points.",
    ),
    "sector-gap": Told("Nothing covers a stretch of the line.", "What happens there?", "Let sectors meet."),
    "sector-overlap": Told("Two sectors cover the same stretch.", "It would count twice.", "Let sectors meet."),
    "empty-sector": Told("A sector ends where it starts, or before.", "It has no length.", "Correct the kilometres."),
    "sectors-short": Told(
        "The last sector doesn't end where the line does.",
        "Part of the line would not exist.",
        "Let it end there.",
    ),
    "torn-area": Told(
        "An area's sectors are not neighbours.",
        "People speak of an area as one stretch.",
        "Make it two areas.",
    ),
    "torn-sector": Told(
        "A sector lies on two pieces of the line.",
        "It could not be drawn or spoken of as one stretch.",
        "Let sectors end where a piece does.",
    ),
    "empty-zone": Told("A zone ends where it starts, or before.", "It has no length.", "Correct the kilometres."),
    "zone-off-line": Told("A zone reaches beyond the end of the line.", "It lies along it.", "Correct the kilometres."),
    "sides-of-line": Told(
        "`sides` of the line are not the two sides of the scenario.",
        "The map colours the ground by them.",
        "Name the side on the left, then the one on the right.",
    ),
    "bare-schematic": Told(
        "A schematic map without a town.",
        "People need something to point at.",
        "Add `cities:`.",
    ),
    "idle-cities": Told(
        "Cities are listed on a map that has its own.",
        "They would be drawn twice, or not at all.",
        "Leave them out, or make the map schematic.",
    ),
    "unknown-base": Told(
        "There is no base map of this name.",
        "The ground could not be drawn.",
        "Take one of those offered, or `schematic`.",
    ),
    "unknown-city": Told(
        "A corridor runs through a city that the map doesn't have.",
        "The road could not be drawn.",
        "Take the name offered.",
    ),
}
