"""Forms with one row each: the reports still come out, and nobody is in them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sosiaali_lib import example, intake, period_rows, release
from sosiaali_lib.report import Report
from sosiaali_lib.report.blocks import Bullets, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.document import label
from sosiaali_lib.report.drafts import fixed_words


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A release of the first row of every form of the example."""
    folder = tmp_path_factory.mktemp("rivi")
    data = folder / "aineisto"
    data.mkdir()
    for name, table in example.tables().items():
        table.head(1).to_csv(data / f"{name}.csv", index=False, sep=";")
    read = intake.read(data)
    assert len(read.tables) == len(example.tables())
    now = datetime(2020, 1, 31, 12, tzinfo=UTC)
    start = (datetime(2018, 9, 1).date(), datetime(2019, 12, 31).date())
    assert period_rows.within_period(read, start).counts["kaytetty"].sum() > 0
    return release.make(read, 2019, folder / "julkaisu", now=now)


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
@pytest.mark.parametrize("kind", ["municipality", "county"])
def test_a_report_of_single_rows_comes_out(made, kind, lang):
    area = next(code for code in made.areas if (len(code) == 3) == (kind == "municipality"))
    report = Report(release=made.folder, area=area, lang=lang)
    blocks = list(report.whole())
    assert label(blocks, fixed_words(), lang)
    assert sum(isinstance(block, Slot) for block in blocks) >= 3
    text = "\n".join(b.text for b in blocks if isinstance(b, Paragraph | Heading))
    text += "\n".join(item for b in blocks if isinstance(b, Bullets) for item in b.items)
    assert " nan" not in text and "{" not in text


def test_no_number_of_a_single_person_is_shown(made):
    for name in made.manifest["tables"]:
        table = made.table(name)
        if "piilotettu" in table:
            numbers = table["n"] if "n" in table else table[table.columns[-2]]
            known = numbers.dropna()
            assert ((known == 0) | (known >= 5)).all(), name
    report = Report(release=made.folder, area=made.areas[0], lang="en")
    for table in (b for name in ("needs", "groups", "voices") for b in getattr(report, name)()):
        if isinstance(table, Table):
            assert not any(cell == "1" for row in table.rows for cell in row[1:]), table.slug
