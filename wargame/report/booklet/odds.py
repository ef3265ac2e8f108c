"""The booklet's first half: how to play a turn, how chances add up, and what happens along the line."""

from __future__ import annotations

import numpy as np

from wargame import numerics
from wargame.quantities import CHECKS, DAYS_PER_WEEK, DEPTHS, PER_THOUSAND
from wargame.report.booklet import chances, draws
from wargame.report.booklet.hand import Hand
from wargame.report.booklet.layout import Block, Grid, Heading, Text
from wargame.report.mechanisms import steps
from wargame.world import checks
from wargame.world.events import GRADES

OBSERVERS = (0.1, 0.2, 0.4, 0.8, 1.2, 2.0, 4.0)
"""Per km: rows of the table of what is seen."""
PACED = {"calm"}
"""Factors that the pace of the turns has in it."""
TENTHS = tuple(n / 10 for n in range(1, 10))


def how(hand: Hand) -> list[Block]:
    """What it is for, and the order of play."""
    modules = dict.fromkeys(step.module for step in steps())
    theory = hand.naming.name("theory", hand.tables.theory)
    rows = [(str(n), hand.say(f"booklet.step.{module}", theory=theory)) for n, module in enumerate(modules, 1)]
    return [
        Heading(hand.say("booklet.how")),
        Text(hand.say("booklet.purpose", scenario=hand.scenario.document.title.say(hand.lang), days=hand.days)),
        Text(hand.say("booklet.dice")),
        Grid((hand.say("booklet.number"), hand.say("booklet.do")), tuple(rows), (5, 95)),
    ]


def steps_table(hand: Hand) -> list[Block]:
    """Steps as a chance and as a multiple; the grades of an order; rare things."""
    say, words = hand.say, hand.words
    blocks: list[Block] = [Heading(say("booklet.steps")), Text(say("booklet.steps_text"))]
    most = chances.MOST_STEPS
    for first, last in ((-most, 0), (0, most)):
        columns = range(first, last + 1)
        head = (say("booklet.step"), *(words.signed(n, 0) if n else "0" for n in columns))
        odds = (say("booklet.chance"), *(words.number(100 * chances.chance(n), 0) for n in columns))
        times = (say("booklet.times"), *(words.number(chances.multiple(n), 2 if n < most / 2 else 0) for n in columns))
        blocks.append(Grid(head, (odds, times), (12, *([88 / len(columns)] * len(columns)))))
    blocks += [Text(say("booklet.grades_text")), _grades(hand), Text(say("booklet.rare_text")), _rare(hand)]
    return blocks


def _grades(hand: Hand) -> Grid:
    best, worst = hand.tunable("grade_and"), hand.tunable("grade_but")
    columns = [grade_rolls(chance, best, worst) for chance in TENTHS]
    rows = [
        (
            hand.naming.name("grade", name),
            hand.words.signed(hand.tunable(f"effect_{name}"), 2),
            *(_span(column[n]) for column in columns),
        )
        for n, name in enumerate(GRADES)
    ]
    head = (hand.say("booklet.grade"), hand.say("booklet.effect"), *(hand.words.percent(c) for c in TENTHS))
    return Grid(head, tuple(rows), (22, 10, *([68 / len(TENTHS)] * len(TENTHS))))


def grade_rolls(chance: float, best: float, worst: float) -> list[tuple[int, int]]:
    """First and last roll of each of the six grades; a first above the last: none.

    >>> grade_rolls(0.5, 0.2, 0.2)
    [(1, 10), (11, 40), (41, 50), (51, 60), (61, 90), (91, 100)]
    """
    lost = 1 - chance
    bounds = (chance * best, chance * (1 - worst), chance, chance + lost * worst, chance + lost * (1 - best), 1.0)
    ends = [round(100 * bound) for bound in bounds]
    return list(zip([1, *(end + 1 for end in ends[:-1])], ends, strict=True))


def _span(rolls: tuple[int, int]) -> str:
    first, last = rolls
    return "–" if first > last else str(first) if first == last else f"{first}–{last}"


def _bands() -> tuple[str, ...]:
    return tuple(_span(band) for band in draws.BANDS)


def _rare(hand: Hand) -> Grid:
    columns = [draws.poisson(mean) for mean in draws.MEANS]
    rows = tuple((band, *(str(column[n]) for column in columns)) for n, band in enumerate(_bands()))
    head = (hand.say("booklet.roll"), *(hand.words.number(mean) for mean in draws.MEANS))
    return Grid(head, rows, (12, *([8] * len(draws.MEANS))))


