"""Reads a drawing back from its SVG: texts with the room they take, areas, lines and marks."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from sosiaali_lib.report import lettering

_SVG = "{http://www.w3.org/2000/svg}"
_PLACE = re.compile(r"translate\((\S+) (\S+)\)(?: rotate\((\S+)\))? scale\((\S+)\)")


@dataclass(frozen=True)
class Text:
    """One line of text; `y` is its foot."""

    text: str
    x: float
    y: float
    size: float
    turned: bool
    colour: str
    bold: bool

    @property
    def right(self):
        """The end of a text that is not turned."""
        wide = lettering.line(self.text, bold=self.bold).width
        return self.x + wide * self.size / lettering.EM

    @property
    def middle(self):
        return (self.x + self.right) / 2


@dataclass(frozen=True)
class Area:
    """A rectangle; hatched where a pattern lies over it."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str
    hatched: bool = False


@dataclass(frozen=True)
class Drawn:
    """Everything in a drawing, in the order in which it was drawn."""

    width: float
    height: float
    texts: tuple
    areas: tuple
    marks: tuple
    lines: tuple

    def words(self):
        return [text.text for text in self.texts]


def read(svg):
    """Read a drawing back."""
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_comments=True))
    root = ElementTree.fromstring(svg, parser)
    width, height = (float(root.get(name).removesuffix("pt")) for name in ("width", "height"))
    texts, areas, marks, lines = [], [], [], []
    for shape in root:
        numbers = {k: float(v) for k, v in shape.attrib.items() if re.fullmatch(r"-?[\d.]+", v)}
        if shape.get("id", "").startswith("text_"):
            texts += _lines_of(shape)
        elif shape.tag == _SVG + "rect" and "x" in numbers:
            right, bottom = numbers["x"] + numbers["width"], numbers["y"] + numbers["height"]
            place = (numbers["x"], numbers["y"], right, bottom)
            if shape.get("fill").startswith("url(#"):
                areas[-1] = Area(*place, areas[-1].fill, hatched=True)
            else:
                areas.append(Area(*place, shape.get("fill")))
        elif shape.tag == _SVG + "circle":
            marks.append((numbers["cx"], numbers["cy"]))
        elif shape.get("fill") == "none" and re.fullmatch(r"M[-\d. L]+", shape.get("d", "")):
            points = [tuple(map(float, p.split())) for p in re.split("[ML]", shape.get("d"))[1:]]
            lines.append((points, shape.get("stroke"), shape.get("stroke-dasharray", "")))
    return Drawn(width, height, tuple(texts), tuple(areas), tuple(marks), tuple(lines))


def _lines_of(group):
    parts = list(group)
    for comment, line in zip(parts[::2], parts[1::2], strict=True):
        x, y, turn, scale = _PLACE.fullmatch(line.get("transform")).groups()
        text = comment.text.removeprefix(" ").removesuffix(" ")
        size = float(scale) * lettering.EM
        bold = any(use.get("href", "").startswith("#b") for use in line)
        yield Text(text, float(x), float(y), size, turn is not None, group.get("fill"), bold)
