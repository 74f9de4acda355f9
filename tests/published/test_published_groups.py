"""Published figures on groups and on the measuring come out of the ordinary functions.

Source: final report of the Kainuu part of the ISO SOS project (Kainuun sote 2019): section 3.1.1 with
table 2 (page 7 of the report's own list of tables), section 3.1.2 with table 3 (page 10). The groups
of other kinds in the example are invented, and so is where the camp was held.
"""

import numpy as np
import pandas as pd
import pytest

from sosiaali_lib import groups, intake
from sosiaali_lib.datafiles import DATA
from sosiaali_lib.example_measurements import measurements
from sosiaali_lib.formatting import number, percent

NAMES = ("ryhmat", "ryhmalaiset", "palaute", "mittauspalaute")


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ryhmat")
    for name in NAMES:
        (folder / f"{name}.csv").write_bytes((DATA / "example" / f"{name}.csv").read_bytes())
    data = intake.read(folder)
    assert len(data.faults) == 0
    return data.tables


@pytest.fixture(scope="module")
def therapy(rows):
    """The three therapy groups of table 3 and their members."""
    held = rows["ryhmat"][rows["ryhmat"]["laji"] == "hahmoterapia"]
    return held, groups.of_kind(rows["ryhmalaiset"], rows["ryhmat"], "hahmoterapia")


def cells(finding):
    return {label: tuple(row) for label, row in finding.rows}


def test_table_3_background_of_the_groups(therapy):
    assert cells(groups.background(therapy[0])) == {
        "1. ryhmä": (
            "4, once a week, 3 × 45 min at a time",
            "women 3",
            "living alone 3",
            "unemployed for under a year 1 (7 kk); long-term unemployed 2",
            "changes in the life situation 2; state of health 1",
        ),
        "2. ryhmä": (
            "11, twice a week, 2–3 × 45 min at a time",
            "women 5; men 1",
            "living alone 6",
            "long-term unemployed 3; in training 1; retired 2",
            "social relations 4; daily life and free time 1; substance use 1",
        ),
        "3. ryhmä": (
            "5, once a week, 3 × 45 min at a time",
            "women 6",
            "living alone 2; living with a partner 4",
            "long-term unemployed 4; retired 2",
            "social relations 3; daily life and free time 1; substance use 1; "
            "other reason 1 (vahvistuminen)",
        ),
    }


def test_the_sums_of_table_3_and_its_members_agree(therapy):
    assert groups.background(therapy[0]).said() == [
        "Number of groups: 3. Participants in all: 15.",
        "All sums of the table agree with the number of participants.",
    ]
    assert groups.checks(*therapy).failed == ()


def test_fourteen_women_and_a_man(therapy):
    found = cells(groups.sexes(therapy[1]))
    assert (found["Woman"][0], found["Man"][0], found["All members"][0]) == (14, 1, 15)


def test_one_had_been_unemployed_for_seven_months_and_the_other_reason_was_to_grow_stronger(
    therapy,
):
    members = therapy[1]
    short = members[members["tyomarkkina_asema"] == "tyoton"]
    assert list(short["kesto_kk"]) == [7]
    assert list(members["muu_syy"].dropna()) == ["vahvistuminen"]


def test_the_reasons_of_table_3_and_those_of_the_text_disagree(therapy):
    found = groups.reasons_beside_published(therapy[1])
    assert dict(found.counts) == {
        "muutokset": 2,
        "sosiaaliset_suhteet": 7,
        "arki": 2,
        "terveys": 1,
        "paihteet": 2,
        "muu": 1,
    }
    told = {code: percent(share) for code, share in groups.PUBLISHED_REASONS.items()}
    assert told == {
        "sosiaaliset_suhteet": "46%",
        "muutokset": "14%",
        "arki": "14%",
        "terveys": "13%",
        "muu": "13%",
    }
    assert sum(groups.PUBLISHED_REASONS.values()) == pytest.approx(1)
    # Substance use: two of the table, whom the text says there were none of.
    assert found.differing() == (
        ["terveys", "paihteet", "muu"],
        ["muutokset", "sosiaaliset_suhteet", "arki"],
    )


