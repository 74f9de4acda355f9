"""What several commands take on the command line; light, since every command builds its help."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from sosiaali_lib.messages import DEFAULT, LANGUAGES, _, language


def bare(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    """Give the parser of a command that takes nothing yet."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=text, description=text, allow_abbrev=False
    )
    return parser


def command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    """Give the parser of a command that speaks and writes one language."""
    parser = bare(commands, name, text)
    add_language(parser, _("language of what is written and said"))
    return parser


def add_language(
    parser: argparse.ArgumentParser, about: str, languages: Sequence[str] = LANGUAGES
) -> None:
    """Let one of some languages be chosen; that in use when nothing is said."""
    usual = language() if language() in languages else DEFAULT
    parser.add_argument("--lang", choices=languages, default=usual, help=about)


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let the answer be one JSON object."""
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def at_least_one(text: str) -> int:
    """Read a whole number of 1 or more."""
    return whole_number(text, 1, _("“{text}” is not a whole number of 1 or more"))


def port(text: str) -> int:
    """Read the number of a port; 0 is any free one."""
    told = _("“{text}” is no port: a whole number up to 65535")
    return whole_number(text, 0, told, most=65_535)


def whole_number(text: str, least: int, told: str, *, most: int | None = None) -> int:
    """Read a whole number within limits; `told` is the refusal, with `{text}` for what was given.

    Raises
    ------
    argparse.ArgumentTypeError
        If it is none, or outside the limits.
    """
    # No number that is meant here is longer, and a much longer one is slow to read.
    if text.isdecimal() and len(text) < 19:
        found = int(text)
        if found >= least and (most is None or found <= most):
            return found
    raise argparse.ArgumentTypeError(told.format(text=text))
