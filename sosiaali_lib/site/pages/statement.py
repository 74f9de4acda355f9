"""The accessibility statement."""

from __future__ import annotations

from sosiaali_lib.formatting import day
from sosiaali_lib.messages import _
from sosiaali_lib.site.context import Context
from sosiaali_lib.site.frame import STATEMENT, Page
from sosiaali_lib.site.markup import Html, Piece, bullets, heading, joined, link, paragraph
from sosiaali_lib.site.settings import Settings, said


def statement(context: Context) -> Page:
    """Give the accessibility statement that the Act on the Provision of Digital Services asks for.

    Notes
    -----
    Act 306/2019, section 9, and Commission Implementing Decision (EU) 2018/1523: state of conformity,
    content that is not accessible and why, how the statement was prepared, feedback, enforcement.
    """
    settings = context.settings
    owner = said(settings.organisation) or _missing("organisaatio")
    parts: list[Piece] = [
        paragraph(
            _(
                "This accessibility statement is about the site {site} and was drawn up by {owner}. The "
                "Act on the Provision of Digital Services (306/2019) asks that public services on the web "
                "are accessible to everybody."
            ).format(site=settings.title, owner=owner)
        ),
        heading(2, _("How accessible the site is")),
        paragraph(_status(settings)),
        heading(2, _("What is not accessible")),
        _gaps(settings),
        heading(2, _("How accessibility was assessed")),
        paragraph(_assessed(settings)),
        paragraph(
            _(
                "The pages of the reports are made with headings, row and column headers, text "
                "alternatives and marks of language; each figure also stands in a table. The PDF files "
                "follow the standard PDF/UA-1."
            )
        ),
        heading(2, _("Tell us of a problem")),
        paragraph(
            _(
                "Tell us if you cannot use a page or a file, or if you need the information in another "
                "form. We answer within two weeks."
            )
        ),
        _contact(settings),
        heading(2, _("Supervision")),
        paragraph(
            _(
                "If you are not content with the answer, or get none within two weeks, you can report to "
                "the authority that supervises accessibility."
            )
        ),
        paragraph(link(settings.supervisor_address, said(settings.supervisor))),
    ]
    return Page(path=STATEMENT, title=_("Accessibility statement"), body=joined(*parts))


def _missing(name: str) -> str:
    """Mark what the organisation has not filled in."""
    return _("[to be filled in: {name}]").format(name=name)


def _status(settings: Settings) -> str:
    if settings.status is None:
        return _missing("saavutettavuus: tila")
    return {
        "taysin": _(
            "The site meets the requirements of accessibility (WCAG 2.1, levels A and AA) fully."
        ),
        "osittain": _(
            "The site meets the requirements of accessibility (WCAG 2.1, levels A and AA) in part. What "
            "is lacking is listed below."
        ),
        "ei": _(
            "The site does not meet the requirements of accessibility (WCAG 2.1, levels A and AA)."
        ),
    }[settings.status]


def _gaps(settings: Settings) -> Html:
    if not settings.gaps and settings.status == "taysin":
        return paragraph(_("No faults are known."))
    if not settings.gaps:
        return paragraph(_missing("saavutettavuus: puutteet"))
    return bullets(said(one) for one in settings.gaps)


def _assessed(settings: Settings) -> str:
    assessor = said(settings.assessor) or _missing("saavutettavuus: arvioija")
    written = (
        _missing("saavutettavuus: laadittu") if settings.written is None else day(settings.written)
    )
    text = _("Assessed by: {assessor}. The statement was written: {day}.")
    told = text.format(assessor=assessor, day=written)
    if settings.updated is not None:
        told += " " + _("Updated: {day}.").format(day=day(settings.updated))
    return told


def _contact(settings: Settings) -> Html:
    ways: list[Piece] = []
    if settings.email:
        ways.append(joined(_("E-mail:"), " ", link(f"mailto:{settings.email}", settings.email)))
    if settings.form:
        ways.append(link(settings.form, _("Feedback form")))
    if settings.phone:
        ways.append(_("Telephone: {number}").format(number=settings.phone))
    return bullets(ways) if ways else paragraph(_missing("palaute"))
