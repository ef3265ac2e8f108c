"""`wargame msel`: the list of events as a table for a spreadsheet, and back."""

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import one_of
from wargame.errors import InputError

msel = typer.Typer(
    help="The list of events (MSEL) as a table for a spreadsheet, and back.", no_args_is_help=True,
    rich_markup_mode=None, add_completion=False,
)  # fmt: skip
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


@msel.command("export")
def export_msel(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A shipped scenario's name, or a file.")],
    out: Annotated[Path, typer.Option(metavar="FILE.csv", help="The table to write.")],
    separator: Annotated[str, typer.Option(help="comma, semicolon or tab.")] = "comma",
) -> None:
    """Write a scenario's injects as a CSV table, one row an inject."""
    one_of("--separator", separator, tuple(SEPARATORS))
    from wargame.scenario import load
    from wargame.scenario.authoring.edits import write_whole
    from wargame.scenario.authoring.msel import to_table

    injects = load(scenario).injects
    write_whole(out, to_table(injects, SEPARATORS[separator]))
    typer.echo(f"{out}: {len(injects)} injects")


@msel.command("import")
def import_msel(
    table: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A table as `wargame msel export` writes it.")],
    into: Annotated[Path, typer.Option(metavar="FILE.yaml", help="The injects document to write or renew.")],
) -> None:
    """Make an injects document of a CSV table; of one that exists, only the list of injects is replaced."""
    from wargame.scenario.authoring.edits import read_text, write_whole
    from wargame.scenario.authoring.msel import from_table, into_document
    from wargame.scenario.find import SUFFIXES
    from wargame.scenario.yamltree import read_tree

    if into.suffix not in SUFFIXES:
        raise InputError("option-shape", f"--into {into}: it must be a .yaml file")
    injects = from_table(table)
    before, mark = read_text(into) if into.exists() else ("", False)
    root = read_tree(before).root if before else None
    kind = root.child("kind") if root else None
    if before and (kind is None or kind.value != "injects"):
        raise InputError("wrong-kind", "this is no document of kind injects", hint="name another file", place=str(into))
    name = "".join(c if c.isalnum() and c.isascii() else "-" for c in into.stem.lower()).strip("-") or "injects"
    write_whole(into, into_document(injects, name, before), mark=mark)
    typer.echo(f"{into}: {len(injects)} injects. Now `wargame check` the scenario that names it.")
