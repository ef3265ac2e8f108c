"""Chapters on what to make of it: conditions, sheets, tripwire, odds, adjudication, luck against decision."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import numpy as np

from wargame.adjudication.credibility import theories
from wargame.analysis import counterfactual
from wargame.analysis.estimate import Estimate, StatementOdds, chance, statement, told
from wargame.analysis.statements import SOURCES, statements
from wargame.exercise import SHEET_FIELDS, Turn
from wargame.quantities import PARTS
from wargame.report import svg
from wargame.report.blocks import Block, Chapter, Facts, Figure, Heading, Items, Lines, Table, Text
from wargame.report.series import quantile_place
from wargame.report.story import Override, Story, Waiver
from wargame.report.text import order_title, sentence
from wargame.world.events import Question
from wargame.world.orders import OrderDoc
from wargame.world.state import LANES


def ledger(story: Story) -> Chapter:
    """Each condition that was waived: at which door, by whom, with which spoken reason, and what it cost later."""
    words, naming = story.words, story.naming
    waivers = story.waivers
    title = words.say("report.ledger")
    if not waivers:
        return Chapter("ledger", title, [Text(words.say("report.no_waivers"))])
    counts = Counter(waiver.door for waiver in waivers)
    facts = [(str(counts.get(door, 0)), naming.name("door", door)) for door in ("willing", "allowed", "able")]
    head = tuple(words.say(f"report.ledger.{part}") for part in ("turn", "who", "door", "condition", "reason", "bit"))
    rows = [
        (
            str(waiver.turn),
            f"{naming.name('role', waiver.role)}: {naming.name('order', waiver.order)}",
            naming.name("door", waiver.door),
            naming.gate(waiver.order, waiver.gate),
            waiver.reason or words.say("report.no_reason"),
            _bit(story, waiver),
        )
        for waiver in waivers
    ]
    return Chapter("ledger", title, [Facts(facts), Table(head, rows), Text(words.say("report.ledger_note"), "note")])


def _bit(story: Story, waiver: Waiver) -> str:
    """What the rules make of the waiver, as far as the reader may know the tracks it moves."""
    words = story.words
    order = next((item for item in story.scenario.rules.orders if item.id == waiver.order), None)
    gate = next((item for item in order.gates if item.id == waiver.gate), None) if order else None
    parts = []
    for effect in gate.waived if gate else ():
        if story.sees(effect.track):
            when = words.n("core.days", effect.after_days) if effect.after_days else words.say("report.at_once")
            moved = words.signed(effect.delta)
            parts.append(words.say("report.effect", track=story.naming.quantity(effect.track), delta=moved, when=when))
    return "; ".join(parts) or words.say("report.nothing_known")


def sheets(story: Story) -> Chapter:
    """What each team sealed before play, beside what it then ordered, and how it judges itself."""
    words, naming = story.words, story.naming
    blocks: list[Block] = []
    for role, sheet in story.sheets.items():
        blocks.append(Heading(naming.name("role", role)))
        written = [(words.say(f"report.sheet.{name}"), getattr(sheet, name) or "–") for name in SHEET_FIELDS]
        blocks.append(Table((words.say("report.sheet.sealed"), words.say("report.sheet.words")), written))
        did = [
            words.say("report.turn_line", turn=str(turn.number), told=order_title(doc, naming))
            for turn in story.turns
            for doc in turn.orders.get(role, ())
        ]
        blocks.append(Items(did) if did else Text(words.say("report.no_orders"), "note"))
        own = [
            note
            for note in story.notes
            if note.get("role") == role and note["kind"] in {"self_assessment", "assessment"}
        ]
        blocks += [Text(note["text"], "quote") for note in own] or [Lines(words.say("report.self_assessment"), 2)]
    if not blocks:
        blocks.append(Text(words.say("report.no_sheets" if story.over or not story.whole else "report.sheets_sealed")))
    return Chapter("sheets", words.say("report.sheets"), blocks)


def tripwire(story: Story) -> Chapter:
    """Per threat: what stood behind it, and what the adversary thought; four theories; and the choices made."""
    words, naming = story.words, story.naming
    blocks: list[Block] = []
    actual, perceived = story.series("credibility"), story.series("perceived")
    triggers = story.tables.roster.axes["trigger"]
    both = actual is not None and perceived is not None and story.sees("perceived") == "exact"
    if both and len(triggers):
        rows = [
            (naming.name("trigger", name), float(actual[-1, n]), float(perceived[-1, n]))  # type: ignore[index]
            for n, name in enumerate(triggers)
        ]
        drawn = svg.pairs(
            rows,
            title=words.say("report.tripwire"),
            names=(words.say("report.actual"), words.say("report.perceived")),
            say=words.percent,
        )
        blocks.append(Figure(drawn, words.say("report.tripwire_caption")))
    if story.whole and len(triggers):
        blocks += [_parts(story), _theories(story)]
    blocks += _moments(story)
    if not blocks:
        blocks.append(Text(words.say("report.not_seen"), "note"))
    blocks.append(Text(words.say("report.tripwire_note"), "note"))
    return Chapter("tripwire", words.say("report.tripwire"), blocks)


def _parts(story: Story) -> Table:
    words, naming = story.words, story.naming
    actual, seen = story.series("credibility_part"), story.series("perceived_part")
    triggers = story.tables.roster.axes["trigger"]
    rows = []
    for part, name in enumerate(PARTS):
        cells = [
            f"{words.percent(float(actual[-1, part, n]))} / {words.percent(float(seen[-1, part, n]))}"  # type: ignore[index]
            for n in range(len(triggers))
        ]
        rows.append((naming.name("part", name), *cells))
    head = (words.say("report.part"), *(naming.name("trigger", name) for name in triggers))
    return Table(head, rows, words.say("report.parts_caption"), frozenset(range(1, len(head))))


def _theories(story: Story) -> Table:
    """Under which theory would the plan have deterred? All four, from the same parts."""
    words, naming = story.words, story.naming
    parts = story.series("credibility_part")
    gap = story.series("enabler_gap")
    triggers = story.tables.roster.axes["trigger"]
    last = {name: parts[-1, n] for n, name in enumerate(PARTS)}  # type: ignore[index]
    side_by_side = theories(last, np.float32(gap[-1]), story.tables.tunables["theory_floor"])  # type: ignore[index,arg-type]
    chosen = story.tables.theory
    rows = [
        (
            naming.name("theory", name) + (f" ({words.say('report.theory_used')})" if name == chosen else ""),
            *(words.percent(float(value)) for value in values),
        )
        for name, values in side_by_side.items()
    ]
    head = (words.say("report.theory"), *(naming.name("trigger", name) for name in triggers))
    return Table(head, rows, words.say("report.theories_caption"), frozenset(range(1, len(head))))


def _moments(story: Story) -> list[Block]:
    """Every moment of truth, with the answers that the reader knows."""
    words, naming = story.words, story.naming
    lines = [
        words.say("report.dated", date=story.when(event.day), text=sentence(event, naming))
        for event in story.events()
        if event.code in {"trigger", "answer", "moment_of_truth"}
    ]
    if not lines:
        return [Text(words.say("report.no_trigger"))]
    return [Heading(words.say("report.moments")), Items(lines)]


def odds(story: Story) -> Chapter:
    """The odds that seats were shown, and what came."""
    words, naming = story.words, story.naming
    blocks: list[Block] = []
    for turn in story.turns:
        for kept in turn.estimates:
            if not story.whole and kept["role"] != story.role:
                continue
            shown = Estimate.from_json(kept["estimate"])
            who = words.say("odds.control") if shown.role == "control" else naming.name("role", shown.role)
            blocks.append(Heading(words.say("report.odds_of", role=who, turn=str(shown.turn))))
            blocks += _against_events(story, shown)
    if not blocks:
        blocks.append(Text(words.say("report.no_odds")))
    blocks.append(Text(words.say("report.odds_note"), "note"))
    return Chapter("odds", words.say("report.odds"), blocks)


def _against_events(story: Story, shown: Estimate) -> list[Block]:
    words, naming = story.words, story.naming
    rows = []
    for series in shown.series:
        points = series.points[0]
        came = _came(story, series.quantity, series.row, shown)
        if came is None:
            said = words.say("report.not_yet")
        elif points[0] == came == points[-1]:
            said = words.say("report.as_expected")
        else:
            said = words.say("report.percentile", percent=words.percent(quantile_place(points, came)))
        rows.append(svg.Range(naming.quantity(series.quantity, series.row), series.points[0], came, said))
    head = tuple(words.say(f"report.odds.{part}") for part in ("statement", "chance", "came"))
    verdicts = [(one, _verdict(story, one, shown)) for one in shown.statements]
    worth = told(shown.statements)
    judged = [
        (statement(one, naming), chance(one.probability, naming), verdict)
        for one, verdict in verdicts
        if one in worth or verdict == words.say("report.yes")
    ]
    drawn = svg.ranges(
        rows,
        title=words.say("report.odds"),
        legend=(words.say("report.odds.p80"), words.say("report.odds.p50"), words.say("report.odds.happened")),
    )
    return [Figure(drawn, words.n("report.odds_caption", shown.worlds)), Table(head, judged)]


def _came(story: Story, quantity: str, row: str, shown: Estimate) -> float | None:
    """What the quantity came to in the first turn that was estimated, for readers who saw it exactly."""
    if story.sees(quantity) != "exact":
        return None
    values = story.series(quantity)
    at = [n for n, tick in enumerate(story.ticks) if shown.day < tick.day <= shown.days[0]]
    if values is None or not at or story.ticks[at[-1]].day < shown.days[0]:
        return None
    known = story.tables.registry[quantity]
    if row:
        values = values[:, story.tables.roster.row(known.axes[0], row)]
    flat = values.reshape(len(values), -1).astype(float)
    whole = flat.sum(axis=1) if known.integer or known.kind == "flow" else flat.mean(axis=1)
    return float(whole[at].sum() if known.kind == "flow" else whole[at[-1]])


def _verdict(story: Story, one: StatementOdds, shown: Estimate) -> str:
    """Whether it came true within the horizon, for readers who could see it."""
    words = story.words
    at = [n for n, tick in enumerate(story.ticks) if shown.day < tick.day <= shown.days[-1]]
    if story.sees(one.quantity) != "exact" or not at:
        return words.say("report.unknown")
    record: dict[str, Any] = {}
    for name in SOURCES:
        values = story.series(name) if story.sees(name) == "exact" else None
        if values is not None:
            record[name] = np.repeat(values[at][..., None], LANES, axis=-1)
    for question in statements(story.tables, _start(story, at[0] - 1)):
        if (question.code, question.ids, question.numbers) == (one.code, one.ids, one.numbers):
            happened = bool(question.judge(record)[0])
            over = story.ticks[at[-1]].day >= shown.days[-1]
            return words.say("report.yes" if happened else "report.no" if over else "report.not_yet")
    return words.say("report.unknown")


def _start(story: Story, at: int) -> Any:
    """What the reader saw before the odds were shown, as far as statements depend on it."""
    seen: dict[str, Any] = {}
    for name in ("rung", "duty_open", "war"):
        values = story.series(name)
        seen[name] = getattr(story.tables.start, name) if values is None else values[at][..., None]
    return SimpleNamespace(**seen)


def adjudication(story: Story) -> Chapter:
    """Every graded order with its odds and its die; overrides, and which way they leaned."""
    words = story.words
    blocks: list[Block] = []
    rows = [row for turn in story.turns for row in _graded(story, turn)]
    if rows:
        head = tuple(
            words.say(f"report.grade.{part}") for part in ("turn", "order", "chance", "die", "computed", "final")
        )
        blocks.append(Table(head, rows, numeric=frozenset({3})))
    if story.whole:
        blocks += _overrides(story)
    if not blocks:
        blocks.append(Text(words.say("report.nothing_graded")))
    return Chapter("adjudication", words.say("report.adjudication"), blocks)


def _graded(story: Story, turn: Turn) -> list[tuple[str, ...]]:
    words, naming = story.words, story.naming
    asked_about = story.proposals[story.turns.index(turn)].values()
    proposals = {(item.ids["order"], item.ids["role"]): item for item in asked_about}
    rows: list[tuple[str, ...]] = []
    for event in story.events(turn):
        if event.code != "grade":
            continue
        role, order = event.ids["role"], event.ids["order"]
        asked: Question | None = proposals.get((order, role))
        odds = chance(asked.numbers["success"], naming) if asked and "success" in asked.numbers else "–"
        die = asked.why.get("draw") if asked and asked.why else None
        computed = naming.name("grade", asked.default) if asked else "–"
        rows.append(
            (
                str(turn.number),
                f"{naming.name('role', role)}: {naming.name('order', order)}",
                odds,
                words.number(die, 2) if die is not None else "–",
                computed,
                naming.name("grade", event.ids["grade"]),
            )
        )
    return rows


def _overrides(story: Story) -> list[Block]:
    """Share, direction per giver (is somebody favoured?), and every one with its reason."""
    words, naming = story.words, story.naming
    title = Heading(words.say("report.overrides"))
    if not story.overrides:
        return [title, Text(words.say("report.no_overrides"))]
    asked = sum(len(proposed) for proposed in story.proposals)
    leaning: Counter[str] = Counter()
    for one in story.overrides:
        if one.question is not None and "role" in one.question.ids:
            leaning[one.question.ids["role"]] += one.shift
    lines = [words.n("report.override_share", len(story.overrides), proposals=asked)]
    lines += [
        words.say("report.leaning", role=naming.name("role", role), shift=words.signed(shift))
        for role, shift in sorted(leaning.items())
    ]
    head = tuple(words.say(f"report.override.{part}") for part in ("turn", "by", "what", "direction", "reason"))
    rows = [
        (
            str(one.turn),
            words.say(f"report.by.{one.ruling.by}"),
            _what(story, one),
            words.signed(one.shift) if one.shift else "–",
            f"{words.say(f'report.reason.{one.ruling.reason_code}')}: {one.ruling.reason}"
            if one.ruling.reason_code
            else one.ruling.reason,
        )
        for one in story.overrides
    ]
    return [title, Items(lines), Table(head, rows)]


def _what(story: Story, one: Override) -> str:
    words, naming, ruling = story.words, story.naming, one.ruling
    if ruling.what == "amend":
        rows = ", ".join(
            naming.any(thing, ("side", "sector", "trigger", "ladder", "element")) for thing in ruling.ids.values()
        )
        return words.say(
            "report.amended", quantity=naming.quantity(ruling.quantity), rows=rows, delta=words.signed(ruling.delta)
        )
    if ruling.what == "draw":
        return words.say("report.drawn", address=ruling.address, draw=words.number(ruling.draw or 0.0, 2))
    order = naming.name("order", one.question.ids.get("order", "")) if one.question else ruling.address
    before = naming.name("grade", one.question.default) if one.question else "–"
    return words.say("report.regraded", order=order, before=before, after=naming.name("grade", ruling.choice))


def luck(story: Story, worlds: int = 256) -> Chapter | None:
    """The one counterfactual: the decision whose absence would have changed the outcomes most, set apart from luck."""
    if not story.whole or not story.over or not story.turns:
        return None
    words, naming = story.words, story.naming
    title = words.say("report.luck")
    candidate = counterfactual.most_consequential(story.exercise)
    if candidate is None:
        return Chapter("luck", title, [Text(words.say("report.no_counterfactual"))])
    found = counterfactual.assess(story.exercise, candidate, worlds)
    what = _decided(story, candidate)
    rows = [
        (
            naming.name("dimension", one.dimension),
            words.number(one.actual, 0),
            words.number(one.without, 0),
            words.signed(one.difference, 1),
            f"{words.signed(one.mean, 1)} ({words.signed(one.low, 1)} … {words.signed(one.high, 1)})",
            words.percent(one.percentile),
        )
        for one in found.spreads
    ]
    head = tuple(
        words.say(f"report.luck.{part}")
        for part in ("dimension", "actual", "without", "decision", "usual", "percentile")
    )
    rungs = [
        words.say("report.luck.rungs", ladder=naming.name("ladder", name), top=str(top), other=str(other))
        for name, (top, other) in found.rungs.items()
    ]
    blocks: list[Block] = [
        Text(words.say("report.luck_what", what=what, turn=str(candidate.turn)), "lead"),
        Text(words.n("report.luck_how", worlds)),
        Table(head, rows, numeric=frozenset({1, 2, 3, 4, 5})),
        Items(rungs),
        Text(words.say("report.luck_note"), "note"),
    ]
    return Chapter("luck", title, blocks)


def _decided(story: Story, candidate: counterfactual.Candidate) -> str:
    naming = story.naming
    if candidate.kind == "order":
        doc: OrderDoc = story.turns[candidate.stretch].orders[candidate.role][candidate.index]
        return f"{naming.name('role', candidate.role)}: {order_title(doc, naming)}"
    ruling = story.turns[candidate.stretch].rulings[candidate.index]
    asked = story.proposals[candidate.stretch].get(ruling.address)
    return _what(story, Override(candidate.turn, ruling, asked, 0))
