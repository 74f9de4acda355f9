"""XML files, such as a codebook: every text and attribute in its place."""

from __future__ import annotations

from xml.etree import ElementTree

from sosiaali_lib.file_audit.content import Content, Passage, tidy
from sosiaali_lib.messages import N_

ATTRIBUTE = N_("attribute {name}")


def read_xml(data: bytes, name: str) -> Content:
    """Read a document; what elements say is seen by people, what attributes say is not."""
    passages = []
    for element in ElementTree.fromstring(data).iter():
        tag = element.tag.rpartition("}")[2]
        for text in (element.text, element.tail):
            if text and text.strip():
                passages.append(Passage(f"{tag}: {tidy(text)}"))
        passages += [
            Passage(f"{key.rpartition('}')[2]}: {tidy(value)}", (ATTRIBUTE, tag), False)
            for key, value in element.attrib.items()
        ]
    return Content(name, passages=tuple(passages))
