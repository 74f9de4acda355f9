"""The numbers of a report as long tables: one row for each cell, and one for each table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sosiaali_lib.messages import use
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.report.annex import places
from sosiaali_lib.report.annex.codes import row_codes
from sosiaali_lib.report.annex.content import AnnexTable, tables
from sosiaali_lib.report.annex.places import NOWHERE, Place
from sosiaali_lib.report.annex.values import Unit
from sosiaali_lib.report.document import Document
from sosiaali_lib.report.origin import Origin

Field = str | int | Decimal | None
Record = dict[str, Field]
_UNITS: dict[Unit, str] = {"": "", "%": "prosentti", "%-yks.": "prosenttiyksikko"}


class NoOriginError(ValueError):
    """A document that no release stands behind has no numbers to give out."""


def origin(document: Document) -> Origin:
    """Give the origin of a document.

    Raises
    ------
    NoOriginError
        If it has none.
    """
    if document.origin is None:
        raise NoOriginError(
            f"The document {document.title!r} names no area of a release, so open data of it would "
            "not tell what they are about. Make it with `drafts.document_of` from a report notebook."
        )
    return document.origin


def records(document: Document) -> tuple[list[Record], list[Record]]:
    """Give the records of the cells and those of the tables, in the order of the report.

    Returns
    -------
    cells
        One for each cell with a column header; columns as `dictionary.CELLS` names them. `arvo` is
        None where nothing is shown.
    tables
        One for each table; columns as `dictionary.TABLES` names them.

    Raises
    ------
    NoOriginError
        If the document has no origin.
    """
    source, found = origin(document), tables(document)
    with use(document.lang):
        cells: list[Record] = [
            {"raportin_alue": source.area, "kieli": document.lang, **row}
            for table in found
            for row in _of_table(table, source)
        ]
    return cells, [_table(table) for table in found]


def _table(table: AnnexTable) -> Record:
    return {
        "taulukko": table.block.slug,
        "numero": table.label,
        "otsikko": one_line(table.block.caption),
        "luku": one_line(table.chapter),
        "rivien_otsikko": one_line(table.block.columns[0]),
        "huomautus": one_line(table.block.note),
        "lahde": one_line(table.block.source),
    }


def _of_table(table: AnnexTable, source: Origin) -> Iterator[Record]:
    block = table.block
    of_title = places.at_end(block.caption)
    of_columns = [places.named(heading) for heading in block.columns[1:]]
    by_column = sum(place != NOWHERE for place in of_columns) > 1
    headers = [row[0].text for row in table.cells]
    plain = [text for at, text in enumerate(headers) if at not in block.totals]
    codelist, codes = row_codes(plain)
    for at, (header, row) in enumerate(zip(headers, table.cells, strict=True)):
        of_row = places.named(header)
        of_row = places.at_end(header) if of_row == NOWHERE else of_row
        code = "" if at in block.totals else codes.get(header, "")
        for column, shown in enumerate(row[1:], start=1):
            of_column = of_columns[column - 1] if by_column else NOWHERE
            place = next((p for p in (of_column, of_row, of_title) if p != NOWHERE), NOWHERE)
            start, end = _period(place, source)
            yield {
                "alue": place[0],
                "alueen_nimi": places.name_of(place[0]),
                "jakso_alku": start,
                "jakso_loppu": end,
                "taulukko": block.slug,
                "otsikko": one_line(block.caption),
                "rivi_nro": at + 1,
                "rivi": one_line(header),
                "koodisto": codelist if code else "",
                "rivikoodi": code,
                "summarivi": "kylla" if at in block.totals else "ei",
                "sarake_nro": column,
                "sarake": one_line(block.columns[column]),
                "arvo": shown.number,
                "alaraja": shown.low,
                "ylaraja": shown.high,
                "yksikko": _UNITS[shown.unit],
                "tila": shown.state,
                "esitys": one_line(shown.text),
            }


def _period(place: Place, source: Origin) -> tuple[str, str]:
    """Give the first and the last day that a number is about, as far as the table tells."""
    if place[1] and source.years_start and source.years_end:
        return source.years_start.isoformat(), source.years_end.isoformat()
    return source.start.isoformat(), source.end.isoformat()
