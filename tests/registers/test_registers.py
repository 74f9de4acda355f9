"""Risks, communication, practices and key results: tables, counts, links and what is published."""

from datetime import date
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import forms, links, registers
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.registers import communication, key_results, practices, risks

PERIOD = (date(2018, 9, 1), date(2019, 12, 31))
SPRING = (date(2019, 1, 1), date(2019, 3, 31))


def risk(**other):
    return {
        "riskin_aihe": "aikataulu",
        "riski": "Työ viivästyy.",
        "todennakoisyys": "pieni",
        "vaikutus": "suuri",
        "riskitoimet": "Seurattiin.",
        "vastuutaho": "Johtaja",
        "riskin_tila": "seurannassa",
        "arvioitu_pvm": pd.Timestamp("2019-12-01"),
        "julkaistavissa": "kylla",
        "tarkastaja": "esimerkkitarkastaja",
        "tarkastettu_pvm": pd.Timestamp("2020-01-13"),
    } | other


def piece(day, kind="blogi", **other):
    return {
        "pvm": pd.Timestamp(day),
        "viestinnan_laji": kind,
        "kanava": "Blogi",
        "otsikko": "Otsikko",
        "linkki": "https://example.org/1",
        "laajuus": "oma_alue",
        "julkaisun_tila": "julkaistu",
        "maara": 1,
        "tavoitettu": None,
        "seuraajat": None,
        "julkaistavissa": "kylla",
        "tarkastaja": "esimerkkitarkastaja",
        "tarkastettu_pvm": pd.Timestamp("2020-01-13"),
    } | other


def result(theme="ryhmat", year=2019, **other):
    return {
        "alue": "205",
        "teema": theme,
        "vuosi": year,
        "tulos": "Ryhmä auttoi.",
        "tuloksen_lahde": "palautteet",
        "vastaajat": "asiakkaat",
        "sitaatti": "",
        "julkaistavissa": "kylla",
        "tarkastaja": "esimerkkitarkastaja",
        "tarkastettu_pvm": pd.Timestamp("2020-01-13"),
    } | other


def every(rows):
    """Give every finding of the registers of the example."""
    log, results = rows("viestinta"), rows("tulokset")
    return [
        risks.register(rows("riskit")),
        risks.by_state(rows("riskit")),
        risks.by_level(rows("riskit")),
        communication.by_kind(log),
        communication.by_month(log, period=PERIOD),
        communication.channels(log),
        communication.publications(log),
        communication.materials(log),
        practices.catalogue(rows("kaytannot")),
        key_results.by_theme(results),
        key_results.summary(results),
        key_results.results(results),
        key_results.quotes(results),
    ]


def test_the_risk_register():
    found = risks.register(
        pd.DataFrame([risk(), risk(riskin_aihe="talous", riski="", vaikutus=None,
                                   riskin_tila="toteutunut")])
    )  # fmt: skip
    assert found.table.index.tolist() == ["Timetable: työ viivästyy.", "Financial risks"]
    assert found.table.to_numpy().tolist() == [
        ["Seurattiin.", "Low / High", "Johtaja", "Watched"],
        ["Seurattiin.", "Low / –", "Johtaja", "Came true"],
    ]
    assert found.said() == [
        "2 risks were recorded.",
        "Risks that came true concerned: financial risks.",
    ]


def test_risks_by_state_and_level():
    rows = pd.DataFrame(
        [risk(), risk(todennakoisyys="suuri"), risk(todennakoisyys="suuri", vaikutus=None)]
    )
    assert risks.by_state(rows).table["Risks"].tolist() == [3, 0, 0, 3]
    levels = risks.by_level(rows)
    assert levels.table.to_numpy().tolist() == [
        [0, 0, 1, 0],
        [0, 0, 0, 0],
        [0, 0, 1, 1],
        [0, 0, 2, 1],
    ]
    assert levels.said() == [
        "Of 2 assessed risks, 1 had both a high likelihood and a high impact.",
        "1 risk was not assessed in full.",
    ]
    assert levels.figure() is not None


def test_communication_counts_pieces_and_leaves_out_what_is_to_come():
    rows = pd.DataFrame(
        [
            piece("2019-01-31", "some", maara=5),
            piece("2019-03-01", maara=1),
            piece("2019-03-02", "raportti", julkaisun_tila="tulossa"),
            piece("2019-04-01", "some", maara=9),
        ]
    )
    assert dict(communication.by_kind(rows).table["Pieces"]) == {
        "Blog post": 1,
        "Social media post": 14,
        "All pieces": 15,
    }
    found = communication.by_month(rows, period=SPRING)
    assert found.table.to_numpy().tolist() == [[0, 5, 5], [0, 0, 0], [1, 0, 1], [1, 5, 6]]
    assert found.table.index.tolist()[1] == "February 2019"
    assert found.said() == [
        "6 pieces were published in 3 months, which is 2.0 a month.",
        "In 1 month nothing was recorded.",
    ]


