"""`wargame run`: many worlds of a scenario at once, or full exercises played out by doctrines."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.options import at_least, out_folder, overrides, pairs, read_orders
from wargame.errors import InputError

if TYPE_CHECKING:
    from wargame.simulate import Runs


def run(
    scenario: Annotated[
        str | None, typer.Argument(metavar="SCENARIO", help="A shipped scenario's name, or a file.", show_default=False)
    ] = None,
    worlds: Annotated[
        int | None,
        typer.Option(
            help="Parallel worlds (1000), with --live exercises (1), with --claims per arm (256).", show_default=False
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same result.")] = 1,
    turns: Annotated[int | None, typer.Option(help="Turns; the scenario's own number if left out.")] = None,
    dt_days: Annotated[int | None, typer.Option(help="Whole days per tick.")] = None,
    doctrine: Annotated[list[str] | None, typer.Option(metavar="ROLE=ID", help="Who plays how; repeatable.")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Another number.")] = None,
    orders: Annotated[Path | None, typer.Option(metavar="FILE", help="Orders to give (JSON).")] = None,
    live: Annotated[bool, typer.Option("--live", help="Play full exercises and leave their files in --out.")] = False,
    claims: Annotated[bool, typer.Option("--claims", help="Test the claims kept about it (about moderate).")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="With --claims: fewer worlds.")] = False,
    processes: Annotated[int, typer.Option(help="Worker processes; the result is the same.")] = 1,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Where CSV and NPZ, or the files, go.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    explain: Annotated[
        str | None, typer.Option(metavar="WORLD[:TURN[:TICK]]", help="Why one of these worlds went as it did.")
    ] = None,
    code: Annotated[str | None, typer.Option(help="With --explain: only events of this code.")] = None,
    quantity: Annotated[str | None, typer.Option(help="With --explain: only what this has to do with.")] = None,
) -> None:
    """Run a scenario with a doctrine in every seat. With --claims: exit 1 if one that must hold fails."""
    at_least("--worlds", worlds, 1)
    at_least("--seed", seed, 0)
    at_least("--turns", turns, 1)
    at_least("--dt-days", dt_days, 1)
    at_least("--processes", processes, 1)
    doctrines = pairs("--doctrine", doctrine, "ROLE=ID")
    changed = overrides(set_)
    given = read_orders(orders) if orders is not None else None
    if quick and not claims:
        raise InputError("option-clash", "--quick goes with --claims")
    if claims:
        if live or turns is not None or dt_days is not None or doctrine or set_ or orders is not None or explain:
            other = "--live, --turns, --dt-days, --doctrine, --set, --orders or --explain"
            raise InputError("option-clash", f"--claims can't be used with {other}")
        from wargame.cli.claims import print_ledger

        print_ledger(scenario or "moderate", worlds, seed, processes, out, as_json=as_json, quick=quick)
        return
    if scenario is None:
        raise InputError("no-scenario", "there is no scenario to run", hint="`wargame list` names them.")
    if explain is not None or code is not None or quantity is not None:
        if explain is None or live or out is not None or processes != 1:
            raise InputError("option-clash", "--explain goes with --code and --quantity, not with --live or --out")
        from wargame.cli.explained import explain_world

        chosen = {"seed": seed, "turns": turns, "dt_days": dt_days, "doctrines": doctrines or None, "orders": given}
        only = {"code": code, "quantity": quantity, "overrides": changed or None}
        typer.echo(explain_world(scenario, explain, worlds or 1000, as_json=as_json, **chosen, **only))
        return
    if live:
        if dt_days is not None or set_ or orders is not None or processes != 1:
            raise InputError("option-clash", "--live can't be used with --dt-days, --set, --orders or --processes")
        _play_out(scenario, worlds or 1, seed, turns, doctrines, out, as_json)
        return
    from wargame.cli.progress import progress
    from wargame.simulate import simulate

    folder = None if out is None else out_folder(out)  # before the work, not after it
    with progress("worlds") as tick:
        runs = simulate(
            scenario, worlds=worlds or 1000, seed=seed, turns=turns, dt_days=dt_days, doctrines=doctrines or None,
            orders=given, overrides=changed or None, processes=processes, progress=tick,
        )  # fmt: skip
    if folder is not None:
        runs.save(folder)
    typer.echo(_as_json(runs) if as_json else _as_table(runs))
    if runs.worlds < (worlds or 1000):
        raise KeyboardInterrupt  # what was complete is told and saved; the status says that there is less of it


def _as_table(runs: "Runs") -> str:
    rows = runs.summary()
    width = max((len(row.quantity) for row in rows), default=0)
    lines = [f"{'':{width}}  {'p10':>12}  {'p50':>12}  {'p90':>12}"]
    lines += [f"{row.quantity:{width}}  {row.p10:12,.4g}  {row.p50:12,.4g}  {row.p90:12,.4g}" for row in rows]
    return "\n".join([*lines, f"{runs.worlds} worlds, seed {runs.seed}, digest {runs.digest()}"])


def _as_json(runs: "Runs") -> str:
    rows = [{"quantity": row.quantity, "p10": row.p10, "p50": row.p50, "p90": row.p90} for row in runs.summary()]
    found = {"worlds": runs.worlds, "seed": runs.seed, "digest": runs.digest(), "summary": rows}
    return json.dumps(found, indent=2)


def _play_out(
    name: str, games: int, seed: int, turns: int | None, doctrines: dict[str, str], out: Path | None, as_json: bool
) -> None:
    from wargame.exercise import play_out
    from wargame.scenario import load

    scenario = load(name)
    folder = out_folder(out if out is not None else Path())
    paths = [folder / f"{scenario.document.id}-{seed + game}.wargame" for game in range(games)]
    for path in paths:
        if path.exists():
            hint = "choose another --out or --seed"
            raise InputError("file-exists", "an exercise is never overwritten", hint=hint, place=str(path))
    for game, path in enumerate(paths):
        made = play_out(scenario, seed=seed + game, turns=turns, doctrines=doctrines or None, path=path)
        typer.echo(json.dumps({"file": str(made), "seed": seed + game}) if as_json else str(made))
