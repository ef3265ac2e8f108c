"""Doctrines: what an empty seat wants, as readers and rows; none may look at what its role can't see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wargame.errors import InputError
from wargame.scenario import expressions as said
from wargame.scenario.conditions import parse, parse_selector
from wargame.scenario.doctrines import Doctrine, Reply, Rule
from wargame.scenario.document import Scenario
from wargame.scenario.registry import sight_of, unseen, visible_names
from wargame.world.expressions import Expressions
from wargame.world.orders import TARGET_AXES, VISIBILITIES, CompiledDoctrine, Move, ReplyRule
from wargame.world.roster import Roster
from wargame.world.tables import CompiledOrder


def doctrine_tables(
    scenario: Scenario, roster: Roster, expressions: Expressions, orders: Sequence[CompiledOrder], area: Sequence[int]
) -> dict[str, CompiledDoctrine]:
    """Every doctrine of the scenario by id.

    Args:
        area: row of the area of each sector.
    Raises: InputError if a doctrine builds on what its role can't see.
    """
    by_id = {order.id: order for order in orders}
    return {
        name: _Seat(scenario, roster, expressions, by_id, area, doctrine).compile()
        for name, doctrine in scenario.doctrines.items()
    }


class _Seat:
    def __init__(
        self, scenario: Scenario, roster: Roster, expressions: Expressions, orders: Mapping[str, CompiledOrder],
        area: Sequence[int], doctrine: Doctrine,
    ) -> None:  # fmt: skip
        self.roster, self.expressions, self.orders = roster, expressions, orders
        self.area, self.doctrine = area, doctrine
        role = doctrine.role
        self.row = roster.row("role", role)
        self.visible = visible_names(scenario, role) | {"turn", "days"}
        self.exact = {name for name, sees in sight_of(scenario).items() if "exact" in {sees.get(role), sees.get("all")}}
        self.own = frozenset(order.id for order in orders.values() if order.role == self.row)
        self.attention = scenario.document.roles[self.row].attention
        self.names: set[str] = set()

    def compile(self) -> CompiledDoctrine:
        doctrine = self.doctrine
        rules = tuple(self.move(rule) for rule in doctrine.rules)
        replies = tuple(self.reply(reply) for reply in doctrine.replies)
        return CompiledDoctrine(
            id=doctrine.id,
            role=self.row,
            role_id=doctrine.role,
            noise=doctrine.temper.noise.value,
            threshold=doctrine.temper.threshold.value,
            moves=doctrine.moves,
            attention=self.attention,
            rules=rules,
            replies=replies,
            names=frozenset(self.names),
        )

    def seen(self, term: said.Term) -> said.Term:
        """The term, if the role may build on it."""
        hidden = list(unseen(term, self.visible, self.own))
        for part in said.walk(term):
            if isinstance(part, said.Held):
                hidden += [name for name in said.names_used(part.condition) if name not in self.exact]
        if hidden:
            raise InputError(
                "doctrine-peeks",
                f"doctrine `{self.doctrine.id}`: `{hidden[0]}` is not for the eyes of `{self.doctrine.role}`",
                hint="Let the condition rest on what the role sees (a `held` needs exact sight).",
            )
        self.names.update(said.names_used(term))
        return term

    def condition(self, text: str) -> said.Term:
        return self.seen(parse(text, self.expressions.scope))

    def move(self, rule: Rule) -> Move:
        order = self.orders.get(rule.order)
        if order is None or order.role != self.row:
            message = f"doctrine `{self.doctrine.id}`: `{self.doctrine.role}` has no order `{rule.order}`"
            raise InputError("unknown-order", message)
        given = rule.parameters
        for name in order.takes:
            if name not in given and name != "place":
                message = f"doctrine `{self.doctrine.id}`: `{rule.order}` does not say which {name}"
                raise InputError("missing-parameter", message)
        place = str(given["place"]) if "place" in given else ""
        move = Move(
            when=self.expressions.compile(self.condition(rule.when)),
            order=self.roster.row("order", rule.order),
            weight=rule.weight,
            rest_days=rule.rest_days,
            attention=order.attention,
            level=order.levels.index(str(given["level"])) if "level" in given else -1,
            place=self.roster.row("place", place) if place else -1,
            amount=float(given.get("amount", order.amounts[0])),
            visibility=VISIBILITIES.index(order.visibilities[0]) if order.visibilities else 0,
        )
        if not order.target_axis or order.target_axis not in given:
            return move
        return self.aimed(move, order, str(given[order.target_axis]))

    def aimed(self, move: Move, order: CompiledOrder, target: str) -> Move:
        """The move with its target: an id, or a selector such as ``argmax(cfv_recorded)``."""
        axis = TARGET_AXES[order.target_axis]
        if "(" not in target:
            return replace(move, target=self.roster.row(axis, target))
        # An area is chosen by its sectors.
        over = "sector" if axis == "area" else axis
        selector = parse_selector(target, self.expressions.scope, over)
        self.seen(selector.operand)
        to = tuple(int(row) for row in self.area) if axis == "area" else tuple(range(self.roster.size(over)))
        rows = tuple(row for row in range(len(to)) if to[row] in order.targets)
        return replace(
            move,
            select=self.expressions.compile(selector.operand),
            select_least=selector.best == "min",
            select_rows=rows,
            select_to=tuple(to[row] for row in rows),
        )

    def reply(self, reply: Reply) -> ReplyRule:
        return ReplyRule(
            when=self.expressions.compile(self.condition(reply.when)),
            trigger=-1 if reply.trigger is None else self.roster.row("trigger", reply.trigger),
            odds=tuple(float(reply.odds.get(answer, 0.0)) for answer in self.roster.axes["answer"]),
        )
