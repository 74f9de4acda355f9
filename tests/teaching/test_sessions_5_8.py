"""Sessions 5 to 8: model answers give every point, no answer and wrong answers give none."""

import ast
from collections import Counter

import pytest

from sosiaali_lib.messages import use
from sosiaali_lib.teaching.answer import CheckError
from sosiaali_lib.teaching.session import sessions
from sosiaali_lib.teaching.versions import students

NUMBERS = ("05", "06", "07", "08")
SESSIONS = {
    (session.name[:2], lang): session
    for lang in ("fi", "en")
    for session in sessions(lang)
    if session.name[:2] in NUMBERS
}
BOTH = [pytest.param(*key, id="-".join(key)) for key in SESSIONS]


def code(cells):
    return [cell for cell in cells if cell["cell_type"] == "code"]


def run(source, room):
    exec(compile(source, "<cell>", "exec"), room)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where all of them run: the small release of session 8 is made once."""
    return tmp_path_factory.mktemp("kurssi")


@pytest.fixture
def here(folder, monkeypatch):
    monkeypatch.chdir(folder)
    with use("fi"):  # cells choose the language; it goes back afterwards
        yield


@pytest.fixture(scope="module")
def answered(folder):
    """What stands in the notebook's memory after its model answers, by session and language."""
    rooms, monkeypatch = {}, pytest.MonkeyPatch()
    monkeypatch.chdir(folder)
    for key, session in SESSIONS.items():
        rooms[key] = {"__name__": "notebook"}
        with use("fi"):
            for cell in code(session.cells):
                run(cell["source"], rooms[key])
    monkeypatch.undo()
    return rooms


def test_both_languages_have_the_same_exercises_and_points():
    assert len(SESSIONS) == 2 * len(NUMBERS)
    for number in NUMBERS:
        fi, en = SESSIONS[number, "fi"], SESSIONS[number, "en"]
        assert [role for role, _cell in fi.roles.values()] == [
            role for role, _cell in en.roles.values()
        ]
        assert [cell["cell_type"] for cell in fi.cells] == [cell["cell_type"] for cell in en.cells]


@pytest.mark.parametrize(("number", "lang"), BOTH)
def test_a_session_has_what_every_session_has(number, lang):
    session = SESSIONS[number, lang]
    text = "\n".join(cell["source"] for cell in session.cells if cell["cell_type"] == "markdown")
    wanted = {
        "fi": ("**Tavoitteet.**", "## Tarina", "## Tehtävä 6", "## Mitä viet mukanasi"),
        "en": ("**Aims.**", "## The story", "## Exercise 6", "## What to take home"),
    }
    assert all(part in text for part in wanted[lang])
    assert text.count("ISO SOS") + text.count("Sotkamo") + text.count("Kainuu") > 0
    kinds = Counter(
        "test" if role.is_test else "words" if role.by_hand else "answer"
        for role, _cell in session.roles.values()
        if role.grade or role.solution
    )
    assert kinds["test"] == kinds["answer"] >= 6
    assert kinds["words"] == 1
    assert session.points + session.points_by_hand >= 15


@pytest.mark.parametrize(("number", "lang"), BOTH)
def test_a_session_is_thin_and_imports_from_the_package_only(number, lang):
    logic = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.Try)
    for cell in code(SESSIONS[number, lang].cells):
        tree = ast.parse(cell["source"])
        assert not [node for node in ast.walk(tree) if isinstance(node, logic)]
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                assert (getattr(node, "module", None) or "").split(".")[0] == "sosiaali_lib"


@pytest.mark.parametrize(("number", "lang"), BOTH)
def test_model_answers_pass_every_test(number, lang, answered):
    names = [role.grade_id for role, _cell in SESSIONS[number, lang].roles.values()]
    assert answered[number, lang]["check"] is not None  # every cell ran, and none complained
    assert all(name.startswith(number) for name in names)


