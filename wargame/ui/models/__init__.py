"""View-models: what a screen shows, as frozen data with ready sentences. Pure; no pygame.

Models of players' screens take a `View` (or the `History` of one seat's views), never a state of the world, so they
can't show what the seat may not know. Only control's, the timeline's and the debrief's models may take the truth.
"""
