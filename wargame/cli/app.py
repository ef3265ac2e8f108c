"""The table of commands. Each file beside this one holds one; it imports its rooms only when it runs, and is itself
imported only when it is asked for: `--help` shows the table as it stands here.

None of them has `from __future__ import annotations`: typer would compile every annotation again, at each start.
"""

from collections.abc import Iterator, MutableMapping
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from wargame import __version__

COMMANDS = {
    "play": "Play; without SCENARIO or FILE the start screen opens.",
    "list": "List scenarios by family: name, title, and for each session its length and people.",
    "run": "Run a scenario with a doctrine in every seat.",
    "odds": "Estimate what comes next: a staff estimate, not a forecast.",
    "check": "Validate and lint documents.",
    "rules": "Show the rules of a scenario as they come out of all its files.",
    "new": "Write a new scenario that passes `wargame check`.",
    "schema": "Print or write the JSON Schema of a kind of document, or the authoring reference.",
    "msel": "The list of events (MSEL) as a table for a spreadsheet, and back.",
    "migrate": "Bring documents of an older format up to today's, comments and layout kept.",
    "replay": "Work an exercise out again; name the first turn and quantity that differ.",
    "report": "Write the debrief: pages that open in any browser, and the data behind them.",
    "doctor": "Look at what playing needs on this machine.",
    "bench": "Measure; a goal that is missed is shown as missed.",
}
"""Name -> what `--help` says of it, which is how the command's own help begins."""


def _function(name: str) -> Any:  # noqa: C901, PLR0912 (a table, in the only form whose imports can be checked)
    """The function of a command, from a file that is read only now."""
    match name:
        case "play":
            from wargame.cli.play import play

            return play
        case "list":
            from wargame.cli.scenarios import list_scenarios

            return list_scenarios
        case "run":
            from wargame.cli.run import run

            return run
        case "odds":
            from wargame.cli.odds import odds

            return odds
        case "check":
            from wargame.cli.check import check

            return check
        case "rules":
            from wargame.cli.rules import rules

            return rules
        case "new":
            from wargame.cli.new import new

            return new
        case "schema":
            from wargame.cli.schema import schema

            return schema
        case "msel":
            from wargame.cli.msel import msel

            return msel
        case "migrate":
            from wargame.cli.migrate import migrate

            return migrate
        case "replay":
            from wargame.cli.replay import replay

            return replay
        case "report":
            from wargame.cli.report import report

            return report
        case "doctor":
            from wargame.cli.doctor import doctor

            return doctor
        case "bench":
            from wargame.cli.bench import bench

            return bench
        case _:
            raise KeyError(name)


class _Commands(MutableMapping[str, Any]):
    """The commands by name, each made when it is first looked up."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            one = found = _function(name)
            if not isinstance(found, typer.Typer):
                one = typer.Typer(add_completion=False, rich_markup_mode=None)
                one.command(name)(found)
            self._made[name] = get_command(one)
            self._made[name].name = name
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Group(TyperGroup):
    """Commands in the order of the table above; a reader who left is `main`'s business."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self.commands = _Commands()

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 (as the library asks it)
        """The command of that name, or None."""
        return self.commands[cmd_name] if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """The table, without a look at the commands themselves."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

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
