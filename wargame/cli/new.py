"""`wargame new`: a scenario to go on from, asked for in a few questions or by options alone."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import one_of, overrides
from wargame.errors import InputError


def new(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The file to write: its name becomes the id.")],
    title: Annotated[str | None, typer.Option(help="What people call it.", show_default=False)] = None,
    title_nl: Annotated[str | None, typer.Option(help="The same in Dutch.", show_default=False)] = None,
    base: Annotated[
        str | None,
        typer.Option(help="basic: a line and forces of your own; extends: a change to a scenario.", show_default=False),
    ] = None,
    extends: Annotated[
        str | None, typer.Option(metavar="SCENARIO", help="The scenario to extend; implies --base extends.")
    ] = None,
    assumption: Annotated[str | None, typer.Option(help="The one thing that is different.")] = None,
    assumption_nl: Annotated[str | None, typer.Option(help="The same in Dutch.")] = None,
    change: Annotated[
        list[str] | None, typer.Option(metavar="PATH=VALUE", help="A value that is different; repeatable.")
    ] = None,
    sectors: Annotated[int, typer.Option(help="Sectors of a new line, 6 to 64.")] = 6,
    side: Annotated[list[str] | None, typer.Option(metavar="NAME", help="The two sides; give it twice.")] = None,
    schema: Annotated[bool, typer.Option(help="Also write the schemas that editors complete with.")] = True,
) -> None:
    """Write a new scenario that passes `wargame check`. Asks for what is missing if there is somebody to ask."""
    one_of("--base", base, ("basic", "extends"))
    if extends is not None and base == "basic":
        raise InputError("option-clash", "--base basic has nothing to do with --extends")
    if side is not None and len(side) != 2:
        raise InputError("option-shape", f"--side is given {len(side)} times; a line has two sides")
    from wargame.places import scenarios_dir
    from wargame.scenario import check, render_issues
    from wargame.scenario.authoring.scaffold import Plan, planned, write

    file = planned(path)
    asking = sys.stdin.isatty()
    if base is None and extends is None:
        question = "A line of your own (basic), or one change to a scenario (extends)?"
        base = typer.prompt(question, "basic") if asking else "basic"
        one_of("--base", base, ("basic", "extends"))
    if base == "extends" and extends is None:
        if not asking:
            raise InputError("option-needed", "--base extends needs --extends SCENARIO")
        extends = typer.prompt("Which scenario?", "moderate")
    title = title or (typer.prompt("Title?", file.stem) if asking else file.stem.replace("-", " ").capitalize())
    if extends is not None and assumption is None and asking:
        assumption = typer.prompt("What is the one thing that is different?", "") or None
    if extends is None and side is None and asking:
        side = [typer.prompt("First side?", "Northland"), typer.prompt("Second side?", "Southland")]
    plan = Plan(
        file, title, title_nl or "", _file_of(extends), assumption or "", assumption_nl or "",
        overrides(change, "--change"), sectors, tuple(side or ("Northland", "Southland")),
        schema and not file.resolve().is_relative_to(scenarios_dir().resolve()),
    )  # fmt: skip
    documents = [written for written in write(plan) if written.suffix == ".yaml"]
    issues = check([file])
    if any(issue.severity == "error" for issue in issues):
        typer.echo(render_issues(issues))
        for written in documents:  # what was asked for makes no scenario: nothing is left in the way of the next try
            written.unlink(missing_ok=True)
        raise typer.Exit(2)
    for written in documents:
        typer.echo(str(written))
    typer.echo(render_issues(issues))


def _file_of(name: str | None) -> str:
    """`moderate` is `moderate.yaml`."""
    if name is None:
        return ""
    return name if name.endswith((".yaml", ".yml")) else f"{name}.yaml"
