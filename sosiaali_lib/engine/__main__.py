"""Run a command with a warm parent for all notebooks that it runs with the engine.

    python -m sosiaali_lib.engine [--release FOLDER] [--import MODULE …] -- COMMAND …

such as a shell script that calls `papermill … --engine sosiaali` many times. Gives the exit code of
the command.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sosiaali_lib.engine import warm
from sosiaali_lib.engine.parents import ADDRESS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; see the text of this file."""
    parser = argparse.ArgumentParser(
        prog="python -m sosiaali_lib.engine",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--release", type=Path, help="release folder to open beforehand")
    parser.add_argument(
        "--import",
        dest="modules",
        metavar="MODULE",
        action="append",
        help="import this beforehand, in place of what reports use; may be given more than once",
    )
    parser.add_argument("command", nargs=argparse.REMAINDER, help="what to run, with its words")
    options = parser.parse_args(arguments)
    command = options.command[options.command[:1] == ["--"] :]
    if not command:
        parser.error("nothing to run; write a command, such as `papermill in.ipynb out.ipynb`")
    with warm(options.release, modules=options.modules) as address:
        try:
            ended = subprocess.run(command, env=os.environ | {ADDRESS: address}, check=False)
        except OSError as error:
            parser.error(f"{command[0]} cannot be run: {error.strerror}")
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
