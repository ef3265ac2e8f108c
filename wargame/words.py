"""Codes -> sentences. The engine says codes and numbers; what people read stands in `assets/locale/<lang>/<room>.po`.

A message id is a code such as ``event.seizure``; its text has named fields: ``{side} took {km} km in {sector}``.
Numbers and dates put into a field are written as the language writes them. A plural repeats the code as
`msgid_plural`.
"""

from __future__ import annotations

import gettext
import io
import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

import polib  # type: ignore[import-untyped]

from wargame.errors import InputError
from wargame.places import assets_dir

LANGUAGES = ("en", "nl")
Field = str | int | float | date
"""What may be put into a sentence."""

_FIELD = re.compile(r"\{(\w+)\}")
_MINUS = "−"
_SEPARATORS = {"en": str.maketrans({}), "nl": str.maketrans({",": ".", ".": ","})}
_CASUALTIES = ((0, "none"), (5, "few"), (20, "some"), (100, "many"))
_FRACTIONS = (
    (1, 100), (1, 50), (1, 20), (1, 10), (1, 7), (1, 5), (1, 4), (3, 10), (1, 3), (4, 10), (1, 2), (6, 10), (2, 3),
    (7, 10), (3, 4), (8, 10), (9, 10), (19, 20), (49, 50), (99, 100),
)  # fmt: skip
"""Natural frequencies that people can picture."""


NAMED = frozenset({"role", "seat", "seats", "side", "sides", "first", "second", "party"})
"""Fields that hold the names of seats: an article that such a name begins with is small inside a sentence."""
_INSIDE = re.compile(r"[a-z,] $")
_ARTICLE = re.compile(r"^(The|De|Het) ")


class Said(Protocol):
    """A text of a scenario in every language."""

    def say(self, lang: str) -> str:
        """The text in one language."""
        ...


class Yard(Protocol):
    """A band of the rules' yardstick: odds from `low` to `high` are called `words`."""

    @property
    def low(self) -> float:
        """Lowest probability of the band."""
        ...

    @property
    def high(self) -> float:
        """Highest probability of the band."""
        ...

    @property
    def words(self) -> Said:
        """What the band is called."""
        ...


