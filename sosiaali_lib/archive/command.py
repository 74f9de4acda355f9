"""The command `archive`: a release, or rows of the closed room, as a package for others."""

from __future__ import annotations

from argparse import Namespace

from sosiaali_lib.cli import DONE, PARTLY
from sosiaali_lib.console import complain, say
from sosiaali_lib.messages import _, pick


def run(options: Namespace) -> int:
    """Write the archive; say what is not in it."""
    from sosiaali_lib import archive
    from sosiaali_lib.data_commands import read

    code = DONE
    if options.rows:
        data = read(options.source)
        made = archive.of_rows(data)
        code = PARTLY if data.has_errors else DONE
    else:
        made = archive.of_release(options.source)
    archive.write(made, options.out)
    for text in made.study.left_out:
        complain(pick(text))
    say(_("Archive: {folder} (tables: {n})").format(folder=options.out, n=len(made.parts)))
    if made.personal:
        say(pick(made.study.methods[0]))
        say(pick(made.study.methods[1]))
    return code
