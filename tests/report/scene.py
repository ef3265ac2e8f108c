"""A played exercise for tests: people at one seat, an umpire who overrules, sheets, estimates, notes, nasty text."""

from __future__ import annotations

from pathlib import Path

from wargame.analysis import estimate
from wargame.exercise import Exercise, Seat, Sheet, default_settings, empty_table
from wargame.scenario import load
from wargame.world.events import Ruling
from wargame.world.orders import OrderDoc

PLAYER = "netherlands"
NASTY = "<script>alert('x')</script> & | `code` \"quote\" =1+1"
SECRET = "we would in truth accept losing the port"


def played(path: Path, *, turns: int = 3, over: bool = True, seed: int = 11) -> Path:
    """Play `moderate`: the Netherlands by people, everybody else by doctrine, control rules on proposals."""
    scenario = load("moderate")
    seats = [seat if seat.role != PLAYER else Seat(PLAYER, "people") for seat in empty_table(scenario)]
    exercise = Exercise.create(
        path, scenario, seats, default_settings(scenario, turns=turns, ask=("proposal",)), seed=seed
    )
    exercise.seal(
        Sheet(
            PLAYER,
            aim=NASTY,
            accepted_risk="some",
            conditions="US backing",
            success="quiet",
            exit="2027",
            red_lines="none",
        )
    )
    exercise.seal(Sheet("russia", aim=SECRET))
    exercise.advance()
    while not exercise.over:
        if exercise.phase == "orders":
            exercise.keep_estimate(PLAYER, estimate(exercise, PLAYER, orders(exercise.turn), worlds=16).to_json())
            exercise.submit(PLAYER, orders(exercise.turn))
        if exercise.phase == "adjudication":
            rule(exercise)
            continue
        if not over and exercise.phase == "consequence" and exercise.turn == turns:
            break
        exercise.advance()
    exercise.note("quote", NASTY, role=PLAYER, tags=["LO3"])
    exercise.note("self_assessment", "bent", role=PLAYER)
    exercise.note("assumption", "Moscow would wait", role="russia")
    exercise.close()
    return path


def orders(turn: int) -> list[OrderDoc]:
    """One order that is graded, one that waives conditions aloud."""
    letter = OrderDoc(
        PLAYER, "nl_letter", turn, intent=NASTY, because=("parliament asks",), expected_response="approval"
    )
    offer = OrderDoc(
        PLAYER,
        "nl_offer_ground",
        turn,
        {"element": "nl_13", "place": "kyiv"},
        intent="show the flag",
        waived={"ground_us": "we can't wait for Washington"},
    )
    return [letter] if turn > 1 else [letter, offer]


def rule(exercise: Exercise) -> None:
    """The first proposal of the Dutch is overruled with a reason; all others stand as computed."""
    question = exercise.questions[0]
    overruled = question.ids.get("role") == PLAYER and question.kind == "proposal" and exercise.turn == 1
    choice = question.options[0] if overruled else question.default
    if overruled and choice == question.default:
        choice = question.options[1]
    ruling = Ruling(
        "grade" if question.kind == "proposal" else "choice",
        "umpire" if overruled else question.role,
        question.day,
        choice=choice,
        reason_code="player_argument" if overruled else "",
        reason=NASTY if overruled else "",
    )
    exercise.answer(question.address, ruling)
