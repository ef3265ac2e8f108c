"""`wargame list`: the scenarios that come with the game."""

from typing import Annotated

import typer

from wargame.cli.options import LANGUAGES, one_of


def list_scenarios(
    lang: Annotated[str, typer.Option(help="en or nl.")] = "en",
) -> None:
    """List the shipped scenarios: name, title, and for each session its length and people."""
    one_of("--lang", lang, LANGUAGES)
    from wargame.scenario import list_scenarios as listings

    for listing in listings():
        typer.echo(f"{listing.id}: {listing.title.say(lang)}")
        for session in listing.sessions:
            people = "-".join(map(str, session.people))
            length = f"{session.minutes} minutes, {session.turns} turns"
            typer.echo(f"    {session.name.say(lang)}: {length}, {people} people")
