"""The error tree: a class decides the exit status, and the text is the whole message."""

from __future__ import annotations

import pickle

import pytest

from wargame.errors import Defect, InputError, NotHeld, WargameError


@pytest.mark.parametrize(("error", "status"), [
    (NotHeld("replay differs"), 1), (InputError("no-file", "it is not there"), 2), (Defect("a sum is off"), 3),
])  # fmt: skip
def test_the_class_decides_the_exit_status(error: WargameError, status: int) -> None:
    assert error.exit_status == status
    assert isinstance(error, WargameError)


@pytest.mark.parametrize(("place", "hint", "text"), [
    ("", "", "code: fact"),
    ("a.yaml:1:2", "", "a.yaml:1:2: code: fact"),
    ("", "way out", "code: fact\n  way out"),
    ("a.yaml:1:2", "way out", "a.yaml:1:2: code: fact\n  way out"),
])  # fmt: skip
def test_an_input_error_tells_place_code_fact_and_way_out(place: str, hint: str, text: str) -> None:
    assert str(InputError("code", "fact", hint=hint, place=place)) == text


class SpecialError(InputError):
    def __init__(self, issues: list[str]) -> None:
        super().__init__("several", f"{len(issues)} problems")
        self.issues = issues


@pytest.mark.parametrize("error", [InputError("code", "fact", hint="out", place="here"), SpecialError(["a", "b"])])
def test_an_error_comes_back_whole_from_a_worker_process(error: InputError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)
