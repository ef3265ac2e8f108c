"""Any one thing broken anywhere: never a traceback, and every issue says file, line and column."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario import minimal, mutants
from wargame.scenario import Issue, check_texts, render_issues

TEXTS = minimal.texts()
DOCS = minimal.documents()
# Checks and tunables are alike; a few of each are enough to break.
KEPT = {"checks": ("violation_rate", "coverage", "hazard"), "tunables": ("heat_sd", "rogue_k")}
VALUES: list[Any] = [
    None, True, -1, 0, 10**30, 1e308, -0.5, "", "x" * 3000, "né 中 \u202e \U0001f600", "1 > 0", [], {}, [[]],
    {"en": "a"}, "2025-01-01", [1, "a"], "none", "russia",
]  # fmt: skip


def spots(owner: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every path in a document, without the many that are alike."""
    found = [path] if path else []
    inner = (
        list(owner.items()) if isinstance(owner, dict) else list(enumerate(owner)) if isinstance(owner, list) else []
    )
    if path and path[-1] in KEPT and isinstance(owner, dict):
        inner = [
            (key, value) for key, value in inner if key in KEPT[path[-1]] or key not in minimal.VALUES | minimal.BASES
        ]
    for part, value in inner:
        found += spots(value, (*path, part))
    return found


SPOTS = [(name, path) for name, doc in DOCS.items() for path in spots(doc)]
CHANGES = ["drop", "rename", "retype", "duplicate", "misspell"]


def mutated(name: str, path: tuple[Any, ...], change: str, value: Any) -> str:
    doc = deepcopy(DOCS[name])
    owner = doc
    for part in path[:-1]:
        owner = owner[part]
    last = path[-1]
    old = owner[last]
    if change == "drop":
        del owner[last]
    elif change == "rename" and isinstance(owner, dict):
        del owner[last]
        owner[str(value)[:40]] = old
    elif change == "duplicate" and isinstance(owner, list):
        owner.append(deepcopy(old))
    elif change == "misspell" and isinstance(old, str) and old:
        owner[last] = old[1:] + old[0]
    else:
        owner[last] = value
    return minimal.dumped(doc)


def judged(texts: dict[str, str]) -> None:
    issues = check_texts(texts, minimal.MAIN)
    lengths = {name: len(text.splitlines()) for name, text in texts.items()}
    for issue in issues:
        assert issue.file in texts
        assert 1 <= issue.line <= lengths[issue.file] + 1
        assert issue.col >= 1
        assert issue.code
        assert issue.message
        assert issue.severity in {"error", "warning"}
    assert len(issues) == len(set(issues))
    assert render_issues(issues)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SPOTS), st.sampled_from(CHANGES), st.sampled_from(VALUES))
def test_any_one_change_is_answered_with_places(spot: tuple[str, tuple[Any, ...]], change: str, value: Any) -> None:
    name, path = spot
    judged({**TEXTS, name: mutated(name, path, change, value)})


@pytest.mark.soak
def test_every_change_of_every_spot() -> None:
    for name, path in SPOTS:
        for change in CHANGES:
            for value in VALUES if change in {"retype", "rename"} else VALUES[:1]:
                judged({**TEXTS, name: mutated(name, path, change, value)})


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 2**32), st.integers(1, 6))
def test_any_bytes_changed_are_answered_with_places(name: str, seed: int, count: int) -> None:
    chance = random.Random(seed)
    text = TEXTS[name]
    for _ in range(count):
        at = chance.randrange(len(text))
        text = (
            text[:at]
            + chance.choice(["", "\t", ":", "- ", "{", "]", "&a ", "*a", "!", "'", "\n", "#", "NO", "é", "0"])
            + text[at + 1 :]
        )
    judged({**TEXTS, name: text})


def test_a_sample_of_mutants_of_the_shipped_documents_is_answered_with_places() -> None:
    figures = mutants.run(60, mains=("basic.yaml", "korea-1953.yaml"))
    assert figures["judged"] >= 60
    assert figures["noticed"] > figures["judged"] // 2


@pytest.mark.soak
def test_twenty_thousand_mutants_of_the_shipped_documents() -> None:
    figures = mutants.run(20_000)
    print(figures)
    assert figures["judged"] >= 20_000
    assert figures["noticed"] > figures["judged"] // 2


@pytest.mark.parametrize(("line", "col", "file"), [(0, 1, "basic.yaml"), (1, 0, "basic.yaml"), (1, 1, "elsewhere")])
def test_an_issue_without_a_place_would_be_seen(
    line: int, col: int, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = mutants.shipped()
    host = mutants.hosts(files, ["basic.yaml"])[0]
    assert mutants.judge(host, "basic.yaml", files["basic.yaml"]) == 0
    wrong = Issue(file, line, col, "error", "code", "", "message")
    monkeypatch.setattr(mutants.Host, "issues", lambda *_: [wrong])
    with pytest.raises(AssertionError):
        mutants.judge(host, "basic.yaml", files["basic.yaml"])
