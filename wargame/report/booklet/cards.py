"""The booklet's second half: cards to keep at hand. Tripwires, ladders, drift, outcomes, tracks, and orders."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.quantities import GAUGES, PARTS
from wargame.report.booklet import chances
from wargame.report.booklet.hand import Hand
from wargame.report.booklet.layout import Block, Grid, Heading, Text
from wargame.scenario.rules import Effect, Mechanism, Order

TRACK_COLUMNS = 3


def moment(hand: Hand) -> list[Block]:
    """The tripwires, who answers them, and what the answers bring."""
    say, words, rules = hand.say, hand.words, hand.scenario.rules
    rows = []
    for trigger in rules.triggers:
        who = "; ".join(
            say(
                "booklet.decider", role=hand.naming.name("role", one.role), weight=words.number(one.weight),
                answer=hand.naming.name("answer", one.default),
            )
            for one in trigger.deciders
        )  # fmt: skip
        declared = say(f"booklet.declared.{trigger.declared}")
        sure = words.percent(trigger.attribution_min)
        rows.append((trigger.name.say(hand.lang), hand.asked(trigger.condition), sure, declared, who))
    head = tuple(say(f"booklet.{code}") for code in ("trigger", "met", "least", "declared", "deciders"))
    answers = [
        (one.name.say(hand.lang), words.percent(one.honours), _effects(one.effects, hand) or "–")
        for one in rules.answers
    ]
    facts = {
        "people": words.number(hand.tunable("follow_on_required")),
        "days": words.number(hand.tunable("fait_accompli_days")),
    }
    return [
        Heading(say("booklet.moment")),
        Text(say("booklet.moment_text", **facts)),
        Grid(head, tuple(rows), (18, 26, 9, 10, 37)),
        _credibility(hand),
        Grid((say("booklet.answer"), say("booklet.honours"), say("booklet.moves")), tuple(answers), (22, 9, 69)),
    ]


def _credibility(hand: Hand) -> Grid:
    """What stands behind each threat in the opening position, part by part, and as the adversary reads it."""
    words, state = hand.words, hand.state
    rows = [
        (
            trigger.name.say(hand.lang),
            *(words.percent(float(part[row, chances.GAME])) for part in state.credibility_part),
            words.percent(float(state.credibility[row, chances.GAME])),
            words.percent(float(state.perceived[row].mean())),
        )
        for row, trigger in enumerate(hand.scenario.rules.triggers)
    ]
    parts = tuple(hand.naming.name("part", part) for part in PARTS)
    head = (hand.say("booklet.trigger"), *parts, hand.say("booklet.whole"), hand.say("booklet.seen"))
    return Grid(head, tuple(rows), (18, *([82 / (len(parts) + 2)] * (len(parts) + 2))), hand.say("booklet.behind"))


def ladders(hand: Hand) -> list[Block]:
    """Each ladder on a card."""
    say = hand.say
    blocks: list[Block] = []
    for ladder in hand.scenario.rules.ladders:
        rows = []
        for rung in ladder.rungs:
            signs = " · ".join(hand.asked(criterion) for criterion in rung.criteria) or "–"
            way = rung.off_ramp.say(hand.lang)
            if rung.off_ramp_when:
                way = f"{way} ({hand.asked(rung.off_ramp_when)})"
            rows.append((str(rung.number), rung.name.say(hand.lang), signs, way))
        head = tuple(say(f"booklet.{code}") for code in ("rung", "name", "signs", "way_down"))
        quiet = hand.words.number(ladder.quiet_days.value)
        said = say("booklet.ladder_text", needs=ladder.needs, start=ladder.start, quiet=quiet)
        ends = "" if ladder.freeze_at is None else say("booklet.ends", rung=ladder.freeze_at)
        blocks += [
            Heading(say("booklet.ladder", name=ladder.name.say(hand.lang))),
            Text(f"{said} {ends}".rstrip()),
            Grid(head, tuple(rows), (6, 20, 45, 29)),
        ]
    return blocks


def drift(hand: Hand) -> list[Block]:
    """The box of each operation, the gauges, and grave incidents that ask for an answer."""
    say, words = hand.say, hand.words
    boxes = [
        (
            hand.naming.level("operation", name),
            *(f"{words.number(low)}–{words.number(high)}" for low, high in (box.consent, box.force, box.impartiality)),
        )
        for name, box in hand.scenario.rules.boxes.items()
    ]
    names = [hand.naming.name("gauge", gauge) for gauge in GAUGES]
    gauges = []
    for gauge, name in zip(GAUGES, names, strict=True):
        check = f"gauge_{gauge}"
        now = 100 * chances.natural(hand.check(check), hand.state, {})
        pulls = "; ".join(hand.pull(one, share=True) for one in hand.pulls(check))
        gauges.append((name, words.number(now, 0), pulls))
    facts = {
        "days": words.number(hand.tunable("answer_days")), "deaths": words.number(hand.tunable("grave_deaths")),
        "gauge": words.number(hand.tunable("gauge_days")),
    }  # fmt: skip
    return [
        Heading(say("booklet.drift")),
        Text(say("booklet.drift_text", **facts)),
        Grid((say("booklet.operation"), *names), tuple(boxes), (40, 20, 20, 20)),
        Grid((say("booklet.gauge"), say("booklet.now"), say("booklet.points")), tuple(gauges), (18, 8, 74)),
        Text(say("booklet.cases", **facts)),
    ]


def outcomes(hand: Hand) -> list[Block]:
    """The strips, and the hazard of renewed war."""
    say, words = hand.say, hand.words
    rows = []
    for strip in hand.scenario.rules.outcomes:
        now = 100 * chances.natural(hand.check(strip.check), hand.state, {})
        pulls = "; ".join(hand.pull(one, share=True) for one in hand.pulls(strip.check))
        band = strip.bands[min(int(now // 20), 4)].say(hand.lang)
        rows.append((strip.name.say(hand.lang), words.number(now, 0), band, pulls))
    hazard = chances.natural(hand.check("hazard"), hand.state, {})
    pulls = "; ".join(hand.pull(one) for one in hand.pulls("hazard"))
    head = tuple(say(f"booklet.{code}") for code in ("strip", "now", "band", "points"))
    return [
        Heading(say("booklet.outcomes")),
        Text(say("booklet.outcomes_text")),
        Grid(head, tuple(rows), (17, 6, 19, 58)),
        Text(say("booklet.hazard", rate=words.number(hazard, 2), factors=pulls)),
    ]


def tracks(hand: Hand) -> list[Block]:
    """Where every track starts, and how it moves by itself in a turn."""
    say, words = hand.say, hand.words
    cells = [
        (
            hand.naming.quantity(track.id),
            words.number(float(hand.tables.start.tracks[row, 0]), 0),
            words.signed(float(hand.drawn.drift[row]), 1),
        )
        for row, track in enumerate(hand.scenario.rules.tracks)
    ]
    deep = -(-len(cells) // TRACK_COLUMNS)
    columns = [cells[n * deep : (n + 1) * deep] for n in range(TRACK_COLUMNS)]
    rows = [
        tuple(cell for column in columns for cell in (column[n] if n < len(column) else ("", "", "")))
        for n in range(deep)
    ]
    head = (say("booklet.track"), say("booklet.now"), say("booklet.by_itself"))
    return [
        Heading(say("booklet.tracks")),
        Text(say("booklet.tracks_text", days=hand.days)),
        Grid(head * TRACK_COLUMNS, tuple(rows), (20, 6, 7) * TRACK_COLUMNS),
    ]


def orders(hand: Hand) -> list[Block]:
    """Every order, the check it is graded by, the tracks it moves, and what else it does."""
    say, rules = hand.say, hand.scenario.rules
    blocks: list[Block] = [Heading(say("booklet.orders")), Text(say("booklet.orders_text"))]
    for role in hand.scenario.document.roles:
        rows = [
            (order.title.say(hand.lang), _moves(order, hand), _does(order, hand))
            for order in rules.orders
            if order.role == role.id
        ]
        if rows:
            head = (role.name.say(hand.lang), say("booklet.moves"), say("booklet.does"))
            blocks.append(Grid(head, tuple(rows), (22, 60, 18)))
    return blocks


def _moves(order: Order, hand: Hand) -> str:
    check = f"[{hand.naming.name('check', order.check)}] " if order.check else ""
    return f"{check}{_effects(order.effects, hand, order)}".strip() or "–"


def _effects(effects: Sequence[Effect], hand: Hand, order: Order | None = None) -> str:
    """Tracks and by how much; an asterisk: not at once."""
    told = []
    for effect in effects:
        later = "*" if effect.after_days or effect.for_days else ""
        level = f" ({_level(effect.level, order, hand)})" if effect.level and order else ""
        told.append(f"{hand.naming.quantity(effect.track)} {hand.words.signed(effect.delta)}{later}{level}")
    return ", ".join(told)


def _level(level: str, order: Order, hand: Hand) -> str:
    """A level of an order by its label, or as the level of the setting that it sets."""
    for parameter in order.parameters:
        if level in parameter.labels:
            return parameter.labels[level].say(hand.lang)
    for act in order.mechanisms:
        if act.setting:
            return hand.naming.level(act.setting, level)
    return level


def _does(order: Order, hand: Hand) -> str:
    return "; ".join(dict.fromkeys(_act(act, hand) for act in order.mechanisms)) or "–"


def _act(act: Mechanism, hand: Hand) -> str:
    if act.act == "set" and act.setting:
        level = hand.naming.level(act.setting, act.to) if act.to else hand.say("booklet.chosen")
        return f"{hand.naming.quantity(act.setting)}: {level}"
    return hand.say(f"booklet.act.{act.act}")
