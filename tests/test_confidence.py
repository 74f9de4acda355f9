import pytest

from sosiaali_lib.confidence import check_confidence


@pytest.mark.parametrize("confidence", [0, 1, -0.1, 95, float("nan"), "0.95", None])
def test_a_coverage_that_is_none_is_refused(confidence):
    with pytest.raises(ValueError, match=r"expected between 0 and 1, such as 0\.95"):
        check_confidence(confidence)


def test_a_least_coverage_can_be_asked_for():
    check_confidence(0.5)
    check_confidence(0.9, least=0.9)
    with pytest.raises(ValueError, match=r"is 0\.5; expected 0\.90 or more, below 1"):
        check_confidence(0.5, least=0.9)
