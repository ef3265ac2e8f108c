"""Where document text comes from: files on disk, read within limits, or a mapping that an exercise file kept."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from wargame.scenario.issues import Issue

MAX_BYTES = 4_000_000


class Unreadable(Exception):  # noqa: N818 (handled next door, never shown as an exception)
    """A file that can't be taken in, and why."""

    def __init__(self, code: str, message: str, hint: str = "", line: int = 0, col: int = 0) -> None:
        super().__init__(code, message)
        self.code, self.message, self.hint, self.line, self.col = code, message, hint, line, col

    def issue(self, shown: str) -> Issue:
        return Issue(shown, self.line, self.col, "error", self.code, "", self.message, self.hint)


class Source(Protocol):
    """Gives documents by their name relative to the scenario folder: ``rules/violations.yaml``."""

    def read(self, name: str) -> str:
        """The text; raises `Unreadable`."""
        ...

    def shown(self, name: str) -> str:
        """How to name the file to the reader."""
        ...


@dataclass(frozen=True)
class Folder:
    """Documents in a folder and below it, never outside; what isn't there, in the folder of shipped ones.

    So a scenario in a folder of one's own may extend a shipped one and use its rules by their plain names, and an
    exercise file that carries both needs to know nothing of folders. What lies in the scenario's own folder wins.
    """

    root: Path
    shipped: Path | None = None

    def read(self, name: str) -> str:
        refuse_outside(name)
        root = self._root(name)
        path = root / name
        try:
            if not path.resolve().is_relative_to(root.resolve()):
                raise Unreadable("outside-folder", "this is a link out of the scenario's folder")
        except (OSError, RuntimeError) as error:  # a loop of links
            raise Unreadable("not-readable", f"this can't be read: {_reason(error)}") from None
        return decoded(read_bytes(path))

    def names(self, below: str) -> tuple[str, ...]:
        """Every YAML document of a folder below, its own and the shipped ones, by name."""
        roots = (self.root, self.shipped) if self.shipped else (self.root,)
        found = {f"{below}/{path.name}" for root in roots for path in (root / below).glob("*.yaml")}
        return tuple(sorted(found))

    def _root(self, name: str) -> Path:
        """The folder that has the document; its own if none has."""
        try:
            own = os.path.lexists(self.root / name)
            return self.shipped if self.shipped and not own and (self.shipped / name).is_file() else self.root
        except (OSError, ValueError):  # a name no disk takes: reading it says what is wrong
            return self.root

    def shown(self, name: str) -> str:
        path = self._root(name) / name
        try:
            return path.resolve().relative_to(Path.cwd()).as_posix()
        except (OSError, ValueError, RuntimeError):
            return str(path)


@dataclass(frozen=True)
class Texts:
    """Documents kept in memory: an exercise file carries its scenario verbatim."""

    files: Mapping[str, str]

    def read(self, name: str) -> str:
        refuse_outside(name)
        if name not in self.files:
            raise Unreadable("missing-file", "there is no such file among those given")
        return decoded(self.files[name].encode("utf-8", "surrogatepass"))

    def shown(self, name: str) -> str:
        return name


def refuse_outside(name: str) -> None:
    """Names are relative, forward and downward: a scenario can't reach for files that are not its own."""
    pure = PurePosixPath(name)
    if any("\ud800" <= char <= "\udfff" for char in name):  # bytes of the disk that are no UTF-8
        raise Unreadable("not-readable", "its name is no text in UTF-8", "rename it")
    if not name or not name.isprintable() or "\\" in name or ":" in name or pure.is_absolute() or ".." in pure.parts:
        raise Unreadable("outside-folder", "this lies outside the scenario's folder",
                         "name it relative to the scenario, with forward slashes")  # fmt: skip


def read_bytes(path: Path) -> bytes:
    """A regular file of at most `MAX_BYTES`; a pipe or device could go on for ever."""
    try:
        # Not blocking, since opening a pipe that nobody writes to would wait for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise Unreadable("missing-file", "there is no such file") from None
    except (OSError, ValueError) as error:
        raise Unreadable("not-readable", f"this can't be read: {_reason(error)}") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unreadable("not-a-file", "this is a folder, pipe or device", "give a regular file")
    try:
        with os.fdopen(handle, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable("not-readable", f"this can't be read: {_reason(error)}") from None


def decoded(data: bytes) -> str:
    """UTF-8 text without byte-order mark; raises `Unreadable` with the place of what is no text."""
    if len(data) > MAX_BYTES:
        raise Unreadable("file-too-large", f"more than {MAX_BYTES // 1_000_000} MB", "split it")
    nul = data.find(b"\0")
    try:
        if nul >= 0:
            raise UnicodeDecodeError("utf-8", data, nul, nul + 1, "a zero byte")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        col = error.start - before.rfind(b"\n")
        raise Unreadable("not-utf-8", f"this is no text in UTF-8 ({error.reason})", "save it as UTF-8",
                         before.count(b"\n") + 1, col) from None  # fmt: skip


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
