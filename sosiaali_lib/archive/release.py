"""The protected tables of a release as an archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from sosiaali_lib import codelists, evidence, forms, instruments
from sosiaali_lib.archive import columns
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
from sosiaali_lib.messages import LANGUAGES, N_, _, use
from sosiaali_lib.published import Release
from sosiaali_lib.report.annex import places
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
        parts = tuple(_part(name, release.table(name)) for name in wanted)
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


def _part(name: str, table: pd.DataFrame) -> Part:
    declared = evidence.BY_NAME.get(name)
    register = evidence.REGISTERS.get(name)
    form_name = (
        declared.form if declared else register[0] if register else columns.FORMS.get(name, "")
    )
    form = forms.load(form_name) if form_name else None
    table = table.reset_index(drop=True)
    if HIDES in table and _several(name, declared, form):
        table[SEVERAL] = True
    variables = tuple(
        _variable(str(column), name, table, form, declared, counted=register is None)
        for column in table
    )
    dims = [one for one in variables if one.name != AREA and one.kind == "string"]
    words: list[Texts] = [form.titles] if form else []
    words += [one.labels for one in dims] if register is None else []
    titles: dict[str, str] = {
        lang: f"{' – '.join(text[lang] for text in words) or name} ({name})" for lang in LANGUAGES
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
        labels = label_source.labels if label_source else labels
    codes: tuple[Code, ...] = ()
    if kind == "string":
        known = _known_labels(column, table, declared, label_source)
        if known or column in (AREA, ROW, GROUP) or (declared and column in declared.dims):
            seen = [str(value) for value in pd.unique(table[column].dropna())]
            codes = _codes(column, seen, {**_asked(form), **known} if column == ROW else known)
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


def _asked(form: forms.Form | None) -> dict[str, Texts]:
    """Give the columns of a form with their labels: what is counted may be a whole column."""
    return {one.name: one.labels for one in form.columns} if form else {}


def _areas(parts: Iterable[Part]) -> Part:
    """Give the areas that the tables speak of, with their names."""
    codes = sorted(
        {str(code) for part in parts if AREA in part.table for code in part.table[AREA].dropna()}
    )
    named = [_area_names(code) for code in codes]
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


def _known_labels(
    column: str, table: pd.DataFrame, declared: Tabulation | None, own: forms.Column | None
) -> dict[str, Texts]:
    """Give code → labels of what a column may hold, in the order of its code list."""
    found: dict[str, dict[str, str]] = {}
    for lang in LANGUAGES:
        with use(lang):
            for code, label in _labels(column, table, declared, own).items():
                found.setdefault(code, {})[lang] = label
    if not found and column == columns.STATE:
        found = {code: in_all(text) for code, text in columns.PAIR_STATES.items()}
    return dict(found)


def _labels(
    column: str, table: pd.DataFrame, declared: Tabulation | None, own: forms.Column | None
) -> Mapping[str, str]:
    """Give code → label in the language in use, as the finding of a declared count tells them."""
    if declared is not None and column in (ROW, GROUP) and len(table):
        area = table[table[AREA] == table[AREA].iloc[0]] if AREA in table else table
        finding = declared.finding(area)
        given = getattr(finding, "labels" if column == ROW else "groups", None)
        told = given() if callable(given) else None
        if isinstance(told, Mapping):
            return told
    if own is not None:
        return own.choices()
    listed = columns.CODE_LISTS.get(column)
    return codelists.load(listed).labels() if listed else {}


def _codes(column: str, seen: Iterable[str], known: Mapping[str, Texts]) -> tuple[Code, ...]:
    """Give the codes of a column that are used; none where a value has no label."""
    seen = set(seen)
    if column == AREA:
        return tuple(Code(code, _area_names(code)) for code in sorted(seen))
    special = {code: in_all(text) for code, text in columns.SPECIAL.items() if code in seen}
    labels = {**{code: text for code, text in known.items() if code in seen}}
    labels |= {code: text for code, text in special.items() if code not in labels}
    if not seen or seen - set(labels):
        return ()
    return tuple(Code(code, texts) for code, texts in labels.items())


def _area_names(code: str) -> dict[str, str]:
    if code in columns.SPECIAL:
        return in_all(columns.SPECIAL[code])
    names: dict[str, str] = {}
    for lang in LANGUAGES:
        with use(lang):
            names[lang] = places.name_of(code) or code
    return names
