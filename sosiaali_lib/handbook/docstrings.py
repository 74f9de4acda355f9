"""Reading numpydoc docstrings: summary, text, and the sections with their entries."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass

_SECTION = re.compile(r"^(\S.*)\n(-{3,})$", re.MULTILINE)


@dataclass(frozen=True)
class Docstring:
    """A docstring taken apart.

    Attributes
    ----------
    summary
        Its first paragraph.
    text
        What follows before the first section.
    sections
        The others by their heading, as they are written.
    """

    summary: str
    text: str
    sections: Mapping[str, str]


def parse(docstring: str) -> Docstring:
    r"""Take a docstring apart.

    Examples
    --------
    >>> found = parse('Give a share.\n\nNotes\n-----\nWilson (1927).')
    >>> found.summary, found.sections["Notes"]
    ('Give a share.', 'Wilson (1927).')
    """
    before, *parts = _SECTION.split(inspect.cleandoc(docstring))
    summary, _blank, text = before.strip().partition("\n\n")
    return Docstring(
        " ".join(summary.split()),
        text.strip(),
        {name: text.strip("\n") for name, text in zip(parts[::3], parts[2::3], strict=True)},
    )


def entries(section: str) -> list[tuple[str, str]]:
    r"""Give the entries of a section: what is described, and the description.

    Examples
    --------
    >>> entries("n\n    How many.\nlow, high\n    Limits,\n    unrounded.")
    [('n', 'How many.'), ('low, high', 'Limits,\nunrounded.')]
    """
    found: list[tuple[str, list[str]]] = []
    for line in section.splitlines():
        if line and not line.startswith(" "):
            found.append((line.strip(), []))
        elif found:
            found[-1][1].append(line)
    return [(name, inspect.cleandoc("\n".join(["", *lines]))) for name, lines in found]
