"""A small scenario that is complete and clean: two armies, six sectors, four seats, written as YAML files.

Tests take `documents()`, change one thing, and write or load the result. Its numbers are plausible enough to play.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from tests.scenario.numbers import BASES, VALUES
from wargame.quantities import CHECKS, TUNABLES

MAIN = "minimal.yaml"
Docs = dict[str, dict[str, Any]]


def text(english: str, dutch: str | None = None) -> dict[str, str]:
    return {"en": english, "nl": dutch or f"{english} (nl)"}


def tunable(value: float, unit: str = "share", spread: float = 0.5) -> dict[str, Any]:
    low, high = sorted((value * (1 - spread), value * (1 + spread)))
    return {
        "value": float(value),
        "low": float(low),
        "high": float(high),
        "unit": unit,
        "basis": "assumed",
        "source": "OWN",
    }


def factor(
    quantity: str, gain: float, *, centre: float = 0.0, scale: float = 1.0, equals: str | None = None
) -> dict[str, Any]:
    made: dict[str, Any] = {"quantity": quantity, "centre": centre, "scale": scale, "gain": tunable(gain, "log")}
    return {**made, "equals": equals} if equals else made


def effect(track: str, delta: float, **more: Any) -> dict[str, Any]:
    return {"track": track, "delta": delta, "source": "OWN", **more}


FACTORS = {
    "violation_rate": [
        factor("heat", 1.0), factor("push", 1.0), factor("calm", -1.5), factor("tension", 0.5, centre=50.0, scale=25.0),
    ],
    "coverage": [factor("density", 0.2, scale=2.0)],
    "contact": [factor("operation", 0.3, equals="tripwire"), factor("roe", -0.1)],
    "hazard": [factor("tension", 0.6, centre=50.0, scale=20.0), factor("perceived", -1.0, centre=0.5)],
    "gauge_consent": [factor("trust", 0.2, centre=50.0, scale=50.0)],
    "cred_follow_on": [factor("follow_on_people", 0.4, scale=25_000.0)],
    "cred_us": [factor("us_backing", 0.5, centre=50.0, scale=50.0)],
    "seen_us": [factor("us_backing", 0.3, centre=50.0, scale=50.0)],
}  # fmt: skip


def documents() -> Docs:
    """File name -> its content, fresh at every call."""
    return deepcopy(
        {
            MAIN: _scenario(),
            "maps/line.yaml": _map(),
            "rules/line.yaml": _line_rules(),
            "rules/politics.yaml": _politics_rules(),
            "forces/options.yaml": _forces(),
            "injects/few.yaml": _injects(),
            **{f"doctrines/{role}.yaml": _doctrine(role, order) for role, order in ROLE_ORDERS.items()},
        }
    )


def texts(docs: Docs | None = None) -> dict[str, str]:
    """File name -> YAML text."""
    chosen = documents() if docs is None else docs
    return {name: dumped(doc) for name, doc in chosen.items()}


def dumped(doc: dict[str, Any]) -> str:
    """One document as YAML text."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the same text, ten times as fast
    return yaml.dump(doc, Dumper=dumper, sort_keys=False, allow_unicode=True)


def write(folder: Path, docs: Docs | None = None) -> Path:
    """Write the files into the folder and give the path of the scenario document."""
    for name, content in texts(docs).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder / MAIN


ROLE_ORDERS = {
    "ukraine": "ua_recapture",
    "russia": "ru_harass",
    "netherlands": "nl_deploy",
    "coalition": "co_operation",
}


