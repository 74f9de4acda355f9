"""What the commands say of signs of personal data: how many and where, never the text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sosiaali_lib.formatting import listed, lower_first, number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.textscan import workbook
from sosiaali_lib.textscan.finding import KINDS, SURENESS, Finding
from sosiaali_lib.textscan.lists import FOLDER, default
from sosiaali_lib.textscan.scanning import scan
from sosiaali_lib.textscan.tables import counted, scan_tables, texts_with_signs


@dataclass(frozen=True, eq=False)
class TextCheck:
    """Signs of personal data in the texts of a data set.

    Attributes
    ----------
    findings
        What `scan_tables` gave: closed room only.
    workbook
        The file that a person judges; None when there were no signs.
    """

    findings: pd.DataFrame
    workbook: Path | None

    @property
    def told(self) -> list[str]:
        """What the command says, in the language in use, without any text of the data."""
        n = texts_with_signs(self.findings)
        if not n:
            return [
                _(
                    "No signs of personal data were found in the texts. A machine does not find them "
                    "all: a person reads every text before it is published."
                )
            ]
        head = ngettext(
            "{n} text holds signs of personal data; a person has to judge it.",
            "{n} texts hold signs of personal data; a person has to judge them.",
            n,
        )
        lines = [head.format(n=number(n))]
        by_place = self.counts.groupby(["file", "column", "kind", "sure"], sort=False)[
            "texts"
        ].sum()
        text = _("  {file}, column {column}: {kind}, {sure}: {n}")
        for place, texts in zip(by_place.index.to_list(), by_place, strict=True):
            file, column, kind, sure = place
            labels = {"kind": lower_first(_(KINDS[kind])), "sure": lower_first(_(SURENESS[sure]))}
            lines.append(text.format(file=file, column=column, n=number(int(texts)), **labels))
        if self.workbook:
            lines.append(_("Places to judge: {file}").format(file=self.workbook))
        return lines

    @property
    def counts(self) -> pd.DataFrame:
        """Texts with signs by file, form, column, kind and degree."""
        return counted(self.findings)

    @property
    def as_json(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "texts": texts_with_signs(self.findings),
            "by_column": json.loads(self.counts.to_json(orient="records")),
            "workbook": str(self.workbook) if self.workbook else None,
        }


def check_texts(tables: Mapping[str, pd.DataFrame], data: Path, out: Path) -> TextCheck:
    """Scan all texts of a data set and write the workbook for the person who judges.

    Parameters
    ----------
    tables
        Clean rows by form. Not changed.
    data
        The data folder; its folder `nimet` may hold own lists of names.
    out
        Folder of the workbook, in the closed room.

    Raises
    ------
    DataFileError
        If an own list is not UTF-8.
    FindingsError
        If another file stands in the place of the workbook.
    OSError
        If the folder cannot be written.
    """
    findings = scan_tables(tables, names=default().with_own(data / FOLDER))
    return TextCheck(findings, workbook.write(out, findings))


def own_texts_told(folder: Path) -> list[str]:
    """Say which of the coordinator's own texts hold signs of personal data.

    Parameters
    ----------
    folder
        The folder `tekstit` beside a release; it need not exist.

    Returns
    -------
    list of str
        A line a file, with the kinds and how many there are; no text.
    """
    return [
        line
        for path in sorted(folder.glob("*/*.md"))
        if (line := _own_text(path, f"{path.parent.name}/{path.name}"))
    ]


def _own_text(path: Path, name: str) -> str | None:
    try:
        found = scan(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):  # told where the text is read for the report
        return None
    return _summed(found, name) if found else None


def _summed(findings: list[Finding], name: str) -> str:
    kinds = Counter(one.kind for one in findings)
    text = _(
        "The own text {file} has signs of personal data ({kinds}). Read them before you publish."
    )
    names = {kind: lower_first(_(KINDS[kind])) for kind in KINDS}
    named = [f"{names[kind]} {number(kinds[kind])}" for kind in KINDS if kinds[kind]]
    return text.format(file=name, kinds=listed(named))