def test_rare_kinds_share_a_column_and_nothing_is_lost():
    kinds = list(forms.load("viestinta").column("viestinnan_laji").choices())
    rows = pd.DataFrame(
        [piece("2019-01-05", kind, maara=9 - at // 2) for at, kind in enumerate(kinds)]
    )
    found = communication.by_month(rows, period=SPRING)
    assert list(found.kinds.values())[-1] == "Other kinds"
    assert len(found.kinds) == 6
    assert found.table.iloc[-1, :-1].sum() == found.table.iloc[-1, -1] == rows["maara"].sum()


@given(
    st.lists(
        st.tuples(
            st.dates(date(2018, 1, 1), date(2020, 12, 31)),
            st.sampled_from(["blogi", "some", "video"]),
            st.integers(1, 50),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_every_piece_of_the_period_is_counted_once(cases):
    rows = pd.DataFrame([piece(day, kind, maara=n) for day, kind, n in cases])
    found = communication.by_month(rows, period=PERIOD)
    inside = sum(n for day, _kind, n in cases if PERIOD[0] <= day <= PERIOD[1])
    assert sum(found.values.values()) == inside
    assert communication.by_kind(rows).units == sum(n for *_, n in cases)


def test_followers_are_a_number_on_a_day_and_reach_is_added():
    rows = pd.DataFrame(
        [
            piece("2019-02-01", "some", seuraajat=120, tavoitettu=50),
            piece("2019-01-01", "some", seuraajat=200, tavoitettu=None),
            piece("2019-03-01", "some", seuraajat=None, tavoitettu=70),
            piece("2019-03-01", kanava="Lehti"),
        ]
    )
    found = communication.channels(rows)
    assert found.table.iloc[0].tolist() == [3, 120, 2, 120, "1 February 2019"]
    assert found.table.iloc[1].isna().tolist() == [False, True, False, True, True]
    assert found.said() == ["On 1 February 2019, “Blogi” had 120 followers."]


def test_publications_and_materials():
    rows = pd.DataFrame(
        [
            piece("2019-03-01", "raportti", otsikko="B", laajuus="koko_hanke"),
            piece("2019-02-01", otsikko="A", linkki=None),
            piece("2019-04-01", "opas", otsikko="C", julkaisun_tila="tulossa", laajuus=None),
        ]
    )
    shown = communication.publications(rows).table
    assert shown.index.tolist() == ["A", "B"]
    assert shown["Link"].isna().tolist() == [True, False]
    found = communication.materials(rows)
    assert found.table.index.tolist() == ["B", "C"]
    assert found.table["About"].tolist()[0] == "The whole project"
    assert pd.isna(found.table["About"].iloc[1])
    assert found.said() == ["Material published: 1; forthcoming: 1."]


def test_the_catalogue_of_practices():
    rows = pd.DataFrame(
        [
            {"kunta": "205", "kaytanto": "Tupa", "tarina": "T", "uutta": "U", "kohderyhma": "K",
             "linkki": "https://example.org"},
            {"kunta": None, "kaytanto": "Kävely", "tarina": "T", "uutta": "U", "kohderyhma": "K",
             "linkki": None},
        ]
    )  # fmt: skip
    found = practices.catalogue(rows, place="Kainuu")
    assert found.table["Where"].tolist() == ["Kajaani", "Whole organisation"]
    assert found.caption == "Good practices, Kainuu"
    assert found.said() == ["The catalogue holds 2 practices."]


def test_key_results_by_theme_and_year():
    rows = pd.DataFrame(
        [
            result(),
            result(tulos="Ryhmä toi iloa.", sitaatti="Täällä naurettiin."),
            result(tulos="Ryhmä toi iloa."),
            result("mittarit", 2018, vastaajat="tyontekijat;asiakkaat"),
        ]
    )
    counts = key_results.by_theme(rows)
    assert counts.table.loc["Group work"].tolist() == [0, 3]
    assert counts.table.loc["All results"].tolist() == [1, 3]
    assert counts.said() == [
        "1 result of the year 2018 is recorded.",
        "3 results of the year 2019 are recorded.",
    ]
    words = key_results.summary(rows).table
    assert words.loc["Group work", "2019"] == (
        "Feedback of clients and workers: Ryhmä auttoi. Ryhmä toi iloa."
    )
    assert pd.isna(words.loc["Group work", "2018"])
    listed = key_results.results(rows).table
    assert listed["Respondents"].tolist() == ["Clients"] * 3 + ["Workers and clients"]
    quotes = key_results.quotes(rows)
    assert quotes.table.index.tolist() == ["“Täällä naurettiin.”"]
    assert quotes.said() == ["There is 1 quote."]


def test_an_unknown_source_of_results_is_refused():
    with pytest.raises(ValueError, match="No source 'x' of results; there are palautteet"):
        key_results.results(pd.DataFrame([result()]), "x")


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("www.example.org", "does not begin with https:// or http://"),
        ("javascript:alert(1)", "does not begin with https:// or http://"),
        ("ftp://example.org/a", "does not begin with https:// or http://"),
        ("https://", "names no site"),
        ("https://intra", "names no site"),
        ("https://example.org/a b", "holds a blank or a line end"),
        ("https://example.org/a\nhttps://b.fi", "holds a blank or a line end"),
        ("https://user:secret@example.org", "a user name or a password"),
        ("https://[::1", "is not a web address"),
        ("https://example.org:99999/", "is not a web address"),
    ],
)
def test_a_link_that_cannot_be_published_is_told_and_left_out(link, fault):
    rows = pd.DataFrame([piece("2019-01-01"), piece("2019-01-01", linkki=link)])
    assert fault in links.fault(link)
    shown = communication.published(rows.assign(alue="yhteensä"))
    assert shown["linkki"].tolist() == ["https://example.org/1", ""]


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.org",
        "http://example.org/a?b=c&d=ä#e",
        " https://hyvä.fi/polku ",
        "",
        None,
    ],
)
def test_a_whole_address_and_an_empty_cell_are_sound(link):
    assert links.fault(link) is None


@given(st.text(max_size=40))
def test_a_link_that_passes_is_a_web_address_in_one_word(text):
    if links.fault(text) is None and text.strip():
        assert text.strip().lower().startswith(("http://", "https://"))
        assert not any(sign.isspace() for sign in text.strip())


@pytest.mark.parametrize("form", list(registers.REGISTERS))
def test_only_cleared_rows_are_published_and_no_checker(form, rows):
    given_rows = rows(form).assign(alue="yhteensä")
    before = given_rows.copy(deep=True)
    shown = registers.REGISTERS[form][1](given_rows)
    pd.testing.assert_frame_equal(given_rows, before)
    assert len(shown) == (given_rows["julkaistavissa"] == "kylla").sum()
    assert "alue" in shown
    assert not {"tarkastaja", "tarkastettu_pvm", "julkaistavissa", "kunta"} & set(shown)
    every_ = given_rows.assign(julkaistavissa="ei")
    assert len(registers.REGISTERS[form][1](every_)) == 0
    direct = [c.name for c in forms.load(form).columns if c.personal == "direct"]
    assert direct == ["tarkastaja"]


def test_the_findings_are_the_same_from_published_rows(rows):
    log = rows("viestinta")
    shown = communication.published(log.assign(alue="yhteensä"))
    cleared = log[log["julkaistavissa"] == "kylla"]
    assert communication.by_kind(shown).values == communication.by_kind(cleared).values
    results = rows("tulokset")
    shown = key_results.published(results.assign(alue="yhteensä"))
    assert key_results.quotes(shown).table.equals(
        key_results.quotes(results[results["julkaistavissa"] == "kylla"]).table
    )


def test_nothing_recorded_gives_no_sentence_and_no_picture(rows):
    for found in every(lambda form: rows(form).head(0)):
        assert found.said() == []
        assert found.figure() is None


def test_one_row_of_each(rows):
    for found in every(lambda form: rows(form).tail(1)):
        assert found.rows or found.said() == []


def test_every_finding_speaks_three_languages_and_its_picture_is_a_picture(rows):
    for found in every(rows):
        said, heads = set(), set()
        for lang in LANGUAGES:
            with use(lang):
                said.add(found.alt_text(lang))
                heads.add((found.caption, found.head, *found.table.columns))
                if (picture := found.figure(lang)) is not None:
                    assert ElementTree.fromstring(picture.svg).tag.endswith("svg")
                    assert found.caption != picture.alt
        assert len(said) == len(heads) == 3
