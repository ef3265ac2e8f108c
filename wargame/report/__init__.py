"""What is left when play is over: the after-action review, the hotwash sheet, and the data behind them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from wargame.errors import InputError
from wargame.exercise import Exercise
from wargame.report import annex, course, data, evidence, hotwash
from wargame.report.blocks import Chapter
from wargame.report.page import html, markdown
from wargame.report.story import Story

__all__ = ["Story", "chapters", "write", "write_hotwash"]


def write(path: Path, out_dir: Path, role: str | None = None, lang: str | None = None) -> list[Path]:
    """Write the report of an exercise into a folder.

    Args:
        path: the exercise file.
        out_dir: folder that exists.
        role: the version of that role: what it saw, and nothing else. None: control's, which knows everything.
        lang: ``en`` (default) or ``nl``.
    Returns: hotwash.html, aar.html, aar.md, the CSV tables and log.json, in the order in which they were written.
    """
    with closing(Exercise.open(Path(path), readonly=True)) as exercise:
        story = Story(exercise, role, lang or "en")
        return [*_pages(story, Path(out_dir)), *_saved(lambda: data.write(story, Path(out_dir)), out_dir)]


def write_hotwash(exercise: Exercise, path: Path, role: str | None = None, lang: str = "en") -> Path:
    """Write the one-page hotwash sheet of an open exercise: ready within seconds of ENDEX."""
    story = Story(exercise, role, lang)
    title = story.words.say("report.hotwash")
    page = html(story, hotwash.sheet(story), title=title, kind="hotwash", contents=False)
    return _saved(lambda: [_write(path, page)], path.parent)[0]


def chapters(story: Story) -> list[Chapter]:
    """The whole review, in the order in which it is read."""
    found = [
        course.cover(story),
        course.summary(story),
        course.timeline(story),
        course.ladders(story),
        course.violations(story),
        course.outcomes(story),
        evidence.ledger(story),
        evidence.sheets(story),
        evidence.tripwire(story),
        evidence.odds(story),
        evidence.adjudication(story),
        evidence.luck(story),
        annex.injects(story),
        annex.objectives(story),
        annex.notes(story),
        annex.debrief(story),
        annex.assumptions(story),
        annex.dictionary(story),
        annex.files(story),
    ]
    return [chapter for chapter in found if chapter is not None]


def _pages(story: Story, folder: Path) -> list[Path]:
    title = story.words.say("report.title")
    sheet = html(story, hotwash.sheet(story), title=story.words.say("report.hotwash"), kind="hotwash", contents=False)
    first = _saved(lambda: [_write(folder / "hotwash.html", sheet)], folder)
    whole = chapters(story)
    pages = {"aar.html": html(story, whole, title=title), "aar.md": markdown(story, whole, title=title)}
    return [*first, *_saved(lambda: [_write(folder / name, text) for name, text in pages.items()], folder)]


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _saved(save: Callable[[], list[Path]], folder: Path) -> list[Path]:
    try:
        return save()
    except OSError as error:
        raise InputError(
            "out-folder",
            f"the report can't be written: {error.strerror}",
            place=str(folder),
            hint="Choose another folder, or make room.",
        ) from error
