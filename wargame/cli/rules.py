"""`wargame rules`: what the rules of a scenario come to, number by number or as a picture."""

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import LANGUAGES, one_of, out_folder, write_out
from wargame.errors import InputError


def rules(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A file, or the name of a shipped scenario.")],
    resolved: Annotated[
        bool, typer.Option("--resolved", help="Every number: value, range, unit, basis, source, file and line.")
    ] = False,
    diagram: Annotated[bool, typer.Option("--diagram", help="The causal diagram as Mermaid text.")] = False,
    pages: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write a page in Markdown for each mechanism there.")
    ] = None,
    booklet: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the booklet for adjudication by hand there: HTML, or .md."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file instead of the screen.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    lang: Annotated[str, typer.Option(help="en or nl: names in the diagram, and the booklet.")] = "en",
) -> None:
    """Show the rules of a scenario as they come out of all its files. Exit 0, or 2 if it has errors."""
    one_of("--lang", lang, LANGUAGES)
    if [resolved, diagram, pages is not None, booklet is not None].count(True) != 1:
        raise InputError("option-choice", "ask for one thing: --resolved, --diagram, --pages DIR or --booklet FILE")
    if pages is not None or booklet is not None:
        if out is not None or as_json:
            raise InputError("option-clash", "--pages and --booklet say themselves where to write; leave out the rest")
        for path in _written(scenario, pages, booklet, lang):
            typer.echo(str(path))
        return
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


def _written(scenario: str, pages: Path | None, booklet: Path | None, lang: str) -> list[Path]:
    """Write the pages or the booklet; returns the files."""
    from wargame.scenario import load

    if pages is not None:
        from wargame.report import rulepages

        return rulepages.write(load(scenario), out_folder(pages, "--pages"))
    from wargame.report.booklet import document

    if booklet is None:
        return []
    text = document(load(scenario), lang, as_markdown=booklet.suffix == ".md")
    write_out(booklet, text.rstrip("\n"), "--booklet")
    return [booklet]
