"""`wargame replay`: works every state of an exercise out again and compares."""

from pathlib import Path
from typing import Annotated

import typer

from wargame.errors import NotHeld


def replay(
    file: Annotated[Path, typer.Argument(metavar="FILE.wargame")],
    verify: Annotated[bool, typer.Option("--verify", help="Exit 1 if anything differs.")] = False,
) -> None:
    """Work an exercise out again; name the first turn and quantity that differ from what was recorded."""
    from wargame.exercise import verify as work_out_again

    result = work_out_again(file)
    if verify and not result.ok:
        raise NotHeld(result.message)
    typer.echo(result.message)
