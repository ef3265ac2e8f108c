"""From files to a checked `Scenario`: read, shape, gather what the scenario names, lint; every problem at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import VERSION

from wargame.errors import InputError
from wargame.places import scenarios_dir
from wargame.scenario.base import Model, Text
from wargame.scenario.book import Book
from wargame.scenario.cache import recall, remember
from wargame.scenario.document import Scenario, ScenarioDocument, Session
from wargame.scenario.find import SUFFIXES, find, folder_of, name_of
from wargame.scenario.issues import DocumentError, Issue
from wargame.scenario.lint import lint
from wargame.scenario.pages import At, Page
from wargame.scenario.shapes import KINDS, mistakes, of_no_kind, shape
from wargame.scenario.sources import Folder, Source, Texts, Unreadable
from wargame.scenario.yamltree import read_tree

MAX_FILES = 200
"""Documents that one scenario, or one folder given to `check`, may have."""


@dataclass(frozen=True)
class Listing:
    """What a list of scenarios shows of each."""

    id: str
    title: Text
    summary: Text
    sessions: tuple[Session, ...]
    path: Path


def load(path_or_name: str | Path) -> Scenario:
    """Read a scenario, by path or by the bare name of a shipped one, with every document it names.

    Raises:
        DocumentError: it has errors; the exception holds every one of them. Warnings don't stop it.
        InputError: there is no such scenario.
    """
    path = find(path_or_name)
    return _loaded(folder_of(path), name_of(path), path)


def load_texts(files: Mapping[str, str], main: str) -> Scenario:
    """The same from the texts that an exercise file kept: name relative to the scenario folder -> text."""
    return _loaded(Texts(files), main, Path(main))


def check(paths: Iterable[str | Path]) -> list[Issue]:
    """Every issue of the scenarios given (by file, name, or folder), sorted by place. Never raises for content.

    Of a folder, each scenario is checked with all it names; documents that no scenario there names are checked alone.
    A document that isn't a scenario may be given by itself too.
    """
    found: dict[Issue, None] = {}
    for given in paths:
        try:
            path = find(given)
        except InputError as error:
            found[Issue(error.place or str(given), 0, 0, "error", error.code, "", error.message, error.hint)] = None
            continue
        found.update(dict.fromkeys(_check_folder(path) if path.is_dir() else _check_file(path)))
    return sorted(found)


def check_texts(files: Mapping[str, str], main: str) -> list[Issue]:
    """Every issue of a scenario kept in memory, as `load_texts` takes it."""
    reading = _Reading(Texts(files))
    return reading.all_issues(reading.book(main))


def list_scenarios() -> list[Listing]:
    """The shipped scenarios that load, by file name."""
    found = []
    for path in sorted(scenarios_dir().glob("*.yaml")):
        reading = _Reading(folder_of(path))
        page = reading.page(name_of(path), ScenarioDocument, None)
        if page and isinstance(page.model, ScenarioDocument) and not reading.issues:
            document = page.model
            found.append(Listing(document.id, document.title, document.summary, tuple(document.sessions), path))
    return found


def _loaded(source: Source, main: str, path: Path) -> Scenario:
    """From the user's cache if nothing changed since, else read, checked and remembered."""
    known = recall("scenario", source, main, VERSION)
    if isinstance(known, Scenario):
        return replace(known, path=path)
    reading = _Reading(source)
    book = reading.book(main)
    issues = reading.all_issues(book)
    if book is None or any(issue.severity == "error" for issue in issues):
        raise DocumentError(issues)
    scenario = book.scenario(path)
    remember("scenario", source, main, VERSION, scenario.files, scenario)
    return scenario


def _check_file(path: Path) -> list[Issue]:
    reading = _Reading(folder_of(path))
    kind = reading.kind(name_of(path))
    if kind != "scenario":
        reading.page(name_of(path), KINDS.get(kind), None)
        return sorted(reading.issues)
    return reading.all_issues(reading.book(name_of(path)))


def _check_folder(folder: Path) -> list[Issue]:
    root = Folder(folder)
    names = sorted(
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.suffix in SUFFIXES and not file.is_dir()
    )
    if not names:
        return [Issue(str(folder), 0, 0, "error", "no-documents", "", "there is no YAML file in this folder")]
    if len(names) > MAX_FILES:
        return [Issue(str(folder), 0, 0, "error", "too-many-files", "", f"{len(names)} documents; at most {MAX_FILES}")]
    reading = _Reading(root)
    found: list[Issue] = []
    for name in names:
        if reading.kind(name) == "scenario":
            found += reading.lint_issues(reading.book(name))
    for name in names:
        if name not in reading.pages:
            reading.page(name, KINDS.get(reading.kind(name)), None)
    return found + reading.issues


