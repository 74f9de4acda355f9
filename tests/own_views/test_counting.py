"""What own views may count: crossings of columns that a release counts anyway."""

import pytest

from sosiaali_lib import evidence, forms
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.observations import PUBLIC
from sosiaali_lib.own_views import counting
from sosiaali_lib.own_views.counting import Counting
from sosiaali_lib.tabulation import Choices, Codes

EVERY = list(counting.countings())
CROSSED = [one for one in EVERY if one.group]


def test_the_name_of_a_table_tells_what_it_counts():
    for one in CROSSED:
        found = counting.named(one.table)
        assert (found.form, found.row, found.group) == (one.form, one.row, one.group)
        assert found.where is None and found.person is None
    assert len({one.table for one in EVERY}) == len(EVERY)


def test_one_column_alone_is_the_suites_own_table():
    one = Counting("palvelutarpeet", "tuki")
    assert one.table == "palvelutarpeet_tuki"
    assert one.tabulation() is evidence.BY_NAME["palvelutarpeet_tuki"]


def test_columns_of_a_crossing_stand_in_tables_of_all_rows_of_the_form():
    alone = {
        (one.form, one.row)
        for one in evidence.TABULATIONS
        if type(one) in (Codes, Choices) and one.where is None and one.group is None
    }
    for one in CROSSED:
        assert {(one.form, one.row), (one.form, one.group)} <= alone
        assert forms.load(one.form).column(one.group).type == "choice"


def test_columns_of_published_texts_are_not_crossed():
    together = [one for one in CROSSED if one.form == "havainnot"]
    assert together and not [one for one in together if {one.row, one.group} <= set(PUBLIC)]


def test_a_crossing_shares_its_totals_with_the_suites_tables():
    # Dimensions of one name are one thing: the totals are protected once, with all tables.
    found = Counting("palvelutarpeet", "tarpeet_tyontekija", "vireilletulo").tabulation()
    alone = evidence.BY_NAME["palvelutarpeet_tarpeet"]
    assert found.system == alone.system == "palvelutarpeet"
    assert found.links["luokka"] == alone.links["luokka"]
    assert found.links["ryhma"] == evidence.BY_NAME["palvelutarpeet_vireilletulo"].links["luokka"]


@pytest.mark.parametrize(
    "name",
    [
        "palvelutarpeet_tarpeet", "oma", "oma-palvelutarpeet-tuki", "oma-palvelutarpeet-tuki-kunta",
        "oma-havainnot-savy-sektori", "oma-mittaukset-mittari-vaihe", "oma-a-b-c-d",
        "oma-palvelutarpeet-tuki-vireilletulo__vuodet",
    ],
)  # fmt: skip
def test_other_names_are_no_own_view(name):
    assert counting.named(name) is None
    assert (name in evidence.BY_NAME) == (name == "palvelutarpeet_tarpeet")


def test_declared_counts_keep_their_order_and_unknown_names_are_left_out():
    own = "oma-palvelutarpeet-tuki-vireilletulo"
    found = evidence.declared(
        [own, "palvelutarpeet_tuki", "kertymat", "palvelutarpeet_vireilletulo"]
    )
    names = ["palvelutarpeet_vireilletulo", "palvelutarpeet_tuki", own]
    assert [one.name for one in found] == names


def test_words_are_those_of_the_language_in_use():
    captions = set()
    for lang in LANGUAGES:
        with use(lang):
            captions.add(
                Counting("ryhmalaiset", "ikaryhma", "sukupuoli").tabulation().words.caption
            )
    assert len(captions) == len(LANGUAGES)
