"""The Pygame face: a view-model goes in, pixels and intents come out.

`kit` is the widget kit, `mapview` draws the map. This is the only room that imports pygame. Nothing in it knows a
rule, rolls a die or reads an exercise file.
"""

import os

# Before anything here imports pygame: no banner on the console, and sharp text on dense screens.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
