"""`wargame rules`: what the rules of a scenario come to, number by number or as a picture."""

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import LANGUAGES, one_of, write_out
from wargame.errors import InputError


def rules(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A file, or the name of a shipped scenario.")],
    resolved: Annotated[
        bool, typer.Option("--resolved", help="Every number: value, range, unit, basis, source, file and line.")
    ] = False,
    diagram: Annotated[bool, typer.Option("--diagram", help="The causal diagram as Mermaid text.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file instead of the screen.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    lang: Annotated[str, typer.Option(help="en or nl: names in the diagram.")] = "en",
) -> None:
    """Show the rules of a scenario as they come out of all its files. Exit 0, or 2 if it has errors."""
    one_of("--lang", lang, LANGUAGES)
    if resolved == diagram:
        raise InputError("option-choice", "ask for one thing: --resolved or --diagram")
    import json
    from dataclasses import asdict

    from wargame.scenario import load
    from wargame.scenario.diagram import mermaid
    from wargame.scenario.resolved import BASES, bases, shares
    from wargame.scenario.resolved import resolved as numbers_of

    loaded = load(scenario)
    if diagram:
        drawn = mermaid(loaded, lang)
        text = json.dumps({"scenario": loaded.id, "mermaid": drawn}, ensure_ascii=False) if as_json else drawn
    else:
        numbers = numbers_of(loaded)
        counts = bases(numbers)
        if as_json:
            share = {basis: counts[basis] for basis in BASES}
            values = [asdict(number) for number in numbers]
            text = json.dumps({"scenario": loaded.id, "bases": share, "values": values}, ensure_ascii=False, indent=1)
        else:
            text = "\n".join([*map(str, numbers), shares(counts)])
    write_out(out, text.rstrip("\n"))
