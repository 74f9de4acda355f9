"""A text goes out only when a person cleared it, with who and when, and without certain findings."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import clearing, evidence, forms

WITH_CLEARING = [
    name
    for name in forms.available()
    if any(column.name == clearing.COLUMN for column in forms.load(name).columns)
]


def proposal(text, **other):
    return {
        "kunta": "205", "ehdotus": text, "vastaanottaja": "Kunnanhallitus", "vastuutaho": "Johtaja",
        "esitetty_pvm": pd.Timestamp("2019-05-20"), "maaraaika": pd.NaT, "tila": "esitetty",
        "vastaus": None, "vastaus_pvm": pd.NaT, "julkaistavissa": "kylla", "tarkastaja": "K.M.",
        "tarkastettu_pvm": pd.Timestamp("2019-06-01"), "tiedosto": "ehdotukset.xlsx", "rivi": 2,
    } | other  # fmt: skip


def released(*rows):
    tables = {"toimenpiteet": pd.DataFrame(list(rows))}
    return clearing.release_texts(tables, evidence.published_texts)


@pytest.mark.parametrize("form", WITH_CLEARING)
def test_every_form_with_clearing_asks_who_and_when(form):
    rules = forms.load(form).rules
    for column in (clearing.WHO, clearing.WHEN):
        needed = [rule.required_when for rule in rules if rule.column == column]
        assert (clearing.COLUMN, (clearing.YES,)) in needed
    who = forms.load(form).column(clearing.WHO)
    assert (who.personal, who.needed_for) == ("direct", "clearing")
    assert forms.load(form).column(clearing.WHEN).not_after_today


@given(
    st.sampled_from(["kylla", "ei", "", None]),
    st.sampled_from(["K.M.", " ", "", None]),
    st.sampled_from([pd.Timestamp("2020-01-13"), pd.NaT]),
)
def test_a_yes_without_who_or_when_is_no_clearing(said, who, when):
    rows = pd.DataFrame({"julkaistavissa": [said], "tarkastaja": [who], "tarkastettu_pvm": [when]})
    expected = said == "kylla" and who == "K.M." and not pd.isna(when)
    assert clearing.is_cleared(rows).tolist() == [expected]
    for column in rows:
        assert clearing.is_cleared(rows.drop(columns=column)).tolist() == [False]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hakija 010594Y9032 odottaa.", "personal identity code"),
        ("Soita 040 123 4567.", "telephone number"),
        ("Kirjoita a@example.fi.", "e-mail address"),
        ("Tili FI21 1234 5600 0007 85.", "account number"),
        ("Hakija 010594\u200bY9032 odottaa.", "personal identity code"),
    ],
)
def test_a_certain_finding_does_not_go_out_even_if_cleared(text, kind):
    found = released(proposal(text), proposal("Lisätään vuoroja.", rivi=3))
    assert found.tables["toimenpiteet"]["ehdotus"].tolist() == ["Lisätään vuoroja."]
    assert found.counts == {"cleared": 1, "with_signs": 0, "withheld": 1}
    (held,) = found.withheld
    assert held.told == (
        f"ehdotukset.xlsx, row 2: the cleared text was not published, because it holds this: {kind}. "
        "Take it out of the text and clear the row again."
    )
    assert "040" not in held.told


def test_likely_and_possible_findings_pass_when_a_person_has_signed_and_are_counted():
    found = released(proposal("Esitti Pekka Korhonen."), proposal("Lisätään vuoroja."))
    assert len(found.tables["toimenpiteet"]) == 2
    assert found.counts == {"cleared": 2, "with_signs": 1, "withheld": 0}
    unsigned = released(proposal("Esitti Pekka Korhonen.", tarkastettu_pvm=pd.NaT))
    assert unsigned.tables["toimenpiteet"].empty
    assert unsigned.counts == {"cleared": 0, "with_signs": 0, "withheld": 0}


def test_what_is_not_cleared_is_neither_published_nor_told():
    found = released(proposal("Soita 040 123 4567.", julkaistavissa="ei"))
    assert found.tables["toimenpiteet"].empty
    assert found.withheld == ()


def test_a_path_with_one_step_held_back_goes_back_whole():
    step = {
        "polku": "A", "palvelu": "Käynti", "yksikko": "kerta", "yksikkohinta": 1.0, "maara": 1.0,
        "kustannus_lahteessa": None, "lahde": "L", "hintavuosi": 2022, "oletus": None,
        "julkaistavissa": "kylla", "tarkastaja": "K.M.", "tarkastettu_pvm": pd.Timestamp("2022-01-01"),
        "tiedosto": "polut.csv",
    }  # fmt: skip
    rows = pd.DataFrame(
        [{**step, "vaihe": 1, "rivi": 2}, {**step, "vaihe": 2, "rivi": 3, "oletus": "a@example.fi"}]
    )
    found = clearing.release_texts({"palvelupolut": rows}, evidence.published_texts)
    assert found.tables["palvelupolut"].empty
    assert [(one.file, one.row) for one in found.withheld] == [("polut.csv", 3)]


def test_texts_of_forms_that_need_no_clearing_are_held_back_by_the_same_rule():
    rows = pd.DataFrame(
        {"teksti": ["Soita 040 123 4567", "Hyvä"], "tiedosto": "k.csv", "rivi": [2, 3]}
    )
    found = clearing.release_texts(
        {"kehys": rows}, lambda tables: {"x": tables["kehys"][["teksti"]]}
    )
    assert found.tables["x"]["teksti"].tolist() == ["Hyvä"]
    assert [one.row for one in found.withheld] == [2]


def test_a_text_put_together_from_several_cells_is_left_out():
    rows = pd.DataFrame({"alku": ["Soita 040 123", "Hyvä"], "loppu": ["4567", "näin"]})

    def joined(tables):
        return {"x": pd.DataFrame({"teksti": tables["t"]["alku"] + " " + tables["t"]["loppu"]})}

    found = clearing.release_texts({"t": rows}, joined)
    assert found.tables["x"]["teksti"].tolist() == ["Hyvä näin"]


def test_the_rows_are_not_changed():
    rows = pd.DataFrame([proposal("Soita 040 123 4567.")])
    before = rows.copy()
    clearing.release_texts({"toimenpiteet": rows}, evidence.published_texts)
    clearing.is_cleared(rows)
    pd.testing.assert_frame_equal(rows, before)


def test_the_clearing_of_the_example_goes_out_with_its_count(example_data):
    found = clearing.release_texts(example_data.tables, evidence.published_texts)
    cleared = sum(
        int((rows["julkaistavissa"] == "kylla").sum())
        for rows in example_data.tables.values()
        if "julkaistavissa" in rows
    )
    assert found.counts == {"cleared": cleared, "with_signs": 0, "withheld": 0}
