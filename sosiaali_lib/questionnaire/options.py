"""What the command that writes questionnaires takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from sosiaali_lib.messages import LANGUAGES, Language, _, checked

FORMATS = ("xlsform", "limesurvey", "redcap", "fhir", "paper")
OUT = Path("kyselyt")
ALL = "all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `questionnaire` to its parser."""
    parser.add_argument(
        "name",
        metavar=_("NAME"),
        help=_("form, instrument, own file of one, or “all” for every form and instrument"),
    )
    parser.add_argument(
        "--to",
        choices=FORMATS,
        required=True,
        help=_(
            "xlsform: KoboToolbox and ODK; limesurvey; redcap; fhir: FHIR Questionnaire; paper: "
            "printable PDF"
        ),
    )
    parser.add_argument(
        "--lang",
        dest="langs",
        type=_languages,
        metavar=_("LANGUAGES"),
        help=_(
            "languages of the questionnaire, separated by commas: fi, sv, en (all when nothing is "
            "said); the first one is also the language of what is said"
        ),
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=OUT,
        metavar=_("FOLDER"),
        help=_("folder of the questionnaires (default: {folder})").format(folder=OUT),
    )
    parser.add_argument(
        "--without",
        type=_names,
        default=(),
        metavar=_("COLUMNS"),
        help=_("columns that are not asked, separated by commas"),
    )
    parser.add_argument(
        "--given",
        type=_given,
        action="append",
        default=[],
        metavar="COLUMN=VALUE",
        help=_(
            "a value that every row has and nobody is asked, such as vuosi=2026; may be repeated"
        ),
    )
    parser.add_argument(
        "--office",
        action="store_true",
        help=_("ask also the columns in which the office clears texts for publication"),
    )
    parser.add_argument(
        "--instruments",
        type=Path,
        metavar=_("FOLDER"),
        help=_("folder of own instrument files, for instruments whose statements you may use"),
    )


def _languages(text: str) -> tuple[Language, ...]:
    try:
        return tuple(dict.fromkeys(checked(part.strip()) for part in text.split(",")))
    except ValueError as error:
        told = _("“{text}” is not languages out of {known}, separated by commas")
        message = told.format(text=text, known=", ".join(LANGUAGES))
        raise argparse.ArgumentTypeError(message) from error


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _given(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name.strip() and sign and value.strip()):
        told = _("“{text}” is not a column and its value, such as vuosi=2026")
        raise argparse.ArgumentTypeError(told.format(text=text))
    return name.strip(), value.strip()
