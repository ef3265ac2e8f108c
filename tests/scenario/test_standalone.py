"""One rules file by itself: found by its name, or refused with the nearest."""

from __future__ import annotations

import pytest

from wargame.errors import InputError
from wargame.scenario.standalone import rules_alone


def test_a_rules_file_is_found_by_its_bare_name() -> None:
    assert rules_alone("tunables").tunables


def test_an_unknown_one_is_refused() -> None:
    with pytest.raises(InputError, match="tunables") as refused:
        rules_alone("tunabels")
    assert refused.value.code == "no-such-rules"
