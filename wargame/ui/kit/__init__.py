"""The widget kit: themes, text, layout, widgets, focus and dialogs on pygame.

A screen is a function from a view-model to a tree of widgets; `Ui.show(tree)` shows it, `Ui.step(events)` returns
intents, `Ui.draw(surface)` paints when something changed. Build a new tree whenever the view-model changes: widgets
with the same id keep focus, scroll offset and caret.
"""

from wargame.ui.kit.buttons import Button
from wargame.ui.kit.cards import Card, Corner
from wargame.ui.kit.charts import BarChart, BarItem, Fan, FanChart, Sparkline
from wargame.ui.kit.choice import Checkbox, Option, RadioGroup, Segmented, Tabs
from wargame.ui.kit.dropdown import Dropdown
from wargame.ui.kit.entry import NumberEntry, TextEntry
from wargame.ui.kit.grids import Flow, Grid
from wargame.ui.kit.labels import Badge, Heading, KeyValue, Label, Paragraph
from wargame.ui.kit.ladder import Ladder, LadderStrip, Rung
from wargame.ui.kit.layers import Shortcut
from wargame.ui.kit.layout import Column, Row
from wargame.ui.kit.listing import Item, Listing, Log
from wargame.ui.kit.look import Look
from wargame.ui.kit.meters import Meter, Progress, Strip
from wargame.ui.kit.multiline import MultiLine
from wargame.ui.kit.overlays import Modal
from wargame.ui.kit.pilot import Pilot
from wargame.ui.kit.scroll import ScrollArea
from wargame.ui.kit.slider import Mark, Slider
from wargame.ui.kit.spacing import Divider, Spacer, Stack, padded
from wargame.ui.kit.table import Cell, Table, TableColumn, TableRow
from wargame.ui.kit.text import Span, rich
from wargame.ui.kit.themes import THEMES, Theme
from wargame.ui.kit.ui import Ui
from wargame.ui.kit.widget import Intent, Widget

# fmt: off
__all__ = [
    "THEMES", "Badge", "BarChart", "BarItem", "Button", "Card", "Cell", "Checkbox", "Column", "Corner", "Divider",
    "Dropdown", "Fan", "FanChart", "Flow", "Grid", "Heading", "Intent", "Item", "KeyValue", "Label", "Ladder",
    "LadderStrip", "Listing", "Log", "Look", "Mark", "Meter", "Modal", "MultiLine", "NumberEntry", "Option",
    "Paragraph", "Pilot", "Progress", "RadioGroup", "Row", "Rung", "ScrollArea", "Segmented", "Shortcut", "Slider",
    "Spacer", "Span", "Sparkline", "Stack", "Strip", "Table", "TableColumn", "TableRow", "Tabs", "TextEntry", "Theme",
    "Ui", "Widget", "padded", "rich",
]
