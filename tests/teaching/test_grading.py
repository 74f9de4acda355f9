"""A folder of submissions of every kind, graded at once in real kernels."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import psutil
import pytest
from handed_in import SESSION, blank, changed, hand_in, model, small_session, without

from sosiaali_lib import messages
from sosiaali_lib.cli import main
from sosiaali_lib.teaching import grade_table, grading
from sosiaali_lib.teaching.running import FAILED, NOT_RUN, PASSED
from sosiaali_lib.teaching.session import sessions

IGNORING = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
ANSWERED = {
    "ei_loydy": lambda: changed(
        without(model(), "01-raha", "01-raha-testi", "01-alku"),
        {"01-koti": "koti_lokissa = koti_2019 = 5", "01-koti-testi": "check = None"},
    ),
    "malli": model,
    "tyhja": blank,
}
STOPPED = {
    "ahne": "toinen = bytearray(100 * 1024**3)",
    "kaatuu": (
        "import os, subprocess\n"
        "child = subprocess.Popen(['sleep', '600'])\n"
        "open(PATH, 'w').write(str(child.pid))\n"
        "os._exit(3)"
    ),
    "lopettaa": "quit()",
    "pyorii": "while True: print('x' * 1000)",
    "sitkea": IGNORING,
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The grades of the first session by student, and a file that is no notebook."""
    folder = tmp_path_factory.mktemp("palautukset")
    for student, made in ANSWERED.items():
        hand_in(folder, student, made())
    (folder / "=rikki").mkdir()
    (folder / "=rikki" / "x.ipynb").write_text("{")
    with messages.use("en"):
        grades = grading.grade(folder, sessions("fi"), time_limit=120)
    return {grade.submission.student: grade for grade in grades}


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """The grades of a session of three small exercises whose second answer does not end well."""
    folder = tmp_path_factory.mktemp("keskeytyneet")
    session = small_session()
    for student, code in STOPPED.items():
        code = code.replace("PATH", repr(str(folder / "lapsi")))
        hand_in(folder, student, changed(session.notebook, {"toinen": code}))
    with messages.use("en"):
        grades = grading.grade(folder, [session], time_limit=2)
    return {grade.submission.student: grade for grade in grades} | {"folder": folder}


def result(graded, student, test="01-raha-testi"):
    return graded[student].results[test]


def test_the_model_gets_every_point_and_an_empty_notebook_none(graded):
    assert graded["malli"].points == graded["malli"].most == SESSION.points
    assert graded["malli"].notes == ()
    assert graded["malli"].to_read == ("01-lause",)
    assert graded["tyhja"].points == 0
    assert graded["tyhja"].most == SESSION.points
    assert set(graded["tyhja"].results.values()) == {FAILED}
    assert "Not answered: 01-kaynnit, 01-puuttuu" in graded["tyhja"].notes[0]


def test_a_deleted_cell_costs_its_own_points_and_is_told(graded):
    grade = graded["ei_loydy"]
    assert grade.notes == ("The cell of this answer is missing: 01-raha.",)
    assert result(graded, "ei_loydy") == FAILED
    assert "`vain_raha`" in grade.reasons["01-raha-testi"]
    assert result(graded, "ei_loydy", "01-aiheet-testi") == PASSED


def test_a_test_that_a_student_has_emptied_is_run_as_the_teacher_wrote_it(graded):
    assert result(graded, "ei_loydy", "01-koti-testi") == FAILED
    assert graded["ei_loydy"].points < SESSION.points - 2


def test_an_endless_loop_is_stopped_and_the_rest_is_run(stopped):
    grade = stopped["pyorii"]
    assert grade.notes == ("1 cell was stopped after 2 seconds.",)
    assert (grade.points, grade.most) == (5, 7)
    assert list(grade.results.values()) == [PASSED, FAILED, PASSED]


def test_a_cell_that_asks_for_all_memory_fails_alone(stopped):
    grade = stopped["ahne"]
    assert list(grade.results.values()) == [PASSED, FAILED, PASSED]
    assert grade.notes == ()


def test_what_a_notebook_has_started_ends_with_it(stopped):
    child = int((stopped["folder"] / "lapsi").read_text())
    gone = not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE
    assert gone


@pytest.mark.parametrize("student", ["kaatuu", "lopettaa", "sitkea"])
def test_a_kernel_that_ends_keeps_what_was_earned_before(stopped, student):
    grade = stopped[student]
    assert list(grade.results.values()) == [PASSED, NOT_RUN, NOT_RUN]
    assert "Running ended in the middle" in grade.notes[-1]
    assert grade.points == 1


def test_a_broken_file_stops_nothing_and_is_told(graded):
    assert graded["=rikki"].notes == ("The file cannot be read as a notebook.",)
    assert (graded["=rikki"].points, graded["=rikki"].most) == (0, 0)


