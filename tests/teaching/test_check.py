"""What the checks say to students; the variables of an answer are globals of this module."""

import numpy as np
import pandas as pd
import pytest

from sosiaali_lib import messages
from sosiaali_lib.teaching import check
from sosiaali_lib.teaching.answer import alike


@pytest.fixture(autouse=True)
def in_english():
    with messages.use("en"):
        yield


def given(value):
    globals()["x"] = value


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ((0, 45), "`x` is several numbers, because of a comma"),
        ("0.45", "`x` is a text. Write the number without quotation marks"),
        (pd.Series([1, 2]), "`x` holds 2 numbers; expected one"),
        (True, "`x` is no number but bool"),
        ([1], "`x` is no number but list"),
        (pd.NA, "`x` is no number but NAType"),
        (float("nan"), "`x` is not a finite number"),
        (..., "`x` is still empty"),
        (None, "`x` is still empty"),
        (-1, "`x` is −1; expected a number between 0 and 10"),
        (2.5, "`x` is 2.5; expected a whole number"),
        (7, "`x`: that is the number of rows"),
    ],
)
def test_a_wrong_number_is_told_with_what_to_do(value, message):
    given(value)
    with pytest.raises(check.CheckError, match=message):
        check.number("x", low=0, high=10, whole=True, mistakes={7: "that is the number of rows"})


@pytest.mark.parametrize("value", [3, 3.0, np.int64(3), np.array(3), pd.Series([3])])
def test_any_kind_of_one_number_will_do(value, capsys):
    given(value)
    check.number("x", low=0, whole=True)
    assert capsys.readouterr().out == "`x` has the right form.\n"


def test_open_limits_are_named_by_the_one_that_there_is():
    given(5)
    with pytest.raises(check.CheckError, match="expected at least 6"):
        check.number("x", low=6)
    with pytest.raises(check.CheckError, match="expected at most 4"):
        check.number("x", high=4)


def test_a_variable_that_is_not_there_is_named():
    with pytest.raises(check.CheckError, match=r"There is no variable `absent`. Run the cell"):
        check.number("absent")


def test_per_cent_is_told_apart_from_a_share():
    given(45)
    with pytest.raises(check.CheckError, match="looks like per cent; expected a share between 0"):
        check.share("x")
    given(-0.1)
    with pytest.raises(check.CheckError, match="expected a number between 0 and 1"):
        check.share("x")
    given(0.45)
    check.share("x", mistakes={0.5: "no"})


@pytest.mark.parametrize("value", ["", "ab", "e", 1, None.__class__])
def test_a_choice_is_one_of_the_letters(value):
    given(value)
    with pytest.raises(check.CheckError, match="expected one letter in quotation marks"):
        check.choice("x", "abcd")


@pytest.mark.parametrize("value", ["b", "B", " b) ", "b."])
def test_a_letter_may_be_written_as_people_write_it(value):
    given(value)
    check.choice("x", "abcd")
    check.is_choice("x", "b")
    with pytest.raises(check.CheckError, match="`x` is not right"):
        check.is_choice("x", "a")


def test_a_table_is_told_what_it_lacks():
    given(3)
    with pytest.raises(check.CheckError, match="`x` is no table but int"):
        check.table("x")
    given(pd.DataFrame({"a": [1, 2]}))
    with pytest.raises(check.CheckError, match=r"`x` has no column b, c. See the spelling"):
        check.table("x", columns=["a", "b", "c"])
    with pytest.raises(check.CheckError, match=r"`x` has 2 rows; expected another number. Think"):
        check.table("x", rows=3, hint="Think.")
    check.table("x", columns=["a"], rows=2)
    given(pd.DataFrame({"a": []}))
    with pytest.raises(check.CheckError, match="`x` has no rows"):
        check.table("x")


def test_words_are_counted():
    given(5)
    with pytest.raises(check.CheckError, match=r"`x` is no text. Put the sentence between"):
        check.words("x")
    given("too short")
    with pytest.raises(check.CheckError, match="has 2 words; write a whole sentence of at least 3"):
        check.words("x", least=3)
    given("long enough now")
    check.words("x", least=3)


def test_a_hidden_check_does_not_tell_the_right_answer():
    given(0.46)
    with pytest.raises(check.CheckError) as raised:
        check.equal("x", 0.45)
    assert "45" not in str(raised.value).replace("0.46", "")
    check.equal("x", 0.4603)


def test_one_answer_may_be_held_against_another():
    given(0.5)
    globals()["y"] = 0.4
    with pytest.raises(check.CheckError, match="`x`: the other way round"):
        check.below("x", "y", "the other way round")
    with pytest.raises(check.CheckError, match="`x`: below nothing"):
        check.below("x", 0, "below nothing")
    check.below("y", "x", "")
    with pytest.raises(check.CheckError, match="`x`: halved"):
        check.differs("x", 0.5, "halved")


def test_tables_are_alike_in_any_order_of_rows_and_never_changed():
    expected = pd.DataFrame({"a": [1.0, 2.0]}, index=["p", "q"])
    other = pd.DataFrame({"b": [0, 0], "a": [2, 1]}, index=["q", "p"])
    before = other.copy()
    assert alike(other, expected)
    assert alike(other["a"], expected["a"])
    assert alike(other[["a"]], expected["a"])
    pd.testing.assert_frame_equal(other, before)
    given(other)
    check.same("x", expected)


@pytest.mark.parametrize(
    "value",
    [
        pd.DataFrame({"a": [1.0, 2.1]}, index=["p", "q"]),
        pd.DataFrame({"b": [1.0, 2.0]}, index=["p", "q"]),
        pd.DataFrame({"a": [1.0]}, index=["p"]),
        pd.DataFrame({"a": [1.0, 2.0]}),
        pd.Series([1.0, 2.0], index=["p", "q"]),
        [1.0, 2.0],
        None.__class__,
    ],
)
def test_another_table_is_not_right(value):
    assert not alike(value, pd.DataFrame({"a": [1.0, 2.0]}, index=["p", "q"]))
    given(value)
    with pytest.raises(check.CheckError, match="`x` is not right"):
        check.same("x", pd.DataFrame({"a": [1.0, 2.0]}, index=["p", "q"]))


def test_a_notebook_shows_the_sentence_alone():
    assert check.CheckError("What to do.")._render_traceback_() == ["What to do."]
    lines = check.CheckError("word " * 40)._render_traceback_()
    assert " ".join(lines) == ("word " * 40).strip()
    assert max(map(len, lines)) <= 80


def test_the_first_cell_of_a_notebook_chooses_the_language_for_the_rest():
    check.speak("fi")
    assert messages.language() == "fi"
    with pytest.raises(ValueError, match="Language 'de' is not known"):
        check.speak("de")
