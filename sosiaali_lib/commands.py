"""What each command does and says; the work itself is the library's."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sosiaali_lib.cli import DONE, PARTLY, USAGE
from sosiaali_lib.console import complain, print_json, say
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext

if TYPE_CHECKING:
    from sosiaali_lib.intake import DataSet
    from sosiaali_lib.published import Release
    from sosiaali_lib.report.record import Entry
    from sosiaali_lib.textscan.checking import TextCheck

SHOWN_FAULTS = 200
REJECTED = "hylatyt"
EXAMPLE_COUNTY = "20"
EXAMPLE_YEAR = 2019


class UsageError(ValueError):
    """A command that cannot be carried out as it was given."""


def run(options: Namespace) -> int:
    """Carry out a parsed command; faults that a person can mend are said in one plain text."""
    from sosiaali_lib.datafiles import DataFileError
    from sosiaali_lib.disclosure import ProtectionError
    from sosiaali_lib.intake import RejectsError
    from sosiaali_lib.published import ReleaseError
    from sosiaali_lib.score_command import score
    from sosiaali_lib.textscan.workbook import FindingsError

    commands: dict[str, Callable[[Namespace], int]] = {
        "demo": demo,
        "templates": templates,
        "check": check,
        "release": release,
        "render": render,
        "status": status,
        "audit": audit,
        "score": score,
    }
    try:
        return commands[options.command](options)
    except UsageError as error:
        complain(str(error))
        return USAGE
    except (ReleaseError, DataFileError, ProtectionError, RejectsError, FindingsError) as error:
        complain(str(error))
        return PARTLY
    except BrokenPipeError:  # the reader of our output has had enough, as in “| head”
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PARTLY
    except OSError as error:
        complain(
            _("{file} cannot be written or read: {reason}.").format(
                file=error.filename or "", reason=error.strerror or error
            )
        )
        return PARTLY
    except KeyboardInterrupt:
        complain(_("Stopped. What was finished stays; run the command again for the rest."))
        return PARTLY


def demo(options: Namespace) -> int:
    """Write the example data, release it and render Kainuu's municipalities and county."""
    from sosiaali_lib import areas, example

    data, released = options.out / "aineisto", options.out / "julkaisu"
    example.write(data)
    say(_("Example data: {folder}").format(folder=data))
    made = _release(_read(data), EXAMPLE_YEAR, released, "", None)
    codes = [m.code for m in areas.members(EXAMPLE_COUNTY)] + [EXAMPLE_COUNTY]
    entries = _render(made, codes, options.out, options)
    return PARTLY if any(entry.error for entry in entries.values()) else DONE


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
    data = _read(options.data)
    rejected = _write_rejected(data, options.data)
    texts = _check_texts(data, options.data)
    if options.json:
        print_json(
            {
                "counts": json.loads(data.counts.to_json(orient="records")),
                "dropped": json.loads(data.dropped.to_json(orient="records")),
                "faults": json.loads(data.faults.to_json(orient="records")),
                "rejected_files": [str(path) for path in rejected],
                "personal_data": texts.as_json,
            }
        )
    else:
        _say_faults(data)
        _say_rejected(rejected)
        for line in texts.told:
            say(line)
    return PARTLY if data.has_errors else DONE


def release(options: Namespace) -> int:
    """Make a release; rejected rows are said and the rest is released."""
    data = _read(options.data)
    if len(data.faults):
        _say_faults(data)
        _say_rejected(_write_rejected(data, options.data))
    folder = options.data if options.data.is_dir() else options.data.parent
    # The name of a single file may be a person's; that of a folder of data is the organisation's.
    _release(
        data, options.year, options.out, folder.resolve().name, options.threshold, options.earlier
    )
    return PARTLY if data.has_errors else DONE


def render(options: Namespace) -> int:
    """Render the drafts of the areas asked for."""
    from sosiaali_lib.published import Release

    opened = Release.open(options.release)
    entries = _render(opened, _codes(options.area, opened), options.out, options)
    failed = {stem: entry for stem, entry in entries.items() if entry.error}
    if options.json:
        print_json(
            {
                "done": sorted(set(entries) - set(failed)),
                "failed": {stem: entry.error for stem, entry in failed.items()},
                "unused_texts": _unused_texts(opened, entries),
            }
        )
    return PARTLY if failed or _unused_texts(opened, entries) else DONE


