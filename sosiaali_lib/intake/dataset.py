"""A data set as intake gives it: clean tables, faults, rejected rows and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from sosiaali_lib.instruments.own import NONE, OwnInstruments
from sosiaali_lib.intake import rejects
from sosiaali_lib.intake.description import Description
from sosiaali_lib.intake.faults import Severity

if TYPE_CHECKING:
    from sosiaali_lib.large import LargeForm


@dataclass(frozen=True, eq=False)
class DataSet:
    """What was read, used and rejected.

    Attributes
    ----------
    tables : dict of str to DataFrame
        Form → clean rows. Columns are those of the form, in its order: dates as datetime64, whole
        numbers as Int64, all else as text; municipalities as three-digit codes, choices as codes,
        several choices as codes joined by “;” in the order of their code list. An empty cell is
        missing. Identifiers that join rows of one person are pseudonyms where the data set has a
        key. `tiedosto` and `rivi` tell where a row was read: the file (with its sheet in
        brackets for the second and later tables of the form in a workbook) and the row number of
        the spreadsheet, where the header of a plain table is row 1.
    faults : DataFrame
        `file`, `sheet`, `row` (Int64, missing for a fault of a file, table or column), `column`,
        `value` (empty when not shown, as for all columns with personal data), `reason` (a
        `Reason`), `expected`, `cure`, `severity` ("error" or "notice"). All texts but `value` are
        categories.
    rejected : dict of str to DataFrame
        Form → rejected rows as they were read: the form's columns as text, `tiedosto`, `rivi`,
        `virhe` (all faults of the row), `tarkiste` (fingerprint of the original row), and
        `ylimaarainen` when there was text outside the columns.
    counts : DataFrame
        `form`, `file`, `read`, `used`, `rejected`: rows; read = used + rejected.
    dropped : DataFrame
        `file`, `sheet`, `column`, `cells`: columns of direct identifiers that were not read, and
        how many of their cells were filled.
    sources : DataFrame
        `file`, `sha256`, `bytes` of every file that was read.
    description : Description
        What the folder says about itself.
    own_instruments : OwnInstruments
        Instruments of the folder's own, from its folder `mittarit`.
    year_clock : bytes or None
        The organisation's own year clock, the content of its file `vuosikello.yaml`.
    folder : Path or None
        The data folder, where official indicators (`indikaattorit`) and borders may lie.
    large : dict of str to LargeForm
        Forms of too many rows for memory, which are not among `tables`: a release counts them in parts.
    unread : tuple of str
        Why Parquet files could not be read; nothing is released without them.
    """

    tables: dict[str, pd.DataFrame]
    faults: pd.DataFrame
    rejected: dict[str, pd.DataFrame]
    counts: pd.DataFrame
    dropped: pd.DataFrame
    sources: pd.DataFrame
    description: Description
    own_instruments: OwnInstruments = NONE
    year_clock: bytes | None = None
    folder: Path | None = None
    large: Mapping[str, LargeForm] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether anything was left out; notices do not count."""
        return bool((self.faults["severity"] == Severity.ERROR).any())

    def write_rejected(self, folder: Path | str) -> list[Path]:
        """Write the rejected rows where a person can correct them; give the paths of the files.

        Parameters
        ----------
        folder
            Folder of the files `<form>.csv`, by custom `hylatyt` within the data folder, from which
            `read` takes the corrections. Made when it is needed.

        Returns
        -------
        list of Path
            The files that hold rows now; none when there is nothing to correct.

        Raises
        ------
        RejectsError
            If a file is there already and cannot be understood; it is left as it is.
        OSError
            If the folder cannot be written; nothing is half-written.

        Notes
        -----
        Rows that a person has changed stay as they are, with `virhe` brought up to date (empty when
        the row is now accepted). Rows that nobody has changed and that are no longer rejected go.
        """
        paths = [rejects.write(Path(folder), form, rows) for form, rows in self.rejected.items()]
        return [path for path in paths if path is not None]
