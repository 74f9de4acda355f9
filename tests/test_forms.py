import pytest

from sosiaali_lib import codelists, forms, instruments
from sosiaali_lib.messages import LANGUAGES, use


@pytest.mark.parametrize("name", forms.available())
def test_every_form_is_whole_in_three_languages(name):
    form = forms.load(name)
    assert form.name == name
    for lang in LANGUAGES:
        with use(lang):
            assert form.title
            assert form.row
            assert all(column.label and column.help for column in form.columns)
            assert all(
                column.choices() for column in form.columns if column.type in ("choice", "choices")
            )
            assert all(rule.expected for rule in form.rules)


@pytest.mark.parametrize("name", forms.available())
def test_headers_of_a_form_are_not_mistaken_for_each_other(name):
    form = forms.load(name)
    seen = {}
    for column in form.columns:
        # Labels of items may be alike in two instruments; their names are not.
        spellings = [column.name] if column.item_of else column.spellings()
        for spelling in {s.casefold() for s in spellings}:
            assert seen.setdefault(spelling, column.name) == column.name


@pytest.mark.parametrize("name", forms.available())
def test_rules_speak_of_columns_that_exist(name):
    form = forms.load(name)
    names = {column.name for column in form.columns}
    for rule in form.rules:
        assert {rule.column, *rule.others} <= names


def test_the_outreach_log_asks_for_what_the_source_asked_and_for_structures():
    columns = {column.name: column for column in forms.load("jalkautumiset").columns}
    assert {"luonne", "lasna", "keskusteltu", "aiheet", "tunne", "paikkatyyppi"} <= set(columns)
    assert columns["rakennehavainto"].required
    assert [rule.at_most for rule in forms.load("jalkautumiset").rules if rule.at_most] == ["lasna"]


def test_the_items_of_instruments_are_columns_of_the_measurements():
    columns = {c.name: c for c in forms.load("mittaukset").columns if c.item_of == "eo14"}
    assert list(columns) == [item.id for item in instruments.load("eo14").items]
    assert (columns["e05"].min, columns["e05"].max, columns["e05"].personal) == (1, 5, "indirect")


def test_identifiers_and_checkers_are_direct_personal_data():
    direct = {
        (name, column.name)
        for name in forms.available()
        for column in forms.load(name).columns
        if column.personal == "direct"
    }
    people = {
        ("mittaukset", "tunniste"),
        ("mittauspalaute", "tunniste"),
        ("ryhmalaiset", "tunniste"),
        ("merkitys", "vastaaja"),
    }
    checkers = {
        (name, "tarkastaja")
        for name in forms.available()
        if any(column.name == "tarkastaja" for column in forms.load(name).columns)
    }
    assert direct == people | checkers


@pytest.mark.parametrize("name", forms.available())
def test_every_form_has_a_column_without_which_a_row_says_nothing(name):
    form = forms.load(name)
    assert form.required
    columns = {column.name for column in form.columns}
    assert form.period is None or form.column(form.period).type == "date"
    assert set(form.unique) <= columns
    for column in form.columns:
        if column.refers:
            other, referred = column.refers
            assert forms.load(other).column(referred)


def test_there_are_twelve_topics_mapped_to_the_ten_needs_of_the_law():
    topics, needs = codelists.load("aiheet"), codelists.load("shl11")
    assert (len(topics.codes), len(needs.codes)) == (12, 10)
    mapped = {need for code in topics.codes for need in code.maps["shl11"]}
    assert mapped == set(needs.labels())
    assert {c.code for c in topics.codes if not c.maps["shl11"]} == {"palveluohjaus"}


@pytest.mark.parametrize("name", codelists.available())
def test_code_lists_have_distinct_codes_and_labels(name):
    known = codelists.load(name)
    for lang in LANGUAGES:
        with use(lang):
            labels = list(known.labels().values())
            assert known.title
            assert known.basis
            assert len(set(labels)) == len(labels) == len({c.code for c in known.codes})


def test_codes_that_the_sources_do_not_name_say_so():
    evidence = {code.code: code.evidence for code in codelists.load("aiheet").codes}
    assert evidence["palveluohjaus"] == "sourced"
    assert evidence["kriisi"] == "project"


def test_unknown_names_are_refused_with_what_there_is():
    with pytest.raises(ValueError, match=f"No form 'x'; there are {', '.join(forms.available())}"):
        forms.load("x")
    with pytest.raises(ValueError, match="No code list 'x'; there are aiheet"):
        codelists.load("x")
    with pytest.raises(
        ValueError, match="Code list 'aiheet' has no version '1900'; there are 2018"
    ):
        codelists.load("aiheet", "1900")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_code_lists_and_forms_have_titles_of_their_own(lang):
    with use(lang):
        lists = [codelists.load(name).title for name in codelists.available()]
        titles = [forms.title(name) for name in forms.available()]
    assert len(lists) == len(set(lists))
    assert len(titles) == len(set(titles))
