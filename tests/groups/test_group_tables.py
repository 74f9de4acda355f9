"""Background, sums, attendance and reasons of groups, worked out by hand on few rows."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import groups
from sosiaali_lib.formatting import ABSENT
from sosiaali_lib.groups.sums import ATTENDED, MEMBERS, SUMS, UNKNOWN
from sosiaali_lib.messages import LANGUAGES, use


def cells(finding):
    """Give label → cells of a finding's rows."""
    return {label: tuple(row) for label, row in finding.rows}


def whole(finding, drawn=True):
    """Check what every finding owes: words in three languages, and a drawing with its words."""
    for lang in LANGUAGES:
        with use(lang):
            assert finding.caption
            assert finding.sentences()
            assert finding.table.shape == (len(finding.rows), len(finding.fields))
            assert all(finding.notes)
    picture = finding.figure("fi")
    assert (picture is not None) == drawn
    if picture is not None:
        assert "<svg" in picture.svg
        assert picture.alt == finding.alt_text("fi")


def test_the_background_names_only_what_somebody_is(groups_rows):
    found = groups.background(groups_rows)
    assert cells(found) == {
        "Aamuryhmä": (
            "4, once a week, 2–3 × 45 min at a time",
            "women 2; men 1",
            ABSENT,
            "in training 2; retired 1",
            "daily life and free time 2",
        ),
        "B": (ABSENT, "women 2", ABSENT, ABSENT, ABSENT),
    }
    assert found.fields[0].label == "Meetings"
    whole(found, drawn=False)


def test_a_sum_that_does_not_agree_is_told_beside_the_background(groups_rows):
    found = groups.background(groups_rows)
    assert found.said() == [
        "Number of groups: 2. Participants in all: 5.",
        "1 sum of the table does not agree with the number of participants.",
    ]
    assert found.notes[1] == (
        "Aamuryhmä: Sum by primary reason, against the participants: 2 against 3."
    )


def test_all_agreeing_sums_are_said(groups_rows):
    found = groups.background(groups_rows.tail(1))
    assert found.said()[1] == "All sums of the table agree with the number of participants."


def test_without_groups_nothing_is_said(groups_rows):
    empty = groups_rows.head(0)
    assert groups.background(empty).said() == []
    assert groups.checks(empty, pd.DataFrame({"ryhma": []})).said() == []


def test_participants_that_nobody_wrote_down_are_not_summed(groups_rows):
    unknown = groups_rows.assign(osallistujat=pd.array([3, None], "Int64"))
    assert groups.background(unknown).said() == [
        "1 sum of the table does not agree with the number of participants."
    ]


def test_sums_against_members_by_hand(groups_rows, members_rows):
    found = groups.checks(groups_rows, members_rows)
    failed = {(c.group, c.kind, c.part, c.code): (c.found, c.expected) for c in found.failed}
    assert failed == {
        ("Aamuryhmä", SUMS, "syy", ""): (2, 3),
        ("Aamuryhmä", MEMBERS, "sukupuoli", "nainen"): (1, 2),
    }
    # Three own sums and one of group B; then members, sexes, labour-market and reasons, meetings.
    assert len(found.checks) == 4 + 1 + 2 + 2 + 1 + 1
    assert cells(found)["Aamuryhmä"] == (
        "Members' forms, against the group's form: sex – Woman",
        1,
        2,
    )
    assert found.said() == ["Of the 11 numbers that were checked, 2 do not agree."]
    whole(found, drawn=False)


def test_a_student_counts_as_being_in_training_in_the_groups_form(groups_rows, members_rows):
    checked = {(c.part, c.code): c for c in groups.checks(groups_rows, members_rows).checks}
    assert checked["tyo", "koulutuksessa"].agrees


def test_members_of_an_unknown_group_and_too_many_meetings_are_told(groups_rows, members_rows):
    strange = members_rows.assign(ryhma=["A", "A", "X"], tapaamisia=pd.array([9, 2, None], "Int64"))
    failed = {c.kind: c for c in groups.checks(groups_rows, strange).failed if c.kind != MEMBERS}
    assert (failed[UNKNOWN].group, failed[UNKNOWN].found, failed[UNKNOWN].expected) == (
        "X",
        1,
        None,
    )
    assert failed[UNKNOWN].said() == (
        "X: Members' forms of a group that has no form of its own: 1."
    )
    assert (failed[ATTENDED].found, failed[ATTENDED].expected) == (9, 4)
    assert failed[ATTENDED].said() == (
        "Aamuryhmä: Most meetings attended by a member, against the meetings of the group: "
        "9 against 4."
    )


def test_agreeing_numbers_are_counted(groups_rows, members_rows):
    found = groups.checks(groups_rows.tail(1), members_rows.head(0))
    assert found.said() == ["All numbers that were checked agree (1)."]
    assert found.rows == []


def test_attendance_by_hand(groups_rows, members_rows):
    found = groups.attendance(groups_rows, members_rows)
    assert cells(found)["Aamuryhmä"] == (4, "8–12", 3, 2, 6 / 8, 1, 1)
    assert cells(found)["B"][2:4] == (0, 0)
    assert found.said() == [
        "There are 3 members' forms.",
        "The members attended 75% of the meetings that they could (n = 2).",
        "Of the 2 whose ending is known, 1 left before the end (50%).",
    ]
    assert "nothing can be concluded about effect" in found.notes[-1]
    whole(found)


