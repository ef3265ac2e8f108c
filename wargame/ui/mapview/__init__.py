"""The map: geography and a scene go in, a picture and picks come out. It knows nothing of the engine."""

from wargame.ui.mapview.geometry import MapGeometry
from wargame.ui.mapview.renderer import MapRenderer
from wargame.ui.mapview.scene import DEFAULT_LAYERS, LAYERS, ForceMark, MapScene, Pick, PlacedLabel, SectorMark
from wargame.ui.mapview.viewport import Viewport
from wargame.ui.mapview.widget import MapWidget

# fmt: off
__all__ = [
    "DEFAULT_LAYERS", "LAYERS", "ForceMark", "MapGeometry", "MapRenderer", "MapScene", "MapWidget", "Pick",
    "PlacedLabel", "SectorMark", "Viewport",
]
