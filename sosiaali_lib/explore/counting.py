"""Findings about any form: counts by a column, one column against another, means and months."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import forms
from sosiaali_lib.explore.times import TIMES, weekday_names
from sosiaali_lib.findings import (
    CrossWords,
    Finding,
    Labels,
    MeanWords,
    Months,
    MonthWords,
    Words,
    months_between,
)
from sosiaali_lib.formatting import lower_first
from sosiaali_lib.messages import N_, _
from sosiaali_lib.outreach.area_counts import area_names
from sosiaali_lib.tabulation import Choices, Codes, Ratings, Tabulation
from sosiaali_lib.tabulation.base import coded, column_labels, labelled


@dataclass(frozen=True)
class Units:
    """What the rows of a form are called, as source texts."""

    unit: str
    all: str
    share: str


_UNITS: Mapping[str, Units] = {
    "jalkautumiset": Units(N_("Visits"), N_("All visits"), N_("Share of visits")),
    "palvelutarpeet": Units(N_("Assessments"), N_("All assessments"), N_("Share of assessments")),
    "havainnot": Units(N_("Observations"), N_("All observations"), N_("Share of observations")),
}
_ANSWERS = Units(N_("Answers"), N_("All answers"), N_("Share of answers"))


def declared(
    form: str, column: str, by: str = "", *, day: str = "pvm", areas: Iterable[str] = ()
) -> Tabulation:
    """Declare the count of a form's rows by the codes of a column, and of another where one is given.

    Parameters
    ----------
    form
        Name of the form.
    column
        Column of one or several codes, of municipalities or of short texts; or a name of `TIMES`.
    by
        The same for the columns of the table, of one code a row; empty for none.
    day
        Column of the day, from which the parts of the calendar come.
    areas
        Codes of the municipalities that are named.
    """
    places = area_names(areas)
    units, title = _UNITS.get(form, _ANSWERS), forms.title(form)
    named = lower_first(label_of(form, column))
    words: Words | CrossWords = Words(
        caption=_("{form}: {column}").format(form=title, column=named),
        head=label_of(form, column),
        unit=units.unit,
        total=units.all,
        share=units.share,
        one=N_("The most common was {items}."),
        many=N_("The most common were {items}."),
    )
    if by:
        group = lower_first(label_of(form, by))
        text = _("{form}: {column} by {group}")
        words = CrossWords(
            caption=text.format(form=title, column=named, group=group),
            head=label_of(form, column),
            total=units.all,
            by_group=N_("{group}: most common {items}."),
        )
    made = Choices if _several(form, column) else Codes
    return made(
        name="_".join(filter(None, (form, column, by))),
        form=form,
        row=_coding(form, column, day),
        labels=_labels(form, column, places),
        group=_coding(form, by, day) if by else None,
        group_labels=_labels(form, by, places) if by else None,
        words=words,
    )


def counts(rows: pd.DataFrame, form: str, column: str, *, day: str = "pvm") -> Finding:
    """Count rows by the codes of a column.

    Parameters
    ----------
    rows
        Clean rows of the form. Not changed.
    form, column, day
        As for `declared`.
    """
    return declared(form, column, day=day, areas=_areas(rows)).of(rows)


def crossed(rows: pd.DataFrame, form: str, column: str, by: str, *, day: str = "pvm") -> Finding:
    """Count rows by the codes of one column against those of another.

    Parameters
    ----------
    rows
        Clean rows of the form. Not changed.
    form, column, by, day
        As for `declared`.
    """
    return declared(form, column, by, day=day, areas=_areas(rows)).of(rows)


def means(rows: pd.DataFrame, form: str, column: str, by: str, *, day: str = "pvm") -> Finding:
    """Give the mean of a column of whole numbers by the codes of another, with its interval.

    Parameters
    ----------
    rows
        Clean rows of the form. Not changed.
    form, day
        As for `declared`.
    column
        Column whose form states a least and a greatest number.
    by
        As for `declared`.

    Raises
    ------
    ValueError
        If the form states no limits of the numbers.
    """
    known = forms.load(form).column(column)
    if known.min is None or known.max is None:
        raise ValueError(f"Column {column!r} of {form!r} has no limits; choose a rating.")
    scale = _("Mean of {column}, {least}–{most}")
    words = MeanWords(
        caption=_("{form}: {column} by {group}").format(
            form=forms.title(form),
            column=lower_first(known.label),
            group=lower_first(label_of(form, by)),
        ),
        head=label_of(form, by),
        scale=scale.format(
            column=lower_first(known.label), least=int(known.min), most=int(known.max)
        ),
        extremes=N_("Highest mean {high} ({highest}), lowest {low} ({lowest})."),
    )
    groups, labels = groups_of(rows, form, by, day=day)
    ratings = Ratings(
        name=f"{form}_{column}_ka",
        form=form,
        columns=(column,),
        by_code="_ryhma",
        labels=lambda: labels,
        limits=(known.min, known.max),
        words=words,
    )
    return ratings.of(rows.assign(_ryhma=groups))


def groups_of(
    rows: pd.DataFrame, form: str, by: str, *, day: str = "pvm"
) -> tuple[pd.Series, dict[str, str]]:
    """Give the group of each row, and code → label of the groups, in the language in use.

    Parameters
    ----------
    rows
        Clean rows of the form. Not changed.
    form, by, day
        As for `declared`.
    """
    groups = coded(_column(rows, form, by, day))
    own = _labels(form, by, area_names(_areas(rows)))
    known = own() if own else {} if by in TIMES else column_labels(form, by)
    return groups, labelled(known, sorted(set(groups)))


def months(rows: pd.DataFrame, form: str, column: str = "", *, day: str = "pvm") -> Months:
    """Count rows by month, or add up a column of theirs, months without any included.

    Parameters
    ----------
    rows
        Clean rows of the form. Not changed.
    form, day
        As for `declared`.
    column
        Column of whole numbers that are added up; empty to count rows.
    """
    unit = forms.load(form).column(column).label if column else _(_UNITS.get(form, _ANSWERS).unit)
    words = MonthWords(
        caption=_("{form} by month: {unit}").format(form=forms.title(form), unit=lower_first(unit)),
        unit=unit,
        total=N_("Together"),
        a_month=N_("Together {n} in {months} months, {rate} a month."),
    )
    days = rows[day].dropna()
    numbers = rows[column].fillna(0) if column else pd.Series(1, index=rows.index)
    sums = numbers.loc[days.index].groupby(days.dt.strftime("%Y-%m")).sum()
    span = () if days.empty else months_between(days.min().date(), days.max().date())
    values = {month: int(sums.get(month, 0)) for month in span}
    return Months(words=words, values=values, units=int(sums.sum()))


def label_of(form: str, column: str) -> str:
    """Give the name of a column, or of a part of the calendar, in the language in use."""
    if column in TIMES:
        return _(TIMES[column].label)
    return forms.load(form).column(column).label


def _several(form: str, column: str) -> bool:
    return column not in TIMES and forms.load(form).column(column).type == "choices"


def _coding(form: str, column: str, day: str) -> str | Callable[[pd.DataFrame], pd.Series]:
    known = forms.load(form)
    if column in TIMES and column not in {one.name for one in known.columns}:
        return lambda rows: TIMES[column].of(rows[day])
    if known.column(column).type == "integer":
        return lambda rows: rows[column].astype("str").where(rows[column].notna())
    return column


def _column(rows: pd.DataFrame, form: str, column: str, day: str) -> pd.Series:
    given = _coding(form, column, day)
    return rows[given] if isinstance(given, str) else given(rows)


def _labels(form: str, column: str, places: Labels) -> Labels | None:
    """Give the labels that no code list has: names of weekdays and municipalities."""
    if column == "viikonpaiva":
        return weekday_names
    if column not in TIMES and forms.load(form).column(column).type == "municipality":
        return places
    return None


def _areas(rows: pd.DataFrame) -> list[str]:
    return sorted(str(code) for code in rows["kunta"].dropna().unique()) if "kunta" in rows else []
