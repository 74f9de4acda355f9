"""What `sosiaali lab` can be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sosiaali_lib import arguments
from sosiaali_lib.messages import _

FOLDER = Path("muistikirjat")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `lab` to its parser."""
    parser.add_argument(
        "data",
        nargs="?",
        type=Path,
        metavar=_("DATA"),
        help=_("data folder; default the one that was chosen last, else the example"),
    )
    parser.add_argument(
        "--notebooks",
        type=Path,
        default=FOLDER,
        metavar=_("FOLDER"),
        help=_("folder of your own copies of the notebooks; default “muistikirjat”"),
    )
    parser.add_argument(
        "--port",
        type=arguments.port,
        metavar="N",
        help=_("port of this machine; default the first free one from 8888 on"),
    )
    parser.add_argument(
        "--no-browser", dest="browser", action="store_false", help=_("open no browser")
    )
