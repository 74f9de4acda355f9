"""Whole drafts of the example: no check raises a false alarm, and nothing gets lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import whole_reports

from sosiaali_lib.area_release import narrowed
from sosiaali_lib.publishing.assembly import document_of
from sosiaali_lib.publishing.baseline import Drafted, shown
from sosiaali_lib.publishing.checks import check
from sosiaali_lib.publishing.edited import Edited
from sosiaali_lib.publishing.reading import read
from sosiaali_lib.report.blocks import Cover, Slot
from sosiaali_lib.report.docx import write_docx
from sosiaali_lib.report.drafts import document_of as drafted_document


@pytest.mark.slow
@pytest.mark.parametrize(("area", "lang"), [("290", "fi")])
def test_an_unedited_draft_is_published_whole_and_raises_no_alarm(example_release, area, lang):
    blocks = whole_reports.whole(example_release.folder, area, lang)
    drafted = drafted_document(shown(blocks), narrowed(example_release, area), lang)
    one = Edited(read(write_docx(drafted), "a.docx"), Drafted(lang, blocks, drafted))
    assert {found.code for found in check(one, stale=False)} == {"tayttamatta"}
    made = [part.block for part in document_of(one, date(2020, 3, 1)).parts]
    assert isinstance(made[0], Cover)
    before = [part.block for part in drafted.parts if not isinstance(part.block, Slot)]
    # The language of the document itself need not be marked again.
    plain = [
        replace(block, lang="") if getattr(block, "lang", "") == lang else block for block in before
    ]
    assert made[1:] == plain[1:]
    assert made[0].title == before[0].title
