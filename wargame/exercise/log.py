"""The exercise file: one SQLite database, an append-only log with a hash chain (architecture 7).

Every entry is one transaction with a full sync, so a kill at any instant loses at most the action that was not yet
confirmed. Names and free text enter the chain as salted hashes and lie in a table of their own: deleting them leaves a
chain that still verifies.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wargame.errors import InputError

FORMAT = 1
"""Version of the file format; every released one stays readable."""
APPLICATION_ID = 0x57474D31
SUFFIX = ".wargame"
PERSONAL = frozenset(
    {"intent", "because", "expected_response", "risk_owner", "text", "reason", "name", "aim", "accepted_risk",
     "conditions", "success", "exit", "red_lines", "waived"}
)  # fmt: skip
"""Keys whose text a person typed: hashed in the chain, kept apart, deletable."""
_HIDDEN = "$text"
"""The key under which the chain has a personal text's hash."""

_SCHEMA = """
CREATE TABLE log (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, turn INTEGER NOT NULL, day INTEGER NOT NULL,
                  body TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE TABLE private (hash TEXT PRIMARY KEY, salt TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE blob (hash TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
"""


@dataclass(frozen=True)
class Entry:
    """One confirmed action. `body` is plain JSON data with personal texts put back (or None where deleted)."""

    seq: int
    kind: str
    turn: int
    day: int
    body: dict[str, Any]
    hash: str


def canonical(data: Any) -> str:
    """JSON with one spelling: sorted keys, no spaces, floats by shortest repr."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _link(previous: str, kind: str, turn: int, day: int, body: str) -> str:
    return hashlib.sha256(f"{previous}\n{kind}\n{turn}\n{day}\n{body}".encode()).hexdigest()


class Log:
    """An open exercise file. All methods raise `InputError` for what can happen to a user's file or disk."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self.path = path
        self._db = db
        self._last = self._tail()

    @classmethod
    def create(cls, path: Path) -> Log:
        """A new, empty exercise file; an existing one is never overwritten."""
        if path.exists():
            raise InputError(
                "file-exists",
                f"`{path}` already exists",
                hint="Choose another name; exercise files are never overwritten.",
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            db = _connect(path, "rwc")
            with db:
                db.execute("BEGIN IMMEDIATE")  # all or nothing, should somebody pull the plug
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute(f"PRAGMA user_version = {FORMAT}")
                for statement in _SCHEMA.strip().split(";"):
                    if statement.strip():
                        db.execute(statement)
        except (OSError, sqlite3.Error) as error:
            raise _trouble(path, error) from error
        return cls(path, db)

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Log:
        """An existing exercise file, its chain of hashes checked from end to end."""
        if path.is_dir():
            raise InputError("not-a-file", f"`{path}` is a folder", hint="Name an exercise file in it.")
        if not path.is_file():
            raise InputError(
                "no-such-file",
                f"there is no exercise file `{path}`",
                hint="`wargame play` without an argument lists your exercises.",
            )
        if not path.stat().st_size:
            raise unstarted(path)
        try:
            db = _connect(path, "ro" if readonly else "rw")
            application = db.execute("PRAGMA application_id").fetchone()[0]
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if application != APPLICATION_ID:
                raise InputError("foreign-file", f"`{path}` is a database, but not an exercise of this program")
            if version > FORMAT:
                raise InputError(
                    "newer-format", f"`{path}` has file format {version}; this program knows up to {FORMAT}",
                    hint="Open it with a newer version of wargame.",
                )  # fmt: skip
            log = cls(path, db)
            log.check_chain()
        except sqlite3.Error as error:
            raise _trouble(path, error) from error
        return log

    def close(self) -> None:
        self._db.close()

    def _tail(self) -> tuple[int, str]:
        row = self._db.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
        return (int(row[0]), str(row[1])) if row else (0, "")

    @property
    def last(self) -> str:
        """Hash of the newest entry: two people who see the same one have the same log."""
        return self._last[1]

    def append(
        self, kind: str, turn: int, day: int, body: dict[str, Any], blobs: dict[str, bytes] | None = None
    ) -> Entry:
        """Write one action, its texts and blobs in one transaction; it is confirmed when this returns."""
        private: list[tuple[str, str, str]] = []
        text = canonical(_hide(body, private))
        seq, previous = self._last
        link = _link(previous, kind, turn, day, text)
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                if self._tail() != self._last:
                    raise InputError(
                        "changed-elsewhere", f"`{self.path}` was changed by another program since it was opened here",
                        hint="Close one of the two and open the file again; nothing was lost.",
                    )  # fmt: skip
                self._db.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)", (seq + 1, kind, turn, day, text, link))
                self._db.executemany("INSERT OR REPLACE INTO private VALUES (?, ?, ?)", private)
                self._db.executemany(
                    "INSERT OR IGNORE INTO blob VALUES (?, ?)",
                    [(name, zlib.compress(data, 6)) for name, data in (blobs or {}).items()],
                )
        except sqlite3.Error as error:
            raise _trouble(self.path, error) from error
        self._last = (seq + 1, link)
        return Entry(seq + 1, kind, turn, day, body, link)

    def entries(self) -> list[Entry]:
        """Every entry, oldest first, with the personal texts that still exist."""
        try:
            return list(self._read())
        except sqlite3.Error as error:
            raise _trouble(self.path, error) from error

    def _read(self) -> Iterator[Entry]:
        texts = {row[0]: row[1] for row in self._db.execute("SELECT hash, text FROM private")}

        def show(data: dict[str, Any]) -> Any:
            return texts.get(data[_HIDDEN], "") if data.keys() == {_HIDDEN} else data

        for seq, kind, turn, day, body, link in self._db.execute(
            "SELECT seq, kind, turn, day, body, hash FROM log ORDER BY seq"
        ):
            # The hook is called for every object of the JSON: only where there is something to put back.
            hook = show if _HIDDEN in body else None
            yield Entry(seq, kind, turn, day, json.loads(body, object_hook=hook), link)

    def blob(self, name: str) -> bytes:
        """Recorded bytes by their SHA-256, verified."""
        try:
            row = self._db.execute("SELECT data FROM blob WHERE hash = ?", (name,)).fetchone()
        except sqlite3.Error as error:
            raise _trouble(self.path, error) from error
        try:
            data = zlib.decompress(row[0]) if row else b""
        except zlib.error:
            data = b""
        if hashlib.sha256(data).hexdigest() != name:
            raise _edited(self.path, f"the recorded data {name[:12]} is missing or changed")
        return data

    def check_chain(self) -> None:
        """Raise `InputError` at the first entry that was changed, removed or inserted after it was written."""
        previous = ""
        rows = self._db.execute("SELECT seq, kind, turn, day, body, hash FROM log ORDER BY seq")
        for expected, (seq, kind, turn, day, body, link) in enumerate(rows, start=1):
            if seq != expected or _link(previous, kind, turn, day, body) != link:
                raise _edited(self.path, f"entry {expected} does not follow from the one before it")
            previous = link
        for name, salt, text in self._db.execute("SELECT hash, salt, text FROM private"):
            if _salted(salt, text) != name:
                raise _edited(self.path, "a sealed text was changed after it was sealed")

    def delete_personal(self) -> int:
        """Drop every typed text and name with its salt; the chain still verifies. Returns how many were dropped."""
        try:
            with self._db:
                count = self._db.execute("SELECT COUNT(*) FROM private").fetchone()[0]
                self._db.execute("DELETE FROM private")
            self._db.execute("VACUUM")
        except sqlite3.Error as error:
            raise _trouble(self.path, error) from error
        return int(count)


