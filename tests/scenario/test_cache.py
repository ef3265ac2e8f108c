"""The cache gives what reading would give, or nothing: what changed, is damaged or isn't the user's is passed over."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.scenario import minimal
from wargame.scenario import cache, check, load, load_texts, loader
from wargame.scenario.sources import Texts

TEXTS = minimal.texts()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test alone."""
    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A scenario on disk."""
    for name, text in TEXTS.items():
        path = tmp_path / "scenario" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "scenario" / minimal.MAIN


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of documents that were parsed."""
    names: list[str] = []
    parse = loader.read_tree
    monkeypatch.setattr(loader, "read_tree", lambda text, file="": names.append(text) or parse(text))
    return names


def kept(texts: dict[str, str] = TEXTS, made_with: str = "1") -> object:
    return cache.recall("thing", Texts(texts), minimal.MAIN, made_with)


def keep(thing: object) -> None:
    cache.remember("thing", Texts(TEXTS), minimal.MAIN, "1", TEXTS, thing)


def test_the_second_load_parses_nothing_and_gives_the_same(folder: Path, written: Path, read: list[str]) -> None:
    first = load(written)
    assert len(read) == len(TEXTS)
    assert load(written) == first
    assert len(read) == len(TEXTS)


def test_a_path_is_kept_as_it_was_given_now(folder: Path, written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(written)
    monkeypatch.chdir(written.parent)
    again = load(written.name)
    assert (first.path, again.path) == (written, Path(written.name))


def test_an_exercise_file_finds_what_was_made_of_the_folder(folder: Path, written: Path, read: list[str]) -> None:
    first = load(written)
    read.clear()
    assert load_texts(first.files, minimal.MAIN) == replace(first, path=Path(minimal.MAIN))
    assert not read


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_change_of_any_document_is_seen(folder: Path, written: Path, name: str) -> None:
    before = load(written)
    path = written.parent / name
    path.write_text(path.read_text(encoding="utf-8") + "# note\n", encoding="utf-8")
    assert load(written).digest != before.digest


def test_what_is_wrong_now_is_said_though_it_was_right_before(folder: Path, written: Path) -> None:
    load(written)
    other = next(name for name in sorted(TEXTS) if name != minimal.MAIN)
    (written.parent / other).unlink()
    with pytest.raises(loader.DocumentError):
        load(written)


def test_check_reads_everything_itself(folder: Path, written: Path, read: list[str]) -> None:
    load(written)
    read.clear()
    check([written])
    assert len(read) == len(TEXTS)


def test_an_entry_of_another_library_or_engine_is_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("x")
    assert kept() == "x"
    assert kept(made_with="2") is None
    monkeypatch.setattr(cache, "__version__", "0.0.0")
    assert kept() is None


def test_a_changed_file_of_the_engine_is_noticed(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "PACKAGE", tmp_path)
    (tmp_path / "dice.py").write_text("x = 1", encoding="utf-8")
    keep("x")
    assert kept() == "x"
    (tmp_path / "dice.py").write_text("x = 10", encoding="utf-8")
    assert kept() is None


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"", lambda data: data[:-9] + b"surprise!"])
def test_a_damaged_entry_is_passed_over_and_written_again(folder: Path, damage: object) -> None:
    keep("x")
    [entry] = folder.iterdir()
    entry.write_bytes(damage(entry.read_bytes()))  # type: ignore[operator]
    assert kept() is None
    keep("y")
    assert kept() == "y"


@pytest.mark.parametrize("open_to_others", ["folder", "entry"])
def test_what_others_can_write_is_never_opened(folder: Path, open_to_others: str) -> None:
    keep("x")
    [entry] = folder.iterdir()
    assert entry.stat().st_mode & 0o077 == folder.stat().st_mode & 0o077 == 0
    if os.name == "nt":
        return
    (folder if open_to_others == "folder" else entry).chmod(0o777)
    assert kept() is None


def test_a_folder_that_is_a_link_is_never_used(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    keep("x")
    assert kept() is None
    assert not list((tmp_path / "elsewhere").iterdir())


def test_without_a_cache_everything_works(tmp_path: Path, written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARGAME_CACHE", "")
    first = load(written)
    (tmp_path / "a file").write_text("", encoding="utf-8")
    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path / "a file" / "cache"))
    assert load(written) == load(written) == first


def test_old_entries_make_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "ENTRIES", 3)
    for number in range(5):
        cache.remember(f"thing{number}", Texts(TEXTS), minimal.MAIN, "1", TEXTS, number)
    assert len(list(folder.iterdir())) == 3
    assert cache.recall("thing4", Texts(TEXTS), minimal.MAIN, "1") == 4
