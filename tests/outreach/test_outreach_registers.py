"""Only texts that a person has cleared are published, and nothing that tells who or when."""

import pandas as pd
import pytest

from sosiaali_lib import forms, intake, outreach

TEXT = "Bussi kulkee vain koulupäivinä."


def visits(**columns):
    n = len(next(iter(columns.values())))
    whole = {
        "alue": ["205"] * n,
        "pvm": pd.to_datetime(["2019-05-06"] * n),
        "paikkatyyppi": ["muu"] * n,
        "paikka": ["Huilitupa"] * n,
        "rakennehavainto": ["havainto"] * n,
        "havainto": [TEXT] * n,
        "julkaistavissa": ["kylla"] * n,
        "tarkastaja": ["esimerkkitarkastaja"] * n,
        "tarkastettu_pvm": pd.to_datetime(["2019-06-03"] * n),
    }
    return pd.DataFrame(whole | columns)


@pytest.mark.parametrize("cleared", ["ei", "", None])
def test_what_is_not_cleared_is_not_published(cleared):
    assert outreach.published_observations(visits(julkaistavissa=[cleared])).empty


def test_a_cleared_observation_goes_out_without_day_place_or_checker():
    found = outreach.published_observations(visits(alue=["205", "290"]))
    assert found.to_dict("list") == {
        "alue": ["205", "290"],
        "vuosi": [2019, 2019],
        "paikkatyyppi": ["muu", "muu"],
        "havainto": [TEXT, TEXT],
    }


def test_the_same_text_stands_once_for_an_area_and_year():
    assert len(outreach.published_observations(visits(alue=["205", "205"]))) == 1


@pytest.mark.parametrize("text", ["", "  ", None])
def test_an_empty_text_is_not_published(text):
    assert outreach.published_observations(visits(havainto=[text])).empty


def test_a_text_beside_another_code_is_not_published():
    assert outreach.published_observations(visits(rakennehavainto=["ei_havaintoa"])).empty


def test_old_logs_without_the_column_publish_nothing():
    assert outreach.published_observations(
        visits(alue=["205"]).drop(columns="julkaistavissa")
    ).empty


def test_quotes_go_out_with_who_said_them():
    rows = pd.DataFrame(
        {
            "alue": ["205", "205"],
            "pvm": pd.to_datetime(["2019-05-06", "2019-05-07"]),
            "antaja": ["asiakas", "kohde"],
            "lainaus": ["Hyvä näin.", "Ei vielä."],
            "julkaistavissa": ["kylla", "ei"],
            "tarkastaja": ["esimerkkitarkastaja", ""],
            "tarkastettu_pvm": pd.to_datetime(["2019-06-03", None]),
        }
    )
    before = rows.copy()
    assert outreach.published_feedback(rows).to_dict("records") == [
        {"alue": "205", "vuosi": 2019, "antaja": "asiakas", "lainaus": "Hyvä näin."}
    ]
    pd.testing.assert_frame_equal(rows, before)


def test_no_register_holds_direct_personal_data():
    rows = visits(alue=["205"])
    direct = {c.name for c in forms.load("jalkautumiset").columns if c.personal == "direct"}
    assert direct == {"tarkastaja"}
    assert not direct & set(outreach.published_observations(rows).columns)


def test_a_log_of_the_old_form_still_reads(tmp_path):
    (tmp_path / "jalkautumiset.csv").write_text(
        "kunta;pvm;luonne;paikkatyyppi;keskusteltu;rakennehavainto\n"
        "205;3.2.2020;kumppanille;muu;2;ei_kysytty\n",
        "utf-8",
    )
    data = intake.read(tmp_path)
    assert len(data.tables["jalkautumiset"]) == 1
    assert outreach.published_observations(data.tables["jalkautumiset"].assign(alue="205")).empty


@pytest.mark.parametrize(
    ("form", "header", "row", "column"),
    [
        (
            "tyoaika",
            "pvm;jalkautuminen_h;tyoaika_h",
            "31.1.2020;11;10",
            "jalkautuminen_h",
        ),
        (
            "jalkautumispalaute",
            "pvm;antaja;lainaus;julkaistavissa;tarkastettu_pvm",
            "31.1.2020;asiakas;Hyvä.;kyllä;1.2.2020",
            "tarkastaja",
        ),
        (
            "jalkautumispalaute",
            "pvm;antaja;lainaus;julkaistavissa;tarkastaja;tarkastettu_pvm",
            "31.1.2020;asiakas;Hyvä.;kyllä;X;1.1.2020",
            "tarkastettu_pvm",
        ),
        (
            "jalkautumispalaute",
            "pvm;antaja;kokemus",
            "31.1.2020;asiakas;6",
            "kokemus",
        ),
    ],
)
def test_rows_that_break_a_rule_are_rejected_at_their_column(tmp_path, form, header, row, column):
    (tmp_path / f"{form}.csv").write_text(f"{header}\n{row}\n", "utf-8")
    data = intake.read(tmp_path)
    assert len(data.tables.get(form, ())) == 0
    assert column in set(data.faults["column"])
