"""`python -m sosiaali_lib.pseudonyms`: make a key file, add a generation, show its generations."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from sosiaali_lib import cli
from sosiaali_lib.formatting import day
from sosiaali_lib.messages import LANGUAGES, _, use
from sosiaali_lib.pseudonyms import KeyFileError, KeyRing, add_generation, make_key, read_keys


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code: 0 done, 1 refused or failed, 2 usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    with use(cli._language(words)):
        argparse._ = _  # type: ignore[attr-defined]
        options = _parser().parse_args(words)
        commands: dict[str, Callable[[Path], KeyRing]] = {
            "make": make_key,
            "rotate": add_generation,
            "show": read_keys,
        }
        path = Path(os.path.expanduser(options.path))
        try:
            keys = commands[options.command](path)
        except KeyFileError as error:
            print(error, file=sys.stderr)
            return cli.PARTLY
        except OSError as error:
            text = _("{file} cannot be written or read: {reason}.")
            told = text.format(file=error.filename or path, reason=error.strerror or error)
            print(told, file=sys.stderr)
            return cli.PARTLY
        _tell(path, keys)
        if options.command == "make":
            _tell_use(path)
        return cli.DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sosiaali_lib.pseudonyms",
        description=_("Keys of the pseudonyms that stand for people's identifiers."),
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("command"))
    texts = {
        "make": _("Make a key file; an older file is never written over."),
        "rotate": _("Add a new generation to a key file; new pseudonyms are made with it."),
        "show": _("Check a key file and show its generations, never the keys themselves."),
    }
    for name, text in texts.items():
        command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        command.add_argument("path", type=Path, metavar=_("FILE"), help=_("the key file"))
        command.add_argument(
            "--lang",
            choices=LANGUAGES,
            default=cli._language([]),
            help=_("language of what is written and said"),
        )
    return parser


def _tell(path: Path, keys: KeyRing) -> None:
    print(_("Key file: {file}").format(file=path))
    for key in keys.keys:
        text = _("  generation {id}, made on {day}")
        if key is keys.newest:
            text = _("  generation {id}, made on {day}, in use")
        print(text.format(id=key.id, day=day(key.created)))


def _tell_use(path: Path) -> None:
    print(
        _(
            "Write its path into aineisto.yaml (avain: {path}) or into the environment variable "
            "SOSIAALI_AVAIN. Keep a copy in a safe place apart from the data: whoever has the key "
            "can tell whose a pseudonym is, and without it the same pseudonyms cannot be made again."
        ).format(path=path.resolve())
    )


if __name__ == "__main__":
    sys.exit(main())
