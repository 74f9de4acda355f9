"""What a PDF holds beside its pages: properties, attached files, notes."""

from __future__ import annotations

import re
from io import BytesIO

from sosiaali_lib.file_audit.content import Content, Labelled, Passage, tidy
from sosiaali_lib.file_audit.readers.html import Inner
from sosiaali_lib.messages import N_

METADATA, ATTACHED = N_("document property {name}"), N_("embedded file {name}")
ANNOTATION = N_("annotation")
# What programs write by themselves.
_OWN = re.compile(
    r"(?:^|:)(?:\w*Date|Producer|Creator|CreatorTool|DocumentID|InstanceID|format|part|rev|NPages"
    r"|PDFVersion|conformance)$",
    re.IGNORECASE,
)


def beside(data: bytes, inner: Inner) -> tuple[str, str, Content]:
    """Give language, title, and what stands beside the pages: properties, attachments, notes."""
    import pikepdf

    passages: list[Passage] = []
    labelled: list[Labelled] = []
    not_read: list[tuple[str, str]] = []
    with pikepdf.open(BytesIO(data)) as pdf:
        lang = str(pdf.Root.get("/Lang", ""))[:2]
        told = {str(k).lstrip("/"): str(v) for k, v in pdf.docinfo.items()}
        with pdf.open_metadata() as metadata:
            told |= {name.rpartition("}")[2]: str(value) for name, value in metadata.items()}
        for name, text in told.items():
            if not _OWN.search(name):
                passages.append(Passage(tidy(text), (METADATA, name), seen=False))
        for name, attached in pdf.attachments.items():
            found = inner(attached.get_file().read_bytes(), name)
            place = (ATTACHED, name)
            passages += [Passage(p.text, place, seen=False) for p in found.passages]
            labelled += [Labelled(o.label, o.numbers, place, False) for o in found.labelled]
            labelled += [
                Labelled(row[0].text, tuple(cell.text for cell in row[1:]), place, seen=False)
                for table in found.tables
                for row in table.rows
                if row
            ]
            not_read += found.not_read
        for page in pdf.pages:
            for note in page.get("/Annots", ()):
                if "/Contents" in note and str(note.get("/Subtype")) != "/Link":
                    passages.append(Passage(tidy(str(note.Contents)), (ANNOTATION, ""), False))
    found_beside = Content(
        "", passages=tuple(passages), labelled=tuple(labelled), not_read=tuple(not_read)
    )
    return lang, told.get("Title") or told.get("title", ""), found_beside
