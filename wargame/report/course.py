"""Chapters on what happened: cover, summary, timeline, ladders, violations, outcomes, map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wargame.exercise import Turn
from wargame.report import series, svg
from wargame.report.blocks import Block, Chapter, Facts, Figure, Heading, Items, Lines, Table, Text
from wargame.report.linemap import line_map
from wargame.report.story import Story
from wargame.report.text import order_title, sentence
from wargame.world.events import Event
from wargame.world.orders import OrderDoc

TOLD_APART = ("order", "grade", "waived", "report", "answer")
"""Events that have a place of their own in the timeline."""
SUMMED = ("raid", "harassed", "air_incident")
"""Events that come every week and are added up over a turn."""
MOST_TOLD = 9
"""Events told per turn; the rest are counted, and all of them are in the log."""
NOTHING = "–"


def cover(story: Story) -> Chapter:
    """Purpose, limits, what was played, by whom, under which version, and the seed once play is over."""
    words, document = story.words, story.scenario.document
    lang, exercise = words.lang, story.exercise
    header = exercise.header.body
    rows = [
        (
            words.say("report.scenario"),
            f"{document.title.say(lang)} ({document.id}, {words.say('report.version', version=str(document.version))})",
        ),
        (words.say("report.deal"), document.deal.name.say(lang)),
        (words.say("report.session"), _session(story)),
        (words.say("report.cutoff"), words.date(document.cutoff)),
        (words.say("report.engine"), f"wargame {header['engine']}"),
        (words.say("report.digest"), story.scenario.digest[:16]),
        (words.say("report.commitment"), exercise.commitment),
    ]
    if story.over:
        rows.append((words.say("report.seed"), f"{exercise.seed} ({words.say('report.salt')} {header['salt']})"))
    blocks: list[Block] = [
        Text(words.say("report.not_a_forecast"), "box"),
        Text(document.purpose.say(lang), "lead"),
        Facts(key_figures(story)),
        Table((), rows),
        Heading(words.say("report.seats")),
        _seats(story),
        Heading(words.say("report.limits")),
        Items([limit.say(lang) for limit in document.limits]),
        Text(document.content_note.say(lang), "note"),
    ]
    if not story.whole:
        blocks.insert(1, Text(words.say("report.role_version", role=story.naming.name("role", story.role)), "box"))
    elif not story.over:
        blocks.insert(1, Text(words.say("report.control_only"), "box"))
    return Chapter("cover", words.say("report.cover"), blocks)


def _session(story: Story) -> str:
    settings, words = story.exercise.settings, story.words
    kind = words.say(f"report.turn_kind.{settings.turn}")
    return words.say(
        "report.session_is",
        name=story.naming.name("session", settings.session),
        turns=settings.turns,
        kind=kind,
        played=len({turn.number for turn in story.turns}),
    )


def _seats(story: Story) -> Table:
    words = story.words
    rows = []
    for role in story.scenario.role_ids:
        seat = story.seats[role]
        held = words.say(f"report.held_by.{seat.held_by}")
        # Which doctrine sits there is the other seats' secret, and a role's report holds what the role knew.
        if seat.held_by == "doctrine" and (story.whole or role == story.role):
            held = f"{held}: {story.naming.name('doctrine', seat.doctrine)}"
        rows.append((story.naming.name("role", role), held))
    return Table((words.say("report.seat"), words.say("report.held_by")), rows)


def key_figures(story: Story) -> list[tuple[str, str]]:
    """What the game came to, in a handful of figures that the reader may know."""
    words, found = story.words, []
    recorded = series.total(story, "cfv_recorded")
    if recorded is not None:
        found.append((words.number(recorded), words.say("report.key.recorded")))
    for ladder, points in series.ladders(story).items():
        top = max(rung for _, rung in points)
        found.append((str(top), words.say("report.key.rung", ladder=story.naming.name("ladder", ladder))))
    for quantity in ("coalition_killed", "civilians_killed"):
        values = story.series(quantity)
        if values is not None and story.sees(quantity) == "exact":
            found.append((words.casualties(int(values[-1])), words.say(f"report.key.{quantity}")))
    found.append((str(len(story.waivers)), words.say("report.key.waivers")))
    if story.whole:
        found.append((str(len(story.overrides)), words.say("report.key.overrides")))
    return found


def summary(story: Story) -> Chapter:
    """The page that a busy reader reads: the turns in a sentence each, and room for the facilitator's own words."""
    words = story.words
    lines = []
    for turn in story.turns:
        weighty = [event for event in _by_weight(story.events(turn)) if event.code not in {*TOLD_APART, *SUMMED}][:2]
        told = " ".join(sentence(event, story.naming) for event in weighty) or words.say("report.quiet_turn")
        lines.append(words.say("report.turn_line", turn=str(turn.number), told=told))
    return Chapter("summary", words.say("report.summary"), [Items(lines), Lines(words.say("report.summary_own"), 6)])


