"""Whatever a person types or hands over: one clear message, the right exit status, no traceback, nothing started."""

from __future__ import annotations

import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.cli.program import Ended, run, run_many
from wargame.exercise import play_out
from wargame.scenario import load

NO_TEXT = os.fsdecode(b"no\xfftext")
"""A name that is no UTF-8, as other systems leave them."""
GAME = "game.wargame"
SMALL = ("run", "moderate", "--worlds", "4", "--turns", "1")

# arguments -> what the message says; every one of them ends with status 2
COMMAND_LINE: dict[tuple[str, ...], str] = {
    (): "Usage: wargame",
    ("--frobnicate",): "No such option: --frobnicate",
    ("frobnicate",): "No such command 'frobnicate'",
    ("run",): "there is no scenario to run",
    ("run", "moderate", "--frobnicate"): "No such option: --frobnicate",
    ("run", "moderate", "--worlds", "many"): "Invalid value for '--worlds'",
    ("run", "moderate", "--worlds", "0"): "--worlds is 0; it must be 1 or more",
    ("run", "moderate", "--worlds", "-5"): "--worlds is -5",
    ("run", "moderate", "--seed", "-1"): "--seed is -1; it must be 0 or more",
    ("run", "moderate", "--turns", "0"): "--turns is 0",
    ("run", "moderate", "--turns", "1000"): "`turns` can be at most 999",
    ("run", "moderate", "--dt-days", "29"): "`dt_days` can be at most 28",
    ("run", "moderate", "--dt-days", "0.5"): "Invalid value for '--dt-days'",
    ("run", "moderate", "--processes", "-2"): "--processes is -2",
    ("run", "nosuch"): "there is no scenario `nosuch`",
    ("run", "nosuch.yaml"): "nosuch.yaml",
    ("run", "."): "this is a folder",
    (*SMALL, "--doctrine", "russia=nobody"): "`russia` has no doctrine `nobody`",
    (*SMALL, "--doctrine", "rusia=idle"): "did you mean `russia`?",
    (*SMALL, "--doctrine", "russia"): "it must look like ROLE=ID",
    (*SMALL, "--set", "rules.tunables.heat_ds=1"): "did you mean `heat_sd`?",
    (*SMALL, "--set", "rules.tunables.heat_memory_days=0"): "0 lies outside 0.1 to 36500",
    (*SMALL, "--set", "tracks.cohesion=5000"): "it runs from 0 to 100",
    (*SMALL, "--set", "settings.operation=conquest"): "has no level `conquest`",
    (*SMALL, "--set", "nonsense=1"): "nonsense",
    (*SMALL, "--orders", "nosuch.json"): "nosuch.json: no-file",
    (*SMALL, "--orders", "broken.json"): "broken.json:1:2: bad-json",
    (*SMALL, "--orders", "wrong.json"): "there is no order `ru_tset`",
    ("run", "moderate", "--worlds", "100000000000"): "Ask for fewer worlds",
    ("run", "moderate", "--live", "--set", "a=1"): "--live can't be used with",
    ("run", "moderate", "--live", "--out", "o", "--doctrine", "russia=us-solid"): "no doctrine `us-solid` for `russia`",
    (*SMALL, "--out", GAME): "can't be made",
    (*SMALL, "--out", f"{GAME}/below"): "can't be made",
    ("run", "moderate", "--live", "--turns", "1", "--out", f"{GAME}/below"): "can't be made",
    ("run", "broken.yaml"): "broken.yaml:2:1: yaml-syntax",
    ("run", "bomb.yaml"): "yaml-alias",
    ("run", "tagged.yaml"): "yaml-tag",
    ("run", "binary.yaml"): "not-utf-8",
    ("run", f"{NO_TEXT}.yaml"): "its name is no text in UTF-8",
    ("check", "--format", "xml"): "it must be one of: text, json",
    ("odds", GAME, "--role", "nobody"): "there is no role `nobody`",
    ("odds", GAME, "--turn", "99"): "turn 99",
    ("odds", GAME, "--worlds", "0"): "--worlds is 0",
    ("odds", "nosuch"): "there is no scenario `nosuch`",
    ("report", GAME): "Missing option '--out'",
    ("report", GAME, "--out", "r", "--role", "nobody"): "there is no role `nobody`",
    ("report", GAME, "--out", "r", "--lang", "de"): "it must be one of: en, nl",
    ("report", GAME, "--out", GAME): "can't be made",
    ("play", "nosuch"): "there is no scenario `nosuch`",
    ("play", "--size", "huge"): "it must look like 1280x720",
    ("run", "--claims", "--live"): "--claims can't be used with --live",
    ("run", "moderate", "--quick"): "--quick goes with --claims",
    ("run", "nosuch", "--claims"): "there is no scenario `nosuch`",
    ("run", "basic", "--claims"): "no claims are kept about `basic`",
    ("run", "moderate", "--claims", "--worlds", "0"): "--worlds is 0",
    ("run", "moderate", "--claims", "--out", GAME): "can't be made",
    (*SMALL, "--explain", "x"): "it must look like WORLD[:TURN[:TICK]]",
    (*SMALL, "--explain", "4"): "there is no world 4",
    (*SMALL, "--explain", "0:9"): "there is no turn 9",
    (*SMALL, "--explain", "0:1:99"): "turn 1 has no tick 99",
    (*SMALL, "--explain", "0", "--code", "nosuch"): "no event is called `nosuch`",
    (*SMALL, "--explain", "0", "--quantity", "nosuch"): "nothing in the rules is called `nosuch`",
    (*SMALL, "--explain", "0", "--out", "o"): "--explain goes with",
    ("list", "nosuch"): "there is no folder nosuch",
    ("check", "--fix", "nosuch"): "there is no scenario `nosuch`",
    ("doctor", "nosuch"): "unexpected extra argument",
    ("bench", "--nosuch"): "No such option",
    ("rules",): "Missing argument 'SCENARIO'",
    ("rules", "moderate"): "ask for one thing",
    ("rules", "moderate", "--resolved", "--diagram"): "ask for one thing",
    ("rules", "nosuch", "--resolved"): "there is no scenario `nosuch`",
    ("rules", "broken.yaml", "--diagram"): "broken.yaml:2:1: yaml-syntax",
    ("rules", GAME, "--resolved"): "not-utf-8",
    ("rules", ".", "--resolved"): "this is a folder",
    ("rules", "basic", "--resolved", "--out", "."): "--out . can't be written",
    ("rules", "basic", "--resolved", "--out", f"{GAME}/below"): "can't be written",
    ("rules", "basic", "--pages", GAME): f"--pages {GAME} can't be made",
    ("rules", "basic", "--pages", "p", "--json"): "leave out the rest",
    ("rules", "basic", "--booklet", "."): "--booklet . can't be written",
    ("rules", "basic", "--diagram", "--lang", "de"): "it must be one of: en, nl",
    ("schema",): "name a KIND",
    ("schema", "nosuch"): "it must be one of: scenario",
    ("schema", "map", "--reference"): "leave KIND out",
    ("schema", "--out", GAME): "can't be made",
    ("schema", "--reference", "--out", f"{GAME}/below"): "can't be made",
    ("new",): "Missing argument 'PATH'",
    ("new", "."): "is no id",
    ("new", "Mine!.yaml"): "is no id",
    ("new", f"{'x' * 400}.yaml"): "is no id",
    ("new", "broken.yaml"): "a scenario is never overwritten",
    ("new", "mine.yaml", "--base", "nosuch"): "it must be one of: basic, extends",
    ("new", "mine.yaml", "--base", "extends"): "needs --extends SCENARIO",
    ("new", "mine.yaml", "--base", "basic", "--extends", "moderate"): "has nothing to do with",
    ("new", "mine.yaml", "--extends", "nosuch"): "there is no such file",
    ("new", "mine.yaml", "--sectors", "1000000"): "it must be 6 to 64",
    ("new", "mine.yaml", "--side", "North"): "a line has two sides",
    ("new", "mine.yaml", "--extends", "moderate", "--change", "nonsense"): "--change nonsense: it must look like",
    ("new", f"{GAME}/mine.yaml"): "can't be written",
    ("msel", "nosuch"): "No such command 'nosuch'",
    ("msel", "export", "moderate"): "Missing option '--out'",
    ("msel", "export", "nosuch", "--out", "t.csv"): "there is no scenario `nosuch`",
    ("msel", "export", "broken.yaml", "--out", "t.csv"): "yaml-syntax",
    ("msel", "export", "basic", "--out", "t.csv", "--separator", "dot"): "it must be one of: comma",
    ("msel", "export", "basic", "--out", "."): "can't be written",
    ("msel", "export", "basic", "--out", f"{GAME}/t.csv"): "can't be written",
    ("msel", "import", "nosuch.csv", "--into", "i.yaml"): "there is no such file",
    ("msel", "import", ".", "--into", "i.yaml"): "this is a folder",
    ("msel", "import", "table.csv", "--into", "i.yaml"): "there is no column `id`",
    ("msel", "import", GAME, "--into", "i.yaml"): "not-utf-8",
    ("msel", "import", "table.csv", "--into", "i.txt"): "it must be a .yaml file",
    ("migrate",): "Missing argument 'PATH...'",
    ("migrate", "nosuch.yaml"): "there is no file nosuch.yaml",
    ("migrate", "broken.yaml"): "yaml-syntax",
    ("migrate", "binary.yaml"): "not-utf-8",
    ("migrate", "newer.yaml"): "its format is 99",
    ("migrate", "newer.yaml", GAME): "its format is 99",
}
FILES = {
    "missing.wargame": "there is no exercise file", ".": "is a folder", "foreign.wargame": "not an exercise",
    "empty.wargame": "holds no exercise yet", "other.wargame": "not an exercise of this program",
    "cut.wargame": "damaged", "damaged.wargame": "damaged", "edited.wargame": "is not as it was written",
    "text.wargame": "is not as it was written", "state.wargame": "is not as it was written",
    "shorter.wargame": "is not as it was written", "newer.wargame": "newer version",
}  # fmt: skip
"""Exercise files that can't be used -> what is said of them."""
READERS: tuple[tuple[str, ...], ...] = (("replay",), ("replay", "--verify"), ("report", "--out", "r"), ("odds",))
CASES = COMMAND_LINE | {(*reader, file): said for file, said in FILES.items() for reader in READERS}
del CASES["odds", "."]  # which takes scenarios too, and says so in its own words


