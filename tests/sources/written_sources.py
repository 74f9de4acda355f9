"""Made-up exports, written as each tool writes them."""

import csv
import io

import openpyxl


def text_file(path, rows, *, separator=",", encoding="utf-8", mark=""):
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator).writerows(rows)
    path.write_bytes(mark.encode("utf-8") + made.getvalue().encode(encoding))
    return path


def workbook(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


DICTIONARY_HEADER = [
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note",
    "Text Validation Type OR Show Slider Number", "Text Validation Min", "Text Validation Max",
    "Identifier?", "Branching Logic (Show field only if...)", "Required Field?", "Custom Alignment",
    "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?", "Field Annotation",
]  # fmt: skip


def variable(name, type_, label="", choices="", validation="", identifier=""):
    row = [""] * 18
    row[0], row[1], row[3], row[4], row[5], row[7], row[10] = (
        name, "arvio", type_, label, choices, validation, identifier,
    )  # fmt: skip
    return row


def xlsform(path):
    """A form of one group, a repeat, a choice, several choices and what identifies people."""
    return workbook(
        path,
        survey=[
            ["type", "name", "label::Suomi (fi)", "label::Svenska (sv)"],
            ["start", "start", None, None],
            ["deviceid", "laite", None, None],
            ["begin_group", "tausta", "Tausta", "Bakgrund"],
            ["text", "kunta", "Kunta", "Kommun"],
            ["select_one kylla", "nakemys", "Onko näkemys kirjattu?", "Har synen antecknats?"],
            ["end_group", None, None, None],
            ["select_multiple tarve or_other", "tarpeet", "Tarpeet", "Behov"],
            ["date", "paiva", "Päivä", "Dag"],
            ["geopoint", "paikka", "Paikka", "Plats"],
            ["note", "kiitos", "Kiitos", "Tack"],
            ["begin_repeat", "lapset", "Lapset", "Barn"],
            ["integer", "ika", "Ikä", "Ålder"],
            ["end_repeat", None, None, None],
        ],
        choices=[
            ["list_name", "name", "label::Suomi (fi)", "label::Svenska (sv)"],
            ["kylla", "k", "Kyllä", "Ja"],
            ["kylla", "e", "Ei", "Nej"],
            ["tarve", "asuminen", "Asuminen", "Boende"],
            ["tarve", "talous", "Taloudellinen tuki", "Ekonomiskt stöd"],
        ],
        settings=[["form_title", "default_language"], ["Arvio", "Suomi (fi)"]],
    )
