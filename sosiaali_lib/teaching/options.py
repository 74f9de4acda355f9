"""What `sosiaali course` can be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sosiaali_lib import arguments
from sosiaali_lib.formatting import plain
from sosiaali_lib.messages import _
from sosiaali_lib.teaching.settings import JOBS, READERS, TIME_LIMIT, WRITTEN_IN


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `course` to its parser."""
    about = _("language of the course and of what is said")
    arguments.add_language(parser, about, WRITTEN_IN)
    parser.add_argument(
        "--out",
        type=Path,
        metavar=_("FOLDER"),
        help=_("output folder; default “kurssi”, and “arvostelu” with --grade"),
    )
    parser.add_argument(
        "--for",
        dest="readers",
        choices=READERS,
        help=_(
            "students: without solutions and hidden tests; teachers: with everything; default both"
        ),
    )
    parser.add_argument(
        "--grade",
        type=Path,
        metavar=_("FOLDER"),
        help=_("run the hidden tests on the submissions in this folder and write a table"),
    )
    parser.add_argument(
        "--time-limit",
        type=_seconds,
        default=TIME_LIMIT,
        metavar=_("SECONDS"),
        help=_("seconds that one cell of a submission may take; default {n}").format(
            n=plain(TIME_LIMIT)
        ),
    )
    parser.add_argument(
        "--jobs",
        type=arguments.at_least_one,
        default=JOBS,
        metavar="N",
        help=_("submissions run at once; default {n}").format(n=JOBS),
    )
    arguments.add_json(parser)


def _seconds(text: str) -> float:
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86400:
        told = _("“{text}” is no number of seconds above 0").format(text=text)
        raise argparse.ArgumentTypeError(told)
    return seconds