@pytest.mark.parametrize(("number", "lang"), BOTH)
def test_the_students_version_gives_no_points_before_it_is_answered(number, lang, here):
    session, room, passed = SESSIONS[number, lang], {"__name__": "notebook"}, []
    hidden = {role.grade_id: cell["source"] for role, cell in session.roles.values()}
    for cell in code(students(session)["cells"]):
        marks = cell["metadata"].get("nbgrader", {})
        assert "BEGIN" not in cell["source"]
        source = hidden[marks["grade_id"]] if marks.get("grade") else cell["source"]
        try:
            run(source, room)
        except (AssertionError, NameError, NotImplementedError):
            continue
        passed += [marks["grade_id"]] if marks.get("grade") else []
    assert passed == []


WRONG = {  # exercise → answers that a hurried student may give
    "05-osuudet": ["osuudet = osuudet * 2", "poikkeavia = 5"],
    "05-vali": ["ala = 0.2142", "kapeampi = 0"],
    "05-peitto": ["wilson_osuu = 0.95", "oppikirja_osuu = 0.95"],
    "05-merkitys": ['merkitys = "a"', 'merkitys = "c"'],
    "05-nolla": ["ristijarvi_yla = 0", 'vastaus = "a"'],
    "05-lista": ['paras = "Uittokoski"', "vastaajia_yhteensa = 12"],
    "05-suppilo": ['poikkeavat = ["Kaislavesi"]', "turhia_halytyksia = 0"],
    "05-kutistus": ["virhe_kutistettu = virhe_oma", 'hinta = "c"'],
    "06-oppii": ['oppii = "a"'],
    "06-pienet": ["ihmisia = len(pienet)", "pienet = luvut"],
    "06-summat": ["suokoski = 4", "kolme_yhdessa = 40"],
    "06-korjaus": ["lisaksi = []", "nakyvissa = 0", 'lisaksi = ["Honkalahti/asuminen"]'],
    "06-kone": ["koneella = 3", 'miksi = "c"'],
    "06-yhtyma": ["erotus = 38", "suojattu2 = suojattu"],
    "06-kaynnit": ["suurin_osuus = 31", "suojatut_kaynnit = disclosure.protect(paikat, ['kunta'], 'kaynteja')"],
    "06-vuosi": ['kunta = "Suokoski"', "suojattu3 = disclosure.protect(puolittain, ['kunta', 'puolisko'])"],
    "07-omat": ['omat = ["mieli"] * 6'],
    "07-samat": ["samat = 0.92", 'miksi_kappa = "a"'],
    "07-totuus": ["oikein = samat", "katosi = 18"],
    "07-ryhmat": ["ala = 0.17", 'saako = "a"'],
    "07-paateemat": ["ryhmista = kaikista", 'puuttuu = "palvelut"'],
    "07-ehdotus": ["ehdotukseni = myohassa"],
    "08-luvut": ["asuminen = 19 / 99", "piilossa = 0"],
    "08-virke": ['virke = "Kuhmossa puhuttiin usein asumisesta."'],
    "08-saa": ['saa = {"b"}', 'saa = {"a", "b", "d"}'],
    "08-alt": ['alt = "Kuvio, jossa on palkkeja ja paljon aiheita"', 'alt = "Sininen palkki on kaikista pisin tässä hienossa kuviossa"'],
    "08-tarkistus": ["virheita = 4", 'vastaus = "a"'],
    "08-teksti": ['teksti = "Tammikuussa 2025 käyntejä oli 3. " * 6', 'teksti = "lyhyt"'],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "wrong"), [(name, one) for name, several in WRONG.items() for one in several]
)
def test_a_wrong_answer_does_not_pass(name, wrong, answered, here):
    key = (name[:2], "fi")
    room = dict(answered[key])
    test = SESSIONS[key].roles[f"{name}-testi"][1]["source"]
    run(wrong, room)
    with pytest.raises((CheckError, AssertionError)):
        run(test, room)


def test_every_exercise_has_wrong_answers_of_its_own():
    exercises = {
        role.grade_id
        for (_number, lang), session in SESSIONS.items()
        for role, _cell in session.roles.values()
        if lang == "fi" and role.solution and not role.grade
    }
    assert set(WRONG) == exercises
