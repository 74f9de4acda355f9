"""Rules between columns, rows and the data set, and the description of the folder."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from intake_folder import ANSWERS, MEASUREMENT, PROPOSAL, VISIT

from sosiaali_lib import forms, intake
from sosiaali_lib.intake import rules

DESCRIPTION = """
nimi: Jalkautuminen
organisaatio: Kainuun sote
jakso: {alku: "2018-09-01", loppu: "2019-12-31"}
alueet: [Kainuu, "620"]
kynnys: 10
keksitty: true
lisenssi: CC-BY-4.0
vertailuryhmat: [kieli, koko]
"""


def test_more_people_talked_with_than_present(folder):
    folder.csv("a.csv", [{**VISIT, "lasna": "2"}, {**VISIT, "lasna": ""}])
    assert folder.lines() == [
        "a.csv, row 2, column keskusteltu: value not shown; expected at most as many as were present."
        " Correct this column or the column lasna."
    ]


def test_an_observation_needs_its_words(folder):
    folder.csv("a.csv", [{**VISIT, "rakennehavainto": "havainto", "havainto": " "}])
    assert folder.lines() == [
        "a.csv, row 2, column havainto: empty; expected the observation in words, when one was made. "
        "Correct this column or the column rakennehavainto."
    ]


def test_a_column_that_must_be_filled_may_be_absent_altogether(folder):
    row = {**VISIT, "rakennehavainto": "havainto"}
    folder.csv("a.csv", [{name: text for name, text in row.items() if name != "havainto"}])
    assert folder.read().faults[["column", "reason"]].to_numpy().tolist() == [["havainto", "empty"]]


def test_a_wrong_value_is_told_once_and_is_not_empty_as_well(folder):
    row = {**VISIT, "rakennehavainto": "havainto", "havainto": "#REF!"}
    folder.csv("a.csv", [row])
    assert folder.read().faults["reason"].tolist() == ["formula_error"]


def made_up_form(*rules):
    """A form of two columns of shares and two of several choices, with rules."""
    text = {"fi": "x", "sv": "x", "en": "what the rule wants"}
    columns = [
        forms.Column(name, kind, False, "no", text, text)
        for name, kind in (("a", "number"), ("b", "number"), ("c", "choices"), ("d", "choices"))
    ]
    return forms.Form("x", "1", text, text, tuple(columns), rules)


def broken(rule, **columns):
    values = pd.DataFrame(columns)
    found = list(rules.check(made_up_form(rule), values, values.astype("str"), ()))
    return found[0].rows.tolist(), found[0].problem


def test_shares_that_do_not_add_up_to_a_hundred():
    rule = forms.Rule("a", {"en": "100 per cent together"}, sums_to=(("a", "b"), 100))
    a = pd.array([50, 50, 90, None, 100, 33.3], "Float64")
    b = pd.array([50, 40, None, None, None, 66.7], "Float64")
    rows, problem = broken(rule, a=a, b=b)
    assert rows == [False, True, True, False, False, False]
    assert problem.expected == "100 per cent together"
    assert problem.cure == "Correct this column or the column b."


def test_a_code_that_stands_in_two_columns_of_which_it_may_be_in_one():
    rule = forms.Rule("c", {"en": "each need once"}, apart_from="d")
    c = pd.Series(["x;y", "x", "", None, "xy"], dtype="str")
    d = pd.Series(["y", "y;z", "", "x", "x"], dtype="str")
    rows, problem = broken(rule, c=c, d=d)
    assert rows == [True, False, False, False, False]
    assert problem.cure == "Correct this column or the column d."


def test_a_column_that_is_required_with_another():
    rule = forms.Rule("a", {"en": "both or neither"}, required_with="b")
    values = pd.DataFrame(
        {"a": pd.array([1, None, None], "Float64"), "b": pd.array([1, 1, None], "Float64")}
    )
    cells = values.astype("str").mask(values.isna(), "")
    (found,) = rules.check(made_up_form(rule), values, cells, ())
    assert found.rows.tolist() == [False, True, False]
    assert (found.problem.reason, found.problem.expected) == ("empty", "both or neither")


def test_several_codes_may_require_a_column(folder):
    for state in ("hyvaksytty", "toteutettu", "ei_toteuteta"):
        folder.csv("a.csv", [{**PROPOSAL, "tila": state}])
        assert folder.read().faults["column"].tolist() == ["vastaus"]


def test_a_code_that_the_other_form_has_not(folder):
    frame = {"teema": "raha", "nimi": "Raha", "ylateema": ""}
    answer = {
        "vastaaja": "V1", "kunta": "Kajaani", "pvm": "3.2.2020", "ryhma": "asiakkaat", "kysymys": "ongelmat",
        "vastaus": "Rahat loppuvat.", "teemat": "raha; yksinaisyys", "teemat_a": "ei_teemaa",
    }  # fmt: skip
    folder.csv("kysymykset.csv", [answer])
    if len(folder.read().faults):
        answer |= {
            c: next(iter(forms.load("kysymykset").column(c).choices()))
            for c in ("ryhma", "kysymys")
        }
        folder.csv("kysymykset.csv", [answer])
    assert len(folder.read().faults) == 0  # without the frame nothing can be said of its codes
    folder.csv("kehys.csv", [frame, {**frame, "teema": "velka", "ylateema": "talous"}])
    assert folder.lines() == [
        "kehys.csv, row 3, column ylateema: “talous”; expected codes that stand in the column teema of "
        "the form “Coding frame”. Correct the code, or add it to that form.",
        "kysymykset.csv, row 2, column teemat: “raha; yksinaisyys”; expected codes that stand in the "
        "column teema of the form “Coding frame”. Correct the code, or add it to that form.",
    ]


def test_a_link_that_is_no_web_address(folder):
    columns = {c.name: "" for c in forms.load("kaytannot").columns if c.type != "choices"}
    row = columns | {
        "kaytanto": "A",
        "tarina": "B",
        "uutta": "C",
        "julkaistavissa": "ei",
        "linkki": "www.a.fi",
    }
    folder.csv("kaytannot.csv", [row])
    told = [line for line in folder.lines() if "linkki" in line]
    assert told == [
        "kaytannot.csv, row 2, column linkki: “www.a.fi”; expected a web address. The link does not begin "
        "with https:// or http://; write the whole address."
    ]


def test_days_in_the_wrong_order(folder):
    folder.csv(
        "a.csv", [{**PROPOSAL, "maaraaika": "2.2.2020"}, {**PROPOSAL, "maaraaika": "3.2.2020"}]
    )
    assert folder.lines() == [
        "a.csv, row 2, column maaraaika: “2.2.2020”; expected the day when it was put forward or "
        "later. Correct this column or the column esitetty_pvm."
    ]


def test_a_text_cleared_for_publication_needs_its_checker(folder):
    folder.csv("a.csv", [{**PROPOSAL, "julkaistavissa": "Kyllä"}])
    faults = folder.read().faults
    assert faults["column"].tolist() == ["tarkastaja", "tarkastettu_pvm"]
    assert set(faults["reason"]) == {"empty"}


def test_an_answer_to_an_item_of_another_instrument(folder):
    folder.csv(
        "a.csv", [{**MEASUREMENT, **dict.fromkeys(ANSWERS, ""), "mittari": "esy", "e02": "4"}]
    )
    assert folder.lines() == [
        "a.csv, row 2, column e02: value not shown; expected an empty cell, because the statement "
        "belongs to the instrument Life control and participation. Correct the instrument of the row,"
        " or move the answer to its own column."
    ]


def test_a_measurement_that_stands_twice_is_used_neither_time(folder):
    rows = [MEASUREMENT, {**MEASUREMENT, "tunniste": "a2"}, {**MEASUREMENT, "vaihe": "loppu"}]
    folder.csv("a.csv", rows)
    folder.csv("b.csv", [{**MEASUREMENT, "e01": "5"}])
    data = folder.read()
    assert data.counts[["read", "used"]].to_numpy().tolist() == [[3, 2], [1, 0]]
    told = (
        "column tunniste: value not shown; expected one row for each combination of these: "
        "identifier, instrument and wave. Correct one of these, or remove the row that is not right "
        "from its file."
    )
    assert intake.lines(data.faults) == [f"a.csv, row 2, {told}", f"b.csv, row 2, {told}"]


def test_equal_visits_are_used_and_noted(folder):
    other = {**VISIT, "tunne": "5"}
    folder.csv("a.csv", [VISIT, other, VISIT, VISIT])
    data = folder.read()
    assert data.counts["used"].tolist() == [4] and not data.has_errors
    assert intake.lines(data.faults) == [
        "a.csv: expected each event once; 2 rows are the same as an earlier row. The rows were used. "
        "Remove those that were noted twice: rows 4, 5."
    ]
    folder.csv("a.csv", [other])
    folder.csv("b.csv", [VISIT, other])
    assert folder.lines() == [
        "b.csv: expected each event once; 1 row is the same as an earlier row. The row was used. "
        "Remove it if it was noted twice: row 3."
    ]


def test_not_every_one_of_many_equal_rows_is_named(folder):
    folder.csv("a.csv", [VISIT] * 30)
    assert folder.lines()[0].endswith("rows 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 ….")


def test_a_log_of_another_municipality(folder):
    folder.text("aineisto.yaml", "alueet: [Kajaani]")
    folder.csv("a.csv", [VISIT, {**VISIT, "kunta": "Kuhmo"}])
    data = folder.read()
    assert data.counts[["used", "rejected"]].to_numpy().tolist() == [[1, 1]]
    assert intake.lines(data.faults) == [
        "a.csv, row 3, column kunta: “Kuhmo”; expected a municipality of this data set; the row is "
        "from a log of another municipality. Move the row to the data of its own area, or add the "
        "area to aineisto.yaml."
    ]


def test_areas_hold_the_municipalities_merged_into_them(folder):
    # Valtimo (911) merged into Nurmes (541) on 1 January 2020.
    folder.text("aineisto.yaml", "alueet: [Nurmes]")
    assert folder.read().description.areas == ("541", "911")


def test_a_description_is_read(folder):
    folder.text("aineisto.yaml", DESCRIPTION)
    folder.csv("a.csv", [VISIT])
    data = folder.read()
    described = data.description
    assert len(data.faults) == 0 and described.valid
    assert (described.name, described.organisation) == ("Jalkautuminen", "Kainuun sote")
    assert (described.start, described.end) == (date(2018, 9, 1), date(2019, 12, 31))
    kainuu = ("105", "205", "290", "578", "620", "697", "765", "777")
    assert described.areas == kainuu
    assert described.threshold == 10 and described.invented is True
    assert described.licence == "CC-BY-4.0" and described.groups == ("kieli", "koko")
    assert data.sources["file"].tolist() == ["aineisto.yaml", "a.csv"]


def test_a_folder_without_a_description_has_the_defaults(folder):
    assert folder.read().description == intake.Description()


CURE = "Correct the file; until then nothing in it is used."
GROUPS = (
    "expected a list of comparison groups, each of them once: koko, kokoluokka, kieli, tyyppi, omat, "
    "or one of your own such as oma:naapurit; an empty list [] for none"
)
PERIOD = 'expected a first and a last day, such as {alku: "2026-01-01", loppu: "2026-12-31"}'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kynys: 5", ": expected no other keys than nimi, organisaatio, jakso, alueet, kynnys, "
         f"useampi_vuosi, aiemmat_julkaisut, vertailuryhmat, keksitty, lisenssi, avain, "
         f"kayttotarkoitus. {CURE}"),
        ("lisenssi: saa käyttää", ", column lisenssi: expected the SPDX identifier of a licence, "
         f"such as CC-BY-4.0. {CURE}"),
        ("kynnys: 2", f", column kynnys: expected a whole number of at least 3. {CURE}"),
        ("keksitty: ehkä", f", column keksitty: expected true or false. {CURE}"),
        ("avain: 5", f", column avain: expected the path of the key file for pseudonyms, outside "
         f"the data folder. {CURE}"),
        ("kayttotarkoitus: ''", f", column kayttotarkoitus: expected what the pseudonyms are for as "
         f"text. {CURE}"),
        ("nimi: 5", f", column nimi: expected the name of the data set as text. {CURE}"),
        ("organisaatio: []", ", column organisaatio: expected the name of the organisation as text. "
         f"{CURE}"),
        ("jakso: 2019", f", column jakso: {PERIOD}. {CURE}"),
        ("jakso: {alku: 2019-01-01, loppu: 31.12.2019}", f", column jakso: {PERIOD}. {CURE}"),
        ("jakso: {alku: 2019-01-01, loppu: 2019-02-31}", ", column jakso: “2019-01-01 – 2019-02-31”; "
         f"expected days of the calendar, the first one not after the last one. {CURE}"),
        ("jakso: {alku: 2019-02-01, loppu: 2019-01-31}", ", column jakso: “2019-02-01 – 2019-01-31”; "
         f"expected days of the calendar, the first one not after the last one. {CURE}"),
        ("alueet: [205]", ", column alueet: expected a list of municipalities or counties, by name "
         f"or by code in quotation marks. {CURE}"),
        ("alueet: [qqqq]", ", column alueet: “qqqq”; expected the name or the code of a municipality "
         f"or a county. {CURE}"),
        ("alueet: [Kajaanni]", ", column alueet: “Kajaanni”; expected the name or the code of a "
         "municipality or a county. Did you mean Kajaani? Correct the file; until then nothing in "
         "it is used."),
        ("vertailuryhmat: koko", f", column vertailuryhmat: {GROUPS}. {CURE}"),
        ("vertailuryhmat: [koko, koko]", f", column vertailuryhmat: {GROUPS}. {CURE}"),
        ("vertailuryhmat: [koka]", ", column vertailuryhmat: “koka”; expected one of the comparison "
         f"groups: koko, kokoluokka, kieli, tyyppi, omat. {CURE}"),
        ("vertailuryhmat: [oma:naapurit]", ", column vertailuryhmat: “oma:naapurit”; expected one of "
         "the comparison groups: koko, kokoluokka, kieli, tyyppi, omat. Correct the name, or describe "
         "the group in vertailuryhmat.yaml; until then nothing in aineisto.yaml is used."),
        ("nimi: a\nnimi: b", f": expected a YAML file with each key once. {CURE}"),
        ("nimi: [", f": expected a YAML file with each key once. {CURE}"),
        ("", ": expected a file with content. The file is empty. Save it again from the program it "
         "was made with."),
    ],
)  # fmt: skip
def test_every_fault_of_a_description_is_told(folder, text, told):
    folder.text("aineisto.yaml", text)
    folder.csv("a.csv", [VISIT])
    data = folder.read()
    (line,) = intake.lines(data.faults)
    assert line.replace(", row 1", "").replace(", row 2", "") == f"aineisto.yaml{told}"
    assert data.description == intake.Description(valid=False)
    assert data.counts["used"].tolist() == [1]


NEAR = "ryhmat:\n- {tunnus: naapurit, nimi: {fi: Naapurit}, kunnat: [Sotkamo]}"


def test_own_groups_can_be_chosen_and_none_can(folder):
    folder.text("vertailuryhmat.yaml", NEAR)
    folder.text("aineisto.yaml", "vertailuryhmat: [oma:naapurit, tyyppi]")
    folder.csv("a.csv", [VISIT])
    assert folder.read().description.groups == ("oma:naapurit", "tyyppi")
    folder.text("aineisto.yaml", "vertailuryhmat: []")
    assert folder.read().description.groups == ()


def test_a_faulty_file_of_own_groups_is_told_once(folder):
    folder.text("vertailuryhmat.yaml", NEAR.replace("Sotkamo", "Sotkmo"))
    folder.text("aineisto.yaml", "vertailuryhmat: [oma:naapurit]")
    folder.csv("a.csv", [VISIT])
    assert folder.read().faults["reason"].tolist() == ["comparison_groups_file"]


def test_all_faults_of_a_description_are_told_at_once(folder):
    folder.text("aineisto.yaml", "kynnys: 1\nkeksitty: 5\nfoo: 1\njakso: {}")
    folder.csv("a.csv", [VISIT])
    assert sorted(folder.read().faults["column"]) == ["", "jakso", "keksitty", "kynnys"]


def test_the_rules_do_not_change_the_values(folder):
    folder.csv("a.csv", [VISIT, {**VISIT, "lasna": "1"}])
    form = forms.load("jalkautumiset")
    values = folder.read().tables["jalkautumiset"]
    cells = pd.DataFrame([VISIT], dtype="str").reindex(values.index)
    before = values.copy(deep=True), cells.copy(deep=True)
    assert [finding.column for finding in rules.check(form, values, cells, ("290",))] == [
        "keskusteltu", "havainto", "tarkastaja", "tarkastettu_pvm", "tarkastettu_pvm", "kunta",
    ]  # fmt: skip
    pd.testing.assert_frame_equal(values, before[0])
    pd.testing.assert_frame_equal(cells, before[1])