WRITTEN = {
    "foreign.wargame": b"Dear diary,\n" * 200, "empty.wargame": b"", "broken.json": b"{",
    "wrong.json": b'[{"role": "russia", "order": "ru_tset", "turn": 1}]', "broken.yaml": b"a: [1\n",
    "bomb.yaml": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "tagged.yaml": b"a: !!python/object:os.system {}\n",
    "binary.yaml": b"format: \xff\xfe\x00", "newer.yaml": b"format: 99\nkind: scenario\n",
    "table.csv": b"one,two\n1,2\n", f"{NO_TEXT}.yaml": b"format: 1\n",
}  # fmt: skip


def edited(folder: Path, name: str, *statements: str) -> None:
    """A copy of the game in which somebody was busy with a database tool."""
    shutil.copy(folder / GAME, folder / name)
    database = sqlite3.connect(folder / name)
    for statement in statements:
        database.execute(statement)
    database.commit()
    database.close()


def lay_out(folder: Path) -> None:
    """Everything that the cases name."""
    play_out(load("moderate"), seed=4, turns=2, path=folder / GAME)
    whole = (folder / GAME).read_bytes()
    for name, text in WRITTEN.items():
        (folder / name).write_bytes(text)
    (folder / "cut.wargame").write_bytes(whole[: len(whole) // 3])
    holes = bytearray(whole)
    for at in range(8192, len(holes), 4096):
        holes[at : at + 64] = b"\xff" * 64
    (folder / "damaged.wargame").write_bytes(holes)
    database = sqlite3.connect(folder / "other.wargame")
    database.execute("CREATE TABLE notes (text TEXT)")
    database.commit()
    database.close()
    edited(folder, "edited.wargame", "UPDATE log SET day = day + 1 WHERE kind = 'orders'")
    edited(folder, "shorter.wargame", "DELETE FROM log WHERE seq = 3")
    edited(folder, "newer.wargame", "PRAGMA user_version = 99")
    edited(folder, "state.wargame", "UPDATE blob SET data = zeroblob(length(data))")
    edited(folder, "text.wargame", "INSERT INTO private VALUES ('0', 'salt', 'never said')")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bad input")
    lay_out(made)
    return made


@pytest.fixture(scope="module")
def endings(folder: Path) -> dict[tuple[str, ...], Ended]:
    """All cases, in two processes side by side; a process of its own for each would take minutes."""
    cases = list(CASES)
    with ThreadPoolExecutor(2) as pool:
        ended = [one for part in pool.map(partial(run_many, folder=folder), (cases[::2], cases[1::2])) for one in part]
    return dict(zip([*cases[::2], *cases[1::2]], ended, strict=True))


@pytest.mark.parametrize("words", CASES, ids=lambda words: ascii(" ".join(words)))
def test_bad_input_is_answered_in_words(words: tuple[str, ...], endings: dict[tuple[str, ...], Ended]) -> None:
    ended = endings[words]
    assert ended.status == 2, ended
    assert CASES[words] in ended.err
    assert ended.out == ""
    for telltale in ("Traceback", "This is our bug", "Error(", "site-packages", "<class"):
        assert telltale not in ended.err
    if "Usage" not in ended.err and "Nothing was started." not in ended.err:  # which may have many lines
        assert len(ended.err.splitlines()) <= 3, "one message, with at most a place and a way out"


@pytest.mark.parametrize("words", list(CASES)[:: len(CASES) // 6], ids=lambda words: ascii(" ".join(words)))
def test_it_is_the_same_in_a_process_of_its_own(
    words: tuple[str, ...], endings: dict[tuple[str, ...], Ended], folder: Path
) -> None:
    assert run(*words, folder=folder) == endings[words]


def test_what_was_refused_left_nothing_behind(endings: dict[tuple[str, ...], Ended], folder: Path) -> None:
    assert len(endings) == len(CASES)
    made = {path.name for path in folder.iterdir()} - set(FILES) - {GAME, *WRITTEN}
    assert made <= {"o", "r"}
    assert [path for path in folder.rglob("*") if path.parent != folder] == []


def test_every_problem_of_a_document_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("format: 1\nkind: scenario\nid: Mine!\ncutof: 2020-01-01\n", encoding="utf-8")
    ended = run("check", "mine.yaml", folder=tmp_path)
    assert ended.status == 2
    assert "mine.yaml:3:5: " in ended.out
    assert "mine.yaml:4:1: unknown-field" in ended.out
    assert "did you mean `cutoff`?" in ended.out
    told = run("check", "mine.yaml", "--format", "json", folder=tmp_path)
    assert told.status == 2
    assert '"line": 4' in told.out
