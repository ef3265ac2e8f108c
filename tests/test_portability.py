"""Dice, functions and samplers give the same bits at every CPU dispatch level that NumPy has on this machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

CHILD = """
import hashlib, json
import numpy as np
from wargame import numerics, samplers
from wargame.dice import Dice

dice = Dice(20251130, np.arange(1000))
u, z = dice.uniform("violations", 3, 40), dice.normal("heat", 3, 40)
wide = z * np.float32(20)
rate = numerics.exp(z * 3)
k = np.geomspace(0.1, 1000, 40)[:, None]
results = {
    "uniform": u, "scattered": dice.take([7, 2, 901]).uniform("raid", 1, 40), "normal": z,
    "strike": np.stack(numerics.struck_and_spared(rate)), "power": numerics.power(rate, z),
    "bernoulli": samplers.bernoulli(u, 0.3), "categorical": samplers.categorical(u, np.stack([rate, rate + 1, u])),
    "poisson": samplers.poisson(u, rate * 10), "binomial": samplers.binomial(u, rate * 10, numerics.logistic(z)),
    "geometric": samplers.geometric(u, rate), "weibull": samplers.discrete_weibull(u, rate, 0.4),
    "gamma": samplers.gamma(u, k), "negative_binomial": samplers.negative_binomial(np.stack([u, 1 - u]), rate, k),
}
results |= {name: getattr(numerics, name)(wide) for name in ("exp", "expm1", "logistic", "tanh", "softsign", "grid")}
results |= {name: getattr(numerics, name)(rate) for name in ("log", "log1p")}
results["logit"] = numerics.logit(u)
print(json.dumps({name: hashlib.sha256(np.ascontiguousarray(a).tobytes()).hexdigest() for name, a in results.items()}))
"""


ENABLED = [feature for feature in __cpu_dispatch__ if __cpu_features__.get(feature)]


def run(program: str, disabled: list[str]) -> str:
    environment = dict(os.environ, PYTHONPATH=str(Path(__file__).parents[1]))
    if disabled:
        environment["NPY_DISABLE_CPU_FEATURES"] = " ".join(disabled)
    child = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    return child.stdout


def test_bits_are_the_same_at_every_dispatch_level() -> None:
    best: dict[str, str] = json.loads(run(CHILD, []))
    assert len(best) == 22
    for level in range(len(ENABLED)):
        without = ENABLED[level:]
        lower: dict[str, str] = json.loads(run(CHILD, without))
        assert lower == best, f"without {' '.join(without)}: {[name for name in best if best[name] != lower[name]]}"


def test_the_levels_are_real() -> None:
    # Otherwise the test above would compare like with like.
    question = "from numpy._core._multiarray_umath import __cpu_features__ as f; print(*(n for n in f if f[n]))"
    assert set(ENABLED) <= set(run(question, []).split())
    assert not set(ENABLED) & set(run(question, ENABLED).split())
