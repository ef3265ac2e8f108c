"""Reasons for what needs no die: conditions that held, words that people wrote, days that something takes.

One function per kind of event. Each tells only what the eyes see: a condition on something hidden is told as unknown.
"""

from __future__ import annotations

from typing import Any

from wargame.analysis.naming import Naming
from wargame.ui.models.eyes import LANE, Eyes, Point
from wargame.ui.models.wording import worded
from wargame.world.events import Event
from wargame.world.tables import Tables
from wargame.world.view import Unseen


def points(event: Event, eyes: Eyes) -> list[Point]:
    """What can be told of how an event came about, its cause included for control."""
    teller = _POINTS.get(event.code)
    found = [] if teller is None else teller(event, eyes)
    return [*found, *_cause(event.cause, eyes)] if eyes.whole and event.cause else found


def condition(read: Any, text: str, sight: Any, naming: Naming, origin: str = "") -> Point:
    """A condition in words, and whether it holds for these eyes."""
    try:
        state = "met" if bool(read(sight)[..., LANE].all()) else "unmet"
    except Unseen:
        state = "unknown"
    return Point(worded(text, naming), state, origin)


def _order(event: Event, eyes: Eyes) -> list[Point]:
    """The giver's own words, if these eyes may read them."""
    words = eyes.naming.words
    doc = eyes.docs.get((event.ids.get("role", ""), event.ids.get("order", "")))
    origin = eyes.scenario.origins.get(f"rules.orders.{event.ids.get('order', '')}", "")
    if doc is None:
        return [Point(words.say("why.order.unknown"), "", origin)]
    found = [Point(words.say("why.order.intent", text=doc.intent), "", origin)] if doc.intent else []
    found += [Point(words.say("why.order.because", text=text)) for text in doc.because]
    if doc.expected_response:
        found.append(Point(words.say("why.order.expected", text=doc.expected_response)))
    return found or [Point(words.say("why.order.silent"), "", origin)]


def _waived(event: Event, eyes: Eyes) -> list[Point]:
    words, ids = eyes.naming.words, event.ids
    order = next((one for one in eyes.scenario.rules.orders if one.id == ids["order"]), None)
    gate = next((one for one in order.gates if one.id == ids["gate"]), None) if order is not None else None
    if gate is None:
        return []
    origin = eyes.scenario.origins.get(f"rules.orders.{ids['order']}.gates.{gate.id}", "")
    found = [Point(worded(gate.condition, eyes.naming), "unmet", origin)]
    doc = eyes.docs.get((ids.get("role", ""), ids["order"]))
    said = doc.waived.get(gate.id, "") if doc is not None else ""
    found.append(Point(words.say("why.waived.said", said=said) if said else words.say("why.waived.silent")))
    for number, effect in enumerate(gate.waived):
        text = effect_line(effect.track, effect.delta, effect.after_days, effect.for_days, eyes.naming)
        found.append(
            Point(
                text,
                "",
                eyes.scenario.origins.get(f"rules.orders.{ids['order']}.gates.{gate.id}.waived.{number}.delta", ""),
            )
        )
    return found


def effect_line(track: str, delta: float, after_days: int, for_days: int, naming: Naming) -> str:
    """An effect on a track in words: how much, when, for how long."""
    words = naming.words
    code = "why.effect.later" if after_days else "why.effect.now"
    text = words.say(
        code, track=naming.quantity(track), change=words.signed(delta), days=words.n("core.days", after_days)
    )
    return text + (words.say("why.effect.for", days=words.n("core.days", for_days)) if for_days else "")


def _rung(event: Event, eyes: Eyes) -> list[Point]:
    """Which criteria of the rung are observed; and the way down."""
    words = eyes.naming.words
    ladder = next(one for one in eyes.scenario.rules.ladders if one.id == event.ids["ladder"])
    compiled = next(one for one in eyes.tables.ladders if one.id == ladder.id)
    number = int(event.numbers.get("rung", 0))
    place = next((n for n, rung in enumerate(ladder.rungs) if rung.number == number), None)
    if place is None:
        return []
    rung = ladder.rungs[place]
    origin = eyes.scenario.origins.get(f"rules.ladders.{ladder.id}.rungs.{place}", "")
    readers = next(one.criteria for one in compiled.rungs if one.number == number)
    found = [
        condition(read, text, eyes.after, eyes.naming, origin) for read, text in zip(readers, rung.criteria, strict=True)
    ]  # fmt: skip
    if found:
        found.insert(0, Point(words.n("why.rung.needs", min(ladder.needs, len(rung.criteria)), of=len(rung.criteria))))
    return [*found, Point(words.say("why.rung.off_ramp", text=rung.off_ramp.say(words.lang)))]


def _trigger(event: Event, eyes: Eyes) -> list[Point]:
    words = eyes.naming.words
    trigger = next(one for one in eyes.scenario.rules.triggers if one.id == event.ids["trigger"])
    compiled = next(one for one in eyes.tables.triggers if one.id == trigger.id)
    origin = eyes.scenario.origins.get(f"rules.triggers.{trigger.id}", "")
    found = [condition(compiled.condition, trigger.condition, eyes.after, eyes.naming, origin)]
    if trigger.attribution_min:
        found.append(
            Point(words.say("why.trigger.attribution", share=words.percent(trigger.attribution_min)), "met", origin)
        )
    return [*found, Point(words.say("why.trigger.declared"), "met")]


