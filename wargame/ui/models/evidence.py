"""What the map and its card show: sectors with their counts, and where forces are, as one seat knows it."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.quantities import STATUSES, TASKS
from wargame.scenario.document import Scenario
from wargame.scenario.forces import ForceOption
from wargame.ui.history import History
from wargame.ui.mapview.scene import DEFAULT_LAYERS, ForceMark, MapScene, SectorMark
from wargame.ui.models.reading import Reader, direction, over, rows
from wargame.ui.models.situation import sector_counts
from wargame.words import Words

AT_HOME = ("home",)
LEAST_MOVE, MOVE_SHARE = 5.0, 0.2
MOSTLY_AMERICAN = 0.7
"""Share of an enabler from which on the card names it as one that Europe lacks."""


@dataclass(frozen=True)
class SectorCard:
    """The chosen sector (or element): a title and what is known of it, line by line, with trend."""

    id: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class ForceRow:
    """A force element as this seat knows it."""

    id: str
    name: str
    status: str
    place: str
    people: str
    wait: str
    size: int = 0
    """People, as a number to sort by."""
    between: str = ""
    """How sure the number is, where the catalogue says so and nobody of it has been sent yet."""
    stance: str = ""
    """What its government had said about sending it, while it is at home."""


def map_scene(
    history: History, scenario: Scenario, reader: Reader, layers: frozenset[str] = DEFAULT_LAYERS, selection: str = ""
) -> MapScene:
    """What the seat knows, as the map draws it."""
    lang = reader.words.lang
    return MapScene(
        sector_marks(history, scenario, reader), force_marks(history, scenario, lang), layers, selection, lang
    )


def sector_marks(history: History, scenario: Scenario, reader: Reader) -> tuple[SectorMark, ...]:
    """Per sector: violations reported per week with trend, how much is seen, coalition people within reach."""
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
            0 if now is None or before is None else moved(float(now[row]), float(before[row])),
            seized is not None and bool((seized[..., row] > 0).any()),
        )
        for row, sector in enumerate(scenario.map.sectors)
    )


def moved(now: float, before: float) -> int:
    """Whether a sector's count changed by more than its weekly ups and downs: a fifth, and at least five.

    >>> moved(20, 16), moved(30, 20), moved(4, 8)
    (0, 1, 0)
    """
    gap = now - before
    return 0 if abs(gap) < max(LEAST_MOVE, before * MOVE_SHARE) else 1 if gap > 0 else -1


def force_marks(history: History, scenario: Scenario, lang: str) -> tuple[ForceMark, ...]:
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
        found.append(
            ForceMark(
                option.id, option.components[0].symbol, side, at, option.short.say(lang), pending=state != "in_place"
            )
        )
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
    facts = [
        ("card.status", force.status),
        ("card.place", force.place),
        ("card.people", force.people),
        ("card.wait", force.wait),
        *_option_facts(option, reader),
    ]
    return SectorCard(
        id, force.name, option.notes.say(words.lang), tuple((words.say(code), text, 0) for code, text in facts if text)
    )


def _option_facts(option: ForceOption, reader: Reader) -> list[tuple[str, str]]:
    """What the catalogue says: how sure its size is, what relief takes, what its government said, what it leans on."""
    words, found = reader.words, []
    if _between(option, words):
        found.append(("card.range", _between(option, words)))
    found.append(("card.pool", words.say("card.one_in", count=words.number(option.rotation_pool.value))))
    if option.position is not None:
        stance = words.say(f"stance.{option.position.stance}")
        found.append(("card.position", words.say("card.said", stance=stance, date=option.position.date)))
    if option.needs.enablers is not None:
        leans = sorted(option.needs.enablers.us_only.items(), key=lambda item: (-item[1], item[0]))
        most = [words.say(f"enabler.{name}") for name, share in leans if share >= MOSTLY_AMERICAN]
        if most:
            found.append(("card.american", words.listed(most)))
    return found


def _between(option: ForceOption, words: Words) -> str:
    """The range of an option's size; empty where it is exact."""
    if option.strength is None or option.strength.low >= option.strength.high:
        return ""
    low, high = (words.number(round(number)) for number in (option.strength.low, option.strength.high))
    return words.say("card.from_to", low=low, high=high)


def _sector_card(history: History, scenario: Scenario, reader: Reader, row: int) -> SectorCard:
    words, lang = reader.words, reader.words.lang
    sector = scenario.map.sectors[row]
    area = next(area.name.say(lang) for area in scenario.map.areas if area.id == sector.area)
    facts: list[tuple[str, str, int]] = [
        (words.say("card.length"), words.say("card.km", km=round(sector.to_km - sector.from_km)), 0)
    ]
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
            facts.append(
                (
                    words.say("card.by", side=side.name.say(lang)),
                    words.say("card.weekly", count=round(float(sides[number][row]))),
                    0,
                )
            )
    facts += _levels(history, scenario, reader, row)
    return SectorCard(sector.id, f"S{row + 1}  {sector.name.say(lang)}", area, tuple(facts))


def _levels(history: History, scenario: Scenario, reader: Reader, row: int) -> list[tuple[str, str, int]]:
    """Coverage, coalition people within reach, troops of either side, ground lost: as far as the seat sees."""
    words, found = reader.words, []
    seen = rows(history.now, "coverage")
    if seen is not None:
        earlier = rows(history.before, "coverage")
        found.append(
            (
                words.say("card.coverage"),
                words.percent(float(seen[row])),
                direction(float(seen[row]), float(earlier[row]), 1.0),
            )
        )
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
        home = state in AT_HOME
        stance = words.say(f"stance.{option.position.stance}") if home and option.position is not None else ""
        between = _between(option, words) if home else ""
        row_of = ForceRow(
            option.id, option.name.say(lang), text, name, words.number(strength), waiting, strength, between, stance
        )
        found.append((home, row_of))
    return tuple(force for _, force in sorted(found, key=lambda pair: pair[0]))
