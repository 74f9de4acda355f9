"""Earlier releases with large data: the same counts by release as from rows in memory."""

from datetime import date

import pandas as pd
import pytest
from division import FORMS, divided

from sosiaali_lib import earlier, evidence, intake, large
from sosiaali_lib.tabulation.base import together

PERIOD = (date(2019, 1, 1), date(2019, 12, 31))


class Out:
    """As much of an earlier release as its history reads."""

    def __init__(self, start, end):
        self.period, self.areas = (date.fromisoformat(start), date.fromisoformat(end)), ("205",)


@pytest.fixture(scope="module")
def releases():
    return [
        Out("2018-07-01", "2019-06-30"),
        Out("2019-01-01", "2019-12-31"),
        Out("2016-01-01", "2016-12-31"),
    ]


def test_layers_are_counted_as_in_memory(example_data, releases, tmp_path):
    tables = {form: example_data.tables[form] for form in FORMS}
    expected = earlier.history(tables, releases, PERIOD)
    data = intake.read(divided(example_data, tmp_path / "aineisto", seed=11))
    spans = earlier.spans_of(releases, PERIOD)
    found = large.counted(data, PERIOD, large.Hands(jobs=1), spans=spans)
    past = earlier.History(expected.releases, PERIOD, {}, found.layered)
    declared = [one for form in FORMS for one in evidence.by_form().get(form, ())]
    assert len(declared) > 20
    for one in declared:
        same(past.cells(one), expected.cells(one), one.name)
    theirs = expected.visits()
    assert set(past.visits()) == set(theirs)
    numbers = (
        "kaynnit",
        "keskusteltu",
        "lasna",
        "lasna_n",
        "neliosumma",
        "maininnat",
        "tunne_n",
        "tunne_summa",
    )
    for name, table in past.visits().items():
        same(table, theirs[name], name, numbers)
    same(past.pairs(), expected.pairs(), "parit", ("henkilot",))
    assert past.parents({}) == expected.parents({})
    for label in expected.releases:
        assert past.reaches_back(label) == expected.reaches_back(label), label


def same(found, expected, name, numbers=("n",)):
    mine, theirs = (together([table], numbers) for table in (found, expected))
    order = sorted(mine)
    pd.testing.assert_frame_equal(
        together([mine[order]], numbers), together([theirs[order]], numbers), obj=name
    )
