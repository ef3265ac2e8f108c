"""The authoring reference is current, and says of every code what it means, shows it broken, and gives the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.test_bad import emitted
from wargame.scenario.authoring import reference
from wargame.scenario.authoring.codes import ALL, CHAPTERS
from wargame.scenario.shapes import KINDS

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
PAGES = reference.pages()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_page_is_what_the_code_says(name: str) -> None:
    stale = "stale: run `wargame schema --reference --out docs/reference`"
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name], stale


def test_no_page_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)


def test_every_code_emitted_has_its_section() -> None:
    assert emitted() - set(ALL) == set()


def test_there_are_at_least_forty_rules_beyond_reading() -> None:
    beyond = [code for name, (_, codes) in CHAPTERS.items() if name not in {"files", "commands"} for code in codes]
    assert len(beyond) == len(set(beyond)) >= 40
    assert sum(len(codes) for _, codes in CHAPTERS.values()) == len(ALL), "a code stands in two chapters"


@pytest.mark.parametrize("code", sorted(ALL))
def test_a_section_is_whole(code: str) -> None:
    told = ALL[code]
    assert told.meaning
    assert told.why
    assert told.way_out
    chapter = next(name for name, (_, codes) in CHAPTERS.items() if code in codes)
    page = PAGES[f"problems-{chapter}.md"]
    section = page.partition(f"\n## `{code}`")[2].partition("\n## ")[0]
    assert "roken example" in section
    assert told.example or f"{code}: " in section, "the example's message is not that of the code"


def test_without_the_broken_examples_the_pages_say_the_rest(tmp_path: Path) -> None:
    bare = reference.pages(tmp_path)
    assert bare.keys() == PAGES.keys()
    assert "## `sector-gap`" in bare["problems-terrain.md"]
    assert "```yaml" not in bare["problems-terrain.md"]


def test_every_kind_every_field_and_every_quantity_is_there() -> None:
    assert all(f"{kind}.md" in PAGES for kind in KINDS)
    assert "| `cfv_recorded` |" in PAGES["quantities.md"]
    assert "| `tit_for_tat` | 0 to 1 |" in PAGES["numbers.md"]
    assert "`held(x, days)`" in PAGES["conditions.md"]
    assert all(f"| `{name}` |" in PAGES["map.md"] for name in KINDS["map"].model_fields)
