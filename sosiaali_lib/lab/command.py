"""The command `sosiaali lab`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sosiaali_lib.console import UsageError, complain
from sosiaali_lib.lab import copies, judging, serving, shipped
from sosiaali_lib.messages import _


def run(options: Namespace) -> int:
    """Carry out `sosiaali lab`."""
    data = checked(options.data) if options.data is not None else None
    try:
        copies.update(options.notebooks, shipped.folder())
    except OSError as error:
        text = _(
            "The notebooks cannot be copied to {folder}: {reason}. Choose another folder with --notebooks."
        )
        reason = error.strerror or error
        raise UsageError(text.format(folder=options.notebooks, reason=reason)) from error
    return serving.serve(options.notebooks, data, port=options.port, browser=options.browser)


def checked(data: Path) -> Path:
    """Give the folder of a data set, once it can be used.

    Raises
    ------
    UsageError
        If it cannot.
    """
    judged = judging.judge(data)
    if not judged.usable:
        raise UsageError(judged.message)
    if judged.message:
        complain(judged.message)
    return judged.folder
