"""The table of commands. Each file beside this one holds one; it imports its rooms only when it runs.

None of them has `from __future__ import annotations`: typer would compile every annotation again, at each start.
"""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from wargame import __version__
from wargame.cli.bench import bench
from wargame.cli.check import check
from wargame.cli.doctor import doctor
from wargame.cli.migrate import migrate
from wargame.cli.msel import msel
from wargame.cli.new import new
from wargame.cli.odds import odds
from wargame.cli.play import play
from wargame.cli.replay import replay
from wargame.cli.report import report
from wargame.cli.rules import rules
from wargame.cli.run import run
from wargame.cli.scenarios import list_scenarios
from wargame.cli.schema import schema


class _Group(TyperGroup):
    """Commands in the order of the table below; a reader who left is `main`'s business."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as left:
            raise BrokenPipeError from left  # without the `errno` by which typer would take it for a failed check


app = typer.Typer(
    cls=_Group,
    help="A tabletop-exercise engine for ceasefire lines. Educational: it forecasts nothing.",
    epilog="Exit status: 0 done, 1 a check did not hold, 2 wrong input, 3 our bug. "
    "Environment: WARGAME_EXERCISES is the folder for exercise files; WARGAME_CACHE the one for what can be made again "
    "(empty: none).",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich would double the time that --help takes
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"wargame {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


app.command()(play)
app.command("list")(list_scenarios)
app.command()(run)
app.command()(odds)
app.command()(check)
app.command()(rules)
app.command()(new)
app.command()(schema)
app.add_typer(msel, name="msel")
app.command()(migrate)
app.command()(replay)
app.command()(report)
app.command()(doctor)
app.command()(bench)
