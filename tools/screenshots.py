"""Pictures of every screen, in every language and size, and one contact sheet per language and size.

    python tools/screenshots.py --out DIR [--lang en] [--size 1280x720] [--screen desk] [--scale 100] [--theme desk]
        [--scenario moderate]

Headless: no window opens. Ends with status 1 if some text on some screen did not fit, or has no words in a language.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

from wargame.scenario import load
from wargame.ui.app import App
from wargame.ui.models.setup import Draft
from wargame.ui.models.start import StartOwn, first_seat
from wargame.ui.preferences import LANGUAGES, Preferences
from wargame.ui.screens import SCREENS, screen_of
from wargame.ui.session import Session
from wargame.ui.staging import SCENARIO, begin, stage

SIZES = ((1280, 720), (1600, 900), (1920, 1080))
THUMB = (640, 360)
ACROSS = 3
MARGIN = 12


def picture(
    screen: str, lang: str, size: tuple[int, int], scale: float, theme: str, folder: Path, scenario: str = SCENARIO
) -> tuple[pygame.Surface, list[str]]:
    """One screen, and what is wrong with it."""
    session = Session(folder, Preferences(lang, theme, scale))
    session.room = (round(size[0] / scale), round(size[1] / scale))
    found_scenario = load(scenario)
    if screen == "turn_zero":
        begin(session, name=scenario)
    elif screen == "start":
        session.own("start", StartOwn).chosen = scenario
    elif screen == "setup":
        session.own("setup", lambda: Draft.of(found_scenario, session))
    else:
        first, other = first_seat(found_scenario), found_scenario.document.sides[1].role
        stage(session, people=(first, other) if screen == "curtain" else (first,), name=scenario)
    found = screen_of(screen)
    found.session = session
    found.demo(session)
    session.toasts = []
    app = App(size, session)
    surface = pygame.Surface(size)
    app.draw(surface, force=True)
    wrong = [f"cut: {text}" for text in app.ui.overflows()] if scale <= 1 else []
    wrong += [f"no words: {code}" for code in sorted(session.words.missing)]
    session.close()
    return surface, wrong


def sheet(pictures: list[pygame.Surface]) -> pygame.Surface:
    """All pictures of one language and size, small, side by side."""
    rows = -(-len(pictures) // ACROSS)
    whole = pygame.Surface((ACROSS * (THUMB[0] + MARGIN) + MARGIN, rows * (THUMB[1] + MARGIN) + MARGIN))
    whole.fill((90, 96, 104))
    for number, each in enumerate(pictures):
        row, column = divmod(number, ACROSS)
        small = pygame.transform.smoothscale(each, THUMB)
        whole.blit(small, (MARGIN + column * (THUMB[0] + MARGIN), MARGIN + row * (THUMB[1] + MARGIN)))
    return whole


def main() -> int:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lang", choices=LANGUAGES, action="append")
    parser.add_argument("--size", action="append")
    parser.add_argument("--screen", choices=SCREENS, action="append")
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--theme", default="desk")
    parser.add_argument("--scenario", default=SCENARIO)
    asked = parser.parse_args()
    sizes = [tuple(int(part) for part in size.split("x")) for size in asked.size or ()] or list(SIZES)
    asked.out.mkdir(parents=True, exist_ok=True)
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((64, 64))
    bad = 0
    for lang in asked.lang or LANGUAGES:
        for size in sizes:
            pictures = []
            for screen in asked.screen or SCREENS:
                with tempfile.TemporaryDirectory() as folder:
                    surface, wrong = picture(
                        screen, lang, (size[0], size[1]), asked.scale / 100, asked.theme, Path(folder), asked.scenario
                    )
                name = f"{screen}_{lang}_{size[0]}x{size[1]}.png"
                pygame.image.save(surface, str(asked.out / name))
                pictures.append(surface)
                for text in wrong:
                    print(f"{name}: {text}")
                bad += bool(wrong)
            pygame.image.save(sheet(pictures), str(asked.out / f"sheet_{lang}_{size[0]}x{size[1]}.png"))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
