"""The rules that are read off a PDF see what breaks them."""

import io
import runpy
from pathlib import Path

import pdf_rules
import pikepdf
import pytest

from sosiaali_lib.report.pdf import write_pdf

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def written():
    """The PDF of the sample report."""
    sample = runpy.run_path(str(ROOT / "tests" / "report" / "conftest.py"))
    return write_pdf(sample["make_document"](sample["make_notebook"]()))


def first(pdf, kind):
    return next(node for node in pdf_rules.walk(pdf.Root.StructTreeRoot.K) if f"/{kind}" == node.S)


def font(pdf):
    return next(
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and "/FontDescriptor" in one
    )


def untagged(pdf):
    drawing = b"\n0 0 10 10 re f"
    pdf.pages[0].contents_add(pdf.make_stream(drawing), prepend=False)


def without_metadata(pdf):
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        del meta["dc:title"]


def link(pdf):
    return next(
        a for page in pdf.pages for a in page.get("/Annots", []) if a.get("/Subtype") == "/Link"
    )


def without(node, *names):
    for name in names:
        del node[name]


BREAKS = {
    "content that is neither tagged": untagged,
    "no title in the metadata": without_metadata,
    "no language": lambda pdf: without(pdf.Root, "/Lang"),
    "not marked as tagged": lambda pdf: without(pdf.Root, "/MarkInfo"),
    "window does not show the title": lambda pdf: without(pdf.Root, "/ViewerPreferences"),
    "no bookmarks": lambda pdf: without(pdf.Root, "/Outlines"),
    "no structure": lambda pdf: without(pdf.Root, "/StructTreeRoot"),
    "no alternative text": lambda pdf: without(first(pdf, "Figure"), "/Alt"),
    "header has no scope": lambda pdf: without(first(pdf, "TH"), "/A"),
    "different numbers of cells": lambda pdf: first(pdf, "TR").K.append(
        pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.TD))
    ),
    "H4 follows level": lambda pdf: first(pdf, "H2").__setitem__("/S", pikepdf.Name.H4),
    "not embedded": lambda pdf: without(
        font(pdf).FontDescriptor, *({"/FontFile2", "/FontFile3"} & set(font(pdf).FontDescriptor))
    ),
    "link": lambda pdf: without(link(pdf), "/Contents"),
    "tab order": lambda pdf: [without(page, "/Tabs") for page in pdf.pages if "/Tabs" in page],
}


def test_our_pdf_breaks_none(written):
    with pikepdf.open(io.BytesIO(written)) as pdf:
        assert pdf_rules.faults(pdf) == []


@pytest.mark.parametrize("told", BREAKS)
def test_every_break_is_told(written, told):
    with pikepdf.open(io.BytesIO(written)) as pdf:
        BREAKS[told](pdf)
        found = pdf_rules.faults(pdf)
    assert any(told in fault for fault in found), found
