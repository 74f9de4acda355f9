"""What a release takes from the large forms of a data set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sosiaali_lib.cells import NO_AREA
from sosiaali_lib.formatting import number
from sosiaali_lib.intake import DataSet
from sosiaali_lib.large.faults import LargeDataError
from sosiaali_lib.large.handing import Hands
from sosiaali_lib.large.passing import Question, passed
from sosiaali_lib.large.result import Passed
from sosiaali_lib.messages import _
from sosiaali_lib.partial_counts import Partial

Tell = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Counted:
    """The large forms of a data set, counted for a period; empty for data without any."""

    forms: Mapping[str, Passed]

    @property
    def has_rows(self) -> bool:
        """Whether any row can be used."""
        return any(one.used > one.outside for one in self.forms.values())

    @property
    def partial(self) -> dict[str, Partial]:
        """Form → what was counted of its rows."""
        return {name: one.counted for name, one in self.forms.items() if one.counted is not None}

    @property
    def layered(self) -> dict[str, Partial]:
        """Form → what was counted of its rows by the releases that count them."""
        return {name: one.layered for name, one in self.forms.items() if one.layered is not None}

    @property
    def areas(self) -> set[str]:
        """Codes of the municipalities that have rows."""
        found: set[str] = set().union(*(one.areas for one in self.partial.values()))
        return found - {NO_AREA}

    @property
    def texts(self) -> dict[str, pd.DataFrame]:
        """Form → rows that a person has cleared."""
        return {name: one.texts for name, one in self.forms.items() if one.texts.columns.size}

    @property
    def answered(self) -> dict[str, bool]:
        """Instrument → whether there are single answers."""
        return {name: has for one in self.forms.values() for name, has in one.answered.items()}

    @property
    def rows(self) -> pd.DataFrame:
        """The three numbers of each form, as `period_rows` gives them."""
        names = ("luettu", "kaytetty", "hylatty", "jakson_ulkopuolella")
        numbers = [
            (one.read, one.used - one.outside, one.read - one.used + one.outside, one.outside)
            for one in self.forms.values()
        ]
        found = pd.DataFrame(numbers, columns=list(names), dtype="int64")
        found.insert(0, "lomake", pd.Series(list(self.forms), dtype="str"))
        return found

    @property
    def has_errors(self) -> bool:
        """Whether rows were left out."""
        return any(one.has_errors for one in self.forms.values())

    @property
    def told(self) -> list[str]:
        """The three numbers of each form and its faults, as lines to read."""
        found = []
        for name, one in self.forms.items():
            text = _("{form}: {read} rows read, {used} used, {rejected} rejected")
            read, used, rejected = (number(n) for n in (one.read, one.used, one.read - one.used))
            found.append(text.format(form=name, read=read, used=used, rejected=rejected))
            found += [f"  {fault.told}" for fault in one.faults]
        return found

    @property
    def as_json(self) -> list[dict[str, object]]:
        """The three numbers and the faults of each form."""
        return [
            {
                "form": name,
                "read": one.read,
                "used": one.used,
                "rejected": one.read - one.used,
                "faults": [fault.as_json for fault in one.faults],
            }
            for name, one in self.forms.items()
        ]


def counted(
    data: DataSet,
    period: tuple[date, date] | None,
    hands: Hands,
    *,
    own_views: tuple[str, ...] = (),
    spans: Mapping[str, tuple[date, date]] | None = None,
    tell: Tell | None = None,
) -> Counted:
    """Check and count the large forms of a data set.

    Parameters
    ----------
    data
        What `intake.read` gave.
    period
        First and last day of the rows that are counted; None checks them only.
    hands
        Who does the work.
    own_views
        Names of the tables of own views.
    spans
        First and last day of today's and of earlier releases, by label; None where nothing is out yet.
    tell
        Is given the three numbers of each form and every fault.

    Raises
    ------
    LargeDataError
        If Parquet files could not be read, or cannot be read on.
    """
    if data.unread:
        raise LargeDataError(" ".join(data.unread))
    if not data.large:
        return Counted({})
    assert data.folder is not None
    question = Question(
        folder=data.folder,
        description=data.description,
        period=period,
        today=date.today(),
        own_views=own_views,
        spans=tuple((spans or {}).items()),
    )
    found = Counted({name: passed(form, question, hands) for name, form in data.large.items()})
    if tell is not None:
        for line in found.told:
            tell(line)
    return found
