"""`wargame list`: the scenarios that come with the game."""

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import LANGUAGES, one_of
from wargame.errors import InputError

FAMILIES = {
    "base": ("Base cases", "Basisscenario's"), "tutorial": ("To learn it", "Om het te leren"),
    "excursion": ("Excursions: one assumption changed", "Uitstapjes: één aanname veranderd"),
    "twin": ("Fictional twins", "Fictieve tweelingen"),
    "reference": ("Other lines, for comparison", "Andere lijnen, ter vergelijking"),
}  # fmt: skip
"""Family -> its heading in English and in Dutch."""


def list_scenarios(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="A folder of your own; the shipped ones if left out.")
    ] = None,
    lang: Annotated[str, typer.Option(help="en or nl.")] = "en",
) -> None:
    """List scenarios by family: name, title, and for each session its length and people."""
    one_of("--lang", lang, LANGUAGES)
    from wargame.scenario import list_scenarios as listings

    if folder is not None and not folder.is_dir():
        raise InputError("no-such-folder", f"there is no folder {folder}")

    family = ""
    for listing in listings(folder):  # family by family
        if listing.family != family:
            family = listing.family
            typer.echo(f"{FAMILIES[family][lang == 'nl']}:")
        typer.echo(f"{listing.id}: {listing.title.say(lang)}")
        for session in listing.sessions:
            people = "-".join(map(str, session.people))
            turns = "1 turn" if session.turns == 1 else f"{session.turns} turns"
            length = f"{session.minutes} minutes, {turns}"
            typer.echo(f"    {session.name.say(lang)}: {length}, {people} people")
