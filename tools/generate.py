"""Make every document anew that the tree keeps and that is made from code or rules.

    python tools/generate.py           write them
    python tools/generate.py --check   only say what is stale (exit status 1)

The rules pages (docs/rules), the booklet (docs/booklet), the authoring reference (docs/reference) and the schemas that
editors use (scenarios/schema). A test fails when one of them is stale; golden files are a matter of their own
(tools/golden.py), since they are accepted after a look.
"""

from __future__ import annotations

import sys
from pathlib import Path

import wargame
from wargame.report import booklet, rulepages
from wargame.scenario.authoring import reference
from wargame.scenario.authoring.schema import schema_text
from wargame.scenario.shapes import KINDS
from wargame.words import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
SCENARIO = "moderate"
"""Whose numbers the rules pages and the booklet have."""


def documents() -> dict[Path, str]:
    """Path -> text of every document that is made."""
    scenario = wargame.load(SCENARIO)
    found = {ROOT / "docs" / "rules" / name: text for name, text in rulepages.pages(scenario).items()}
    for lang in LANGUAGES:
        path = ROOT / "docs" / "booklet" / f"{SCENARIO}.{lang}.md"
        found[path] = booklet.document(scenario, lang, as_markdown=True)
    found |= {ROOT / "docs" / "reference" / name: text for name, text in reference.pages().items()}
    found |= {ROOT / "scenarios" / "schema" / f"{kind}.json": schema_text(kind) for kind in KINDS}
    return found


def main(arguments: list[str]) -> int:
    """Write what is stale, and take away pages of what is no more."""
    made = documents()
    folders = {path.parent for path in made}
    left = [path for folder in sorted(folders) if folder.is_dir() for path in folder.iterdir() if path not in made]
    stale = [path for path, text in made.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in (*stale, *left):
        print(path.relative_to(ROOT))
    if "--check" in arguments:
        return 1 if stale or left else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[path], encoding="utf-8")
    for path in left:
        path.unlink()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
