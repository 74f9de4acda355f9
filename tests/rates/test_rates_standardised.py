"""Standardised rates and ratios; known answers: see published_rates."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_rates import (
    BANDS,
    BIG,
    BOTH,
    DIRECT,
    INDIRECT,
    INDIRECT_RATE,
    LIMITS,
    ONCE,
    PEOPLE,
    REFERENCE,
    REFERENCE_PEOPLE,
    REPEATED,
    SMALL,
    STANDARD,
    THRICE,
    TINY,
    TWICE,
    rows,
)

from sosiaali_lib import messages, rates

AREAS = ["big"] * 19 + ["small"] * 19 + ["tiny"] * 19
EVENTS, POPULATION = BIG + SMALL + TINY, 3 * PEOPLE
COLUMNS = ["value", *LIMITS]
TABLE = pd.DataFrame([BIG, SMALL, TINY], index=["big", "small", "tiny"], columns=BANDS)
PEOPLE_TABLE = pd.DataFrame([PEOPLE] * 3, index=["tiny", "small", "big"], columns=BANDS)


def direct(**options):
    return rates.standardised_rate(
        EVENTS, POPULATION, groups=AREAS, per=100_000, confidence=BOTH, **options
    )


def test_the_standard_population_is_that_of_2013():
    assert rates.ESP2013.tolist() == STANDARD
    assert rates.ESP2013.index.tolist() == BANDS


def test_directly_standardised_rates_agree_with_pheindicatormethods():
    with messages.use("en"):
        found = direct(standard=3 * STANDARD)
    assert found.index.tolist() == ["big", "small", "tiny"]
    assert found.loc[["big", "small"], COLUMNS].to_numpy() == pytest.approx(
        np.array(rows(DIRECT)), rel=1e-12
    )
    assert found["method"].tolist() == ["dobson", "dobson", ""]
    assert found["note"].tolist() == ["", "", "Fewer than 10 events."]
    assert found.loc["tiny", COLUMNS].isna().all()


def test_bands_are_joined_by_name_whatever_their_order_and_spelling():
    expected = direct(standard=3 * STANDARD)
    turned = pd.Series(STANDARD[::-1], index=BANDS[::-1])
    dashes = [band.replace("0-4", "00–04") if band == "0-4" else band for band in BANDS]
    for options in (
        {"bands": 3 * BANDS},
        {"bands": 3 * dashes},
        {"bands": 3 * BANDS, "standard": turned},
        {"bands": 3 * BANDS, "standard": dict(turned)},
    ):
        pd.testing.assert_frame_equal(direct(**options), expected)
    wide = rates.standardised_rate(TABLE, PEOPLE_TABLE, per=100_000, confidence=BOTH)
    pd.testing.assert_frame_equal(wide, expected)
    one = rates.standardised_rate(
        pd.Series(BIG, BANDS), pd.Series(PEOPLE, BANDS), turned, per=100_000, confidence=BOTH
    )
    assert one[COLUMNS].to_numpy() == pytest.approx(expected.loc[["big"], COLUMNS].to_numpy())


def test_repeated_events_agree_with_pheindicatormethods():
    persons = pd.DataFrame({"f1": ONCE, "f2": TWICE, "f3": THRICE})
    events = (persons * [1, 2, 3]).sum(axis=1)
    found = rates.standardised_rate(
        events, PEOPLE, STANDARD, per=100_000, confidence=BOTH, persons=persons
    )
    assert found[COLUMNS].to_numpy() == pytest.approx(np.array(rows(REPEATED)), rel=1e-8)
    assert found["method"].tolist() == ["dobson, clustered"]
    squares = (persons * [1, 4, 9]).sum(axis=1)
    pd.testing.assert_frame_equal(
        rates.standardised_rate(
            events, PEOPLE, STANDARD, per=100_000, confidence=BOTH, sum_of_squares=squares
        ),
        found,
    )


def test_standardised_ratios_agree_with_pheindicatormethods():
    found = rates.standardised_ratio(
        EVENTS, POPULATION, 3 * REFERENCE, 3 * REFERENCE_PEOPLE, groups=AREAS, confidence=BOTH
    )
    assert found[COLUMNS].to_numpy() == pytest.approx(np.array(rows(INDIRECT)), rel=1e-12)
    assert found["method"].tolist() == ["byar", "byar", "exact"]
    known = rates.standardised_ratio([895, 91, 9], expected=835.8835612311743, confidence=BOTH)
    assert known[COLUMNS].to_numpy() == pytest.approx(found[COLUMNS].to_numpy())
    by_name = rates.standardised_ratio(
        TABLE,
        PEOPLE_TABLE,
        pd.Series(REFERENCE, BANDS),
        dict(zip(BANDS, REFERENCE_PEOPLE, strict=True)),
        confidence=BOTH,
    )
    pd.testing.assert_frame_equal(by_name, found)


def test_indirectly_standardised_rates_agree_with_pheindicatormethods():
    ratios = rates.standardised_ratio(BIG, PEOPLE, REFERENCE, REFERENCE_PEOPLE, confidence=BOTH)
    kept = ratios.copy()
    found = rates.indirect_rate(ratios, REFERENCE, REFERENCE_PEOPLE, per=100_000)
    assert found[COLUMNS].to_numpy() == pytest.approx(np.array(rows(INDIRECT_RATE)), rel=1e-12)
    assert found[["method", "note"]].to_numpy().tolist() == [["byar", ""]]
    pd.testing.assert_frame_equal(ratios, kept)


def test_a_band_without_people_expects_nothing_and_has_no_rate():
    # PHEindicatormethods 2.1.0, Area1: the second band of BIG without people; ratio × 100.
    people = [PEOPLE[0], 0, *PEOPLE[2:]]
    ratio = rates.standardised_ratio(BIG, people, REFERENCE, REFERENCE_PEOPLE, per=100)
    assert ratio.iloc[0, :3].tolist() == pytest.approx(
        [110.72323749430866, 103.58708281676485, 118.22147841228508]
    )
    with messages.use("en"):
        found = rates.standardised_rate(BIG, people, STANDARD)
    assert np.isnan(found.loc[0, "value"])
    assert found.loc[0, "note"] == "An age band has no population."
    without = [STANDARD[0], 0, *STANDARD[2:]]
    assert rates.standardised_rate(BIG, people, without).loc[0, "value"] > 0


def test_one_bad_area_does_not_stop_the_others():
    events = [*BIG, *SMALL[:-1], None, *BIG[:-1]]
    groups = ["whole"] * 19 + ["hidden"] * 19 + ["short"] * 18
    people, bands = (2 * one + one[:-1] for one in (PEOPLE, BANDS))
    with messages.use("en"):
        found = rates.standardised_rate(events, people, groups=groups, bands=bands)
        people[0] = None
        lost = rates.standardised_rate(events, people, groups=groups, bands=bands)
        ratio = rates.standardised_ratio([9, None, 9], expected=[5, 5, 0], groups=None)
    assert found["note"].tolist() == [
        "",
        "The number of events is missing.",
        "An age band is missing.",
    ]
    assert found["value"].isna().tolist() == [False, True, True]
    assert lost["note"].tolist()[0] == "The population is missing."
    assert ratio["note"].tolist() == [
        "",
        "The number of events is missing.",
        "No events are expected.",
    ]
    filled = rates.standardised_rate(events, people, groups=groups, bands=bands, empty_is_zero=True)
    assert filled["value"].notna().tolist() == [False, True, False]


def test_a_band_that_nobody_is_in_anywhere_expects_nothing():
    found = rates.standardised_ratio([12, 0], [100, 0], [6, 0], [50, 0])
    assert found["value"].tolist() == [1]


def test_missing_people_or_an_absent_band_leave_no_ratio():
    reference, of_people = pd.Series(REFERENCE, BANDS), pd.Series(REFERENCE_PEOPLE, BANDS)
    with messages.use("en"):
        found = rates.standardised_ratio(
            BIG + BIG[1:],
            [None, *PEOPLE[1:], *PEOPLE[1:]],
            reference,
            of_people,
            groups=["a"] * 19 + ["b"] * 18,
            bands=BANDS + BANDS[1:],
        )
    assert found["note"].tolist() == [
        "The number of expected events is missing.",
        "An age band is missing.",
    ]
    assert found["value"].isna().all()


def test_a_census_is_standardised_without_an_interval():
    for found in (
        rates.standardised_rate(BIG, PEOPLE, STANDARD, census=True),
        rates.standardised_ratio(9, expected=5, census=True),
    ):
        assert found["method"].tolist() == ["census"]
        assert found["value"].notna().all()
        assert found[["lower", "upper"]].isna().all(axis=None)


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 5000)), min_size=2, max_size=6),
    st.floats(0.1, 50),
)
def test_standardising_to_oneself_gives_the_crude_rate(bands, factor):
    events, people = ([10 + bands[0][0], *(x for x, _n in bands[1:])], [n for _x, n in bands])
    found = rates.standardised_rate(events, people, [factor * n for n in people]).iloc[0, :3]
    crude = rates.rate(sum(events), sum(people)).iloc[0, :3]
    assert found["value"] == pytest.approx(crude["value"])
    if len({x / n for x, n in zip(events, people, strict=True)}) == 1:
        assert found.tolist() == pytest.approx(crude.tolist())
    assert 0 <= found["lower"] <= found["value"] <= found["upper"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: rates.standardised_rate([1, -1], [5, 5], [1, 1]),
            "`events` must be 0 or more; not so in row 1 (-1). Correct it.",
        ),
        (
            lambda: rates.standardised_rate([1, 1], [5, -5], [1, 1]),
            "`population` must be 0 or more; not so in row 1 (-5). Correct it.",
        ),
        (
            lambda: rates.standardised_rate([1, 1], [5, 5], [1, -1]),
            "`standard` must be 0 or more; not so in row 1 (-1). Correct it.",
        ),
        (
            lambda: rates.standardised_rate([1, 1], [5, 5], [1, None]),
            "`standard` has an empty value or only zeros; expected people in each band.",
        ),
        (
            lambda: rates.standardised_rate([1, 1], [5, 5]),
            "Give `standard`, or `bands` for the European standard population 2013.",
        ),
        (
            lambda: rates.standardised_rate(EVENTS, POPULATION, STANDARD, groups=AREAS),
            "`standard` has 19 values for 57 rows. Give one value a row, or a Series or dict by name of "
            "the band.",
        ),
        (
            lambda: rates.standardised_rate([1, 1], [5, 5], {"0-4": 1, "5-9": 2}),
            "`standard` is given by name of the band: give `bands` as well.",
        ),
        (
            lambda: rates.standardised_rate([1, 1], [5, 5], {"0-4": 1}, bands=["0-4", "5-14"]),
            "`standard` says nothing of '5-14'; it knows '0-4'. Name the bands alike.",
        ),
        (
            lambda: rates.standardised_rate([1, 1], [5, 5], {"0-4": 1}, bands=["0-4", "00-04"]),
            "Band '0-4' stands twice in one area; expected once.",
        ),
        (
            lambda: rates.standardised_rate(TABLE, POPULATION),
            "`events` is a table of areas × bands; expected `population` to be one too.",
        ),
        (
            lambda: rates.standardised_rate(TABLE, PEOPLE_TABLE.drop(columns="90+")),
            "`population` lacks '90+', which `events` has.",
        ),
        (
            lambda: rates.standardised_ratio([1], [5]),
            "Give `population`, `reference_events` and `reference_population` by band, or `expected` "
            "events.",
        ),
        (
            lambda: rates.indirect_rate(rates.standardised_ratio(1, expected=5), 0, 0),
            "`reference_population` has nobody; expected inhabitants.",
        ),
        (
            lambda: rates.standardised_ratio([1], [5], expected=[5]),
            "Give `expected`, or population and reference by band, not both.",
        ),
    ],
)
def test_what_cannot_be_standardised_is_refused(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()
