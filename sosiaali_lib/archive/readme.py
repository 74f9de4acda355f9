"""What the package holds and how to read it, for people."""

from __future__ import annotations

from sosiaali_lib.archive.ddi import CONFIDENTIAL
from sosiaali_lib.archive.model import HIDDEN_NUMBER, MARK, Archive
from sosiaali_lib.formatting import period
from sosiaali_lib.messages import _, pick
from sosiaali_lib.plain_text import one_line


def content(archive: Archive) -> bytes:
    """Give the text in the language in use."""
    return ("\n".join(_lines(archive)) + "\n").encode()


def _lines(archive: Archive) -> list[str]:
    study, example = archive.study, archive.parts[0].name
    told = [one_line(study.name), "=" * len(one_line(study.name)), ""]
    if archive.personal:
        told += [_(CONFIDENTIAL), ""]
    if study.made_up:
        told.append(_("The data are made up: they are example data."))
    if study.organisation:
        told.append(_("Source: {organisation}.").format(organisation=one_line(study.organisation)))
    if study.start and study.end:
        told.append(_("Reporting period: {period}.").format(period=period(study.start, study.end)))
    told.append(_licence(study.licence))
    told += [pick(text) for text in study.methods]
    told += ["", _("Not here:"), *(f"- {pick(text)}" for text in study.left_out)] * bool(
        study.left_out
    )
    told += ["", _("Files"), "-----"]
    told += [
        _("csv/NAME.csv: UTF-8, comma, decimal point. An empty cell is missing."),
        _("parquet/NAME.parquet and sav/NAME.sav: the same tables with types; sav is for SPSS."),
        _("ddi.xml: the codebook (DDI-Codebook 2.5) in Finnish, Swedish and English."),
        _("datapackage.json: the same for programs (Frictionless Data Package)."),
        _(
            "In csv files an apostrophe stands before a text that begins with =, +, - or @, because "
            "a spreadsheet could run it. Take the first apostrophe away when you need the text itself; "
            "Parquet and SPSS files hold the text as it is."
        ),
    ]
    if archive.personal:
        told.append(
            _(
                "In SPSS files codes are numbers with labels; datapackage.json and ddi.xml tell which "
                "number is which code. Answers such as don't know are negative and user-missing."
            )
        )
    else:
        told.append(
            _("A hidden number is {mark} in csv files and {number} in SPSS files.").format(
                mark=MARK, number=HIDDEN_NUMBER
            )
        )
    told += ["", _("Tables"), "------"]
    told += [f"{part.name}: {one_line(part.title)}. {part.unit}" for part in archive.parts]
    told += ["", _("Reading the data"), "----------------", "", "R:"]
    told += [
        "    library(haven)",
        f'    d <- read_sav("sav/{example}.sav", user_na = TRUE)',
        "    library(readr)",
        f'    d <- read_csv("csv/{example}.csv", na = c("", "{MARK}"))',
        "",
        "Stata:",
        f'    import spss using "sav/{example}.sav", clear',
        "",
        "SPSS:",
        f"    GET FILE='sav/{example}.sav'.",
        "",
        "Python:",
        "    import pandas as pd",
        f'    d = pd.read_parquet("parquet/{example}.parquet")',
    ]
    return told


def _licence(licence: str) -> str:
    if licence:
        return _("Licence: {licence}.").format(licence=licence)
    return _(
        "The organisation has not said under which licence the data may be used. Ask it before "
        "you use them."
    )
