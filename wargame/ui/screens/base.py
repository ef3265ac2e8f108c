"""What every screen is: a model of what is shown, widgets that show it, and answers to what people do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from wargame.ui.kit import Intent, Modal, Shortcut, Ui, Widget

if TYPE_CHECKING:
    from wargame.ui.session import Session


class _Keep:
    """The type of `KEEP`."""


KEEP: Final = _Keep()
"""An intent that changes nothing on the screen but what its own widget shows already."""


@dataclass(frozen=True)
class Shown:
    """A built screen: root widget, keys without a widget, the id that gets the focus, and the open dialog if any."""

    root: Widget
    shortcuts: tuple[Shortcut, ...] = ()
    first: str = ""
    modal: Modal | None = None


class Screen:
    """Base of all screens. Stateless: everything a person did is in `session.own`."""

    id = ""
    session: Session
    """The session it is shown for; set by the app before anything is asked of it. For map renderers and the like."""
    open_to_all = False
    """True: may be shown while nobody sits before the screen (start, set-up, curtain, public display)."""

    def model(self, session: Session) -> Any:
        """What is shown."""
        raise NotImplementedError

    def build(self, model: Any, ui: Ui) -> Shown:
        """How it is shown."""
        raise NotImplementedError

    def on_intent(self, intent: Intent, session: Session) -> _Keep | None:
        """What a person wants."""
        raise NotImplementedError

    def on_time(self, session: Session, now_ms: int) -> bool:
        """Time went by; True: build anew."""
        return False

    def demo(self, session: Session) -> None:
        """Bring the session to a telling state of this screen, for pictures and tests.

        It comes as `wargame.ui.staging.stage` leaves it: orders of turn 3, the Netherlands sitting at their desk
        (start, set-up and turn zero: as fresh as they are). The demo may play on through `session.game`, sit
        somebody else down with `session.sit`, and must end with this screen being shown.
        """
        raise NotImplementedError
