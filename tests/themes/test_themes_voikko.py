"""Voikko together with simplemma, where both are installed."""

import pytest

from sosiaali_lib.themes import lemmas

pytestmark = pytest.mark.voikko


@pytest.fixture(scope="module")
def lemma():
    return lemmas.WithVoikko()


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("jalkautuminen", "jalkautua"),
        ("jalkautumisessa", "jalkautua"),
        ("bussilla", "bussi"),
        ("kajaanissa", "Kajaani"),
        ("palvelutarpeen", "palvelutarve"),
        ("mt-palveluissa", "mt-palvelu"),
        ("HYTE", "HYTE"),
    ],
)
def test_words_on_which_the_two_tools_together_do_better(lemma, word, base):
    assert lemma(word) == base


def test_voikko_is_taken_where_it_is_installed():
    assert isinstance(lemmas.default(), lemmas.WithVoikko)
    assert (
        lemmas.default().method == "Base forms of words are those of Voikko and simplemma together."
    )
