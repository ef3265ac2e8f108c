from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tests.adjudication.worlds import Array, draft_of, opening, tables
from tests.scenario import minimal
from wargame.adjudication import monitoring
from wargame.adjudication.draft import Draft


def silent(documents: minimal.Docs) -> None:
    """A mission that publishes no attribution, and errs about nothing."""
    checks = documents["rules/line.yaml"]["checks"]
    for name in ("attribution", "misattribution"):
        checks[name]["base"] = minimal.tunable(1e-9, "probability", 0.2)
    checks["false_report"]["base"] = minimal.tunable(1e-9, "rate", 0.2)


def recorded(coverage: float | Array, true: int = 40, worlds: int = 1024, change: object = None) -> Draft:
    scenario = tables(change)
    draft = draft_of(scenario, opening(scenario, worlds, coverage=coverage, cfv_true=true))
    monitoring.record(draft)
    return draft


def test_nobody_looking_records_nothing() -> None:
    now = recorded(0.0).now
    assert not now.cfv_recorded.any()
    assert not now.cfv_unattributed.any()
    assert (now.cfv_reported == now.cfv_false).all()
    assert now.cfv_claimed.all(), "the parties count for themselves"


def test_what_is_recorded_happened_and_is_laid_at_one_door() -> None:
    now = recorded(0.9).now
    true = now.cfv_true.sum(axis=(0, 1))
    known = now.cfv_recorded.sum(axis=0) + now.cfv_unattributed
    assert (known <= true).all()
    assert (now.cfv_reported == known + now.cfv_false).all()
    assert (now.fire_recorded <= now.cfv_recorded.sum(axis=1) + 1).all()


def test_detection_and_attribution_have_the_chances_of_their_checks() -> None:
    draft = recorded(0.3)
    scenario, now = draft.tables, draft.now
    logit = lambda p: np.log(p / (1 - p))  # noqa: E731
    logistic = lambda x: 1 / (1 + np.exp(-x))  # noqa: E731
    coverage = 0.3
    detect = logistic(logit(coverage) + logit(draft.check("detection")[0, 0]) + scenario.class_detect)
    known = logistic(logit(draft.check("attribution")[0, 0]) + scenario.class_attribute)
    seen_share = (scenario.class_share[0] * detect).sum()
    known_share = (scenario.class_share[0] * detect * known).sum()
    everything = now.cfv_true.sum(axis=1).mean()
    misplaced = draft.check("misattribution")[0] * (seen_share - known_share)
    assert (now.cfv_recorded.mean() / everything) == pytest.approx(known_share + misplaced, rel=0.01)
    assert (now.cfv_unattributed.mean() / everything / 2) == pytest.approx(
        seen_share - known_share - misplaced, rel=0.02
    )


def test_more_eyes_report_more_of_the_same_violations() -> None:
    detected = [now.cfv_recorded.sum(axis=0) + now.cfv_unattributed for now in (
        recorded(coverage).now for coverage in (0.0, 0.02, 0.2, 0.8, 1.0))]  # fmt: skip
    for few, many in pairwise(detected):
        assert (many >= few).all(), "the same luck: more reports are not more violations"
        assert many.mean() > few.mean()
    assert (detected[-1] == 2 * 3 * 40).all(), "where nothing escapes, everything is seen"


def loud(documents: minimal.Docs) -> None:
    """Two kinds of violation: one is heard from afar, the other hardly seen at all."""
    for kind, odds in zip(documents["rules/line.yaml"]["violations"], (3.0, -3.0, -3.0), strict=True):
        kind["detect"] = minimal.tunable(odds, "log-odds", 0.1)


def test_what_is_loud_is_recorded_far_beyond_what_patrols_can_see() -> None:
    draft = draft_of(tables(loud), opening(tables(loud), 4, coverage=0.1))
    seen, _, _ = monitoring._chances(draft)
    share = draft.tables.class_share[0, 0]
    assert seen[0, 0, 0] > 0.7 * share, "a tenth of the sector is covered, most of the loud fire is heard"
    assert seen[0, 0, 0] < share, "and of the rest hardly anything"


def test_a_mission_may_publish_no_attribution() -> None:
    now = recorded(0.9, change=silent).now
    assert not now.cfv_recorded.any()
    assert now.cfv_unattributed.all()
    assert not now.fire_recorded.any()


def test_errors_lay_some_at_the_wrong_door() -> None:
    scenario = tables()
    true = np.zeros((2, 3, 1, 1), np.int32)
    true[1] = 200
    draft = draft_of(scenario, opening(scenario, 256, coverage=0.9, cfv_true=true))
    monitoring.record(draft)
    assert draft.now.cfv_recorded[0].sum() > 0
    assert draft.now.cfv_recorded[0].sum() < 0.1 * draft.now.cfv_recorded[1].sum()


def test_false_reports_come_without_any_violation() -> None:
    now = recorded(0.9, true=0).now
    assert now.cfv_false.mean() == pytest.approx(0.01 * 7, rel=0.15)
    assert (now.cfv_reported == now.cfv_false).all()
    assert not now.cfv_recorded.any()


def test_each_party_counts_in_its_own_favour() -> None:
    draft = recorded(0.5)
    true = draft.now.cfv_true.sum(axis=(1, 2)).mean(axis=-1)
    assert draft.now.cfv_claimed.mean(axis=-1) == pytest.approx(0.8 * true, rel=1e-3)
    assert draft.now.cfv_admitted.mean(axis=-1) == pytest.approx(0.1 * true, rel=1e-2)
