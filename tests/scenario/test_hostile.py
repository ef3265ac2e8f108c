"""Files made to hurt: each is answered within two seconds, with a place and a reason, whatever it holds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scenario import minimal
from wargame.scenario import check, check_texts, load, render_issues
from wargame.scenario.issues import DocumentError

HEAD = "format: 1\nkind: rules\nid: sample\n"
SECONDS = 2.0

TEXTS = {
    "alias bomb": HEAD
    + "a: &a [x, x]\n"
    + "\n".join(f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "deep flow": HEAD + "history: " + "[" * 100_000,
    "deep blocks": HEAD + "".join(f"{' ' * n}a:\n" for n in range(2000)),
    "deep keys": HEAD + "? " * 100_000,
    "many values": HEAD + "history: [" + "a, " * 1_000_000 + "]",
    "many keys": HEAD + "".join(f"key{n}: {n}\n" for n in range(150_000)),
    "many unknown fields": HEAD + "".join(f"key{n}: {n}\n" for n in range(40_000)),
    "many wrong entries": HEAD + "tracks:\n" + "- {id: X, start: a}\n" * 15_000,
    "many duplicates": HEAD + "version: 1\n" * 100_000,
    "many traps": HEAD + "history: [" + "NO, " * 80_000 + "]",
    "many anchors": HEAD + "history: [" + "&a 1, " * 80_000 + "]",
    "many documents": "---\n" * 300_000,
    "long scalar": HEAD + "history: ['" + "x" * 3_900_000 + "']",
    "long key": HEAD + "k" * 3_000_000 + ": 1",
    "long plain over lines": HEAD + "history:\n" + "  x\n" * 900_000,
    "long number": HEAD + "version: " + "9" * 1_000_000,
    "long float": HEAD + "version: 0." + "9" * 1_000_000,
    "blank lines": HEAD + "\n" * 3_900_000,
    "comments": "#\n" * 1_900_000,
    "escapes": HEAD + 'history: ["' + r"\x41" * 900_000 + '"]',
    "colons": HEAD + "history: ['" + "1:" * 1_000_000 + "']\n" + "x: " + "1:" * 100_000,
    "dashes": "-" * 3_900_000,
    "control characters": HEAD + "history: [\x07]",
    "terminal escapes": HEAD + 'history: {"\\e[31m": 1}',
    "lone surrogate": HEAD + 'history: ["\\ud800"]',
    "line separators": HEAD + "history: a\u2028b\u0085c\n",
    "right to left": HEAD + "\u202ekey: 1\n",
}
HARMLESS = {"long scalar", "blank lines", "escapes"}
CODES = {
    "alias bomb": "yaml-alias", "deep flow": "too-deep", "deep blocks": "too-deep", "many values": "too-many-values",
    "many duplicates": "too-many-problems", "many documents": "several-documents", "long number": "number-too-large",
}  # fmt: skip


def answered(path: Path, *, harmless: bool = False) -> str:
    """The codes of the whole answer to a file, which came in time and can be shown."""
    start = time.process_time()
    issues = check([path])
    text = render_issues(issues)
    assert time.process_time() - start < SECONDS
    assert bool(issues) != harmless
    assert all(issue.file and issue.code and issue.message for issue in issues)
    assert all(line.isprintable() for line in text.splitlines())
    assert len(issues) <= 500
    return " ".join(issue.code for issue in issues)


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_answered_in_time(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_bytes(TEXTS[name].encode("utf-8", "surrogatepass"))
    assert CODES.get(name, "") in answered(path, harmless=name in HARMLESS)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"), (b"\xff\xfe" + "format: 1".encode("utf-16-le"), "not-utf-8"),
        (b"format: 1\0", "not-utf-8"), (b"\x80", "not-utf-8"), (b"#" * 4_000_001, "file-too-large"),
        (b"\xef\xbb\xbf", "empty-file"), (bytes(range(256)), "not-utf-8"),
        (b"\x89PNG\r\n\x1a\n", "not-utf-8"), (b"SQLite format 3\0", "not-utf-8"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused(data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_bytes(data)
    assert code in answered(path)


def test_a_byte_order_mark_and_windows_lines_are_fine(tmp_path: Path) -> None:
    main = minimal.write(tmp_path)
    main.write_bytes(b"\xef\xbb\xbf" + main.read_bytes().replace(b"\n", b"\r\n"))
    assert check([main]) == []


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/proc/self/mem"])
def test_devices_are_refused(path: str) -> None:
    # Where there is no such file, it is refused as a path that leads nowhere.
    assert answered(Path(path)) in {"not-a-file", "not-readable", "no-such-scenario"}


@pytest.mark.parametrize("mkfifo", [make for make in [getattr(os, "mkfifo", None)] if make] or [Path.mkdir])
def test_a_pipe_that_nobody_writes_to_is_refused(tmp_path: Path, mkfifo: Callable[[Path], None]) -> None:
    main = minimal.write(tmp_path)
    pipe = tmp_path / "rules" / "line.yaml"
    pipe.unlink()
    mkfifo(pipe)  # a folder where the system has no pipes
    assert answered(main) in {"not-a-file", "not-readable"}


@pytest.mark.parametrize(("target", "code"), [("../../outside.yaml", "outside-folder"), ("line.yaml", "not-readable")])
def test_a_link_out_of_the_folder_or_in_a_circle_is_refused(target: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    main = minimal.write(tmp_path / "inside")
    rules = main.parent / "rules" / "line.yaml"
    rules.rename(tmp_path / "outside.yaml")
    try:
        rules.symlink_to(target)
    except OSError:  # no right to make links, as on Windows: then it is a file that isn't there
        code = "missing-file"
    assert code in answered(main)


def test_a_file_without_rights_is_refused(tmp_path: Path) -> None:
    main = minimal.write(tmp_path)
    main.chmod(0)
    if os.access(main, os.R_OK):  # the superuser, and Windows
        assert check([main]) == []
    else:
        assert "not-readable" in answered(main)


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../minimal.yaml",
        "rules/../../x.yaml",
        "C:\\x.yaml",
        "a\\b.yaml",
        "",
        "\x00",
        "rules/\x1b[31m.yaml",
    ],
)
def test_a_scenario_reaches_for_no_file_outside_its_folder(name: str) -> None:
    docs = minimal.documents()
    docs[minimal.MAIN]["injects"] = [name]
    texts = minimal.texts(docs)
    issues = check_texts(texts, minimal.MAIN)
    assert issues
    assert {issue.code for issue in issues} <= {
        "outside-folder",
        "wrong-type",
        "yaml-syntax",
        "wrong-length",
        "invalid-value",
    }


@pytest.mark.parametrize("given", ["", "\0", "x" * 5000, "nowhere.yaml", "nowhere", "a/b/c.yaml", "~", "..", "*"])
def test_a_path_that_leads_nowhere_is_an_issue_and_no_traceback(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    issues = check([given])
    assert {issue.code for issue in issues} <= {"no-such-scenario", "no-documents", "not-a-file"}
    assert issues


def test_a_thing_named_like_a_terminal_command_is_shown_harmlessly(tmp_path: Path) -> None:
    docs = minimal.documents()
    docs[minimal.MAIN]["id"] = "\x1b[2J"
    with pytest.raises(DocumentError) as caught:
        load(minimal.write(tmp_path, docs))
    assert "\x1b" not in str(caught.value)
