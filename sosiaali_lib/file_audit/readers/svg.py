"""Drawings: their texts with places, titles, descriptions and metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sosiaali_lib.file_audit.content import Content, Labelled, Passage, Place, tidy
from sosiaali_lib.file_audit.numbers import HIDDEN_MARKS, read
from sosiaali_lib.file_audit.readers import markup
from sosiaali_lib.messages import N_

FIGURE: Place = (N_("figure"), "")
DESCRIBED: Place = (N_("description of a figure"), "")
METADATA: Place = (N_("metadata of a figure"), "")
_MOVED = re.compile(r"translate\(\s*(-?[\d.]+)[\s,]+(-?[\d.]+)")
_SAME_LINE = 6.0  # units of a drawing within which texts stand on one line
_SAME_BAR = 16.0  # units within which the bars of one label stand


@dataclass
class Drawn:
    """What is written in one drawing."""

    passages: list[Passage] = field(default_factory=list)
    labelled: list[Labelled] = field(default_factory=list)


def read_svg(data: bytes, name: str) -> Content:
    """Read an SVG file."""
    found = drawn(markup.xml(data))
    return Content(name, passages=tuple(found.passages), labelled=tuple(found.labelled))


def drawn(svg: Any) -> Drawn:
    """Give the texts of a drawing; a label and the numbers on its line belong together.

    Letters that are drawn as shapes are known by the comments that drawing programs leave beside.
    """
    found = Drawn()
    texts = sorted(_texts(svg), key=lambda one: (one[1], one[0]))
    marks = [y for _x, y, text in texts if text in HIDDEN_MARKS]
    for height, line in _lines(texts):
        words = [text for _x, text in sorted(line)]
        found.passages.append(Passage(" ".join(words), FIGURE))
        numbers = tuple(word for word in words if read(word).kind in ("count", "share", "other"))
        # “2 Ashore” is the key of a point that carries the number 2.
        names = [w for w in words if read(w).kind == "text" and not w[:1].isdigit()]
        # A mark close by shows that one of two numbers is hidden; the other is another area's.
        marked = any(abs(mark - height) < _SAME_BAR for mark in marks)
        if numbers and len(names) == 1 and not marked:
            found.labelled.append(Labelled(names[0], numbers, FIGURE))
    for element in svg.iter():
        name = _name(element)
        if name in ("title", "desc"):
            found.passages.append(Passage(tidy("".join(element.itertext())), DESCRIBED))
        elif name == "metadata":
            found.passages.append(Passage(tidy(" ".join(element.itertext())), METADATA, seen=False))
    return found


def _texts(svg: Any) -> Iterator[tuple[float, float, str]]:
    folded: dict[Any, list[tuple[float, float, str]]] = {}
    for element in svg.iter():
        name = _name(element)
        if name == "text":
            x, y = _number(element.get("x")), _number(element.get("y"))
            moved = _place(element)
            yield (moved[0] + x, moved[1] + y, tidy("".join(element.itertext())))
        elif name == "#comment" and (text := tidy(element.text or "")):
            after, above = element.getnext(), element.getparent()
            place = _place(after) if after is not None else (0.0, 0.0)
            folded.setdefault(above, []).append((*place, text))
    for above, lines in folded.items():
        if above is not None and str(above.get("id")).startswith("text_"):
            # The lines of one folded label.
            xs, ys, texts = zip(*lines, strict=True)
            yield min(xs), sum(ys) / len(ys), " ".join(texts)
        else:
            yield from lines


def _place(element: Any) -> tuple[float, float]:
    """Give where an element stands: by its own transform or the nearest one above."""
    while element is not None:
        if found := _MOVED.search(element.get("transform") or ""):
            return float(found[1]), float(found[2])
        element = element.getparent()
    return 0.0, 0.0


def _lines(
    texts: list[tuple[float, float, str]],
) -> Iterator[tuple[float, list[tuple[float, str]]]]:
    line: list[tuple[float, str]] = []
    start = 0.0
    for x, y, text in texts:
        if line and y - start > _SAME_LINE:
            yield start, line
            line = []
        if not line:
            start = y
        line.append((x, text))
    if line:
        yield start, line


def _number(text: str | None) -> float:
    try:
        return float((text or "0").split()[0].rstrip("px"))
    except (ValueError, IndexError):
        return 0.0


def _name(element: Any) -> str:
    if callable(element.tag):
        return "#comment" if element.tag.__name__ == "Comment" else "#other"
    return str(element.tag).rpartition("}")[2].lower()
