"""Building the site: publications are copied, pages written in every language, stale files removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from sosiaali_lib.areas import Area
from sosiaali_lib.batch.lock import held
from sosiaali_lib.messages import LANGUAGES, _, use
from sosiaali_lib.publishing.publication import RECORD, published
from sosiaali_lib.site import style
from sosiaali_lib.site.collection import Collection, SiteError, Version, different
from sosiaali_lib.site.context import Context
from sosiaali_lib.site.folder import SiteFolder
from sosiaali_lib.site.frame import Page, choice, written
from sosiaali_lib.site.open_data import Data, read
from sosiaali_lib.site.pages import area, compare, records, search, start, statement
from sosiaali_lib.site.places import county_of, place
from sosiaali_lib.site.search_index import index_script
from sosiaali_lib.site.settings import Settings
from sosiaali_lib.site.tables import FILE, key_figures_csv

SCRIPTS = ("haku.js", "vertailu.js")


@dataclass(frozen=True)
class Built:
    """What a run did: numbers of reports, pages, files written and removed; and what was left out."""

    reports: int
    pages: int
    written: int
    removed: int
    faults: tuple[str, ...] = ()


def build(
    folders: Sequence[Path],
    out: Path,
    *,
    settings: Settings | None = None,
    languages: Sequence[str] = LANGUAGES,
    done: Callable[[str], None] | None = None,
) -> Built:
    """Make or renew the site of published reports.

    Parameters
    ----------
    folders
        Folders that `sosiaali publish` has written.
    out
        Folder of the site. Another site there is renewed: what has not changed is left as it is.
    settings
        Whose site it is.
    languages
        Languages of the pages, the leading one first.
    done
        Is given the place of each report that has been copied.

    Returns
    -------
    Built
        A publication whose files are missing or changed is left out and named in `faults`.

    Raises
    ------
    SiteError
        If there is nothing to publish or nothing of it is whole, two versions of one name differ, or
        `out` holds something else.
    BusyFolderError
        If another run is writing into `out`.
    """
    if out.exists() and not out.is_dir():
        raise SiteError(_("{folder} is no folder.").format(folder=out))
    versions = different([Version.of(one) for folder in folders for one in published(folder)])
    if not versions:
        raise SiteError(
            _("{folders} hold no published reports. Publish one with “sosiaali publish”.").format(
                folders=", ".join(map(str, folders))
            )
        )
    with held(out):
        return _built(versions, out, settings or Settings(), tuple(languages), done)


def _built(
    versions: Sequence[Version],
    out: Path,
    settings: Settings,
    languages: Sequence[str],
    done: Callable[[str], None] | None,
) -> Built:
    """Make or renew the site in a folder that no other run writes into."""
    site = SiteFolder.open(out)
    site.begin()
    copied, faults = _copied(site, Collection.of(versions).current, done)
    if not copied:
        raise SiteError("\n".join(faults))
    whole = {one.report for one in copied}
    collection = Collection.of(one for one in versions if one.report in whole)
    context = Context(collection, _data(site, collection), settings, languages)
    pages = 0
    for lang in languages:
        with use(lang):
            for page in _pages(context):
                content = written(page, context.settings, languages, made_up=context.made_up)
                site.put(f"{lang}/{page.path}", content)
                pages += 1
            site.put(f"hakemisto.{lang}.js", index_script(context))
    _common(site, context)
    return Built(len(collection.reports), pages, site.written, site.finish(context.data), faults)


def _copied(
    site: SiteFolder, versions: Iterable[Version], done: Callable[[str], None] | None
) -> tuple[list[Version], tuple[str, ...]]:
    """Copy the files of versions; one that cannot be copied whole is left out."""
    kept, faults = [], []
    for version in versions:
        before = dict(site.kept)
        try:
            for file in version.files:
                site.copy(version, file)
            site.put(f"{version.place}/{RECORD}", (version.folder / RECORD).read_bytes())
        except SiteError as error:
            faults.append(str(error))
            site.leave_out(before)
            continue
        kept.append(version)
        if done is not None:
            done(version.report)
    return kept, tuple(faults)


def _data(site: SiteFolder, collection: Collection) -> dict[str, Data]:
    """Read the open data of the newest versions, or take what an earlier run has read."""
    found = {}
    for report in collection.reports:
        for version in report.newest.values():
            file = version.file("json")
            if file is None:
                continue
            known = site.data.get(file.sha256)
            if known is None:
                path = site.root / version.place / file.name
                try:
                    known = read(path.read_bytes(), version.period, _names(version))
                except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
                    text = _("{file} does not hold the open data of a report. Publish it again.")
                    raise SiteError(text.format(file=version.folder / file.name)) from error
            found[file.sha256] = known
    return found


def _names(version: Version) -> frozenset[str]:
    """Give the names that stand at the end of a table's title: the area and its county."""
    with use(version.lang):
        whole = _("All areas of the data")
    around = [place(version.code), county_of(version.code)]
    known = [one for one in around if one is not None]
    names = {one.name(version.lang) for one in known}
    names |= {one.short(version.lang) for one in known if isinstance(one, Area)}
    return frozenset({version.name, whole, *names})


def _pages(context: Context) -> Iterator[Page]:
    """Give every page in the language in use."""
    places = context.collection
    yield start.start(context)
    yield start.index(context)
    yield start.sitemap(context)
    yield statement.statement(context)
    yield search.search(context)
    yield records.open_data(context)
    yield records.change_log(context)
    for year in places.years:
        yield compare.compare(context, year)
    for code in (*places.counties(), *places.municipalities(), *places.others()):
        yield area.area(context, code)
    for report in places.reports:
        yield area.report(context, report)


def _common(site: SiteFolder, context: Context) -> None:
    """Write what all languages share."""
    site.put("tyyli.css", style.sheet())
    for name in SCRIPTS:
        site.put(name, style.asset(name))
    site.put(FILE, key_figures_csv(context))
    site.put("index.html", choice(context.settings, context.languages))
    if context.settings.address:
        site.put("sitemap.xml", _sitemap(site, context))


def _sitemap(site: SiteFolder, context: Context) -> bytes:
    """List the pages for search engines, as sitemaps.org says."""
    last = max((version.approved_on for version in context.collection.log), default=date.min)
    of = "".join(
        f"<url><loc>{escape(f'{context.settings.address}/{path}')}</loc>"
        f"<lastmod>{last.isoformat()}</lastmod></url>\n"
        for path in sorted(site.kept)
        if path.endswith(".html")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{of}</urlset>\n'
    ).encode()
