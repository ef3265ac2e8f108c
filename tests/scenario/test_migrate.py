"""Format migrations: old documents are brought up to date where they stand, new ones refused, no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenario import minimal
from wargame.cli import main
from wargame.errors import InputError
from wargame.places import scenarios_dir
from wargame.scenario import check, load
from wargame.scenario.authoring import migrate as room
from wargame.scenario.authoring.edits import Edit
from wargame.scenario.authoring.migrate import KEYS_0, STEPS, VALUES_0, migrated
from wargame.scenario.shapes import FORMAT, KINDS, model_at
from wargame.scenario.yamltree import Node

TODAY = minimal.texts()


def aged() -> dict[str, str]:
    """The minimal scenario as the drafts before format 1 wrote it."""
    docs = minimal.documents()
    for doc in docs.values():
        doc["format"] = 0
        for path, names in KEYS_0[doc["kind"]].items():
            older = {new: old for old, new in names.items()}
            for owner in owners(doc, path):
                for key in list(owner):
                    owner[older.get(key, key)] = owner.pop(key)
    return {name: text.replace("basis: assumed", "basis: judgement") for name, text in minimal.texts(docs).items()}


def owners(owner: object, path: tuple[str, ...]) -> list[dict[str, object]]:
    """Every mapping at a path."""
    if not path:
        return [owner] if isinstance(owner, dict) else []
    if path[0] == "*":
        return [found for each in owner for found in owners(each, path[1:])] if isinstance(owner, list) else []
    return owners(owner[path[0]], path[1:]) if isinstance(owner, dict) and path[0] in owner else []


def test_a_whole_scenario_of_the_drafts_comes_out_as_it_is_today(tmp_path: Path) -> None:
    old = aged()
    assert sum(old[name] != text.replace("format: 1", "format: 0") for name, text in TODAY.items()) >= 5
    for name, text in old.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert {issue.code for issue in check([tmp_path / minimal.MAIN])} >= {"older-format"}
    assert main(["migrate", str(tmp_path)]) == 0
    assert load(tmp_path / minimal.MAIN).document == load(minimal.write(tmp_path / "today")).document
    assert check([tmp_path / minimal.MAIN]) == []


def test_a_dry_run_shows_the_difference_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.yaml"
    path.write_text("# mine\nformat: 0  # old\nkind: rules\nid: x\nparameters: {} # none yet\n", encoding="utf-8")
    before = path.read_bytes()
    assert main(["migrate", str(path), "--dry-run"]) == 0
    assert path.read_bytes() == before
    shown = capsys.readouterr().out
    assert "-parameters: {} # none yet" in shown
    assert "+tunables: {} # none yet" in shown
    assert "1 of 1 files would be changed." in shown
    assert main(["migrate", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == before.decode().replace("format: 0", "format: 1").replace(
        "parameters", "tunables"
    )


def test_shipped_documents_are_of_today() -> None:
    files = sorted(scenarios_dir().rglob("*.yaml"))
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert migrated(text, path.name) == (text, [])


def test_every_new_key_is_a_field_of_today() -> None:
    for kind, paths in KEYS_0.items():
        for path, names in paths.items():
            renamed = paths.get((), {}).get(path[0]) if path else None
            at = (renamed, *path[1:]) if renamed else path
            fields = model_at(KINDS[kind], tuple(0 if part == "*" else part for part in at)).model_fields
            assert set(names.values()) <= set(fields), (kind, path)
            assert not set(names) & set(fields), (kind, path)
    assert VALUES_0


def test_a_word_is_only_changed_in_its_own_field() -> None:
    text = 'format: 0\nkind: rules\nid: x\nhistory: ["judgement", covert]\norders: [{visibility: covert}]\n'
    found = migrated(text)[0]
    assert 'history: ["judgement", covert]' in found
    assert "visibility: deniable" in found


def test_steps_lead_from_zero_to_today_one_by_one() -> None:
    assert [step.since for step in STEPS] == list(range(FORMAT))
    assert all(step.told for step in STEPS)


def test_a_second_step_follows_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def edition(kind: str, root: Node, lines: list[str]) -> Iterator[Edit]:
        yield room.renamed(root, "version", "edition")

    later = room.Step(1, "rules say `edition`", edition)
    monkeypatch.setattr(room, "STEPS", (*STEPS, later))
    monkeypatch.setattr(room, "FORMAT", 2)
    found, edits = migrated("format: 0\nkind: rules\nid: x\nversion: 3\nparameters: {}\n")
    assert found == "format: 2\nkind: rules\nid: x\nedition: 3\ntunables: {}\n"
    assert len(edits) == 4


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("format: 2\nkind: rules\nid: x\n", "newer-format"), ("format: -1\nkind: rules\nid: x\n", "unknown-format"),
        ("format: one\nkind: rules\n", "unknown-format"), ("kind: rules\n", "unknown-format"),
        ("format: 0\nkind: rulers\n", "unknown-kind"), ("- 1\n", "not-a-document"), ("a: [\n", "yaml-syntax"),
    ],
)  # fmt: skip
def test_what_is_no_document_of_ours_is_refused_with_its_place(text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        migrated(text, "mine.yaml")
    assert refused.value.code == code
    assert "mine.yaml" in str(refused.value)


def test_one_bad_file_leaves_the_whole_folder_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("format: 0\nkind: rules\nid: x\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("format: 7\nkind: rules\nid: x\n", encoding="utf-8")
    assert main(["migrate", str(tmp_path)]) == 2
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8").startswith("format: 0")
