"""From what happened to what is known: see `wargame.adjudication.monitoring`."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.luck import Luck
from tests.reference.rules import Rules, exp


def record(w: Any, rules: Rules, luck: Luck) -> None:
    t, n = rules.t, rules.sectors
    detection, attribution = rules.link("detection", w), rules.link("attribution", w)
    wrong_door, false_rate = rules.check("misattribution", w), rules.check("false_report", w)
    faint = [math.exp(-told) for told in rules.class_detect]
    vague = [math.exp(-told) for told in rules.class_attribute]
    attributed, misplaced, missed = ([[0] * n for _ in (0, 1)] for _ in range(3))
    shots, total = [[0.0, 0.0], [0.0, 0.0]], [0, 0]
    for i in range(n):
        looked, placed = exp(detection[i]) * w.coverage[i], exp(attribution[i])
        seen_by_class = [looked / (looked + (1 - w.coverage[i]) * odds) if looked else 0.0 for odds in faint]
        known_by_class = [seen * placed / (placed + odds) for seen, odds in zip(seen_by_class, vague, strict=True)]
        for s in (0, 1):
            true = sum(kind[i] for kind in w.cfv_true[s])
            if not true:
                continue
            total[s] += true
            usual = rules.class_share[s]
            seen = sum(share * one for share, one in zip(usual, seen_by_class, strict=True))
            known = sum(share * one for share, one in zip(usual, known_by_class, strict=True))
            fire = sum(
                share * one * flag for share, one, flag in zip(usual, known_by_class, rules.class_fire, strict=True)
            )
            fire, known, seen = min(_part(fire, known), 1.0), min(_part(known, seen), 1.0), min(seen, 1.0)
            detected = luck.binomial(luck("detection", s * n + i), true, seen)
            attributed[s][i] = min(luck.floor(detected * known + luck("attribution", s * n + i)), detected)
            missed[s][i] = detected - attributed[s][i]
            die = luck("misattribution", s * n + i)
            misplaced[s][i] = min(luck.floor(missed[s][i] * wrong_door + die), missed[s][i])
            shots[0][s] += attributed[s][i] * fire
            shots[1][s] += misplaced[s][i] * fire
    w.cfv_recorded = [[attributed[s][i] + misplaced[1 - s][i] for i in range(n)] for s in (0, 1)]
    w.cfv_unattributed = [sum(missed[s][i] - misplaced[s][i] for s in (0, 1)) for i in range(n)]
    w.cfv_false = [luck.poisson(luck("false_reports", i), false_rate[i] * w.dt) for i in range(n)]
    w.cfv_reported = [
        w.cfv_recorded[0][i] + w.cfv_recorded[1][i] + w.cfv_unattributed[i] + w.cfv_false[i] for i in range(n)
    ]
    w.fire_recorded = [luck.floor(shots[0][s] + shots[1][1 - s] + luck("fire_recorded", s)) for s in (0, 1)]
    w.cfv_claimed = [luck.floor(total[s] * t["claim_other"] + luck("party_claim", s)) for s in (0, 1)]
    w.cfv_admitted = [luck.floor(total[s] * t["claim_own"] + luck("party_claim", 2 + s)) for s in (0, 1)]
    w.fresh |= {
        "cfv_recorded", "cfv_unattributed", "cfv_false", "cfv_reported", "fire_recorded", "cfv_claimed", "cfv_admitted",
    }  # fmt: skip


def _part(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
