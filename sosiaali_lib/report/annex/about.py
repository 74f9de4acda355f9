"""What a re-user must know of the open data of a report, for people and for programs."""

from __future__ import annotations

from typing import Any

from sosiaali_lib.formatting import HIDDEN, number, period
from sosiaali_lib.messages import _, use
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.report.annex import places
from sosiaali_lib.report.annex.records import origin
from sosiaali_lib.report.document import Document
from sosiaali_lib.report.origin import Origin
from sosiaali_lib.report.writing import draft_mark

LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def facts(document: Document) -> dict[str, Any]:
    """Give the facts of the data as plain data; texts in the language of the document.

    Returns
    -------
    dict
        Keys as in a Frictionless data package where it has them (name, title, description, created,
        licenses, sources, contributors), and language, area, period, release and protection.
    """
    source = origin(document)
    with use(document.lang):
        found: dict[str, Any] = {
            "name": f"{source.area}.{source.start.year}-{source.end.year}.{document.lang}",
            "title": one_line(document.title),
            "description": " ".join(lines(document)),
            "created": document.created.isoformat(),
            "language": document.lang,
            "keywords": [word.strip() for word in document.keywords.split(",") if word.strip()],
            "contributors": [{"title": one_line(source.organisation), "role": "publisher"}],
            "sources": [{"title": one_line(source.organisation)}],
            "area": {"code": source.area, "name": places.name_of(source.area)},
            "area_division": source.division.isoformat(),
            "period": _period(source),
            "release": source.release,
            "generator": f"sosiaali_lib {source.version}",
            "protection": {
                "rule": source.rule,
                "threshold": source.threshold,
                "hidden_mark": HIDDEN,
                "description": _rule(source),
            },
        }
        if source.licence:
            licence = {"name": source.licence}
            if path := LICENCES.get(source.licence):
                licence["path"] = path
            found["licenses"] = [licence]
    return found


def lines(document: Document) -> list[str]:
    """Say in a few sentences what the data are, in the language in use."""
    source = origin(document)
    mark = draft_mark(document)
    told = [
        _("The data hold every number of the tables of this report, rounded as in the report."),
        _("They are the numbers of a draft, which may still change.") if mark else "",
        _("The numbers are made up: they are example data.") if source.made_up else "",
        _("Reporting period: {period}.").format(period=period(source.start, source.end)),
        _("Source: {organisation}.").format(organisation=one_line(source.organisation)),
        _rule(source),
        _licence(source),
    ]
    return [line for line in told if line]


def _period(source: Origin) -> dict[str, str]:
    return {"start": source.start.isoformat(), "end": source.end.isoformat()}


def _rule(source: Origin) -> str:
    return _(
        "Numbers that concern fewer than {threshold} people are hidden, and others with them, so "
        "that the hidden ones cannot be calculated. A hidden number has the mark .. and is not zero "
        "(rule version {rule})."
    ).format(threshold=number(source.threshold), rule=source.rule)


def _licence(source: Origin) -> str:
    if not source.licence:
        return _(
            "The organisation has not said under which licence the data may be used. Ask it before "
            "you use them."
        )
    return _("Licence: {licence}.").format(licence=source.licence)
