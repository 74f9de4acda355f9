"""The staff's open answers: how many there are, how far a person has coded them, cleared quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.clearing import is_cleared
from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.staff.questions import OPEN, YEAR, labels, years

AREA, THEMES, CLEARED = "alue", "teemat", "julkaistavissa"
QUOTE, QUOTE_THEME = "sitaatti", "sitaatin_teema"
QUOTES = (AREA, YEAR, QUOTE_THEME, QUOTE)


def open_answers(rows: pd.DataFrame) -> OpenAnswers:
    """Count the open answers by question and year, and those that wait for their themes.

    Parameters
    ----------
    rows
        Rows of `tyontekijakysely`. Not changed.
    """
    written = {column: _filled(rows[column]) for column in OPEN}
    any_written = pd.concat(written, axis="columns").any(axis="columns")
    uncoded = any_written & ~_filled(rows[THEMES])
    return OpenAnswers(
        {
            (column, year): int((filled & (rows[YEAR] == year)).sum())
            for column, filled in written.items()
            for year in years(rows)
        },
        {year: int((rows[YEAR] == year).sum()) for year in years(rows)},
        {year: int((uncoded & (rows[YEAR] == year)).sum()) for year in years(rows)},
    )


def quotes(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the quotes that a person has cleared, with nothing that tells whose they are.

    Parameters
    ----------
    rows
        Rows of `tyontekijakysely` with `alue`. Not changed.

    Returns
    -------
    DataFrame
        `alue`, `vuosi`, `sitaatin_teema`, `sitaatti`, in an order that does not follow that of the rows;
        only rows whose `julkaistavissa` is `kylla`.
    """
    cleared = rows[is_cleared(rows) & _filled(rows[QUOTE])]
    # The order of the rows would tell which quotes are near each other in the data.
    found = cleared[list(QUOTES)].sort_values([YEAR, QUOTE], kind="stable")
    return found.reset_index(drop=True)


@dataclass(frozen=True)
class OpenAnswers(Finding):
    """Open answers by question and year, all respondents, and those without themes yet."""

    counts: Mapping[tuple[str, int], int]
    respondents: Mapping[int, int]
    uncoded: Mapping[int, int]

    @property
    def caption(self) -> str:
        """What the table is about."""
        return _("Open answers of the staff")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Question")

    @property
    def fields(self) -> Sequence[Field]:
        """Answers of each year."""
        return [Field(_("{year}: answers").format(year=year)) for year in self.respondents]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a question, all open answers, and the respondents last."""
        found: list[tuple[str, Sequence[Cell]]] = [
            (label, [self.counts[column, year] for year in self.respondents])
            for column, label in labels(OPEN).items()
        ]
        total = [self.total(year) for year in self.respondents]
        everybody = [*self.respondents.values()]
        return [*found, (_("Open answers in all"), total), (_("Respondents"), everybody)]

    @property
    def totals(self) -> Sequence[int]:
        """The last two rows."""
        return (len(self.rows) - 2, len(self.rows) - 1)

    @property
    def notes(self) -> Sequence[str]:
        """How many wait for a person to give their themes."""
        waiting = sum(self.uncoded.values())
        if not waiting:
            return ()
        text = ngettext(
            "{n} respondent's open answers have no themes yet: a person reads them and chooses.",
            "The open answers of {n} respondents have no themes yet: a person reads them and "
            "chooses.",
            waiting,
        )
        return (text.format(n=number(waiting)),)

    def total(self, year: int) -> int:
        """Give the open answers of a year to both questions."""
        return sum(n for (_column, of_year), n in self.counts.items() if of_year == year)

    def said(self) -> list[str]:
        """Give the open answers of every year with the number of respondents."""
        text = _("In {year}, {people} respondents gave {n} open answers in all.")
        return [
            text.format(year=year, people=number(people), n=number(self.total(year)))
            for year, people in self.respondents.items()
        ]


def _filled(texts: pd.Series) -> pd.Series:
    return texts.notna() & (texts.astype("str").str.strip() != "")
