"""A game brought to a certain point, for pictures and tests: played through the real session, by its own doors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from wargame.exercise import SHEET_FIELDS, Seat, Settings, Sheet
from wargame.ui.flow import Task
from wargame.ui.models.start import first_seat
from wargame.ui.session import Session
from wargame.world.events import Ruling
from wargame.world.orders import SLOTS, OrderDoc

SEED = 20_250_602
SCENARIO = "moderate"
PLAYER = "netherlands"


def begin(
    session: Session,
    people: Sequence[str] = (),
    ask: tuple[str, ...] = (),
    turns: int = 6,
    name: str = SCENARIO,
) -> None:
    """A fresh exercise of a shipped scenario at turn zero; doctrines play every seat but those of `people` (default:
    the seat that is a person's in a quick start)."""
    from wargame.scenario import load

    scenario = load(name)
    people = people or (first_seat(scenario),)
    chosen = scenario.document.sessions[-1]
    seats = [
        Seat(role.id, "people") if role.id in people else Seat(role.id, "doctrine", role.doctrine)
        for role in scenario.document.roles
    ]
    settings = Settings(chosen.id, turns, "month", scenario.document.tick_days, ask)
    session.create(session.new_path("stage"), scenario, seats, settings, SEED)


def stage(
    session: Session,
    *,
    played: int = 2,
    people: Sequence[str] = (),
    ask: tuple[str, ...] = (),
    name: str = SCENARIO,
) -> None:
    """`played` turns are over, the first of `people` sits at its desk and has not given orders yet."""
    begin(session, people, ask, name=name)
    game = session.game
    people = people or game.people()
    for role in people:
        game.seal(Sheet(role, **{name: session.say(f"demo.sheet.{name}") for name in SHEET_FIELDS}))
    game.advance()
    while len(game.record.turns) < played:
        game.advance()
        for role in people:
            game.submit(role, orders(session, role))
        finish(session)
        game.advance()
    if game.phase == "situation":
        game.advance()
    session.progress.briefed.add((people[0], played))
    session.sit(Task(people[0], people[0], "desk"))


def finish(session: Session) -> None:
    """Adjudicate, answering every question with its default, until the consequence stands."""
    game = session.game
    if game.phase == "orders":
        game.advance()
    while game.questions:
        question = game.questions[0]
        game.answer(question.address, Ruling("choice", question.role, question.day, choice=question.default))


def tested(session: Session) -> None:
    """From a desk on: the coalition has drawn its line, Russia hits the force, and the first seat must answer.

    Two rulings of control make sure of the hit and of who is held responsible; everything else is the game's own.
    """
    game, seat = session.game, session.game.people()[0]
    if not {"co_trigger", "ru_test"} <= {order.id for order in game.scenario.rules.orders}:
        return  # a scenario with other rules: its own play must lead there
    _orders_of(session, "coalition", "co_trigger", {"trigger": "tw_force", "level": "explicit"})
    finish(session)
    while game.phase != "orders":
        game.advance()
    _orders_of(session, "russia", "ru_test", {})
    day, row = game.day, game.scenario.role_ids.index("russia") * SLOTS
    game.advance()
    ruling = partial(Ruling, by="umpire", day=day, reason_code="pedagogy", reason=session.say("demo.ruling"))
    if not game.questions:
        game.rule(ruling("draw", address=f"force_attribution:{day}:1", draw=0.01))
    if not game.questions:
        game.rule(ruling("grade", address=f"order_check:{day}:{row}", choice="yes"))
    if game.questions:
        session.sit(Task(seat, seat, "moment"))


def _orders_of(session: Session, giver: str, order: str, parameters: dict[str, str | float]) -> None:
    """One order by a seat that a doctrine plays otherwise; the people give none."""
    game = session.game
    held = game.seat(giver)
    game.take_over(Seat(giver, "people"))
    rule = next(each for each in game.scenario.rules.orders if each.id == order)
    doc = OrderDoc(giver, order, game.turn, parameters, rule.visibility[0], session.say("demo.order.intent"))
    for role in game.people():
        game.submit(role, [doc] if role == giver else [])
    game.take_over(held)


def orders(session: Session, role: str) -> list[OrderDoc]:
    """What a seat orders in a staged game: the Netherlands offer a brigade in the first turn, nobody else anything."""
    game = session.game
    known = {order.id for order in game.scenario.rules.orders}
    if role != PLAYER or game.turn != 1 or "nl_offer_ground" not in known:
        return []
    say = session.say
    offer = OrderDoc(
        role,
        "nl_offer_ground",
        game.turn,
        {"element": "nl_13", "place": "kyiv"},
        intent=say("demo.order.intent"),
        because=(say("demo.order.because"),),
        expected_response=say("demo.order.expected"),
        risk_owner=say("demo.order.owner"),
        waived={"ground_us": say("demo.order.waived")},
    )
    return [offer]
