"""Checks: the sum of named factors, the same whichever way it is worked out, and an account of itself that adds up."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

from tests.world.small import arbitrary, expressions, tables
from wargame.world.checks import CompiledCheck, Term, evaluate, link, link_value, why
from wargame.world.readers import SettingIs

ROWS = {"side": 1, "sector": 3, "trigger": 0}


def check(kind: str = "logit", axes: tuple[str, ...] = ("side", "sector"), **more: Any) -> CompiledCheck:
    """A check with every sort of factor."""
    compiler = expressions()
    terms = []
    for text, gain, centre, scale, only in (
        ("tension", 0.4, 50.0, 25.0, ()), ("trust", -0.2, 40.0, 10.0, ()), ("roe", 0.3, 1.0, 2.0, ()),
        ("coverage", 0.7, 0.5, 0.2, ()), ("heat", 0.05, 0.0, 1.0, ()), ("deaths", 0.001, 100.0, 10.0, ()),
        ("support", 0.9, 50.0, 50.0, (("side", 1),)), ("coverage", 0.3, 0.0, 1.0, (("side", 0),)),
    ):  # fmt: skip
        read, own = compiler.value(text, axes)
        terms.append(Term(text, own, read, None, centre, scale, gain, "rules.yaml:1", only))
    is_c = SettingIs(1, 2, (0.0, 0.0, 1.0))
    terms.append(Term("roe == c", (), is_c, 2, 0.0, 1.0, -0.6, "rules.yaml:9", more.get("only", ())))
    shape = tuple(tables().roster.size(axis) for axis in axes)
    return CompiledCheck("made", kind, axes, shape, 0.25, 0.5, "rules.yaml:0", tuple(terms))


def by_hand(made: CompiledCheck, state: Any, lane: int, rows: dict[str, int]) -> float:
    total = made.base
    for term in made.terms:
        if all(rows[axis] == row for axis, row in term.only):
            value = float(term.read(state)[(*(rows[axis] for axis in term.axes), lane)])
            total += term.gain * (value - term.centre) / term.scale
    return total


def test_the_link_value_is_base_and_factors() -> None:
    state, made = arbitrary(16), check()
    got = np.broadcast_to(link_value(made, state), (2, 6, 16))
    for side in range(2):
        for sector in range(6):
            for lane in range(16):
                expected = by_hand(made, state, lane, {"side": side, "sector": sector})
                assert got[side, sector, lane] == pytest.approx(expected, rel=1e-4, abs=1e-3)


@pytest.mark.parametrize(
    ("kind", "natural"),
    [("logit", lambda x: 1 / (1 + math.exp(-x))), ("log", math.exp), ("share", lambda x: min(1.0, max(0.0, x)))],
)
def test_links_lead_to_the_natural_scale(kind: str, natural: Any) -> None:
    values = np.linspace(-8, 8, 33, dtype=np.float32)
    expected = [natural(float(value)) for value in values]
    np.testing.assert_allclose(link(kind, values.copy()), expected, rtol=1e-6)


def test_a_factor_for_one_row_pulls_there_alone() -> None:
    state, made = arbitrary(8), check()
    without = CompiledCheck(
        "made", "share", made.axes, made.shape, made.base, 0.5, "", tuple(t for t in made.terms if not t.only)
    )
    gap = np.broadcast_to(link_value(made, state) - link_value(without, state), (2, 6, 8))
    support = (state.tracks[tables().roster.row("track", "support")] - 50) / 50 * 0.9
    np.testing.assert_allclose(gap[1], np.broadcast_to(support, (6, 8)), rtol=1e-3, atol=1e-3)
    np.testing.assert_allclose(gap[0], state.coverage * 0.3, rtol=1e-3, atol=1e-3)


def test_a_world_alone_gets_the_same_bits() -> None:
    state, made = arbitrary(64), check("log")
    whole = evaluate(made, state)
    assert np.isfinite(whole).all()
    lanes = np.array([9, 40, 2, 63])
    assert evaluate(made, state.take(lanes)).tobytes() == np.ascontiguousarray(whole[..., lanes]).tobytes()


def test_every_check_of_the_rules_gives_a_legal_number() -> None:
    for seed in range(4):
        state = arbitrary(16, seed)
        for made in tables().checks.values():
            values = evaluate(made, state)
            assert values.shape == (*made.shape, 16)
            assert np.isfinite(values).all()
            assert (values >= 0).all()
            assert made.link == "log" or (values <= 1).all()


def test_an_offset_may_bring_its_own_axis() -> None:
    state, made = arbitrary(8), check("logit", ("sector",))
    offset = np.array([0.5, -0.5, 2.0], np.float32)[:, None, None]
    got = evaluate(made, state, offset)
    assert got.shape == (3, 6, 8)
    assert (got[2] > got[0]).all()
    assert (got[0] > got[1]).all()


def test_why_adds_up_and_is_plain_data() -> None:
    state, made = arbitrary(8), check("logit")
    told = why(made, state, ROWS, lane=2, draw=0.25, address="contact:35:7", offset=0.5)
    assert json.loads(json.dumps(told)) == told
    linked = told["base_link"] + told["offset"] + sum(factor["contribution"] for factor in told["factors"])
    assert told["value"] == pytest.approx(1 / (1 + math.exp(-linked)), rel=1e-4)
    assert [abs(f["contribution"]) for f in told["factors"]] == sorted(
        (abs(f["contribution"]) for f in told["factors"]), reverse=True
    )
    assert {factor["quantity"] for factor in told["factors"]} >= {"support", "roe == c"}
    assert len(told["factors"]) == len(made.terms) - 1  # the factor of the other side alone is left out
    assert (told["draw"], told["address"]) == (0.25, "contact:35:7")


def test_why_gives_the_value_that_play_uses() -> None:
    state = arbitrary(8)
    for made in tables().checks.values():
        rows = {axis: ROWS.get(axis, 0) for axis in made.axes}
        value = evaluate(made, state)[(*(rows[axis] for axis in made.axes), 3)]
        assert why(made, state, rows, lane=3)["value"] == float(value)
