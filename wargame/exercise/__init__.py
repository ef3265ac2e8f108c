"""One live game: seats, phases, questions and rulings, the exercise file, undo, replay, branch."""

from wargame.exercise.branching import branch
from wargame.exercise.exercise import PUBLIC, Exercise
from wargame.exercise.log import SUFFIX, Log
from wargame.exercise.phases import PHASES
from wargame.exercise.playout import default_settings, empty_table, play_out
from wargame.exercise.record import MACHINE, Turn
from wargame.exercise.replay import VerifyResult, as_computed, play_again, verify
from wargame.exercise.seats import SHEET_FIELDS, Seat, Settings, Sheet, lock
from wargame.exercise.stretch import CONTROL

__all__ = [
    "CONTROL", "MACHINE", "PHASES", "PUBLIC", "SHEET_FIELDS", "SUFFIX", "Exercise", "Log", "Seat", "Settings", "Sheet",
    "Turn", "VerifyResult", "as_computed", "branch", "default_settings", "empty_table", "lock", "play_again",
    "play_out", "verify",
]  # fmt: skip
