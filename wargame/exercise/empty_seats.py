"""What the doctrine of an empty seat orders and answers in a live game, as documents for the log.

The doctrine decides on arrays, as in every batch; here its decisions become the same documents that people write, so
that a replay needs the log alone.
"""

from __future__ import annotations

from wargame.dice import Dice
from wargame.doctrine import choose, reply
from wargame.exercise.seats import Seat
from wargame.world.events import Question
from wargame.world.orderbook import decompile_orders
from wargame.world.orders import OrderDoc, Orders
from wargame.world.tables import Tables
from wargame.world.view import View


def orders_of(seat: Seat, view: View, tables: Tables, dice: Dice, turn: int) -> list[OrderDoc]:
    """The orders that the seat's doctrine gives this turn on what the role sees."""
    orders = Orders.none(tables.roster.size("role"), view.worlds)
    choose(view, tables.doctrines[seat.doctrine], dice, orders)
    return [doc for doc in decompile_orders(orders, tables, turn) if doc.role == seat.role]


def answer_of(seat: Seat, question: Question, view: View, tables: Tables, dice: Dice) -> str:
    """The option that the seat's doctrine takes at a moment of truth; the question's default if no rule holds."""
    answers = tables.roster.axes["answer"]
    trigger = tables.roster.row("trigger", question.ids["trigger"])
    options = [answers.index(option) for option in question.options]
    row = int(
        reply(view, tables.doctrines[seat.doctrine], dice, trigger, options, int(question.address.rpartition(":")[2]))[
            0
        ]
    )
    return question.default if row < 0 else answers[row]
