"""Chapters on how to read it: injects, notes, objectives, assumptions, files, and the list of quantities."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from wargame.report.blocks import Block, Chapter, Heading, Items, Lines, Table, Text
from wargame.report.story import Story
from wargame.scenario.base import Model, Tunable

DEBRIEF = ("reactions", "facts", "own_criteria", "causes", "model", "transfer", "commitment")
"""Steps of the debrief; practice note, appendix B."""


def injects(story: Story) -> Chapter:
    """Delivered when; held, skipped or not reached (control's affair)."""
    words, naming = story.words, story.naming
    delivered: dict[str, tuple[int, int]] = {}
    for turn in story.turns:
        for event in story.events(turn):
            if event.code == "inject":
                delivered.setdefault(event.ids["inject"], (turn.number, event.day))
    rows = []
    standing = story.exercise.record.standing
    for inject in story.scenario.injects:
        if inject.id in delivered:
            number, day = delivered[inject.id]
            status = words.say("report.inject.delivered", turn=str(number), date=story.when(day))
        elif not story.whole:
            continue
        else:
            status = words.say(f"report.inject.{standing.get(inject.id, 'not_reached')}")
        to = words.listed(
            naming.name("role", role) if role != "all" else words.say("report.everybody") for role in inject.to
        )
        rows.append((inject.title.say(words.lang), to, status, inject.decision.say(words.lang)))
    head = tuple(words.say(f"report.inject.{part}") for part in ("title", "to", "status", "decision"))
    blocks: list[Block] = [Table(head, rows)] if rows else [Text(words.say("report.no_injects"))]
    return Chapter("injects", words.say("report.injects"), blocks)


def notes(story: Story) -> Chapter:
    """What people wrote down on the way: quotes, tags, assumptions that died."""
    words, naming = story.words, story.naming
    rows = []
    for note in story.notes:
        if note["kind"] == "endex" or not note.get("text"):
            continue
        code = f"report.note.{note['kind']}"
        kind = words.say(code) if words.has(code) else note["kind"]
        who = naming.name("role", note.get("role", "")) if note.get("role") != "control" else words.say("odds.control")
        rows.append((str(note["turn"]), who, kind, note["text"], ", ".join(note.get("tags", ()))))
    head = tuple(words.say(f"report.notes.{part}") for part in ("turn", "who", "kind", "text", "tags"))
    blocks: list[Block] = [Table(head, rows)] if rows else [Text(words.say("report.no_notes"))]
    blocks.append(Lines(words.say("report.improve"), 4))
    return Chapter("notes", words.say("report.notes"), blocks)


def objectives(story: Story) -> Chapter:
    """Each learning objective with the evidence that play holds for it; what people make of it is theirs to say."""
    words = story.words
    rows = []
    for objective in story.scenario.document.objectives:
        found = [(ref, _found(story, ref)) for ref in objective.evidence]
        said = "; ".join(
            words.say("report.evidence", what=_reference(story, ref), found=words.say(f"report.found.{state}"))
            for ref, state in found
        )
        rows.append((objective.id, objective.text.say(words.lang), said))
    head = tuple(words.say(f"report.objective.{part}") for part in ("id", "text", "evidence"))
    return Chapter(
        "objectives",
        words.say("report.objectives"),
        [Table(head, rows), Text(words.say("report.objectives_note"), "note")],
    )


def _found(story: Story, reference: str) -> str:
    kind, _, name = reference.partition(":")
    events = story.events()
    if kind in {"order", "inject", "trigger"}:
        return "yes" if any(event.code == kind and event.ids.get(kind) == name for event in events) else "no"
    if kind == "conditions_ledger":
        return "yes" if story.waivers else "no"
    if kind == "intent_sheet":
        return "yes" if story.sheets else "no"
    return "chapter"


def _reference(story: Story, reference: str) -> str:
    kind, _, name = reference.partition(":")
    if name:
        return story.naming.name(kind, name)
    code = f"report.evidence.{kind}"
    return story.words.say(code) if story.words.has(code) else kind


def assumptions(story: Story) -> Chapter:
    """What the model rests on, how well founded its numbers are, and how reliable one evening of play is."""
    words, document = story.words, story.scenario.document
    counts = Counter(basis for basis, _ in bases(story.scenario.rules))
    total = sum(counts.values())
    founded = [
        (words.say(f"report.basis.{basis}"), words.number(counts[basis]), words.percent(counts[basis] / max(1, total)))
        for basis in ("cited", "estimated", "assumed")
    ]
    head = tuple(words.say(f"report.basis.{part}") for part in ("basis", "count", "share"))
    lines = [
        words.say("report.assume.theory", theory=story.naming.name("theory", story.tables.theory)),
        words.say("report.assume.doctrines"),
        words.say("report.assume.single"),
    ]
    changed = [f"{path} = {value}" for path, value in sorted(story.exercise.settings.overrides.items())]
    if changed:
        lines.append(words.say("report.assume.overrides", overrides=", ".join(changed)))
    blocks: list[Block] = [
        Items(lines),
        Table(head, founded, words.say("report.basis_caption"), frozenset({1, 2})),
        Heading(words.say("report.data_collection")),
        Items([item.say(words.lang) for item in document.data_collection]),
        Lines(words.say("report.died"), 3),
    ]
    return Chapter("assumptions", words.say("report.assumptions"), blocks)


def bases(node: Any) -> Iterator[tuple[str, Tunable]]:
    """Every sourced number below a document model, with its basis."""
    if isinstance(node, Tunable):
        yield node.basis, node
    elif isinstance(node, Model):
        for name in type(node).model_fields:
            yield from bases(getattr(node, name))
    elif isinstance(node, dict):
        for value in node.values():
            yield from bases(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from bases(value)


def files(story: Story) -> Chapter:
    """SHA-256 of every document that was played, and of the log."""
    words = story.words
    rows = [(name, hashlib.sha256(text.encode()).hexdigest()) for name, text in sorted(story.scenario.files.items())]
    if story.whole:
        rows.append((words.say("report.log_chain"), story.exercise.log.last))
    return Chapter("files", words.say("report.files"), [Table((words.say("report.file"), "SHA-256"), rows)])


def dictionary(story: Story) -> Chapter:
    """Every quantity that the reader sees, with its unit: what the columns of the CSV files mean."""
    words = story.words
    rows = [
        (
            name,
            story.naming.quantity(name),
            story.naming.unit(quantity.unit),
            words.say(f"report.sight.{story.sees(name)}"),
        )
        for name, quantity in sorted(story.tables.registry.items())
        if story.sees(name)
    ]
    head = tuple(words.say(f"report.dictionary.{part}") for part in ("name", "meaning", "unit", "sight"))
    return Chapter("dictionary", words.say("report.dictionary"), [Table(head, rows)])


def debrief(story: Story) -> Chapter:
    """The script of the debrief: fifty minutes."""
    words = story.words
    steps = [words.say(f"report.debrief.{step}") for step in DEBRIEF]
    return Chapter("debrief", words.say("report.debrief"), [Items(steps, ordered=True)])
