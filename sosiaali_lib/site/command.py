"""The command that makes the site."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sosiaali_lib.cli import DONE, PARTLY
from sosiaali_lib.console import UsageError, complain, print_json, say
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.site.options import FILE

if TYPE_CHECKING:
    from sosiaali_lib.site.settings import Settings


def run(options: Namespace) -> int:
    """Make the site and tell what was done; 1 if a publication was left out."""
    from sosiaali_lib.batch.lock import BusyFolderError
    from sosiaali_lib.publishing.publication import PublicationError
    from sosiaali_lib.site.build import build
    from sosiaali_lib.site.collection import SiteError

    for folder in options.published:
        if not folder.is_dir():
            raise UsageError(_("There is no folder {folder}.").format(folder=folder))
    settings = _settings(options)
    try:
        built = build(
            options.published, options.out, settings=settings, languages=options.languages
        )
    except (SiteError, PublicationError, BusyFolderError) as error:
        raise UsageError(str(error)) from error
    absent = settings.absent()
    if options.json:
        print_json(
            {
                "reports": built.reports,
                "pages": built.pages,
                "written": built.written,
                "removed": built.removed,
                "faults": list(built.faults),
                "to_fill_in": absent,
            }
        )
        return PARTLY if built.faults else DONE
    text = ngettext(
        "{n} report, {pages} pages; {written} files written, {removed} removed: {folder}",
        "{n} reports, {pages} pages; {written} files written, {removed} removed: {folder}",
        built.reports,
    )
    say(
        text.format(
            n=number(built.reports),
            pages=number(built.pages),
            written=number(built.written),
            removed=number(built.removed),
            folder=options.out / "index.html",
        )
    )
    if absent:
        text = _("The accessibility statement lacks: {names}. Write them into {file}.")
        complain(text.format(names=", ".join(absent), file=_file(options)))
    for fault in built.faults:
        complain(fault)
    return PARTLY if built.faults else DONE


def _settings(options: Namespace) -> Settings:
    from sosiaali_lib.site.settings import Settings

    file = _file(options)
    if options.settings is not None and not file.is_file():
        raise UsageError(_("There is no file {file}.").format(file=file))
    return Settings.load(file) if file.is_file() else Settings()


def _file(options: Namespace) -> Path:
    """Give the file of the settings: the one that was named, else that of the first folder with one."""
    if options.settings is not None:
        return Path(options.settings)
    places = [Path(folder) / FILE for folder in options.published]
    return next((place for place in places if place.is_file()), places[0])
