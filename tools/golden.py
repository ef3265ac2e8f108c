"""Writes the golden plays anew, after a look at what changed:  python tools/golden.py --accept

Without --accept it shows the differences and changes nothing (exit 1 if there are any).
"""

from __future__ import annotations

import argparse
import difflib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.golden import plays  # noqa: E402 (the checkout comes first)

SHOWN = 60
"""Lines of differences shown for each file."""


def main() -> int:
    """Compare every golden file with what is played now; write it if that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accept", action="store_true", help="write what is played now")
    accept = parser.parse_args().accept
    changed = 0
    for path, text in plays.everything():
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if text == old:
            continue
        changed += 1
        different = list(difflib.unified_diff(old.splitlines(), text.splitlines(), "golden", "now", lineterm="", n=1))
        print(f"{path.relative_to(ROOT)}: {len(different)} lines of differences")
        print("\n".join(different[:SHOWN]))
        if accept:
            path.write_text(text, encoding="utf-8")
    print(f"{changed} changed{' and written' if accept and changed else ''}.")
    return 0 if accept or not changed else 1


if __name__ == "__main__":
    sys.exit(main())