def _scenario() -> dict[str, Any]:
    return {
        "format": 1, "kind": "scenario", "id": "minimal", "version": 1,
        "title": text("A small line", "Een korte lijn"), "summary": text("Six sectors.", "Zes sectoren."),
        "cutoff": "2025-02-28", "start": "2025-06-02",
        "purpose": text("To try the engine.", "Om de motor te proberen."),
        "content_note": text("War and its dead.", "Oorlog en doden."),
        "objectives": [
            {"id": "LO1", "text": text("See what holds."), "paper": ["MIU"],
             "evidence": ["conditions_ledger", "order:nl_deploy", "trigger:tw_force", "inject:hamlet", "outcomes"]},
        ],
        "limits": [text("No forecast.", "Geen voorspelling.")],
        "constraints": [text("One afternoon.", "Een middag.")],
        "assumptions": [text("The truce is ten days old.", "Het bestand is tien dagen oud.")],
        "data_collection": [text("Stays on this machine.", "Blijft op deze computer.")],
        "sources": {"OWN": "the designers' own estimate", "MIU": "2025-02-27 Clingendael, military deployment"},
        "sessions": [
            {"id": "short", "name": text("Short", "Kort"), "turn": "month", "turns": 3, "people": [4, 12],
             "minutes": 90},
            {"id": "long", "name": text("Long", "Lang"), "turn": "quarter", "turns": 4, "people": [2, 12],
             "minutes": 240},
        ],
        "tick_days": 7, "map": "maps/line.yaml", "rules": ["rules/line.yaml", "rules/politics.yaml"],
        "forces": ["forces/options.yaml"], "doctrines": [f"doctrines/{role}.yaml" for role in ROLE_ORDERS],
        "injects": ["injects/few.yaml"],
        "deal": {"id": "plain", "name": text("Plain truce", "Kaal bestand"), "terms": [text("Silence.", "Stilte.")]},
        "theory": "weakest_link",
        "sides": [
            {"id": "ukraine", "name": text("Ukraine", "Oekraïne"), "role": "ukraine", "troops": tunable(400_000,
             "people")},
            {"id": "russia", "name": text("Russia", "Rusland"), "role": "russia", "troops": tunable(500_000, "people")},
        ],
        "roles": [_role(role) for role in ROLE_ORDERS],
        "sectors": {"s02": {"heat": 3.0, "troops": {"russia": 1.5}, "distance_m": 400.0}},
        "tracks": {"tension": 55.0}, "settings": {"operation": "none"}, "sight": {"coverage": {"all": "exact"}},
        "deployed": [{"option": "un_observers", "place": "hub-one", "task": "mission"}],
        "opening": [text("The guns fell silent.", "De wapens zwegen.")],
    }  # fmt: skip


def _role(role: str) -> dict[str, Any]:
    return {
        "id": role, "name": text(role.title()), "short": role[:3].upper(), "offices": [text("Head of government")],
        "goals": [text("Keep what we have by turn three.")], "briefing": text("You sit here."),
        "private": text("Only you know."),
        "attention": 3, "doctrine": role, "headline": ["cfv_recorded", "tension"],
    }  # fmt: skip


def _map() -> dict[str, Any]:
    edges = [0.0, 90.0, 180.0, 270.0, 360.0, 450.0, 508.0]
    return {
        "format": 1, "kind": "map", "id": "line", "title": text("The line", "De lijn"), "base": "ukraine",
        "projection": {"kind": "lambert_conformal", "parallels": [45.5, 51.5], "centre": [32.9, 48.35]},
        "disclaimer": text("Illustrative.", "Ter illustratie."),
        "line": {"points": [[32.0, 46.6], [34.0, 47.4], [36.0, 47.7], [38.0, 48.6]], "stated_length_km": 508.0},
        "areas": [{"id": "west", "name": text("West")}, {"id": "east", "name": text("East", "Oost")}],
        "sectors": [
            {"id": f"s0{i + 1}", "area": "west" if i < 3 else "east", "name": text(f"Sector {i + 1}"),
             "from_km": edges[i],
             "to_km": edges[i + 1], "terrain": "river" if i < 2 else "open"}
            for i in range(6)
        ],
        "buffer_km": 15.0, "heavy_weapons_km": 40.0,
        "places": [
            {"id": "nl-home", "name": text("Oirschot"), "lon": 5.3, "lat": 51.5, "depth": "home", "country": "NL"},
            {"id": "rear-one", "name": text("Lviv"), "lon": 24.0, "lat": 49.8, "depth": "rear", "country": "UA"},
            {"id": "hub-one", "name": text("Dnipro"), "lon": 35.0, "lat": 48.5, "depth": "hub", "country": "UA"},
            {"id": "near-one", "name": text("Zaporizhzhia"), "lon": 35.1, "lat": 47.8, "depth": "near_line",
             "country": "UA"},
        ],
        "sources": {"LINE": "hand-drawn"},
    }  # fmt: skip


