"""wargame: a tabletop-exercise engine for ceasefire lines. Educational; it forecasts nothing.

The public names are `load`, `simulate`, `explain`, `Runs`, `DocumentError` and the modules `combat` and `airdefence`.
They are looked up when first used, so that `import wargame` and `wargame --help` cost next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame import airdefence as airdefence
    from wargame import combat as combat
    from wargame.analysis.explain import explain as explain
    from wargame.scenario import DocumentError as DocumentError
    from wargame.scenario import load as load
    from wargame.simulate import Runs as Runs
    from wargame.simulate import simulate as simulate

__version__ = "0.1.0"
__all__ = ["DocumentError", "Runs", "__version__", "airdefence", "combat", "explain", "load", "simulate"]

_HOME = {
    "airdefence": "wargame.airdefence",
    "combat": "wargame.combat",
    "DocumentError": "wargame.scenario",
    "explain": "wargame.analysis.explain",
    "load": "wargame.scenario",
    "Runs": "wargame.simulate",
    "simulate": "wargame.simulate",
}


def __getattr__(name: str) -> Any:
    """Find a public name in the room it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(_HOME[name])
    return module if _HOME[name] == f"wargame.{name}" else getattr(module, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _CallableSimulate(ModuleType):
    """The module `wargame.simulate`, which can be called as the function of the same name."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.simulate(*args, **kwargs)


class _Package(ModuleType):
    """This package. Importing `wargame.simulate` binds the module to that name here, over the function that is
    documented under it; so the module is made callable at that moment, and both readings of the name stay true."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "simulate" and type(value) is ModuleType:
            value.__class__ = _CallableSimulate
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
