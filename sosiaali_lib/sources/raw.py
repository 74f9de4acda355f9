"""Text files and workbooks as headers and cells of text, whatever program wrote them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from pathlib import Path

import pandas as pd

from sosiaali_lib.formatting import listed
from sosiaali_lib.intake import csvfile, files, recognise, rows, xlsxfile
from sosiaali_lib.intake.direct_identifiers import is_heading
from sosiaali_lib.intake.faults import Ints, Log, UnreadableError
from sosiaali_lib.intake.files import RawTable
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.sources import personal
from sosiaali_lib.sources.cells import plain
from sosiaali_lib.sources.table import SourceError

_HEAD = 50  # records that decide on the separator
_NAMED = 10  # rows named in a message
_VALUE = re.compile(r"[0-9][0-9.,:/ \u2212-]*(?:[TZ][0-9.:+Z]*)?")  # a number, a day or a time
_DOCUMENTS = {b"%PDF": "PDF", b"{\\rt": "RTF", b"<!DO": "HTML", b"<htm": "HTML", b"<?xm": "XML"}
_LOST_MARKS = ("\ufeff", "ï»¿")  # a byte order mark that was saved as letters


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table of a file.

    `headers` are unique; `groups` has the text of a merged row above each header, "" without one.
    `cells` has their columns, and `numbers` the rows of the spreadsheet.
    """

    file: str
    name: str
    headers: tuple[str, ...]
    groups: tuple[str, ...]
    cells: pd.DataFrame
    numbers: pd.Series[int]


def sheets(path: Path) -> tuple[str, list[Sheet]]:
    """Read every table of a file that has a header.

    Returns
    -------
    tuple of str and list of Sheet
        The SHA-256 of the file, and its tables.

    Raises
    ------
    SourceError
        If the file cannot be read, or cells stand outside its columns.
    """
    try:
        source = files.inspect(path, files.name_of(path))
        if source.encoding is not None:
            _refuse_documents(path)
            raw = csvfile.table(source, _evenness, _HEAD)
            found = [_sheet(raw)]
        else:
            with xlsxfile.opened(source, Log()) as tables:
                found = [_sheet(table) for table in tables]
    except UnreadableError as error:
        told = _("{file}: expected {expected}. {cure}")
        raise SourceError(
            told.format(
                file=files.name_of(path), expected=error.problem.expected, cure=error.problem.cure
            )
        ) from error
    return source.sha256, [sheet for sheet in found if sheet is not None]


def first(path: Path) -> tuple[str, Sheet, list[Sheet]]:
    """Give the first table of answers, and the others; sheets of help texts are passed over.

    Raises
    ------
    SourceError
        As `sheets`, or if there is no table.
    """
    sha256, found = sheets(path)
    found = [sheet for sheet in found if not recognise.is_side_sheet(sheet.name)]
    if not found:
        told = _(
            "{file}: there is no table of answers; expected a row of headers and rows below it."
        )
        raise SourceError(told.format(file=files.name_of(path)))
    return sha256, found[0], found[1:]


def _evenness(records: list[list[str]]) -> int:
    """Rate a separator by how many records have as many cells as the first one that has several."""
    widths = [len(record) for record in records if any(record)]
    width = max(widths, default=0)
    return 0 if width < 2 else widths.count(width)


def _sheet(raw: RawTable) -> Sheet | None:
    head = list(islice(raw.records, _HEAD))
    start = _start(head)
    if start is None:
        return None
    width = max(at for at, cell in enumerate(head[start], 1) if cell.strip())
    above: Sequence[str] = ()
    last = start
    if _is_merged(head, start):
        last = start + 1
        width = max(width, max(at for at, cell in enumerate(head[last], 1) if cell.strip()))
        above = _filled_on(head[start], width)
    labels = _texts(head[last], width)
    groups = tuple(above) or ("",) * width
    if above:
        # A header that both rows repeat, or that only the upper one has, is no group.
        labels = [label or group for label, group in zip(labels, groups, strict=True)]
        groups = tuple("" if g == text else g for g, text in zip(groups, labels, strict=True))
    records: Iterator[list[str]] = chain(head[last + 1 :], raw.records)
    frame, numbers, beyond, unclosed = rows.gathered(records, width, last + 1, raw)
    _refuse(raw, numbers, beyond, unclosed)
    names = _unique(labels, groups)
    frame.columns = pd.Index(names)
    cells = frame.apply(_cleaned) if len(frame) else frame
    kept = [at for at, text in enumerate(labels) if text or (cells[names[at]] != "").any()]
    return Sheet(
        file=raw.place.file,
        name=raw.place.sheet,
        headers=tuple(names[at] for at in kept),
        groups=tuple(groups[at] for at in kept),
        cells=cells[[names[at] for at in kept]],
        numbers=pd.Series(numbers, dtype="int64"),
    )


