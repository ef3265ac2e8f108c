"""What callers of the public functions pass: numbers within their range, words from a list, all of one shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wargame.errors import InputError

Array = NDArray[Any]


def numbers(name: str, value: ArrayLike, low: float, high: float) -> NDArray[np.float32]:
    """The argument as float32, any shape.

    Raises: InputError for what is no finite number between `low` and `high`.

    >>> numbers("surprise", [0, 2], -3, 3).tolist()
    [0.0, 2.0]
    """
    try:
        exact = np.asarray(value, np.float64)
    except (TypeError, ValueError):
        raise InputError("not-a-number", f"`{name}` must be a number or an array of numbers") from None
    wrong = ~((exact >= low) & (exact <= high))  # true for what is no number too
    if wrong.any():
        first = exact[wrong].flat[0] if exact.ndim else float(exact)
        raise InputError("out-of-range", f"`{name}` must lie from {low:g} to {high:g}; {first:g} does not")
    return exact.astype(np.float32)


def whole(name: str, value: float, low: int, high: int) -> int:
    """The argument as a whole number. Raises: InputError if it is none, or out of range."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not low <= value <= high:
        raise InputError("out-of-range", f"`{name}` must be a whole number from {low} to {high}, not {value!r}")
    return int(value)


def words(name: str, value: ArrayLike, known: Iterable[str]) -> Array:
    """The argument as an array of words. Raises: InputError for a word that is not known."""
    given, choices = np.asarray(value, np.str_), list(known)
    wrong = ~np.isin(given, choices)
    if wrong.any():
        first = given[wrong].flat[0] if given.ndim else str(given)
        raise InputError("unknown-value", f"`{name}` can't be `{first}`", hint=f"known: {', '.join(choices)}")
    return given


def one_shape(**arguments: Array) -> dict[str, Array]:
    """The arguments spread over one shape. Raises: InputError naming the shapes that don't fit."""
    try:
        shape = np.broadcast_shapes(*(value.shape for value in arguments.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {value.shape}" for name, value in arguments.items() if value.ndim)
        raise InputError("shapes-differ", f"these arrays don't fit one shape: {shapes}") from None
    return {name: np.broadcast_to(value, shape) for name, value in arguments.items()}
