"""How many of the staff answered, by year and profession, against the staff that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import listed, lower_first, number, percent
from sosiaali_lib.messages import _
from sosiaali_lib.staff.known import ALL, Key, Staff, StaffError, named, staff
from sosiaali_lib.staff.questions import PROFESSION, YEAR, shown_years, years

DIGITS = 1


def response_rate(answered: pd.DataFrame, known: pd.DataFrame) -> ResponseRate:
    """Give how many of the staff answered.

    Parameters
    ----------
    answered
        Rows of `tyontekijakysely`. Not changed.
    known
        Rows of `henkilosto`. Not changed.

    Raises
    ------
    StaffError
        If more people answered than the survey was sent to, or the staff contradicts itself.

    Examples
    --------
    >>> told = pd.DataFrame({"vuosi": [2019] * 3, "ammattiryhma": ["sosiaaliohjaaja"] * 3})
    >>> known = pd.DataFrame({"vuosi": [2019], "ammattiryhma": ["sosiaaliohjaaja"],
    ...                       "lukumaara": [4]})
    >>> response_rate(told, known).rate(2019)
    0.75
    """
    counts: dict[Key, int | None] = {}
    for year in years(answered):
        professions = answered.loc[answered[YEAR] == year, PROFESSION]
        counts[year, ALL] = len(professions)
        for profession in professions.dropna().unique():
            counts[year, str(profession)] = int((professions == profession).sum())
    return of_counts(counts, staff(known))


def of_counts(counts: Mapping[Key, int | None], known: Staff) -> ResponseRate:
    """Give the response rate of counts; a hidden count is None.

    Raises
    ------
    StaffError
        If more people answered than the survey was sent to.
    """
    for (year, profession), n in sorted(counts.items()):
        people = known.of(year, profession)
        if n is not None and people is not None and n > people:
            text = _(
                "In {year} there are {n} answers of {who}, but the survey was sent to {staff}. "
                "Correct the form “henkilosto”, or remove answers that stand twice."
            )
            raise StaffError(
                text.format(year=year, n=number(n), who=named(profession), staff=number(people))
            )
    return ResponseRate(counts, known)


@dataclass(frozen=True)
class ResponseRate(Finding):
    """Answers by year and profession (`ALL` for all; None is hidden), and the known staff."""

    counts: Mapping[Key, int | None]
    known: Staff

    @property
    def years(self) -> list[int]:
        """The years with answers."""
        return sorted({year for year, _profession in self.counts})

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return _("Response rate of the staff survey")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Profession")

    @property
    def fields(self) -> Sequence[Field]:
        """Answers, staff and rate of each year."""
        return [
            field
            for year in self.years
            for field in (
                Field(_("{year}: answers").format(year=year)),
                Field(_("{year}: staff").format(year=year)),
                Field(_("{year}: response rate").format(year=year), "share", DIGITS),
            )
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a profession, and the whole staff last."""
        return [
            (label, [cell for year in self.years for cell in self._cells(year, profession)])
            for profession, label in self._professions().items()
        ]

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.rows) - 1,)

    @property
    def notes(self) -> Sequence[str]:
        """Where the staff is not known by profession."""
        professions = [one for one in self._professions() if one]
        unknown = [
            str(year)
            for year in self.years
            if professions and not any(self.known.of(year, one) for one in professions)
        ]
        if not unknown:
            return ()
        text = _("How the staff divided between the professions is not given for {years}.")
        return (text.format(years=listed(unknown)),)

    def n(self, year: int, profession: str = ALL) -> int | None:
        """Give the answers; None is hidden."""
        return self.counts.get((year, profession), 0)

    def rate(self, year: int, profession: str = ALL) -> float | None:
        """Give the share of the staff that answered; None where it cannot be given."""
        n, people = self.n(year, profession), self.known.of(year, profession)
        return None if n is None or not people else n / people

    def said(self) -> list[str]:
        """Give the rate of each year, and of the professions where the staff is known."""
        found = []
        for year in self.years:
            n, people = self.n(year), self.known.of(year)
            if n is None:
                continue
            if people is None:
                text = _("In {year} there were {n} answers; how many were asked is not known.")
                found.append(text.format(year=year, n=number(n)))
                continue
            text = _("In {year}, {n} of {staff} workers answered ({rate}).")
            rate = percent(self.rate(year), DIGITS)
            found.append(text.format(year=year, n=number(n), staff=number(people), rate=rate))
            parts = [
                _("{profession} {rate}").format(
                    profession=lower_first(label), rate=percent(self.rate(year, one), DIGITS)
                )
                for one, label in self._professions().items()
                if one and self.rate(year, one) is not None
            ]
            if parts:
                text = _("By profession in {year}: {items}.")
                found.append(text.format(year=year, items=listed(parts)))
        return found

    def drawn(self) -> str | None:
        """Draw the rates of the two latest years."""
        from sosiaali_lib.report import charts

        latest = shown_years(self.years)
        professions = {
            one: label
            for one, label in self._professions().items()
            if any(self.rate(year, one) is not None for year in latest)
        }
        if not professions:
            return None
        field = Field("", "share", DIGITS)
        series = []
        for year in latest:
            cells = [self._cells(year, one)[2] for one in professions]
            rates = [self.rate(year, one) for one in professions]
            values = [None if rate is None else 100 * rate for rate in rates]
            series.append(charts.Series(str(year), values, [field.written(cell) for cell in cells]))
        return charts.bars(list(professions.values()), series, _("Response rate, %"))

    def _professions(self) -> dict[str, str]:
        known = codelists.load("kyselyn_ammattiryhma").labels()
        used = {profession for _year, profession in [*self.counts, *self.known.numbers]}
        return {
            **{code: label for code, label in known.items() if code in used},
            ALL: _("All workers"),
        }

    def _cells(self, year: int, profession: str) -> tuple[Cell, Cell, Cell]:
        n, people = self.n(year, profession), self.known.of(year, profession)
        if people is None:
            return n, NOTHING, NOTHING
        return n, people, self.rate(year, profession)
