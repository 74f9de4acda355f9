"""What a command says: on the terminal, in files and pipes, with control characters made visible."""

from __future__ import annotations

import sys
from typing import TextIO

from sosiaali_lib.plain_text import as_json, for_console


class UsageError(ValueError):
    """A command that cannot be carried out as it was given."""


def say(text: str) -> None:
    """Print a text."""
    _put(text, sys.stdout)


def complain(text: str) -> None:
    """Print a text where faults go."""
    _put(text, sys.stderr)


def print_json(data: object) -> None:
    """Print data as one JSON object, in characters that the output can carry."""
    encoding = (sys.stdout.encoding or "utf-8").lower()
    print(as_json(data, ascii_only=not encoding.startswith("utf")))


def _put(text: str, stream: TextIO) -> None:
    print(for_console(text, stream.encoding), file=stream)
