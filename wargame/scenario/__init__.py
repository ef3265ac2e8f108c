"""What designers write: documents, their loader, conditions and lint.

The public names are looked up when first used: what plays on compiled tables needs no document models, and importing
those takes as long as all the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.scenario.document import Scenario as Scenario
    from wargame.scenario.issues import DocumentError as DocumentError
    from wargame.scenario.issues import Issue as Issue
    from wargame.scenario.issues import render_issues as render_issues
    from wargame.scenario.loader import Listing as Listing
    from wargame.scenario.loader import check as check
    from wargame.scenario.loader import check_texts as check_texts
    from wargame.scenario.loader import checked as checked
    from wargame.scenario.loader import list_scenarios as list_scenarios
    from wargame.scenario.loader import load as load
    from wargame.scenario.loader import load_texts as load_texts
    from wargame.scenario.registry import build_registry as build_registry

__all__ = [
    "DocumentError", "Issue", "Listing", "Scenario", "build_registry", "check", "check_texts", "checked",
    "list_scenarios", "load", "load_texts", "render_issues",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Find a public name in the module it lives in."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from wargame.scenario import issues, loader, registry

    return next(getattr(module, name) for module in (loader, issues, registry) if hasattr(module, name))
