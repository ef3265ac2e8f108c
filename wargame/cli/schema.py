"""`wargame schema`: what an editor needs to complete and explain documents, and the authoring reference."""

from pathlib import Path
from typing import Annotated

import typer

from wargame.errors import InputError


def schema(
    kind: Annotated[
        str | None, typer.Argument(metavar="[KIND]", help="scenario, map, rules, forces, doctrine or injects; all.")
    ] = None,
    reference: Annotated[
        bool, typer.Option("--reference", help="The authoring reference in Markdown instead.")
    ] = False,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write files there instead of printing.")] = None,
) -> None:
    """Print or write the JSON Schema of a kind of document, or the authoring reference."""
    from wargame.cli.options import one_of, out_folder
    from wargame.scenario.shapes import KINDS

    one_of("KIND", kind, tuple(KINDS))
    if reference:
        from wargame.scenario.authoring.reference import pages

        if kind is not None:
            raise InputError("option-clash", "--reference is about every kind; leave KIND out")
        files = pages()
    else:
        from wargame.scenario.authoring.schema import schema_text

        files = {f"{each}.json": schema_text(each) for each in ([kind] if kind else KINDS)}
    if out is None:
        if not reference and kind is None:
            raise InputError("option-needed", "name a KIND, or a folder for all of them with --out DIR")
        typer.echo("\n".join(text.rstrip("\n") for text in files.values()))
        return
    folder = out_folder(out)
    from wargame.scenario.authoring.edits import write_whole

    for name, text in files.items():
        write_whole(folder / name, text)
        typer.echo(str(folder / name))
