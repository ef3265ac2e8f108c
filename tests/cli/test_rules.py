"""`wargame rules`: the numbers and the picture of a scenario; `wargame check` says what the numbers rest on."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.program import run_many
from tests.scenario import minimal

WORDS = (
    ["rules", "minimal.yaml", "--resolved"], ["rules", "minimal.yaml", "--resolved", "--json"],
    ["rules", "minimal.yaml", "--diagram"], ["rules", "minimal.yaml", "--diagram", "--out", "drawn.mmd"],
    ["rules", "minimal.yaml"], ["rules", "minimal.yaml", "--resolved", "--diagram"],
    ["rules", "moderat", "--resolved"], ["rules", "minimal.yaml", "--diagram", "--out", "no/such/folder"],
    ["check", "minimal.yaml"], ["check", "minimal.yaml", "--format", "json"],
)  # fmt: skip


def test_rules_and_check_tell_what_a_scenario_rests_on(tmp_path: Path) -> None:
    minimal.write(tmp_path)
    told, data, drawn, to_file, nothing, both, unknown, no_folder, checked, checked_json = run_many(WORDS, tmp_path)
    assert [told.status, data.status, drawn.status, to_file.status] == [0, 0, 0, 0]
    lines = told.out.splitlines()
    assert any(line.startswith("rules.tunables.heat_sd = 0.3 ") and "[rules/line.yaml:" in line for line in lines)
    assert "sourced numbers: 0 % cited" in lines[-1]
    found = json.loads(data.out)
    assert found["scenario"] == "minimal"
    assert len(found["values"]) == len(lines) - 1
    assert sum(found["bases"].values()) == sum(1 for value in found["values"] if value["basis"])
    assert drawn.out.startswith("flowchart LR\n")
    assert to_file.out == ""
    assert (tmp_path / "drawn.mmd").read_text(encoding="utf-8") == drawn.out
    for ended in (nothing, both, unknown, no_folder):
        assert (ended.status, len(ended.err.splitlines())) == (2, 1), ended
    assert "there is no scenario `moderat`; did you mean `moderate`" in unknown.err
    assert checked.status == 0
    assert checked.out.splitlines()[-1] == lines[-1]
    assert "sourced" not in checked_json.out
    assert json.loads(checked_json.out)["errors"] == 0
