"""What a job said, as a page shows it: lines, or the findings of a draft that was handed in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sosiaali_lib.app import frame
from sosiaali_lib.app.jobs import OVER, STOPPED, Job
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.plain_text import clean
from sosiaali_lib.publishing.kinds import LEVELS
from sosiaali_lib.site.markup import Html, bullets, heading, paragraph, plain, warning

CHECK, PUBLISH = "draft_check", "publish"
SHOWN = 100  # findings of one level, and lines of one command


def of(job: Job, seal: Html) -> Iterator[Html]:
    """Give what a job said.

    Parameters
    ----------
    job
        The job, also while it runs.
    seal
        The hidden field that forms need.
    """
    if job.kind in (CHECK, PUBLISH) and job.state in OVER - {STOPPED}:
        yield from _draft(job, seal)
        return
    lines = [*job.said, *job.complained]
    if lines:
        yield heading(2, _("What was said"))
        yield _lines(lines)


def _lines(lines: list[str]) -> Html:
    """Give lines as they were said, the last ones when there are many."""
    shown = lines[-SHOWN:]
    text = "\n".join(clean(line) for line in shown)
    left = ""
    if len(lines) > SHOWN:
        told = ngettext("{n} earlier line", "{n} earlier lines", len(lines) - SHOWN)
        left = paragraph(told.format(n=number(len(lines) - SHOWN)), role="huomautus").text
    escaped = "\n".join(plain(line) for line in text.split("\n"))
    name = plain(_("What was said"))
    return Html(f'{left}<pre tabindex="0" role="region" aria-label="{name}">{escaped}</pre>\n')


def _draft(job: Job, seal: Html) -> Iterator[Html]:
    told = _told(job)
    if "error" in told or "findings" not in told:
        text = str(told.get("error") or _("The draft could not be checked."))
        yield warning(paragraph(text))
        if not told and job.complained:
            yield _lines(list(job.complained))
        return
    found = [one for one in told["findings"] if isinstance(one, dict)]
    if told.get("published"):
        yield paragraph(_("Published: {folder}").format(folder=str(told["published"])))
    for level in LEVELS:
        yield from _level(level, [one for one in found if one.get("level") == level])
    if job.kind == CHECK and not any(one.get("level") == "error" for one in found):
        yield from _publishing(job, found, seal)


def _told(job: Job) -> dict[str, Any]:
    """Give what the command told of the one file that it was given."""
    try:
        told = json.loads("\n".join(job.said))
        first = next(iter(told.values()))
    except (ValueError, AttributeError, StopIteration):
        return {}
    known = isinstance(first, dict) and isinstance(first.get("findings", []), list)
    return first if known else {}


def _level(level: str, found: list[dict[str, Any]]) -> Iterator[Html]:
    if not found:
        return
    names = {
        "error": _("Errors: these stop the publication"),
        "warning": _("Warnings: these stop, unless you accept them and say why"),
        "notice": _("Good to know"),
    }
    yield heading(2, f"{names[level]} ({number(len(found))})")
    yield bullets(str(one.get("text", "")) for one in found[:SHOWN])
    if (more := len(found) - SHOWN) > 0:
        text = ngettext("and {n} more", "and {n} more", more)
        yield paragraph(text.format(n=number(more)))


def _publishing(job: Job, found: list[dict[str, Any]], seal: Html) -> Iterator[Html]:
    """Offer the publication of a draft that has no errors."""
    codes = dict.fromkeys(str(one["code"]) for one in found if one.get("level") == "warning")
    if not codes:
        yield frame.good(_("Nothing stands in the way of publishing."))
    yield heading(2, _("Publish"))
    reason = _("Why the warning “{code}” is accepted")
    yield frame.form(
        "/julkaise",
        seal,
        frame.hidden("tarkastus", job.id),
        frame.line("hyvaksyja", _("Who approves the publication"), more="required"),
        *(frame.line(f"syy-{code}", reason.format(code=code)) for code in codes),
        frame.line(
            "huomautus",
            _("What was corrected"),
            hint=_("Needed when the report has been published before."),
        ),
        frame.button(_("Publish")),
    )
