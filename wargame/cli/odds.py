"""`wargame odds`: what may come next under the orders given, as a distribution."""

import json
from typing import Annotated

import typer

from wargame.cli.options import at_least


def odds(
    target: Annotated[str, typer.Argument(metavar="FILE.wargame|SCENARIO")],
    role: Annotated[str | None, typer.Option(help="As that role sees it; control's view if left out.")] = None,
    turn: Annotated[int | None, typer.Option(help="From that turn on; the last one if left out.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of the estimate, never the game's own luck.")] = 1,
    worlds: Annotated[int, typer.Option(help="Number of rollouts.")] = 2000,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Estimate what comes next: a staff estimate, not a forecast."""
    at_least("--turn", turn, 0)
    at_least("--seed", seed, 0)
    at_least("--worlds", worlds, 1)
    from wargame.analysis import odds as estimate

    found = estimate(target, role=role, turn=turn, seed=seed, worlds=worlds)
    typer.echo(json.dumps(found.to_json(), indent=2) if as_json else found.table())
