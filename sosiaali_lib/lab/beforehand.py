"""Reads the chosen data as it is imported, in the process that kernels of `sosiaali lab` are forked from.

A notebook then finds the rows in memory. Elsewhere nothing happens: it is imported for that process only.
"""

from __future__ import annotations

import os
from contextlib import suppress

from sosiaali_lib.lab import chosen

MOST = 50_000_000  # bytes of files; more would make the first notebook wait for longer than its own reading


def read(lang: str) -> None:
    """Read the chosen data in a language, unless they are large or cannot be used."""
    from sosiaali_lib import explore
    from sosiaali_lib.lab import judging

    folder = chosen.read()
    if folder is None or judging.judge(folder).bytes < MOST:
        with suppress(explore.DataError):  # the notebook says what is wrong where a person sees it
            explore.open(lang=lang)


if chosen.SESSION in os.environ:
    read(os.environ["SOSIAALI_LANG"])
