"""Tables of the final report of the ISO SOS project (Kainuun sote 2019) from the example registers.

The texts of the example are made up or paraphrased; what is reproduced is which rows there are.
"""

import pandas as pd
import pytest

from sosiaali_lib import codelists, forms
from sosiaali_lib.datafiles import DATA
from sosiaali_lib.registers import communication, key_results, risks


@pytest.fixture(scope="module")
def rows():
    """Read a register of the example data."""

    def read(form):
        names = [column.name for column in forms.load(form).columns if column.type == "date"]
        path = DATA / "example" / f"{form}.csv"
        return pd.read_csv(path, dtype={"kunta": "str"}, parse_dates=names)

    return read


def test_table_1_material_of_the_project(rows):
    """Page 2: seven of the whole project and four of Kainuu; three to come in 2020."""
    table = communication.materials(rows("viestinta")).table
    counts = table.groupby(["State", "About"]).size().to_dict()
    assert counts == {
        ("Published", "The whole project"): 7,
        ("Published", "The own area"): 4,
        ("Forthcoming", "The whole project"): 2,
        ("Forthcoming", "The own area"): 1,
    }
    videos = table[table["Kind"] == "Video"]
    assert videos["Link"].str.startswith("https://www.youtube.com/watch?v=").all()


def test_section_3_1_3_newspapers_and_followers(rows):
    """Page 13: articles on 31.8. and 7.9.2018, an editorial on 12.10.2018, 330 likes of the page."""
    log = rows("viestinta")
    papers = log[log["viestinnan_laji"].isin(["lehtijuttu", "paakirjoitus"])]
    assert papers["pvm"].dt.strftime("%d.%m.%Y").tolist() == [
        "31.08.2018",
        "07.09.2018",
        "12.10.2018",
    ]
    channels = communication.channels(log).table
    assert channels.loc["Facebook: Aikuissosiaalipalvelut Kainuussa", "Followers"] == 330


def test_table_5_risks_and_what_was_done(rows):
    """Page 23: twelve risks in this order, each with measures."""
    sourced = [c for c in codelists.load("riskin_aihe").codes if c.evidence == "sourced"]
    table = risks.register(rows("riskit")).table
    assert len(table) == len(sourced) == 12
    for label, code in zip(table.index, sourced, strict=True):
        assert label.startswith(code.label)
    assert (table["What was done"].str.len() > 20).all()


def test_table_5_the_one_level_that_the_source_gives(rows):
    """“Riskiä pidettiin kohtalaisena”: the risk of the staff, page 23."""
    assert rows("riskit").set_index("riskin_aihe").at["henkilostoriskit", "todennakoisyys"] == (
        "kohtalainen"
    )


def test_table_6_key_results_of_feedback(rows):
    """Page 24: five results, a theme each, from the feedback of clients and workers."""
    whole = rows("tulokset")
    table = key_results.results(whole[whole["kunta"].isna()], "palautteet").table
    assert table["Theme"].tolist() == [
        "Client process and networks", "Instruments", "Outreach work", "Group work",
        "Structural social work",
    ]  # fmt: skip
    assert set(table["Respondents"]) == {"Clients and workers"}


def test_table_7_the_summary_of_the_workers_feedback(rows):
    """Page 26: seven sentences on the staff survey, here a result each."""
    whole = rows("tulokset")
    summary = whole[whole["sitaatti"].isna()]
    table = key_results.results(summary, "tyontekijakysely").table
    assert len(table) == 7
    assert set(table["Respondents"]) == {"Workers"}


def test_table_8_whether_the_trials_were_worth_it(rows):
    """Page 28: four paragraphs of the project's own assessment."""
    whole = rows("tulokset")
    table = key_results.results(whole[whole["teema"] == "kannattavuus"]).table
    assert len(table) == 4
    assert set(table["Rests on"]) == {"The project's own assessment"}


def test_appendix_9_quotes_of_the_workers_by_year(rows):
    """20 pieces of feedback of 2018 and 7 of 2019; the quotes themselves are made up."""
    whole = rows("tulokset")
    table = key_results.quotes(whole[whole["tuloksen_lahde"] == "tyontekijakysely"]).table
    assert table["Year"].value_counts().to_dict() == {"2018": 20, "2019": 7}


def test_no_quote_is_published_that_nobody_cleared(rows):
    whole = rows("tulokset").assign(alue="yhteensä")
    shown = key_results.quotes(key_results.published(whole)).table
    assert len(shown) == len(key_results.quotes(whole).table) - 2
