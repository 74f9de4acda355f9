"""Whatever a student does to the notebook, all tests of the session are run, and only they count."""

from copy import deepcopy

from handed_in import SESSION, blank, changed, model, without
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.teaching.rebuilding import rebuild

TESTS = [name for name, (role, _cell) in SESSION.roles.items() if role.is_test]
IDS = [cell["id"] for cell in model()["cells"]]


def source(name):
    return SESSION.roles[name][1]["source"]


def codes_of_tests(work):
    return {step.test: step.code for step in work.steps if step.test}


def test_the_tests_are_those_of_the_teacher_with_what_is_hidden():
    work = rebuild(SESSION, blank())
    assert list(codes_of_tests(work)) == TESTS
    assert all(code == source(name) for name, code in codes_of_tests(work).items())
    assert (work.deleted, work.written) == ((), ())
    assert "01-kaynnit" in work.unanswered


def test_a_changed_test_and_changed_data_are_put_right():
    made = changed(model(), {"01-raha-testi": "pass", "01-alku": "loki = None"})
    codes = [step.code for step in rebuild(SESSION, made).steps]
    assert source("01-raha-testi") in codes
    assert source("01-alku") in codes
    assert "pass" not in codes


def test_what_was_deleted_is_told_and_tests_come_back_after_their_answer():
    work = rebuild(SESSION, without(model(), "01-raha", "01-koti-testi", "01-alku"))
    codes = [step.code for step in work.steps]
    assert work.deleted == ("01-raha",)
    assert codes[0] == source("01-alku")
    assert codes.index(source("01-koti-testi")) == codes.index(source("01-koti")) + 1
    assert list(codes_of_tests(work)) == TESTS


def test_an_answer_that_was_turned_into_text_counts_as_deleted():
    made = deepcopy(model())
    next(cell for cell in made["cells"] if cell["id"] == "01-raha")["cell_type"] = "markdown"
    assert rebuild(SESSION, made).deleted == ("01-raha",)


def test_of_a_doubled_test_the_last_counts_and_own_cells_are_run():
    made = deepcopy(model())
    test = next(cell for cell in made["cells"] if cell["id"] == "01-raha-testi")
    extra = {"cell_type": "code", "id": "own", "metadata": {}, "source": "oma = 1"}
    made["cells"] = [extra, deepcopy(test), *made["cells"]]
    work = rebuild(SESSION, made)
    assert work.steps[0].code == "oma = 1"
    assert [step.test for step in work.steps if step.test] == TESTS


def test_an_answer_in_words_waits_for_a_reader_once_it_is_written():
    assert rebuild(SESSION, model()).written == ("01-lause",)
    assert rebuild(SESSION, blank()).written == ()


@given(st.lists(st.sampled_from(IDS), max_size=len(IDS)), st.randoms(use_true_random=False))
def test_every_test_is_run_once_whatever_is_left_of_a_notebook(kept, random):
    cells = {cell["id"]: cell for cell in model()["cells"]}
    random.shuffle(kept)
    made = model() | {"cells": [deepcopy(cells[name]) for name in kept]}
    before = deepcopy(made)
    work = rebuild(SESSION, made)
    assert sorted(step.test for step in work.steps if step.test) == sorted(TESTS)
    assert {step.code for step in work.steps} >= {source(name) for name in (*TESTS, "01-alku")}
    assert made == before
