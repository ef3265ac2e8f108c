"""`wargame rules --pages` and `--booklet`: files for any scenario, and one clear message when they can't be."""

from __future__ import annotations

from pathlib import Path

from tests.cli.program import run_many
from tests.scenario import minimal


def test_pages_and_booklet_are_written_for_any_scenario(tmp_path: Path) -> None:
    minimal.write(tmp_path)
    start = ["rules", "minimal.yaml"]
    pages, html, dutch, two, clash, no_folder, no_file, language = run_many(
        (
            [*start, "--pages", "pages"],
            [*start, "--booklet", "booklet.html"],
            [*start, "--booklet", "boekje.md", "--lang", "nl"],
            [*start, "--pages", "pages", "--booklet", "booklet.html"],
            [*start, "--booklet", "other.html", "--json"],
            [*start, "--pages", "minimal.yaml"],
            [*start, "--booklet", "no/such/folder/booklet.html"],
            [*start, "--booklet", "other.html", "--lang", "fr"],
        ),
        tmp_path,
    )
    assert [pages.status, html.status, dutch.status] == [0, 0, 0], (pages.err, html.err, dutch.err)
    written = {path.name for path in (tmp_path / "pages").iterdir()}
    assert {"README.md", "violations.md", "politics.md"} <= written
    assert {Path(line).name for line in pages.out.splitlines()} == written
    assert '<section class="page">' in (tmp_path / "booklet.html").read_text(encoding="utf-8")
    assert "met de hand" in (tmp_path / "boekje.md").read_text(encoding="utf-8").splitlines()[0]
    for ended in (two, clash, no_folder, no_file, language):
        assert (ended.status, len(ended.err.splitlines())) == (2, 1), ended
    assert not (tmp_path / "other.html").exists()
