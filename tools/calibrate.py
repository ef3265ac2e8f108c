"""Holds the model against what the world has shown:  python tools/calibrate.py DATA [--only battles donbas] [--fits]

DATA is the folder with the tables (no part of the project: mixed licences). Prints target, model, interval and verdict
for everything that can be simulated, and why it misses what it misses; writes nothing. With --fits it also
prints what the fits say beside the rules. Exit 0 if it ran: a miss is a finding, not a failure.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.calibration import battles, crises, donbas, raids, recurrence, war  # noqa: E402 (the checkout comes first)
from tools.calibration.row import Row, table  # noqa: E402
from wargame.errors import InputError  # noqa: E402

SUBJECTS: dict[str, Callable[..., Iterator[Row]]] = {
    "battles": battles.rows, "raids": raids.rows, "donbas": donbas.rows, "recurrence": recurrence.rows,
    "crises": crises.rows, "war": war.rows,
}  # fmt: skip
NOT_SIMULATED = """
Not simulated, and why
----------------------
share of withdrawn weapons among violations: classes are by effect (small arms, artillery, drones), not by treaty
cause of civilian casualties: as above; the shares of May 2017 went into the classes' deaths
day and night, effect of cameras: no figure was ever published (calibration A2); free parameters with wide ranges
growth of capacity: output is a track that orders and money move
next dispute with force, next fatal dispute (GML): the reference scenarios begin on a line where force never stopped
fatal disputes that became wars: doctrines decide on war, and the shipped ones rarely do within months
action shares of language-model players: there is no such player
contributions by country: they are the force catalogue itself
"""


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with the tables")
    parser.add_argument("--only", nargs="+", choices=SUBJECTS, default=list(SUBJECTS), metavar="SUBJECT")
    parser.add_argument("--scenario", help="another scenario for the subjects that play one")
    parser.add_argument("--worlds", type=int, help="worlds to play; default: enough for two digits")
    parser.add_argument("--fits", action="store_true", help="print the fits to the battles too")
    asked = parser.parse_args(arguments)
    if not asked.data.is_dir():
        parser.error(f"{asked.data} is no folder")
    found: list[Row] = []
    for name in asked.only:
        rows = SUBJECTS[name]
        options: dict[str, Any] = {"worlds": asked.worlds, "scenario": asked.scenario}
        taken = inspect.signature(rows).parameters
        try:
            part = list(rows(asked.data, **{key: value for key, value in options.items() if value and key in taken}))
        except (OSError, InputError, StopIteration, KeyError) as error:
            print(f"{name}: left out: {error!r}", file=sys.stderr)
            continue
        print(table(part), end="\n\n", flush=True)
        found += part
    if asked.fits:
        print("\n".join(battles.fits(battles.read(asked.data / battles.FILE))))
    print(NOT_SIMULATED)
    verdicts = Counter(row.verdict for row in found)
    held = Counter(row.verdict for row in found if row.kind == "held out")
    for what, count in (("all", verdicts), ("held out", held)):
        print(
            f"{what}: {count['hit']} hits, {count['near']} near (within the model's own range), {count['MISS']} misses"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
