"""The command that publishes edited drafts: what was found in each, and what became of it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sosiaali_lib.cli import DONE, PARTLY
from sosiaali_lib.console import UsageError, complain, print_json, say
from sosiaali_lib.formatting import quoted
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.published import ReleaseError
from sosiaali_lib.publishing.examination import examine
from sosiaali_lib.publishing.findings import Finding, of_level
from sosiaali_lib.publishing.kinds import KINDS, LEVELS
from sosiaali_lib.publishing.publication import PublicationError
from sosiaali_lib.publishing.publish import Outcome, publish
from sosiaali_lib.publishing.reading import UnreadableDraftError
from sosiaali_lib.publishing.reading.model import Place
from sosiaali_lib.publishing.recognition import NotOurDraftError
from sosiaali_lib.publishing.record import Approval

SHOWN = 10
"""Findings of one kind that are told of one file; the JSON form holds all of them."""


def run(options: Namespace) -> int:
    """Publish the drafts one after another; one that is stopped stops no other."""
    if not options.check and not (options.approved_by or "").strip():
        raise UsageError(
            _("Tell with --approved-by who approves the publication, or only check with --check.")
        )
    approval = Approval(
        by=" ".join((options.approved_by or "").split()),
        on=options.date or date.today(),
        accepted=dict(map(_accepted, options.accept)),
        note=options.note,
    )
    told: dict[str, object] = {}
    stopped = 0
    for path in options.files:
        try:
            outcome = _outcome(path, approval, options)
        except (UnreadableDraftError, NotOurDraftError, PublicationError, ReleaseError) as error:
            stopped += 1
            told[str(path)] = {"error": str(error)}
            if not options.json:
                complain(str(error))
            continue
        left = approval.left(outcome.findings)
        stopped += bool(left) if options.check else outcome.stopped
        told[str(path)] = _as_json(outcome)
        if not options.json:
            _tell(outcome, left, checking=options.check)
    if options.json:
        print_json(told)
    return PARTLY if stopped else DONE


def _outcome(path: Path, approval: Approval, options: Namespace) -> Outcome:
    if options.check:
        return Outcome(file=path, findings=examine(path, release=options.release).findings)
    return publish(path, approval, out=options.out, release=options.release)


def _tell(outcome: Outcome, left: Sequence[Finding], *, checking: bool) -> None:
    say(f"{outcome.file.name}:")
    for level in LEVELS:
        found = of_level(outcome.findings, level)
        for code in dict.fromkeys(one.code for one in found):
            _tell_kind([one for one in found if one.code == code])
    if outcome.folder is not None:
        text = _("Published: {folder}")
        if outcome.again:
            text = _("This file has been published already; nothing was done: {folder}")
        say("  " + text.format(folder=outcome.folder))
    elif left:
        errors = len(of_level(left, "error"))
        text = ngettext(
            "Not published: {n} thing has to be mended first.",
            "Not published: {n} things have to be mended first.",
            len(left),
        )
        complain("  " + text.format(n=len(left)))
        if len(left) > errors:
            example = next(one.code for one in left if one.level == "warning")
            text = _("A warning can be accepted: --accept {code}=“why”")
            complain("  " + text.format(code=example))
    elif checking:
        say("  " + _("Nothing stands in the way of publishing."))


def _tell_kind(found: Sequence[Finding]) -> None:
    """Tell the findings of one code; notices that say the same are told once, with their places."""
    level = found[0].level
    words = {"error": _("Error"), "warning": _("Warning"), "notice": _("Notice")}
    opening = f"  {words[level]} [{found[0].code}]"
    if level == "notice" and len(found) > 1 and not any(one.detail for one in found):
        places = [one.place.heading or one.place.words for one in found]
        listed = ", ".join(quoted(place) for place in dict.fromkeys(places))
        say(f"{opening} {replace(found[0], place=Place()).text} {listed}")
        return
    put = say if level == "notice" else complain
    for one in found[:SHOWN]:
        put(f"{opening} {one.text}")
    if (more := len(found) - SHOWN) > 0:
        text = ngettext("and {n} more, see --json", "and {n} more, see --json", more)
        put("  " + text.format(n=more))


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "published": str(outcome.folder) if outcome.folder else None,
        "again": outcome.again,
        "findings": [
            {
                "code": one.code,
                "level": one.level,
                "heading": one.place.heading,
                "paragraph": one.place.number,
                "words": one.place.words,
                "detail": one.detail,
                "text": one.text,
            }
            for one in outcome.findings
        ],
    }


def _accepted(text: str) -> tuple[str, str]:
    """Read a code of warnings and the reason why they are accepted."""
    code, _equals, reason = (part.strip() for part in text.partition("="))
    if code not in KINDS or KINDS[code].level != "warning":
        known = ", ".join(sorted(one for one in KINDS if KINDS[one].level == "warning"))
        raise UsageError(
            _("“{code}” is no warning that can be accepted; expected one of {known}.").format(
                code=code, known=known
            )
        )
    if not reason:
        raise UsageError(
            _("Tell why “{code}” is accepted: --accept {code}=“why”").format(code=code)
        )
    return code, reason
