"""What every code of `wargame check` means, why it is looked for, and the way out: the reference is made from this.

One module a chapter, each with a `TITLE` and `CODES`: code -> `Told`. A test holds that every code has an entry here
and a broken example in `tests/bad`.
"""

from __future__ import annotations

from wargame.scenario.authoring.codes import (
    commands,
    conditions,
    exercise,
    files,
    forces,
    language,
    names,
    numbers,
    play,
    shape,
    terrain,
)
from wargame.scenario.authoring.codes.told import Told

CHAPTERS: dict[str, tuple[str, dict[str, Told]]] = {
    module.__name__.rpartition(".")[2]: (module.TITLE, module.CODES)
    for module in (
        files, shape, language, names, conditions, exercise, play, numbers, forces, terrain, commands,
    )
}  # fmt: skip
"""Chapter -> its title and codes."""
ALL: dict[str, Told] = {code: told for _, codes in CHAPTERS.values() for code, told in codes.items()}
