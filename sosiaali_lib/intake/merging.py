"""The tables of one form as one, with corrected rows in place of their originals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from sosiaali_lib.forms import Form
from sosiaali_lib.intake import corrections
from sosiaali_lib.intake.corrections import Corrections
from sosiaali_lib.intake.faults import Ints, Log
from sosiaali_lib.intake.rows import Rows
from sosiaali_lib.intake.values import clean


@dataclass(frozen=True, eq=False)
class Whole:
    """All rows of a form, still as text.

    `names` are those of the tables and `table` says from which one a row came, `origin` under which
    number and `originals` with which text. `cells` has corrected rows in their place; `places` and
    `numbers` tell where a person has to look: in the corrections for a corrected row.
    `blocks` gives the positions of rows that a fault of their whole table keeps from being used,
    with the number of that fault; `beyond` the text outside the columns, `unclosed` the rows with
    an open quotation mark, both by position.
    """

    form: Form
    names: list[str]
    cells: pd.DataFrame
    table: Ints
    origin: Ints
    originals: pd.DataFrame
    places: Ints
    numbers: Ints
    blocks: list[tuple[Ints, int]]
    beyond: dict[int, str]
    unclosed: frozenset[int]


def codes_of(wholes: Mapping[str, Whole]) -> dict[tuple[str, str], frozenset[str]]:
    """Give the values of the columns, by form and name, that other columns refer to."""
    named = {
        column.refers
        for whole in wholes.values()
        for column in whole.form.columns
        if column.refers is not None
    }
    return {
        (form, name): frozenset(map(clean, wholes[form].cells[name].dropna())) - {""}
        for form, name in named
        if form in wholes and name in wholes[form].cells
    }


def merge(tables: Sequence[Rows], log: Log) -> Whole:
    """Put the tables of one form one under the other."""
    sizes = [len(table.cells) for table in tables]
    starts = np.cumsum([0, *sizes])
    cells = pd.concat([table.cells for table in tables], ignore_index=True)
    numbers = np.concatenate([table.numbers for table in tables])
    unclosed = [
        start + table.unclosed
        for start, table in zip(starts.tolist(), tables, strict=False)
        if table.unclosed is not None
    ]
    form = tables[0].form
    return Whole(
        form=replace(form, columns=tuple(c for c in form.columns if c.name in cells)),
        names=names(tables),
        cells=cells,
        table=np.repeat(np.arange(len(tables)), sizes),
        origin=numbers,
        originals=cells,
        places=np.repeat([log.place(table.place) for table in tables], sizes),
        numbers=numbers,
        blocks=[
            (np.arange(start, start + size), log.number(kind))
            for start, size, table in zip(starts, sizes, tables, strict=False)
            for kind in table.blocked
        ],
        beyond={
            start + at: text
            for start, table in zip(starts.tolist(), tables, strict=False)
            for at, text in table.beyond.items()
        },
        unclosed=frozenset(unclosed),
    )


def names(tables: Sequence[Rows]) -> list[str]:
    """Name each table by its file; further sheets of the same form and file by their sheet too."""
    given: list[str] = []
    for table in tables:
        file, sheet = table.place
        given.append(f"{file} [{sheet}]" if file in given else file)
    return given


def correct(whole: Whole, fixed: Corrections, log: Log) -> Whole:
    """Give the rows with the corrected ones in place of their originals."""
    tables = [
        (name, whole.origin[whole.table == number]) for number, name in enumerate(whole.names)
    ]
    at, by = corrections.matched(fixed, tables, whole.originals, log)
    index = np.arange(len(whole.cells))
    index[at] = len(whole.cells) + by
    replaced = set(at.tolist())
    own = dict(zip(by.tolist(), at.tolist(), strict=True))
    beyond = {own[row]: text for row, text in fixed.rows.beyond.items() if row in own}
    places, numbers = whole.places.copy(), whole.numbers.copy()
    places[at] = log.place(fixed.rows.place)
    numbers[at] = fixed.rows.numbers[by]
    return replace(
        whole,
        cells=pd.concat([whole.cells, fixed.rows.cells]).iloc[index].reset_index(drop=True),
        places=places,
        numbers=numbers,
        blocks=[(np.setdiff1d(rows, at), kind) for rows, kind in whole.blocks],
        beyond={row: each for row, each in whole.beyond.items() if row not in replaced} | beyond,
        unclosed=whole.unclosed - replaced,
    )
