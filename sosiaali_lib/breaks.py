"""Breaks in comparability: what a form has recorded only from some day on, declared as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from sosiaali_lib.datafiles import DATA, names, read
from sosiaali_lib.messages import pick


@dataclass(frozen=True)
class Break:
    """A code of a column that was recorded only from a day on."""

    form: str
    column: str
    code: str
    recorded_from: date
    evidence: str
    texts: MappingProxyType[str, str]

    @property
    def text(self) -> str:
        """What a reader must know, in the language in use."""
        return pick(self.texts)

    def within(self, period: tuple[date, date]) -> bool:
        """Whether the code was recorded during a part of the period only."""
        return period[0] < self.recorded_from <= period[1]

    def after(self, period: tuple[date, date]) -> bool:
        """Whether the code was not yet recorded in any part of the period."""
        return period[1] < self.recorded_from


@cache
def of(form: str) -> tuple[Break, ...]:
    """Give the breaks of a form; none where nothing is declared of it.

    Examples
    --------
    >>> [(one.code, one.recorded_from.isoformat()) for one in of("jalkautumiset")]
    [('kotiin', '2019-01-01')]
    """
    if form not in names("breaks"):
        return ()
    data = read(DATA / "breaks" / f"{form}.yaml", "breaks")
    return tuple(
        Break(
            form=data["form"],
            column=entry["column"],
            code=entry["code"],
            recorded_from=date.fromisoformat(entry["recorded_from"]),
            evidence=entry["evidence"],
            texts=MappingProxyType(entry["text"]),
        )
        for entry in data["breaks"]
    )
