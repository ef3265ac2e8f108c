"""`import wargame` costs next to nothing, and its four names are there when asked for, in whatever order."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("numpy", "pydantic", "pygame", "yaml", "typer", "sqlite3", "jinja2")


def said(code: str) -> str:
    """What a fresh interpreter prints."""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert said(f"import sys, wargame; print([name for name in {HEAVY} if name in sys.modules])") == "[]"


@pytest.mark.parametrize("before", [
    "import wargame",
    "import wargame, wargame.simulate",
    "from wargame.simulate import simulate\nimport wargame",
    "import wargame.simulate as module\nassert module.simulate.__name__ == 'simulate'\nimport wargame",
    "from wargame import simulate\nimport wargame\nassert callable(simulate)",
])  # fmt: skip
def test_simulate_is_the_function_and_the_module_however_it_was_imported(before: str) -> None:
    code = f"{before}\nfrom unittest.mock import patch\nimport wargame.simulate as module\n"
    code += "with patch.object(module, 'simulate', lambda *a, **k: (a, k)):\n    print(wargame.simulate(1, worlds=2))"
    assert said(code) == "((1,), {'worlds': 2})"


def test_the_public_names_are_the_rooms_own() -> None:
    code = "import wargame, wargame.scenario as s, wargame.simulate as m\n"
    code += "print(wargame.load is s.load, wargame.DocumentError is s.DocumentError, wargame.Runs is m.Runs)"
    assert said(code) == "True True True"


def test_every_public_name_is_listed_and_an_unknown_one_is_refused() -> None:
    import wargame

    assert set(wargame.__all__) <= set(dir(wargame))
    with pytest.raises(AttributeError, match="wargone"):
        wargame.wargone  # noqa: B018 (asking is the test)
