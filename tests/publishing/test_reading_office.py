"""Edited drafts as LibreOffice saves them."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date

import pytest
from small_drafts import changed, draft, edited, write_in_slot

from sosiaali_lib.publishing.assembly import document_of
from sosiaali_lib.publishing.carrying import carried
from sosiaali_lib.publishing.checks import check

pytestmark = [
    pytest.mark.documents,
    pytest.mark.skipif(
        shutil.which("soffice") is None,
        reason="LibreOffice is not installed (Debian: libreoffice-writer-nogui)",
    ),
]
OWN = (
    '<w:p><w:r><w:t xml:space="preserve">Asuminen on </w:t></w:r><w:r><w:rPr><w:b/></w:rPr>'
    '<w:t>kallista</w:t></w:r><w:r><w:t xml:space="preserve">, katso </w:t></w:r><w:r><w:fldChar '
    'w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://thl.fi/" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>THL:n sivu</w:t></w:r><w:r>'
    '<w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
    '<w:p><w:pPr><w:pStyle w:val="ListBullet"/></w:pPr><w:r><w:t>Yksi</w:t></w:r></w:p>'
    '<w:p><w:pPr><w:pStyle w:val="ListBullet"/></w:pPr><w:r><w:t>Kaksi</w:t></w:r></w:p>'
)


@pytest.fixture
def saved(tmp_path):
    """Give a function that has LibreOffice open a file and save it."""

    def through(data):
        at = tmp_path / "luonnos.docx"
        at.write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        out = tmp_path / "tallennettu"
        words = ["soffice", "--headless", profile, "--convert-to", "docx", "--outdir", out, at]
        subprocess.run(words, check=True, capture_output=True, timeout=180)
        return (out / at.name).read_bytes()

    return through


def blocks_of(data):
    parts = document_of(edited(data), date(2020, 3, 1)).parts
    return [part.block for part in parts]


def test_what_libreoffice_saves_is_published_alike(saved):
    data = changed(draft(), lambda root: write_in_slot(root, "tiivistelma", OWN))
    through = saved(data)
    assert blocks_of(through) == blocks_of(data)  # drawings too, though it packs pictures anew
    one = edited(through)
    assert {item.code for item in check(one, stale=False)} == {"tayttamatta"}
    assert set(carried(one, "luonnos.docx", "fi")) == {"tiivistelma"}
    assert (one.reading.area, one.reading.lang, one.reading.release) == ("290", "fi", "a" * 64)
