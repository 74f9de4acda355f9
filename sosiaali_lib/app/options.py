"""What `sosiaali app` can be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sosiaali_lib import arguments
from sosiaali_lib.messages import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `app` to its parser."""
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?",
        metavar=_("FOLDER"),
        help=_("folder with the data; nothing outside it can be reached (default: this folder)"),
    )
    parser.add_argument(
        "--port",
        type=arguments.port,
        metavar="N",
        help=_("port of this machine; default the first free one from 8850 on"),
    )
    parser.add_argument(
        "--no-browser", action="store_true", help=_("only print the address, open no browser")
    )
    parser.add_argument(
        "--voila",
        action="store_true",
        help=_("open the exploration notebooks as pages (extra “sovellus”) instead"),
    )
