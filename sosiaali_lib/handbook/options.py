"""What the command that makes the handbook takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from sosiaali_lib import arguments
from sosiaali_lib.messages import _

OUT = Path("reports") / "kasikirja"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `handbook` to its parser."""
    parser.add_argument(
        "--out",
        type=Path,
        default=OUT,
        metavar=_("FOLDER"),
        help=_("folder of the handbook (default: {folder})").format(folder=OUT),
    )
    about = _("language of what is said; the pages are in all languages that they have")
    arguments.add_language(parser, about)
