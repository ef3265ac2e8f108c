"""The broken documents and what is said of them.

`NAME.yaml` is a document that is wrong by itself; `NAME.expected` is the whole message. `changes/NAME.yaml` changes one
thing of the minimal scenario (`file`, `path`, `to`; null takes it out); its expectation is each issue's code, fact and
hint, without line numbers. After a look at what changed: ``python tests/bad/cases.py`` writes the expectations anew.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))  # so that the file runs as a script too

from tests.scenario import minimal  # noqa: E402
from wargame.scenario import Issue, check, check_texts, render_issues  # noqa: E402

ALONE = sorted(path.stem for path in HERE.glob("*.yaml"))
CHANGES = sorted(path.stem for path in (HERE / "changes").glob("*.yaml"))


def alone(name: str) -> tuple[list[Issue], str]:
    """Issues of a document by itself, and the message, seen from their folder."""
    with contextlib.chdir(HERE):
        issues = check([f"{name}.yaml"])
        return issues, render_issues(issues) + "\n"


def change(name: str) -> tuple[list[Issue], str]:
    """Issues of the minimal scenario after one change."""
    case = yaml.safe_load((HERE / "changes" / f"{name}.yaml").read_text(encoding="utf-8"))
    docs = minimal.documents()
    put(docs[case["file"]], case["path"].split("."), case["to"])
    issues = check_texts(minimal.texts(docs), minimal.MAIN)
    lines = [f"{issue.file}: {issue.severity}: {issue.code}: {issue.fact} | {issue.hint}" for issue in issues]
    return issues, "\n".join(lines) + "\n"


def put(owner: Any, path: list[str], value: Any) -> None:
    """Set, append or (None) take out what the path leads to."""
    *above, last = path
    for part in above:
        owner = owner[int(part)] if isinstance(owner, list) else owner[part]
    if isinstance(owner, list):
        owner[int(last) : int(last) + 1] = [] if value is None else [value]
    elif value is None:
        del owner[last]
    else:
        owner[last] = value


def main() -> None:
    """Write every expectation anew."""
    for name in ALONE:
        (HERE / f"{name}.expected").write_text(alone(name)[1], encoding="utf-8")
    for name in CHANGES:
        (HERE / "changes" / f"{name}.expected").write_text(change(name)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
