"""Which function carries out which command, and how faults that a person can mend are told."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from importlib import import_module

from sosiaali_lib.cli import PARTLY, USAGE
from sosiaali_lib.console import UsageError, complain
from sosiaali_lib.messages import _

__all__ = ["UsageError", "run"]

# Command → module and function; a module is imported when its command is given.
COMMANDS = {
    "demo": ("sosiaali_lib.batch.command", "demo"),
    "templates": ("sosiaali_lib.data_commands", "templates"),
    "check": ("sosiaali_lib.data_commands", "check"),
    "map": ("sosiaali_lib.mapping.command", "map_source"),
    "import": ("sosiaali_lib.mapping.command", "import_source"),
    "release": ("sosiaali_lib.data_commands", "release"),
    "render": ("sosiaali_lib.batch.command", "render"),
    "status": ("sosiaali_lib.batch.command", "status"),
    "publish": ("sosiaali_lib.publishing.command", "run"),
    "site": ("sosiaali_lib.site.command", "run"),
    "archive": ("sosiaali_lib.archive.command", "run"),
    "audit": ("sosiaali_lib.file_audit.command", "audit"),
    "score": ("sosiaali_lib.score_command", "score"),
    "indicators": ("sosiaali_lib.indicators.command", "run"),
    "app": ("sosiaali_lib.app.command", "run"),
    "course": ("sosiaali_lib.teaching.command", "run"),
    "lab": ("sosiaali_lib.lab.command", "run"),
    "handbook": ("sosiaali_lib.handbook.command", "run"),
    "questionnaire": ("sosiaali_lib.questionnaire.command", "run"),
}


def run(options: Namespace) -> int:
    """Carry out a parsed command; faults that a person can mend are said in one plain text."""
    from sosiaali_lib.archive.model import ArchiveError
    from sosiaali_lib.batch.faults import ClusterError
    from sosiaali_lib.datafiles import DataFileError
    from sosiaali_lib.disclosure import ProtectionError
    from sosiaali_lib.intake import RejectsError
    from sosiaali_lib.published import ReleaseError
    from sosiaali_lib.textscan.workbook import FindingsError

    try:
        return _function(options.command)(options)
    except UsageError as error:
        complain(str(error))
        return USAGE
    except (
        ArchiveError,
        ClusterError,
        DataFileError,
        FindingsError,
        ProtectionError,
        RejectsError,
        ReleaseError,
    ) as error:
        complain(str(error))
        return PARTLY
    except BrokenPipeError:  # the reader of our output has had enough, as in “| head”
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PARTLY
    except OSError as error:
        complain(
            _("{file} cannot be written or read: {reason}.").format(
                file=error.filename or "", reason=error.strerror or error
            )
        )
        return PARTLY
    except KeyboardInterrupt:
        complain(_("Stopped. What was finished stays; run the command again for the rest."))
        return PARTLY


def _function(command: str) -> Callable[[Namespace], int]:
    module, name = COMMANDS[command]
    function: Callable[[Namespace], int] = getattr(import_module(module), name)
    return function
