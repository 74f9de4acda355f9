"""Whatever a log holds, every report of it comes out whole: small, tied, hidden, empty, or lopsided."""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from sosiaali_lib import codelists, release
from sosiaali_lib.messages import use
from sosiaali_lib.report import Report
from sosiaali_lib.report.document import label
from sosiaali_lib.report.drafts import fixed_words

CHAPTERS = (
    "cover",
    "contents",
    "summary",
    "background",
    "outreach",
    "measurements",
    "proposals",
    "appendices",
)
TOPICS = [code.code for code in codelists.load("aiheet").codes]
visits = st.fixed_dictionaries(
    {
        "kunta": st.sampled_from(["599", "478", "284", "047", "588"]),
        "pvm": st.sampled_from(
            [pd.Timestamp(2019, 1, 7), pd.Timestamp(2019, 6, 3), pd.Timestamp(2019, 12, 31)]
        ),
        "luonne": st.sampled_from(
            [code.code for code in codelists.load("jalkautumisen_luonne").codes]
        ),
        "paikkatyyppi": st.sampled_from(["koti", "muu"]),
        "keskusteltu": st.integers(0, 12),
        "aiheet": st.lists(st.sampled_from(TOPICS), unique=True, max_size=3).map(";".join),
        "tunne": st.one_of(st.none(), st.integers(1, 5)),
        "rakennehavainto": st.sampled_from(["havainto", "ei_havaintoa", "ei_kysytty"]),
    }
)


ONE = {
    "kunta": "599",
    "pvm": pd.Timestamp(2019, 1, 7),
    "luonne": "palveluun",
    "paikkatyyppi": "koti",
    "keskusteltu": 9,
    "aiheet": "",
    "tunne": None,
    "rakennehavainto": "havainto",
}


@pytest.mark.slow
@example([ONE])  # no topic and no rating anywhere
@example(
    [ONE, ONE | {"kunta": "284", "keskusteltu": 2, "tunne": 4}]
)  # a hidden area that was not rated
@example([ONE | {"aiheet": ";".join(TOPICS[:5])}])  # five topics share the first place
@settings(
    max_examples=3,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(visits, min_size=1, max_size=40))
def test_every_report_of_any_log_comes_out(example_data, rows):
    table = pd.DataFrame(rows).assign(
        lasna=lambda log: log["keskusteltu"] + 2, toimija=None, paikka=None, havainto=None
    )
    numbers = dict.fromkeys(("lasna", "keskusteltu", "tunne"), "Int64")
    counts = {
        "form": "jalkautumiset",
        "file": "a",
        "read": len(rows),
        "used": len(rows),
        "rejected": 0,
    }
    data = replace(
        example_data, tables={"jalkautumiset": table.astype(numbers)}, counts=pd.DataFrame([counts])
    )
    with tempfile.TemporaryDirectory() as folder:
        made = release.make(data, 2019, Path(folder) / "r", now=datetime(2020, 1, 31, tzinfo=UTC))
        logged = {release.areas.successor(code) for code in table["kunta"].unique()}
        around = {release.areas.county_of(code).code for code in logged}
        for area in sorted(logged | around):
            report = Report(release=made.folder, area=area, lang="sv")
            blocks = [block for chapter in CHAPTERS for block in getattr(report, chapter)()]
            with use("sv"):
                assert len(label(blocks, fixed_words(), "sv")) == len(blocks)
