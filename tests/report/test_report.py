"""The report: whole, self-contained, in both languages, escaped, and blind to what its reader may not know."""

from __future__ import annotations

import csv
import json
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.analysis.hidden import Scrambled
from tests.report.scene import NASTY, PLAYER, SECRET, played
from wargame.errors import InputError
from wargame.exercise import Exercise
from wargame.report import chapters, data, hotwash, write, write_hotwash
from wargame.report import story as stories
from wargame.report.page import html, markdown
from wargame.report.story import Story
from wargame.words import LANGUAGES

FILES = (
    "hotwash.html",
    "aar.html",
    "aar.md",
    "orders.csv",
    "events.csv",
    "quantities.csv",
    "waivers.csv",
    "overrides.csv",
    "dictionary.csv",
    "log.json",
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return played(tmp_path_factory.mktemp("report") / "game.wargame")


@pytest.fixture(scope="module")
def game(path: Path) -> Iterator[Exercise]:
    exercise = Exercise.open(path, readonly=True)
    yield exercise
    exercise.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exercise]:
    where = played(tmp_path_factory.mktemp("running") / "game.wargame", turns=2, over=False)
    exercise = Exercise.open(where, readonly=True)
    yield exercise
    exercise.close()


def everything(exercise: Exercise, role: str | None, lang: str = "en") -> str:
    """All that a reader is handed, as one text."""
    story = Story(exercise, role, lang)
    whole = chapters(story)
    pages = [
        html(story, whole, title="x"),
        markdown(story, whole, title="x"),
        html(story, hotwash.sheet(story), title="x", kind="hotwash"),
    ]
    tables = [repr((head, list(rows))) for head, rows in data.tables(story).values()]
    return "\n".join([*pages, *tables, json.dumps(data.log(story), sort_keys=True)])