def timeline(story: Story) -> Chapter:
    """Turn by turn: decision, reason, expectation, result; then what happened, in order of weight."""
    words = story.words
    blocks: list[Block] = []
    for turn in story.turns:
        start, end = story.when(turn.first_day), story.when(turn.first_day + turn.days - 1)
        title = words.say("report.turn_title", turn=str(turn.number), start=start, end=end)
        blocks.append(Heading(f"{title} ({words.say('report.crisis')})" if story.crisis(turn) else title))
        rows = [_decision(story, turn, doc, full) for doc, full in story.docs(turn)]
        if rows:
            head = tuple(words.say(f"report.timeline.{name}") for name in ("who", "what", "why", "expected", "result"))
            # Doctrines give no reasons: where nobody wrote any, the columns for them are left out.
            shown = [n for n in range(len(head)) if n not in {2, 3} or any(row[n] != NOTHING for row in rows)]
            blocks.append(Table([head[n] for n in shown], [[row[n] for n in shown] for row in rows]))
        blocks += _happened(story, turn)
    return Chapter("timeline", words.say("report.timeline"), blocks)


def _decision(story: Story, turn: Turn, doc: OrderDoc, full: bool) -> tuple[str, ...]:
    """A row: who, what, why, what answer was expected, what came of it."""
    words = story.words
    why = "; ".join(part for part in (doc.intent, *doc.because) if part)
    grade = story.grade(turn, doc)
    result = story.naming.name("grade", grade) if grade else words.say("report.given")
    waived = [
        waiver
        for waiver in story.waivers
        if (waiver.turn, waiver.role, waiver.order) == (turn.number, doc.role, doc.order)
    ]
    if waived:
        result = f"{result}; {words.n('report.waived_count', len(waived))}"
    what = order_title(doc, story.naming)
    if full and doc.visibility != "public":
        what = f"{what} ({story.naming.name('visibility', doc.visibility)})"
    reason = (why or NOTHING) if full else NOTHING
    expected = (doc.expected_response or NOTHING) if full else NOTHING
    return story.naming.name("role", doc.role), what, reason, expected, result


def _happened(story: Story, turn: Turn) -> list[Block]:
    """The weightiest events as they came, and what came again and again added up."""
    words = story.words
    events = [event for event in story.events(turn) if event.code not in TOLD_APART]
    single = [event for event in events if event.code not in SUMMED]
    heavy = _by_weight(single)[:MOST_TOLD]
    told = [
        words.say("report.dated", date=story.when(event.day), text=sentence(event, story.naming))
        for event in single
        if event in heavy
    ]
    lines = list(dict.fromkeys(told))[:MOST_TOLD]
    lines += [sentence(event, story.naming) for event in summed(events)]
    if len(single) > len(heavy):
        lines.append(words.n("report.more_events", len(single) - len(heavy)))
    return [Items(lines)] if lines else [Text(words.say("report.quiet_turn"), "note")]


def summed(events: Sequence[Event]) -> list[Event]:
    """Events of kinds that come every week, one for each kind and actor with their numbers added up."""
    found: dict[tuple[str, str], Event] = {}
    for event in events:
        if event.code in SUMMED:
            key = event.code, str(event.ids)
            old = found.get(key)
            numbers = {
                name: value + (old.numbers.get(name, 0.0) if old else 0.0) for name, value in event.numbers.items()
            }
            found[key] = replace(event, numbers=numbers)
    return list(found.values())


