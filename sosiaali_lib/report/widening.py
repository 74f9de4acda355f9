"""Whose numbers a chapter shows where the own ones are hidden: one rule for all chapters.

A section shows the numbers of the first of these of which at least half can be shown: the area of the
report in its period, the same area over several years where the release holds them, the county, all
areas of the data together. Whenever it is not the first one the section says which it is and why.
Chosen is by what the release shows; a hidden number decides nothing but that it cannot be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.formatting import listed, lower_first, number
from sosiaali_lib.messages import _
from sosiaali_lib.report.view import View

ENOUGH = 0.5  # share of the numbers that must be shown for an area to speak for itself
Counted = tuple[str, str]  # table of the release and its column of numbers
Told = Callable[[View, str], float | None]


@dataclass(frozen=True)
class Shown:
    """What a section shows: the view to read it from and the area.

    Attributes
    ----------
    view
        The report's view; that of several years where the section widens to them.
    area
        Code of the area; None where nothing can be shown.
    recorded
        Whether anything was counted of the report's own area in its period.
    passed
        Codes of larger areas of which something was counted, but too little can be shown.
    """

    view: View
    area: str | None
    recorded: bool
    passed: tuple[str, ...] = ()

    @property
    def own(self) -> bool:
        """Whether the section is about the report's own area and period."""
        return self.area == self.view.area.code and not self.view.over_years


def places(view: View) -> Iterator[tuple[View, str]]:
    """Give what a section may be about, the nearest first."""
    yield view, view.area.code
    if view.release.years is not None:
        yield view.of_years(), view.area.code
    if view.county is not None and view.county.code != view.area.code:
        yield view, view.county.code
    yield view, TOTAL


def nearest(view: View, told: Told, *, enough: float = ENOUGH) -> Shown:
    """Give the nearest place of which enough can be shown.

    Parameters
    ----------
    view
        The release seen from the area of the report.
    told
        Gives the share of the numbers of an area that are shown, 0 to 1; None where nothing was
        counted there.
    enough
        Least share that must be shown.
    """
    recorded = told(view, view.area.code) is not None
    passed: list[str] = []
    for seen, code in places(view):
        share = told(seen, code)
        if share is not None and share >= enough:
            return Shown(seen, code, recorded, tuple(passed))
        if share is not None and code != view.area.code:
            passed.append(code)
    return Shown(view, None, recorded, tuple(passed))


def nearest_of(view: View, tables: Iterable[Counted]) -> Shown:
    """Give the nearest place of which at least half of the numbers of some tables are shown."""
    counted = tuple(tables)
    return nearest(view, lambda seen, code: share_shown(seen, counted, code))


def share_shown(view: View, tables: Iterable[Counted], code: str) -> float | None:
    """Give the share of an area's numbers that are shown; None where nothing was counted.

    Zeros are left aside: they are shown everywhere and would let an empty area speak for itself.
    """
    positive = shown = 0
    for name, column in tables:
        if view.over_years and not view.has_years(name):
            return None
        rows = view.rows(name, code)
        if len(rows):
            numbers = rows[column].to_numpy(float, na_value=np.nan)
            positive += int(np.count_nonzero(numbers))  # a missing one counts
            shown += int(np.count_nonzero(np.nan_to_num(numbers)))
    return shown / positive if positive else None


def why(found: Shown, *, form: str = "", absent: str = "", hidden: str = "") -> str:
    """Say why the own numbers are not shown, and which are shown in their place; empty for the own.

    Parameters
    ----------
    found
        What `nearest` gave.
    form
        Title of the form that the numbers come from; empty where the chapter has one form alone.
    absent, hidden
        Sentences for when nothing was counted in the own area, and for when it is hidden; those for
        any form when empty.
    """
    if found.own:
        return ""
    view = found.view
    in_area = view.place(view.area.code)
    if found.recorded:
        reason = hidden or _("Most of the figures are hidden {in_area} to protect people.")
    elif form and not absent:
        reason = _("The data hold no rows of the form “{form}” {in_area}.")
    else:
        reason = absent or _("The data hold no rows of this form {in_area}.")
    sentences = [reason.format(in_area=in_area, form=form)]
    names = [
        lower_first(view.name(code)) if code == TOTAL else view.name(code) for code in found.passed
    ]
    if found.area is None:
        if names:
            text = _("Of larger areas too few figures can be shown either: {areas}.")
            sentences.append(text.format(areas=listed(names)))
    elif view.over_years:
        text = _("The figures shown are therefore those of several years: {years}.")
        sentences.append(text.format(years=view.years_text()))
    else:
        if names:
            text = _("Most of the figures of this area are hidden too: {areas}.")
            sentences.append(text.format(areas=listed(names)))
        text = _("The figures shown are therefore those of a larger area: {area}.")
        sentences.append(text.format(area=view.name(found.area)))
    return " ".join(sentences)


def rule(view: View) -> str:
    """State the rule in the language in use, as the chapter on the data gives it."""
    first = _(
        "Numbers of fewer than {threshold} people are hidden, and others from which these could be "
        "calculated. Where fewer than half of the figures of a section can be shown for the area of "
        "the report, the section widens."
    ).format(threshold=number(int(view.release.manifest["protection"]["threshold"])))
    if view.release.years is not None:
        steps = _(
            "It then gives the figures of the area over several years ({years}); where too few of "
            "these can be shown, those of the wellbeing services county; and in the last place those "
            "of all areas of the data."
        ).format(years=view.of_years().years_text())
    else:
        steps = _(
            "It then gives the figures of the wellbeing services county or, where too few of these "
            "can be shown either, those of all areas of the data."
        )
    last = _("The section itself says each time whose figures it gives and why.")
    return f"{first} {steps} {last}"
