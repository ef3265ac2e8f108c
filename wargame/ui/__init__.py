"""The Pygame face: a view-model goes in, pixels and intents come out.

`kit` is the widget kit, `mapview` draws the map. This is the only room that imports pygame. Nothing in it knows a
rule, rolls a die or reads an exercise file.
"""
