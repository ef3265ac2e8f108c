"""From files to a checked `Scenario`: read, shape, gather what the scenario names, lint; every problem at once."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from pydantic import VERSION

from wargame.errors import InputError
from wargame.places import scenarios_dir
from wargame.scenario.base import Model, Text
from wargame.scenario.book import Book, model_of
from wargame.scenario.cache import recall, remember
from wargame.scenario.claims import Claim, Claims
from wargame.scenario.document import Scenario, ScenarioDocument, Session
from wargame.scenario.extends import MAX_CHAIN, laid_over
from wargame.scenario.find import SUFFIXES, find, folder_of, name_of
from wargame.scenario.issues import DocumentError, Issue
from wargame.scenario.lint import lint
from wargame.scenario.lint.claims import ledger
from wargame.scenario.lint.memo import Memo
from wargame.scenario.pages import At, Page, Spot
from wargame.scenario.resolved import bases_in
from wargame.scenario.shapes import KINDS, mistakes, of_no_kind, shape
from wargame.scenario.sources import Folder, Source, Texts, Unreadable
from wargame.scenario.yamltree import Node, read_tree

FAMILIES = ("base", "tutorial", "excursion", "twin", "reference")
"""In the order in which a list shows them: the first base case to start is what a new player opens."""
MAX_FILES = 200
"""Documents that one scenario, or one folder given to `check`, may have."""


@dataclass(frozen=True)
class Listing:
    """What a list of scenarios shows of each."""

    id: str
    family: str
    title: Text
    summary: Text
    sessions: tuple[Session, ...]
    path: Path
    extends: str | None = None
    """File name of the scenario below it."""
    assumption: Text | None = None
    """The one thing that an excursion changes."""


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


CLAIMS = "claims"
"""Folder, beside the scenarios, of the claim ledgers."""


def load_claims(path_or_name: str | Path) -> tuple[Claim, ...]:
    """The claims that are kept about a scenario, or about one that it extends: documents of its `claims` folder.

    Parts are written out in their arms. None, if none are kept.

    Raises:
        DocumentError: such a document has errors.
        InputError: there is no such scenario.
    """
    scenario = load(path_or_name)
    source = folder_of(scenario.path)
    reading, found = _Reading(source), dict[str, Claim]()
    for name in source.names(CLAIMS):
        page = reading.page(name, Claims, None)
        document = page.model if page else None
        if isinstance(document, Claims) and document.scenario in scenario.files:
            found |= {claim.id: claim.whole(document.parts) for claim in document.claims}
    if any(issue.severity == "error" for issue in reading.issues):
        raise DocumentError(sorted(reading.issues))
    return tuple(sorted(found.values(), key=lambda claim: int(claim.id[1:])))


@dataclass(frozen=True)
class Checked:
    """What a check found, and the documents that it read."""

    issues: list[Issue]
    pages: dict[str, Page]
    """By the file as issues name it."""

    @property
    def bases(self) -> Counter[str]:
        """How many sourced numbers of these documents are cited, estimated and assumed."""
        return Counter(basis for page in self.pages.values() for basis in bases_in(page.root))


def check(paths: Iterable[str | Path]) -> list[Issue]:
    """Every issue of the scenarios given (by file, name, or folder), sorted by place. Never raises for content.

    Of a folder, each scenario is checked with all it names; documents that no scenario there names are checked alone.
    A document that isn't a scenario may be given by itself too.
    """
    return checked(paths).issues


def checked(paths: Iterable[str | Path]) -> Checked:
    """The same, with the documents that were read."""
    found: dict[Issue, None] = {}
    pages: dict[str, Page] = {}
    with _uncollected():
        for given in paths:
            try:
                path = find(given)
            except InputError as error:
                issue = Issue(error.place or str(given), 0, 0, "error", error.code, "", error.message, error.hint)
                found[issue] = None
                continue
            reading = _Reading(Folder(path, scenarios_dir()) if path.is_dir() else folder_of(path))
            found.update(dict.fromkeys(_check_folder(reading, path) if path.is_dir() else _check_file(reading, path)))
            pages.update((page.shown, page) for page in reading.raw.values() if page)
    return Checked(sorted(found), pages)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: trees are large and have none, and looking for them takes a sixth of a check."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def check_texts(files: Mapping[str, str], main: str) -> list[Issue]:
    """Every issue of a scenario kept in memory, as `load_texts` takes it."""
    reading = _Reading(Texts(files))
    return reading.all_issues(reading.book(main))


def list_scenarios(folder: Path | None = None) -> list[Listing]:
    """The scenarios of a folder (the shipped ones) that load: family by family, base cases first, the earliest start
    first in each."""
    found = []
    root = scenarios_dir() if folder is None else folder
    reading = _Reading(Folder(root, scenarios_dir()))
    for path in sorted(root.glob("*.yaml")):
        before = len(reading.issues)
        page = reading.page(path.name, ScenarioDocument, None)
        clean = page and len(reading.issues) == before
        if clean and page and not any(reading.noted[each.name] for each in (page, *page.below)):
            document = model_of(page, ScenarioDocument)
            listing = Listing(
                document.id, document.family, document.title, document.summary, tuple(document.sessions), path,
                document.extends, document.assumption,
            )  # fmt: skip
            found.append((FAMILIES.index(document.family), document.start, path.name, listing))
    return [listing for *_, listing in sorted(found, key=lambda entry: entry[:3])]


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


def _check_file(reading: _Reading, path: Path) -> list[Issue]:
    kind = reading.kind(name_of(path))
    if kind != "scenario":
        page = reading.page(name_of(path), KINDS.get(kind), None)
        return sorted({*reading.issues, *reading.claim_issues(page)})
    return reading.all_issues(reading.book(name_of(path)))


def _check_folder(reading: _Reading, folder: Path) -> list[Issue]:
    names = sorted(
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.suffix in SUFFIXES and not file.is_dir()
    )
    if not names:
        return [Issue(str(folder), 0, 0, "error", "no-documents", "", "there is no YAML file in this folder")]
    if len(names) > MAX_FILES:
        return [Issue(str(folder), 0, 0, "error", "too-many-files", "", f"{len(names)} documents; at most {MAX_FILES}")]
    found: list[Issue] = []
    for name in names:
        if reading.kind(name) == "scenario":
            found += reading.lint_issues(reading.book(name))
    for name in names:
        if name not in reading.pages:
            found += reading.claim_issues(reading.page(name, KINDS.get(reading.kind(name)), None))
    return found + reading.issues


@dataclass
class _Reading:
    """Reads pages from one source, each once, and gathers what is wrong with them."""

    source: Source
    issues: list[Issue] = field(default_factory=list)
    pages: dict[str, Page | None] = field(default_factory=dict)
    raw: dict[str, Page | None] = field(default_factory=dict)
    noted: dict[str, set[Spot]] = field(default_factory=dict)
    unread: dict[str, Unreadable] = field(default_factory=dict)
    memo: Memo = field(default_factory=Memo)
    alike: dict[tuple[tuple[int, ...], str], Book] = field(default_factory=dict)
    """The first book of every set of rules documents and of what is left out."""

    def all_issues(self, book: Book | None) -> list[Issue]:
        return sorted({*self.issues, *self.lint_issues(book)})

    def lint_issues(self, book: Book | None) -> list[Issue]:
        return list(lint(book, self.memo)) if book else []

    def claim_issues(self, page: Page | None) -> list[Issue]:
        """Of a page of kind claims: what it names that its scenario doesn't have. Of another: nothing."""
        if page is None or not isinstance(page.model, Claims):
            return []
        named, at = page.model.scenario, At(page, ("scenario",))
        if self.read(named, at) is None:
            return []
        book = self.book(named)
        return list(ledger(page, book)) if book else []

    def kind(self, name: str) -> str:
        """What the document says it is."""
        page = self.read(name, None)
        return page.kind if page else ""

    def read(self, name: str, named_at: At | None) -> Page | None:
        """The page without its model. `named_at`: where the scenario names it, to point at when it isn't there."""
        if name in self.unread:
            self._unreadable(name, named_at)
        if name in self.raw:
            return self.raw[name]
        self.raw[name] = None
        shown = self.source.shown(name)
        try:
            text = self.source.read(name)
        except Unreadable as problem:
            self.unread[name] = problem
            self._unreadable(name, named_at)
            return None
        tree = read_tree(text, name)
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
        self.noted[name] = {(issue.file, issue.line, issue.col) for issue in found}
        self.raw[name] = page
        return page

    def _unreadable(self, name: str, named_at: At | None) -> None:
        problem = self.unread[name]
        if named_at:
            self.issues.append(named_at.issue(problem.code, f"`{name[:80]}`: {problem.message}", problem.hint))
        else:
            self.issues.append(problem.issue(self.source.shown(name)))

    def whole(self, page: Page) -> Page | None:
        """A scenario laid over those that it extends, or None if one of them can't be read."""
        chain = [page]
        while (above := chain[-1].root.child("extends")) and isinstance(above.value, str):
            at = At(chain[-1], ("extends",))
            name = str(PurePosixPath(above.value)) if above.value else ""
            names = [each.name for each in chain]
            if name in names:
                loop = ", which extends ".join(f"`{each}`" for each in (*names[names.index(name) :], name))
                self.issues.append(at.issue("extends-cycle", f"goes round in a circle: {loop}", "take one out"))
                return None
            if len(chain) > MAX_CHAIN:
                message = f"rests on more than {MAX_CHAIN} scenarios, one above the other"
                self.issues.append(at.issue("extends-too-deep", message, "extend an earlier one"))
                return None
            below = self.read(name, at)
            if below is None:
                return None
            if below.kind != "scenario":
                what = f"is a document of kind {below.kind}" if below.kind in KINDS else "is no scenario"
                self.issues.append(at.issue("wrong-kind", f"`{name}` {what}, and a scenario is wanted here"))
                return None
            chain.append(below)
        root: Node | None = None
        for each in reversed(chain):
            root = laid_over(each.root, root)
        if root is None or root is page.root:
            return page
        dates = [date for each in chain for date in each.dates]
        return Page(page.name, page.shown, page.text, root, dates=dates, below=tuple(chain[1:]))

    def page(self, name: str, model: type[Model] | None, named_at: At | None) -> Page | None:
        """The page with its model, or None if it can't be used at all."""
        if name not in self.pages:
            page = self.read(name, named_at)
            if page and named_at and model not in {None, KINDS.get(page.kind, model)}:
                wanted = next(kind for kind, known in KINDS.items() if known is model)
                message = f"`{name}` is a document of kind {page.kind}, and {wanted} is wanted here"
                self.issues.append(named_at.issue("wrong-kind", message))
                return None
            page = self.whole(page) if page and model is ScenarioDocument else page
            self.pages[name] = page
            if page:
                noted = {spot for each in (page, *page.below) for spot in self.noted[each.name]}
                self.issues += shape(page, model, noted) if model else [of_no_kind(page)]
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
        gone = document.without.doctrines
        played = [page for page in found["doctrines"] if _id(page) not in gone]
        unused = [page for page in found["doctrines"] if _id(page) in gone]
        book = Book(main, terrain, found["rules"], found["forces"], played, found["injects"], unused)
        alike = tuple(map(id, book.rules_pages)), document.without.model_dump_json()
        book.share(self.alike.setdefault(alike, book))
        return book

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


def _id(page: Page) -> str:
    return str(getattr(page.model, "id", ""))
