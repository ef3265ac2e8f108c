"""`wargame report`: the after-action review and hotwash sheet of an exercise."""

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import LANGUAGES, one_of, out_folder


def report(
    file: Annotated[Path, typer.Argument(metavar="FILE.wargame")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder that the report goes to.")],
    role: Annotated[str | None, typer.Option(help="Only what that role may see.")] = None,
    lang: Annotated[str | None, typer.Option(help="en or nl; the exercise's own if left out.")] = None,
) -> None:
    """Write the debrief: pages that open in any browser, and the data behind them."""
    one_of("--lang", lang, LANGUAGES)
    from wargame.report import write

    for path in write(file, out_folder(out), role=role, lang=lang):
        typer.echo(str(path))
