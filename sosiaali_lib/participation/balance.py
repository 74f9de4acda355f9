"""Whether clients, those who started and those who ended agree from month to month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.participation.series import named

KEY = ["kunta", "palvelu"]
AT_END, DURING = "lopussa", "aikana"
NAMED = 5


@dataclass(frozen=True, kw_only=True)
class Step:
    """A month and the one before it.

    Attributes
    ----------
    place, service, month
        Municipality, service and month, such as “2019-03”.
    expected
        Clients by the month before and by those who started and ended.
    told
        Clients as told.
    """

    place: str
    service: str
    month: str
    expected: int
    told: int

    @property
    def difference(self) -> int:
        """Told less expected."""
        return self.told - self.expected


@dataclass(frozen=True, kw_only=True)
class Balance(Finding):
    """The months whose numbers could be checked, and those that do not agree.

    For those who may see the rows: numbers of the few who start and end in a month are not published.

    Attributes
    ----------
    steps
        The months that could be checked.
    unchecked
        Months with a month before that could not, because a number is missing, or the way of
        counting changed.
    doubled
        Months that a service and municipality has more than once, of which the latest day counts.
    """

    steps: tuple[Step, ...]
    unchecked: int
    doubled: int

    @property
    def wrong(self) -> list[Step]:
        """The months that do not agree, the largest difference first."""
        found = [step for step in self.steps if step.difference]
        return sorted(
            found,
            key=lambda step: (-abs(step.difference), step.place, step.service, step.month),
        )

    @property
    def caption(self) -> str:
        """What the table is about."""
        return _("Months in which clients, started and ended do not agree")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Service, municipality and month")

    @property
    def fields(self) -> Sequence[Field]:
        """Expected, told and their difference."""
        return [Field(_("Expected clients")), Field(_("Clients told")), Field(_("Difference"))]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a month that does not agree."""
        return [(_label(step), (step.expected, step.told, step.difference)) for step in self.wrong]

    @property
    def notes(self) -> Sequence[str]:
        """What is expected."""
        return (
            _(
                "Expected at the end of a month: the month before + started − ended. Expected during a "
                "month: the month before − ended in the month before + started."
            ),
        )

    def said(self) -> list[str]:
        """Say how many months were checked and which do not agree."""
        found = []
        if self.doubled:
            text = ngettext(
                "{n} month is told twice; the row of the latest day is used.",
                "{n} months are told twice; the rows of the latest day are used.",
                self.doubled,
            )
            found.append(text.format(n=number(self.doubled)))
        if self.steps:
            text = ngettext(
                "{n} month was checked against the month before.",
                "{n} months were checked against the month before.",
                len(self.steps),
            )
            found.append(text.format(n=number(len(self.steps))))
            if not self.wrong:
                found.append(_("All of them agree."))
        if self.wrong:
            text = _("{label}: expected {expected}, told {told}")
            items = [
                text.format(
                    label=_label(step), expected=number(step.expected), told=number(step.told)
                )
                for step in self.wrong[:NAMED]
            ]
            text = ngettext(
                "{n} month does not agree: {items}.",
                "{n} months do not agree, the largest differences first: {items}.",
                len(self.wrong),
            )
            found.append(text.format(n=number(len(self.wrong)), items="; ".join(items)))
        if self.unchecked:
            text = ngettext(
                "{n} month could not be checked, because a number is missing.",
                "{n} months could not be checked, because a number is missing.",
                self.unchecked,
            )
            found.append(text.format(n=number(self.unchecked)))
        return found


def balance(clients: pd.DataFrame) -> Balance:
    """Check clients against the month before, those who started and those who ended.

    Parameters
    ----------
    clients
        Rows of the form `asiakasmaarat`. Not changed.

    Notes
    -----
    At the end of a month: now = previous + started − ended. During a month, those who ended earlier
    are gone: now = previous − ended in the previous month + started. A month after a gap is not
    checked.
    """
    rows = latest(clients).sort_values([*KEY, "kuukausi"])
    before = rows.groupby(KEY)[["kuukausi", "laskentatapa", "asiakkaita", "paattaneita"]].shift()
    follows = _number_of(rows["kuukausi"]) == _number_of(before["kuukausi"]) + 1
    follows = follows.fillna(False)
    at_end = rows["laskentatapa"] == AT_END
    ended = rows["paattaneita"].where(at_end, before["paattaneita"])
    expected = before["asiakkaita"] + rows["aloittaneita"] - ended
    comparable = follows & (rows["laskentatapa"] == before["laskentatapa"])
    known = comparable & expected.notna() & rows["asiakkaita"].notna()
    checked = rows.assign(odotettu=expected)[known.to_numpy(dtype=bool)]
    steps = tuple(
        Step(
            place=str(row["kunta"]),
            service=str(row["palvelu"]),
            month=str(row["kuukausi"]),
            expected=int(row["odotettu"]),
            told=int(row["asiakkaita"]),
        )
        for row in checked.to_dict("records")
    )
    return Balance(
        steps=steps,
        unchecked=int(follows.sum()) - len(steps),
        doubled=int(clients[[*KEY]].assign(m=month_of(clients)).duplicated().sum()),
    )


def latest(clients: pd.DataFrame) -> pd.DataFrame:
    """Give one row a month, service and municipality: that of the latest day; adds `kuukausi`."""
    rows = clients.assign(kuukausi=month_of(clients)).sort_values("pvm", kind="stable")
    return rows.drop_duplicates([*KEY, "kuukausi"], keep="last").sort_index()


def month_of(clients: pd.DataFrame) -> pd.Series:
    """Give the month of every row, such as “2019-03”."""
    return pd.Series(clients["pvm"].dt.strftime("%Y-%m"), index=clients.index)


def _number_of(months: pd.Series) -> pd.Series:
    """Give months as numbers that follow each other; missing where there is none."""
    numbers = months.str[:4].astype("Float64") * 12 + months.str[5:].astype("Float64")
    return pd.Series(numbers, index=months.index)


def _label(step: Step) -> str:
    from sosiaali_lib import areas

    text = _("{service}, {place}, {month}")
    place = areas.municipality(step.place).name()
    return text.format(service=step.service, place=place, month=named(step.month))
