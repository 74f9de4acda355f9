"""What statistical results have in common: a table of measures, their method in words, a picture."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _

DIGITS = 3


@dataclass(frozen=True)
class Estimate:
    """A number with its standard error and interval; None where they cannot be given."""

    value: float
    se: float | None = None
    ci: tuple[float, float] | None = None


@dataclass(frozen=True)
class Picture:
    """A drawing that a notebook shows, with the words that stand for it."""

    svg: str
    alt: str

    def _repr_html_(self) -> str:
        return f'<div role="img" aria-label="{escape(self.alt)}">{self.svg}</div>'


class Result(ABC):
    """A statistical result: `table`, `method` and `settings` say all of it in the language in use."""

    @property
    @abstractmethod
    def table(self) -> pd.DataFrame:
        """The measures, unrounded, a row each, under headings in the language in use."""

    @property
    @abstractmethod
    def method(self) -> str:
        """How the numbers were made, in whole sentences in the language in use."""

    @property
    @abstractmethod
    def settings(self) -> Mapping[str, object]:
        """The choices that the numbers depend on, by the names of the arguments."""

    def _repr_html_(self) -> str:
        def shown(value: object) -> object:
            if isinstance(value, float) and 0 < abs(value) < 0.5 * 10**-DIGITS:
                return f"{value:.1e}".replace(".", number(0.5, 1)[1])
            if isinstance(value, float) and not value.is_integer():
                return number(value, DIGITS)
            return number(value) if isinstance(value, (int, float)) else value

        cells = self.table.astype(object).map(shown, na_action="ignore")
        return f"{cells.to_html(na_rep='–')}<p>{escape(self.method)}</p>"


def measures(rows: Iterable[tuple[str, Estimate | float | None]]) -> pd.DataFrame:
    """Put measures under each other; columns that nobody fills are left out.

    Parameters
    ----------
    rows
        Label of the measure in the language in use, and its value; None is missing.

    Returns
    -------
    DataFrame
        Index the labels; columns value, standard error, lower and upper limit of the interval.
    """
    labels, cells = [], []
    for label, given in rows:
        one = given if isinstance(given, Estimate) else Estimate(_float(given))
        low, high = one.ci or (None, None)
        labels.append(label)
        cells.append([_float(cell) for cell in (one.value, one.se, low, high)])
    names = [_("Value"), _("Standard error"), _("Lower limit"), _("Upper limit")]
    table = pd.DataFrame(cells, index=pd.Index(labels), columns=names, dtype=float)
    return table.loc[:, [name == names[0] or table[name].notna().any() for name in names]]


def _float(value: float | None) -> float:
    return float("nan") if value is None else float(value)
