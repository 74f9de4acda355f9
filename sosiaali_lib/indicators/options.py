"""What `sosiaali indicators` can be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sosiaali_lib import arguments
from sosiaali_lib.messages import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `update` and `list` to the parser of `indicators`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=_("command"))
    text = _("Fetch official indicators into the cache of the data.")
    update = arguments.command(actions, "update", text)
    _folder(update)
    update.add_argument(
        "--only", nargs="+", metavar=_("INDICATOR"), help=_("indicators to fetch; default all")
    )
    update.add_argument(
        "--areas",
        nargs="+",
        metavar=_("CODE"),
        help=_("areas to fetch, such as 205, 20, MK18 or maa; default all"),
    )
    update.add_argument(
        "--years",
        nargs="+",
        type=_years,
        action=_Flat,
        metavar=_("YEAR"),
        help=_("years or spans of years, such as 2015–2019; default the last seven years"),
    )
    update.add_argument(
        "--force", action="store_true", help=_("fetch also what the source has not changed")
    )
    update.add_argument("--sotkanet-address", help=argparse.SUPPRESS)
    update.add_argument("--statfin-address", help=argparse.SUPPRESS)
    text = _("Show the stored indicators and how old they are.")
    _folder(arguments.command(actions, "list", text))


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", type=Path, metavar=_("DATA"), help=_("data folder"))
    parser.add_argument(
        "--cache",
        type=Path,
        metavar=_("FOLDER"),
        help=_("folder of the stored indicators; default “indikaattorit” in the data folder"),
    )
    arguments.add_json(parser)


class _Flat(argparse.Action):
    """Puts years and spans of years together."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        assert isinstance(values, list)
        setattr(namespace, self.dest, sorted({year for span in values for year in span}))


def _years(text: str) -> list[int]:
    """Read a year, or a span such as 2015–2019."""
    first, _dash, last = text.replace("–", "-").partition("-")
    ends = [int(end) if end.isdecimal() else 0 for end in (first, last or first)]
    if not 1900 <= ends[0] <= ends[1] <= 2100:
        told = _("“{text}” is no year or span of years, such as 2019 or 2015–2019")
        raise argparse.ArgumentTypeError(told.format(text=text))
    return list(range(ends[0], ends[1] + 1))
