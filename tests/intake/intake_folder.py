"""A data folder to put files into, and rows that are right."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from sosiaali_lib import intake

TODAY = date(2026, 11, 22)
VISIT = {
    "kunta": "Kajaani",
    "pvm": "3.2.2020",
    "toimija": "Kainuun sote",
    "luonne": "kumppanille",
    "paikkatyyppi": "kohtaamispaikka",
    "paikka": "Kahvila",
    "lasna": "9",
    "keskusteltu": "3",
    "aiheet": "asuminen; talous",
    "tunne": "4",
    "kumppani": "",
    "julkaistavissa": "",
    "tarkastaja": "",
    "tarkastettu_pvm": "",
    "rakennehavainto": "ei_havaintoa",
    "havainto": "",
}
ANSWERS = {f"e{number:02}": "4" for number in range(1, 15)}
WRONG = {**VISIT, "tunne": "9"}
MEASUREMENT = {
    "tunniste": "a1",
    "kunta": "Kuhmo",
    "mittari": "eo14",
    "vaihe": "alku",
    "pvm": "1.9.2019",
    "ryhma": "",
    **ANSWERS,
}
PROPOSAL = {
    "kunta": "Paltamo",
    "ehdotus": "Lisätään iltalinja.",
    "vastaanottaja": "Kunnanhallitus",
    "vastuutaho": "Hyvinvointikoordinaattori",
    "esitetty_pvm": "3.2.2020",
    "maaraaika": "30.6.2020",
    "tila": "esitetty",
    "vastaus": "",
    "vastaus_pvm": "",
    "julkaistavissa": "ei",
    "tarkastaja": "",
    "tarkastettu_pvm": "",
}


class Folder:
    """A data folder of a test."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def csv(self, name: str, rows: list[dict[str, str]], encoding: str = "utf-8", sep: str = ";"):
        """Write rows as a text file with a header."""
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, list(rows[0]), delimiter=sep)
        writer.writeheader()
        writer.writerows(rows)
        return self.text(name, text.getvalue(), encoding)

    def text(self, name: str, content: str, encoding: str = "utf-8") -> Path:
        """Write a text file as it is."""
        return self.bytes(name, content.encode(encoding))

    def bytes(self, name: str, content: bytes) -> Path:
        """Write a file as it is."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def book(self, name: str, sheets: dict[str, list[list[object]]]) -> Path:
        """Write a workbook of sheets, each a list of rows."""
        from openpyxl import Workbook

        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        self.path.mkdir(parents=True, exist_ok=True)
        book.save(self.path / name)
        return self.path / name

    def read(self) -> intake.DataSet:
        """Read the folder as on a fixed day."""
        return intake.read(self.path, today=TODAY)

    def lines(self) -> list[str]:
        """Read the folder and give the faults as lines."""
        return intake.lines(self.read().faults)


def table(row: dict[str, object], *more: dict[str, object]) -> list[list[object]]:
    """Give rows as a list for a sheet, with the header first."""
    return [list(row), *(list(each.values()) for each in (row, *more))]


def rejected_file(folder, form="jalkautumiset"):
    """Give the path of the rejected rows."""
    return folder.path / "hylatyt" / f"{form}.csv"


def write_rejected(folder):
    """Write the rejected rows where corrections are read from."""
    return folder.read().write_rejected(folder.path / "hylatyt")


def rows_of(path):
    """Read rejected rows without the code under test."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def edit(folder, change, form="jalkautumiset", encoding="utf-8-sig"):
    """Change rows as a person would, and save the file."""
    path = rejected_file(folder, form)
    rows = [change(row) or row for row in rows_of(path)]
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def counts(folder):
    """Give rows read, used and rejected by file."""
    return folder.read().counts[["read", "used", "rejected"]].to_numpy().tolist()
