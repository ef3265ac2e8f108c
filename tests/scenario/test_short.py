"""Labels of forces on the map: one text for both languages, or one each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenario import minimal
from wargame.scenario import check_texts, load_texts


def option(short: Any) -> dict[str, dict[str, Any]]:
    docs = minimal.documents()
    docs["forces/options.yaml"]["options"][0]["short"] = short
    return docs


def label(short: Any, lang: str) -> str:
    return load_texts(minimal.texts(option(short)), minimal.MAIN).options[0].short.say(lang)


def test_a_plain_text_serves_both_languages() -> None:
    assert label("Obs East", "en") == label("Obs East", "nl") == "Obs East"


def test_each_language_may_have_its_own() -> None:
    both = {"en": "Obs East", "nl": "Wnm Oost"}
    assert (label(both, "en"), label(both, "nl")) == ("Obs East", "Wnm Oost")


@pytest.mark.parametrize(
    ("short", "code"),
    [
        ("", "wrong-length"),
        ("a label of more than eighteen", "wrong-length"),
        (12, "wrong-type"),
        ({"en": "Obs East"}, "missing-field"),
        ({"en": "Obs East", "nl": "Wnm Oost", "de": "Beob."}, "unknown-field"),
    ],
)
def test_what_is_no_label_is_refused_once(short: Any, code: str) -> None:
    issues = [issue for issue in check_texts(minimal.texts(option(short)), minimal.MAIN) if issue.line]
    assert [issue.code for issue in issues if issue.code in ("wrong-length", "wrong-type", "missing-field",
                                                             "unknown-field")] == [code]  # fmt: skip
