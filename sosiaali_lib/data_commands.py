"""What the commands on data do and say: templates, check, release."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sosiaali_lib.cli import DONE, PARTLY
from sosiaali_lib.console import UsageError, complain, print_json, say
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _

if TYPE_CHECKING:
    from sosiaali_lib.intake import DataSet
    from sosiaali_lib.large import Counted, Hands
    from sosiaali_lib.published import Release
    from sosiaali_lib.textscan.checking import TextCheck

SHOWN_FAULTS = 200
REJECTED = "hylatyt"


def templates(options: Namespace) -> int:
    """Write the blank workbooks, the codebook, the year clock and the template of an instrument."""
    from sosiaali_lib import codebook
    from sosiaali_lib import templates as workbooks
    from sosiaali_lib.instruments import own

    if options.instruments is not None and not options.instruments.is_dir():
        raise UsageError(_("There is no folder {folder}.").format(folder=options.instruments))
    found, errors = own.read(options.instruments) if options.instruments else (own.NONE, [])
    with own.using(found):
        example = workbooks.write_own_instrument(options.out)
        written = [*workbooks.write(options.out), codebook.write(options.out), example]
        written += workbooks.write_year_clock(options.out)
    for path in written:
        say(str(path))
    for error in errors:
        complain(str(error))
    return PARTLY if errors else DONE


def check(options: Namespace) -> int:
    """Read the data and show every fault; the rejected rows go to files that can be corrected."""
    data = read(options.data)
    in_parts = _check_large(data, options)
    rejected = _write_rejected(data, options.data)
    texts = _check_texts(data, options.data)
    if options.json:
        print_json(
            {
                "counts": json.loads(data.counts.to_json(orient="records")),
                "dropped": json.loads(data.dropped.to_json(orient="records")),
                "faults": json.loads(data.faults.to_json(orient="records")),
                "large": in_parts.as_json,
                "rejected_files": [str(path) for path in rejected],
                "personal_data": texts.as_json,
            }
        )
    else:
        _say_faults(data)
        _say_rejected(rejected)
        for line in (*in_parts.told, *texts.told):
            say(line)
    return PARTLY if data.has_errors or in_parts.has_errors else DONE


def _check_large(data: DataSet, options: Namespace) -> Counted:
    """Check the forms that are too large for memory."""
    from sosiaali_lib import large

    if data.unread:  # told among the faults of the files
        return large.Counted({})
    return large.counted(data, None, hands(options))


def hands(options: Namespace) -> Hands:
    """Say who counts the forms that are too large for memory."""
    from sosiaali_lib.large import Hands

    return Hands(jobs=options.jobs, cluster=options.cluster)


def release(options: Namespace) -> int:
    """Make a release; rejected rows are said and the rest is released."""
    data = read(options.data)
    if len(data.faults):
        _say_faults(data)
        _say_rejected(_write_rejected(data, options.data))
    folder = options.data if options.data.is_dir() else options.data.parent
    # The name of a single file may be a person's; that of a folder of data is the organisation's.
    make_release(
        data,
        options.year,
        options.out,
        folder.resolve().name,
        options.threshold,
        options.earlier,
        hands(options),
    )
    return PARTLY if data.has_errors else DONE


def read(path: Path) -> DataSet:
    """Read a data folder, workbook or csv file."""
    from sosiaali_lib import intake

    if not path.exists():
        raise UsageError(_("There is no file or folder {path}.").format(path=path))
    return intake.read(path)


def _write_rejected(data: DataSet, path: Path) -> list[Path]:
    """Write the rejected rows beside the data, or into the working folder if that is read-only."""
    beside = path if path.is_dir() else path.parent
    try:
        return data.write_rejected(beside / REJECTED)
    except OSError:
        return data.write_rejected(Path.cwd() / REJECTED)


def _check_texts(data: DataSet, path: Path) -> TextCheck:
    """Scan the texts for personal data; the places to judge go beside the rejected rows."""
    from sosiaali_lib.textscan.checking import check_texts

    beside = path if path.is_dir() else path.parent
    try:
        return check_texts(data.tables, beside, beside / REJECTED)
    except OSError:
        return check_texts(data.tables, beside, Path.cwd() / REJECTED)


def _say_rejected(files: list[Path]) -> None:
    for path in files:
        say(_("Rejected rows to correct: {file}").format(file=path))


def make_release(
    data: DataSet,
    year: int,
    out: Path,
    name: str,
    threshold: int | None,
    before: Sequence[Path] = (),
    by: Hands | None = None,
) -> Release:
    """Make a release of data and say how many numbers it hides."""
    from sosiaali_lib import release as releases

    made = releases.make(
        data, year, out, name=name, threshold=threshold, tell=complain, before=before, hands=by
    )
    log = made.manifest["protection"]
    say(
        _("Release: {folder} ({hidden} of {cells} figures hidden, threshold {threshold})").format(
            folder=out,
            hidden=number(log["hidden"]),
            cells=number(log["cells"]),
            threshold=log["threshold"],
        )
    )
    return made


def _say_faults(data: DataSet) -> None:
    """Print the three numbers of every file, then the faults."""
    from sosiaali_lib.intake import lines

    text = _("{file} ({form}): {read} rows read, {used} used, {rejected} rejected")
    for row in data.counts.to_dict("records"):
        numbers = {name: number(row[name]) for name in ("read", "used", "rejected")}
        say(text.format(file=row["file"], form=row["form"], **numbers))
    for told in lines(data.faults, most=SHOWN_FAULTS):
        say(f"  {told}")
    if not len(data.faults):
        say(_("No faults."))
