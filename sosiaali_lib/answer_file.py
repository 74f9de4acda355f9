"""One file of answers to an instrument: its rows as text, under the names of the items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

import pandas as pd

from sosiaali_lib import codelists, identity_codes
from sosiaali_lib.forms import item_help
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.intake import csvfile, files, recognise, rows, table_problems, xlsxfile
from sosiaali_lib.intake.faults import Log, UnreadableError
from sosiaali_lib.intake.files import RawTable
from sosiaali_lib.intake.recognise import folded
from sosiaali_lib.messages import LANGUAGES, _, ngettext

ID, WAVE, ROW, GROUP, DAY = "tunniste", "vaihe", "rivi", "ryhma", "pvm"
INSTRUMENT = "mittari"
START, END = "alku", "loppu"
PASSED_OVER = "ohitettu"  # in `attrs`: rows of other instruments
_KEPT = (ID, WAVE, "kunta", INSTRUMENT, GROUP, DAY)
_PERSON = {
    **dict.fromkeys(("sukupuoli", "kön", "sex", "gender"), "sukupuoli"),
    **dict.fromkeys(("ikä", "ika", "ålder", "age"), "ika"),
}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_NAMED = 10  # other instruments or rows named in a message


class AnswerFileError(ValueError):
    """A file of answers that cannot be read as such."""


def read_answers(path: Path, instrument: Instrument) -> pd.DataFrame:
    """Give the answers of a text file or workbook to one instrument, as they were written.

    Parameters
    ----------
    path
        Text file (.csv, .txt; any usual separator and coding) or workbook. Columns are known by the
        name of the item, its label in any language, its full statement or the names that the
        instrument gives for it. Where a column `mittari` names other instruments too, only rows
        that name this one (its id or name in any language) are taken.
    instrument
        The instrument, also one from an own file.

    Returns
    -------
    DataFrame
        Text, missing where a cell is empty; the index is the row in the file. A column an item that
        the file has, and those of `tunniste`, `vaihe`, `kunta`, `ryhma`, `pvm`, `sukupuoli` and `ika`
        that it has. A wave by any of its labels in any language is its code ("alku", "loppu"); other
        waves, such as "3 kk", stay as they are; `waves` puts them in order. `attrs["ohitettu"]` is
        the number of rows that another instrument, or none, was named for.

    Raises
    ------
    AnswerFileError
        If the file cannot be read, has no columns of the instrument, or no row names it; or if
        people are told apart by personal identity codes, which must not go into scores.
    """
    headers = _headers(instrument)

    def known(records: Sequence[Sequence[str]]) -> int:
        return max((sum(folded(c) in headers for c in record) for record in records), default=0)

    try:
        source = files.inspect(path, path.name)
        if source.encoding is not None:
            raw = csvfile.table(source, known, recognise.HEADER_ROWS)
            table = _table(raw, headers, instrument)
        else:
            with xlsxfile.opened(source, Log()) as sheets:
                tables = [s for s in sheets if not recognise.is_side_sheet(s.place.sheet)]
                table = _table(tables[0] if tables else sheets[0], headers, instrument)
    except UnreadableError as error:
        text = _("{file}: expected {expected}. {cure}")
        raise AnswerFileError(
            text.format(file=path.name, expected=error.problem.expected, cure=error.problem.cure)
        ) from error
    answers = _of_instrument(table, instrument, path.name)
    _refuse_identity_codes(answers, path.name)
    return _with_wave_codes(answers)


def _refuse_identity_codes(table: pd.DataFrame, file: str) -> None:
    if ID not in table:
        return
    codes = [text for text in table[ID].dropna().unique() if identity_codes.resembles(text)]
    rows = table.index[table[ID].isin(codes)].tolist()
    if not rows:
        return
    named = ", ".join(map(str, rows[:_NAMED])) + (" …" if len(rows) > _NAMED else "")
    text = ngettext(
        "{file}: the column {column} holds a personal identity code, in row {rows}. It must not go "
        "further as it is: write a running number in its place, the same for a person in every wave.",
        "{file}: the column {column} holds personal identity codes, in rows {rows}. They must not go "
        "further as they are: write running numbers in their place, the same for a person in every "
        "wave.",
        len(rows),
    )
    raise AnswerFileError(text.format(file=file, column=ID, rows=named))


def waves(found: Iterable[str]) -> tuple[str, ...]:
    """Put the waves of a file in order.

    Parameters
    ----------
    found
        Waves as `read_answers` gives them, in any number.

    Returns
    -------
    tuple of str
        Each wave once: "alku" first and "loppu" last. Between them, waves that differ only in a
        number stand by that number, others in the order of their first appearance. Who measures
        after the end gives the end another name too, such as "5 kk" before "12 kk".

    Examples
    --------
    >>> waves(["loppu", "12 kk", "3 kk", "alku", "12 kk"])
    ('alku', '3 kk', '12 kk', 'loppu')
    >>> waves(["väli", "alku", "seuranta"])
    ('alku', 'väli', 'seuranta')
    """
    each = list(dict.fromkeys(found))
    between = [wave for wave in each if wave not in (START, END)]
    if len({_NUMBER.sub("#", wave) for wave in between}) == 1:
        between.sort(key=lambda wave: [float(n.replace(",", ".")) for n in _NUMBER.findall(wave)])
    first, last = ([wave] if wave in each else [] for wave in (START, END))
    return (*first, *between, *last)


def _headers(instrument: Instrument) -> Mapping[str, str]:
    """Give folded header → column: items by any of their names, and who was asked when."""
    base = recognise.spellings("mittaukset")
    found = {text: name for text, name in base.items() if name in _KEPT} | _PERSON
    names: list[tuple[str, str]] = []
    for item in instrument.items:
        labels = [item.labels[lang] for lang in LANGUAGES]
        texts = [*labels, *item.aliases, *instrument.statements.get(item.id, {}).values()]
        names += [(folded(text), item.id) for text in {*texts}]
    own = {folded(item.id): item.id for item in instrument.items}
    own |= {folded(item.weight): item.weight for item in instrument.items if item.weight}
    claims = Counter(text for text, _item in set(names))
    return found | {text: item for text, item in names if claims[text] == 1} | own


def _table(raw: RawTable, headers: Mapping[str, str], instrument: Instrument) -> pd.DataFrame:
    head = list(islice(raw.records, recognise.HEADER_ROWS))
    at = max(
        range(len(head)), key=lambda i: sum(folded(c) in headers for c in head[i]), default=None
    )
    if at is None or not any(folded(cell) in headers for cell in head[at]):
        text = _("{file} has no column of the instrument {instrument}; expected {columns}.")
        columns = ", ".join(item.id for item in instrument.items)
        raise AnswerFileError(
            text.format(file=raw.place.file, instrument=instrument.id, columns=columns)
        )
    names = [headers.get(folded(cell), "") for cell in head[at]]
    first = at + 1
    if first < len(head) and _is_help(head[first], names, instrument):
        first += 1
    records: Iterator[list[str]] = chain(head[first:], raw.records)
    cells, numbers, beyond, unclosed = rows.gathered(records, len(names), first, raw)
    if unclosed is not None:
        problem = table_problems.open_quote()
        text = _("{file}, row {row}: expected {expected}. {cure}")
        raise AnswerFileError(
            text.format(
                file=raw.place.file,
                row=numbers[unclosed],
                expected=problem.expected,
                cure=problem.cure,
            )
        )
    if raw.ragged and beyond:
        text = _("{file}: row {row} has more cells than the header; check its separators.")
        raise AnswerFileError(text.format(file=raw.place.file, row=numbers[min(beyond)]))
    places = [place for place, name in enumerate(names) if name]
    table = cells.iloc[:, places].set_axis([names[place] for place in places], axis="columns")
    table = table.set_axis(pd.Index(numbers, name=ROW), axis="index")
    return table.mask(table == "")


def _is_help(record: Sequence[str], names: Sequence[str], instrument: Instrument) -> bool:
    """Tell whether a row is the help row of a template."""
    helps = {
        item.id: {folded(item_help(instrument, item, lang)) for lang in LANGUAGES}
        for item in instrument.items
    }
    cells = [
        (folded(cell), name) for cell, name in zip(record, names, strict=False) if name in helps
    ]
    return bool(cells) and all(cell in helps[name] for cell, name in cells)


def _single(table: pd.DataFrame, name: str, file: str) -> pd.Series:
    """Give the one column of a name."""
    if list(table.columns).count(name) > 1:
        text = _("{file} has more than one column `{name}`; keep one.")
        raise AnswerFileError(text.format(file=file, name=name))
    return table[name]


def _of_instrument(table: pd.DataFrame, instrument: Instrument, file: str) -> pd.DataFrame:
    """Give the rows that name the instrument, without the column that names it."""
    for name in (ID, WAVE, GROUP):
        if name in table:
            _single(table, name, file)
    if INSTRUMENT not in table:
        table.attrs[PASSED_OVER] = 0
        return table
    named = _single(table, INSTRUMENT, file)
    wanted = {folded(text) for text in (instrument.id, *instrument.names.values())}
    own = named.map(lambda cell: folded(cell) in wanted, na_action="ignore").eq(True)
    others = list(dict.fromkeys(named[~own].dropna()))
    if others and not own.any():
        more = ["…"] if len(others) > _NAMED else []
        text = _(
            "{file} has no row of the instrument {instrument}: its column `{column}` names {others}."
        )
        raise AnswerFileError(
            text.format(
                file=file,
                instrument=instrument.id,
                column=INSTRUMENT,
                others=", ".join([*others[:_NAMED], *more]),
            )
        )
    taken = own if others else own | True  # an empty cell is no doubt where nothing else is named
    found = table[taken].drop(columns=INSTRUMENT)
    found.attrs[PASSED_OVER] = int((~taken).sum())
    return found


def _with_wave_codes(table: pd.DataFrame) -> pd.DataFrame:
    """Put the codes of waves in place of their labels."""
    if WAVE not in table:
        return table
    codes = {
        folded(text): code.code
        for code in codelists.load("mittausvaihe").codes
        for text in (code.code, *code.labels.values())
    }
    texts = table[WAVE].str.strip()
    return table.assign(
        **{WAVE: texts.map(lambda text: codes.get(folded(text), text), na_action="ignore")}
    )
