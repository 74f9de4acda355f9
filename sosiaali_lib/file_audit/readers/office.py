"""The parts of Office packages that are no running text: charts, workbooks, properties, own data."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from sosiaali_lib.file_audit import area_names
from sosiaali_lib.file_audit.content import Content, Labelled, Passage, Place, tidy
from sosiaali_lib.file_audit.readers import markup
from sosiaali_lib.file_audit.readers.html import Inner
from sosiaali_lib.messages import N_

PROPERTY, OWN_DATA, CHART = N_("document property {name}"), N_("own data"), N_("chart data")
INSIDE = N_("embedded file {name}")
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
# What programs count and date by themselves.
_USUAL = {
    "created", "modified", "revision", "TotalTime", "Pages", "Words", "Characters", "Lines",
    "Paragraphs", "CharactersWithSpaces", "AppVersion", "DocSecurity", "Application", "ScaleCrop",
    "LinksUpToDate", "SharedDoc", "HyperlinksChanged", "i4", "lastModifiedBy", "Template",
    "lastPrinted", "version",
}  # fmt: skip
_AREA = "sosiaali-alue"  # by it a draft is known again; it may hold the code of an area alone
_FORM = re.compile(
    r"(?:^\[Content_Types\]\.xml|\.rels|/(?:styles|settings|fontTable|numbering|webSettings"
    r"|stylesWithEffects|theme\d*|comments\w*|people|workbook|sharedStrings|calcChain|metadata"
    r"|sheet\d+|vmlDrawing\d*|style\d+|colors\d+|persons?)\.(?:xml|vml)|\.odttf|\.fntdata"
    r"|/printerSettings\d*\.bin|/itemProps\d*\.xml|/tables/\w+\.xml)$"
)


def part_tree(package: zipfile.ZipFile, part: str) -> Any:
    """Parse one part of a package."""
    return markup.xml(package.read(part))


def other_parts(
    package: zipfile.ZipFile, inner: Inner, is_read: Callable[[str], bool], prefix: str = ""
) -> Content:
    """Read the parts of a package that its own reader (`is_read`) does not."""
    passages: list[Passage] = []
    labelled: list[Labelled] = []
    not_read: list[tuple[str, str]] = []
    for part in package.namelist():
        if part.endswith("/") or is_read(part):
            continue
        suffix = part.rpartition(".")[2].lower()
        if part.startswith("docProps/") and suffix == "xml":
            passages += _properties(part_tree(package, part))
        elif "/charts/chart" in part and suffix == "xml":
            labelled += _chart(part_tree(package, part))
        elif part == "word/settings.xml":
            passages += _variables(part_tree(package, part))
        elif _FORM.search(part):
            continue
        elif suffix == "xml":
            passages.append(Passage(_all_text(part_tree(package, part)), (OWN_DATA, ""), False))
        else:
            found = inner(package.read(part), part)
            passages += [Passage(p.text, _within(part, p.place), False) for p in found.passages]
            labelled += found.labelled
            not_read += found.not_read
            for table in found.tables:
                for row in table.rows:
                    texts = tuple(cell.text for cell in row[1:])
                    labelled.append(Labelled(row[0].text, texts, (INSIDE, part), seen=False))
    return Content(
        prefix, passages=tuple(passages), labelled=tuple(labelled), not_read=tuple(not_read)
    )


def _within(part: str, place: Place) -> Place:
    return place if place[0] else (INSIDE, part)


def _properties(root: Any) -> Iterator[Passage]:
    for element in root.iter():
        if callable(element.tag) or not (text := tidy(element.text or "")):
            continue
        owner = element.getparent()
        named = owner.get("name") if owner is not None else None
        name = str(named or str(element.tag).rpartition("}")[2])
        if name not in _USUAL and not (name == _AREA and area_names.is_area(text)):
            yield Passage(text, (PROPERTY, name), seen=False)


def _chart(root: Any) -> Iterator[Labelled]:
    """Give each category of each series with its number."""
    for series in root.iter(f"{_CHART}ser"):
        names, numbers = (
            {
                point.get("idx"): tidy(point.findtext(f"{_CHART}v") or "")
                for kind in kinds
                for axis in series.findall(f"{_CHART}{kind}")
                for point in axis.iter(f"{_CHART}pt")
            }
            for kinds in (("cat", "xVal"), ("val", "yVal"))
        )
        for at, number in numbers.items():
            yield Labelled(names.get(at, ""), (number,), (CHART, ""), seen=False)


def _variables(root: Any) -> Iterator[Passage]:
    for element in root.iter():
        if str(element.tag).endswith("}docVar"):
            yield Passage(tidy(" ".join(element.attrib.values())), (OWN_DATA, ""), seen=False)


def _all_text(root: Any) -> str:
    """Give the texts and attributes of a part, names of its language left out."""
    words = []
    for element in root.iter():
        if not callable(element.tag):
            words += [element.text or "", *map(str, element.attrib.values())]
    return tidy(" ".join(words))