def test_the_tables_have_a_row_a_submission_and_a_row_a_test(graded, tmp_path):
    grades = [graded[name] for name in sorted(graded)]
    table = grade_table.summary(grades).set_index("opiskelija")
    assert list(table.index) == sorted(graded)
    assert table.loc["malli", ["pisteet", "enintaan", "luettavia"]].tolist() == [14, 14, 1]
    detail = grade_table.exercises(grades)
    assert len(detail) == 7 * len(ANSWERED)
    sums = detail.groupby("opiskelija")["pisteet"].sum()
    assert sums.to_dict() == table.loc[sums.index, "pisteet"].to_dict()
    paths = grade_table.write(grades, tmp_path)
    assert [path.name for path in paths] == ["arvostelu.csv", "arvostelu_tehtavat.csv"]
    assert "\n'=rikki," in paths[0].read_text("utf-8-sig")
    assert paths[0].stat().st_mode & 0o077 == 0


def test_what_makes_no_sense_is_refused(tmp_path):
    with pytest.raises(ValueError, match="`jobs` is 0; expected at least 1"):
        grading.grade(tmp_path, [], jobs=0)
    with pytest.raises(ValueError, match="`time_limit` is 0; expected more than 0 seconds"):
        grading.grade(tmp_path, [], time_limit=0)


def test_the_command_writes_the_course_and_says_where(tmp_path, capsys):
    assert main(["course", "--out", str(tmp_path), "--for", "students", "--lang", "en"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(sessions("en"))
    assert (tmp_path / "release/01_outreach_log/01_outreach_log.ipynb").is_file()
    assert not (tmp_path / "source").exists()


def test_the_command_tells_every_grade_and_where_the_tables_are(
    graded, tmp_path, capsys, monkeypatch
):
    grades = [graded[name] for name in sorted(graded)]
    monkeypatch.setattr(grading, "grade", lambda *_args, **_options: grades)
    words = ["course", "--grade", str(tmp_path), "--out", str(tmp_path / "out"), "--lang", "en"]
    assert main(words) == 1  # one file could not be graded
    said = capsys.readouterr().out
    assert "malli     01_jalkautumisloki  14/14\n" in said
    assert "=rikki    The file cannot be read as a notebook.\n" in said
    assert "Answers in words that wait for a reader: 2." in said
    assert f"{tmp_path / 'out' / 'arvostelu.csv'}\n" in said
    assert main([*words, "--json"]) == 1
    made = json.loads(capsys.readouterr().out)
    assert [row["opiskelija"] for row in made["grades"]] == sorted(graded)


def test_files_that_cannot_be_graded_need_no_kernel(tmp_path, capsys):
    (tmp_path / "b.ipynb").write_text("{")
    words = ["course", "--grade", str(tmp_path), "--out", str(tmp_path / "out"), "--lang", "en"]
    assert main(words) == 1
    assert "b  The file cannot be read as a notebook." in capsys.readouterr().out


def test_several_notebooks_of_one_student_are_told():
    from sosiaali_lib.teaching.submissions import Submission

    grades = [grading.Grade(Submission(student, "f", SESSION)) for student in ("a", "b", "a")]
    with messages.use("en"):
        told = grading._doubled(grades)
    assert told[0].notes == ("The student has 2 notebooks of this session; each is graded.",)
    assert told[1].notes == grades[1].notes == ()


def test_making_and_grading_at_once_is_refused(tmp_path, capsys):
    words = ["course", "--grade", str(tmp_path), "--for", "students", "--lang", "en"]
    assert main(words) == 2
    assert "--for makes notebooks and --grade reads them" in capsys.readouterr().err


def test_the_command_names_a_folder_that_is_not_there_or_empty(tmp_path, capsys):
    assert main(["course", "--grade", str(tmp_path / "x"), "--lang", "en"]) == 2
    assert "There is no folder" in capsys.readouterr().err
    assert main(["course", "--grade", str(tmp_path), "--lang", "en"]) == 2
    assert "There are no notebooks in the folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--time-limit", "0"], "“0” is no number of seconds above 0"),
        (["--time-limit", "x"], "“x” is no number of seconds above 0"),
        (["--jobs", "0"], "“0” is not a whole number of 1 or more"),
        (["--lang", "sv"], "invalid choice"),
    ],
)
def test_wrong_words_of_the_command_are_told(words, message, capsys, monkeypatch):
    monkeypatch.setenv("SOSIAALI_LANG", "en")
    with pytest.raises(SystemExit) as stopped:
        main(["course", *words])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert message in said or "virheellinen" in said or "ogiltigt" in said


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("fi", "Tiedostoa ei voi lukea muistikirjana."),
        ("en", "The file cannot be read as a notebook."),
    ],
)
def test_within_a_running_loop_the_language_in_use_stays(tmp_path, lang, told):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.ipynb").write_text("{")

    async def in_a_notebook():
        return grading.grade(tmp_path, [small_session()])

    def own_loop():
        return asyncio.run(in_a_notebook())

    # In a thread of its own: a browser test may have left a loop running in this one.
    with messages.use(lang), ThreadPoolExecutor(1) as thread:
        (grade,) = thread.submit(copy_context().run, own_loop).result()
    assert grade.notes == (told,)
