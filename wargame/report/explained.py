"""An explained world as text: every number of every reason, with the line of YAML that says it.

For whoever checks the model rather than plays it, so quantities, checks and ids are written as the rules write them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from wargame.analysis.explain import Explained, reasons
from wargame.analysis.naming import Naming
from wargame.report.text import sentence
from wargame.world.events import Event
from wargame.world.why import Why

_AT = "    "


def text(explained: Explained, naming: Naming) -> str:
    """All of it, tick by tick."""
    words = naming.words
    lines = [
        words.say(
            "explain.head", scenario=explained.scenario, seed=str(explained.seed), world=str(explained.world),
            turns=str(explained.turns), mark=f"{explained.mark:016x}",
        )
    ]  # fmt: skip
    if not explained.told:
        lines += ["", words.say("explain.nothing")]
    for (turn, tick), group in groupby(explained.told, key=lambda told: (told.turn, told.tick)):
        told = list(group)
        first, last = told[0].day, told[0].day + told[0].days - 1
        lines += ["", words.say("explain.tick", turn=str(turn), tick=str(tick), first=str(first), last=str(last))]
        for each in told:
            lines += [f"  {line}" for line in event_lines(each.event, naming)]
    return "\n".join(lines)


def event_lines(event: Event, naming: Naming) -> list[str]:
    """One event: its code and sentence, what set it off, and every reason."""
    said = "" if event.code == "moved" else sentence(event, naming)
    lines = [f"[{event.code}] {said}".rstrip()]
    if event.cause not in {"chance", ""} and event.code != "moved":
        lines.append(f"{_AT}{naming.words.say('explain.cause', cause=event.cause)}")
    return lines + [f"{_AT}{line}" for reason in reasons(event.why) for line in reason_lines(reason, naming)]


def reason_lines(why: Why, naming: Naming) -> Iterator[str]:
    """One reason, line by line."""
    match why["kind"]:
        case "check":
            yield from _check(why, naming)
        case "condition":
            yield from _condition(why)
        case "causes":
            yield from _causes(why)
        case "rule":
            yield _rule(why, naming)


def _check(why: Why, naming: Naming) -> Iterator[str]:
    """Base, factors, what they come to, and the die: enough to work it out again."""
    words, axes = naming.words, ("side", "sector", "trigger")
    rows = [_row(axis, row, naming) for axis, row in why["rows"].items() if axis in axes]
    yield f"{why['check']} ({', '.join([why['link'], *rows])})"
    added = f" -> {_n(why['base_link'])}" if why["link"] != "share" else ""
    yield f"  {words.say('explain.base')} {_n(why['base'])}{added}{_place(why['base_origin'])}"
    for factor in why["factors"]:
        sum_of = f"{_n(factor['gain'])} x ({_n(factor['value'])} - {_n(factor['centre'])}) / {_n(factor['scale'])}"
        yield f"  {factor['contribution'] + 0.0:+.6f} = {sum_of}  {factor['quantity']}{_place(factor['origin'])}"
    if why["offset"]:
        yield f"  {why['offset']:+.6f}"
    total = why["base_link"] + why["offset"] + sum(factor["contribution"] for factor in why["factors"])
    back = {"logit": f"1 / (1 + e^-({total:.6f}))", "log": f"e^({total:.6f})", "share": f"{total:.6f}"}[why["link"]]
    yield f"  = {back} = {why['value']:.7g}"
    if why.get("draw") is not None:
        yield f"  {words.say('explain.die', die=_n(why['draw']), address=str(why['address']))}"
    if why.get("grades"):
        yield f"  {words.say('explain.grades', bounds=', '.join(map(_n, why['grades'])))}"


def _row(axis: str, row: int, naming: Naming) -> str:
    document, rules = naming.scenario.document, naming.scenario.rules
    ids = {
        "side": [side.id for side in document.sides],
        "sector": [sector.id for sector in naming.scenario.map.sectors],
        "trigger": [trigger.id for trigger in rules.triggers],
    }
    return f"{axis} {ids[axis][row]}"


def _condition(why: Why) -> Iterator[str]:
    stood = "; ".join(f"{each['quantity']} = {each.get('level') or _n(each['value'])}" for each in why["values"])
    holds = "true" if why["holds"] else "false"
    yield f"{why['text']}: {holds} ({stood}){_place(why['origin'])}" if stood else f"{why['text']}: {holds}"


def _causes(why: Why) -> Iterator[str]:
    yield f"{why['track']}: {_n(why['before'])} -> {_n(why['after'])} ({why['change']:+.5g})"
    for cause in why["causes"]:
        source = " ".join(filter(None, (cause["what"], cause["id"])))
        yield f"  {cause['delta']:+.5f}  {source}{_place(cause['origin'])}"


def _rule(why: Why, naming: Naming) -> str:
    code, said = f"because.{why['code']}", ""
    if naming.words.has(code):
        ids = {axis: naming.any(id, (axis, "side", "role")) for axis, id in why["ids"].items()}
        said = f": {naming.words.say(code, **{**why['numbers'], **ids})}"
    numbers = ", ".join(f"{name} {_n(number)}" for name, number in why["numbers"].items())
    return f"{why['code']}{said}{f' ({numbers})' if numbers else ''}{_place(why['origin'])}"


def _place(origin: str) -> str:
    return f"  [{origin}]" if origin else ""


def _n(number: float) -> str:
    return f"{number + 0.0:.7g}"  # no minus before a zero
