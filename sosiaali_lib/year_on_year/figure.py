"""Key figures: what the summary tells of each form, and where in a release it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from sosiaali_lib.datafiles import DATA, names, read
from sosiaali_lib.messages import pick

FOLDER = "key_figures"
Kind = Literal["count", "rate", "share", "mean"]
Limits = Literal["poisson", "columns", "none"]


@dataclass(frozen=True, kw_only=True)
class KeyFigure:
    """One number of a form: the table and the cell that hold it.

    Attributes
    ----------
    form, id
        Form that it comes from, and its name among all key figures.
    kind
        "count", "rate" per 1,000 inhabitants, "share" of a base (0 to 1), or "mean".
    table, value, cell
        Table of the release, the column of the number, and the codes of its row.
    base, others
        Row of a share's base; with `others` the share is that of the rest of the base.
    limits, low, high
        How the interval is made, and its columns where it stands in the table.
    counted
        Column of the count that a rate or mean rests on; where it is hidden, so is the number.
    digits
        Decimals that are shown; of a share those of the percentage.
    instrument
        Instrument whose version both releases must have.
    """

    form: str
    id: str
    kind: Kind
    table: str
    value: str
    cell: Mapping[str, str]
    texts: Mapping[str, str]
    base: Mapping[str, str] | None = None
    others: bool = False
    limits: Limits = "none"
    low: str = ""
    high: str = ""
    counted: str = ""
    digits: int = 0
    instrument: str = ""

    @property
    def label(self) -> str:
        """What it is called, in the language in use."""
        return pick(self.texts)

    @property
    def by_time(self) -> bool:
        """Whether it grows with the length of the period and with the areas that have rows."""
        return self.kind in ("count", "rate")


@cache
def key_figures() -> tuple[KeyFigure, ...]:
    """Give all key figures, form by form in the order of the forms that have them.

    Examples
    --------
    >>> [one.id for one in key_figures() if one.form == "havainnot"]
    ['havainnot', 'kielteiset_osuus']
    """
    found = {name: _of(name) for name in names(FOLDER)}
    order = sorted(found, key=lambda name: (_ORDER.index(name) if name in _ORDER else 99, name))
    return tuple(one for name in order for one in found[name])


# The order of the chapters of the report.
_ORDER = (
    "jalkautumiset",
    "jalkautumispalaute",
    "tyoaika",
    "palvelutarpeet",
    "mittaukset",
    "ryhmalaiset",
    "palaute",
    "havainnot",
    "kysymykset",
)


def key_figure(name: str) -> KeyFigure:
    """Give a key figure by its name.

    Raises
    ------
    ValueError
        If there is none of that name.
    """
    for one in key_figures():
        if one.id == name:
            return one
    known = ", ".join(one.id for one in key_figures())
    raise ValueError(f"Key figure {name!r} is not known; expected one of {known}.")


def _of(name: str) -> tuple[KeyFigure, ...]:
    data = read(DATA / FOLDER / f"{name}.yaml", FOLDER)
    return tuple(_made(data["form"], entry) for entry in data["figures"])


def _made(form: str, entry: Mapping[str, Any]) -> KeyFigure:
    known = dict(entry)
    texts = MappingProxyType(known.pop("label"))
    cell = MappingProxyType(known.pop("cell", {}))
    base = known.pop("base", None)
    held = None if base is None else MappingProxyType(base)
    return KeyFigure(form=form, texts=texts, cell=cell, base=held, **known)
