"""`wargame migrate`: bring documents of an older format up to today's."""

from pathlib import Path
from typing import Annotated

import typer


def migrate(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files or folders.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference and write nothing.")] = False,
) -> None:
    """Bring documents of an older format up to today's, comments and layout kept."""
    from wargame.scenario.authoring.edits import diff, read_text, write_whole
    from wargame.scenario.authoring.migrate import migrated
    from wargame.scenario.find import SUFFIXES, find

    files: list[Path] = []
    for given in paths:
        path = find(given)
        inside = sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES) if path.is_dir() else [path]
        files += [file for file in inside if file not in files]
    made = []
    for file in files:  # all are read before any is written: a folder is migrated whole or not at all
        text, mark = read_text(file)
        made.append((file, text, migrated(text, str(file))[0], mark))
    changed = [each for each in made if each[1] != each[2]]
    for file, before, after, mark in changed:
        typer.echo(diff(file.as_posix(), before, after))
        if not dry_run:
            write_whole(file, after, mark=mark)
    done = "would be changed" if dry_run else "changed"
    typer.echo(f"{len(changed)} of {len(files)} files {done}.")
