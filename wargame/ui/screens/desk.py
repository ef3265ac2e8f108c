"""The decision desk on screen: ladders and figures on top, the map as evidence at the left, decisions at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.ui.kit import Button, Column, Divider, Intent, Modal, Paragraph, Row, Shortcut, Span, Ui
from wargame.ui.mapview import DEFAULT_LAYERS
from wargame.ui.models.composer import FREE, OrderDraft, begin
from wargame.ui.models.desk import TABS, DeskModel, DeskOwn, desk_model
from wargame.ui.screens import composer, desk_panel, estimate
from wargame.ui.screens.base import KEEP, Screen, Shown
from wargame.ui.screens.desk_map import WIDE, dashboard, map_area
from wargame.ui.screens.frame import title_bar
from wargame.world.orders import OrderDoc

if TYPE_CHECKING:
    from wargame.ui.session import Session

SEALING = "desk.sealing"
PANEL = 500


class DeskScreen(Screen):
    """The main screen of a seat."""

    id = "desk"

    def own(self, session: Session) -> DeskOwn:
        """What this seat did at its desk."""
        return session.own(
            "desk", lambda: DeskOwn(layers=DEFAULT_LAYERS if session.room[0] >= WIDE else DEFAULT_LAYERS - {"legend"})
        )

    def model(self, session: Session) -> DeskModel:
        """The desk now."""
        own = self.own(session)
        if own.job is not None and not own.job.running and own.job.result is not None and own.estimate is None:
            estimate.arrived(own, session)
        return desk_model(session, own)

    def build(self, model: DeskModel, ui: Ui) -> Shown:
        """Bar, dashboard, map and panel."""
        say = ui.say
        actions = [
            Button(say("desk.estimate"), id="desk.estimate", icon="eye", shortcut="f6"),
            Button(say("desk.seal"), kind="primary", id="desk.seal", icon="lock", shortcut="f8"),
        ]
        panel = desk_panel.panel(model, say, PANEL)
        body = Row([map_area(model, self.session, say), Divider(vertical=True), panel], gap=0, grow=1)
        root = Column(
            [title_bar(model.bar, actions), Divider(), dashboard(model, ui), Divider(), body], gap=0, fill="panel"
        )
        keys = [
            Shortcut(f"alt+{n + 1}", f"desk.tab.{tab}", say("desk.key.tab", tab=name))
            for n, (tab, name) in enumerate(model.tabs)
        ]
        keys.append(Shortcut("l", "desk.layers", say("desk.layers")))
        return Shown(root, tuple(keys), first="desk.orders", modal=self._dialog(model, say))

    def _dialog(self, model: DeskModel, say: Any) -> Modal | None:
        if model.doors_open and model.composer is not None:
            return composer.doors_dialog(model.composer, model.speaker, say)
        if model.estimate.open:
            return estimate.dialog(model.estimate, say)
        if model.sealing:
            body = [
                Paragraph(model.sealing),
                *(Paragraph([Span(line.title, "strong", "text", "dot")]) for line in model.pending),
            ]
            waived = [line for line in model.pending if line.waived]
            body += [Paragraph([Span(f"{line.title}: {line.waived}", "small", "warn", "warning")]) for line in waived]
            buttons = [
                Button(say("button.cancel"), id="desk.seal.cancel"),
                Button(say("desk.seal"), kind="primary", id="desk.seal.go", icon="lock"),
            ]
            return Modal(say("desk.seal.title"), body, buttons, id=SEALING, first="desk.seal.go")
        return None

    def on_intent(self, intent: Intent, session: Session) -> Any:
        """Everything that can be done at the desk."""
        own = self.own(session)
        if intent.id.startswith(("order.", "doors")):
            return composer.answer(intent, own, session)
        if intent.id.startswith("estimate"):
            return estimate.answer(intent, own)
        match intent.id, intent.action:
            case "desk.map", ("pick" | "select"):
                self._picked(intent, own)
            case "desk.tab", "change":
                own.tab = intent.value
            case "desk.messages", "select":
                own.opened = intent.value
                own.read.add(intent.value)
            case "desk.forces", "select":
                own.selection = intent.value
            case "desk.orders", "activate":
                self._begin(intent.value, own, session)
            case "desk.sealing", "cancel":
                own.sealing = False
            case _, "press":
                return self._pressed(intent.id, own, session)
            case _:
                return self._numbered(intent, own)
        return None

    def _pressed(self, id: str, own: DeskOwn, session: Session) -> Any:
        """Buttons and keys."""
        match id:
            case "desk.layers":
                own.layers_open = not own.layers_open
            case "desk.card.close":
                own.selection = ""
            case "desk.estimate":
                estimate.start(own, session)
            case "desk.seal" | "desk.seal.cancel":
                own.sealing = id == "desk.seal"
            case "desk.seal.go":
                self._seal(own, session)
            case "desk.free":
                own.draft, own.editing = begin(session, FREE), None
                session.focus("order.text")
            case _:
                return self._numbered(Intent(id, "press"), own)
        return None

    def _numbered(self, intent: Intent, own: DeskOwn) -> Any:
        """Intents that name a thing in their id."""
        group, _, rest = intent.id.removeprefix("desk.").partition(".")
        if group == "tab" and rest in TABS:
            own.tab, own.draft = rest, own.draft if rest == "orders" else None
        elif group == "layer" and intent.action == "change":
            own.layers = own.layers | {rest} if intent.value else own.layers - {rest}
        elif group == "edit":
            own.draft, own.editing = OrderDraft.of(own.pending[int(rest)]), int(rest)
        elif group == "remove":
            del own.pending[int(rest)]
            own.estimate = None
        else:
            return KEEP
        return None

    def _picked(self, intent: Intent, own: DeskOwn) -> Any:
        """A sector or element was chosen on the map: it opens its card, and fills in what the form asks for."""
        picked = intent.value if isinstance(intent.value, str) else getattr(intent.value, "id", "")
        kind = getattr(intent.value, "kind", "sector" if picked else "")
        own.selection = picked if kind in ("sector", "element") else ""
        if own.draft is not None and picked:
            self._fill(kind, picked, own)
        return None

    def _fill(self, kind: str, picked: str, own: DeskOwn) -> None:
        draft = own.draft
        model = desk_model(self.session, own).composer
        if draft is None or model is None:
            return
        areas = {sector.id: sector.area for sector in self.session.game.scenario.map.sectors}
        for field in model.parameters:
            known = {item.id for item in field.choices}
            wanted = areas.get(picked, "") if field.id == "area" else picked
            if wanted in known and field.id in (kind, "area"):
                draft.parameters[field.id] = wanted

    def _begin(self, order: str, own: DeskOwn, session: Session) -> None:
        line = next(line for line in desk_model(session, own).orders if line.id == order)
        if line.barred:
            session.toast(line.barred, "warn")
            return
        own.draft, own.editing = begin(session, order, own.selection), None
        rule = next(rule for rule in session.game.scenario.rules.orders if rule.id == order)
        session.focus(f"order.parameter.{rule.parameters[0].name}" if rule.parameters else "order.intent")

    def _seal(self, own: DeskOwn, session: Session) -> None:
        role = session.seat or ""
        by = session.sitter or role
        session.attempt(lambda: session.game.submit(role, own.pending, by))
        own.sealing = False
        if role in session.game.record.orders:
            if own.job is not None:
                own.job.cancel()
            read = own.read
            session.forget("desk")
            fresh = self.own(session)
            fresh.read, fresh.layers = read, own.layers
            session.toast(session.say("desk.sealed"), "ok")
            session.proceed()

    def demo(self, session: Session) -> None:
        """A turn with two orders pending, one of them against a condition, and a sector chosen."""
        own = self.own(session)
        say, seat, turn = session.say, session.seat or "", session.game.turn
        own.pending = [
            OrderDoc(seat, "nl_letter", turn, intent=say("demo.letter.intent")),
            OrderDoc(
                seat, "nl_patriot_gift", turn, {"element": "nl_patriot_gift"}, intent=say("demo.gift.intent"),
                waived={"gift_carve_out": say("demo.gift.waived")},
            ),
        ]  # fmt: skip
        known = {order.id for order in session.game.scenario.rules.orders}
        own.pending = [doc for doc in own.pending if doc.order in known]
        own.selection = session.game.scenario.map.sectors[13 % len(session.game.scenario.map.sectors)].id
