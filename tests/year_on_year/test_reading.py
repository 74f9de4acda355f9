"""Key figures are read from protected tables as they are shown there, and nothing else."""

import pandas as pd
import pytest
from scipy.stats import binomtest, chi2
from two_releases import LATER, counts, tables

from sosiaali_lib.datafiles import names
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.year_on_year import key_figure, key_figures
from sosiaali_lib.year_on_year.reading import Value, values

NOW = tables(**LATER)


def of(name, area, held=NOW):
    return values(held, key_figure(name))[area]


def test_a_count_has_the_exact_or_byars_limits():
    found = of("arvioinnit", "205")
    # Byar's approximation keeps within a per cent of the exact limits (Breslow & Day 1987, table 2.11).
    exact = (chi2.ppf(0.025, 160) / 2, chi2.ppf(0.975, 162) / 2)
    assert found.value == 80
    assert (found.low, found.high) == pytest.approx(exact, rel=0.01)


def test_a_share_has_wilsons_limits():
    found = of("oma_yhteydenotto_osuus", "205")
    expected = binomtest(56, 80).proportion_ci(method="wilson")
    assert found.value == pytest.approx(0.7)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_a_rate_has_the_limits_of_the_table():
    found = of("kaynnit_1000", "205")
    assert [found.value, found.low, found.high] == pytest.approx([4, 40 / 12, 5])


def test_what_is_hidden_stays_hidden_with_all_that_rests_on_it():
    for name in ("arvioinnit", "oma_yhteydenotto_osuus"):
        assert of(name, "290") == Value("piilotettu")


def test_a_number_left_in_a_hidden_row_is_not_read():
    table = counts("puolivuosi", {"205": {"yhteensä": 80}})
    table["piilotettu"] = True
    assert of("arvioinnit", "205", {"palvelutarpeet_vuosi": table}) == Value("piilotettu")


def test_a_code_without_a_row_is_zero_and_an_area_without_rows_is_absent():
    table = counts("luonne", {"205": {"yhteensä": 7}}, value="kaynnit")
    found = values({"luonne": table}, key_figure("kotikaynnit"))
    assert {area: one.value for area, one in found.items()} == {"205": 0.0}


def test_a_share_of_nothing_is_absent():
    table = counts("luokka", {"205": {"oma_yhteydenotto": 0, "yhteensä": 0}})
    assert of("oma_yhteydenotto_osuus", "205", {"palvelutarpeet_vireilletulo": table}) == Value()


def test_the_others_are_what_is_left_of_the_base():
    table = counts("raha", {"205": {"ei_rahaa": 15, "yhteensä": 60}}, value="kaynnit")
    assert of("raha_osuus", "205", {"raha": table}).value == pytest.approx(0.75)


def test_an_area_that_nobody_answered_for_has_no_mean():
    table = pd.DataFrame({"alue": ["205"], "luokka": ["kohde"], "n": [8], "ka": [4.0]})
    table = table.assign(ala=3.0, yla=5.0, piilotettu=False)
    found = values({"jalkautumispalaute_kokemus": table}, key_figure("jalkautumiskokemus"))
    assert found == {}


def test_tables_are_not_changed():
    before = {name: table.copy() for name, table in NOW.items()}
    for figure in key_figures():
        values(NOW, figure)
    for name, table in before.items():
        pd.testing.assert_frame_equal(NOW[name], table)


def test_every_key_figure_is_found_in_the_release_of_the_example(example_release):
    """A figure whose table or code is misspelt would be silently absent from every report."""
    held = {name: example_release.table(name) for name in example_release.manifest["tables"]}
    # Instruments that the example does not use.
    other = {"phq9_muutos", "gad7_muutos", "who5_muutos"}
    for figure in key_figures():
        shown = [one for one in values(held, figure).values() if one.value is not None]
        assert figure.id in other or shown, figure.id


def test_figures_have_names_of_their_own_and_labels_in_every_language():
    assert len({one.id for one in key_figures()}) == len(key_figures())
    assert {one.form for one in key_figures()} == set(names("key_figures")) <= set(names("forms"))
    for lang in LANGUAGES:
        with use(lang):
            labels = [one.label for one in key_figures()]
        assert len(set(labels)) == len(labels)


def test_an_unknown_figure_is_named():
    with pytest.raises(ValueError, match=r"'kaynti' is not known; expected one of kaynnit, kesk"):
        key_figure("kaynti")
