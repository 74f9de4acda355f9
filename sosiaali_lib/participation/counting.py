"""What is counted of the clients for a release: clients by service and month, and which months are known.

Those who start and end in a month are few and are not published: with the clients of two months they
would give away a hidden month.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sosiaali_lib.cells import AREA, TOTAL, shown_number
from sosiaali_lib.participation.balance import latest
from sosiaali_lib.participation.series import ClientSeries
from sosiaali_lib.tabulation.base import ROW, N, Shape, Tabulation, with_totals

FORM = "asiakasmaarat"
SERVICE, MONTH, CLIENTS_OF = "palvelu", "kuukausi", "asiakkaita"
KNOWN_MONTHS = "asiakasmaarat_kuukaudet"
SEPARATOR = " | "
Known = Mapping[str, frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class Clients(Tabulation):
    """Clients by service and month: people added up, not rows counted.

    Service and month are one dimension: a sum over months or services would count the same people
    several times, and protecting sums that nobody shows would only hide more.
    """

    shape: ClassVar[Shape] = "codes"

    @property
    def dims(self) -> tuple[str, ...]:
        """Service and month in one, such as “Nuorten ryhmä | 2019-03”."""
        return (ROW,)

    def partial(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Add up the clients by service and month."""
        found = latest(rows)
        codes = found[SERVICE].astype("str") + SEPARATOR + found[MONTH]
        marked = found[list(by)].assign(**{ROW: codes, N: found[CLIENTS_OF]})
        sums: pd.DataFrame = marked.groupby([*by, ROW], observed=True, as_index=False).sum()
        return sums.astype({N: "int64"})

    def whole(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Add the total."""
        return with_totals(cells, self.dims)

    def finding(
        self, cells: pd.DataFrame, *, place: str = "", known: Known | None = None
    ) -> ClientSeries:
        """Give the series of one area.

        Parameters
        ----------
        cells
            The cells of the area; hidden numbers are missing.
        place
            Name of the area.
        known
            Service → months of which the whole area is known; None takes every cell as known.
        """
        values: dict[str, dict[str, int | None]] = {}
        for row in cells.sort_values(ROW).to_dict("records"):
            code = str(row[ROW])
            service, _separator, month = code.rpartition(SEPARATOR)
            if code != TOTAL and (known is None or month in known.get(service, ())):
                n = shown_number(row[N])
                values.setdefault(service, {})[month] = n
        seen = sorted({month for months in values.values() for month in months})
        return ClientSeries(months=between(seen), values=values, place=place)

    def of(self, rows: pd.DataFrame, *, place: str = "") -> ClientSeries:
        """Give the true series; a month in which a municipality of the service is missing is a gap."""
        known = whole_months(known_months(rows.assign(**{AREA: rows["kunta"]})))
        return self.finding(self.cells(rows, ()), place=place, known=known)


def between(months: Sequence[str]) -> tuple[str, ...]:
    """Give every month from the first to the last of some."""
    if not months:
        return ()
    return tuple(str(one) for one in pd.period_range(min(months), max(months), freq="M"))


def known_months(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the months of which each municipality has told the clients of each service.

    Parameters
    ----------
    rows
        Rows of the form `asiakasmaarat` with `alue`, the municipality. Not changed.

    Returns
    -------
    DataFrame
        `alue`, `palvelu` and `kuukausi`, without any number.

    Notes
    -----
    In a protected table a month without a row and one without clients look alike; this tells them
    apart.
    """
    found = latest(rows)[[AREA, SERVICE, MONTH]].drop_duplicates()
    return found.sort_values([AREA, SERVICE, MONTH]).reset_index(drop=True)


def whole_months(known: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Give service → months in which every municipality that ever told of the service did so.

    A sum without one of them would take what is missing for zero.
    """
    found = {}
    for service, part in known.groupby(SERVICE):
        told = part.groupby(MONTH)[AREA].nunique()
        found[str(service)] = frozenset(told.index[told == part[AREA].nunique()].astype(str))
    return found


CLIENTS = Clients(name="asiakasmaarat_sarja", form=FORM)
REGISTERS: Mapping[str, tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]] = {
    KNOWN_MONTHS: (FORM, known_months)
}