def _salted(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def _hide(data: Any, private: list[tuple[str, str, str]], key: str = "") -> Any:
    """Replace personal texts by salted hashes, collecting (hash, salt, text) rows."""
    if isinstance(data, dict):
        return {name: _hide(value, private, name if name in PERSONAL else key or "") for name, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_hide(value, private, key) for value in data]
    if key and isinstance(data, str) and data:
        salt = secrets.token_hex(16)
        name = _salted(salt, data)
        private.append((name, salt, data))
        return {_HIDDEN: name}
    return data


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = path.resolve().as_uri() + f"?mode={mode}"
    db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=2.0)
    # One file, no side files left behind, and on disk before we say so.
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA synchronous = EXTRA")
    db.execute("PRAGMA trusted_schema = OFF")
    return db


def unstarted(path: Path) -> InputError:
    """A file in which nothing was confirmed: somebody stopped before the exercise had begun."""
    return InputError(
        "empty-file", f"`{path}` holds no exercise yet", hint="It was created but never started; start a new one."
    )


def _edited(path: Path, what: str) -> InputError:
    return InputError(
        "edited-file", f"`{path}` is not as it was written: {what}",
        hint="Use a copy or backup that was not edited; `wargame report` can't vouch for this one.",
    )  # fmt: skip


def _trouble(path: Path, error: Exception) -> InputError:
    """What a disk or a damaged file does, in words and with a way out."""
    text = str(error).lower()
    if "full" in text or "no space" in text:
        return InputError(
            "disk-full",
            f"no room left to write `{path}`",
            hint="Free some space and try again; everything confirmed so far is safe.",
        )
    if "locked" in text:
        return InputError(
            "file-locked", f"`{path}` is being written by another program", hint="Close it there, then try again."
        )
    if (
        "not a database" in text
        or "malformed" in text
        or "file is encrypted" in text
        or "no such table" in text
        or "no such column" in text
    ):
        return InputError(
            "damaged-file",
            f"`{path}` is not an exercise file, or is damaged",
            hint="Take a copy from before the damage; exercise files end in .wargame.",
        )
    if "readonly" in text or "permission" in text or "unable to open" in text or "read-only" in text:
        return InputError(
            "no-access",
            f"`{path}` can't be opened for writing here",
            hint="Choose another folder, or copy the file to one of your own.",
        )
    return InputError("file-trouble", f"`{path}`: {error}", hint="Copy the file elsewhere and try again.")