def status(options: Namespace) -> int:
    """Show the state of every draft in a folder."""
    from sosiaali_lib.report.state import states

    if not options.folder.is_dir():
        raise UsageError(_("There is no folder {folder}.").format(folder=options.folder))
    found = states(options.folder)
    if options.json:
        print_json(
            {stem: {"state": s.state, "reasons": list(s.reasons)} for stem, s in found.items()}
        )
    else:
        if not found:
            say(_("{folder} holds no drafts.").format(folder=options.folder))
        for stem, item in found.items():
            say("  ".join([f"{item.label:<12}", stem, *item.reasons]))
    return PARTLY if any(item.state == "failed" for item in found.values()) else DONE


def audit(options: Namespace) -> int:
    """Attack everything in a folder that is to be public."""
    from sosiaali_lib.file_audit import command

    return command.audit(options)


def _read(path: Path) -> DataSet:
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


def _release(
    data: DataSet,
    year: int,
    out: Path,
    name: str,
    threshold: int | None,
    before: Sequence[Path] = (),
) -> Release:
    from sosiaali_lib import release as releases

    made = releases.make(
        data, year, out, name=name, threshold=threshold, tell=complain, before=before
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


def _codes(names: list[str], release: Release) -> list[str]:
    """Turn codes and names into codes; a name that is not known is never guessed."""
    from sosiaali_lib import areas
    from sosiaali_lib.messages import language

    if names == ["all"]:
        return list(release.areas)
    codes = []
    for name in names:
        match = areas.find_area(name)
        if match.code is None:
            near = ", ".join(f"{p.name(language())} ({p.code})" for p in match.suggestions)
            text = _("There is no municipality or county “{name}”.").format(name=name)
            raise UsageError(
                f"{text} " + _("Did you mean {names}?").format(names=near) if near else text
            )
        codes.append(match.code)
    return codes


def _render(release: Release, codes: list[str], out: Path, options: Namespace) -> dict[str, Entry]:
    from sosiaali_lib.progress import Progress
    from sosiaali_lib.report import record
    from sosiaali_lib.report.render import FAILURES, plan
    from sosiaali_lib.report.render import render as render_jobs

    try:
        jobs = plan(release, codes, out=out, lang=options.lang, formats=options.formats)
    except ValueError as error:
        raise UsageError(str(error)) from error
    quiet = getattr(options, "json", False)
    try:
        with Progress(len(jobs), quiet) as progress:
            entries = render_jobs(jobs, workers=options.jobs, done=progress.step)
    except record.BusyFolderError as error:
        raise UsageError(str(error)) from error
    failed = sum(bool(entry.error) for entry in entries.values())
    if not quiet:
        done = len(entries) - failed
        say(
            ngettext("{n} draft in {folder}", "{n} drafts in {folder}", done).format(
                n=number(done), folder=out
            )
        )
        if failed:
            say(
                ngettext(
                    "{n} report failed, see {file}", "{n} reports failed, see {file}", failed
                ).format(n=number(failed), file=out / FAILURES)
            )
        for name in _unused_texts(release, entries):
            text = _("The own text {file} is in no report: its name is that of no area or chapter.")
            complain(text.format(file=name))
    for line in _own_texts_told(release):
        complain(line)
    return entries


def _own_texts_told(release: Release) -> list[str]:
    """Say which own texts hold signs of personal data."""
    from sosiaali_lib import own_texts
    from sosiaali_lib.textscan.checking import own_texts_told

    return own_texts_told(release.folder.resolve().parent / own_texts.FOLDER)


def _unused_texts(release: Release, entries: Mapping[str, Entry]) -> list[str]:
    """Name the own texts that are in no report because of the name of their file or folder."""
    from sosiaali_lib import own_texts

    found = [f"{own_texts.FOLDER}/{name}" for name in own_texts.strange_folders(release.folder)]
    files = {f"{own_texts.FOLDER}/{e.area}/{name}" for e in entries.values() for name in e.unused}
    return [*found, *sorted(files)]


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
