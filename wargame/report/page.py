"""Chapters as one HTML page that needs nothing else, and as Markdown."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from wargame import __version__
from wargame.places import assets_dir
from wargame.report.blocks import Block, Chapter, Facts, Figure, Heading, Items, Lines, Table, Text
from wargame.report.story import Story

FONTS = (("Inter-Regular.ttf", 400), ("Inter-SemiBold.ttf", 600))


def html(story: Story, chapters: Sequence[Chapter], *, title: str, kind: str = "review", contents: bool = True) -> str:
    """The whole page. Everything is escaped by the template but the charts, which escape their own words."""
    words = story.words
    environment = _environment()
    style = environment.get_template("page.css").render(fonts=fonts())
    return environment.get_template("page.html.j2").render(
        lang=words.lang,
        engine=__version__,
        title=title,
        subtitle=subtitle(story),
        banner=words.say("report.banner"),
        style=style,
        kind=kind,
        contents=words.say("report.contents") if contents else "",
        in_numbers=words.say("report.in_numbers"),
        chapters=chapters,
        footer=words.say("report.footer"),
    )


def subtitle(story: Story) -> str:
    """Scenario, deal, turns and readership in a line."""
    words, document = story.words, story.scenario.document
    reader = words.say("odds.control") if story.whole else story.naming.name("role", story.role)
    played = words.n("report.turns_played", len({turn.number for turn in story.turns}))
    named = document.title.say(words.lang), document.deal.name.say(words.lang)
    return " · ".join([*named, played, words.say("report.for", reader=reader)])


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(assets_dir() / "report"),
        # Style sheets are ours alone and know no markup; pages are full of what people typed.
        autoescape=select_autoescape(enabled_extensions=("j2",), default_for_string=True, default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=1)
def fonts() -> str:
    """The text font, embedded: the page looks the same on a machine without it and without a network."""
    faces = []
    for name, weight in FONTS:
        data = base64.b64encode((assets_dir() / "fonts" / name).read_bytes()).decode("ascii")
        source = f'url("data:font/ttf;base64,{data}") format("truetype")'
        faces.append(f"@font-face {{ font-family: Inter; font-weight: {weight}; src: {source}; }}")
    return "\n".join(faces)


def markdown(story: Story, chapters: Sequence[Chapter], *, title: str) -> str:
    """The same chapters as text: charts become the tables behind them."""
    parts = [f"# {_plain(title)}", _plain(subtitle(story)), ""]
    for chapter in chapters:
        parts += [f"## {_plain(chapter.title)}", ""]
        for block in chapter.blocks:
            parts += [*_block(block), ""]
    return "\n".join(parts).rstrip() + "\n"


def _block(block: Block) -> list[str]:
    if isinstance(block, Text):
        return [("> " if block.kind in {"quote", "box"} else "") + _plain(block.text)]
    if isinstance(block, Heading):
        return [f"### {_plain(block.text)}"]
    if isinstance(block, Facts):
        return [f"- **{_plain(figure)}** {_plain(label)}" for figure, label in block.facts]
    if isinstance(block, Items):
        return [f"{f'{n}.' if block.ordered else '-'} {_plain(item)}" for n, item in enumerate(block.items, start=1)]
    if isinstance(block, Lines):
        return [f"**{_plain(block.label)}**", "", *["\\_" * 30] * block.count]
    if isinstance(block, Figure):
        return [f"*{_plain(block.caption)}*", *(["", *_table(block.table)] if block.table else [])]
    return _table(block)


def _table(table: Table) -> list[str]:
    width = len(table.head) or max((len(row) for row in table.rows), default=1)
    head = [*table.head] or [""] * width
    rule = ["---:" if column in table.numeric else "---" for column in range(width)]
    rows = [[_plain(cell).replace("|", "\\|") for cell in row] for row in (head, *table.rows)]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join(rule) + " |")
    return ([f"**{_plain(table.caption)}**", ""] if table.caption else []) + lines


def _plain(text: str) -> str:
    """User text in Markdown: on one line, and no markup of its own."""
    joined = " ".join(text.split())
    for sign in ("\\", "`", "*", "_", "[", "]", "<", ">", "#"):
        joined = joined.replace(sign, f"\\{sign}")
    return joined
