"""Codes about what comes up in play."""

from __future__ import annotations

from wargame.scenario.authoring.codes.told import Told

TITLE = "Orders, injects, ladders and triggers"
CODES: dict[str, Told] = {
    "inject-unreachable": Told(
        "An inject's condition can't hold.",
        "It would never fire, and nobody would notice.",
        "Look at the range of what it names, and at who can bring it about.",
    ),
    "inject-too-late": Told(
        "An inject waits for a turn that no session reaches.",
        "It would never fire.",
        "Take an earlier turn.",
    ),
    "inject-without-decision": Told(
        "An inject expects no decision.",
        "An event that asks nothing is news; it takes time from the table.",
        "Say what the players should decide.",
    ),
    "trigger-unreachable": Told(
        "A tripwire can't be met, or isn't declared and can't be.",
        "A threat that can't come up deters nobody.",
        "Correct the condition; declare it at the start, or write an order that declares it.",
    ),
    "trigger-nobody-honours": Told(
        "No decider has an answer that honours the tripwire.",
        "The threat would be empty whatever they want.",
        "Add an honouring answer to somebody's `options`.",
    ),
    "default-not-an-option": Told(
        "A decider's default isn't among its options.",
        "An empty seat must answer something allowed.",
        "Choose one of the options.",
    ),
    "rung-unreachable": Told(
        "Too few of a rung's criteria can hold.",
        "The ladder would end below it.",
        "Look at the ranges of what the criteria name.",
    ),
    "rungs-out-of-order": Told("A rung comes after a higher one.", "Ladders are climbed upwards.", "Sort them."),
    "too-few-criteria": Told(
        "A rung has fewer criteria than it takes to declare it.",
        "Control can confirm the last one only.",
        "Add criteria, or lower `needs`.",
    ),
    "yardstick-order": Told(
        "Words for odds overlap or go down.",
        "One probability would have two words.",
        "Sort them without overlap.",
    ),
    "gate-never-open": Told(
        "A gate's condition can't hold.",
        "It would be waived every time, which says nothing about the decision.",
        "Look at the ranges of what it names.",
    ),
    "order-too-dear": Told(
        "An order costs more attention than its seat has in a turn.",
        "Nobody could ever give it.",
        "Lower the cost, or raise the seat's attention.",
    ),
    "order-does-nothing": Told(
        "An order has no effects, acts or gates, and nothing asks whether it was given.",
        "Players would spend attention on nothing.",
        "Give it an effect, or take it out.",
    ),
    "order-without-choice": Told(
        "An order asks for an element, and its seat has none.",
        "It could not be filled in.",
        "Name `choices`, or give the seat a force option.",
    ),
    "idle-seen-by": Told(
        "`seen_by` of an order that is always public.",
        "All see it anyway.",
        "Leave it out.",
    ),
    "missing-choices": Told(
        "A `level` parameter lists no choices.",
        "There would be nothing to choose.",
        "Add `choices` and `labels`.",
    ),
    "missing-parameter": Told(
        "A doctrine gives an order without all it asks for.",
        "The engine would have to guess.",
        "Add it to the rule's `parameters`.",
    ),
    "empty-range": Told("An amount whose low is not below its high.", "There is nothing to choose.", "Correct it."),
    "act-needs": Told(
        "An act of the engine lacks what it works with.",
        "Such as a side for an assault, or an element to deploy.",
        "Add what the message names.",
    ),
    "odds-not-one": Told("The odds of a reply don't add up to 1.", "One of the answers is given.", "Correct them."),
}
