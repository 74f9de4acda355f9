"""To how many people the survey was sent, by year and profession."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.formatting import lower_first, number
from sosiaali_lib.messages import _
from sosiaali_lib.staff.questions import PROFESSION, YEAR

ALL = ""  # the whole staff, in the place of a profession
Key = tuple[int, str]


class StaffError(ValueError):
    """Numbers of staff that contradict each other or the answers."""


@dataclass(frozen=True)
class Staff:
    """How many people the survey was sent to: year and profession → people, `ALL` for all."""

    numbers: Mapping[Key, int]

    def of(self, year: int, profession: str = ALL) -> int | None:
        """Give the number of people; None where it is not known."""
        return self.numbers.get((year, profession))


def staff(rows: pd.DataFrame) -> Staff:
    """Give the known staff by year and profession.

    Parameters
    ----------
    rows
        Rows of `henkilosto`: `vuosi`, `ammattiryhma` (empty for the whole staff) and `lukumaara`.
        Not changed.

    Returns
    -------
    Staff
        The whole staff of a year is its own row, or else the sum of its professions.

    Raises
    ------
    StaffError
        If a year has two rows for one profession, or its professions do not add up to its total.
    """
    numbers: dict[Key, int] = {}
    for year, profession, people in zip(
        rows[YEAR], rows[PROFESSION].astype("object").fillna(ALL), rows["lukumaara"], strict=True
    ):
        key = (int(year), str(profession))
        if key in numbers:
            text = _("The form “henkilosto” has two rows for {who} in {year}; keep one of them.")
            raise StaffError(text.format(who=named(key[1]), year=key[0]))
        numbers[key] = int(people)
    for year in sorted({year for year, _profession in numbers}):
        parts = [
            n for (of_year, profession), n in numbers.items() if of_year == year and profession
        ]
        total = numbers.setdefault((year, ALL), sum(parts))
        if parts and sum(parts) != total:
            text = _(
                "The form “henkilosto” says that the whole staff of {year} is {total}, but its "
                "professions add up to {sum}. Correct the numbers, or leave out the row without a "
                "profession."
            )
            raise StaffError(text.format(year=year, total=number(total), sum=number(sum(parts))))
    return Staff(numbers)


def named(profession: str) -> str:
    """Name a profession as it stands inside a sentence."""
    labels = codelists.load("kyselyn_ammattiryhma").labels()
    return lower_first(labels.get(profession, profession)) if profession else _("the whole staff")
