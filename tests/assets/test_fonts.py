import pygame
import pytest

from wargame.places import assets_dir

STYLES = ["Regular", "Medium", "SemiBold", "Bold", "Italic"]
UKRAINIAN = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя’"
RUSSIAN = "ЁЪЫЭёъыэ"
WEST = "ÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÓÔÖØÚÛÜàáâäåæçèéêëíîïñóôöøúûüßĳŁłŻżŹźŚśĄąĘęČčŠšŽžĂăȚțȘșŐőŰű"
SIGNS = "✓✗▲▼▶◀●○■□◆◇★☆→←↑↓↔↗↘↩↵⇧•–—…€₴×−±≥≤≈≠∞°·№½¼¾²³‘’“”„«»‹›⚠①②③"
PRINTABLE = "".join(chr(code) for code in range(0x20, 0x7F))


@pytest.fixture(scope="module")
def fonts():
    pygame.font.init()
    return {style: pygame.font.Font(assets_dir() / "fonts" / f"Inter-{style}.ttf", 40) for style in STYLES}


def drawn(font, text):
    return pygame.image.tobytes(font.render(text, antialias=True, color="white"), "RGBA")


@pytest.mark.parametrize("style", STYLES)
def test_a_font_has_every_character_the_game_shows(fonts, style):
    wanted = PRINTABLE + UKRAINIAN + RUSSIAN + WEST + SIGNS
    box = drawn(fonts[style], "\ue123")
    assert [c for c in wanted if drawn(fonts[style], c) == box] == []
    assert drawn(fonts[style], "漢") == box  # so the check above can fail


def test_a_missing_character_shows(fonts):
    assert any(drawn(fonts["Regular"], "漢"))


def test_styles_are_different_fonts(fonts):
    assert len({drawn(font, "Rag 123") for font in fonts.values()}) == len(STYLES)
    ink = [sum(drawn(fonts[style], "Ceasefire line")[3::4]) for style in ("Regular", "Medium", "SemiBold", "Bold")]
    assert ink == sorted(ink)


def test_two_signs_stay_two_signs(fonts):
    arrow = fonts["Regular"].render("->", antialias=True, color="white")
    parts = [fonts["Regular"].render(c, antialias=True, color="white").get_width() for c in "->"]
    assert arrow.get_width() >= sum(parts) - 4


def test_the_licence_lies_beside_the_fonts():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (assets_dir() / "fonts" / "OFL.txt").read_text(encoding="utf-8")