def _line_rules() -> dict[str, Any]:
    def base(name: str) -> float:
        return BASES.get(name, 0.5)

    units = {"logit": "probability", "log": "rate", "share": "share"}
    return {
        "format": 1, "kind": "rules", "id": "line", "sources": {"OWN": "the designers' own estimate"},
        "tunables": {name: tunable(VALUES.get(name, 0.5), TUNABLES[name][:60]) for name in TUNABLES},
        "sight": {
            "cfv_recorded": {"sees": {"all": "exact"}}, "cfv_reported": {"sees": {"all": "exact"}},
            "coverage": {"sees": {"coalition": "exact"}},
            "war": {"sees": {"all": "exact"}}, "turn": {"sees": {"all": "exact"}}, "days": {"sees": {"all": "exact"}},
            "troops": {"sees": {"all": "estimate"}, "error": 2000.0}, "attacks": {"sees": {"all": "exact"}},
            "perceived": {"sees": {"russia": "exact"}}, "seizures": {"sees": {"all": "exact"}},
        },
        "checks": {
            name: {
                "link": need.link, "name": text(name.replace("_", " ")), "base": tunable(base(name), units[need.link],
                0.2),
                "factors": FACTORS.get(name, []),
            }
            for name, need in CHECKS.items()
        },
        "violations": [
            _violation("small_arms", 0.7, 0.0002), _violation("artillery", 0.2, 0.001, heavy=True),
            _violation("drones", 0.1, 0.002, fire=True),
        ],
    }  # fmt: skip


def _violation(name: str, share: float, deaths: float, *, heavy: bool = False, fire: bool = True) -> dict[str, Any]:
    return {
        "id": name, "name": text(name.replace("_", " ")), "severity": 5,
        "share": {"ukraine": tunable(share), "russia": tunable(share)}, "deaths": tunable(deaths, "people"),
        "civilian_deaths": tunable(deaths / 4, "people"), "detect": tunable(0.2, "log-odds"),
        "attribute": tunable(0.1, "log-odds"), "heavy": heavy, "fire": fire,
    }  # fmt: skip


