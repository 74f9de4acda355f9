"""What the commands that make drafts understand on the command line."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from sosiaali_lib import arguments
from sosiaali_lib.messages import LANGUAGES, _

AUTO = "auto"


def add_demo(parser: ArgumentParser) -> None:
    """Say what “sosiaali demo” understands."""
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("reports/esimerkki"),
        metavar=_("FOLDER"),
        help=_("output folder"),
    )
    _add_rendering(parser)


def add_render(parser: ArgumentParser) -> None:
    """Say what “sosiaali render” understands."""
    parser.add_argument("release", type=Path, metavar=_("RELEASE"), help=_("folder of the release"))
    parser.add_argument(
        "--area",
        nargs="+",
        metavar=_("AREA"),
        default=["all"],
        help=_("codes or names of municipalities or counties, or “all”"),
    )
    parser.add_argument(
        "--out", type=Path, default=Path("reports"), metavar=_("FOLDER"), help=_("output folder")
    )
    _add_rendering(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--force", action="store_true", help=_("make all reports again, changed or not")
    )
    which.add_argument(
        "--failed", action="store_true", help=_("make only the reports that failed before")
    )
    which.add_argument(
        "--resume",
        action="store_true",
        help=_("carry on after a run that was stopped; running the command again does the same"),
    )
    parser.add_argument(
        "--fail-fast", action="store_true", help=_("stop at the first report that fails")
    )
    parser.add_argument(
        "--cluster",
        default="",
        metavar=_("ADDRESS"),
        help=_(
            "address of a Dask scheduler whose workers make the reports, such as "
            "tcp://10.0.0.5:8786; they must see the folder of the release under the same path"
        ),
    )
    arguments.add_json(parser)


def _add_rendering(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        dest="langs",
        type=_languages,
        default=AUTO,
        metavar=_("LANGUAGES"),
        help=_(
            "languages of the drafts, separated by commas: fi, sv, en; “auto” (when nothing is said) "
            "gives each area its own: both to bilingual municipalities. The first one is also the "
            "language of what is said"
        ),
    )
    parser.add_argument(
        "--formats",
        type=_parts,
        default=("html", "docx", "pdf"),
        metavar=_("FORMATS"),
        help=_(
            "formats, separated by commas: html, docx, pdf (these three when nothing is said), xlsx, "
            "csv, json; or “all”"
        ),
    )
    parser.add_argument(
        "--jobs",
        type=arguments.at_least_one,
        metavar="N",
        default=os.cpu_count() or 1,
        help=_("how many reports are made side by side (default: the number of processors)"),
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _languages(text: str) -> str:
    parts = _parts(text)
    if text != AUTO and not (parts and set(parts) <= set(LANGUAGES)):
        known = ", ".join(LANGUAGES)
        message = _("“{text}” is not “auto” or languages out of {known}, separated by commas")
        raise ArgumentTypeError(message.format(text=text, known=known))
    return ",".join(parts)
