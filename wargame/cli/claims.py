"""What `wargame run --claims` prints and keeps: the claim ledger as a table, as JSON, and as a page for the docs."""

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from wargame.cli.options import out_folder

if TYPE_CHECKING:
    from wargame.analysis.claims import Ledger, Measured, Row

WORLDS, QUICK_WORLDS = 256, 64
"""Per arm, unless `--worlds` says otherwise; the second with `--quick`."""
POINTS, QUICK_POINTS = 32, 8
"""Of the rules' plausible space; the second with `--quick`."""
POINT_WORLDS, QUICK_POINT_WORLDS = 32, 8
_WIDTH = 58


def print_ledger(
    scenario: str, worlds: int | None, seed: int, processes: int, out: Path | None, *, as_json: bool, quick: bool
) -> None:
    """Test the claims about a scenario and print the ledger; `out` gets claims.json and claims.md.

    Exit 1 if a claim that its data says must hold fails, or if somebody stopped it: what was finished is told all the
    same.
    """
    from wargame.analysis.claims import ledger
    from wargame.cli.progress import progress

    folder = None if out is None else out_folder(out)  # before the work, not after it
    with progress("jobs") as tick:
        found = ledger(
            scenario, worlds=worlds or (QUICK_WORLDS if quick else WORLDS), seed=seed,
            points=QUICK_POINTS if quick else POINTS, point_worlds=QUICK_POINT_WORLDS if quick else POINT_WORLDS,
            processes=processes, progress=tick,
        )  # fmt: skip
    if folder is not None:
        (folder / "claims.json").write_text(f"{as_data(found)}\n", encoding="utf-8")
        (folder / "claims.md").write_text(as_page(found), encoding="utf-8")
    typer.echo(as_data(found) if as_json else as_table(found))
    if not found.whole:
        raise KeyboardInterrupt  # the status says that there is less of it
    if found.broken:
        raise typer.Exit(1)


def as_data(found: "Ledger") -> str:
    """One object per claim, in order."""
    about = {"scenario": found.scenario, "seed": found.seed, "theory": found.theory, "whole": found.whole}
    return json.dumps({**about, "claims": [row.to_json() for row in found.rows]}, indent=2, ensure_ascii=False)


def as_table(found: "Ledger") -> str:
    """A line per claim: effect with its interval, how much of the plausible space bears it out, verdict."""
    lines = [f"{'':4} {'claim':{_WIDTH}} {'effect':>9}  {'95 % interval':^19}  {'share':>8}  {'kind':8}  verdict"]
    for row in found.rows:
        head = row.tests[0]
        first, *more = textwrap.wrap(row.claim.text.en, _WIDTH)
        between = f"{_number(head.low):>9} {_number(head.high):>9}"
        told = f"{_number(head.effect):>9}  {between}  {_share(row):>8}  {row.claim.kind:8}  {row.verdict}"
        lines.append(f"{row.claim.id:4} {first:{_WIDTH}} {told}")
        lines += [f"{'':4} {rest}" for rest in more]
        if row.theories:
            lines.append(f"{'':4} under {_theories(row)}")
        lines += [f"{'':4} {each.verdict}: {_test(each)}" for each in row.tests if each.verdict != "holds"]
    counts = {verdict: sum(row.verdict == verdict for row in found.rows) for verdict in ("holds", "fails", "open")}
    worlds = max((row.worlds for row in found.rows), default=0)
    points = max((row.points for row in found.rows), default=0)
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    lines.append(f"{told}. {worlds} worlds per arm, {points} points of the rules' space, seed {found.seed}.")
    return "\n".join(lines)


def as_page(found: "Ledger") -> str:
    """The same as Markdown, with every test and how the claim comes about."""
    lines = [
        "# The claim ledger", "",
        f"Made by `wargame run --claims {found.scenario}`. What this model makes of the claims of the two papers, and",
        "no proof that they are true. Each is an experiment under equal luck: arms that differ in one thing, played on",
        "the same dice. The interval is that of the mean (95 %). *Share*: in how much of the plausible space of the",
        "rules' numbers it holds; *built in*: wherever one looks. *Assumed*: the rules say so in one step; *emergent*:",
        "it takes more than one. *Open*: the interval holds the bound. Every claim fails under the numbers that its",
        "experiment names in `scenarios/claims/`.", "",
        "| | claim | effect | 95 % interval | worlds | share | kind | verdict |",
        "|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for row in found.rows:
        head = row.tests[0]
        cells = (
            row.claim.id, row.claim.text.en, f"{_number(head.effect)} {head.unit}".strip(),
            f"{_number(head.low)} to {_number(head.high)}", str(row.worlds), _share(row), row.claim.kind, row.verdict,
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    for row in found.rows:
        lines += ["", f"## {row.claim.id}: {row.claim.text.en}", "", row.claim.note.en, ""]
        lines += [f"- {each.verdict}: {_test(each)}" for each in row.tests]
        lines += [f"- under the theories of credibility: {_theories(row)}"] if row.theories else []
        lines.append(f"- breaks it: {', '.join(f'`{path}` = {value}' for path, value in row.claim.breaks.items())}")
    return "\n".join([*lines, ""])


def _test(each: "Measured") -> str:
    found = f"{_number(each.effect)} ({_number(each.low)} to {_number(each.high)})"
    return f"`{each.measure}` ({each.take}): {each.wanted}; found {found}"


def _theories(row: "Row") -> str:
    return ", ".join(f"{name} {verdict}" for name, verdict in row.theories.items())


def _share(row: "Row") -> str:
    return "-" if row.share is None else "built in" if row.built_in else f"{100 * row.share:.0f} %"


def _number(value: float) -> str:
    """Three digits that count.

    >>> _number(0.012345), _number(-1234.5), _number(-0.0)
    ('0.0123', '-1,234', '0')
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value + 0.0:.3g}"