def _by_weight(events: Sequence[Event]) -> list[Event]:
    return sorted(events, key=lambda event: -event.weight)


def ladders(story: Story, width: float = svg.WIDTH) -> Chapter:
    """Both ladders over time, never merged, and every step on them."""
    words, naming = story.words, story.naming
    known = series.ladders(story)
    blocks: list[Block] = []
    if known:
        lines = [svg.Line(naming.name("ladder", name), points, steps=True) for name, points in known.items()]
        top = max([2, *(rung for points in known.values() for _, rung in points)])
        steps = [float(n) for n in range(0, top + 1, 1 if top < 10 else 2)]
        drawn = svg.chart(
            lines,
            title=words.say("report.ladders"),
            x_ticks=series.turn_ends(story),
            y_text=words.number,
            y_ticks=steps,
            height=210,
            width=width,
            x_name=words.say("report.turn").lower(),
        )
        blocks.append(Figure(drawn, words.say("report.ladders_caption"), _ladder_table(story, known)))
        standing = []
        for name, points in known.items():
            rung = points[-1][1]
            ladder = next(item for item in story.scenario.rules.ladders if item.id == name)
            named = next(item for item in ladder.rungs if item.number == rung)
            standing.append(
                (naming.name("ladder", name), f"{rung}: {named.name.say(words.lang)}", named.off_ramp.say(words.lang))
            )
        blocks.append(
            Table(tuple(words.say(f"report.ladder.{part}") for part in ("dyad", "end", "off_ramp")), standing)
        )
    steps_taken = [event for event in story.events() if event.code in {"rung_up", "rung_down", "drift", "endex"}]
    if steps_taken:
        blocks.append(
            Items([words.say("report.dated", date=story.when(e.day), text=_step(e, story)) for e in steps_taken])
        )
    blocks.append(Text(words.say("report.ladder_note"), "note"))
    return Chapter("ladders", words.say("report.ladders"), blocks)


def _step(event: Event, story: Story) -> str:
    said = sentence(event, story.naming).rstrip(".")
    name = story.naming.rung(event.ids.get("ladder", ""), event.numbers.get("rung", -1.0))
    return f"{said} ({name})" if name else said


def _ladder_table(story: Story, known: Mapping[str, list[tuple[int, int]]]) -> Table:
    ends = {tick.turn: number for number, tick in enumerate(story.ticks)}
    head = (story.words.say("report.turn"), *(story.naming.name("ladder", name) for name in known))
    rows = [(str(turn), *(str(points[at][1]) for points in known.values())) for turn, at in ends.items()]
    return Table(head, rows, numeric=frozenset(range(len(head))))


def violations(story: Story) -> Chapter:
    """What was recorded, and for who knows, what was true; more reports are not more violations."""
    words = story.words
    blocks: list[Block] = []
    recorded = series.per_tick(story, "cfv_recorded")
    true = series.per_tick(story, "cfv_true")
    if recorded is not None:
        days = story.days[1:]
        lines = [svg.Line(words.say("report.recorded"), list(zip(days, recorded, strict=True)))]
        if true is not None:
            lines.insert(0, svg.Line(words.say("report.true"), list(zip(days, true, strict=True))))
        drawn = svg.chart(
            lines, title=words.say("report.violations_over_time"), x_ticks=series.turn_ends(story), y_text=words.number
        )
        blocks.append(Figure(drawn, words.say("report.violations_caption"), _by_turn(story, recorded, true)))
    counts = series.by_area(story)
    if counts:
        whole = counts[0].true is not None
        names = [words.say("report.true"), words.say("report.recorded")] if whole else [words.say("report.recorded")]
        rows = [
            svg.Bar(
                story.naming.name("area", count.area), (count.true or 0, count.recorded) if whole else (count.recorded,)
            )
            for count in counts
        ]
        drawn = svg.bars(rows, names, title=words.say("report.violations_by_area"), say=words.number)
        blocks.append(Figure(drawn, words.say("report.violations_by_area")))
    blocks += _quality(story)
    sectors = series.by_sector(story)
    if sectors is not None:
        drawn_map = line_map(story.scenario, sectors, words)
        if drawn_map:
            blocks.append(Figure(drawn_map, words.say("report.map_caption")))
    if not blocks:
        blocks.append(Text(words.say("report.not_seen"), "note"))
    blocks.append(Text(words.say("report.more_reports"), "note"))
    return Chapter("violations", words.say("report.violations"), blocks)


