"""The decision desk: ladders, headline figures, the map as evidence, and what the seat can still decide.

Everything here comes from the seat's own history of views. What it does not see is told as unknown, never as zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wargame.quantities import STATUSES, TASKS
from wargame.scenario.document import Scenario
from wargame.ui.history import History
from wargame.ui.jobs import Job
from wargame.ui.mapview.scene import DEFAULT_LAYERS, ForceMark, MapScene, SectorMark
from wargame.ui.models.bar import Bar, bar
from wargame.ui.models.composer import ComposerModel, OrderDraft, composer_model, one_line, orders_of, spent
from wargame.ui.models.estimate import EstimateModel, estimate_model
from wargame.ui.models.ladders import LadderModel, ladders
from wargame.ui.models.reading import Figure, Reader, direction, over, rows
from wargame.ui.models.situation import Message, Report, Told, messages, report, sector_counts, told
from wargame.world.orderbook import cost
from wargame.world.orders import SLOTS, OrderDoc

if TYPE_CHECKING:
    from wargame.ui.session import Session

SHOWN_LAYERS: tuple[str, ...] = ("violations", "coverage", "exposure", "forces", "control", "cities", "corridors", "legend")
TABS: tuple[str, ...] = ("orders", "situation", "forces", "messages")
AT_HOME = ("home",)


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
class SectorCard:
    """The chosen sector (or element): a title and what is known of it, line by line, with trend."""

    id: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str, int], ...]


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
class ForceRow:
    """A force element as this seat knows it."""

    id: str
    name: str
    status: str
    place: str
    people: str
    wait: str


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
        scene=map_scene(history, scenario, reader, own.layers, own.selection),
        tips=tips(history, scenario, reader),
        layers=tuple((id, say(f"layer.{id}"), id in own.layers) for id in SHOWN_LAYERS) if own.layers_open else None,
        card=card(history, scenario, reader, own.selection),
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
        messages=letters,
        opened=own.opened,
        unread=unread,
        estimate=estimate_model(session, own),
    )


def _pending(session: Session, index: int, doc: OrderDoc) -> PendingLine:
    unmet = [gate for gate in session.game.gates(doc) if gate.met is False]
    waived = session.words.n("desk.waives", len(unmet)) if unmet else ""
    intent = session.say("desk.intent", intent=doc.intent) if doc.intent else session.say("desk.no_intent")
    return PendingLine(index, one_line(session, doc), intent, session.say("cost.attention", points=cost(doc, session.game.tables)), waived)


def _orders(session: Session, own: DeskOwn, left: int) -> tuple[OrderLine, ...]:
    """What can still be given: every order of the seat; those that attention no longer reaches say so."""
    full = session.say("desk.full", most=SLOTS) if len(own.pending) >= SLOTS else ""
    found = []
    for rule in orders_of(session):
        doc = OrderDoc(rule.role, rule.id, session.game.turn)
        points = cost(doc, session.game.tables)
        barred = full or (session.say("desk.too_dear", points=points, left=left) if points > left else "")
        found.append(OrderLine(rule.id, rule.title.say(session.lang), rule.help.say(session.lang), session.say("cost.attention", points=points), barred))
    return tuple(found)


def _sealing(session: Session, own: DeskOwn) -> str:
    if not own.pending:
        return session.say("desk.seal.none")
    return str(session.words.n("desk.seal.some", len(own.pending)))


# The map -------------------------------------------------------------------------------------------------------------


def map_scene(
    history: History, scenario: Scenario, reader: Reader, layers: frozenset[str] = DEFAULT_LAYERS, selection: str = ""
) -> MapScene:
    """What the seat knows, as the map draws it."""
    return MapScene(sector_marks(history, scenario, reader), force_marks(history, scenario), layers, selection, reader.words.lang)


def sector_marks(history: History, scenario: Scenario, reader: Reader) -> tuple[SectorMark, ...]:
    """Per sector: reported violations per week with trend, how much is seen, how many coalition people are within reach."""
    now, before = sector_counts(history), sector_counts(history, 2)
    seen, within = rows(history.now, "coverage"), rows(history.now, "exposure")
    seized = rows(history.now, "seized_days")
    most = None if within is None else max(1.0, float(within.max()))
    return tuple(
        SectorMark(
            sector.id,
            None if now is None else float(now[row]),
            "" if now is None else reader.words.number(round(float(now[row]))),
            None if seen is None else float(seen[row]),
            None if within is None or most is None else float(within[row]) / most,
            0 if now is None else direction(float(now[row]), None if before is None else float(before[row]), 1.0),
            seized is not None and bool((seized[..., row] > 0).any()),
        )
        for row, sector in enumerate(scenario.map.sectors)
    )


def force_marks(history: History, scenario: Scenario) -> tuple[ForceMark, ...]:
    """Elements that are not simply at home; on their way or getting ready, they are pale."""
    status, place = rows(history.now, "element_status"), rows(history.now, "element_place")
    if status is None or place is None:
        return ()
    found = []
    for row, option in enumerate(scenario.options):
        state = STATUSES[int(status[row])]
        if state in AT_HOME:
            continue
        side = "neutral" if option.kind == "observers" else "friend"
        at = scenario.map.places[int(place[row])].id
        found.append(ForceMark(option.id, option.components[0].symbol, side, at, option.short, pending=state != "in_place"))
    return tuple(found)


def tips(history: History, scenario: Scenario, reader: Reader) -> dict[str, str]:
    """What hovering over a sector or element tells."""
    words, now, seen = reader.words, sector_counts(history), rows(history.now, "coverage")
    found = {}
    for row, sector in enumerate(scenario.map.sectors):
        count = words.say("tip.unknown") if now is None else words.say("tip.violations", count=round(float(now[row])))
        covered = "" if seen is None else " · " + words.say("tip.coverage", share=words.percent(float(seen[row])))
        found[sector.id] = f"S{row + 1} {sector.name.say(words.lang)}: {count}{covered}"
    for force in forces(history, scenario, reader):
        found[force.id] = f"{force.name}: {force.status}" + (f", {force.place}" if force.place else "")
    return found


def card(history: History, scenario: Scenario, reader: Reader, id: str) -> SectorCard | None:
    """The card of a chosen sector or element; None if nothing that has one is chosen."""
    ids = [sector.id for sector in scenario.map.sectors]
    if id in ids:
        return _sector_card(history, scenario, reader, ids.index(id))
    force = next((force for force in forces(history, scenario, reader) if force.id == id), None)
    if force is None:
        return None
    words = reader.words
    option = next(option for option in scenario.options if option.id == id)
    facts = [("card.status", force.status), ("card.place", force.place), ("card.people", force.people), ("card.wait", force.wait)]
    return SectorCard(
        id, force.name, option.notes.say(words.lang), tuple((words.say(code), text, 0) for code, text in facts if text)
    )


def _sector_card(history: History, scenario: Scenario, reader: Reader, row: int) -> SectorCard:
    words, lang = reader.words, reader.words.lang
    sector = scenario.map.sectors[row]
    area = next(area.name.say(lang) for area in scenario.map.areas if area.id == sector.area)
    facts: list[tuple[str, str, int]] = [(words.say("card.length"), words.say("card.km", km=round(sector.to_km - sector.from_km)), 0)]
    now, before = sector_counts(history), sector_counts(history, 2)
    if now is None:
        facts.append((words.say("card.violations"), words.say("reading.none_yet"), 0))
    else:
        earlier = None if before is None else float(before[row])
        facts.append((words.say("card.violations"), words.say("card.weekly", count=round(float(now[row]))),
                      direction(float(now[row]), earlier, 1.0)))  # fmt: skip
    sides = over(history.last, "cfv_recorded")
    if sides is not None:
        for number, side in enumerate(scenario.document.sides):
            facts.append((words.say("card.by", side=side.name.say(lang)), words.say("card.weekly", count=round(float(sides[number][row]))), 0))
    facts += _levels(history, scenario, reader, row)
    return SectorCard(sector.id, f"S{row + 1}  {sector.name.say(lang)}", area, tuple(facts))


def _levels(history: History, scenario: Scenario, reader: Reader, row: int) -> list[tuple[str, str, int]]:
    """Coverage, coalition people within reach, troops and dugouts of either side, ground lost: as far as the seat sees."""
    words, found = reader.words, []
    seen = rows(history.now, "coverage")
    if seen is not None:
        earlier = rows(history.before, "coverage")
        found.append((words.say("card.coverage"), words.percent(float(seen[row])), direction(float(seen[row]), float(earlier[row]), 1.0)))
    within = rows(history.now, "exposure")
    if within is not None:
        found.append((words.say("card.exposure"), words.number(round(float(within[row]))), 0))
    troops = history.now.quantities.get("troops")
    if troops is not None:
        code = "card.about" if troops.error else "card.exact"
        for number, side in enumerate(scenario.document.sides):
            count = words.say(code, count=round(float(troops.values[number, row, 0]), -2))
            found.append((words.say("card.troops", side=side.name.say(words.lang)), count, 0))
    shift = rows(history.now, "shift_km")
    if shift is not None and abs(float(shift[row])) >= 0.1:
        found.append((words.say("card.shift"), words.say("card.km", km=words.signed(float(shift[row]), 1)), 0))
    return found


def forces(history: History, scenario: Scenario, reader: Reader) -> tuple[ForceRow, ...]:
    """Every force element: those on the move or in place first, then what could still be sent."""
    words, lang = reader.words, reader.words.lang
    status, place = rows(history.now, "element_status"), rows(history.now, "element_place")
    if status is None or place is None:
        return ()
    people, wait, task = (rows(history.now, name) for name in ("element_people", "element_wait", "element_task"))
    found = []
    for row, option in enumerate(scenario.options):
        state = STATUSES[int(status[row])]
        text = words.say(f"status.{state}")
        if task is not None and TASKS[int(task[row])] == "follow_on":
            text = words.say("force.follow_on", status=text)
        waiting = "" if wait is None or float(wait[row]) <= 0 else words.n("core.days", round(float(wait[row])))
        if state in AT_HOME:
            waiting = words.n("core.days", round(option.readiness_days.value + option.arrival_days.value))
        strength = option.people if people is None or int(people[row]) == 0 else int(people[row])
        where = scenario.map.places[int(place[row])].id
        name = "" if state in AT_HOME else reader.naming.name("place", where)
        found.append((state in AT_HOME, ForceRow(option.id, option.name.say(lang), text, name, words.number(strength), waiting)))
    return tuple(force for _, force in sorted(found, key=lambda pair: pair[0]))
