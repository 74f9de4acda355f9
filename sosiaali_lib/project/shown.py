"""Numbers and statistical tables as the pages of an evaluation print them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from sosiaali_lib.formatting import ABSENT, HIDDEN, interval, number, signed
from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import Paragraph, Table

COUNT, P = -1, -2  # kinds of columns in `frame_table`, beside the number of decimals


def p_text(p: float | None) -> str:
    """Give a p value with three decimals; a smaller one is told to be below 0.001."""
    if p is None or p != p:
        return ABSENT
    return _("< {limit}").format(limit=number(0.001, 3)) if p < 0.0005 else number(p, 3)


def estimate(
    value: float | None, ci: tuple[float, float] | None, digits: int = 2, *, change: bool = True
) -> str:
    """Give a value with its interval in brackets; a dash where the value does not exist."""
    if value is None or value != value:
        return ABSENT
    text = signed(value, digits) if change else number(value, digits)
    return text if ci is None else f"{text} ({interval(*ci, digits)})"


def frame_table(
    slug: str,
    caption: str,
    frame: pd.DataFrame,
    first: str,
    kinds: Sequence[int],
    *,
    note: str = "",
    source: str = "",
) -> Table:
    """Turn a table of a result into a block; `kinds` gives each column's decimals, COUNT or P."""

    def cell(value: float, kind: int) -> str:
        return p_text(value) if kind == P else number(value, max(kind, 0))

    return Table(
        slug=slug,
        caption=caption,
        columns=(first, *map(str, frame.columns)),
        rows=tuple(
            (str(label), *map(cell, row, kinds))
            for label, row in zip(frame.index, frame.to_numpy(float), strict=True)
        ),
        numeric=(True,) * len(frame.columns),
        note=note,
        source=source,
    )


def marks(rows: Iterable[Sequence[str]]) -> str:
    """Explain the marks that the cells of a table have."""
    cells = {cell for row in rows for cell in row}
    told = {
        HIDDEN: _(".. = fewer people than the instrument gives figures for."),
        ABSENT: _("– = the figure does not exist."),
    }
    return " ".join(text for mark, text in told.items() if mark in cells)


def note(text: str) -> list[Paragraph]:
    """Give a remark, or nothing where there is nothing to say."""
    return [Paragraph(text, "note")] if text else []