def _politics_rules() -> dict[str, Any]:
    return {
        "format": 1, "kind": "rules", "id": "politics",
        "tracks": [
            _track("tension", "agreement", 50.0, {"all": "exact"}),
            _track("trust", "agreement", 40.0, {"all": "estimate"}),
            _track("us_backing", "guarantee", 40.0, {"coalition": "estimate"}),
            _track("support", "netherlands", 50.0, {"netherlands": "exact"}),
        ],
        "settings": [
            _setting("operation", ("none", "peacekeeping", "tripwire"), "none"), _setting("roe", ("a", "b", "c"), "a"),
        ],
        "checks": {
            "recapture_check": {"link": "logit", "name": text("Recapture"), "base": tunable(0.5, "probability"),
                                "factors": [factor("trust", 0.2, centre=50.0, scale=20.0)]},
            "peace_strip": {"link": "share", "name": text("Peace strip"), "base": tunable(0.5, "share"),
                            "factors": [factor("tension", -0.3, centre=50.0, scale=50.0), factor("war", -0.4)]},
        },
        "couplings": [
            {"id": "violations_tension", "source": "cfv_recorded", "to": "tension", "kind": "event", "shape": "log",
             "scale": 100.0, "gain": tunable(0.5, "points"), "delay_days": 7, "cites": "OWN"},
            {"id": "tension_support", "source": "tension", "to": "support", "kind": "level", "centre": 50.0,
             "scale": 50.0,
             "gain": tunable(-0.1, "points/day"), "cites": "OWN: loop"},
            {"id": "mission_trust", "source": "operation == peacekeeping", "to": "trust", "kind": "level",
             "gain": tunable(0.05, "points/day"), "cites": "OWN"},
        ],
        "orders": _orders(),
        "ladders": [{
            "id": "ru_ua", "name": text("Russia and Ukraine", "Rusland en Oekraïne"), "start": 1, "needs": 2,
            "quiet_days": tunable(28, "days"), "freeze_at": 3,
            "rungs": [
                {"number": 0, "name": text("Quiet", "Rust"), "criteria": [], "off_ramp": text("-"), "source": "OWN"},
                {"number": 1, "name": text("Sniping"), "criteria": ["sum(cfv_recorded, 7) > 0.5 * baseline",
                 "tension > 60"],
                 "off_ramp": text("A call"), "off_ramp_when": "order_age[co_answer] < 14", "source": "OWN"},
                {"number": 2, "name": text("Seizure"), "criteria": ["seizures > 0", "change(tension, 28) > 10"],
                 "off_ramp": text("Give back"), "source": "OWN"},
                {"number": 3, "name": text("War", "Oorlog"), "criteria": ["war", "held(tension > 95, 28)"],
                 "off_ramp": text("Truce", "Bestand"), "source": "OWN"},
            ],
        }],
        "answers": [
            {"id": "honour", "name": text("Honour"), "honours": 1.0, "effects": [effect("trust", 5.0)]},
            {"id": "reinterpret", "name": text("Reinterpret"), "honours": 0.0},
            {"id": "press", "name": text("Press on"), "effects": [effect("tension", 5.0)]},
            {"id": "pause", "name": text("Pause")},
        ],
        "triggers": [{
            "id": "tw_force", "name": text("Attack on the force"), "threat": "force",
            "condition": "attacks[russia] > 0",
            "attribution_min": 0.5, "declared": "explicit",
            "deciders": [
                {"role": "coalition", "weight": 2.0, "options": ["honour", "reinterpret"], "default": "honour"},
                {"role": "netherlands", "options": ["honour", "reinterpret"], "default": "reinterpret"},
                {"role": "russia", "options": ["press", "pause"], "default": "pause"},
            ],
        }],
        "outcomes": [
            {"id": "peace", "name": text("Peace", "Vrede"), "check": "peace_strip",
             "bands": [text(f"Band {i}") for i in range(5)]},
        ],
        "boxes": {"peacekeeping": {"consent": [60.0, 100.0], "force": [0.0, 40.0], "impartiality": [60.0, 100.0],
                                   "source": "OWN"}},
        "yardstick": [
            {"low": 0.0, "high": 0.05, "words": text("remote chance", "uiterst kleine kans")},
            {"low": 0.1, "high": 0.2, "words": text("highly unlikely", "zeer onwaarschijnlijk")},
            {"low": 0.25, "high": 0.35, "words": text("unlikely", "onwaarschijnlijk")},
            {"low": 0.4, "high": 0.5, "words": text("realistic possibility", "reële mogelijkheid")},
            {"low": 0.55, "high": 0.75, "words": text("likely", "waarschijnlijk")},
            {"low": 0.8, "high": 0.9, "words": text("highly likely", "zeer waarschijnlijk")},
            {"low": 0.95, "high": 1.0, "words": text("almost certain", "vrijwel zeker")},
        ],
        "sources": {"OWN": "the designers' own estimate"},
    }  # fmt: skip


def _track(name: str, group: str, start: float, sees: dict[str, str]) -> dict[str, Any]:
    return {"id": name, "name": text(name.title()), "meaning": text(f"Measure of {name}"), "group": group,
        "start": start,
            "rest": start, "rate": tunable(0.01, "per day"), "sees": sees, "error": 5.0}  # fmt: skip


def _setting(name: str, levels: tuple[str, ...], start: str) -> dict[str, Any]:
    return {
        "id": name, "name": text(name.title()), "meaning": text(f"The {name} in force"), "start": start,
        "sees": {"all": "exact"},
        "levels": [{"id": level, "name": text(level.title()), "value": float(i)} for i, level in enumerate(levels)],
    }  # fmt: skip


def _order(name: str, role: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "role": role, "title": text(name), "help": text(f"What {name} does"), "visibility": ["public"],
            "cost": {"attention": 1}, **more}  # fmt: skip