def violations(hand: Hand) -> list[Block]:
    """Violations by area: the roll, how they go on, and what makes them more or fewer."""
    say, words, drawn = hand.say, hand.words, hand.drawn
    counts = [[two_figures(value) for value in area] for area in drawn.counts]
    rows = [(band, *(words.number(area[n]) for area in counts)) for n, band in enumerate(_bands())]
    shares = (say("booklet.second", side=hand.sides[1]), *(words.percent(share) for share in drawn.second_side))
    pace = "; ".join(
        say("booklet.pace_of", turn=str(n), times=words.number(value, 2)) for n, value in enumerate(drawn.pace, 1)
    )
    carry = "; ".join(
        f"{_span((25 * n + 1, 25 * n + 25))}: {words.signed(value, 0)}" for n, value in enumerate(drawn.carry)
    )
    width = 86 / len(hand.areas)
    return [
        Heading(say("booklet.violations")),
        Text(say("booklet.violations_text", days=hand.days)),
        Grid((say("booklet.roll"), *hand.areas), (*rows, shares), (14, *([width] * len(hand.areas)))),
        Text(say("booklet.pace", list=pace)),
        Text(say("booklet.carry", list=carry)),
        _pulls(hand, ("violation_rate",)),
    ]


def two_figures(value: float) -> int:
    """A count as the booklet tells it.

    >>> two_figures(16448.75), two_figures(7.4)
    (16000, 7)
    """
    return int(float(f"{value:.2g}"))


def _pulls(hand: Hand, names: tuple[str, ...]) -> Grid:
    """Factors of checks: what each stands at, and what a change of it does, for either side."""
    say, words = hand.say, hand.words
    rows = []
    for name in names:
        title = hand.naming.name("check", name)
        for one in hand.pulls(name):
            if one.text in PACED:
                continue
            side = one.only.get("side")
            steps_of = [
                words.signed(one.pull, 1) if side in {None, each.id} else "" for each in hand.scenario.document.sides
            ]
            change = words.signed(one.change) if one.change else say("booklet.if_so")
            if "side" not in hand.check(name).axes:
                steps_of = [steps_of[0], ""]
            rows.append((title, one.name, words.number(one.now), change, *steps_of))
    head = (say("booklet.check"), say("booklet.factor"), say("booklet.now"), say("booklet.change"), *hand.sides)
    return Grid(head, tuple(rows), (19, 45, 9, 9, 9, 9), say("booklet.pulls"), frozenset({2, 3, 4, 5}))


def monitoring(hand: Hand) -> list[Block]:
    """What of it is reported and laid at a door, and what it costs in lives."""
    say, words, drawn = hand.say, hand.words, hand.drawn
    here = [
        (say("booklet.reported"), *(words.percent(share) for share in drawn.reported)),
        (say("booklet.placed"), *(words.percent(share) for share in drawn.placed)),
    ]
    table = []
    for number in OBSERVERS:
        coverage, seen, placed = sight(hand, number)
        table.append((words.number(number), words.percent(coverage), words.percent(seen), words.percent(placed)))
    head = tuple(say(f"booklet.{code}") for code in ("observers", "coverage", "reported", "placed"))
    width = 80 / len(hand.areas)
    costs = [
        say("booklet.cost", side=side, killed=words.number(killed), civilians=words.number(civilians))
        for side, killed, civilians in zip(hand.sides, *tolls(hand), strict=True)
    ]
    return [
        Heading(say("booklet.monitoring")),
        Text(say("booklet.monitoring_text")),
        Grid(("", *hand.areas), tuple(here), (20, *([width] * len(hand.areas)))),
        Grid(head, tuple(table), (25, 25, 25, 25)),
        Text(say("booklet.costs", list=" ".join(costs), share=words.percent(hand.tunable("killed_share")))),
    ]


def tolls(hand: Hand) -> tuple[list[float], list[float]]:
    """(soldiers of the other side, civilians) killed per thousand violations of each side."""
    share = hand.tables.class_share * PER_THOUSAND
    return (share @ hand.tables.class_deaths).tolist(), (share @ hand.tables.class_civilians).tolist()


def sight(hand: Hand, observers: float) -> tuple[float, float, float]:
    """(coverage, share seen, share of these laid at a door) with so many observers per km: `monitoring.py`."""
    tables, state = hand.tables, hand.state
    most = float(checks.evaluate(hand.check("coverage"), state)[..., chances.GAME].mean())
    coverage = most * observers / (observers + hand.tunable("monitor_people"))
    odds_seen = np.exp(_link(hand, "detection") + tables.class_detect.astype(np.float64))
    odds_placed = np.exp(_link(hand, "attribution") + tables.class_attribute.astype(np.float64))
    shares = tables.class_share.mean(axis=0)
    seen = coverage * odds_seen / (coverage * odds_seen + 1 - coverage)
    placed = odds_placed / (1 + odds_placed)
    whole = float((shares * seen).sum())
    return coverage, whole, float((shares * seen * placed).sum()) / max(whole, 1e-9)


def _link(hand: Hand, name: str) -> float:
    """A check's link value, averaged over its rows."""
    return float(numerics.logit(checks.evaluate(hand.check(name), hand.state)[..., chances.GAME]).mean())


