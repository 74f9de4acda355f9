"""Rows of the staff forms for the tests: the example as intake reads it, and small ones by hand."""

import shutil

import pandas as pd

from sosiaali_lib import forms, intake
from sosiaali_lib.datafiles import DATA

FORMS = ("tyontekijakysely", "henkilosto", "hankepalaute", "tyoajanjako")


def example(folder):
    """Read the example of the staff forms as a user's folder."""
    folder.mkdir()
    for name in (*(f"{form}.csv" for form in FORMS), "aineisto.yaml"):
        shutil.copy(DATA / "example" / name, folder / name)
    return intake.read(folder)


def answers(*told, **same):
    """Give rows of the survey: a mapping a respondent; all else is empty."""
    columns = forms.load("tyontekijakysely").columns
    rows = [{"vuosi": 2019, "ammattiryhma": "sosiaaliohjaaja", **same, **one} for one in told]
    found = pd.DataFrame(rows, columns=[column.name for column in columns])
    for column in columns:
        kind = "Int64" if column.type == "integer" else "str"
        if column.type != "date":
            values = found[column.name]
            found[column.name] = values.astype(kind).where(values.notna())
    return found


def known(*rows):
    """Give rows of the staff: (year, profession or None, people)."""
    found = pd.DataFrame(rows, columns=["vuosi", "ammattiryhma", "lukumaara"])
    return found.astype({"vuosi": "Int64", "ammattiryhma": "str", "lukumaara": "Int64"})


def cells(finding):
    """Give the written table: label → texts."""
    return {
        label: [field.written(cell) for field, cell in zip(finding.fields, row, strict=True)]
        for label, row in finding.rows
    }
