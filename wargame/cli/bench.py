"""`wargame bench`: every speed figure beside the control it is measured against."""

import json
from typing import Annotated

import typer


def bench(
    ui: Annotated[bool, typer.Option("--ui", help="The screens too.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Smaller sizes, rougher figures.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Measure; a goal that is missed is shown as missed."""
    from wargame.analysis.bench import run

    figures = run(ui=ui, quick=quick)
    if as_json:
        names = ("id", "name", "value", "unit", "beside", "must", "moonshot", "holds")
        typer.echo(json.dumps([{name: getattr(figure, name) for name in names} for figure in figures], indent=2))
        return
    for figure in figures:
        verdict = "holds" if figure.holds else "MISSED"
        typer.echo(f"{figure.id:>4}  {figure.name}: {figure.value:.3g} {figure.unit} (beside {figure.beside})")
        typer.echo(f"      must {figure.must}, moonshot {figure.moonshot}: {verdict}")
