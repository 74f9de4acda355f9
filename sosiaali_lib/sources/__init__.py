"""Answers from where they are: exports of survey tools, SPSS and Parquet files, databases."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sosiaali_lib.messages import _
from sosiaali_lib.sources import (
    addresses,
    fhir,
    general,
    kobo,
    limesurvey,
    limesurvey_remote,
    parquet,
    redcap,
    spss,
    sql,
    webropol,
)
from sosiaali_lib.sources.personal import without_personal
from sosiaali_lib.sources.recognising import KINDS, recognised
from sosiaali_lib.sources.table import (
    ANY,
    Dropped,
    Hints,
    Kind,
    MissingExtraError,
    Option,
    SourceColumn,
    SourceError,
    SourceTable,
)

__all__ = [
    "ANY",
    "KINDS",
    "Dropped",
    "Hints",
    "Kind",
    "MissingExtraError",
    "Option",
    "SourceColumn",
    "SourceError",
    "SourceTable",
    "read",
]


def read(
    source: str | Path,
    kind: str | None = None,
    *,
    dictionary: str | Path | None = None,
    table: str | None = None,
    query: str | None = None,
    encoding: str | None = None,
    keep: Collection[str] = (),
    drop: Collection[str] = (),
) -> SourceTable:
    """Read the answers of a source, without what identifies people.

    Parameters
    ----------
    source
        The path of a file, or an address: `limesurvey+https://…?survey=123456`, or a connection URL
        of a database. Passwords stand in the address or in the environment
        (`SOSIAALI_LAHDE_SALASANA`), and are shown nowhere.
    kind
        The tool (`KINDS`); recognised by the file when None.
    dictionary
        What tells of the columns: a REDCap data dictionary, an XLSForm, the structure of a
        LimeSurvey survey (tab-separated), or a FHIR Questionnaire.
    table, query
        What to read of a database.
    encoding
        Of an SPSS file that does not tell its own.
    keep
        Columns that a confirmed mapping needs as identifiers of the form (`mapping.kept`).
    drop
        Columns to drop as personal besides those that are known (`Mapping.personal`).

    Returns
    -------
    SourceTable
        Columns of e-mail addresses, network addresses, names, personal identity codes and tokens,
        and those that the tool marks as identifying, are not in it: `dropped` tells which, with
        their numbers of filled cells.

    Raises
    ------
    SourceError
        If the source cannot be read; the message says why and what to do.
    MissingExtraError
        If it needs the extra `lahteet`.

    Examples
    --------
    >>> read("puuttuu.csv")
    Traceback (most recent call last):
    sosiaali_lib.sources.table.SourceError: ...
    """
    if kind is not None and kind not in KINDS:
        told = _("No tool {kind} is known; there are {kinds}.")
        raise SourceError(told.format(kind=kind, kinds=", ".join(KINDS)))
    aid = None if dictionary is None else Path(dictionary)
    for path in filter(None, (aid, None if _is_address(source) else Path(source))):
        if not path.is_file():
            told = _(
                "There is no file {file}. Check the path: the folder, the name and its ending."
            )
            raise SourceError(told.format(file=path))
    layout = KINDS[kind] if kind is not None else recognised(source, aid)
    found = _of_layout(layout, source, aid, table, query, encoding)
    return without_personal(found, keep=keep, drop=drop)


def _is_address(source: str | Path) -> bool:
    return isinstance(source, str) and addresses.is_address(source)


def _of_layout(
    layout: str,
    source: str | Path,
    dictionary: Path | None,
    table: str | None,
    query: str | None,
    encoding: str | None,
) -> SourceTable:
    if layout == sql.KIND:
        return sql.read(str(source), query=query, table=table)
    if layout == limesurvey.KIND and _is_address(source):
        return limesurvey_remote.read(str(source))
    path = Path(source)
    if layout == limesurvey.KIND:
        return limesurvey.read(path, dictionary=dictionary)
    if layout == redcap.KIND:
        return redcap.read(path, dictionary=dictionary)
    if layout == kobo.KIND:
        return kobo.read(path, dictionary=dictionary)
    if layout == spss.KIND:
        return spss.read(path, encoding=encoding)
    if layout == fhir.KIND:
        return fhir.read(path, dictionary)
    plain = {
        webropol.KIND: webropol.read,
        parquet.KIND: parquet.read,
    }
    return plain.get(layout, general.read)(path)
