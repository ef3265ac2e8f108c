"""Cross-checks of a scenario's documents against one another: one small function a rule, each with its codes.

Rules in `REFERENCES` look at entries one by one, and run even when some are left out because their shape is wrong.
Rules in `WHOLES` speak about completeness, and wait until every entry reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.scenario.book import Book
from wargame.scenario.issues import Issue
from wargame.scenario.lint import (
    dynamics,
    expressions,
    extends,
    forces,
    geography,
    ids,
    mapping,
    needs,
    numbers,
    opening,
    orders,
    play,
    purpose,
    reach,
    reading,
    references,
    seats,
    sources,
)
from wargame.scenario.lint.memo import Memo, Rule

REFERENCES: tuple[Rule, ...] = (
    ids.duplicate_ids, ids.own_duplicates, ids.reserved_words, ids.reserved_sides, ids.clashing_names,
    references.roles, references.tracks, references.checks, references.settings, references.sectors_and_sides,
    references.places, references.options, references.answers, references.doctrines, references.objectives,
    references.headlines, references.sight, references.own_sight, references.starts, references.commanders,
    references.factor_rows,
    orders.parameters, orders.effect_levels, orders.acts, orders.doctrine_orders, orders.doctrine_odds,
    expressions.check_factors, expressions.couplings, expressions.order_gates, expressions.ladders,
    expressions.triggers, expressions.injects, expressions.doctrines,
    sources.unknown_sources, sources.after_cutoff,
    play.values_in_range, play.rungs, play.yardstick, play.injects_reachable, play.session_people, play.same_text,
    needs.possible_numbers,
    extends.left_out, extends.changes, opening.terms, opening.deal_status, opening.fighting, opening.goals,
    geography.line_points, geography.zones, mapping.sides, mapping.zones_cover, mapping.bases, mapping.towns,
    forces.drawn, forces.plausible, forces.counted_twice, numbers.cites_itself, numbers.no_effect, numbers.edges,
    dynamics.tit_for_tat, reading.too_long, reading.blank, purpose.goals, purpose.injects, purpose.sessions,
)  # fmt: skip
WHOLES: tuple[Rule, ...] = (
    needs.required_checks, needs.required_tunables, needs.idle_checks, needs.idle_tunables, needs.classes,
    extends.excursions,
    geography.line_length, geography.sectors_tile, geography.idle_areas, mapping.pieces,
    seats.roles_with_orders, seats.doctrines_named, seats.content_note,
    geography.torn_areas, forces.based, dynamics.couplings, dynamics.loops,
    reach.injects, reach.triggers, reach.gates, reach.doctrines, reach.rungs, reach.orders,
    purpose.objectives, purpose.seats, purpose.deciders, purpose.limits,
)  # fmt: skip


def lint(book: Book, memo: Memo | None = None) -> Iterator[Issue]:
    """Every issue of every rule that can be judged; `memo` holds those of books judged before this one."""
    memo = memo or Memo()
    whole = not any(page.partial for page in book.pages)
    for rule in (*REFERENCES, *WHOLES) if whole else REFERENCES:
        yield from memo.issues(rule, book)
