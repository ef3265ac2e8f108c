"""What a scenario leaves out of the documents that it names, and whatever in them would do nothing without it.

A rule of a doctrine that gives an order left out is gone with it, and so are choices, evidence and forces in place.
Conditions stay: what they ask of a thing left out is answered as for one that never happened (`Scope.absent`).
"""

from __future__ import annotations

from typing import Any

from wargame.scenario.doctrines import Doctrine
from wargame.scenario.doctrines import Rule as DoctrineRule
from wargame.scenario.document import ScenarioDocument, Without
from wargame.scenario.forces import ForceCatalogue
from wargame.scenario.rules import Order, Rules

SECTIONS = ("orders", "injects", "doctrines", "triggers", "options")
"""Of `without`, those that documents define; sessions go where trees are laid over one another."""
_EVIDENCE = {"order": "orders", "inject": "injects", "trigger": "triggers"}
_CHOICES = {"element": "options", "trigger": "triggers"}


def gone(without: Without, rules: Rules) -> dict[str, frozenset[str]]:
    """Section -> ids that are left out. An order goes with the last force or tripwire that it could be about."""
    found = {section: frozenset(getattr(without, section)) for section in SECTIONS}
    if found["options"] or found["triggers"]:
        idle = {order.id for order in rules.orders if _nothing_left(order, found)}
        found["orders"] = found["orders"] | idle
    return found


def rules_left(rules: Rules, gone: dict[str, frozenset[str]]) -> Rules:
    """The rules without the orders, tripwires and choices that are gone."""
    if not gone["orders"] and not gone["triggers"] and not gone["options"]:
        return rules
    orders = [_order_left(order, gone) for order in rules.orders if order.id not in gone["orders"]]
    triggers = [trigger for trigger in rules.triggers if trigger.id not in gone["triggers"]]
    return rules.model_copy(update={"orders": orders, "triggers": triggers})


def forces_left(catalogue: ForceCatalogue, gone: dict[str, frozenset[str]]) -> ForceCatalogue:
    """The catalogue without the options that are gone."""
    if not any(option.id in gone["options"] for option in catalogue.options):
        return catalogue
    options = [option for option in catalogue.options if option.id not in gone["options"]]
    return catalogue.model_copy(update={"options": options})


def doctrine_left(doctrine: Doctrine, gone: dict[str, frozenset[str]]) -> Doctrine:
    """The doctrine without rules and replies that nothing calls for any more."""
    rules = [rule for rule in doctrine.rules if not idle(rule, gone)]
    replies = [reply for reply in doctrine.replies if reply.trigger not in gone["triggers"]]
    if len(rules) == len(doctrine.rules) and len(replies) == len(doctrine.replies):
        return doctrine
    return doctrine.model_copy(update={"rules": rules, "replies": replies})


def idle(rule: DoctrineRule, gone: dict[str, frozenset[str]]) -> bool:
    """Whether a rule gives an order that is gone, or is about something that is."""
    about = ((name, value) for name, value in rule.parameters.items() if name in _CHOICES)
    return rule.order in gone["orders"] or any(value in gone[_CHOICES[name]] for name, value in about)


def document_left(document: ScenarioDocument, gone: dict[str, frozenset[str]]) -> ScenarioDocument:
    """The scenario document without what refers to things that are gone."""
    if not any(gone.values()):
        return document
    roles = [
        role.model_copy(update={"doctrines": [name for name in role.doctrines if name not in gone["doctrines"]]})
        for role in document.roles
    ]
    objectives = [
        each.model_copy(update={"evidence": [name for name in each.evidence if not shows_gone(name, gone)]})
        for each in document.objectives
    ]
    deployed = [each for each in document.deployed if each.option not in gone["options"]]
    left_out = all_gone(document.without, gone)
    update = {"roles": roles, "objectives": objectives, "deployed": deployed, "without": left_out}
    return document.model_copy(update=update)


def all_gone(without: Without, gone: dict[str, frozenset[str]]) -> Without:
    """What is left out, together with the orders that went along."""
    return without.model_copy(update={"orders": sorted(gone["orders"])})


def shows_gone(evidence: str, gone: dict[str, frozenset[str]]) -> bool:
    """Whether a piece of evidence speaks of something that is gone."""
    kind, _, name = evidence.partition(":")
    return kind in _EVIDENCE and name in gone[_EVIDENCE[kind]]


def _order_left(order: Order, gone: dict[str, frozenset[str]]) -> Order:
    parameters = []
    for parameter in order.parameters:
        out: frozenset[str] = gone[_CHOICES[parameter.name]] if parameter.name in _CHOICES else frozenset()
        choices: Any = parameter.choices and [choice for choice in parameter.choices if choice not in out]
        parameters.append(parameter.model_copy(update={"choices": choices}))
    return order.model_copy(update={"parameters": parameters})


def _nothing_left(order: Order, gone: dict[str, frozenset[str]]) -> bool:
    return any(
        bool(parameter.choices) and gone[_CHOICES[parameter.name]].issuperset(parameter.choices or ())
        for parameter in order.parameters
        if parameter.name in _CHOICES
    )
