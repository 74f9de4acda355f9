"""The tagged PDF (PDF/UA-1) of a report, set with Typst."""

from __future__ import annotations

import json
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sosiaali_lib.report.document import Document
from sosiaali_lib.report.pdf_tags import with_row_headers
from sosiaali_lib.report.typst_data import report_data
from sosiaali_lib.report.typst_fonts import fonts

TEMPLATE = Path(__file__).parent / "templates" / "raportti.typ"


class PdfError(ValueError):
    """Typst refused to make the PDF."""


def write_pdf(document: Document) -> bytes:
    """Give the document as a tagged PDF that declares PDF/UA-1.

    Typst refuses what the standard forbids, such as a skipped heading level. All fonts are
    embedded; those of the computer are not used.

    Parameters
    ----------
    document
        The labelled blocks. Not changed.

    Returns
    -------
    bytes
        The PDF; the same document always gives the same bytes. A time of creation without a zone is
        taken as UTC.

    Raises
    ------
    PdfError
        If Typst refuses the document; the message tells what it found.
    """
    data = report_data(document)
    return with_row_headers(typeset(TEMPLATE, data, title=document.title, created=document.created))


def typeset(template: Path, data: dict[str, Any], *, title: str, created: datetime) -> bytes:
    """Give the tagged PDF (PDF/UA-1) that a Typst template makes of data.

    Parameters
    ----------
    template
        The template; the data are its input `report`, as JSON.
    data
        Texts and numbers; nothing in them is read as code.
    title
        Of the document, for messages.
    created
        Time of creation; one without a zone is taken as UTC.

    Raises
    ------
    PdfError
        If Typst refuses the document; the message tells what it found.
    """
    import typst

    if created.tzinfo is None:
        created = created.replace(tzinfo=UTC)
    try:
        pdf, found = typst.compile_with_warnings(
            template,
            root=template.parent,
            format="pdf",
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=int(created.timestamp()),
        )
    except typst.TypstError as error:
        raise PdfError(
            f"The PDF of {title!r} was not made: {'; '.join([error.message, *error.hints])}. "
            "Correct the block that the message tells of and render again."
        ) from error
    for warning in found:
        warnings.warn(f"PDF of {title!r}: {warning.message}", stacklevel=3)
    made: bytes = pdf
    return made
