"""The Word draft as LibreOffice opens it."""

from __future__ import annotations

import json
import shutil
import subprocess

import pikepdf
import pytest

from sosiaali_lib.report.document import Heading
from sosiaali_lib.report.docx import write_docx

pytestmark = [
    pytest.mark.documents,
    pytest.mark.skipif(
        shutil.which("soffice") is None,
        reason="LibreOffice is not installed (Debian: libreoffice-writer-nogui)",
    ),
]
TAGGED = {
    name: {"type": "boolean", "value": "true"} for name in ("UseTaggedPDF", "PDFUACompliance")
}


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    return tmp_path_factory.mktemp("profile")


def elements(node):
    """Walk a structure tree."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        yield from elements(node.get("/K"))


def test_libreoffice_reads_numbers_headers_and_alternatives(sample_document, tmp_path, profile):
    (tmp_path / "luonnos.docx").write_bytes(write_docx(sample_document))
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to",
            f"pdf:writer_pdf_Export:{json.dumps(TAGGED)}",
            "--outdir",
            tmp_path,
            tmp_path / "luonnos.docx",
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    labels = [
        f"{part.label} {part.block.text}"
        for part in sample_document.of_kind(Heading)
        if isinstance(part.block, Heading)
    ]
    with pikepdf.open(tmp_path / "luonnos.pdf") as pdf:
        with pdf.open_outline() as outline:
            titles = [item.title for top in outline.root for item in (top, *top.children)]
        assert [title.strip() for title in titles] == ["Sisällys", "Taulukot", "Kuviot", *labels]
        tree = list(elements(pdf.Root.StructTreeRoot))
        tags = [str(node.S) for node in tree]
        assert [str(node.Alt) for node in tree if node.S == "/Figure"] == [
            "Eniten jalkauduttiin yhteistyökumppanien luokse, 65,9 % käynneistä."
        ]
        assert tags.count("/TH") >= 8  # LibreOffice 7.4 tags the header row, not the header column
        assert tags.count("/Caption") == 3
        assert "/Figure" not in pdf.Root.StructTreeRoot.RoleMap
        assert str(pdf.Root.Lang) == "fi-FI"
