"""Values of people in several waves, checked and arranged for a model with a row an observation."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.pairs import Floats, numeric

Codes = npt.NDArray[np.intp]


class WavesError(ValueError):
    """The data do not bear a model of waves; `reason` is a short code of why."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return type(self), (self.reason, str(self))


@dataclass(frozen=True, eq=False)
class Observations:
    """Values with the codes of their person and cell; a cell is a wave in a group, group by group."""

    values: Floats
    persons: Codes
    cells: Codes
    waves: tuple[Hashable, ...]
    groups: tuple[Hashable, ...]  # (None,) without groups
    counts: tuple[int, ...]  # observations a cell
    people: tuple[int, ...]  # people a group
    complete: int  # people with a value in every wave
    missing: int  # rows without a value


def observations(
    data: pd.DataFrame, value: str, wave: str, person: str, group: str | None
) -> Observations:
    """Check a table with a row an observation and code its people, waves and groups.

    Raises
    ------
    WavesError
        If the table cannot be read as one value a person and wave, or holds too few people.
    """
    columns = [value, wave, person, *([] if group is None else [group])]
    for name in columns:
        if list(data.columns).count(name) != 1 or columns.count(name) != 1:
            text = _("The data need exactly one column `{name}` of its own; it has {columns}.")
            listed = ", ".join(map(str, data.columns))
            raise WavesError("columns", text.format(name=name, columns=listed))
    values = numeric(data[value], value)
    known = data.loc[values.notna().to_numpy(), columns]
    for name in columns[1:]:
        if n := int(known[name].isna().sum()):
            text = ngettext(
                "{n} row with a value has an empty `{name}`. Fill it in or leave the row out.",
                "{n} rows with a value have an empty `{name}`. Fill them in or leave the rows out.",
                n,
            )
            raise WavesError("empty", text.format(n=n, name=name))
    if n := int(known.duplicated([person, wave]).sum()):
        text = ngettext(
            "{n} row repeats a person's wave. Keep one value a person and wave.",
            "{n} rows repeat a person's wave. Keep one value a person and wave.",
            n,
        )
        raise WavesError("repeated", text.format(n=n))
    waves = _levels(data[wave])
    groups: tuple[Hashable, ...] = (None,) if group is None else _levels(data[group])
    _enough_levels(waves, groups, wave, group)
    persons, labels = pd.factorize(known[person])
    wave_codes = pd.Index(waves).get_indexer(pd.Index(known[wave].astype(object)))
    group_codes = np.zeros(len(known), dtype=np.intp)
    if group is not None:
        group_codes = pd.Index(groups).get_indexer(pd.Index(known[group].astype(object)))
        _one_group_each(persons, group_codes, group)
    cells = group_codes * len(waves) + wave_codes
    first = np.unique(persons, return_index=True)[1]
    found = Observations(
        values=values.dropna().to_numpy(),
        persons=persons,
        cells=cells,
        waves=waves,
        groups=groups,
        counts=tuple(np.bincount(cells, minlength=len(waves) * len(groups)).tolist()),
        people=tuple(np.bincount(group_codes[first], minlength=len(groups)).tolist()),
        complete=int((np.bincount(persons, minlength=len(labels)) == len(waves)).sum()),
        missing=int(values.isna().sum()),
    )
    _enough_people(found)
    return found


def cell_name(group: Hashable, wave: Hashable) -> str:
    """Name a cell for a reader: the wave, after its group where there are groups."""
    if group is None:
        return label(wave)
    return _("{group}, {wave}").format(group=label(group), wave=label(wave))


def label(level: Hashable) -> str:
    """Give a wave or group as a reader writes it: dates in the language in use."""
    from sosiaali_lib.formatting import day

    if isinstance(level, pd.Timestamp):
        return day(level.date())
    return str(int(level)) if isinstance(level, float) and level.is_integer() else str(level)


def _levels(column: pd.Series) -> tuple[Hashable, ...]:
    """Give the levels that occur, in the declared order of a categorical, otherwise sorted."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        found = set(column.dropna())
        return tuple(level for level in column.cat.categories.tolist() if level in found)
    levels = column.dropna().unique().tolist()
    try:
        return tuple(sorted(levels))
    except TypeError:
        text = _(
            "The column `{name}` mixes text and numbers. Write its labels in one way, or make it "
            "categorical in the wanted order."
        )
        raise WavesError("columns", text.format(name=column.name)) from None


def _enough_levels(
    waves: tuple[Hashable, ...], groups: tuple[Hashable, ...], wave: str, group: str | None
) -> None:
    text = _("`{name}` has too few different values: {n}. The model needs at least two.")
    if len(waves) < 2:
        raise WavesError("levels", text.format(name=wave, n=len(waves)))
    if group is not None and len(groups) < 2:
        raise WavesError("levels", text.format(name=group, n=len(groups)))


def _one_group_each(persons: Codes, groups: Codes, group: str) -> None:
    pairs = np.unique(np.column_stack([persons, groups]), axis=0)
    if n := len(pairs) - len(np.unique(persons)):
        text = ngettext(
            "{n} person has more than one `{name}`. A person belongs to one group in every wave.",
            "{n} people have more than one `{name}`. A person belongs to one group in every wave.",
            n,
        )
        raise WavesError("groups", text.format(n=n, name=group))


def _enough_people(found: Observations) -> None:
    for place, count in enumerate(found.counts):
        if count < 2:
            group, wave = divmod(place, len(found.waves))
            text = ngettext(
                "{cell}: {n} value. The model needs at least two people in every wave and group; "
                "leave the wave out or join groups.",
                "{cell}: {n} values. The model needs at least two people in every wave and group; "
                "leave the wave out or join groups.",
                count,
            )
            cell = cell_name(found.groups[group], found.waves[wave])
            raise WavesError("few people", text.format(cell=cell, n=count))
    parameters = len(found.counts) + 2
    if sum(found.people) < parameters:
        text = _(
            "There are {n} people and the model has {parameters} parameters: a mean for every wave "
            "and group and two variances. Use fewer waves, or compare two waves in pairs."
        )
        raise WavesError("few people", text.format(n=sum(found.people), parameters=parameters))