def contact(hand: Hand) -> list[Block]:
    """The coalition in harm's way."""
    say, words = hand.say, hand.words
    rows = []
    for side, name in enumerate(hand.sides):
        acts = hand.along("contact", side) * hand.days
        odds = [chances.natural(hand.check(each), hand.state, {"side": side}) for each in (
            "contact_hit", "force_attribution", "attack_force")]  # fmt: skip
        air = chances.natural(hand.check("air_contact"), hand.state, {"side": side}) * hand.days
        rows.append((name, words.number(acts), *(words.percent(each) for each in odds), words.number(air)))
    head = ("", *(say(f"booklet.{code}") for code in ("acts", "lethal", "sure", "attack", "air")))
    hits, ordered = draws.hit(hand.tables), draws.hit(hand.tables, hand.tunable("attack_people"))
    people = [
        (band, words.casualties(one), words.casualties(many))
        for band, one, many in zip(_bands(), hits, ordered, strict=True)
    ]
    depths = "; ".join(
        f"{say(f'booklet.depth.{depth}')} {words.number(100 * hand.tunable(f'exposure_{depth}'))}%" for depth in DEPTHS
    )
    return [
        Heading(say("booklet.contact")),
        Text(say("booklet.contact_text", depths=depths)),
        Grid(head, tuple(rows), (20, 16, 16, 16, 16, 16)),
        Grid(
            (say("booklet.roll"), say("booklet.hit"), say("booklet.hit_ordered")), tuple(people), (16, 42, 42),
            say("booklet.hit_text", share=words.percent(hand.tunable("killed_share"))),
        ),
        _pulls(hand, ("contact", "contact_hit", "force_attribution", "attack_force")),
    ]  # fmt: skip


def fighting(hand: Hand) -> list[Block]:
    """Seizures, renewed offensives, and raids."""
    say, words = hand.say, hand.words
    rows = [
        (area, *(words.percent(hand.in_area(check, side, n)) for check in ("assault", "offensive") for side in (0, 1)))
        for n, area in enumerate(hand.areas)
    ]
    head = (say("booklet.area"), *(say(f"booklet.{c}", side=s) for c in ("seize", "attack_by") for s in hand.sides))
    names = (
        "assault_share", "assault_loss", "repulse_loss", "loss_ratio_won", "loss_ratio_lost", "assault_km",
        "breakpoint", "advance_km", "creep_km", "regroup_days", "resume_strength",
    )  # fmt: skip
    facts = {name: words.number(hand.tunable(name)) for name in names}
    for name in ("assault_share", "assault_loss", "repulse_loss", "breakpoint", "resume_strength"):
        facts[name] = words.percent(hand.tunable(name))
    again = [
        words.percent(over(chances.natural(hand.check("resumption"), hand.state, {"side": side}), hand.days))
        for side in (0, 1)
    ]
    raids = []
    for side, name in enumerate(hand.sides):
        launched, leaked = float(hand.drawn.launched[side]), float(hand.drawn.leaked[side])
        deaths = launched * leaked * hand.tunable("raid_deaths")
        raids.append((name, words.number(launched), words.percent(1 - leaked), words.number(deaths)))
    raid_head = ("", *(say(f"booklet.{code}") for code in ("launched", "stopped", "raid_deaths")))
    return [
        Heading(say("booklet.fighting")),
        Text(say("booklet.fighting_text", **facts)),
        Grid(head, tuple(rows), (28, 18, 18, 18, 18)),
        Text(say("booklet.resume", first=hand.sides[0], second=hand.sides[1], one=again[0], two=again[1], **facts)),
        Grid(raid_head, tuple(raids), (28, 24, 24, 24), say("booklet.raids")),
        _pulls(hand, ("assault", "offensive", "raid_rate", "interception")),
    ]


def over(weekly: float, days: int) -> float:
    """The chance of something within some days that has a chance per week.

    >>> round(over(0.5, 14), 2)
    0.75
    """
    not_once: float = (1 - weekly) ** (days / DAYS_PER_WEEK)
    return 1 - not_once


def graded(hand: Hand) -> list[Block]:
    """The checks of orders: where they stand, and what moves them."""
    say, words = hand.say, hand.words
    named = [order.check for order in hand.scenario.rules.orders if order.check and order.check not in CHECKS]
    rows = []
    for name in dict.fromkeys(named):
        check = hand.check(name)
        chance = chances.natural(check, hand.state, {})
        steps_now = chances.opening_steps(check, hand.state, {})
        pulls = "; ".join(hand.pull(one) for one in hand.pulls(name))
        rows.append((hand.naming.name("check", name), words.percent(chance), words.signed(steps_now, 1), pulls))
    if not rows:
        return []
    head = tuple(say(f"booklet.{code}") for code in ("check", "chance", "step", "factors"))
    return [
        Heading(say("booklet.graded")),
        Text(say("booklet.graded_text")),
        Grid(head, tuple(rows), (20, 8, 7, 65)),
    ]