@dataclass
class _Reading:
    """Reads pages from one source, each once, and gathers what is wrong with them."""

    source: Source
    issues: list[Issue] = field(default_factory=list)
    pages: dict[str, Page | None] = field(default_factory=dict)
    raw: dict[str, Page | None] = field(default_factory=dict)
    noted: dict[str, set[tuple[int, int]]] = field(default_factory=dict)

    def all_issues(self, book: Book | None) -> list[Issue]:
        return sorted({*self.issues, *self.lint_issues(book)})

    def lint_issues(self, book: Book | None) -> list[Issue]:
        return list(lint(book)) if book else []

    def kind(self, name: str) -> str:
        """What the document says it is."""
        page = self.read(name, None)
        return page.kind if page else ""

    def read(self, name: str, named_at: At | None) -> Page | None:
        """The page without its model. `named_at`: where the scenario names it, to point at when it isn't there."""
        if name in self.raw:
            return self.raw[name]
        self.raw[name] = None
        shown = self.source.shown(name)
        try:
            text = self.source.read(name)
        except Unreadable as problem:
            if named_at:
                self.issues.append(named_at.issue(problem.code, f"`{name[:80]}`: {problem.message}", problem.hint))
            else:
                self.issues.append(problem.issue(shown))
            return None
        tree = read_tree(text)
        if tree.root is None:
            lines = text.splitlines()
            for mistake in tree.mistakes:
                line = lines[mistake.line - 1] if mistake.line <= len(lines) else ""
                self.issues.append(Issue(shown, mistake.line, mistake.col, "error", mistake.code, "", mistake.message,
                                         mistake.hint, line, mistake.length))  # fmt: skip
            return None
        page = Page(name, shown, text, tree.root, dates=tree.dates)
        found = list(mistakes(page, tree.mistakes))
        self.issues += found
        self.noted[name] = {(issue.line, issue.col) for issue in found}
        self.raw[name] = page
        return page

    def page(self, name: str, model: type[Model] | None, named_at: At | None) -> Page | None:
        """The page with its model, or None if it can't be used at all."""
        if name not in self.pages:
            page = self.read(name, named_at)
            if page and named_at and model not in {None, KINDS.get(page.kind, model)}:
                wanted = next(kind for kind, known in KINDS.items() if known is model)
                message = f"`{name}` is a document of kind {page.kind}, and {wanted} is wanted here"
                self.issues.append(named_at.issue("wrong-kind", message))
                return None
            self.pages[name] = page
            if page:
                self.issues += shape(page, model, self.noted[name]) if model else [of_no_kind(page)]
        page = self.pages[name]
        return page if page and isinstance(page.model, model or Model) else None

    def book(self, name: str) -> Book | None:
        """The scenario with every page it names, or None when too much is wrong for cross-checks."""
        page = self.read(name, None)
        if page and page.kind in KINDS and page.kind != "scenario":
            message = f"is a document of kind {page.kind}, and a scenario is wanted here"
            self.issues.append(At(page, ("kind",)).issue("not-a-scenario", message))
            return None
        main = self.page(name, ScenarioDocument, None)
        if main is None or not isinstance(main.model, ScenarioDocument):
            return None
        document, at = main.model, At(main)
        terrain = self.page(document.map, KINDS["map"], at / "map")
        groups = {
            "rules": document.rules,
            "forces": document.forces,
            "doctrines": document.doctrines,
            "injects": document.injects,
        }
        kinds = {"rules": "rules", "forces": "forces", "doctrines": "doctrine", "injects": "injects"}
        found: dict[str, list[Page]] = {section: [] for section in groups}
        whole = terrain is not None
        for section, names in groups.items():
            whole &= self._gather(at / section, names, KINDS[kinds[section]], found[section])
        if not whole or terrain is None:
            return None
        return Book(main, terrain, found["rules"], found["forces"], found["doctrines"], found["injects"])

    def _gather(self, at: At, names: Sequence[str], model: type[Model], into: list[Page]) -> bool:
        """Add the pages named in a section; False if one of them can't be used."""
        whole = True
        for number, name in enumerate(names[:MAX_FILES]):
            if name in names[:number]:
                self.issues.append((at / number).issue("named-twice", f"names `{name}` twice", "leave one out"))
                continue
            page = self.page(name, model, at / number)
            if page:
                into.append(page)
            else:
                whole = False
        return whole
