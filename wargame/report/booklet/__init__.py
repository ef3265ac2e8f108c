"""The booklet: with it and two ten-sided dice people adjudicate a turn by hand, area by area, if the machine is gone.

It shows that the rules can be explained, and it is what play falls back on. Every table is made from the rules and the
engine's own draws (`draws.py`, `chances.py`); `layout.py` keeps it within twelve pages of A4. The simplifications that
hands need are said in it: areas instead of sectors, a turn instead of ticks, steps instead of sums.
"""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from wargame import __version__
from wargame.places import assets_dir
from wargame.report.booklet import cards, odds
from wargame.report.booklet.hand import Hand
from wargame.report.booklet.layout import Grid, Heading, Layout, Text, lay_out
from wargame.report.page import fonts
from wargame.scenario.document import Scenario


def document(scenario: Scenario, lang: str = "en", *, as_markdown: bool = False) -> str:
    """The booklet of a scenario: one HTML page that needs nothing else, or Markdown."""
    hand = Hand(scenario, lang)
    layout = pages(hand)
    title = hand.say("booklet.title", scenario=scenario.document.title.say(lang))
    return _markdown(layout, title) if as_markdown else _html(layout, title, hand)


def pages(hand: Hand) -> Layout:
    """What stands on which page."""
    blocks = [
        *odds.how(hand), *odds.steps_table(hand), *odds.violations(hand), *odds.monitoring(hand), *odds.contact(hand),
        *odds.fighting(hand), *odds.graded(hand), *cards.moment(hand), *cards.ladders(hand), *cards.drift(hand),
        *cards.outcomes(hand), *cards.tracks(hand), *cards.orders(hand),
    ]  # fmt: skip
    return lay_out(blocks)


def _html(layout: Layout, title: str, hand: Hand) -> str:
    environment = Environment(
        loader=FileSystemLoader(assets_dir() / "report"),
        autoescape=select_autoescape(enabled_extensions=("j2",), default_for_string=True, default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    foots = [
        hand.say("booklet.foot", page=str(number), pages=str(len(layout.pages)), scenario=hand.scenario.id)
        for number in range(1, len(layout.pages) + 1)
    ]
    return environment.get_template("booklet.html.j2").render(
        lang=hand.lang,
        engine=__version__,
        title=title,
        size=layout.size_pt,
        fonts=fonts(),
        pages=list(zip(layout.pages, foots, strict=True)),
    )


def _markdown(layout: Layout, title: str) -> str:
    lines = [f"# {title}", ""]
    for number, page in enumerate(layout.pages, 1):
        if number > 1:
            lines += ["---", ""]
        for block in page:
            match block:
                case Heading():
                    lines += [f"## {block.text}", ""]
                case Text():
                    lines += [block.text, ""]
                case Grid():
                    lines += [*_grid(block), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _grid(grid: Grid) -> list[str]:
    rule = ["---:" if column in grid.numeric else "---" for column in range(len(grid.head))]
    rows = [[cell.replace("|", "\\|") for cell in row] for row in (grid.head, rule, *grid.rows)]
    caption = [f"**{grid.caption}**", ""] if grid.caption else []
    return caption + ["| " + " | ".join(row) + " |" for row in rows]