class Words:
    """The sentences of one language. A code nobody wrote comes back in brackets and is kept in `missing`.

    >>> Words("nl").number(1250), Words("en").date(date(2025, 3, 7))
    ('1.250', '7 March 2025')
    """

    def __init__(self, lang: str = "en") -> None:
        if lang not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise InputError("unknown-language", f"there is no language `{lang}`", hint=f"one of {known}")
        self.lang = lang
        self.missing: set[str] = set()
        """Codes without a sentence, and ``code{field}`` for fields that nobody filled in."""
        self._texts = catalogue(lang)

    def has(self, code: str) -> bool:
        """Whether the code has a sentence."""
        return self._texts.gettext(code) != code

    def say(self, code: str, **fields: Field) -> str:
        """The sentence of a code, its fields filled in."""
        return self._filled(code, self._texts.gettext(code), fields)

    def n(self, code: str, count: int, **fields: Field) -> str:
        """The sentence for this many, which has `{n}` for the count."""
        return self._filled(code, self._texts.ngettext(code, code, count), {"n": count, **fields})

    def number(self, value: float, digits: int | None = None) -> str:
        """A number as the language writes it. Without `digits`: whole from 100 up, else two figures that matter.

        >>> [Words("en").number(x) for x in (1250, 1250.4, 12.34, 0.256, -3, 2.0)]
        ['1,250', '1,250', '12.3', '0.26', '−3', '2']
        """
        if not math.isfinite(value):
            return "–"
        places = digits if digits is not None else _places(value)
        written = f"{abs(value):,.{places}f}"
        negative = value < 0 and any(char in "123456789" for char in written)
        return (_MINUS if negative else "") + written.translate(_SEPARATORS[self.lang])

    def signed(self, value: float, digits: int | None = None) -> str:
        """A change: always with its sign, except 0."""
        written = self.number(value, digits)
        return f"+{written}" if value > 0 and any(char in "123456789" for char in written) else written

    def percent(self, share: float) -> str:
        """A share from 0 to 1 in whole per cents."""
        return self.say("core.percent", value=self.number(100 * share, 0))

    def date(self, day: date) -> str:
        """A date in full: 7 March 2025."""
        month = self.say(f"core.month.{day.month}")
        return self.say("core.date", day=str(day.day), month=month, year=str(day.year))

    def listed(self, things: Iterable[str]) -> str:
        """Things in a row: a, b and c."""
        *first, last = list(things) or [""]
        return self.say("core.and", first=", ".join(first), last=last) if first else last

    def odds(
        self, chance: float, yardstick: Sequence[Yard] = (), low: float | None = None, high: float | None = None
    ) -> str:
        """Odds in words, as a natural frequency, and with their interval: unlikely, about 1 in 4 (20–35%).

        `yardstick` is the rules' own, whose gaps are intentional: a chance in a gap is called by the band nearest to
        the frequency that is said, so that both say the same.
        """
        said = self._frequency(chance)
        if low is not None and high is not None:
            edges = f"{self.number(100 * low, 0)}–{self.number(100 * high, 0)}"
            said = self.say("core.odds.interval", odds=said, interval=self.say("core.percent", value=edges))
        if not yardstick:
            return said
        part, whole = _fraction(chance)
        spoken = chance if any(each.low <= chance <= each.high for each in yardstick) else part / whole
        band = min(yardstick, key=lambda each: max(each.low - spoken, spoken - each.high, 0.0))
        return self.say("core.odds.words", words=band.words.say(self.lang), odds=said)

    def casualties(self, count: int) -> str:
        """People killed or hurt, as a band: none, 1–5, 6–20, 21–100, over 100."""
        return self.say(casualty_band(count))

    def _frequency(self, chance: float) -> str:
        if chance < 0.005:
            return self.say("core.odds.below", part="1", whole="100")
        if chance > 0.995:
            return self.say("core.odds.above", part="99", whole="100")
        part, whole = _fraction(chance)
        return self.say("core.odds.about", part=str(part), whole=str(whole))

    def _filled(self, code: str, template: str, fields: dict[str, Field]) -> str:
        if template == code:
            self.missing.add(code)
            return f"[{code}]"
        if "{" not in template:
            return template

        def fill(found: re.Match[str]) -> str:
            value = fields.get(found[1])
            if value is None:
                self.missing.add(f"{code}{found[0]}")
                return found[0]
            written = self._written(value)
            inside = found[1] in NAMED and _INSIDE.search(template[: found.start()])
            return _ARTICLE.sub(lambda article: article[0].lower(), written) if inside else written

        return _FIELD.sub(fill, template)

    def _written(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, date):
            return self.date(value)
        return self.number(value)


def casualty_band(count: int) -> str:
    """The code of a casualty band.

    >>> [casualty_band(count).rpartition(".")[2] for count in (0, 1, 5, 6, 100, 101)]
    ['none', 'few', 'few', 'some', 'many', 'mass']
    """
    band = next((name for most, name in _CASUALTIES if count <= most), "mass")
    return f"core.casualties.{band}"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(lang: str) -> gettext.GNUTranslations:
    """Every room's catalogue of one language as one, read once."""
    merged = polib.POFile()
    merged.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    for path in sorted((assets_dir() / "locale" / lang).glob("*.po")):
        merged.extend(polib.pofile(str(path), encoding="utf-8"))
    return gettext.GNUTranslations(io.BytesIO(merged.to_binary()))


def _places(value: float) -> int:
    """Decimals that give two figures, and none from 100 up or for a whole number."""
    if isinstance(value, int) or float(value).is_integer() or abs(value) >= 100:
        return 0
    return 1 if abs(value) >= 1 else 2


def _fraction(chance: float) -> tuple[int, int]:
    """The spoken frequency nearest to a chance."""
    within = min(0.995, max(0.005, chance))
    return min(_FRACTIONS, key=lambda each: abs(_logit(within) - _logit(each[0] / each[1])))


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
