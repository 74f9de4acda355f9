"""How many measurements came with a form about the measuring: table 2 of the ISO SOS report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import instruments, measurements
from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import number
from sosiaali_lib.groups.matters import empty_forms
from sosiaali_lib.measurements import END, START
from sosiaali_lib.messages import _


@dataclass(frozen=True)
class InstrumentForms:
    """An instrument's measurements and forms: (measurements, answered forms, empty forms)."""

    instrument: str
    start: tuple[int, int, int]
    end: tuple[int, int, int]

    @property
    def cells(self) -> tuple[int, ...]:
        """The cells of its row."""
        empty = self.start[2] + self.end[2]
        return (*self.start[:2], *self.end[:2], empty)


@dataclass(frozen=True, kw_only=True)
class FormCounts(Finding):
    """Measurements and forms about the measuring by instrument and wave."""

    instruments: tuple[InstrumentForms, ...]

    @property
    def caption(self) -> str:
        """What the table is about."""
        return _("Measurements and forms about the measuring")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Instrument")

    @property
    def fields(self) -> Sequence[Field]:
        """The columns of the source's table 2; empty forms have their own."""
        return [
            Field(label)
            for label in (
                _("Measurement 1"),
                _("Form 1"),
                _("Measurement 2"),
                _("Form 2"),
                _("Empty forms"),
            )
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row an instrument, and the sums last."""
        found: list[tuple[str, Sequence[Cell]]] = [
            (instruments.load(one.instrument).name, one.cells) for one in self.instruments
        ]
        return [*found, (_("All instruments"), self._sums())] if found else []

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.instruments),) if self.instruments else ()

    @property
    def notes(self) -> Sequence[str]:
        """That empty forms are not among the forms."""
        return (_("Forms 1 and 2 hold at least one answer; those given back empty are apart."),)

    def said(self) -> list[str]:
        """Give the answered forms of each wave beside the measurements."""
        if not self.instruments:
            return []
        first, form1, second, form2, _empty = self._sums()
        text = _(
            "Form 1 was answered at {form1} of {first} first measurements and form 2 at {form2} of "
            "{second} second measurements."
        )
        return [
            text.format(
                form1=number(form1), first=number(first), form2=number(form2), second=number(second)
            )
        ]

    def _sums(self) -> list[int]:
        return [
            sum(column) for column in zip(*(one.cells for one in self.instruments), strict=True)
        ]


def instrument_forms(measured: pd.DataFrame, feedback: pd.DataFrame) -> FormCounts:
    """Count measurements and forms about the measuring by instrument and wave.

    Parameters
    ----------
    measured, feedback
        Clean rows of the forms `mittaukset` and `mittauspalaute`. Not changed.

    Returns
    -------
    FormCounts
        The instruments of which there is a form, by name.
    """
    waves = measurements.wave_counts(measured).set_index("mittari")
    names = sorted(feedback["mittari"].dropna().unique(), key=str)
    measured_by = waves.reindex(names, fill_value=0)
    empty = empty_forms(feedback)
    found = []
    for name, row in measured_by.iterrows():
        parts = []
        for wave in (START, END):
            forms = (feedback["mittari"] == name) & (feedback["vaihe"] == wave)
            parts.append((int(row[wave]), int((forms & ~empty).sum()), int((forms & empty).sum())))
        found.append(InstrumentForms(str(name), parts[0], parts[1]))
    return FormCounts(instruments=tuple(found))
