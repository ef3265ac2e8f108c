"""Build hook: puts `scenarios/` and `assets/` inside the wheel, and leaves them where they are for an editable install.

Hatchling's own `force-include` would copy them in both cases, and an editable install would keep the old copy for good.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("assets", "scenarios")


class WheelData(BuildHookInterface):
    """Called by hatchling before it builds a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Map the folders to where `wargame/places.py` looks for them."""
        if version == "standard":
            build_data["force_include"].update({name: f"wargame/_shipped/{name}" for name in SHIPPED})
