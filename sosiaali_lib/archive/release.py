"""The protected tables of a release as an archive."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from sosiaali_lib import evidence, forms, instruments
from sosiaali_lib.archive import columns, release_codes, words
from sosiaali_lib.archive.deriving import change_rule
from sosiaali_lib.archive.model import (
    AREAS,
    HIDES,
    SEVERAL,
    Archive,
    ArchiveError,
    Code,
    Kind,
    Part,
    Study,
    Texts,
    Variable,
    in_all,
)
from sosiaali_lib.cells import AREA
from sosiaali_lib.messages import LANGUAGES, N_, _
from sosiaali_lib.published import Release
from sosiaali_lib.tabulation import Tabulation
from sosiaali_lib.tabulation.base import GROUP, ROW

_NUMBERS: tuple[Kind, ...] = ("integer", "number")


def of_release(path: Path | str) -> Archive:
    """Describe a release and take its tables.

    Parameters
    ----------
    path
        Folder of a release.

    Returns
    -------
    Archive
        A part for each protected table and each register of cleared texts. Official indicators,
        borders and comparison groups are data of others and left out.

    Raises
    ------
    ReleaseError
        If the folder holds no release, or one that has been changed.
    """
    release = Release.open(path)
    with instruments.using(release.own_instruments):
        wanted = [
            name for name in release.manifest["tables"] if not name.startswith(columns.OF_OTHERS)
        ]
        themes = words.of_themes(release)
        parts = tuple(_part(name, release.table(name), themes) for name in wanted)
    if not parts:
        raise ArchiveError(
            _("The release {folder} holds no tables of its own.").format(folder=path)
        )
    return Archive(_study(release), (*parts, _areas(parts)), personal=False)


def _study(release: Release) -> Study:
    manifest, (start, end) = release.manifest, release.period
    rule = manifest["protection"]
    return Study(
        name=manifest["name"],
        organisation=manifest["organisation"],
        digest=release.digest,
        version=manifest["version"],
        start=start,
        end=end,
        made=release.created.date(),
        licence=manifest.get("licence") or "",
        made_up=bool(manifest["made_up"]),
        areas=release.areas,
        methods=(
            in_all(
                N_(
                    "Numbers that concern fewer than {threshold} people are hidden, and others with "
                    "them, so that the hidden ones cannot be calculated (rule version {rule})."
                ),
                threshold=rule["threshold"],
                rule=rule["rule"],
            ),
            in_all(
                N_(
                    "A hidden number is {mark} in csv files and a missing value elsewhere, not zero."
                ),
                mark="..",
            ),
        ),
        left_out=(
            in_all(
                N_(
                    "Official indicators, borders and comparison groups are data of others: fetch "
                    "them from their producers."
                )
            ),
        ),
    )


def _part(name: str, table: pd.DataFrame, themes: words.Words) -> Part:
    declared = evidence.BY_NAME.get(name)
    register = evidence.REGISTERS.get(name)
    form_name = (
        declared.form if declared else register[0] if register else columns.FORMS.get(name, "")
    )
    form = forms.load(form_name) if form_name else None
    table = table.reset_index(drop=True)
    if HIDES in table and _several(name, declared, form):
        table[SEVERAL] = True
    spoken = {
        **words.of_form(form),
        **words.of_parts(table),
        **(themes if name.startswith(columns.OF_THEMES) else {}),
    }
    variables = tuple(
        _variable(str(column), name, table, form, declared, spoken, counted=register is None)
        for column in table
    )
    dims = [one for one in variables if one.name != AREA and one.kind == "string"]
    about: list[Texts] = [form.titles] if form else []
    about += [one.labels for one in dims] if register is None else []
    titles: dict[str, str] = {
        lang: f"{' – '.join(text[lang] for text in about) or name} ({name})" for lang in LANGUAGES
    }
    unit = (
        in_all(N_("One row is one cell of a table of counts."))
        if register is None
        else in_all(N_("One row is one entry that a person has cleared for publication."))
    )
    return Part(name, titles, unit, variables, table)


def _variable(
    column: str,
    name: str,
    table: pd.DataFrame,
    form: forms.Form | None,
    declared: Tabulation | None,
    spoken: words.Words,
    *,
    counted: bool,
) -> Variable:
    kind = _kind(table[column])
    own = None
    if form is not None and not (counted and column in columns.OWN_MEANING):
        own = next((one for one in form.columns if one.name == column), None)
    labels = own.labels if own else in_all(columns.MEANINGS.get(column, column))
    label_source = own
    if declared is not None and form is not None and column in (ROW, GROUP):
        given = getattr(declared, "row" if column == ROW else "group", None)
        label_source = next((one for one in form.columns if one.name == given), None)
        labels = label_source.labels if label_source else _heading(column, declared) or labels
    codes: tuple[Code, ...] = ()
    if kind == "string":
        known = release_codes.known_labels(column, table, declared, label_source)
        chosen = own is not None and own.type in ("choice", "choices", "instrument", "municipality")
        if known or counted or chosen or column in (AREA, *columns.CODE_LISTS, *columns.THEMES):
            seen = [str(value) for value in pd.unique(table[column].dropna())]
            codes = release_codes.of_column(column, seen, {**spoken, **known})
    return Variable(
        name=column,
        kind=kind,
        labels=labels,
        codes=codes,
        concept=form.titles if form else {},
        derivation=change_rule(table) if name == "muutokset" and column == "muutos" else {},
        hides=HIDES in table and kind in _NUMBERS,
    )


def _several(name: str, declared: Tabulation | None, form: forms.Form | None) -> bool:
    """Tell whether one row of the form may be counted in several cells, which then do not add up."""
    if declared is not None:
        return bool(getattr(declared, "several", False)) or declared.shape != "codes"
    if name in columns.OVERLAPPING:
        return True
    asked = columns.SEVERAL_OF.get(name, name)
    own = next((one for one in form.columns if one.name == asked), None) if form else None
    return own is not None and own.type == "choices"


def _heading(column: str, declared: Tabulation) -> Texts | None:
    """Give what a report calls the rows of a count, where they are codes of no one column."""
    if column != ROW:
        return None
    for begins, text in columns.HEADS.items():
        if declared.name.startswith(begins):
            return in_all(text)
    head = getattr(getattr(declared, "words", None), "head", "")
    agreed = getattr(getattr(declared, "shares", None), "agreed", "")
    return in_all(head or agreed) if head or agreed else None


def _areas(parts: Iterable[Part]) -> Part:
    """Give the areas that the tables speak of, with their names."""
    codes = sorted(
        {str(code) for part in parts if AREA in part.table for code in part.table[AREA].dropna()}
    )
    named = [release_codes.area_names(code) for code in codes]
    table = pd.DataFrame(
        {"koodi": codes, **{f"nimi_{lang}": [one[lang] for one in named] for lang in LANGUAGES}}
    )
    variables = tuple(
        Variable(str(name), "string", in_all(text))
        for name, text in zip(
            table,
            (
                columns.MEANINGS[AREA],
                N_("Name of the area in Finnish"),
                N_("Name of the area in Swedish"),
                N_("Name of the area in English"),
            ),
            strict=True,
        )
    )
    return Part(AREAS, in_all(N_("Areas")), in_all(N_("One row is one area.")), variables, table)


def _kind(cells: pd.Series) -> Kind:
    if pd.api.types.is_bool_dtype(cells.dtype):
        return "boolean"
    if pd.api.types.is_integer_dtype(cells.dtype):
        return "integer"
    if pd.api.types.is_float_dtype(cells.dtype):
        return "number"
    return "date" if pd.api.types.is_datetime64_any_dtype(cells.dtype) else "string"