def test_attendance_without_members_or_meetings_is_not_zero(groups_rows, members_rows):
    found = groups.attendance(groups_rows.tail(1), members_rows.assign(ryhma="B"))
    meetings, lessons, members, n, share, *_rest = cells(found)["B"]
    assert (members, n) == (3, 2)
    assert meetings != meetings
    assert share != share
    assert lessons == ABSENT
    assert found.figure() is None
    assert groups.attendance(groups_rows, members_rows.head(0)).said() == []
    assert groups.attendance(groups_rows.head(0), members_rows).rows == []


def test_reasons_and_further_reasons_by_hand(members_rows):
    primary = cells(groups.reasons(members_rows))
    assert primary["Daily life and free time"] == (2, 2 / 3)
    assert primary["Work"] == (1, 1 / 3)
    assert primary["All members"] == (3, 1.0)
    further = cells(groups.further_reasons(members_rows))
    assert further["State of health"] == (2, 2 / 3)
    assert further["None recorded"] == (1, 1 / 3)


def test_other_backgrounds_by_hand(members_rows):
    assert cells(groups.sexes(members_rows))["Woman"] == (1, 1 / 3)
    assert cells(groups.ages(members_rows))["Not recorded"] == (3, 1.0)
    assert cells(groups.marital_status(members_rows))["Not recorded"] == (3, 1.0)
    homes = cells(groups.homes(members_rows))
    assert homes["Lives with a partner"] == homes["Lives with children"] == (1, 1 / 3)
    assert cells(groups.labour_status(members_rows))["Student"] == (1, 1 / 3)
    endings = cells(groups.endings(members_rows))
    assert endings["Left before the end"] == (1, 1 / 3)
    assert endings["Not recorded"] == (1, 1 / 3)


def test_members_of_a_kind_of_group(groups_rows, members_rows):
    assert len(groups.of_kind(members_rows, groups_rows, "vertaisryhma")) == 3
    assert len(groups.of_kind(members_rows, groups_rows, "hahmoterapia")) == 0


def test_published_shares_beside_the_members(members_rows):
    found = groups.reasons_beside_published(members_rows, {"arki": 0.67, "terveys": 0.2})
    assert cells(found)["State of health"] == (0, 0.0, 0.2)
    assert cells(found)["All members"] == (3, 1.0, pytest.approx(0.87))
    assert found.differing() == (["tyo", "terveys"], [])
    assert found.said() == [
        "The text and the members' forms (n = 3) disagree: work 33% on the forms, not named in the "
        "text; state of health 0% on the forms, 20% in the text."
    ]
    whole(found)


def test_published_shares_that_agree_or_differ_by_rounding(members_rows):
    found = groups.reasons_beside_published(members_rows, {"arki": 0.67, "tyo": 0.33})
    assert found.said() == ["The text and the members' forms agree (n = 3)."]
    found = groups.reasons_beside_published(members_rows, {"arki": 0.66, "tyo": 0.34})
    assert found.differing() == ([], ["arki", "tyo"])
    empty = groups.reasons_beside_published(members_rows.head(0))
    assert empty.said() == []
    assert empty.figure() is None


@pytest.mark.parametrize(("code", "share"), [("raha", 0.1), ("arki", 46)])
def test_published_shares_that_cannot_be_are_refused(members_rows, code, share):
    with pytest.raises(ValueError, match=rf"`published` has '{code}': {share}; expected a share"):
        groups.reasons_beside_published(members_rows, {code: share})


@given(st.lists(st.sampled_from(["arki", "tyo", "muu", "terveys"]), min_size=1, max_size=30))
def test_shares_of_the_reasons_sum_to_one(codes):
    found = groups.reasons_beside_published(pd.DataFrame({"ensisijainen_syy": codes}))
    assert sum(found.share(code) for code in found.codes) == pytest.approx(1)
    assert found.n == len(codes)
    more, little = found.differing()
    assert not set(more) & set(little)


def test_the_rows_are_not_changed(groups_rows, members_rows):
    before = groups_rows.copy(), members_rows.copy()
    for made in (groups.checks, groups.attendance):
        made(groups_rows, members_rows)
    groups.background(groups_rows)
    groups.reasons_beside_published(members_rows)
    groups.held(groups_rows.assign(alue="205"))
    pd.testing.assert_frame_equal(groups_rows, before[0])
    pd.testing.assert_frame_equal(members_rows, before[1])


def test_only_cleared_groups_are_listed_and_without_numbers_of_members(groups_rows):
    found = groups.held(groups_rows.assign(alue=groups_rows["kunta"]))
    assert list(found["nimi"]) == ["Aamuryhmä"]
    assert not {"osallistujat", "tarkastaja", "sukupuoli_nainen"} & set(found.columns)
    cleared = {"julkaistavissa": "kylla", "tarkastaja": "K.M."}
    on = pd.Timestamp("2019-12-16")
    everything = groups.held(groups_rows.assign(alue="205", tarkastettu_pvm=on, **cleared))
    assert list(everything["nimi"]) == ["B", "Aamuryhmä"]  # by first day; the code where no name


@pytest.mark.parametrize("one", groups.TABULATIONS, ids=lambda one: one.name)
def test_every_declared_count_works_on_one_row_and_on_the_example(one, example):
    rows = example.tables[one.form]
    found = one.of(rows)
    assert found.rows
    indexes = set()
    for lang in LANGUAGES:
        with use(lang):
            indexes.add(tuple(found.table.index))
    assert len(indexes) == 3  # the labels of the codes are translated
    assert one.of(rows.head(1)).caption == found.caption


def test_tabulations_have_names_of_their_own():
    names = [one.name for one in groups.TABULATIONS]
    assert len(set(names)) == len(names)
    assert all(name.startswith(tuple(one.form for one in groups.TABULATIONS)) for name in names)
