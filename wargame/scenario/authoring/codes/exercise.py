"""Codes about what makes it an exercise."""

from __future__ import annotations

from wargame.scenario.authoring.codes.told import Told

TITLE = "Purpose, seats and sessions"
CODES: dict[str, Told] = {
    "objective-without-evidence": Told(
        "A learning objective that no order, inject or trigger shows.",
        "The debrief could not say whether it was met.",
        "Add a hook under `evidence`, or an inject that serves it.",
    ),
    "goal-without-time": Told(
        "None of a seat's goals says by when.",
        "A goal without a time can't fail, so it guides nobody.",
        "Give one a `by_turn`, or put the time in the sentence.",
    ),
    "goal-too-late": Told(
        "A goal is set for a turn that no session reaches.",
        "Nobody will know whether it was met.",
        "Take an earlier turn.",
    ),
    "goal-not-one-sentence": Told(
        "A goal of several sentences.",
        "Goals are short: people must be able to repeat them.",
        "Split it.",
    ),
    "cla-incomplete": Told(
        "Limits are stated, constraints or assumptions are not.",
        "Sponsors judge a result by all three (CLA); a limit alone hides what was taken for granted.",
        "Add `constraints:` and `assumptions:`, a sentence each.",
    ),
    "seat-without-decision": Told(
        "A seat answers no trigger and receives no inject.",
        "Its player would sit through the moment of truth.",
        "Address an inject to it, or make it a decider.",
    ),
    "role-without-orders": Told(
        "A seat has no orders to give.",
        "Nobody wants to sit there.",
        "Write some, or take the seat away.",
    ),
    "empty-desk": Told(
        "A seat has no headline quantities.",
        "Its screen would be empty.",
        "Name up to twelve under `headline`.",
    ),
    "unseen-headline": Told(
        "A seat's desk shows what the seat may not see.",
        "Secrecy fails closed: it would stay empty.",
        "Give it sight, or take it off the desk.",
    ),
    "one-seat-both-sides": Told(
        "One seat commands both armies.",
        "There would be nobody to face.",
        "Give each side a seat of its own.",
    ),
    "session-too-tight": Told(
        "Less than 12 minutes a turn.",
        "A turn has a situation, a council, orders and consequences.",
        "Fewer turns, or more minutes.",
    ),
    "start-before-cutoff": Told(
        "Play starts before the day up to which sources go.",
        "The opening would know its own future.",
        "Move the start or the cut-off.",
    ),
    "source-after-cutoff": Told(
        "A source is later than the cut-off.",
        "A base case knows what the world knew on that day.",
        "Move it to a dated excursion, or move the cut-off.",
    ),
    "excursion-without-assumption": Told(
        "An excursion doesn't say what it changes.",
        "One assumption at a time: else nothing follows from the result.",
        "Say it under `assumption:`.",
    ),
    "excursion-without-base": Told(
        "An excursion extends nothing.",
        "It is a change of something.",
        "Name the base under `extends:`.",
    ),
    "extends-cycle": Told(
        "Scenarios extend each other in a circle.",
        "None of them could be read.",
        "Take one `extends` out.",
    ),
    "extends-too-deep": Told(
        "A scenario rests on more than eight others.",
        "Nobody could tell where a value comes from.",
        "Extend an earlier one.",
        "a chain of ten scenarios",
    ),
    "bad-change": Told(
        "A value under `changes` can't be what is put there.",
        "Paths lead to numbers, levels or starts.",
        "See `wargame rules SCENARIO --resolved` for paths and values.",
    ),
    "unknown-path": Told(
        "A path under `changes` leads nowhere.",
        "The change would be lost.",
        "Take the path offered; `wargame rules SCENARIO --resolved` lists them.",
    ),
    "no-terms": Told(
        "A deal that is open or signed has no terms.",
        "There would be nothing to negotiate or to break.",
        "Add terms, or make the status `none`.",
    ),
    "term-incomplete": Told(
        "A term names a setting without a level, or a level without a setting.",
        "Orders could not move it.",
        "Give both, or neither.",
    ),
    "term-contradicts": Told(
        "A term tells one level of a setting, and the setting starts at another.",
        "What people read would not be what is played.",
        "Change the words or the start.",
    ),
}
