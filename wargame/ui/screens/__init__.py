"""The screens, and how one is added.

A screen is a class in a file of this folder, and a line in `screen_of` below:

    class DeskScreen(Screen):
        id = "desk"

        def model(self, session):                    # what is shown: ready sentences and numbers, frozen dataclasses
            return desk_model(session.view(), ...)   # pure, in wargame/ui/models/<id>.py, takes views, never a state

        def build(self, model, ui):                  # how it is shown: kit widgets, no decisions
            return Shown(page(model.bar, body), shortcuts=(...), first="order", modal=None)

        def on_intent(self, intent, session):        # what a person wants: change own memory, or tell the session
            ...                                      # return KEEP if nothing has to be built anew (typing), else None

        def on_time(self, session, now_ms): ...      # only if the screen has a clock; returns True to be built anew

        def demo(self, session): ...                 # bring the session to a telling state: for pictures and tests

Screens hold no state (the app gives each its `session`, for map renderers and the like). What a person did on one (tab,
selection, half-written order) is in `session.own(screen id, Factory)`: one object per seat and screen, so that nothing
of one seat can show to the next.

Around every screen the app draws nothing by itself; `frame.page(bar, body, ...)` gives the title bar (turn, phase,
clock, seat, commitment) and the common buttons. Keys that work everywhere belong to the app: F9 copies the screen as
text, F11 is full screen, Ctrl+plus and Ctrl+minus change the size, `?` lists the keys.

What a screen may ask of the session (see `wargame.ui.session`): `exercise`, `seat`, `view()`, `history()`, `say()`,
`own()`, `may_rule`, `go(screen)`, `proceed()`, `acknowledge()`, `attempt(action)`, `toast()`, `focus(id)`, `clock`,
`jobs`, `naming` and `reader` (names and numbers in words). `models/telling.py` tells events, `models/ladders.py` reads
the ladders, `screens/situation.py` has strips, ladders and message cards to share.
"""

from __future__ import annotations

from wargame.ui.screens.base import KEEP, Screen, Shown

SCREENS: tuple[str, ...] = (
    "start", "setup", "turn_zero", "curtain", "situation", "desk", "moment", "consequence", "control", "timeline",
    "debrief", "public",
)  # fmt: skip
"""Ids of all screens, each a module of this folder; in the order in which a game meets them."""

__all__ = ["KEEP", "SCREENS", "Screen", "Shown", "screen_of"]


def screen_of(id: str) -> Screen:  # noqa: C901 (one line per screen; each is imported when it is first shown)
    """The screen with an id."""
    match id:
        case "start":
            from wargame.ui.screens.start import StartScreen

            return StartScreen()
        case "setup":
            from wargame.ui.screens.setup import SetupScreen

            return SetupScreen()
        case "turn_zero":
            from wargame.ui.screens.turn_zero import TurnZeroScreen

            return TurnZeroScreen()
        case "curtain":
            from wargame.ui.screens.curtain import CurtainScreen

            return CurtainScreen()
        case "situation":
            from wargame.ui.screens.situation import SituationScreen

            return SituationScreen()
        case "desk":
            from wargame.ui.screens.desk import DeskScreen

            return DeskScreen()
        case "moment":
            from wargame.ui.screens.moment import MomentScreen

            return MomentScreen()
        case "consequence":
            from wargame.ui.screens.consequence import ConsequenceScreen

            return ConsequenceScreen()
        case "control":
            from wargame.ui.screens.control import ControlScreen

            return ControlScreen()
        case "timeline":
            from wargame.ui.screens.timeline import TimelineScreen

            return TimelineScreen()
        case "debrief":
            from wargame.ui.screens.debrief import DebriefScreen

            return DebriefScreen()
        case "public":
            from wargame.ui.screens.public import PublicScreen

            return PublicScreen()
    raise KeyError(f"there is no screen {id!r}; there are {', '.join(SCREENS)}")
