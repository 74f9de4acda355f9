"""What the command `archive` takes."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from sosiaali_lib.messages import _


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "source",
        type=Path,
        metavar=_("RELEASE"),
        help=_("folder of a release; with --rows a data folder, workbook or csv file"),
    )
    parser.add_argument(
        "--rows",
        action="store_true",
        help=_("archive the rows of the forms instead; they are personal data"),
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar=_("FOLDER"), help=_("new folder of the archive")
    )
