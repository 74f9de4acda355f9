"""What the commands `map` and `import` take; light, since every command builds its help."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from sosiaali_lib.arguments import add_json
from sosiaali_lib.messages import _


def add_map(parser: argparse.ArgumentParser) -> None:
    """Add what `map` takes."""
    _add_source(parser)
    parser.add_argument("--form", metavar=_("FORM"), help=_("name of the form"))
    parser.add_argument(
        "--instrument", metavar=_("INSTRUMENT"), help=_("instrument that was answered")
    )
    parser.add_argument(
        "--kind", metavar=_("TOOL"), help=_("tool that the answers come from (default: recognised)")
    )
    parser.add_argument(
        "--reuse",
        type=Path,
        metavar=_("FILE"),
        help=_("mapping of an earlier export, whose confirmed entries stay"),
    )
    parser.add_argument(
        "--instruments",
        type=Path,
        metavar=_("FOLDER"),
        help=_("folder of own instrument files"),
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar=_("FILE"),
        help=_("mapping file to write (default: FORM.kartoitus.yaml)"),
    )


def add_import(parser: argparse.ArgumentParser) -> None:
    """Add what `import` takes."""
    _add_source(parser)
    parser.add_argument(
        "--mapping", type=Path, required=True, metavar=_("FILE"), help=_("mapping file")
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar=_("FOLDER"), help=_("data folder")
    )
    parser.add_argument(
        "--confirm",
        action="store_true",
        help=_("confirm the guesses that “map” has shown, and save that in the mapping file"),
    )
    parser.add_argument(
        "--since",
        type=_day,
        metavar=_("YYYY-MM-DD"),
        help=_("day when the survey was opened; earlier answers are tests"),
    )
    parser.add_argument(
        "--replace", action="store_true", help=_("replace the rows of an earlier import")
    )
    add_json(parser)


def _add_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source",
        metavar=_("SOURCE"),
        help=_("exported file, or the address of a database or of LimeSurvey's RemoteControl"),
    )
    parser.add_argument(
        "--with",
        dest="dictionary",
        type=Path,
        metavar=_("FILE"),
        help=_("REDCap data dictionary, XLSForm, LimeSurvey structure or FHIR Questionnaire"),
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--table", metavar=_("TABLE"), help=_("table of a database"))
    group.add_argument("--query", metavar="SQL", help=_("query of a database"))
    parser.add_argument(
        "--encoding",
        metavar=_("ENCODING"),
        help=_("encoding of an SPSS file that does not tell it"),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        told = _("“{text}” is not a day; write it as 2026-11-21")
        raise argparse.ArgumentTypeError(told.format(text=text)) from None
