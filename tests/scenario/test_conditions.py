"""The condition language: what it means, what it refuses and where it points."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario import minimal
from wargame.quantities import AXES
from wargame.scenario import expressions as said
from wargame.scenario import load_texts
from wargame.scenario.conditions import ConditionError, Problem, Scope, names_used, parse, parse_selector, walk
from wargame.scenario.registry import scope_of

SCOPE: Scope = scope_of(load_texts(minimal.texts(), minimal.MAIN))


def problem_of(text: str, want: Any = "yes_no", keep: tuple[str, ...] = ()) -> tuple[str, str, int]:
    """Code of the first problem, the text it underlines, and how many problems there are."""
    with pytest.raises(ConditionError) as caught:
        parse(text, SCOPE, want, keep)
    first = caught.value.problems[0]
    return first.code, text[first.column : first.column + first.length], len(caught.value.problems)


def test_rows_may_be_given_in_any_order_and_go_to_their_own_axis() -> None:
    one = parse("cfv_true[russia, artillery, s02]", SCOPE, "number")
    other = parse("cfv_true[s02, russia, artillery]", SCOPE, "number")
    assert one == other == said.Read("cfv_true", (("side", "russia"), ("class", "artillery"), ("sector", "s02")), ())


def test_axes_left_over_are_added_up_for_counts_and_averaged_for_shares() -> None:
    assert parse("cfv_recorded[russia]", SCOPE, "number") == said.Reduce(
        "total", said.Read("cfv_recorded", (("side", "russia"),), ("sector",)), ("sector",)
    )
    assert parse("coverage", SCOPE, "number") == said.Reduce(
        "mean", said.Read("coverage", (), ("sector",)), ("sector",)
    )


def test_kept_axes_stay_and_only_those() -> None:
    kept = parse("cfv_recorded", SCOPE, "number", keep=("sector",))
    assert kept.axes == ("sector",)
    assert isinstance(kept, said.Reduce)
    assert kept.over == ("side",)


def test_axes_come_in_the_order_of_the_engine() -> None:
    term = parse("coverage * heat + perceived", SCOPE, "number", keep=("trigger", "sector", "side"))
    assert term.axes == ("side", "sector", "trigger")
    assert list(term.axes) == sorted(term.axes, key=AXES.index)


def test_a_setting_compares_by_the_order_of_its_levels_and_reads_as_its_value() -> None:
    assert parse("roe >= b", SCOPE) == said.Compare(">=", said.Choice("roe"), said.Number(1.0))
    assert parse("b <= roe", SCOPE) == said.Compare("<=", said.Number(1.0), said.Choice("roe"))
    assert parse("roe > 0.5", SCOPE) == said.Compare(">", said.Read("roe", (), ()), said.Number(0.5))


def test_row_numbers_of_the_engine_compare_with_names() -> None:
    assert parse("element_status[nl_13] == in_place", SCOPE) == said.Compare(
        "==", said.Read("element_status", (("element", "nl_13"),), ()), said.Number(4.0)
    )
    assert parse("element_place[nl_13] == 'hub-one'", SCOPE).boolean
    assert parse("trigger_declared[tw_force] == explicit", SCOPE).boolean


def test_a_bare_flow_or_flag_means_more_than_nothing() -> None:
    assert parse("attacks[russia]", SCOPE) == parse("attacks[russia] > 0", SCOPE)
    assert parse("not war", SCOPE) == said.Not(parse("war > 0", SCOPE))


def test_chains_are_several_comparisons() -> None:
    assert parse("10 < tension < 20", SCOPE) == parse("10 < tension and tension < 20", SCOPE)


def test_windows_look_at_the_whole_even_where_axes_are_kept() -> None:
    assert parse("sum(cfv_recorded, 28)", SCOPE, "number", keep=("side", "sector")).axes == ()
    held = parse("held(tension > 60 and war, 14)", SCOPE)
    assert isinstance(held, said.Held)
    assert held.days == 14


def test_names_used_lists_every_name_once_in_order() -> None:
    term = parse("tension > 3 and sum(cfv_recorded, 7) > tension * baseline or operation == tripwire", SCOPE)
    assert names_used(term) == ("tension", "cfv_recorded", "operation")


def test_functions_reduce_every_axis() -> None:
    assert parse("max(cfv_recorded / troops)", SCOPE, "number").axes == ()
    assert parse("total(seized_days > 0) >= 2", SCOPE).boolean


@pytest.mark.parametrize(
    ("text", "code", "points_at"),
    [
        ("tensoin > 3", "unknown-name", "tensoin"),
        ("tension > 3 and cfv_recorded[rusia] > 1", "unknown-row", "rusia"),
        ("operation == tripwir", "unknown-level", "tripwir"),
        ("tension[s01] > 3", "too-many-rows", "s01"),
        ("cfv_recorded[3] > 1", "bad-row", "3"),
        ("sun(attacks, 7) > 1", "unknown-function", "sun"),
        ("max(tension) > 1", "nothing-to-reduce", "max(tension)"),
        ("sum(attacks) > 1", "wrong-arguments", "sum(attacks)"),
        ("sum(attacks, days=7) > 1", "wrong-arguments", "sum(attacks, days=7)"),
        ("sum(tension, 7) > 1", "sum-of-level", "sum(tension, 7)"),
        ("change(attacks, 7) > 1", "change-of-flow", "change(attacks, 7)"),
        ("sum(attacks, 0) > 1", "bad-days", "0"),
        ("sum(attacks, 7.5) > 1", "bad-days", "7.5"),
        ("sum(sum(attacks, 7), 7) > 1", "nested-window", "sum(sum(attacks, 7), 7)"),
        ("held(held(war, 3), 3)", "", ""),
        ("tension", "number-not-yes-no", "tension"),
        ("not tension", "number-not-yes-no", "tension"),
        ("(tension > 3) + 1 > 2", "yes-no-not-number", "tension > 3"),
        ("element_status == in_place", "which-row", "element_status"),
        ("tension > 1e999", "number-too-large", "1e999"),
        ("tension is 3", "bad-condition", "tension is 3"),
        ("[tension] > 3", "bad-condition", "[tension]"),
        ("tension > True", "bad-condition", "True"),
        ("tension % 3 > 1", "bad-character", "%"),
        ("tension.__class__ > 1", "bad-condition", "tension.__class__"),
        ("tension[tension[s01]] > 1", "bad-row", "tension[s01]"),
        ("total > 3", "bad-condition", "total"),
        ("tension >", "bad-condition", None),
        ("", "bad-condition", None),
        ("тension > 3", "bad-character", "т"),
        ("(" * 26 + "tension" + ")" * 26 + " > 1", "", ""),
        ("-" * 30 + "tension > 1", "condition-too-deep", None),
        ("tension > 1" + " " * 400, "condition-too-long", None),
    ],
)
def test_a_mistake_is_named_and_underlined(text: str, code: str, points_at: str | None) -> None:
    if not code:
        assert parse(text, SCOPE).boolean
        return
    found, underlined, _ = problem_of(text)
    assert found == code
    assert points_at is None or underlined == points_at


def test_all_mistakes_are_told_at_once() -> None:
    assert problem_of("tensoin > 3 and cfv_recorded[rusia] > 1 and foo[3] > 1")[2] == 3


def test_a_selector_chooses_along_an_axis() -> None:
    chosen = parse_selector("argmin(coverage)", SCOPE, "sector")
    assert (chosen.best, chosen.axis, chosen.operand.axes) == ("min", "sector", ("sector",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("coverage", "not-a-selector"),
        ("argmax(tension)", "nothing-to-choose"),
        ("argmax(coverage, 3)", "wrong-arguments"),
    ],
)
def test_a_wrong_selector_is_refused(text: str, code: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_selector(text, SCOPE, "sector")
    assert caught.value.problems[0].code == code


def understood(text: str, want: Any, keep: tuple[str, ...]) -> tuple[said.Term | None, tuple[Problem, ...]]:
    """What a text means, or what is wrong with it."""
    try:
        return parse(text, SCOPE, want, keep), ()
    except ConditionError as error:
        return None, error.problems


NAMES = [
    "tension",
    "cfv_recorded",
    "cfv_true",
    "operation",
    "coverage",
    "war",
    "baseline",
    "attacks",
    "tensoin",
    "russia",
]
ATOMS = st.one_of(
    st.sampled_from(NAMES),
    st.floats(0, 1e6, allow_nan=False).map(lambda number: f"{number:.3f}"),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["russia", "s01", "artillery", "nobody"])).map(
        lambda p: f"{p[0]}[{p[1]}]"
    ),
)
TEXTS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "*", "/", "<", ">=", "==", " and ", " or "]), inner).map(
            lambda p: f"({''.join(p)})"
        ),
        inner.map(lambda text: f"not {text}"),
        inner.map(lambda text: f"max({text})"),
        inner.map(lambda text: f"sum({text}, 28)"),
        inner.map(lambda text: f"held({text}, 7)"),
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["yes_no", "number", "any"]), st.sampled_from([(), ("sector",), ("side", "sector")]))
def test_anything_written_is_either_meant_or_explained(text: str, want: Any, keep: tuple[str, ...]) -> None:
    term, problems = understood(text, want, keep)
    assert all(0 <= each.column < max(len(text), 1) for each in problems)
    assert all(each.code and each.message for each in problems)
    assert (term is None) == bool(problems)
    if term:
        assert set(term.axes) <= set(keep)
        assert want == "any" or term.boolean == (want == "yes_no")
        assert all(isinstance(hash(part), int) for part in walk(term))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_no_text_gets_through_that_python_would_run(text: str) -> None:
    term, problems = understood(text, "any", ())
    assert (term is None) == bool(problems)
    if term:
        allowed = (ast.Call, ast.Name, ast.Subscript, ast.Constant, ast.BinOp, ast.UnaryOp, ast.Compare, ast.BoolOp)
        assert isinstance(ast.parse(text.strip(), mode="eval").body, allowed)
        assert set(names_used(term)) <= set(SCOPE.registry)
