"""The exercise file: what is confirmed stays, what was edited shows, what was typed can be deleted."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from wargame.errors import InputError
from wargame.exercise.log import Log, canonical


def filled(path: Path) -> Log:
    log = Log.create(path)
    log.append("header", 1, 0, {"seed": 7})
    log.append("note", 1, 0, {"kind": "quote", "text": "Nobody here wants another Srebrenica."})
    log.append(
        "orders",
        1,
        0,
        {
            "role": "netherlands",
            "orders": [{"order": "nl_letter", "because": ["one", "two"], "waived": {"consent": "we go"}}],
        },
    )
    return log


def test_entries_come_back_as_written(tmp_path: Path) -> None:
    log = filled(tmp_path / "a.wargame")
    written = log.entries()
    log.close()
    again = Log.open(tmp_path / "a.wargame")
    assert again.entries() == written
    assert again.entries()[2].body["orders"][0] == {
        "order": "nl_letter",
        "because": ["one", "two"],
        "waived": {"consent": "we go"},
    }
    again.close()


def test_typed_text_is_not_in_the_chain_and_can_be_deleted(tmp_path: Path) -> None:
    path = tmp_path / "a.wargame"
    log = filled(path)
    rows = [row[0] for row in sqlite3.connect(path).execute("SELECT body FROM log")]
    assert not any("Srebrenica" in row or "we go" in row for row in rows)
    assert log.delete_personal() == 4
    log.close()
    assert b"Srebrenica" not in path.read_bytes()
    again = Log.open(path)
    assert again.entries()[1].body["text"] == ""
    again.close()


def test_equal_texts_have_different_hashes(tmp_path: Path) -> None:
    log = Log.create(tmp_path / "a.wargame")
    log.append("note", 1, 0, {"text": "yes"})
    log.append("note", 1, 0, {"text": "yes"})
    one, two = (row[0] for row in sqlite3.connect(log.path).execute("SELECT body FROM log"))
    assert one != two
    log.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE log SET body = replace(body, '7', '8') WHERE seq = 1",
        "UPDATE log SET turn = 2 WHERE seq = 2",
        "DELETE FROM log WHERE seq = 2",
        "UPDATE private SET text = 'something nicer'",
        "UPDATE log SET hash = upper(hash) WHERE seq = 3",
    ],
)
def test_an_edited_file_is_refused(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "a.wargame"
    filled(path).close()
    db = sqlite3.connect(path)
    with db:
        db.execute(damage)
    db.close()
    with pytest.raises(InputError) as caught:
        Log.open(path)
    assert caught.value.code == "edited-file"
    assert "a.wargame" in str(caught.value)


def test_a_changed_blob_is_noticed(tmp_path: Path) -> None:
    log = Log.create(tmp_path / "a.wargame")
    log.append("header", 1, 0, {}, {"0" * 64: b"not what it says"})
    with pytest.raises(InputError, match="missing or changed"):
        log.blob("0" * 64)
    log.close()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"hello, I am a text file\n" * 100, "damaged-file"),
        (b"SQLite format 3\0" + b"\xff" * 5000, "damaged-file"),
    ],
)
def test_a_foreign_file_is_refused_with_a_way_out(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.wargame"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        Log.open(path)
    assert caught.value.code == code
    assert path.read_bytes() == content


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_refused(tmp_path: Path, share: float) -> None:
    path = tmp_path / "x.wargame"
    log = filled(path)
    for number in range(200):
        log.append("note", 1, 0, {"text": f"line {number} " + "x" * 200})
    log.close()
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(InputError) as caught:
        Log.open(path)
    assert caught.value.code in ("damaged-file", "edited-file")


def test_another_database_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "x.wargame"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE t (a)")
    db.commit()
    db.close()
    with pytest.raises(InputError) as caught:
        Log.open(path)
    assert caught.value.code == "foreign-file"


def test_missing_and_existing_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no exercise file"):
        Log.open(tmp_path / "none.wargame")
    filled(tmp_path / "a.wargame").close()
    with pytest.raises(InputError, match="already exists"):
        Log.create(tmp_path / "a.wargame")


def test_two_writers_do_not_break_the_chain(tmp_path: Path) -> None:
    one = filled(tmp_path / "a.wargame")
    two = Log.open(tmp_path / "a.wargame")
    two.append("note", 1, 0, {"text": "from the other window"})
    with pytest.raises(InputError) as caught:
        one.append("note", 1, 0, {"text": "from this one"})
    assert caught.value.code == "changed-elsewhere"
    two.check_chain()
    assert len(two.entries()) == 4
    one.close()
    two.close()


def test_a_full_disk_loses_nothing_confirmed(tmp_path: Path) -> None:
    log = filled(tmp_path / "a.wargame")
    pages = log._db.execute("PRAGMA page_count").fetchone()[0]
    log._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(InputError) as caught:
        log.append("note", 1, 0, {"text": "y" * 100_000})
    assert caught.value.code == "disk-full"
    log.check_chain()
    assert len(log.entries()) == 3
    log._db.execute(f"PRAGMA max_page_count = {pages + 1000}")
    log.append("note", 1, 0, {"text": "y" * 100_000})
    assert len(log.entries()) == 4
    log.close()


def test_canonical_json_has_one_spelling() -> None:
    assert canonical({"b": 1, "a": [0.1, "é"]}) == '{"a":[0.1,"é"],"b":1}'
    with pytest.raises(ValueError, match="JSON"):
        canonical({"a": float("nan")})
