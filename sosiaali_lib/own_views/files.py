"""The files of own views in the folder `omat_nakymat` of the data: read, checked and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sosiaali_lib import areas, datafiles
from sosiaali_lib.area_keys import is_municipality
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.files import PRIVATE, write_bytes
from sosiaali_lib.messages import DEFAULT, _, language
from sosiaali_lib.own_views import faults
from sosiaali_lib.own_views.own_view import OwnView
from sosiaali_lib.own_views.sending import OF_THE_RELEASE, NotSentError, declared
from sosiaali_lib.tabulation import Tabulation

if TYPE_CHECKING:
    from sosiaali_lib.explore.data import Data
    from sosiaali_lib.intake import DataSet

FOLDER, ENDING = "omat_nakymat", ".yaml"


def read(data: Data) -> tuple[tuple[OwnView, ...], list[DataFileError]]:
    """Read the own views of a data folder; a faulty file does not stop the others.

    Parameters
    ----------
    data
        The data, in whose language faults are told.

    Returns
    -------
    tuple
        The views in the order of their names, and the errors of the files that were left out, each
        with all its faults. A folder that is not there holds none.
    """
    found, errors = [], []
    for path in sorted((data.folder / FOLDER).glob(f"*{ENDING}")):
        try:
            found.append(_read(path, data))
        except DataFileError as error:
            errors.append(error)
    return tuple(found), errors


def of_dataset(dataset: DataSet) -> tuple[tuple[OwnView, ...], list[DataFileError]]:
    """Read the own views of a data set that intake has read, in the language in use; see `read`."""
    folder = dataset.folder
    if folder is None or not (folder / FOLDER).is_dir():
        return (), []
    from sosiaali_lib.explore.data import Data

    tables = {form: rows for form, rows in dataset.tables.items() if len(rows)}
    return read(Data(folder, language(), dataset, tables, rejected={}, faults=()))


def write(
    data: Data,
    view: str,
    chosen: Mapping[str, object],
    *,
    name: str,
    heading: str | Mapping[str, str],
    text: str | Mapping[str, str] = "",
    areas: Sequence[str] = (),
    replace: bool = False,
) -> Path:
    """Send a view to the report: write its file into the data folder.

    Parameters
    ----------
    data
        The data that the view was looked at in.
    view
        Name of the view.
    chosen
        What was chosen. Area and period are left out: the release counts the view for every area in
        its own period.
    name
        Name of the file and of the section: small letters a–z, digits and underscores.
    heading, text
        In the language of the data, or by language.
    areas
        Municipalities and counties, by name or code, in whose reports it stands; empty for all.
    replace
        Whether a file of the same name may be replaced.

    Returns
    -------
    Path
        The file. The next `sosiaali release` takes it.

    Raises
    ------
    DataFileError
        If the view cannot be sent; all reasons are told, in the language of the data. So it is where
        there is a view of that name that may not be replaced. Nothing is written.
    OSError
        If the folder cannot be written.
    """
    path = data.folder / FOLDER / f"{name}{ENDING}"
    content: dict[str, Any] = {"nakyma": view}
    if kept := {n: _plain(value) for n, value in chosen.items() if n not in OF_THE_RELEASE}:
        content["valinnat"] = kept
    headings = _by_language(heading, data.lang)
    # A heading in one language stands for the Finnish one, which the reports fall back on.
    content["otsikko"] = {DEFAULT: next(iter(headings.values()), ""), **headings}
    content |= {"teksti": _by_language(text, data.lang)} if text else {}
    content |= {"alueet": list(areas)} if areas else {}
    with data.speaking():
        _refuse(path, content, data)
        if path.exists() and not replace:
            told = _("There is a view called “{name}” already; give another name.")
            raise DataFileError(path, (told.format(name=name),))
    write_bytes(path, _written(content), mode=PRIVATE)
    return path


def _read(path: Path, data: Data) -> OwnView:
    try:
        content = datafiles.read(path, "own_view")
    except DataFileError as error:
        problems = tuple(dict.fromkeys(map(faults.explained, error.problems)))
        raise DataFileError(path, problems) from error
    counted = _refuse(path, content, data)
    return OwnView(
        name=path.stem,
        view=content["nakyma"],
        choices=_chosen(content),
        table=counted.name,
        form=counted.form,
        headings=content["otsikko"],
        texts=content.get("teksti", {}),
        areas=tuple(sorted({_code(text) for text in content.get("alueet", ())})),
    )


def _refuse(path: Path, content: Mapping[str, Any], data: Data) -> Tabulation:
    """Give what a view counts; refuse one that cannot go to the report, with all the reasons."""
    found = [
        *faults.of_shape(content),
        *faults.of_name(path.stem),
        *faults.of_areas(content.get("alueet", [])),
        *faults.of_texts(content),
    ]
    try:
        counted = declared(data, content["nakyma"], _chosen(content))
    except NotSentError as error:
        raise DataFileError(path, (*found, str(error))) from error
    if found:
        raise DataFileError(path, tuple(found))
    return counted


def _chosen(content: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in content.get("valinnat", {}).items()
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _by_language(given: str | Mapping[str, str], lang: str) -> dict[str, str]:
    return {lang: given} if isinstance(given, str) else dict(given)


def _written(content: Mapping[str, Any]) -> bytes:
    import yaml

    text: str = yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=100)
    return text.encode("utf-8")


def _code(text: str) -> str:
    code = areas.find_area(text).code
    assert code is not None, text
    return areas.successor(code) if is_municipality(code) else code
