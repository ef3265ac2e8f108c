"""The case: the deal and its terms as they stand, what led here, and what the exercise leaves out or takes for granted.

Before play it is told from the scenario alone; during play a term is followed through the setting that carries it, as
far as the seat sees that setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wargame.scenario.document import Goal, Scenario, ScenarioDocument, Term
from wargame.ui.history import History
from wargame.ui.models.reading import rows
from wargame.words import Words

STATUS = "deal_status"
"""The setting that carries the deal's status, in rules that have one."""
STATUS_ICON = {"open": "message", "signed": "check", "none": "cross"}


@dataclass(frozen=True)
class TermLine:
    """A term: what was written, and, where play moved it, what stands in its place now."""

    text: str
    now: str = ""


@dataclass(frozen=True)
class Case:
    """Ready sentences. `status` is open, signed or none."""

    deal: str
    status: str
    status_text: str
    terms: tuple[TermLine, ...]
    history: tuple[tuple[str, str], ...]
    constraints: tuple[str, ...]
    limits: tuple[str, ...]
    assumptions: tuple[str, ...]


def case_of(scenario: Scenario, words: Words, history: History | None = None) -> Case:
    """The case before play, or as the seat of `history` knows it now."""
    document, lang = scenario.document, words.lang
    status = _level(scenario, history, STATUS) or document.deal.status
    return Case(
        deal=document.deal.name.say(lang),
        status=status,
        status_text=words.say(f"deal.status.{status}"),
        terms=tuple(_term(scenario, term, words, history) for term in document.deal.terms),
        history=tuple((when(past.date, words), past.text.say(lang)) for past in document.history),
        constraints=tuple(text.say(lang) for text in document.constraints),
        limits=tuple(text.say(lang) for text in document.limits),
        assumptions=tuple(text.say(lang) for text in document.assumptions),
    )


def deal_line(document: ScenarioDocument, words: Words) -> str:
    """The deal in a line: its name, and whether it is signed, where there is one."""
    name = document.deal.name.say(words.lang)
    if document.deal.status != "signed":
        return name  # which says that it is open, or that there is none
    return words.say("deal.line", deal=name, status=words.say("deal.status.signed").lower())


def goal_text(goal: Goal, words: Words) -> str:
    """A goal, with the turn by whose end it is wanted."""
    text = goal.say(words.lang)
    return text if goal.by_turn is None else words.say("brief.by_turn", goal=text.rstrip("."), turn=goal.by_turn)


def when(past: str, words: Words) -> str:
    """A year, a month of a year, or a day, in words."""
    year, *rest = past.split("-")
    if not rest:
        return year
    if len(rest) == 1:
        return f"{words.say(f'core.month.{int(rest[0])}')} {year}"
    return words.date(date.fromisoformat(past))


def _term(scenario: Scenario, term: Term, words: Words, history: History | None) -> TermLine:
    text = term.say(words.lang)
    level = None if term.setting is None else _level(scenario, history, term.setting)
    if level is None or level == term.level:
        return TermLine(text)
    setting = next(each for each in scenario.rules.settings if each.id == term.setting)
    return TermLine(text, next(each.name.say(words.lang) for each in setting.levels if each.id == level))


def _level(scenario: Scenario, history: History | None, id: str) -> str | None:
    """The level at which a setting stands; None if there is no such setting, or the seat does not see it."""
    setting = next((each for each in scenario.rules.settings if each.id == id), None)
    now = None if history is None else rows(history.now, id)
    return None if setting is None or now is None else setting.levels[int(now)].id
