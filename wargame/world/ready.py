"""Compiled tables at once: from the user's cache if no document changed, else compiled and remembered.

From the cache it takes neither the documents nor their models, whose imports take as long as all the rest of a start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from wargame.scenario.cache import recall, remember
from wargame.scenario.find import find, folder_of, name_of
from wargame.scenario.sources import Source, Texts
from wargame.world.tables import Tables

if TYPE_CHECKING:
    from wargame.scenario.document import Scenario


def ready(scenario: Scenario | str | Path, overrides: Mapping[str, float | str] | None = None) -> Tables:
    """What `compile_world` makes of a scenario: one that was loaded, or a path, or the bare name of a shipped one.

    Raises: as `wargame.load` and `compile_world` do.
    """
    if isinstance(scenario, (str, Path)) and not overrides:
        path = find(scenario)
        return _ready(folder_of(path), name_of(path), lambda: _load(path))
    from wargame.world.compile import compile_world

    return compile_world(_load(scenario) if isinstance(scenario, (str, Path)) else scenario, overrides)


def ready_texts(scenario: Scenario) -> Tables:
    """The same for what `wargame.scenario.load_texts` made of the texts that an exercise file kept, unchanged."""
    return _ready(Texts(scenario.files), scenario.path.name, lambda: scenario)


def _ready(source: Source, main: str, load: Callable[[], Scenario]) -> Tables:
    known = recall("tables", source, main, np.__version__)
    if isinstance(known, Tables):
        return known
    from wargame.world.compile import compile_world

    scenario = load()
    tables = compile_world(scenario)
    remember("tables", source, main, np.__version__, scenario.files, tables)
    return tables


def _load(path_or_name: str | Path) -> Scenario:
    from wargame.scenario import load

    return load(path_or_name)