def _orders() -> list[dict[str, Any]]:
    return [
        _order("nl_deploy", "netherlands", parameters=[{"name": "element", "choices": ["nl_13"]}, {"name": "place"}],
               gates=[{"id": "parliament", "door": "willing", "condition": "support > 50", "text": text("Parliament",
               "Kamer"),
                       "waived": [effect("support", -5.0, after_days=7, for_days=28)]}],
               mechanisms=[{"act": "deploy"}]),
        _order("co_operation", "coalition",
               parameters=[{"name": "level", "choices": ["none", "peacekeeping", "tripwire"],
                            "labels": {level: text(level) for level in ("none", "peacekeeping", "tripwire")}}],
               mechanisms=[{"act": "set", "setting": "operation"}],
               effects=[effect("trust", 3.0, level="peacekeeping", basis="estimated")]),
        _order("co_answer", "coalition", parameters=[{"name": "party"}], mechanisms=[{"act": "answer"}]),
        _order("ua_recapture", "ukraine", visibility=["deniable", "public"], parameters=[{"name": "sector"}],
               check="recapture_check", style="propose", seen_by=["ukraine"],
               mechanisms=[{"act": "assault", "side": "ukraine", "strength": tunable(1.0)}],
               effects=[effect("tension", 4.0)]),
        _order("ru_harass", "russia", visibility=["deniable"], parameters=[{"name": "area"}], seen_by=["russia"],
               mechanisms=[{"act": "harass", "side": "russia", "strength": tunable(0.7, "log-rate"), "days": 28}]),
    ]  # fmt: skip


def _forces() -> dict[str, Any]:
    return {
        "format": 1, "kind": "forces", "id": "options", "title": text("Options", "Opties"),
        "options": [
            _option("nl_13", "nl", "netherlands", 2500, "ground"), _option("uk_brigade", "uk", "coalition", 5000,
            "ground"),
            _option("un_observers", "un", "coalition", 300, "observers"),
        ],
        "sources": {"OWN": "the designers' own estimate"},
    }  # fmt: skip


def _option(name: str, nation: str, role: str, people: int, kind: str) -> dict[str, Any]:
    return {
        "id": name, "nation": nation, "role": role, "kind": kind, "name": text(name), "short": name,
        "components": [{"symbol": "observer_team" if kind == "observers" else "infantry_brigade", "count": 1,
                        "people": people}],
        "readiness_days": tunable(30, "days"), "arrival_days": tunable(20, "days"), "rotation_pool": tunable(4,
        "units"),
        "sustain_days": tunable(180, "days"),
        "price": {"nato_gap": tunable(4, "points"), "buildup": tunable(3, "points"), "carve_out": True,
        "backfill": True},
        "needs": {"parliament": True, "us_enablers": 0.5}, "basing": ["rear", "hub"], "home": "nl-home",
        "does": {"monitoring": 1.0} if kind == "observers" else {"presence": 1.0, "response": 0.5},
        "notes": text("Costly."), "sources": ["OWN"],
    }  # fmt: skip


def _injects() -> dict[str, Any]:
    return {
        "format": 1, "kind": "injects", "id": "few", "sources": {"OWN": "the designers' own estimate"},
        "injects": [
            {"id": "hamlet", "title": text("Hamlet"), "text": text("A hamlet is retaken."),
             "sender": text("Field office"),
             "to": ["netherlands", "coalition"], "medium": "flash", "when": "order_age[ua_recapture] < 14", "turn": 1,
             "decision": text("Answer in public?"), "objectives": ["LO1"], "prompts": [text("Who decides?")],
             "effects": [effect("tension", 2.0)],
             "preempted": {"condition": "order_age[co_answer] < 7", "text": text("It was answered already.")},
             "source": "OWN"},
            {"id": "poll", "title": text("Poll"), "text": text("Support is measured."), "sender": text("Pollster"),
             "to": ["all"], "medium": "poll", "decision": text("Explain?"), "objectives": ["LO1"], "source": "OWN"},
        ],
    }  # fmt: skip


def _doctrine(role: str, order: str) -> dict[str, Any]:
    targets = {"ua_recapture": {"sector": "argmin(coverage)"}, "ru_harass": {"area": "west"},
               "nl_deploy": {"element": "nl_13", "place": "rear-one"},
               "co_operation": {"level": "peacekeeping"}}  # fmt: skip
    replies = {"netherlands": {"honour": 0.3, "reinterpret": 0.7}, "coalition": {"honour": 0.8, "reinterpret": 0.2},
               "russia": {"press": 0.4, "pause": 0.6}}  # fmt: skip
    return {
        "format": 1, "kind": "doctrine", "id": role, "role": role, "name": text(role),
        "goals": [text("Muddle through.")],
        "temper": {"noise": tunable(0.3), "threshold": tunable(0.2)},
        "rules": [{"when": "tension > 20", "order": order, "parameters": targets[order], "weight": 1.0,
        "rest_days": 28}],
        "replies": [{"trigger": "tw_force", "odds": replies[role]}] if role in replies else [],
    }  # fmt: skip
