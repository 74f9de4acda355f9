"""Building the handbook: pages in three languages, search index, files that pages link to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sosiaali_lib import __version__
from sosiaali_lib.batch.lock import held
from sosiaali_lib.handbook.contents import Contents
from sosiaali_lib.handbook.pages import FILES, Book, menu, pages
from sosiaali_lib.handbook.search import index_script
from sosiaali_lib.messages import LANGUAGES, _, use
from sosiaali_lib.site import style
from sosiaali_lib.site.collection import SiteError
from sosiaali_lib.site.folder import SiteFolder
from sosiaali_lib.site.frame import choice, written
from sosiaali_lib.site.settings import Settings

STYLE = Path(__file__).parent / "assets" / "kirja.css"
SEARCH = "haku.js"
MARK = "kasikirja.txt"  # tells a handbook from a site of reports


class HandbookError(ValueError):
    """Pages that cannot go out as they are; `.problems` names each fault with its page."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type, tuple[tuple[str, ...]]]:
        return type(self), (self.problems,)


@dataclass(frozen=True)
class Built:
    """What a run did: numbers of pages, and of files written and removed."""

    pages: int
    written: int
    removed: int


def build(root: Path, out: Path) -> Built:
    """Make or renew the handbook.

    Parameters
    ----------
    root
        Folder of the repository.
    out
        Folder of the handbook: an empty one, or one with an earlier handbook.

    Raises
    ------
    DataFileError
        If the list of pages is faulty.
    HandbookError
        If a link leads nowhere or a page's headings are out of order; nothing is written then.
    SiteError
        If `out` holds something else.
    BusyFolderError
        If another run is writing into `out`.
    """
    book = Book(Contents.load(root))
    book.read()
    if book.problems:
        raise HandbookError(tuple(book.problems))
    if out.exists() and not out.is_dir():
        raise SiteError(_("{folder} is no folder.").format(folder=out))
    with held(out):
        return _written(book, out)


def _written(book: Book, out: Path) -> Built:
    site = SiteFolder.open(out)
    if site.known and MARK not in site.known:
        text = _("{folder} holds the site of published reports; choose an empty folder.")
        raise SiteError(text.format(folder=out))
    site.begin()
    settings = Settings(
        name=book.contents.name,
        organisation=dict.fromkeys(LANGUAGES, f"sosiaali_lib {__version__}"),
    )
    made = 0
    for lang in LANGUAGES:
        with use(lang):
            leads_to = menu(book)
            for page in pages(book):
                content = written(page, settings, LANGUAGES, made_up=False, menu=leads_to)
                site.put(f"{lang}/{page.path}", content)
                made += 1
            site.put(f"hakemisto.{lang}.js", index_script(book))
    site.put("tyyli.css", style.sheet() + STYLE.read_bytes())
    site.put(SEARCH, style.asset(SEARCH))
    site.put("index.html", choice(settings, LANGUAGES))
    site.put(MARK, f"sosiaali_lib {__version__}\n".encode())
    for file in sorted(book.files):
        site.put(f"{FILES}/{file}", (book.contents.root / file).read_bytes())
    return Built(made, site.written, site.finish({}))
