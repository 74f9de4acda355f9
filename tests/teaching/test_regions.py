import pytest

from sosiaali_lib.teaching.regions import HIDDEN_TESTS, SOLUTION, RegionError, replaced


def test_a_region_gives_way_to_the_stub_with_its_indent():
    source = "if a:\n    ### BEGIN SOLUTION\n    b = 1\n    ### END SOLUTION\nc = 2"
    assert replaced(source, SOLUTION, "# ?\npass") == ("if a:\n    # ?\n    pass\nc = 2", 1)


def test_several_regions_go_and_other_marks_stay():
    source = (
        "### BEGIN HIDDEN TESTS\na\n### END HIDDEN TESTS\nb\n"
        "### BEGIN HIDDEN TESTS\nc\n### END HIDDEN TESTS"
    )
    assert replaced(source, HIDDEN_TESTS, "") == ("b", 2)
    assert replaced(source, SOLUTION, "x") == (source, 0)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION", "“BEGIN SOLUTION” stands twice before"),
        ("### END SOLUTION", "“END SOLUTION” stands before any “BEGIN SOLUTION”"),
        ("a\n### BEGIN SOLUTION\nb", "“BEGIN SOLUTION” has no “END SOLUTION” after it"),
    ],
)
def test_marks_that_do_not_pair_are_told(source, message):
    with pytest.raises(RegionError, match=message):
        replaced(source, SOLUTION, "")
