"""The data dictionary of the open data: what each column and each code means, in three languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sosiaali_lib import codelists
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.messages import LANGUAGES, N_, _, use
from sosiaali_lib.report.annex.records import Record

Kind = Literal["string", "integer", "number", "date"]


@dataclass(frozen=True)
class Column:
    """A column of the open data; `meaning` is a source text."""

    name: str
    kind: Kind
    meaning: str


CELLS = (
    Column(
        "raportin_alue",
        "string",
        N_("Code of the area of the report: three digits for a municipality, two for a county."),
    ),
    Column("kieli", "string", N_("Language of the report: fi, sv or en.")),
    Column(
        "alue",
        "string",
        N_(
            "Code of the area that the number is about. A municipal report also shows numbers of "
            "larger areas. Empty where the table is about no area."
        ),
    ),
    Column("alueen_nimi", "string", N_("Name of the area that the number is about.")),
    Column("jakso_alku", "date", N_("First day of the period.")),
    Column("jakso_loppu", "date", N_("Last day of the period.")),
    Column(
        "taulukko",
        "string",
        N_("Name of the table. It is the same in every report and every language."),
    ),
    Column("otsikko", "string", N_("Title of the table.")),
    Column("rivi_nro", "integer", N_("Place of the row in the table, from 1.")),
    Column("rivi", "string", N_("Header of the row.")),
    Column("koodisto", "string", N_("Code list that the row is a code of, if there is one.")),
    Column(
        "rivikoodi",
        "string",
        N_("Code of the row in the code list. It is the same in every language."),
    ),
    Column(
        "summarivi",
        "string",
        N_("Whether the row is a total. Leave totals out when you add rows together."),
    ),
    Column("sarake_nro", "integer", N_("Place of the column in the table, from 1.")),
    Column("sarake", "string", N_("Header of the column. It also tells what is counted.")),
    Column(
        "arvo",
        "number",
        N_(
            "The number, rounded as in the report. The mark .. tells that it is hidden to protect "
            "people, and – that there is no information. Neither of them means zero."
        ),
    ),
    Column("alaraja", "number", N_("Lower limit of the interval, where one is shown.")),
    Column("ylaraja", "number", N_("Upper limit of the interval, where one is shown.")),
    Column(
        "yksikko",
        "string",
        N_(
            "Unit: prosentti for percentages, prosenttiyksikko for differences between them. "
            "Otherwise the header of the column tells the unit."
        ),
    ),
    Column("tila", "string", N_("What the cell holds.")),
    Column(
        "esitys",
        "string",
        N_(
            "The cell as the report shows it. In csv files an apostrophe stands before a text that "
            "begins with =, +, - or @, because a spreadsheet could run it."
        ),
    ),
)
TABLES = (
    Column("taulukko", "string", N_("Name of the table, as in the data.")),
    Column("numero", "string", N_("Number of the table in the report.")),
    Column("otsikko", "string", N_("Title of the table.")),
    Column("luku", "string", N_("Chapter of the report in which the table stands.")),
    Column("rivien_otsikko", "string", N_("Header of the column of row headers.")),
    Column("huomautus", "string", N_("What a reader of the table must know.")),
    Column("lahde", "string", N_("Where the numbers come from.")),
)
FIELDS = (
    Column("tiedosto", "string", N_("File in which the column stands.")),
    Column("sarake", "string", N_("Name of the column.")),
    Column("tyyppi", "string", N_("Type of the values.")),
    *(Column(f"selite_{lang}", "string", N_("Meaning of the column.")) for lang in LANGUAGES),
)
CODES = (
    Column("koodisto", "string", N_("Code list, or column whose values are codes.")),
    Column("koodi", "string", N_("Code.")),
    *(Column(f"selite_{lang}", "string", N_("Meaning of the code.")) for lang in LANGUAGES),
)
_STATES = {
    "luku": N_("a number or an interval is shown"),
    "suojattu": N_("hidden to protect people; not zero"),
    "ei_tietoa": N_("no information; not zero"),
    "teksti": N_("words"),
}
_ANSWERS = {"kylla": N_("yes"), "ei": N_("no")}
_UNITS = {
    "prosentti": N_("per cent of the whole that the header of the column tells"),
    "prosenttiyksikko": N_("percentage points: a difference between two percentages"),
}
_WHOLE = {TOTAL: N_("All areas of the data")}


def field_records(files: Iterable[tuple[str, tuple[Column, ...]]]) -> list[Record]:
    """Give the dictionary of columns: one record for each column of each file."""
    return [
        {
            "tiedosto": file,
            "sarake": column.name,
            "tyyppi": column.kind,
            **_told(column.meaning),
        }
        for file, columns in files
        for column in columns
    ]


def code_records(cells: Iterable[Record]) -> list[Record]:
    """Give the dictionary of codes: those of the columns, and those of the code lists in use."""
    used = sorted({str(cell["koodisto"]) for cell in cells if cell["koodisto"]})
    own = {"tila": _STATES, "summarivi": _ANSWERS, "yksikko": _UNITS, "alue": _WHOLE}
    found: list[Record] = [
        {"koodisto": column, "koodi": code, **_told(meaning)}
        for column, codes in own.items()
        for code, meaning in codes.items()
    ]
    for name in used:
        for code in codelists.load(name).codes:
            labels = {f"selite_{lang}": code.labels.get(lang, "") for lang in LANGUAGES}
            found.append({"koodisto": name, "koodi": code.code, **labels})
    return found


def _told(meaning: str) -> Record:
    """Give a meaning in each language."""
    told: Record = {}
    for lang in LANGUAGES:
        with use(lang):
            told[f"selite_{lang}"] = _(meaning)
    return told
