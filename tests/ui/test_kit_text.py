"""Text: nothing is dropped when it wraps, editing follows the keys, themes keep their contrast."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.ui.kit.charts import ticks
from wargame.ui.kit.editing import TextBuffer
from wargame.ui.kit.keys import parse_key
from wargame.ui.kit.look import Look
from wargame.ui.kit.multiline import wrap_spans
from wargame.ui.kit.text import Span, elide, lay_out, longest_word, wrap
from wargame.ui.kit.themes import (
    SHAPE_CONTRAST,
    TEXT_CONTRAST,
    THEMES,
    contrast,
    shape_pairs,
    text_pairs,
)

TEXTS = st.text(alphabet="abc ÀéЇжґ-–\n", max_size=60)


@given(TEXTS, st.integers(1, 20))
def test_wrapping_drops_no_letter_and_no_line_is_too_long(text: str, width: int) -> None:
    lines = wrap(text, width, len)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert all(len(line) <= width or len(line) == 1 for line in lines)


@given(TEXTS, st.integers(1, 20))
def test_field_lines_cover_the_text_once_and_in_order(text: str, width: int) -> None:
    spans = wrap_spans(text, width, len)
    covered = "".join(text[start:end] for start, end in spans)
    assert covered == text.replace("\n", "")
    assert all(len(text[start:end].rstrip()) <= width for start, end in spans)


@given(st.text(alphabet="ab c", max_size=30), st.integers(1, 12))
def test_elided_text_fits_and_says_so(text: str, width: int) -> None:
    shown, cut = elide(text, width, len)
    assert len(shown) <= width
    assert cut == (len(text) > width)
    assert cut or shown == text


def test_rich_lines_keep_every_word_in_its_style() -> None:
    look = Look(THEMES["desk"])
    spans = [Span("one two ", "body"), Span("three four", "strong", icon="warning"), Span(" five", "body")]
    width = longest_word("three", lambda t: look.width(t, "strong")) + 40
    lines = lay_out(look, spans, width)
    words = [(word, piece.span.style) for line in lines for piece in line.pieces for word in piece.text.split()]
    assert words == [("one", "body"), ("two", "body"), ("three", "strong"), ("four", "strong"), ("five", "body")]
    assert all(line.width <= width for line in lines)
    assert sum(piece.first and bool(piece.span.icon) for line in lines for piece in line.pieces) == 1


@pytest.mark.parametrize("name", THEMES)
def test_every_text_role_can_be_read_on_every_surface(name: str) -> None:
    theme = THEMES[name]
    poor = {
        pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2)
        for pair in text_pairs()
        if contrast(theme[pair[0]], theme[pair[1]]) < TEXT_CONTRAST
    }
    assert poor == {}
    faint = [pair for pair in shape_pairs() if contrast(theme[pair[0]], theme[pair[1]]) < SHAPE_CONTRAST]
    assert faint == []


def test_a_role_that_does_not_exist_is_named_with_the_ones_that_do() -> None:
    with pytest.raises(KeyError, match=r"no-such-role.*primary"):
        THEMES["desk"]["no-such-role"]


def test_editing_with_selection_words_and_undo() -> None:
    buffer = TextBuffer("Дві бригади біля Києва")
    buffer.move_word(-1, select=True)
    assert buffer.selected == "Києва"
    buffer.insert("Львова")
    assert buffer.text == "Дві бригади біля Львова"
    buffer.to(3)
    buffer.delete(-1, word=True)
    assert buffer.text == " бригади біля Львова"
    assert buffer.undo()
    assert buffer.undo()
    assert buffer.text == "Дві бригади біля Києва"
    buffer.select_all()
    buffer.delete(1)
    assert buffer.text == ""
    assert not buffer.delete(-1)


@given(st.text(max_size=40), st.integers(0, 20))
def test_a_single_line_field_never_holds_a_line_break_or_more_than_its_limit(text: str, limit: int) -> None:
    buffer = TextBuffer("", limit=limit)
    buffer.insert(text)
    assert "\n" not in buffer.text
    assert len(buffer.text) <= limit
    assert 0 <= buffer.caret <= len(buffer.text)


@given(st.floats(0, 1e6), st.floats(0.001, 1e6))
def test_axis_marks_span_the_values_evenly(low: float, span: float) -> None:
    marks = ticks(low, low + span)
    assert marks[0] <= low
    assert marks[-1] >= low + span * 0.999999
    assert 2 <= len(marks) <= 9


def test_an_unknown_key_name_is_refused() -> None:
    with pytest.raises(ValueError, match="hyper"):
        parse_key("hyper+x")
