"""Numbers of the minimal scenario: what the engine needs, at values plausible enough to play."""

from __future__ import annotations

VALUES = {
    "heat_memory_days": 28, "heat_sd": 0.3, "rogue_k": 1.5, "tit_for_tat": 0.2, "calm_half_life_days": 14,
    "push_half_life_days": 14, "baseline_rate": 2.0, "claim_other": 0.8, "claim_own": 0.1, "grave_deaths": 3,
    "answer_days": 14, "casualty_scale": 1.5, "casualty_shape": 0.9, "killed_share": 0.25, "exposure_home": 0.0,
    "exposure_neighbour": 0.001, "exposure_rear": 0.02, "exposure_hub": 0.1, "exposure_near_line": 0.6,
    "exposure_sea": 0.02, "exposure_air": 0.05, "monitor_people": 2.0, "assault_loss": 0.02, "repulse_loss": 0.05,
    "assault_km": 0.5,
    "assault_share": 0.1, "attrition": 0.0003, "attrition_q": 0.4, "attrition_p": 0.6, "breakpoint": 0.1,
    "advance_km": 0.4,
    "fait_accompli_days": 10, "follow_on_required": 25_000, "attack_people": 3.0, "theory_floor": 0.05,
    "perceived_noise": 0.1, "gauge_days": 28, "grade_and": 0.25, "grade_but": 0.25, "effect_yes_and": 1.4,
    "effect_yes": 1.0,
    "effect_yes_but": 0.6, "effect_no_but": 0.3, "effect_no": 0.0, "effect_no_and": -0.3, "shells_made_0": 3000,
    "shells_made_1": 8000, "drones_made_0": 4000, "drones_made_1": 4000,
    "shells_start_0": 300_000, "shells_start_1": 900_000, "drones_start_0": 100_000, "drones_start_1": 100_000,
    "shells_per_violation": 4, "raid_deaths": 0.2,
    "mix_drone_0": 0.6, "mix_drone_1": 0.6, "mix_cruise_0": 0.15, "mix_cruise_1": 0.2, "mix_tactical_0": 0.0,
    "mix_tactical_1": 0.05, "mix_quasi_ballistic_0": 0.0, "mix_quasi_ballistic_1": 0.15, "mix_aeroballistic_0": 0.0,
    "mix_aeroballistic_1": 0.0, "mix_anti_ship_0": 0.0, "mix_anti_ship_1": 0.0, "mix_ground_role_0": 0.0,
    "mix_ground_role_1": 0.0, "jam_drone": 0.2, "jam_cruise": 0.0, "cover_drone": 0.65, "cover_cruise": 0.6,
    "cover_quasi_ballistic": 0.2, "alike_drone": 0.05, "alike_cruise": 0.05, "alike_quasi_ballistic": 0.2,
    "kill_close_drone": 0.6, "kill_middle_cruise": 0.6, "kill_upper_quasi_ballistic": 0.6, "shots_upper": 2,
    "shots_middle": 2, "shots_close": 3, "salvo_upper": 30, "salvo_middle": 60, "salvo_close": 200,
    "upper_start_0": 60, "upper_start_1": 60, "middle_start_0": 300, "middle_start_1": 300, "close_start_0": 3000,
    "close_start_1": 3000, "upper_made_0": 1, "upper_made_1": 1, "middle_made_0": 3, "middle_made_1": 3,
    "close_made_0": 50, "close_made_1": 50,
    "recovery_days": 40, "recovered_share": 0.6, "recruits_0": 300, "recruits_1": 400,
    "authorised_0": 1.0, "authorised_1": 1.0, "replacement_days": 30, "rest_multiple": 2.0, "overdue_days": 120,
    "regroup_days": 28, "resume_strength": 0.6, "positional": 0.0005, "creep_km": 0.03, "war_shells_0": 2000,
    "war_shells_1": 5000, "shell_weight": 0.3, "raid_losses": 0.1, "loss_ratio_won": 0.8, "loss_ratio_lost": 1.6,
}  # fmt: skip
"""Values of the engine's tunables; any other is 0.5."""

BASES = {
    "violation_rate": 2.0, "coverage": 0.2, "detection": 0.6, "false_report": 0.01, "attribution": 0.7,
    "misattribution": 0.05, "contact": 0.02, "contact_hit": 0.05, "air_contact": 0.02, "force_attribution": 0.6,
    "attack_force": 0.5, "assault": 0.4, "offensive": 0.3, "interception": 1.0, "batteries": 1.0,
    "raid_rate": 2.0, "gauge_consent": 0.6,
    "gauge_force": 0.2, "gauge_impartiality": 0.7, "hazard": 0.2,
    "rotation": 0.6, "recruiting": 1.0, "resumption": 0.6,
}  # fmt: skip
