"""What a cell printed, put together as it would stand on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def put_together(outputs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    r"""Give the outputs of a cell with one output for each stream, at the place of its first.

    How a kernel cuts what is printed depends on the moment; together it is the same in every run.
    Of standard output and error side by side, standard output comes first. The outputs given are not
    changed.

    Notes
    -----
    The rules are those of nbclient's `coalesce_streams`, which takes minutes for a long line.

    Examples
    --------
    >>> parts = [{"output_type": "stream", "name": "stdout", "text": t} for t in ("1 %\r", "2 %\n")]
    >>> put_together(parts)
    [{'output_type': 'stream', 'name': 'stdout', 'text': '2 %\n'}]
    """
    texts: dict[str, list[str]] = {}
    for output in outputs:
        if output["output_type"] == "stream":
            texts.setdefault(output["name"], []).append(output["text"])
    together: list[dict[str, Any]] = []
    for output in outputs:
        if output["output_type"] != "stream":
            together.append(output)
        elif parts := texts.pop(output["name"], None):
            merged = type(output)(output)
            merged["text"] = on_terminal("".join(parts))
            behind = together and together[-1].get("name") == "stderr"
            together.insert(len(together) - bool(behind), merged)
    return together


def on_terminal(text: str) -> str:
    r"""Give what is left of a text where a carriage return takes back the line before it.

    Examples
    --------
    >>> on_terminal("alku\n10 %\r20 %\r\n")
    'alku\n20 %\r\n'
    """
    # A return before the end of the line takes back nothing.
    return "\n".join(line[line.rfind("\r", 0, -1) + 1 :] for line in text.split("\n"))
