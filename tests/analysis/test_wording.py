"""Expressions of the rules in words: what belongs together stays together, and the engine's own rows have names."""

from __future__ import annotations

import pytest

import wargame
from wargame.analysis.naming import Naming
from wargame.analysis.wording import worded
from wargame.words import Words

SAID = (
    ("killed / (killed + 800)", "en", "{killed} ÷ ({killed} + 800)"),
    ("killed + 2 * war", "en", "{killed} + 2 × {war}"),
    ("gauge[force] >= 60", "en", "{gauge} ({gauge.force}) ≥ 60"),
    ("gauge[force] >= 60", "nl", "{gauge} ({gauge.force}) ≥ 60"),
    ("stock[russia, shells]", "nl", "{stock} (Rusland, {stock.shells})"),
)


@pytest.mark.parametrize(("expression", "lang", "expected"), SAID)
def test_an_expression_is_said(expression: str, lang: str, expected: str) -> None:
    words = Words(lang)
    for name in ("killed", "war", "gauge", "stock"):
        expected = expected.replace(f"{{{name}}}", words.say(f"quantity.{name}"))
    for code in ("gauge.force", "stock.shells"):
        expected = expected.replace(f"{{{code}}}", words.say(code))
    assert worded(expression, Naming(wargame.load("moderate"), words)) == expected
    assert not words.missing
