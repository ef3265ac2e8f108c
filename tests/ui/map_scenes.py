"""The shipped theatre with invented numbers, for tests and pictures of the map."""

from __future__ import annotations

from functools import lru_cache

import yaml

from wargame.places import scenarios_dir
from wargame.ui.mapview import DEFAULT_LAYERS, ForceMark, MapGeometry, MapRenderer, MapScene, SectorMark
from wargame.words import Words

COUNTS = [3, 6, 12, 2, 1, 4, 9, 22, 31, 44, 118, 96, 40, 27, 18, 35, 11, 24, 6, 2, 1, 5, 0, 3]


@lru_cache(maxsize=1)
def geometry() -> MapGeometry:
    return MapGeometry(yaml.safe_load((scenarios_dir() / "maps" / "ukraine.yaml").read_text(encoding="utf-8")))


@lru_cache(maxsize=2)
def renderer(lang: str = "en") -> MapRenderer:
    return MapRenderer(geometry(), Words(lang).say)


def scene(lang: str = "en", selection: str = "s11", layers: frozenset[str] = DEFAULT_LAYERS) -> MapScene:
    sectors = tuple(
        SectorMark(
            sector.id,
            violations=None if i == 4 else COUNTS[i],
            trend=(i % 3) - 1 if COUNTS[i] > 20 else 0,
            coverage=None if i == 22 else ((i * 7) % 10) / 10,
            exposure=((i * 5) % 9) / 9,
            alert=COUNTS[i] > 90,
        )
        for i, sector in enumerate(geometry().sectors)
    )
    elements = (
        ForceMark("hq", "headquarters", "friend", "kyiv", "MNF-U HQ"),
        ForceMark("fr", "infantry_brigade", "friend", "lviv", "Bde (FR)"),
        ForceMark("tr", "training_team", "friend", "lviv", "Training (UK)"),
        ForceMark("log", "logistics_battalion", "friend", "rzeszow", "Log bn (NL)"),
        ForceMark("uk", "mechanised_brigade", "friend", "kryvyi-rih", "Bde (UK)"),
        ForceMark("nl", "marine_battalion", "friend", "mykolaiv", "Marines (NL)"),
        ForceMark("pat", "patriot_battery", "friend", "odesa", "Patriot (NL)"),
        ForceMark("air", "fighter_squadron", "friend", "constanta", "F-35 (NL)"),
        ForceMark("pl", "airmobile_battalion", "friend", "poltava", "Air assault (PL)", pending=True),
        ForceMark("eng", "engineer_company", "friend", "dnipro", "Engineers (NL)"),
        ForceMark("obs", "observer_team", "neutral", "s07", "Monitors C"),
        ForceMark("obs2", "observer_team", "neutral", "s12", "Monitors E"),
        ForceMark("ua", "army_corps", "neutral", "kramatorsk", "UA 11 Corps"),
        ForceMark("ru", "army_corps", "hostile", "ru-home", "Reserve"),
        ForceMark("nlh", "infantry_brigade", "friend", "nl-home", "43 Bde"),
        ForceMark("nlh2", "medical_company", "friend", "nl-home", "Medical coy"),
    )
    return MapScene(sectors, elements, layers, selection, lang)
