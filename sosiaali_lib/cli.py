"""The command line: what there is to say, and which function does it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sosiaali_lib import __version__
from sosiaali_lib.app import options as app_options
from sosiaali_lib.archive import options as archive_options
from sosiaali_lib.arguments import add_json, at_least_one, bare, command, whole_number
from sosiaali_lib.batch import options
from sosiaali_lib.handbook import options as handbook_options
from sosiaali_lib.indicators import options as indicator_options
from sosiaali_lib.lab import options as lab_options
from sosiaali_lib.mapping import options as mapping_options
from sosiaali_lib.messages import DEFAULT, LANGUAGES, N_, _, use
from sosiaali_lib.publishing import options as publishing
from sosiaali_lib.questionnaire import options as questionnaire_options
from sosiaali_lib.site import options as site_options
from sosiaali_lib.teaching import options as course_options
from sosiaali_lib.threads import use_one

DONE, PARTLY, USAGE = 0, 1, 2


# Texts that argparse itself looks up.
ARGPARSE_TEXTS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("ignored explicit argument %r"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("not allowed with argument %s"),
    N_("invalid %(type)s value: %(value)r"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code: 0 all done, 1 something rejected or failed, 2 usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    use_one()
    with use(_language(words)):
        argparse._ = _  # type: ignore[attr-defined]
        parsed = _parser().parse_args(words)
        from sosiaali_lib import commands

        return commands.run(parsed)


def _language(words: list[str]) -> str:
    """Find the language before parsing, because the help itself is in that language."""
    own = asked = os.environ.get("SOSIAALI_LANG", DEFAULT)
    for i, word in enumerate(words):
        if word == "--lang" and i + 1 < len(words):
            asked = words[i + 1]
        elif word.startswith("--lang="):
            asked = word.partition("=")[2]
    asked = asked.split(",")[0].strip()
    return next((lang for lang in (asked, own) if lang in LANGUAGES), DEFAULT)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sosiaali",
        description=_("From filled forms to drafts of municipal social reports."),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"sosiaali_lib {__version__}",
        help=_("show the version and exit"),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("command"))

    demo = bare(commands, "demo", _("Make the drafts of the example data."))
    options.add_demo(demo)

    templates = command(commands, "templates", _("Write blank workbooks and the codebook."))
    templates.add_argument(
        "--out", type=Path, default=Path("lomakkeet"), metavar=_("FOLDER"), help=_("output folder")
    )

    templates.add_argument(
        "--instruments",
        type=Path,
        metavar=_("FOLDER"),
        help=_("folder of own instrument files, for their workbooks and the codebook"),
    )

    questionnaire = bare(
        commands,
        "questionnaire",
        _("Write a form or an instrument for the tools in which people answer, or on paper."),
    )
    questionnaire_options.add_arguments(questionnaire)

    check = command(commands, "check", _("Read the data and show every fault at once."))
    _data(check)
    _counting(check)
    add_json(check)

    mapped = command(
        commands,
        "map",
        _("Guess what the columns of an export become in a form, for a person to confirm."),
    )
    mapping_options.add_map(mapped)

    imported = command(
        commands, "import", _("Bring the answers of another tool into the data by a mapping.")
    )
    mapping_options.add_import(imported)

    release = command(
        commands, "release", _("Count, protect small numbers and write a release for the reports.")
    )
    _data(release)
    _counting(release)
    release.add_argument(
        "--year", type=int, required=True, metavar=_("YEAR"), help=_("year of the report")
    )
    release.add_argument(
        "--out", type=Path, required=True, metavar=_("FOLDER"), help=_("folder of the release")
    )
    release.add_argument(
        "--earlier",
        type=Path,
        action="append",
        default=[],
        metavar=_("RELEASE"),
        help=_("folder of an earlier release, whose figures are out already; may be repeated"),
    )
    release.add_argument(
        "--threshold",
        type=_threshold,
        metavar="N",
        help=_("hide numbers of people below this (at least 3; default 5 or the data's own)"),
    )

    render = bare(commands, "render", _("Make report drafts from a release."))
    options.add_render(render)

    status = command(
        commands, "status", _("Show which drafts are done, failed, outdated or edited.")
    )
    status.add_argument("folder", type=Path, metavar=_("FOLDER"), help=_("folder of drafts"))
    add_json(status)

    publish = command(
        commands, "publish", _("Check edited drafts and publish them as web page and PDF.")
    )
    publishing.add_arguments(publish)

    site = command(commands, "site", _("Make one static site of published reports."))
    site_options.add_arguments(site)

    archive = command(
        commands,
        "archive",
        _("Write a release, or the rows of the data, as a package for archives and colleagues."),
    )
    archive_options.add_arguments(archive)

    audit = command(
        commands,
        "audit",
        _("Attack everything in a folder that is to be public, as a reader might."),
    )
    audit.add_argument("folder", type=Path, metavar=_("FOLDER"), help=_("folder of finished files"))
    audit.add_argument(
        "--attacker",
        choices=("plain", "strict", "self"),
        default="strict",
        help=_(
            "plain: a reader; strict: one who knows that a hidden count is not 0 (default); "
            "self: besides someone who is alone in a hidden count"
        ),
    )
    add_json(audit)

    score = command(commands, "score", _("Score the answers of one file."))
    score.add_argument("file", type=Path, metavar=_("FILE"), help=_("csv or xlsx file of answers"))
    score.add_argument(
        "--instrument",
        required=True,
        metavar=_("INSTRUMENT"),
        help=_("name or file of the instrument"),
    )
    score.add_argument(
        "--out",
        type=Path,
        metavar=_("FILE"),
        help=_("csv file for the scores; the counts and the faults go beside it"),
    )
    score.add_argument(
        "--shift",
        type=int,
        metavar="N",
        help=_("added to every answer, such as -1 for a file that stores 1–5 instead of 0–4"),
    )
    score.add_argument(
        "--bands-reason",
        metavar=_("REASON"),
        help=_("why limits of interpretation are put on single persons; without it they are not"),
    )

    indicators = bare(commands, "indicators", _("Fetch official indicators, or show them."))
    indicator_options.add_arguments(indicators)

    course = bare(
        commands, "course", _("Make the course for students and teachers, or grade submissions.")
    )
    course_options.add_arguments(course)

    app = command(
        commands,
        "app",
        _("Open the application in the browser: data, drafts and entering without code."),
    )
    app_options.add_arguments(app)

    lab = command(commands, "lab", _("Open JupyterLab on the notebooks."))
    lab_options.add_arguments(lab)

    handbook = bare(
        commands,
        "handbook",
        _("Make the handbook as web pages, from the repository and without network."),
    )
    handbook_options.add_arguments(handbook)
    return parser


def _counting(parser: argparse.ArgumentParser) -> None:
    """Add who counts the forms that are too large for memory."""
    parser.add_argument(
        "--jobs",
        type=at_least_one,
        metavar="N",
        help=_(
            "how many processes count a form of many rows in Parquet files (default: the number of "
            "processors)"
        ),
    )
    parser.add_argument(
        "--cluster",
        metavar=_("ADDRESS"),
        help=_(
            "address of a Dask scheduler whose workers count such a form instead, such as "
            "tcp://10.0.0.5:8786; they must see the data folder under the same path"
        ),
    )


def _data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "data", type=Path, metavar=_("DATA"), help=_("data folder, workbook or csv file")
    )


def _threshold(text: str) -> int:
    return whole_number(text, 3, _("“{text}” is not a whole number of 3 or more"))
