"""The one error tree. An error is a product: place, thing, fact, way out; no traceback for a mistake of the user's.

The exit status of the command line follows from the class: 1 a check did not hold, 2 the input is wrong, 3 our bug.
"""

from __future__ import annotations


class WargameError(Exception):
    """Any error that the command line and the screens show as text. Its `str` is the whole message."""

    exit_status = 3


class InputError(WargameError):
    """The user's input can't be used, and the message says what to do about it.

    Args:
        code: stable name of the kind of error, such as `unknown-option`.
        message: the fact, naming the thing by its id.
        hint: the way out; empty if the fact says it.
        place: where it is, clickable where possible (`file:line:col`); empty for the command line.

    >>> print(InputError("unknown-field", "formation `43mech` has no field `strenght`",
    ...                  hint="did you mean `strength`?", place="forces.yaml:5:5"))
    forces.yaml:5:5: unknown-field: formation `43mech` has no field `strenght`
      did you mean `strength`?
    """

    exit_status = 2

    def __init__(self, code: str, message: str, *, hint: str = "", place: str = "") -> None:
        super().__init__(code, message, hint, place)
        self.code = code
        self.message = message
        self.hint = hint
        self.place = place

    def __str__(self) -> str:
        first = ": ".join(part for part in (self.place, self.code, self.message) if part)
        return f"{first}\n  {self.hint}" if self.hint else first

    def __reduce__(self) -> tuple[object, ...]:
        # Worker processes hand errors back by pickle, which can't call a constructor with keywords by itself.
        return (_again, (type(self), self.args, self.__dict__))


class NotHeld(WargameError):  # noqa: N818 (it names what happened: a check did not hold)
    """A check ran as it should and its answer is no: a replay differs, a claim fails, a machine lacks something."""

    exit_status = 1


class Defect(WargameError):  # noqa: N818 (a defect is what it is)
    """Something that our own code promised did not hold. Never raised for what a user wrote."""

    exit_status = 3


def _again(kind: type[InputError], args: tuple[object, ...], fields: dict[str, object]) -> InputError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(fields)
    return error