class Page(HTMLParser):
    """What a browser would fetch, run and show."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.tags: list[str] = []
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in {"src", "href", "srcset", "data", "action", "xlink:href"} and value:
                (self.links if value.startswith("#") else self.fetched).append(value)
            if name == "id" and value:
                self.anchors.add(value)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("role", [None, PLAYER])
def test_everything_is_written(path: Path, tmp_path: Path, lang: str, role: str | None) -> None:
    written = write(path, tmp_path, role=role, lang=lang)
    assert [file.name for file in written] == list(FILES)
    assert all(file.stat().st_size > 0 for file in written)
    page = (tmp_path / "aar.html").read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in page


@pytest.mark.parametrize("name", ["aar.html", "hotwash.html"])
def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing(path: Path, tmp_path: Path, name: str) -> None:
    write(path, tmp_path)
    text = (tmp_path / name).read_text(encoding="utf-8")
    page = Page(text)
    assert page.fetched == []
    assert not {"script", "link", "iframe", "img", "object", "form"} & set(page.tags)
    assert set(re.findall(r"url\(\"?([a-z]+):", text)) == {"data"}
    assert "@import" not in text
    assert {link.removeprefix("#") for link in page.links} <= page.anchors
    outside = set(re.findall(r"https?://[^\s\"'<]+", text))
    assert outside <= {"http://www.w3.org/2000/svg"}


def test_charts_are_well_formed(game: Exercise) -> None:
    story = Story(game)
    text = html(story, chapters(story), title="x")
    drawings = re.findall(r"<svg.*?</svg>", text, flags=re.DOTALL)
    assert len(drawings) >= 6
    for drawing in drawings:
        root = ET.fromstring(drawing)
        assert root.find("{http://www.w3.org/2000/svg}title") is not None
        assert "nan" not in drawing.lower().replace("nanu", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_languages_are_complete(game: Exercise, lang: str) -> None:
    for role in (None, *game.scenario.role_ids):
        story = Story(game, role, lang)
        html(story, chapters(story), title="x")
        html(story, hotwash.sheet(story), title="x", kind="hotwash")
        for _, rows in data.tables(story).values():
            list(rows)
        assert not story.words.missing


def test_the_languages_differ(game: Exercise) -> None:
    english, dutch = (
        markdown(Story(game, None, lang), chapters(Story(game, None, lang)), title="x") for lang in LANGUAGES
    )
    assert "Conditions ledger" in english
    assert "Voorwaardenboek" in dutch
    assert "Conditions ledger" not in dutch


def test_what_people_typed_is_text_and_nothing_else(path: Path, tmp_path: Path) -> None:
    write(path, tmp_path)
    page = (tmp_path / "aar.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert any(NASTY in word for word in Page(page).words)
    plain = (tmp_path / "aar.md").read_text(encoding="utf-8")
    assert "<script" not in plain.replace("\\<", "")
    with (tmp_path / "orders.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert any(row["intent"] == NASTY for row in rows)


def test_a_spreadsheet_is_given_no_formula(path: Path, tmp_path: Path) -> None:
    write(path, tmp_path)
    for file in tmp_path.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            cells = [cell for row in csv.reader(opened) for cell in row]
        assert cells
        assert not [cell for cell in cells if cell[:1] in {"=", "@"} or (cell[:1] in {"+", "-"} and not _number(cell))]


def _number(cell: str) -> bool:
    return re.fullmatch(r"[-+]?[\d.]+(e[-+]?\d+)?", cell) is not None


@pytest.mark.parametrize("role", ["netherlands", "russia", "ukraine"])
def test_hidden_changes_do_not_show_in_a_roles_report(game: Exercise, role: str) -> None:
    assert everything(Scrambled(game, role), role) == everything(game, role)  # type: ignore[arg-type]


def test_a_report_that_peeks_is_caught(game: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = stories.observe
    monkeypatch.setattr(
        stories,
        "observe",
        lambda state, tables, role, dice, only=None: honest(state, tables, "control", dice, only=only),
    )
    assert everything(Scrambled(game, PLAYER), PLAYER) == everything(game, PLAYER), "the second lock holds by itself"  # type: ignore[arg-type]
    monkeypatch.setattr(stories, "sees", lambda tables, role, quantity: "exact")
    assert everything(Scrambled(game, PLAYER), PLAYER) != everything(game, PLAYER)  # type: ignore[arg-type]


def test_others_secrets_are_not_in_a_roles_report(game: Exercise) -> None:
    assert SECRET in everything(game, None)
    assert SECRET in everything(game, "russia")
    mine = everything(game, PLAYER)
    assert SECRET not in mine
    assert "cfv_true" not in mine
    assert "Moscow would wait" not in mine


def test_before_the_end_the_seed_and_the_sheets_stay_sealed(running: Exercise) -> None:
    assert not running.over
    whole = everything(running, None)
    assert str(running.header.body["salt"]) not in whole
    assert json.loads(json.dumps(data.log(Story(running))))["seed"] is None
    assert SECRET not in whole
    assert "cfv_true" not in everything(running, PLAYER)
    assert data.log(Story(running, PLAYER))["seed"] is None


def test_at_the_end_the_seed_is_shown(game: Exercise) -> None:
    assert game.over
    assert data.log(Story(game, PLAYER))["seed"] == game.seed
    assert str(game.header.body["salt"]) in everything(game, None)


def test_the_override_is_told_with_its_direction_and_reason(game: Exercise) -> None:
    story = Story(game)
    assert len(story.overrides) == 1
    one = story.overrides[0]
    assert one.shift > 0, "it moved the result in favour of the Dutch"
    text = markdown(story, chapters(story), title="x")
    assert "player’s argument" in text
    assert Story(game, PLAYER).overrides == []


def test_waivers_carry_the_spoken_reason(game: Exercise) -> None:
    story = Story(game)
    spoken = [waiver for waiver in story.waivers if waiver.gate == "ground_us"]
    assert [waiver.reason for waiver in spoken] == ["we can't wait for Washington"]
    assert "we can't wait for Washington" in markdown(story, chapters(story), title="x")
    assert all(waiver.role == PLAYER for waiver in Story(game, PLAYER).waivers)


def test_odds_shown_stand_beside_what_came(game: Exercise) -> None:
    story = Story(game, PLAYER)
    text = markdown(story, chapters(story), title="x")
    assert text.count("before turn") == len(game.record.turns)
    assert "A coalition soldier is killed" in text


def test_the_hotwash_is_ready_within_seconds(game: Exercise, tmp_path: Path) -> None:
    begun = time.perf_counter()
    page = write_hotwash(game, tmp_path / "hotwash.html")
    assert time.perf_counter() - begun < 10
    assert len(Page(page.read_text(encoding="utf-8")).tags) > 50


def test_two_reports_of_one_file_are_the_same(path: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
        write(path, folder)
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in FILES)


def test_a_role_that_is_not_there_is_refused(game: Exercise) -> None:
    with pytest.raises(InputError):
        Story(game, "atlantis")


def test_a_folder_that_can_not_be_written_is_said(path: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        write(path, blocked)
    assert refused.value.code == "out-folder"
