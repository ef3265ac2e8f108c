"""The causal diagram of a scenario's rules as Mermaid text: what pulls on tracks, checks and outcomes, which way."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.quantities import CHECKS
from wargame.scenario.conditions import names_used, parse
from wargame.scenario.document import Scenario
from wargame.scenario.registry import scope_of

GROUPS = {
    "agreement": ("Agreement", "Akkoord"), "guarantee": ("Guarantees", "Garanties"),
    "netherlands": ("Netherlands", "Nederland"), "allies": ("Allies", "Bondgenoten"),
    "ukraine": ("Ukraine", "Oekraïne"), "russia": ("Russia", "Rusland"), "economy": ("Economy", "Economie"),
    "mission": ("Mission", "Missie"),
}  # fmt: skip
"""Group of tracks -> its name in English and in Dutch."""
_LABEL = 48
"""Characters of an expression that an arrow shows."""


def mermaid(scenario: Scenario, lang: str = "en") -> str:
    """A left-to-right flowchart. Rounded: tracks; boxes: checks; slanted: outcomes; plain: quantities and settings.

    A solid arrow pulls at every moment, a dotted one when something happens. ``+`` and ``−`` tell which way the number
    on the arrow pulls; where more than the bare quantity is read, the arrow says what.
    """
    rules, scope = scenario.rules, scope_of(scenario)
    tracks = {track.id for track in rules.tracks}
    arrows: list[str] = []
    used: dict[str, None] = {}
    for coupling in rules.couplings:
        names = names_used(parse(coupling.source, scope, "any"))
        line = "-." if coupling.kind == "event" else "--"
        arrows += [_arrow(name, coupling.to, line, coupling.gain.value, coupling.source) for name in names]
        used |= dict.fromkeys(names)
    for id_, check in rules.checks.items():
        axes = CHECKS[id_].axes if id_ in CHECKS else ()
        for factor in check.factors:
            text = factor.quantity if factor.equals is None else f"{factor.quantity} == {factor.equals}"
            names = names_used(parse(text, scope, "any", axes))
            arrows += [_arrow(name, f"check_{id_}", "--", factor.gain.value, text) for name in names]
            used |= dict.fromkeys(names)
    arrows += [f"  check_{outcome.check} --> outcome_{outcome.id}" for outcome in rules.outcomes]
    settings = {setting.id: setting.name.say(lang) for setting in rules.settings}
    lines = ["flowchart LR", *_tracks(scenario, lang)]
    lines += [f"  {_node(name)}[{_quoted(settings.get(name, name))}]" for name in used if name not in tracks]
    lines += [f"  check_{id_}[[{_quoted(check.name.say(lang))}]]" for id_, check in rules.checks.items()]
    lines += [f"  outcome_{each.id}[/{_quoted(each.name.say(lang))}/]" for each in rules.outcomes]
    return "\n".join([*lines, *dict.fromkeys(arrows)]) + "\n"


def _tracks(scenario: Scenario, lang: str) -> Iterator[str]:
    for group, names in GROUPS.items():
        members = [track for track in scenario.rules.tracks if track.group == group]
        if members:
            yield f"  subgraph group_{group}[{_quoted(names[lang == 'nl'])}]"
            yield from (f"    {_node(track.id)}({_quoted(track.name.say(lang))})" for track in members)
            yield "  end"


def _arrow(name: str, to: str, line: str, gain: float, text: str) -> str:
    sign = "+" if gain > 0 else "−" if gain < 0 else "0"
    short = text if len(text) <= _LABEL else f"{text[: _LABEL - 1]}…"
    label = sign if text == name else f"{sign} {short}"
    end = to if to.startswith("check_") else _node(to)
    return f"  {_node(name)} {line} {_quoted(label)} {line[::-1]}> {end}"


def _node(name: str) -> str:
    """An id that is no word of Mermaid's (`end` is one)."""
    return f"q_{name}"


def _quoted(text: str) -> str:
    """A label: Mermaid reads entities with # in it."""
    for char, entity in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        text = text.replace(char, entity)
    return f'"{text}"'
