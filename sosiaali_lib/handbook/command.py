"""The command that makes the handbook."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sosiaali_lib.cli import DONE, PARTLY
from sosiaali_lib.console import UsageError, complain, say
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext

ROOT = Path(__file__).parents[2]


def run(options: Namespace) -> int:
    """Make the handbook and tell what was done; 1 if its pages have faults, which are all told."""
    from sosiaali_lib.batch.lock import BusyFolderError
    from sosiaali_lib.handbook.build import HandbookError, build
    from sosiaali_lib.handbook.contents import FILE
    from sosiaali_lib.site.collection import SiteError

    if not (ROOT / FILE).is_file():
        text = _(
            "The handbook is made from the repository, and {file} is not here. Get the source of "
            "sosiaali_lib and give the command there."
        )
        raise UsageError(text.format(file=ROOT / FILE))
    try:
        built = build(ROOT, options.out)
    except HandbookError as error:
        complain(str(error))
        return PARTLY
    except (SiteError, BusyFolderError) as error:
        raise UsageError(str(error)) from error
    text = ngettext(
        "{n} page; {written} files written, {removed} removed: {folder}",
        "{n} pages; {written} files written, {removed} removed: {folder}",
        built.pages,
    )
    say(
        text.format(
            n=number(built.pages),
            written=number(built.written),
            removed=number(built.removed),
            folder=options.out / "index.html",
        )
    )
    return DONE
