"""The text of a condition -> Python's syntax tree, or every reason why it has none."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from wargame.errors import InputError

MAX_LENGTH = 400


@dataclass(frozen=True)
class Problem:
    """One mistake in a condition; `column` and `length` count characters from the start of its text."""

    code: str
    message: str
    hint: str
    column: int
    length: int


class ConditionError(InputError):
    """A condition that can't be used, with every mistake found in it."""

    def __init__(self, text: str, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(first.code, first.message, hint=first.hint)
        self.text = text
        self.problems = tuple(problems)


def syntax_tree(text: str) -> ast.expr:
    """Python's syntax tree of the text; raises `ConditionError` if it has none."""
    if len(text) > MAX_LENGTH:
        message = f"a condition of {len(text)} characters; at most {MAX_LENGTH} are read"
        raise ConditionError(text, [Problem("condition-too-long", message, "split it into tracks or gates", 0, 1)])
    for column, char in enumerate(text):
        # Only what the language is written in: no escapes, no look-alike letters that Python would normalise.
        if not (char in " \n\t_.,<>=!+-*/()[]\"'" or (char.isascii() and char.isalnum())):
            problem = Problem("bad-character", f"{char!r} has no place in a condition", "", column, 1)
            raise ConditionError(text, [problem])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # "1and 2" only warns
            return (
                ast.parse(text.translate({9: " ", 10: " "}).rstrip(), mode="eval").body
                if text.strip()
                else _empty(text)
            )
    except (SyntaxError, ValueError, RecursionError, MemoryError, Warning) as error:
        column = error.offset - 1 if isinstance(error, SyntaxError) and error.offset else 0
        reason = error.msg if isinstance(error, SyntaxError) else "too deep"
        problem = Problem("bad-condition", f"this can't be read as a condition ({reason})", "", max(column, 0), 1)
        raise ConditionError(text, [problem]) from None


def _empty(text: str) -> ast.expr:
    raise ConditionError(text, [Problem("bad-condition", "the condition is empty", "leave the field out", 0, 1)])


def word_of(node: ast.expr) -> str:
    """The id that a bare name or a text in quotes stands for, or nothing."""
    if isinstance(node, ast.Name):
        return node.id
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
