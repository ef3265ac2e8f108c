"""Cross-checks of a scenario's documents against one another: one small function a rule, each with its codes.

Rules in `REFERENCES` look at entries one by one, and run even when some are left out because their shape is wrong.
Rules in `WHOLES` speak about completeness, and wait until every entry reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wargame.scenario.book import Book
from wargame.scenario.issues import Issue
from wargame.scenario.lint import expressions, geography, ids, needs, orders, play, references, seats, sources

Rule = Callable[[Book], Iterator[Issue]]

REFERENCES: tuple[Rule, ...] = (
    ids.duplicate_ids, ids.reserved_words, ids.clashing_names,
    references.roles, references.tracks, references.checks, references.settings, references.sectors_and_sides,
    references.places, references.options, references.answers, references.doctrines, references.objectives,
    references.headlines, references.sight, references.factor_rows,
    orders.parameters, orders.effect_levels, orders.acts, orders.doctrine_orders, orders.doctrine_odds,
    expressions.check_factors, expressions.couplings, expressions.order_gates, expressions.ladders,
    expressions.triggers, expressions.injects, expressions.doctrines,
    sources.unknown_sources, sources.after_cutoff,
    play.values_in_range, play.rungs, play.yardstick, play.injects_reachable, play.session_people, play.same_text,
    needs.possible_numbers,
    geography.line_points,
)  # fmt: skip
WHOLES: tuple[Rule, ...] = (
    needs.required_checks, needs.required_tunables, needs.idle_checks, needs.idle_tunables, needs.classes,
    geography.line_length, geography.sectors_tile, geography.idle_areas, seats.roles_with_orders, seats.doctrines_named,
    seats.content_note,
)  # fmt: skip


def lint(book: Book) -> Iterator[Issue]:
    """Every issue of every rule that can be judged."""
    whole = not any(page.partial for page in book.pages)
    for rule in (*REFERENCES, *WHOLES) if whole else REFERENCES:
        yield from rule(book)
