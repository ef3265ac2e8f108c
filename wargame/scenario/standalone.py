"""The numbers of one rules file that stands by itself, such as those behind `wargame.combat`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from wargame.errors import InputError
from wargame.places import scenarios_dir
from wargame.scenario.find import folder_of, name_of
from wargame.scenario.issues import DocumentError
from wargame.scenario.loader import _Reading
from wargame.scenario.nearest import nearest
from wargame.scenario.rules import Rules


class Numbers(dict[str, float]):
    """The values of a rules file's tunables. Asking for one that it lacks is an error of the file."""

    def __init__(self, rules: Rules, path_or_name: str | Path) -> None:
        super().__init__({name: number.value for name, number in rules.tunables.items()})
        self.named = path_or_name

    def __missing__(self, name: str) -> float:
        hint = "start from the shipped file and change its values"
        raise InputError("missing-tunable", f"the rules `{self.named}` lack tunable `{name}`", hint=hint)


def numbers_alone(path_or_name: str | Path) -> Numbers:
    """The tunables' values of a rules file. Arguments and errors as `rules_alone`."""
    return Numbers(rules_alone(path_or_name), path_or_name)


def rules_alone(path_or_name: str | Path) -> Rules:
    """A rules file by path, or by the bare name of a shipped one (`battle` is `scenarios/rules/battle.yaml`).

    Raises:
        InputError: there is no such file.
        DocumentError: it is no sound rules file.
    """
    shipped = scenarios_dir() / "rules" / f"{path_or_name}.yaml"
    path = shipped if Path(path_or_name).name == str(path_or_name) and shipped.is_file() else Path(path_or_name)
    if not path.is_file():
        known = sorted(file.stem for file in shipped.parent.glob("*.yaml"))
        raise InputError("no-such-rules", f"there is no rules file `{path_or_name}`", hint=nearest(path.stem, known))
    return _read(path.resolve(), path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> Rules:
    reading = _Reading(folder_of(path))
    page = reading.page(name_of(path), None if reading.kind(name_of(path)) != "rules" else Rules, None)
    if page is None or not isinstance(page.model, Rules) or any(issue.severity == "error" for issue in reading.issues):
        raise DocumentError(sorted(reading.issues))
    return page.model
