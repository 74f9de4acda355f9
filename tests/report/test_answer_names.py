"""How the answers of a chart are named: by the form's words where they are known, else by codes."""

import pandas as pd
import pytest

from sosiaali_lib import instruments
from sosiaali_lib.messages import use
from sosiaali_lib.report.answers import answer_blocks


def columns(name, lang):
    known = instruments.load(name)
    counts = pd.DataFrame(
        [
            {"osa": item.id, "vaihe": "alku", "vastaus": code, "henkilot": 10}
            for item in known.items
            for code in range(int(item.min), int(item.max) + 1)
        ]
    )
    with use(lang):
        blocks = answer_blocks(
            known, counts, slug="v", place="Kajaani", source="-", waves={"alku": "Alku"}
        )
    return [cell for cell in blocks[1].columns if cell]


@pytest.mark.parametrize(
    ("name", "lang", "there", "absent"),
    [
        ("gse", "en", "Moderately true", "3"),
        ("gse", "fi", "3", "Moderately true"),  # no Finnish words are known
        ("audit_c", "en", "3", "Monthly"),  # each question has answers of its own
        ("phq9", "sv", "2", "Flera dagar"),  # the tenth question has answers of its own
    ],
)
def test_words_stand_only_where_every_statement_on_the_chart_has_them(name, lang, there, absent):
    told = columns(name, lang)
    assert any(cell.startswith(there) for cell in told), told
    assert not any(cell.startswith(absent) for cell in told), told
