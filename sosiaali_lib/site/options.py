"""What the command that makes the site takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from sosiaali_lib import arguments
from sosiaali_lib.messages import DEFAULT, LANGUAGES, _

FILE = "sivusto.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "published",
        type=Path,
        nargs="+",
        metavar=_("PUBLISHED"),
        help=_("folders of published reports, as “sosiaali publish” writes them"),
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar=_("FOLDER"), help=_("folder of the site")
    )
    parser.add_argument(
        "--settings",
        type=Path,
        metavar=_("FILE"),
        help=_(
            "name, address, feedback and accessibility statement of the site (default: {file} in a "
            "folder of published reports)"
        ).format(file=FILE),
    )
    parser.add_argument(
        "--languages",
        type=_languages,
        default=LANGUAGES,
        metavar=_("LANGUAGES"),
        help=_("languages of the pages, separated by commas, the leading one first"),
    )
    arguments.add_json(parser)


def _languages(text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not found or not set(found) <= set(LANGUAGES):
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a list of languages, such as {default},sv,en").format(
                text=text, default=DEFAULT
            )
        )
    return found
