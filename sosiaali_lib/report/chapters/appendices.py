"""The appendices: methods, code lists, protection log, accessibility and sources."""

from __future__ import annotations

from sosiaali_lib import codelists, instruments
from sosiaali_lib.attackers import withstood
from sosiaali_lib.formatting import day, lower_first, number, upper_first
from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import Block, Bullets, Heading, Paragraph, Table
from sosiaali_lib.report.chapters import statistics
from sosiaali_lib.report.view import View


def blocks(view: View) -> list[Block]:
    """Give all appendices."""
    return [
        *_methods(view),
        *_code_lists(),
        *_protection(view),
        *_accessibility(),
        *_sources(view),
    ]


def _methods(view: View) -> list[Block]:
    items = [
        _("A contact is a person with whom a worker talked, not everybody who was present."),
        _(
            "A visit may have several topics. The share of visits and the share of mentions are "
            "therefore given apart."
        ),
        _(
            "Rates are given per 1,000 inhabitants for the whole reporting period. The population is "
            "that of the end of {year}."
        ).format(year=_population_year(view)),
        _(
            "The interval of the rate of visits is Byar's approximation for Poisson counts. In the "
            "rate of people talked with, the interval allows for people being met on the same visit; "
            "the log does not tell whether the same person was met on several visits."
        ),
        _(
            "The change between two waves is the mean of the differences of the same persons, with "
            "the paired t interval."
        ),
        _("Numbers are rounded once, and the text uses the rounded numbers of the tables."),
    ]
    return [Heading(_("Methods"), 1, "menetelmat", appendix=True), Bullets(tuple(items))]


def _population_year(view: View) -> str:
    totals = view.totals(view.county.code) if view.county else None
    year = (totals or {}).get("vakiluku_vuosi") or view.release.year
    return str(int(year))


def _code_lists() -> list[Block]:
    topics, needs = codelists.load("aiheet"), codelists.load("shl11")
    labels = needs.labels()
    nothing = _("no item of the section")
    rows = [
        (
            code.label,
            upper_first("; ".join(lower_first(labels[n]) for n in code.maps["shl11"]) or nothing),
        )
        for code in topics.codes
    ]
    return [
        Heading(_("Code lists"), 1, "koodistot", appendix=True),
        Paragraph(
            _(
                "The twelve topics are everyday groups of the needs for support in section 11 of the "
                "Social Welfare Act. The mapping between them is the suite's own."
            )
        ),
        Table(
            slug="aiheet-shl11",
            caption=_("Topics and the needs for support that they stand for"),
            columns=(_("Topic"), _("Needs for support")),
            rows=tuple(rows),
            numeric=(False,),
            source=f"{topics.basis}; {needs.basis}",
        ),
    ]


def _protection(view: View) -> list[Block]:
    log = view.release.manifest["protection"]
    return [
        Heading(_("Protection log"), 1, "suojausloki", appendix=True),
        Paragraph(
            _(
                "Figures that concern fewer than {threshold} people are hidden. Other figures are "
                "hidden with them, so that the hidden ones cannot be calculated from sums. Totals "
                "are true or hidden. Zeros are shown, except where a total is hidden or a table is shown "
                "for larger areas only."
            ).format(threshold=number(log["threshold"]))
        ),
        Paragraph(
            _(
                "In the whole release {hidden} of {cells} figures are hidden. The same figures are "
                "hidden in the report of every area. Rule version {rule}. The tables were tested "
                "with a program that tries to solve the hidden figures from all that is published: "
                "none could be solved."
            ).format(hidden=number(log["hidden"]), cells=number(log["cells"]), rule=log["rule"])
        ),
        Paragraph(
            " ".join(
                [
                    withstood(log.get("attacker", "strict")),
                    _(
                        "The protection log in the folder of the release (suojausloki.html) tells what "
                        "each table shows and what a higher level of protection would still find."
                    ),
                ]
            )
        ),
    ]


def _accessibility() -> list[Block]:
    return [
        Heading(_("Accessibility"), 1, "saavutettavuus", appendix=True),
        Paragraph(
            _(
                "Every figure has a text alternative that states its finding, and its numbers stand "
                "in a table. Tables have column and row headers. Colour is never the only carrier of "
                "information."
            )
        ),
    ]


def _sources(view: View) -> list[Block]:
    manifest = view.release.manifest
    items = [
        _("Organisation's own forms: {organisation}.").format(
            organisation=manifest["organisation"]
        ),
        _(
            "Area division: Statistics Finland, municipalities and wellbeing services counties, {date}."
        ).format(date=day(view.release.division)),
        _("Population: Statistics Finland (CC BY 4.0), through THL's Sotkanet indicator 127."),
        _("Needs for support: Social Welfare Act 1301/2014, section 11."),
    ]
    measured = (
        sorted(view.release.table("parit")["mittari"].unique()) if view.release.has("parit") else []
    )
    items += [
        _("Instrument {name}: {source}.").format(
            name=known.name,
            source=", ".join(filter(None, (known.rights.holder, known.rights.source))),
        )
        for known in map(instruments.load, measured)
    ]
    items += statistics.sources(view)
    items.append(
        _("Calculated with sosiaali_lib {version}; release {digest}.").format(
            version=manifest["version"], digest=view.release.digest[:12]
        )
    )
    return [Heading(_("Sources"), 1, "lahteet", appendix=True), Bullets(tuple(items))]
