"""Sessions 1 to 4: model solutions pass, unanswered ones do not, common mistakes are named."""

import pytest
from session_cells import results

from sosiaali_lib.teaching.session import sessions
from sosiaali_lib.teaching.versions import students

SESSIONS = {
    (session.name[:2], lang): session
    for lang in ("fi", "en")
    for session in sessions(lang)
    if session.name[:2] in ("01", "02", "03", "04")
}
ALL = pytest.mark.parametrize("session", SESSIONS.values(), ids=lambda s: f"{s.lang}-{s.name}")


@ALL
def test_the_model_solutions_pass_every_test(session):
    said = results(session.notebook)
    assert set(said.values()) == {""}
    assert list(said) == [name for name, (role, _cell) in session.roles.items() if role.is_test]


@ALL
def test_a_notebook_as_handed_out_passes_none_even_with_the_hidden_tests(session):
    handed_out = {
        role.grade_id: cell["source"]
        for cell in students(session)["cells"]
        if (role := session.roles.get(cell["id"], (None,))[0]) and role.solution
    }
    said = results(session.notebook, handed_out)
    tests = [name for name, (role, _cell) in session.roles.items() if role.is_test]
    assert all(said[name] for name in tests)


@ALL
def test_a_session_has_aims_a_story_growing_exercises_and_what_to_take_home(session):
    text = "\n".join(cell["source"] for cell in session.cells if cell["cell_type"] == "markdown")
    headings = ("**Tavoitteet.**", "## Tarina:", "## Tehtävä 1", "## Mitä viet mukanasi")
    if session.lang == "en":
        headings = ("**Aims.**", "## The story:", "## Exercise 1", "## What to take home")
    places = [text.find(heading) for heading in headings]
    assert -1 not in places
    assert places == sorted(places)
    assert "90 min" in text
    assert session.points >= 10
    assert session.points_by_hand == 2


MISTAKES = [
    ("01", "01-kaynnit", "kohdatut = loki['lasna'].sum(); kaynnit = len(loki)", "paikalla olleita"),
    ("01", "01-puuttuu", "puuttuu = .1; lasna_keskimaarin = loki['lasna'].sum() / 249", "nollia"),
    ("01", "01-puuttuu", "puuttuu = 13.7; lasna_keskimaarin = 6", "puuttuu"),
    ("01", "01-aiheet", "osuus_kaynneista, osuus_maininnoista = .2, .4", "Katso jakajat"),
    ("01", "01-virhe", "virhe = 0.13; syy = 'c'", "virhe on negatiivinen"),
    ("02", "02-pisteet", "pisteet_h004 = 29.0; unohdettu_h004 = 2.36", "tämä on summa|pisteet_h004"),
    ("02", "02-alfa", "alfa, alfa_unohdettu = .82, .88", "Kumpi on kumpi"),
    ("02", "02-horjunta", "horjunta = ero.mean(); raja = 1; nayttaa_muuttuneelta = .1", "keskiarvo"),
    ("02", "02-totuus", "virhe_ryhmalla = 0; virhe_yhdella = abs((pisteet - taso).mean())", "kumosivat"),
    ("03", "03-paljonko", "vastauksista_puuttuu, ihmisista_vajaita = .46, .05", "Katso jakajat"),
    ("03", "03-ryhma", "ka_nolla = ka_omat = 3; ka_taydelliset = vastaukset.dropna().mean(axis=1).mean()", "e05 on kääntämättä"),
    ("03", "03-totuus", "tasoero = virhe_taydelliset = virhe_omat = 0; virhe_nolla = 0.13", "negatiivinen"),
    ("04", "04-kato", "kato_kainuu = 10 / 37; kato = 0.5", "mukana pysyneiden osuus"),
    ("04", "04-vali", "alaraja = muutos.mean_ci[1]; valin_tulkinta = 'b'", "tämä on yläraja"),
    ("04", "04-pois", "alkuero = 0.25; jos_ennallaan = 0.2", "eron pitää olla negatiivinen"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "cell", "code", "hint"), MISTAKES)
def test_a_common_mistake_gets_its_hint_from_the_visible_check(number, cell, code, hint):
    session = SESSIONS[number, "fi"]
    test = f"{cell}-testi"
    visible = {name: text for name, text in session.read_only.items() if name == test}
    said = results(session.notebook, {cell: code, **visible}, until=test)
    assert any(word in said[test] for word in hint.split("|")), said[test]


@pytest.mark.parametrize("number", ["01", "02", "03", "04"])
def test_no_visible_check_needs_more_than_the_students_have(number):
    session = SESSIONS[number, "fi"]
    said = results(session.notebook, dict(session.read_only))
    assert set(said.values()) == {""}