def test_the_text_gives_12_to_14_lessons_and_the_table_12_to_33(therapy):
    found = cells(groups.attendance(*therapy))
    assert [found[f"{n}. ryhmä"][1] for n in (1, 2, 3)] == ["12", "22–33", "15"]


def test_there_were_three_therapy_groups_and_a_camp_of_five_women(rows):
    kinds = rows["ryhmat"]["laji"].value_counts()
    assert (kinds["hahmoterapia"], kinds["kuntoutusleiri"]) == (3, 1)
    camp = groups.of_kind(rows["ryhmalaiset"], rows["ryhmat"], "kuntoutusleiri")
    assert list(camp["sukupuoli"]) == ["nainen"] * 5


def test_camp_feedback_averages(rows):
    """5, 4.5, 5, 5 and 4 of five women: half marks were given, or 4.5 could not be."""
    found = groups.ratings(rows["palaute"], "leiri")
    assert [(n, number(mean, 1)) for _label, (n, mean) in found.rows] == [
        (5, "5.0"),
        (5, "4.5"),
        (5, "5.0"),
        (5, "5.0"),
        (5, "4.0"),
    ]


def test_table_2_measurements_and_forms(rows):
    measured = measurements(np.random.default_rng(1))
    found = groups.instrument_forms(measured, rows["mittauspalaute"])
    by_name = {one.instrument: one.cells for one in found.instruments}
    assert by_name == {
        "kykyviisari": (37, 14, 10, 10, 0),
        "avhv": (6, 6, 4, 3, 1),  # 3 and one empty
        "esy": (7, 7, 5, 5, 0),
    }


def test_forms_are_of_people_who_were_measured(rows):
    """Identifier, instrument, wave and municipality are those of the measurements."""
    measured = measurements(np.random.default_rng(1))
    keys = ["tunniste", "mittari", "vaihe", "kunta"]
    known = {tuple(key) for key in measured[keys].to_numpy()}
    assert {tuple(key) for key in rows["mittauspalaute"][keys].to_numpy()} <= known
    members = groups.of_kind(rows["ryhmalaiset"], rows["ryhmat"], "hahmoterapia")
    started = measured[(measured["mittari"] == "eo14") & (measured["vaihe"] == "alku")]
    pd.testing.assert_frame_equal(
        members[["tunniste", "ryhma", "kunta"]].astype("object").reset_index(drop=True),
        started[["tunniste", "ryhma", "kunta"]].astype("object").reset_index(drop=True),
        check_dtype=False,
    )


def test_figure_2_as_the_text_tells_it(rows):
    """Needs: answers moved to the better. Change: as many poorly or not at all, more uncertain."""
    found = groups.shared_answers(rows["mittauspalaute"])
    forms = {"alku": 27, "loppu": 18}

    def share(matter, wave, *codes):
        return sum(found.counts[matter, wave].get(code, 0) for code in codes) / forms[wave]

    well, poor = ("hyvin", "erittain_hyvin"), ("huonosti", "ei_lainkaan")
    assert share("tuen_tarpeet", "loppu", *well) > share("tuen_tarpeet", "alku", *well)
    assert share("muutos", "loppu", *poor) == pytest.approx(share("muutos", "alku", *poor))
    assert share("muutos", "loppu", "eos") > share("muutos", "alku", "eos")


def test_what_the_example_adds_shows_numbers_that_do_not_agree(rows):
    failed = groups.checks(rows["ryhmat"], rows["ryhmalaiset"]).failed
    assert {one.group for one in failed} == {"Toimintaryhmä"}
    assert [(one.found, one.expected) for one in failed] == [(8, 9), (8, 9), (4, 5), (3, 4)]
