"""What the commands on drafts do and say: demo, render, status."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from sosiaali_lib import areas
from sosiaali_lib.batch.due import Which
from sosiaali_lib.batch.failures import FAILURES, told
from sosiaali_lib.batch.jobs import plan
from sosiaali_lib.batch.lock import BusyFolderError
from sosiaali_lib.cli import DONE, PARTLY
from sosiaali_lib.console import UsageError, complain, print_json, say
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, language, ngettext
from sosiaali_lib.progress import Progress
from sosiaali_lib.published import Release
from sosiaali_lib.report import render as rendering
from sosiaali_lib.report.drafts import EVERY_FORMAT
from sosiaali_lib.report.record import Entry
from sosiaali_lib.report.render import Rendered
from sosiaali_lib.report.state import states

EXAMPLE_COUNTY = "20"
EXAMPLE_YEAR = 2019


def demo(options: Namespace) -> int:
    """Write the example data, release it and render Kainuu's municipalities and county."""
    from sosiaali_lib import areas, data_commands, example

    data, released = options.out / "aineisto", options.out / "julkaisu"
    example.write(data)
    say(_("Example data: {folder}").format(folder=data))
    made = data_commands.make_release(data_commands.read(data), EXAMPLE_YEAR, released, "", None)
    codes = [m.code for m in areas.members(EXAMPLE_COUNTY)] + [EXAMPLE_COUNTY]
    rendered, _unused = _render(made, codes, options)
    return PARTLY if rendered.failed else DONE


def render(options: Namespace) -> int:
    """Render the drafts of the areas asked for."""
    opened = Release.open(options.release)
    rendered, unused = _render(opened, _codes(options.area, opened), options)
    if options.json:
        print_json(
            {
                "done": sorted(set(rendered.made) - set(rendered.failed)),
                "unchanged": sorted(rendered.unchanged),
                "failed": {stem: told(entry) for stem, entry in rendered.failed.items()},
                "unused_texts": unused,
            }
        )
    return PARTLY if rendered.failed or unused else DONE


def status(options: Namespace) -> int:
    """Show the state of every draft in a folder."""
    if not options.folder.is_dir():
        raise UsageError(_("There is no folder {folder}.").format(folder=options.folder))
    found = states(options.folder)
    if options.json:
        print_json(
            {
                stem: {"state": s.state, "reasons": list(s.reasons), "notes": list(s.notes)}
                for stem, s in found.items()
            }
        )
    else:
        if not found:
            say(_("{folder} holds no drafts.").format(folder=options.folder))
        for stem, item in found.items():
            say("  ".join([f"{item.label:<12}", stem, *item.reasons, *item.notes]))
    return PARTLY if any(item.state == "failed" for item in found.values()) else DONE


def _codes(names: list[str], release: Release) -> list[str]:
    """Turn codes and names into codes; a name that is not known is never guessed."""
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


def _render(release: Release, codes: list[str], options: Namespace) -> tuple[Rendered, list[str]]:
    """Render and tell of it; give what became of the reports, and the own texts that are in none."""
    quiet, given = getattr(options, "json", False), vars(options)
    try:
        formats = EVERY_FORMAT if options.formats == ("all",) else options.formats
        jobs = plan(release, codes, out=options.out, lang=options.langs, formats=formats)
    except ValueError as error:
        raise UsageError(str(error)) from error
    try:
        with Progress(quiet) as progress:
            rendered = rendering.render(
                jobs,
                workers=options.jobs,
                cluster=given.get("cluster", ""),
                which=_which(given),
                fail_fast=given.get("fail_fast", False),
                watch=progress,
            )
    except BusyFolderError as error:
        raise UsageError(str(error)) from error
    unused = _unused_texts(release, rendered.entries)
    if not quiet:
        _say_rendered(rendered, options.out)
        for name in unused:
            text = _("The own text {file} is in no report: its name is that of no area or chapter.")
            complain(text.format(file=name))
    for line in _own_texts_told(release):
        complain(line)
    return rendered, unused


def _which(given: Mapping[str, bool]) -> Which:
    if given.get("failed"):
        return Which.FAILED
    return Which.ALL if given.get("force") else Which.CHANGED


def _say_rendered(rendered: Rendered, out: Path) -> None:
    failed, unchanged = len(rendered.failed), len(rendered.unchanged)
    done = len(rendered.made) - failed
    text = ngettext("{n} draft in {folder}", "{n} drafts in {folder}", done)
    say(text.format(n=number(done), folder=out))
    if unchanged:
        text = ngettext(
            "{n} draft was there already, and nothing that it is made of has changed",
            "{n} drafts were there already, and nothing that they are made of has changed",
            unchanged,
        )
        say(text.format(n=number(unchanged)))
    if failed:
        text = ngettext("{n} report failed, see {file}", "{n} reports failed, see {file}", failed)
        say(text.format(n=number(failed), file=out / FAILURES))


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
