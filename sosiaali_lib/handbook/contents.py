"""What the handbook holds: its parts and pages, as `docs/kasikirja.yaml` lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sosiaali_lib.datafiles import DataFileError, read
from sosiaali_lib.messages import language, pick

FILE = "docs/kasikirja.yaml"
# The order in which another language stands in for one that a page lacks.
STANDING_IN = ("en", "fi", "sv")


@dataclass(frozen=True)
class Entry:
    """One page: in the languages of its titles, from files, or made of docstrings.

    Attributes
    ----------
    name
        Its address without language and ending.
    titles, about
        Short title, and what it is about in a sentence, by language.
    files
        Markdown files by language, as paths within the repository.
    modules
        Modules of a page of reference.
    sources
        Whether it lists the sources of all formulas.
    """

    name: str
    titles: Mapping[str, str]
    about: Mapping[str, str]
    files: Mapping[str, str]
    modules: tuple[str, ...] = ()
    sources: bool = False

    @property
    def path(self) -> str:
        """Address in the folder of a language."""
        return f"{self.name}.html"

    @property
    def lang(self) -> str:
        """The language in use where the page has it, else the one that stands in for it."""
        return next(lang for lang in (language(), *STANDING_IN) if lang in self.titles)


@dataclass(frozen=True)
class Part:
    """Pages that belong together."""

    titles: Mapping[str, str]
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """The title in the language in use."""
        return pick(self.titles)

    @property
    def first(self) -> Entry:
        """The page that the menu leads to: the first one in the language in use, if there is one."""
        own = (entry for entry in self.entries if entry.lang == language())
        return next(own, self.entries[0])


@dataclass(frozen=True)
class Contents:
    """The whole handbook: `root` is the folder of the repository."""

    root: Path
    name: Mapping[str, str]
    about: Mapping[str, str]
    parts: tuple[Part, ...]

    @classmethod
    def load(cls, root: Path) -> Contents:
        """Read the list of pages.

        Raises
        ------
        DataFileError
            If it does not follow its schema, names an address twice or a file that is not there, or
            a page's titles, sentences and files are not in the same languages.
        """
        path = root / FILE
        data = read(path, "handbook")
        parts = tuple(
            Part(
                part["title"],
                tuple(
                    Entry(
                        page["name"],
                        page["title"],
                        page["about"],
                        page.get("files", {}),
                        tuple(page.get("modules", ())),
                        "sources" in page,
                    )
                    for page in part["pages"]
                ),
            )
            for part in data["parts"]
        )
        contents = cls(root, data["name"], data["about"], parts)
        if problems := tuple(_problems(contents)):
            raise DataFileError(path, problems)
        return contents

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every page, in order."""
        return tuple(entry for part in self.parts for entry in part.entries)

    @property
    def of_files(self) -> dict[str, tuple[Entry, str]]:
        """Give the page and the language of every Markdown file."""
        return {file: (entry, lang) for entry in self.entries for lang, file in entry.files.items()}


def _problems(contents: Contents) -> Iterator[str]:
    names = [entry.name for entry in contents.entries]
    yield from (f"{name} is listed twice" for name in sorted(set(names)) if names.count(name) > 1)
    for entry in contents.entries:
        for what, texts in (("about", entry.about), ("files", entry.files or entry.titles)):
            if set(texts) != set(entry.titles):
                yield f"{entry.name}: title and {what} are not in the same languages"
        for file in entry.files.values():
            if not (contents.root / file).is_file():
                yield f"{entry.name}: there is no file {file}"
