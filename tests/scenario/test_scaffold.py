"""A new scenario, written as a new designer would: small, clean at once, listed, and played."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from wargame.cli import main
from wargame.errors import InputError
from wargame.scenario import check, list_scenarios, load
from wargame.scenario.authoring.scaffold import Plan, made, planned, write
from wargame.simulate import simulate

LINES = 60


def lines_of(folder: Path) -> int:
    """Lines of YAML that somebody would have written: no blanks, no comments."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))]
    return sum(bool(line.strip()) and not line.lstrip().startswith("#") for text in texts for line in text.splitlines())


def test_a_new_designer_writes_checks_lists_and_runs_a_scenario(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rivers.yaml"
    asked = ["--title", "Two rivers", "--title-nl", "Twee rivieren", "--side", "Upland", "--side", "Lowland"]
    assert main(["new", str(path), *asked]) == 0
    assert lines_of(tmp_path) < LINES
    assert "No problems." in capsys.readouterr().out
    assert main(["check", str(tmp_path), "--strict"]) == 0
    assert main(["list", str(tmp_path)]) == 0
    assert "rivers: Two rivers" in capsys.readouterr().out
    scenario = load(path)
    assert len(scenario.map.sectors) == 6
    own = [option.id for catalogue in scenario.forces if catalogue.id == "rivers" for option in catalogue.options]
    assert len(own) == 2
    assert [side.name.en for side in scenario.document.sides] == ["Upland", "Lowland"]
    assert main(["run", str(path), "--worlds", "8", "--turns", "1"]) == 0
    runs = simulate(path, worlds=8, seed=1, turns=2)
    assert runs["total(cfv_recorded)"].values.sum() > 0


@pytest.mark.parametrize("sectors", [6, 7, 24, 64])
def test_any_number_of_sectors_is_clean(sectors: int, tmp_path: Path) -> None:
    path = tmp_path / "line.yaml"
    write(Plan(path, "A line", "Een lijn", sectors=sectors, schema=False))
    assert check([path]) == []
    assert len(load(path).map.sectors) == sectors


def test_an_excursion_is_one_short_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hotter.yaml"
    told = ["--assumption", "Fire is answered more often", "--assumption-nl", "Vuur wordt vaker beantwoord"]
    change = ["--change", "rules.tunables.tit_for_tat=0.35"]
    assert main(["new", str(path), "--extends", "basic", "--title", "Hotter", *told, *change]) == 0
    assert "No problems." in capsys.readouterr().out
    assert lines_of(tmp_path) <= 10
    scenario = load(path)
    assert scenario.document.family == "excursion"
    assert scenario.rules.tunables["tit_for_tat"].value == 0.35
    assert scenario.document.roles == load("basic").document.roles
    deeper = tmp_path / "deeper.yaml"
    assert main(["new", str(deeper), "--extends", "hotter.yaml"]) == 0
    assert check([deeper]) == []


def test_what_a_new_scenario_uses_of_the_shipped_ones_goes_into_the_exercise_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    write(Plan(path, "Mine", schema=False))
    files = load(path).files
    assert {"mine.yaml", "maps/mine.yaml", "forces/mine.yaml", "basic.yaml", "rules/tunables.yaml"} <= files.keys()


def test_one_s_own_file_wins_over_a_shipped_one_of_the_same_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    write(Plan(path, "Mine", schema=False))
    shipped = load(path).files["forces/basic.yaml"]
    own = tmp_path / "forces" / "basic.yaml"
    own.write_text(f"# mine\n{shipped}", encoding="utf-8")
    assert load(path).files["forces/basic.yaml"] == f"# mine\n{shipped}"


def test_nothing_outside_the_two_folders_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("format: 1\nkind: map\n", encoding="utf-8")
    path = tmp_path / "inner" / "mine.yaml"
    write(Plan(path, "Mine", schema=False))
    for name in ("../secret.yaml", str(tmp_path / "secret.yaml")):
        text = path.read_text(encoding="utf-8").replace("map: maps/mine.yaml", f'map: "{name}"')
        (tmp_path / "inner" / "bad.yaml").write_text(text, encoding="utf-8")
        assert "outside-folder" in {issue.code for issue in check([tmp_path / "inner" / "bad.yaml"])}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    write(Plan(path, "Mine"))
    before = path.read_bytes()
    with pytest.raises(InputError, match="never overwritten") as refused:
        write(Plan(path, "Other"))
    assert refused.value.code == "file-exists"
    assert path.read_bytes() == before


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        write(Plan(tmp_path / "file" / "mine.yaml", "Mine"))
    assert refused.value.code == "cannot-write"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["Bad Name"], "bad-id"), (["x", "--sectors", "3"], "option-range"), (["x", "--side", "one"], "option-shape"),
        (["x", "--base", "other"], "option-choice"), (["x", "--base", "extends"], "option-needed"),
        (["x", "--extends", "nothing"], "missing-file"), (["x", "--extends", "../up.yaml"], "outside-folder"),
        (["x", "--base", "basic", "--extends", "basic"], "option-clash"),
        (["x", "--extends", "basic", "--change", "a"], "option-shape"),
    ],
)  # fmt: skip
def test_a_wrong_wish_is_refused_and_nothing_written(
    arguments: list[str], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", *arguments]) == 2
    assert code in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


def test_who_sits_there_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("basic\nMy line\nLeftland\nRightland\n"))
    assert main(["new", str(tmp_path / "asked.yaml")]) == 0
    scenario = load(tmp_path / "asked.yaml")
    assert scenario.document.title.en == "My line"
    assert [side.name.en for side in scenario.document.sides] == ["Leftland", "Rightland"]


def test_texts_with_quotes_and_strange_letters_are_kept(tmp_path: Path) -> None:
    plan = Plan(tmp_path / "odd.yaml", 'The "Łódź": #1 line', "De {lijn}", sides=("A: b", "NO"), schema=False)
    write(plan)
    assert check([plan.path]) == []
    document = load(plan.path).document
    assert document.title.en == 'The "Łódź": #1 line'
    assert document.sides[1].name.en == "NO"


def test_a_scenario_is_called_by_its_file(tmp_path: Path) -> None:
    assert planned(tmp_path / "mine").name == "mine.yaml"
    assert Plan(planned(tmp_path / "mine.yml"), "x").id == "mine"
    assert set(made(Plan(tmp_path / "a.yaml", "x", extends="b.yaml", schema=False))) == {"a.yaml"}
    assert [listing.id for listing in list_scenarios(tmp_path)] == []
