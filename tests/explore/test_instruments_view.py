"""Change, groups, answers and reliability of measurements, against plain calculations."""

import numpy as np
import pandas as pd
import pytest
from made_views import data_of, figures_of, ran
from scipy import stats

from sosiaali_lib import explore
from sosiaali_lib.explore.instruments_change import Changes, GroupChanges
from sosiaali_lib.explore.instruments_study import group_of
from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.report.blocks import Figure, Table

VIEWS = [view.name for view in explore.views_of("mittarit")]


@pytest.fixture
def data(tmp_path_factory):
    return data_of(tmp_path_factory)


@pytest.fixture
def rows(data):
    return data.rows("mittaukset")


def paired(rows, instrument, items):
    """Give the mean of the items at both waves, by person, as a spreadsheet would."""
    own = rows[rows["mittari"] == instrument]
    scores = own[items].astype(float).mean(axis=1)
    return own.assign(pisteet=scores).pivot(index="tunniste", columns="vaihe", values="pisteet")


def items_of(data, instrument):
    from sosiaali_lib import instruments

    return [item.id for item in instruments.load(instrument).items]


def test_the_change_is_that_of_a_plain_paired_t(data, rows):
    wide = paired(rows, "gse", items_of(data, "gse"))
    both = wide.dropna()
    difference = both["loppu"] - both["alku"]
    expected = stats.t.interval(0.9, len(both) - 1, difference.mean(), stats.sem(difference))
    study = explore.study_of(rows, "gse", confidence=0.9)
    found = study.changes[study.main[0].id]
    assert found.n == len(both)
    assert found.dropped_out == int((wide["alku"].notna() & wide["loppu"].isna()).sum())
    assert found.mean_difference == pytest.approx(difference.mean())
    assert found.mean_ci == pytest.approx(expected)


def test_the_table_has_drop_out_beside_the_change(data):
    shown = explore.view("mittarit.muutos").show(data, mittari="gse")
    assert shown.table.shape[0] == 2
    assert shown.table.iloc[0, 1:3].tolist() == [96, 54]  # 150 at the start, 96 at the end
    assert len(shown.figures) >= 2  # the change, and its bounds by those who dropped out


def test_no_source_is_the_name_of_a_form_as_the_program_knows_it(data):
    shown = explore.view("mittarit.muutos").show(data, mittari="gse")
    sources = {block.source for block in shown.blocks if isinstance(block, Figure | Table)}
    assert sources == {"Lomakkeen ”Mittaukset” rivit, suojaamattomia"}


def test_each_interval_of_a_wider_level_is_wider(data):
    wide = {}
    for level in ("0.8", "0.99"):
        table = explore.view("mittarit.muutos").show(data, osat="vaittamat", luottamus=level).table
        ends = table.iloc[:, -2:].astype(float).to_numpy()
        wide[level] = ends[:, 1] - ends[:, 0]
    assert (wide["0.99"] > wide["0.8"]).all()


def test_municipalities_are_those_of_the_first_measurement(data, rows):
    study = explore.study_of(rows, "gse")
    part = study.main[0].id
    found = GroupChanges(study, part, "kunta").changes
    places = group_of(study.rows, "kunta")
    before, after = study.scores(part, "alku"), study.scores(part, "loppu")
    own = [person for person, place in places.items() if place == "205"]
    both = before[own].notna() & after.reindex(own).notna()
    assert found["Kajaani"].n == int(both.sum())
    change = (after.reindex(own) - before[own])[both]
    assert found["Kajaani"].mean_difference == pytest.approx(change.mean())


def test_few_people_are_not_shown_as_a_group(data, rows):
    few = rows[rows["mittari"] == "gse"].drop_duplicates("tunniste").head(3)["tunniste"]
    study = explore.study_of(rows[rows["tunniste"].isin(few)], "gse")
    assert Changes(study).shown == []
    shown = explore.change_shown(study, parts="asteikot")
    assert shown.empty and shown.note


def test_answers_of_those_at_both_waves_are_counted(data, rows):
    item = items_of(data, "gse")[0]
    shown = explore.view("mittarit.vastaukset").show(data, mittari="gse", vaittama=item)
    own = rows[rows["mittari"] == "gse"]
    twice = own.groupby("tunniste")["vaihe"].transform("nunique") == 2
    expected = pd.crosstab(own[twice]["vaihe"], own[twice][item])
    assert np.array_equal(shown.table.iloc[:, 2:].to_numpy(dtype=int), expected.to_numpy())
    assert len(shown.figures) == 1


def test_rows_of_a_wave_and_of_pairs_are_new_tables(rows):
    before = rows.copy(deep=True)
    start = explore.at_wave(rows, "alku")
    assert set(start["vaihe"]) == {"alku"}
    pairs = explore.measured_at_both(rows)
    assert (pairs.groupby(["mittari", "tunniste"]).size() == 2).all()
    explore.study_of(rows, "gse")
    pd.testing.assert_frame_equal(rows, before)
    with pytest.raises(ValueError, match="Wave 'keski' is not known"):
        explore.at_wave(rows, "keski")


def test_alpha_is_that_of_the_formula(data, rows):
    items = items_of(data, "gse")
    shown = explore.view("mittarit.reliabiliteetti").show(data, mittari="gse")
    start = rows[(rows["mittari"] == "gse") & (rows["vaihe"] == "alku")][items].astype(float)
    covariances = start.cov().to_numpy()
    k = len(items)
    expected = k / (k - 1) * (1 - np.trace(covariances) / covariances.sum())
    assert shown.table.iloc[0, 2] == pytest.approx(expected)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_every_instrument_is_shown_or_says_why_not(tmp_path_factory, name, lang):
    data = data_of(tmp_path_factory, lang)
    view = explore.view(name)
    for instrument in next(iter(view.controls(data, {}))).values:
        shown = view.show(data, mittari=instrument)
        assert shown.title and (shown.note if shown.empty else not shown.note)


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("mittarit.muutos", {"mittari": "eo14", "osat": "vaittamat", "alue": "205"}),
        ("mittarit.ryhmat", {"ryhmittely": "kunta"}),
        ("mittarit.vastaukset", {"ketka": "alku"}),
        ("mittarit.reliabiliteetti", {"jakso": "2018"}),
    ],
)
def test_the_code_makes_the_same(data, name, chosen):
    shown, again = explore.view(name).show(data, **chosen), ran(name, data, **chosen)
    pd.testing.assert_frame_equal(again.table, shown.table)
    assert again.title == shown.title and figures_of(again) == figures_of(shown)