def _cleaned(cells: pd.Series[str]) -> pd.Series[str]:
    labels, uniques = pd.factorize(cells.fillna(""))
    texts = pd.array([plain(text) for text in uniques], dtype="str")
    return pd.Series(texts.take(labels), index=cells.index)


def _start(head: Sequence[Sequence[str]]) -> int | None:
    """Give the first record that can be a header: titles above it fill one cell only."""
    filled = [sum(bool(cell.strip()) for cell in record) for record in head]
    most = max(filled, default=0)
    several = (at for at, n in enumerate(filled) if n > 1 or n == most > 0)
    return next(several, None)


def _is_merged(head: Sequence[Sequence[str]], at: int) -> bool:
    """Tell whether a header is a merged row of questions above a row of their choices.

    A merged cell leaves the cells to its right empty, and the row below names each of them.
    """
    if at + 1 >= len(head):
        return False
    upper, lower = head[at], head[at + 1]
    filled = [cell.strip() for cell in lower]
    gaps = [place for place in range(len(filled)) if not "".join(upper[place : place + 1]).strip()]
    named = [place for place in gaps if filled[place]]
    if not any(place < len(upper) for place in named) or _is_answer(upper, filled):
        return False
    inner = [filled[place] for place in named]
    return (
        bool(named)
        and len(named) == len(gaps)
        and not any(text.replace(",", "").replace(".", "").isdigit() for text in inner)
        and len(set(inner)) == len(inner)
    )


def _is_answer(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell whether the row below a header is an answer: then it may never become headers.

    Choices are no numbers, days or addresses, and no choice stands under the heading of a name.
    """
    for text, heading in zip_longest(lower, map(str.strip, upper), fillvalue=""):
        if not text or text == heading:
            continue
        if _VALUE.fullmatch(text) or personal.identifies(text) or is_heading(heading):
            return True
    return False


def _filled_on(record: Sequence[str], width: int) -> list[str]:
    """Give a merged row with each text in all the cells that it covers."""
    filled, latest = [], ""
    for text in _texts(record, width):
        latest = text or latest
        filled.append(latest)
    return filled


def _texts(record: Sequence[str], width: int) -> list[str]:
    texts = [" ".join(plain(cell).split()) for cell in [*record, *[""] * width][:width]]
    if texts:
        for mark in _LOST_MARKS:
            texts[0] = texts[0].removeprefix(mark)
        if texts[0].startswith('"') and texts[0].endswith('"'):
            texts[0] = texts[0].strip('"')  # the mark stood before the quotation mark
    return texts


def _unique(labels: Sequence[str], groups: Sequence[str]) -> list[str]:
    """Name columns so that none shares its name: by the merged row, then by a number."""
    names = [
        f"{group}: {label}" if group else label or f"sarake {at}"
        for at, (label, group) in enumerate(zip(labels, groups, strict=True), 1)
    ]
    seen: Counter[str] = Counter()
    given = []
    for name in names:
        seen[name] += 1
        given.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return given


def _refuse_documents(path: Path) -> None:
    """Refuse what is text for a computer and no table for anybody, such as a PDF."""
    with path.open("rb") as file:
        kind = _DOCUMENTS.get(file.read(64).lstrip()[:4])
    if kind:
        told = _(
            "{file}: the file is a document ({kind}), not a table. Export the answers as csv or xlsx."
        )
        raise SourceError(told.format(file=files.name_of(path), kind=kind))


def _refuse(raw: RawTable, numbers: Ints, beyond: dict[int, str], unclosed: int | None) -> None:
    """Refuse a file whose cells have slipped out of their columns."""
    if unclosed is not None:
        told = _(
            "{file}: row {row} opens a quotation mark that is never closed. Export the file again, or "
            "close the quotation mark."
        )
        raise SourceError(told.format(file=raw.place.file, row=numbers[unclosed]))
    if beyond and raw.ragged:
        some = [str(numbers[at]) for at in sorted(beyond)]
        named = listed(some) if len(some) <= _NAMED else ", ".join(some[:_NAMED]) + " …"
        told = ngettext(
            "{file}: row {rows} has more cells than the header, so its answers may stand in wrong "
            "columns. Export the file again with quotation marks around texts.",
            "{file}: rows {rows} have more cells than the header, so their answers may stand in "
            "wrong columns. Export the file again with quotation marks around texts.",
            len(some),
        )
        raise SourceError(told.format(file=raw.place.file, rows=named))
