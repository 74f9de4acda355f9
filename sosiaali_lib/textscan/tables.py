"""Signs of personal data in the texts of a data set: where they are, never what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from sosiaali_lib import forms
from sosiaali_lib.textscan.finding import KINDS, SURENESS, Finding
from sosiaali_lib.textscan.lists import Names
from sosiaali_lib.textscan.scanning import scan

FILE, ROW = "tiedosto", "rivi"
COLUMNS = ("form", "file", "row", "column", "kind", "sure", "start", "end", "text", "why")
COUNTS = ("file", "form", "column", "kind", "sure", "texts")
_TYPES = ("text", "free_text")


def scan_tables(tables: Mapping[str, pd.DataFrame], *, names: Names | None = None) -> pd.DataFrame:
    """Find the signs of personal data in all texts of a data set.

    Parameters
    ----------
    tables
        Clean rows by form, as in `DataSet.tables`. Not changed.
    names
        Lists of names; those of the suite when None.

    Returns
    -------
    DataFrame
        A row a finding: `form`, `file`, `row`, `column`, `kind`, `sure`, `start`, `end`, `text` (the
        whole text of the cell: closed room only) and `why` (source text of the reason). Columns that
        are direct personal data by their form, such as who cleared a text, are not scanned.
    """
    rows = [row for form, table in tables.items() for row in _of_form(form, table, names)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def counted(findings: pd.DataFrame) -> pd.DataFrame:
    """Count the texts with signs by file, form, column, kind and degree, without the texts.

    Parameters
    ----------
    findings
        What `scan_tables` gave. Not changed.

    Returns
    -------
    DataFrame
        `file`, `form`, `column`, `kind`, `sure`, `texts`: the surest and first kinds first.
    """
    keys = list(COUNTS[:-1])
    once = findings.drop_duplicates([*keys, "row"])
    found = once.groupby(keys, sort=False).size().rename("texts").reset_index()
    order = found.assign(
        _sure=found["sure"].map(list(SURENESS).index), _kind=found["kind"].map(list(KINDS).index)
    )
    ordered = order.sort_values(["file", "form", "column", "_sure", "_kind"], kind="stable")
    return ordered[list(COUNTS)].reset_index(drop=True)


def texts_with_signs(findings: pd.DataFrame) -> int:
    """Count the texts in which there is any sign."""
    return len(findings.drop_duplicates(["form", "file", "row", "column"]))


def _of_form(form: str, table: pd.DataFrame, names: Names | None) -> Iterator[tuple[object, ...]]:
    for column in forms.load(form).columns:
        if column.type not in _TYPES or column.personal == "direct" or column.name not in table:
            continue
        texts = table[column.name].dropna()
        known: dict[str, list[Finding]] = {
            text: scan(text, names=names) for text in texts.unique() if isinstance(text, str)
        }
        places = table.loc[texts.index, [FILE, ROW]].to_dict("records")
        for text, at in zip(texts, places, strict=True):
            for one in known.get(text, ()):
                place = (str(at[FILE]), int(at[ROW]))
                span = (one.kind, one.sure, one.start, one.end)
                yield (form, *place, column.name, *span, text, one.why)
