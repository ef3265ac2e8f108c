import re
from pathlib import Path

import yaml

from wargame.places import assets_dir

ROOT = Path(__file__).resolve().parents[2]
ASSETS = assets_dir()
SOURCES = yaml.safe_load((ASSETS / "SOURCES.yaml").read_text(encoding="utf-8"))
PATTERNS = [pattern for asset in SOURCES["assets"] for pattern in asset["files"]]
OF_OTHER_ROOMS = ("locale/", "readme/")


def matches(path, pattern):
    """`*` is any run of characters within one path component."""
    return re.fullmatch(re.escape(pattern).replace(r"\*", "[^/]*"), path) is not None


def test_every_file_has_a_source():
    files = [path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*") if path.is_file()]
    assert len(files) > 60
    assert [f for f in files if not any(matches(f, pattern) for pattern in PATTERNS)] == []


def test_the_check_above_can_fail():
    assert not any(matches("map/borrowed.png", pattern) for pattern in PATTERNS)
    assert not any(matches("symbols/deep/er.svg", pattern) for pattern in PATTERNS)


def test_every_source_has_its_file():
    own = [pattern for pattern in PATTERNS if not pattern.startswith(OF_OTHER_ROOMS)]
    assert [pattern for pattern in own if not list(ASSETS.glob(pattern))] == []


def test_packages_are_pinned_licensed_and_used():
    used = {name for asset in SOURCES["assets"] for name in asset.get("from", [])}
    assert used == set(SOURCES["packages"])
    for name, package in SOURCES["packages"].items():
        assert package["registry"] in {"npm", "pypi"}, name
        assert str(package["version"]) in package["file"], name
        assert re.fullmatch("[0-9a-f]{64}", package["sha256"]), name
        assert package["licence"], name
        assert package["taken"], name


def test_every_built_asset_names_its_tool_and_licence():
    for asset in SOURCES["assets"]:
        assert asset["licence"]
        if asset.get("made_by"):
            assert (ROOT / asset["made_by"]).is_file()


def test_texts_that_a_licence_asks_for_are_shipped():
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (ASSETS / "map/licences/COPYING.LESSER").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (ASSETS / "map/licences/COPYING").read_text(encoding="utf-8")


def test_assets_stay_light():
    made = [path for folder in ("fonts", "map", "symbols") for path in (ASSETS / folder).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in made) < 2_000_000
