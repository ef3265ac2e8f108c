"""What play means: staff estimates, counterfactuals under equal luck, and how fast the engine is."""

from wargame.analysis.estimate import Comparison, Estimate
from wargame.analysis.odds import combine, compare, estimate, odds, prepare, run_block

__all__ = ["Comparison", "Estimate", "combine", "compare", "estimate", "odds", "prepare", "run_block"]
