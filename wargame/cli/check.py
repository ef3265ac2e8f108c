"""`wargame check`: every problem of a document, with its place and the way out."""

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import one_of
from wargame.errors import InputError


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH...]", help="Files, folders or scenario names; everything shipped if left out."),
    ] = None,
    format: Annotated[str, typer.Option(help="text or json.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count too.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="First repair what can be repaired safely; shows it.")] = False,
) -> None:
    """Validate and lint documents. Exit 0 clean, 1 warnings with --strict, 2 errors."""
    one_of("--format", format, ("text", "json"))
    from wargame.places import scenarios_dir
    from wargame.scenario import checked, render_issues
    from wargame.scenario.resolved import shares

    if fix:
        _repair([str(path) for path in paths] if paths else [str(scenarios_dir())], as_json=format == "json")
    found = checked([Path(path) for path in paths] if paths else [scenarios_dir()])
    typer.echo(render_issues(found.issues, format=format))
    severities = {issue.severity for issue in found.issues}
    if format == "text" and "error" not in severities:
        typer.echo(shares(found.bases))
    if "error" in severities:
        raise typer.Exit(2)
    if strict and severities:
        raise typer.Exit(1)


def _repair(paths: list[str], *, as_json: bool) -> None:
    """Make the safe repairs; the difference goes where it doesn't mix with JSON."""
    from wargame.scenario.authoring.edits import diff, read_text, write_whole
    from wargame.scenario.authoring.fix import files_to_fix, fixed

    for path, name in files_to_fix(paths):
        try:
            text, mark = read_text(path)
        except InputError:
            continue  # `check` says what is wrong with it
        after, edits = fixed(text, name)
        if edits:
            write_whole(path, after, mark=mark)
            typer.echo(diff(path.name, text, after), err=as_json)
