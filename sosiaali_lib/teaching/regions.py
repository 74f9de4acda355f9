"""Regions of a cell that only teachers see, between the marks that nbgrader uses."""

from __future__ import annotations

import re

SOLUTION = ("BEGIN SOLUTION", "END SOLUTION")
HIDDEN_TESTS = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


class RegionError(ValueError):
    """A region that begins twice or does not end."""


def replaced(source: str, marks: tuple[str, str], stub: str) -> tuple[str, int]:
    r"""Put a stub in place of every region, indented as its first mark is.

    Parameters
    ----------
    source
        Text of a cell.
    marks
        `SOLUTION` or `HIDDEN_TESTS`; a mark may stand anywhere on its line.
    stub
        What stands there instead; an empty text takes the region out.

    Returns
    -------
    tuple
        The new text, and the number of regions.

    Raises
    ------
    RegionError
        If a region begins within another one, ends without having begun, or does not end.

    Examples
    --------
    >>> replaced("a = 1\n### BEGIN SOLUTION\nb = 2\n### END SOLUTION", SOLUTION, "# ?")
    ('a = 1\n# ?', 1)
    """
    begin, end = marks
    kept: list[str] = []
    inside, found = False, 0
    for line in source.split("\n"):
        if begin in line:
            if inside:
                raise RegionError(f"“{begin}” stands twice before “{end}”; end the first region.")
            inside, found = True, found + 1
            indent = re.match(r"\s*", line)
            kept += [
                f"{indent.group() if indent else ''}{part}" for part in stub.split("\n") if stub
            ]
        elif end in line:
            if not inside:
                raise RegionError(f"“{end}” stands before any “{begin}”; put the first mark back.")
            inside = False
        elif not inside:
            kept.append(line)
    if inside:
        raise RegionError(f"“{begin}” has no “{end}” after it; add the line “### {end}”.")
    return "\n".join(kept), found
