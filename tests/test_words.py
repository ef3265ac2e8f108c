"""Words: every code in every language, with the same fields, and numbers as each language writes them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.errors import InputError
from wargame.places import assets_dir
from wargame.words import LANGUAGES, Words, casualty_band

LOCALE = assets_dir() / "locale"
ROOMS = sorted({path.name for lang in LANGUAGES for path in (LOCALE / lang).glob("*.po")})
FIELD = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Said:
    text: str

    def say(self, lang: str) -> str:
        return f"{self.text} {lang}"


@dataclass(frozen=True)
class Band:
    low: float
    high: float
    words: Said


YARDSTICK = (Band(0, 0.05, Said("remote")), Band(0.25, 0.35, Said("unlikely")), Band(0.95, 1, Said("certain")))


def entries(path: Path) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(path), encoding="utf-8")}


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("room", ROOMS)
def test_languages_say_the_same_codes_with_the_same_fields(room: str) -> None:
    english, dutch = (entries(LOCALE / lang / room) for lang in LANGUAGES)
    assert english.keys() == dutch.keys()
    for code, entry in english.items():
        other = dutch[code]
        assert (entry.msgid_plural or code) == (other.msgid_plural or code) == code
        assert {frozenset(FIELD.findall(text)) for text in texts(entry)} == {
            frozenset(FIELD.findall(text)) for text in texts(other)
        }
        assert all(text.strip() for text in (*texts(entry), *texts(other)))
        assert len(texts(entry)) == len(texts(other)) == (2 if entry.msgid_plural else 1)


@pytest.mark.parametrize("room", ROOMS)
def test_codes_and_fields_are_well_formed(room: str) -> None:
    for lang in LANGUAGES:
        for code, entry in entries(LOCALE / lang / room).items():
            assert re.fullmatch(r"[a-z0-9_-]+(\.[a-zA-Z0-9_-]+)+", code)
            for text in texts(entry):
                assert all(re.fullmatch(r"\{\w+\}", field) for field in FIELD.findall(text)), text
                assert text.count("{") == text.count("}") == len(FIELD.findall(text)), text


def test_a_code_stands_in_one_room_only() -> None:
    codes = Counter(code for room in ROOMS for code in entries(LOCALE / "en" / room))
    assert [code for code, count in codes.items() if count > 1] == []


def test_numbers_and_dates_are_written_as_each_language_writes_them() -> None:
    english, dutch = Words("en"), Words("nl")
    assert (english.number(1250), dutch.number(1250)) == ("1,250", "1.250")
    assert (english.number(12.34), dutch.number(12.34)) == ("12.3", "12,3")
    assert (english.number(-0.001, 1), english.signed(0.25), english.signed(-2)) == ("0.0", "+0.25", "−2")
    assert (english.date(date(2025, 3, 7)), dutch.date(date(2025, 3, 7))) == ("7 March 2025", "7 maart 2025")
    assert (english.percent(0.256), english.number(float("nan"))) == ("26%", "–")
    assert (english.listed(["a", "b", "c"]), dutch.listed(["a", "b"]), english.listed([])) == (
        "a, b and c",
        "a en b",
        "",
    )


def test_fields_are_filled_in_the_language() -> None:
    assert Words("nl").n("core.days", 1250) == "1.250 dagen"
    assert Words("en").n("core.days", 1) == "1 day"
    assert Words("nl").say("core.date", day="1", month="mei", year="2025") == "1 mei 2025"


def test_what_nobody_wrote_is_shown_in_brackets_and_remembered() -> None:
    words = Words("en")
    assert words.say("core.nothing") == "[core.nothing]"
    assert words.say("core.and", first="a") == "a and {last}"
    assert words.missing == {"core.nothing", "core.and{last}"}
    assert not words.has("core.nothing")
    assert words.has("core.and")


def test_an_unknown_language_is_an_input_error() -> None:
    with pytest.raises(InputError, match="klingon"):
        Words("klingon")


def test_a_field_is_never_read_as_a_template() -> None:
    words = Words("en")
    assert words.say("core.and", first="{last}", last="{0.__class__}") == "{last} and {0.__class__}"
    assert not words.missing


def test_odds_come_in_words_as_a_frequency_and_with_their_interval() -> None:
    words = Words("en")
    assert words.odds(0.27, YARDSTICK, 0.2, 0.35) == "unlikely en, about 1 in 4 (20–35%)"
    assert Words("nl").odds(0.5) == "ongeveer 1 op 2"
    assert words.odds(0) == "less than 1 in 100"
    assert words.odds(1, YARDSTICK) == "certain en, more than 99 in 100"


@given(st.floats(0, 1), st.floats(0, 1))
def test_higher_odds_are_never_said_to_be_lower(one: float, other: float) -> None:
    words = Words("en")
    low, high = sorted((one, other))

    def said(chance: float) -> float:
        part, whole = re.findall(r"\d+", words.odds(chance))
        return int(part) / int(whole)

    assert said(low) <= said(high) or words.odds(high).startswith("more")


@given(st.integers(0, 10_000))
def test_more_casualties_are_never_in_a_lower_band(count: int) -> None:
    order = ["none", "few", "some", "many", "mass"]
    band, more = (casualty_band(n).rpartition(".")[2] for n in (count, count + 1))
    assert order.index(band) <= order.index(more)
    assert Words("nl").casualties(count) not in {"", f"[{casualty_band(count)}]"}


def test_a_number_goes_back_to_what_it_was() -> None:
    for value in (0, 7, 1250, 1_234_567):
        assert int(Words("en").number(value).replace(",", "")) == value
        assert int(Words("nl").number(value).replace(".", "")) == value