def _by_turn(story: Story, recorded: Sequence[float], true: Sequence[float] | None) -> Table:
    words = story.words
    sums: dict[int, list[float]] = {}
    for number, tick in enumerate(story.ticks[1:]):
        row = sums.setdefault(tick.turn, [0.0, 0.0])
        row[0] += recorded[number]
        row[1] += true[number] if true is not None else 0.0
    head = [words.say("report.turn"), words.say("report.recorded")]
    if true is not None:
        head.append(words.say("report.true"))
    rows = [(str(turn), *(words.number(value) for value in row[: len(head) - 1])) for turn, row in sums.items()]
    return Table(head, rows, numeric=frozenset(range(3)))


def _quality(story: Story) -> list[Block]:
    """How good the records were: what was seen, whose it was by each count, and false reports."""
    words, naming = story.words, story.naming
    names = story.tables.roster.axes["side"]
    recorded, true = (series.by_side(story.series(name)) for name in ("cfv_recorded", "cfv_true"))
    claimed, admitted = (series.by_side(story.series(name)) for name in ("cfv_claimed", "cfv_admitted"))
    columns = [("recorded", recorded), ("true", true), ("claimed", claimed), ("admitted", admitted)]
    shown = [(name, values) for name, values in columns if values]
    blocks: list[Block] = []
    if shown:
        head = (words.say("report.side"), *(words.say(f"report.count.{name}") for name, _ in shown))
        rows = [
            (naming.name("side", side), *(_with_share(values, n, story) for _, values in shown))
            for n, side in enumerate(names)
        ]
        blocks.append(Table(head, rows, words.say("report.count_caption"), frozenset(range(1, len(head)))))
    false, reported = series.total(story, "cfv_false"), series.total(story, "cfv_reported")
    if true and false is not None and reported and sum(true):
        seen = (reported - false) / sum(true)
        blocks.append(Text(words.say("report.seen", seen=words.percent(seen), false=words.percent(false / reported))))
    return blocks


def _with_share(values: Sequence[int], row: int, story: Story) -> str:
    share = values[row] / sum(values) if sum(values) else 0.0
    return f"{story.words.number(values[row])} ({story.words.percent(share)})"


def outcomes(story: Story, width: float = svg.WIDTH) -> Chapter:
    """Nine strips, five bands each: no sum, no winner."""
    words, naming = story.words, story.naming
    strips = series.strips(story)
    blocks: list[Block] = []
    if strips:
        bands = {item.id: [band.say(words.lang) for band in item.bands] for item in story.scenario.rules.outcomes}
        rows = [
            svg.Strip(
                naming.name("dimension", one.dimension),
                one.points[0],
                one.points[-1],
                one.points,
                bands[one.dimension][one.band],
            )
            for one in strips
        ]
        drawn = svg.strips(
            rows,
            title=words.say("report.outcomes"),
            ends=(words.say("report.worse"), words.say("report.better")),
            first=words.say("report.at_start"),
            last=words.say("report.at_end"),
            width=width,
        )
        table = Table(
            tuple(words.say(f"report.outcome.{part}") for part in ("dimension", "start", "end", "change", "band")),
            [
                (
                    row.name,
                    words.number(row.first, 0),
                    words.number(row.last, 0),
                    words.signed(row.last - row.first, 0),
                    row.said,
                )
                for row in rows
            ],
            numeric=frozenset({1, 2, 3}),
        )
        blocks.append(Figure(drawn, words.say("report.outcomes_caption"), table))
    else:
        blocks.append(Text(words.say("report.not_seen"), "note"))
    blocks.append(Text(words.say("report.no_winner"), "note"))
    return Chapter("outcomes", words.say("report.outcomes"), blocks)
