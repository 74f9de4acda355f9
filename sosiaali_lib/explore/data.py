"""The rows of a data folder in the closed room, read once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from uuid import uuid4

import pandas as pd

from sosiaali_lib import forms
from sosiaali_lib.instruments import using
from sosiaali_lib.intake import DataSet
from sosiaali_lib.intake import lines as fault_lines
from sosiaali_lib.intake import read as read_data
from sosiaali_lib.large.told import not_opened
from sosiaali_lib.messages import _, checked, language, use

CHOSEN = "SOSIAALI_AINEISTO"  # environment variable with the path of the data folder
KEPT = 4  # data sets held in memory at once
LISTED_FAULTS, TOLD_FAULTS = 200, 5  # in a list, and in one message

Print = tuple[tuple[str, int, int], ...]


class DataError(ValueError):
    """A data folder that cannot be looked at; `kind` is missing, unreadable or empty."""

    def __init__(self, kind: str, folder: str, message: str) -> None:
        super().__init__(message)
        self.kind, self.folder, self.message = kind, folder, message

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:
        return type(self), (self.kind, self.folder, self.message)


@dataclass(frozen=True, eq=False)
class Data:
    """The clean rows of a data folder.

    The figures made of them are unprotected: they are for those who may see the rows.

    Attributes
    ----------
    folder
        Where the rows were read.
    lang
        Language in which they are looked at: fi, sv or en.
    dataset
        All that intake gave.
    tables
        Form → clean rows; forms without any are left out.
    rejected
        Form → number of rows that were not used.
    faults
        The faults as lines to read, in `lang`, the last telling how many more there are.
    large
        What is said of forms that have too many rows to be looked at, in `lang`.
    """

    folder: Path
    lang: str
    dataset: DataSet
    tables: Mapping[str, pd.DataFrame]
    rejected: Mapping[str, int]
    faults: tuple[str, ...]
    large: tuple[str, ...] = ()

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Speak the language of the data and know its own instruments within the `with` block."""
        with use(self.lang), using(self.dataset.own_instruments):
            yield

    def rows(self, form: str) -> pd.DataFrame:
        """Give the clean rows of a form; those of a form that the folder lacks are empty."""
        if form in self.tables:
            return self.tables[form]
        return pd.DataFrame({column.name: [] for column in forms.load(form).columns})


def open(folder: Path | str | None = None, lang: str | None = None) -> Data:
    """Read a data folder, or give it again as it was read while its files are the same.

    Parameters
    ----------
    folder
        Data folder as `sosiaali check` takes it. None takes the one in the environment variable
        SOSIAALI_AINEISTO, else the one that was chosen in `sosiaali lab`, else the example.
    lang
        fi, sv or en; None is the language in use.

    Raises
    ------
    DataError
        If there is no such folder, it cannot be read, or it holds no usable row.
    ValueError
        If the language is not known.
    """
    spoken = checked(lang or language())
    with use(spoken):
        place = Path(folder) if folder else _chosen()
        return _read(place.resolve(), spoken, _fingerprint(place))


@lru_cache(maxsize=KEPT)
def _read(folder: Path, lang: str, _files: Print) -> Data:
    return of(read_data(folder), folder, lang)


def of(dataset: DataSet, folder: Path, lang: str) -> Data:
    """Give what intake has read as data to look at.

    Parameters
    ----------
    dataset
        What `intake.read` gave. Not changed.
    folder
        Where it was read.
    lang
        fi, sv or en.

    Raises
    ------
    DataError
        If there is no usable row.
    """
    with use(lang):
        tables = {form: rows for form, rows in dataset.tables.items() if len(rows)}
        faults = tuple(fault_lines(dataset.faults, most=LISTED_FAULTS))
        large = tuple(not_opened(dataset.large))
        if large and not tables:
            raise DataError("empty", str(folder), " ".join(large))
        if not tables:
            text = _("The folder {folder} has no rows that can be used. {faults}")
            cure = _("Put filled templates into it, or choose another folder.")
            told = " ".join(faults[:TOLD_FAULTS]) or cure
            raise DataError("empty", str(folder), text.format(folder=folder, faults=told))
    return Data(
        folder=folder,
        lang=lang,
        dataset=dataset,
        tables=MappingProxyType(tables),
        rejected=MappingProxyType({form: len(rows) for form, rows in dataset.rejected.items()}),
        faults=faults,
        large=large,
    )


def _fingerprint(folder: Path) -> Print:
    """Tell the state of the files of a folder, those of its own folders included."""
    try:
        if not folder.is_dir():
            text = _("There is no folder {folder}.").format(folder=folder)
            raise DataError("missing", str(folder), text)
        found = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
        inside = [child for path in found if path.is_dir() for child in sorted(path.iterdir())]
        stats = [(path, path.stat()) for path in (*found, *inside) if path.is_file()]
    except OSError as error:
        text = _("The folder {folder} cannot be read: {reason}.")
        told = text.format(folder=folder, reason=error.strerror or type(error).__name__)
        raise DataError("unreadable", str(folder), told) from error
    return tuple((str(path), stat.st_size, stat.st_mtime_ns) for path, stat in stats)


def _chosen() -> Path:
    from sosiaali_lib.lab import chosen

    if given := os.environ.get(CHOSEN):
        return Path(given)
    return chosen.read() or example_folder()


def example_folder() -> Path:
    """Give the folder of the made-up example data, written at the first time."""
    from sosiaali_lib import __version__, example

    cache = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    folder = Path(cache or Path.home() / ".cache") / "sosiaali" / f"esimerkki-{__version__}"
    if not folder.is_dir():
        beside = folder.with_name(f".{folder.name}.{uuid4().hex}")
        try:
            example.write(beside)
            beside.rename(folder)
        except OSError:
            if not folder.is_dir():  # nobody else was faster
                raise
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return folder
