"""Documents read by themselves: a rules file by name or path, the claims about a scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario import minimal
from wargame.errors import InputError
from wargame.scenario.loader import load_claims
from wargame.scenario.standalone import rules_alone


def test_a_rules_file_is_found_by_its_bare_name() -> None:
    assert rules_alone("tunables").tunables


def test_an_unknown_one_is_refused() -> None:
    with pytest.raises(InputError, match="tunables") as refused:
        rules_alone("tunabels")
    assert refused.value.code == "no-such-rules"


def test_a_scenario_without_a_ledger_of_claims_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        load_claims(minimal.write(tmp_path))
    assert refused.value.code == "no-claims"
