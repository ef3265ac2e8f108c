"""`wargame check`: every problem of a document, with its place and the way out."""

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import one_of


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH...]", help="Files, folders or scenario names; everything shipped if left out."),
    ] = None,
    format: Annotated[str, typer.Option(help="text or json.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count too.")] = False,
) -> None:
    """Validate and lint documents. Exit 0 clean, 1 warnings with --strict, 2 errors."""
    one_of("--format", format, ("text", "json"))
    from wargame.places import scenarios_dir
    from wargame.scenario import check as find_issues
    from wargame.scenario import render_issues

    issues = find_issues([Path(path) for path in paths] if paths else [scenarios_dir()])
    typer.echo(render_issues(issues, format=format))
    severities = {issue.severity for issue in issues}
    if "error" in severities:
        raise typer.Exit(2)
    if strict and severities:
        raise typer.Exit(1)
