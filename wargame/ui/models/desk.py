"""The decision desk: ladders, headline figures, the map as evidence, and what the seat can still decide.

Everything here comes from the seat's own history of views. What it does not see is told as unknown, never as zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wargame.ui.jobs import Job
from wargame.ui.mapview.scene import DEFAULT_LAYERS, MapScene
from wargame.ui.models.bar import Bar, bar
from wargame.ui.models.case import Case, case_of, goal_text
from wargame.ui.models.composer import ComposerModel, OrderDraft, composer_model, one_line, orders_of, spent
from wargame.ui.models.estimate import EstimateModel, estimate_model
from wargame.ui.models.evidence import ForceRow, SectorCard, card, forces, map_scene, tips
from wargame.ui.models.ladders import LadderModel, ladders
from wargame.ui.models.reading import Figure
from wargame.ui.models.situation import Message, Report, Told, messages, report, told
from wargame.world.orderbook import cost
from wargame.world.orders import SLOTS, OrderDoc

if TYPE_CHECKING:
    from wargame.ui.session import Session

SHOWN_LAYERS: tuple[str, ...] = (
    "violations",
    "coverage",
    "exposure",
    "forces",
    "control",
    "cities",
    "corridors",
    "legend",
)
TABS: tuple[str, ...] = ("orders", "situation", "forces", "messages", "case")


@dataclass
class DeskOwn:
    """What a seat did at its desk this turn. Nothing of it is confirmed before the orders are sealed."""

    tab: str = "orders"
    selection: str = ""
    layers: frozenset[str] = DEFAULT_LAYERS
    layers_open: bool = False
    pending: list[OrderDoc] = field(default_factory=list)
    draft: OrderDraft | None = None
    editing: int | None = None
    doors_open: bool = False
    speaker: str = ""
    sealing: bool = False
    read: set[str] = field(default_factory=set)
    opened: str = ""
    job: Job | None = None
    estimate: Any = None
    estimate_open: bool = False
    series: str = ""


@dataclass(frozen=True)
class OrderLine:
    """An order that can be given: id, title, help, price, and why not now (empty: it can)."""

    id: str
    title: str
    help: str
    price: str
    barred: str


@dataclass(frozen=True)
class PendingLine:
    """An order that waits to be sealed: what, what for, and how many conditions it waives."""

    index: int
    title: str
    intent: str
    price: str
    waived: str


@dataclass(frozen=True)
class DeskModel:
    """Everything on the desk."""

    bar: Bar
    tab: str
    tabs: tuple[tuple[str, str], ...]
    ladders: tuple[LadderModel, ...]
    figures: tuple[Figure, ...]
    scene: MapScene
    tips: dict[str, str]
    layers: tuple[tuple[str, str, bool], ...] | None
    card: SectorCard | None
    attention: tuple[int, int]
    attention_text: str
    pending: tuple[PendingLine, ...]
    orders: tuple[OrderLine, ...]
    composer: ComposerModel | None
    doors_open: bool
    speaker: str
    sealing: str
    report: Report
    events: tuple[Told, ...]
    forces: tuple[ForceRow, ...]
    case: Case
    goals: tuple[str, ...]
    messages: tuple[Message, ...]
    opened: str
    unread: int
    estimate: EstimateModel


def desk_model(session: Session, own: DeskOwn) -> DeskModel:
    """The desk of the seat that sits there now."""
    history, scenario, say = session.history(), session.game.scenario, session.say
    reader, role = session.reader, session.role()
    if role is None:
        raise RuntimeError("only a role has a desk")
    chosen = card(history, scenario, reader, own.selection)
    used, has = spent(session, own.pending), role.attention
    letters = messages(history, scenario, reader)
    unread = sum(letter.fresh and letter.id not in own.read for letter in letters)
    names = {tab: say(f"desk.tab.{tab}") for tab in TABS}
    if unread:
        names["messages"] = say("desk.tab.messages.unread", count=unread)
    return DeskModel(
        bar=bar(session),
        tab=own.tab,
        tabs=tuple(names.items()),
        ladders=ladders(history, scenario, session.lang),
        figures=reader.figures(history, role.headline),
        scene=map_scene(history, scenario, reader, own.layers - ({"legend"} if chosen else set()), own.selection),
        tips=tips(history, scenario, reader),
        layers=tuple((id, say(f"layer.{id}"), id in own.layers) for id in SHOWN_LAYERS) if own.layers_open else None,
        card=chosen,
        attention=(used, has),
        attention_text=say("desk.attention", used=used, has=has),
        pending=tuple(_pending(session, index, doc) for index, doc in enumerate(own.pending)),
        orders=_orders(session, own, has - used),
        composer=None if own.draft is None else composer_model(session, own.draft, editing=own.editing is not None),
        doors_open=own.doors_open,
        speaker=own.speaker,
        sealing=_sealing(session, own) if own.sealing else "",
        report=report(history, scenario, reader),
        events=told(history, scenario, reader, 6),
        forces=forces(history, scenario, reader),
        case=case_of(scenario, session.words, history),
        goals=tuple(goal_text(goal, session.words) for goal in role.goals),
        messages=letters,
        opened=own.opened,
        unread=unread,
        estimate=estimate_model(session, own),
    )


def _pending(session: Session, index: int, doc: OrderDoc) -> PendingLine:
    unmet = [gate for gate in session.game.gates(doc) if gate.met is False]
    waived = session.words.n("desk.waives", len(unmet)) if unmet else ""
    intent = session.say("desk.intent", intent=doc.intent) if doc.intent else session.say("desk.no_intent")
    return PendingLine(
        index,
        one_line(session, doc),
        intent,
        session.say("cost.attention", points=cost(doc, session.game.tables)),
        waived,
    )


def _orders(session: Session, own: DeskOwn, left: int) -> tuple[OrderLine, ...]:
    """What can still be given: every order of the seat; those that attention no longer reaches say so."""
    full = session.say("desk.full", most=SLOTS) if len(own.pending) >= SLOTS else ""
    found = []
    for rule in orders_of(session):
        doc = OrderDoc(rule.role, rule.id, session.game.turn)
        points = cost(doc, session.game.tables)
        barred = full or (session.say("desk.too_dear", points=points, left=left) if points > left else "")
        found.append(
            OrderLine(
                rule.id,
                rule.title.say(session.lang),
                rule.help.say(session.lang),
                session.say("cost.attention", points=points),
                barred,
            )
        )
    return tuple(found)


def _sealing(session: Session, own: DeskOwn) -> str:
    if not own.pending:
        return session.say("desk.seal.none")
    return str(session.words.n("desk.seal.some", len(own.pending)))
