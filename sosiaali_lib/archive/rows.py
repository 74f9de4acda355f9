"""The clean rows of the forms as an archive of the closed room."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pandas as pd

from sosiaali_lib import __version__, areas, forms, instruments
from sosiaali_lib.archive import names
from sosiaali_lib.archive.coding import coded, missing_codes
from sosiaali_lib.archive.items import answers, question
from sosiaali_lib.archive.model import (
    Archive,
    ArchiveError,
    Code,
    Kind,
    Part,
    Study,
    Texts,
    Variable,
    in_all,
    in_each,
)
from sosiaali_lib.archive.scores import scores
from sosiaali_lib.clearing import is_cleared
from sosiaali_lib.intake import DataSet
from sosiaali_lib.messages import LANGUAGES, N_, _
from sosiaali_lib.plain_text import clean
from sosiaali_lib.textscan import scan_certain

_KINDS: Mapping[str, Kind] = {"date": "date", "integer": "integer", "number": "number"}
_FREE = frozenset({"free_text", "text", "link"})
_SEPARATOR = ";"


def of_rows(dataset: DataSet) -> Archive:
    """Describe the rows of a data set and take what may be handed to another researcher.

    Parameters
    ----------
    dataset
        A data set as intake gives it. Not changed.

    Returns
    -------
    Archive
        A part for each form. Direct identifiers are left out; those that join rows stay where they
        are pseudonyms. Free texts stay where a person has cleared the row and they hold no certain
        sign of personal data. The rows are personal data all the same.

    Raises
    ------
    ArchiveError
        If there are no rows, the description of the data has faults or a file could not be read.
    """
    if not dataset.description.valid:
        raise ArchiveError(_("aineisto.yaml has faults. Correct them before rows are archived."))
    if dataset.unread:
        raise ArchiveError(" ".join(dataset.unread))
    left_out: list[Texts] = [
        in_all(N_("Form {form}: it has too many rows for memory, so it is not here."), form=name)
        for name in dataset.large
    ]
    with instruments.using(dataset.own_instruments):
        parts = tuple(
            _part(forms.load(name), rows, bool(dataset.description.key), left_out)
            for name, rows in dataset.tables.items()
            if len(rows)
        )
    if not parts:
        told = _("The data hold no rows that could be archived.")
        if dataset.has_errors:
            told += " " + _("The command sosiaali check tells what is wrong with them.")
        raise ArchiveError(told)
    return Archive(_study(dataset, tuple(left_out)), parts, personal=True)


def _study(dataset: DataSet, left_out: tuple[Texts, ...]) -> Study:
    told = dataset.description
    counts = dataset.counts[["read", "used", "rejected"]].sum()
    digest = hashlib.sha256("".join(sorted(dataset.sources["sha256"])).encode()).hexdigest()
    return Study(
        name=told.name or told.organisation or "aineisto",
        organisation=told.organisation,
        digest=digest,
        version=__version__,
        start=told.start,
        end=told.end,
        made=None,
        licence=told.licence,
        made_up=told.invented,
        areas=told.areas,
        methods=(
            in_all(
                N_(
                    "The rows are personal data: a person may be known by the values together, "
                    "although names and identifiers have been left out. Handle them as such."
                )
            ),
            in_all(
                N_("Rows read: {read}, used: {used}, rejected for their faults: {rejected}."),
                **{name: int(counts[name]) for name in ("read", "used", "rejected")},
            ),
        ),
        left_out=left_out,
    )


def _part(form: forms.Form, rows: pd.DataFrame, pseudonyms: bool, left_out: list[Texts]) -> Part:
    rows = rows.reset_index(drop=True)
    used = set(rows["mittari"].dropna()) if "mittari" in rows else set[str]()
    found: list[tuple[Variable, pd.Series]] = []
    for column in form.columns:
        if column.name not in rows or (column.item_of and column.item_of not in used):
            continue
        if why := _refused(column, pseudonyms):
            left_out.append(in_all(why, form=form.titles, column=column.name))
            continue
        found += _variables(column, rows)
        if gone := int(rows[column.name].notna().sum() - found[-1][1].notna().sum()):
            left_out.append(
                in_all(
                    N_(
                        "{form}: texts left out of the column {column}, because nobody has cleared "
                        "them or they hold signs of personal data: {n}."
                    ),
                    form=form.titles,
                    column=column.name,
                    n=gone,
                )
            )
    if form.name == "mittaukset":
        found += scores(rows, used, left_out)
    given = names.unique(variable.name for variable, _cells in found)
    variables = tuple(
        Variable(**{**vars(variable), "name": name})
        for (variable, _cells), name in zip(found, given, strict=True)
    )
    table = pd.DataFrame(
        {name: cells for name, (_variable, cells) in zip(given, found, strict=True)}
    )
    return Part(form.name, form.titles, form.rows, variables, table)


def _refused(column: forms.Column, pseudonyms: bool) -> str:
    """Say why a column may not leave as it is, as a source text; empty where it may."""
    if column.personal != "direct":
        return ""
    if column.needed_for != "joining":
        return N_("{form}: the column {column} points to a person, so it is left out.")
    if not pseudonyms:
        return N_(
            "{form}: the column {column} is left out, because the data set has no key, so the "
            "identifiers are no pseudonyms."
        )
    return ""


def _variables(column: forms.Column, rows: pd.DataFrame) -> list[tuple[Variable, pd.Series]]:
    cells = rows[column.name]
    if column.type == "choices":
        return _choices(column, cells)
    codes: tuple[Code, ...] = ()
    if column.type == "municipality":
        codes = _municipalities(cells)
    elif column.type in ("choice", "instrument"):
        labels = {code: _label_of(column, code) for code in column.choices()}
        seen = set(cells.dropna().astype(str))
        if not seen - set(labels):
            codes = coded(labels, missing_codes(labels))
    elif column.item_of is not None:
        codes = answers(column)
    elif column.type in _FREE and _must_be_cleared(column):
        cells = _cleared(cells, rows)
    kind = _KINDS.get(column.type, "string")
    if kind == "string":
        cells = cells.map(clean, na_action="ignore")
    variable = Variable(
        name=column.name,
        kind=kind,
        labels=column.labels,
        helps=column.helps,
        codes=codes,
        # A don't-know answer is a code outside the scale, which limits would refuse.
        low=None if any(code.missing for code in codes) else column.min,
        high=None if any(code.missing for code in codes) else column.max,
        required=column.required,
        question=question(column),
        ordered=column.item_of is not None,
    )
    return [(variable, cells)]


def _must_be_cleared(column: forms.Column) -> bool:
    """Tell whether a text may hold what people wrote, and is no pseudonym."""
    return column.type == "free_text" or column.personal == "indirect"


def _cleared(cells: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Empty the texts that nobody has cleared, and those with certain signs of personal data."""
    stays = is_cleared(rows) & cells.map(
        lambda text: isinstance(text, str) and not scan_certain(text)
    ).astype(bool)
    return cells.where(stays)


def _label_of(column: forms.Column, code: str) -> dict[str, str]:
    """Give the label of a code in each language."""
    return in_each(lambda: column.choices()[code])


def _municipalities(cells: pd.Series) -> tuple[Code, ...]:
    found = []
    for code in sorted(set(cells.dropna().astype(str))):
        place = areas.find_area(code).place
        names_of: dict[str, str] = {lang: place.name(lang) if place else code for lang in LANGUAGES}
        found.append(Code(code, names_of))
    return tuple(found)


def _choices(column: forms.Column, cells: pd.Series) -> list[tuple[Variable, pd.Series]]:
    """Give a column of yes and no for each code of a column of several choices."""
    sets = cells.map(lambda text: frozenset(text.split(_SEPARATOR)), na_action="ignore")
    found = []
    for code in column.choices():
        label = _label_of(column, code)
        chosen = sets.map(lambda codes, code=code: code in codes, na_action="ignore")
        variable = Variable(
            name=f"{column.name}_{code}",
            kind="boolean",
            labels={lang: f"{column.labels[lang]}: {label[lang]}" for lang in LANGUAGES},
            helps=column.helps,
        )
        found.append((variable, chosen.astype("boolean")))
    return found
