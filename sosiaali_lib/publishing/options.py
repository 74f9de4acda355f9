"""What the command that publishes takes; light, since every command builds its help."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from sosiaali_lib import arguments
from sosiaali_lib.messages import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "files", type=Path, nargs="+", metavar=_("DRAFT.docx"), help=_("edited drafts (Word files)")
    )
    parser.add_argument(
        "--release",
        type=Path,
        metavar=_("RELEASE"),
        help=_("folder of the release; otherwise the one that the drafts' folder tells"),
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("julkaistut"),
        metavar=_("FOLDER"),
        help=_("folder of published reports"),
    )
    parser.add_argument("--approved-by", metavar=_("NAME"), help=_("who approves the publication"))
    parser.add_argument(
        "--date",
        type=_day,
        default=None,
        metavar=_("YYYY-MM-DD"),
        help=_("day of the approval (default: today)"),
    )
    parser.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar=_("CODE=REASON"),
        help=_("accept the warnings of one code, with the reason that the record tells"),
    )
    parser.add_argument(
        "--note",
        default="",
        metavar=_("TEXT"),
        help=_("what was corrected; needed when a report is published again"),
    )
    parser.add_argument(
        "--check", action="store_true", help=_("only check the drafts and publish nothing")
    )
    arguments.add_json(parser)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a day; write it as 2026-11-21").format(text=text)
        ) from None