def _moment(event: Event, eyes: Eyes) -> list[Point]:
    """Who weighs how much in whether a trigger counts as honoured."""
    words, lang = eyes.naming.words, eyes.naming.words.lang
    trigger = next(one for one in eyes.scenario.rules.triggers if one.id == event.ids["trigger"])
    honours = {answer.id: answer.honours for answer in eyes.scenario.rules.answers}
    capitals = [one for one in trigger.deciders if any(honours.get(option, 0) > 0 for option in one.options)]
    total = sum(one.weight for one in capitals)
    found = []
    for number, decider in enumerate(trigger.deciders):
        if decider in capitals:
            share = words.percent(decider.weight / total)
            text = words.say("why.moment.weight", role=eyes.naming.name("role", decider.role), share=share)
            found.append(
                Point(text, "", eyes.scenario.origins.get(f"rules.triggers.{trigger.id}.deciders.{number}.weight", ""))
            )
    for answer in eyes.scenario.rules.answers:
        if answer.honours and any(answer.id in one.options for one in capitals):
            origin = eyes.scenario.origins.get(f"rules.answers.{answer.id}.honours", "")
            text = words.say("why.moment.honours", answer=answer.name.say(lang), share=words.percent(answer.honours))
            found.append(Point(text, "", origin))
    return found


def _inject(event: Event, eyes: Eyes) -> list[Point]:
    words = eyes.naming.words
    inject = next((one for one in eyes.scenario.injects if one.id == event.ids["inject"]), None)
    if inject is None:
        return []
    found = [Point(words.say("why.inject.asks", text=inject.decision.say(words.lang)))]
    if eyes.whole:
        origin = eyes.scenario.origins.get(f"injects.{inject.id}", "")
        text = (
            words.say("why.inject.when", text=worded(inject.when, eyes.naming))
            if inject.when
            else words.say("why.inject.hand")
        )
        found.append(Point(text, "", origin))
        found += [
            Point(effect_line(one.track, one.delta, one.after_days, one.for_days, eyes.naming))
            for one in inject.effects
        ]
    return found


def _case(event: Event, eyes: Eyes) -> list[Point]:
    words = eyes.naming.words
    days = round(eyes.tables.tunables["answer_days"])
    origin = eyes.scenario.origins.get("rules.tunables.answer_days", "")
    return [Point(words.say("why.case", days=words.n("core.days", days)), "", origin)]


def _drift(event: Event, eyes: Eyes) -> list[Point]:
    """The mandate's box: which gauge stands outside."""
    words, rules = eyes.naming.words, eyes.scenario.rules
    found = []
    for level, box in rules.boxes.items():
        try:
            here = eyes.after.settings[_row_of(eyes.tables, "operation")][LANE]
            gauges = eyes.after.gauge[..., LANE]
        except (Unseen, KeyError):
            return []
        levels = next((setting.levels for setting in rules.settings if setting.id == "operation"), [])
        if levels[int(here)].id != level:
            continue
        origin = eyes.scenario.origins.get(f"rules.boxes.{level}", "")
        for number, name in enumerate(("consent", "force", "impartiality")):
            low, high = getattr(box, name)
            state = "met" if low <= float(gauges[number]) <= high else "unmet"
            text = words.say(
                "why.drift", gauge=eyes.naming.name("gauge", name), now=round(float(gauges[number])), low=low, high=high
            )
            found.append(Point(text, state, origin))
    return found


def _row_of(tables: Tables, name: str) -> int:
    return tables.array_rows[name][1]


def _element(event: Event, eyes: Eyes) -> list[Point]:
    words = eyes.naming.words
    option = next((one for one in eyes.scenario.options if one.id == event.ids["element"]), None)
    if option is None:
        return []
    found = []
    for name, tunable in (("readiness_days", option.readiness_days), ("arrival_days", option.arrival_days)):
        origin = eyes.scenario.origins.get(f"forces.{option.id}.{name}", "")
        found.append(
            Point(words.say(f"why.element.{name}", days=words.n("core.days", round(tunable.value))), "", origin)
        )
    return found


def _cause(cause: str, eyes: Eyes) -> list[Point]:
    """What set it off, for control."""
    words = eyes.naming.words
    kind, _, thing = cause.partition(":")
    if kind in ("order", "inject"):
        return [Point(words.say(f"why.cause.{kind}", name=eyes.naming.name(kind, thing)))]
    code = f"why.cause.{kind}"
    return [Point(words.say(code))] if words.has(code) else []


_POINTS = {
    "order": _order, "waived": _waived, "rung_up": _rung, "rung_down": _rung, "endex": _rung, "trigger": _trigger,
    "moment_of_truth": _moment, "answer": _moment, "inject": _inject, "case": _case, "unanswered": _case, "drift": _drift,
    "element": _element, "grade": _order,
}  # fmt: skip
