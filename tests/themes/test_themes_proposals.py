"""Keyword proposals with a lemmatiser of the test's own, and with simplemma."""

import builtins

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import themes
from sosiaali_lib.themes import lemmas, words
from sosiaali_lib.themes.keywords import Search, keyword
from sosiaali_lib.themes.words import Naming, Word

FORMS = {
    "velkoja": "velka", "velat": "velka", "rahaa": "raha", "rahat": "raha", "oman": "oma",
    "seuran": "seura", "bussit": "bussi", "metsässä": "metsä", "metsään": "metsä", "matille": "matti",
    "kelasta": "Kela", "pikavipit": "pikavippi", "virtaselle": "Virtanen",
}  # fmt: skip


def fake(word):
    return FORMS.get(word.lower(), word)


def asked(make, *texts):
    rows = make(*[(f"V{at}", "asiakas", "ongelmat", None) for at in range(len(texts))])
    return rows.assign(vastaus=list(texts))


def found(make, frame, *texts, **options):
    return themes.propose(asked(make, *texts), frame, fake, **options)


def test_the_words_that_speak_for_a_theme_are_shown(make, frame):
    table = found(
        make, frame, "Velkoja on, ja pikavipit päälle.", "rahaa ei ole", "ei mitään"
    ).table
    assert table[
        ["vastaaja", "ehdotus", "nimi", "perusteena", "vahvistettu"]
    ].to_numpy().tolist() == [
        ["V0", "velat", "Debts", "Velkoja; pikavipit", ""],
        ["V1", "tulot", "Income", "rahaa", ""],
    ]


def test_keywords_of_several_words_stars_and_capitals(make, frame):
    table = found(
        make,
        frame,
        "kaipaan oman seuran sijaan",
        "velkaneuvonta puuttuu",
        "oman kylän seuran",
        "apua Kelasta",
    ).table
    assert table[["vastaaja", "ehdotus", "perusteena"]].to_numpy().tolist() == [
        ["V0", "yksin", "oman seuran"],
        ["V1", "velat", "velkaneuvonta"],
        ["V3", "kyydit", "Kelasta"],
    ]


def test_nothing_is_written_into_the_answers(make, frame):
    rows = asked(make, "Velkoja on.")
    before = rows.copy()
    themes.propose(rows, frame, fake)
    assert rows.equals(before)
    assert rows["teemat"].isna().all()


def test_new_keywords_come_from_answers_that_no_theme_covers(make, frame):
    result = found(
        make,
        frame,
        "metsässä on rauha",
        "metsään pääsee",
        "metsässä",
        "velat ja metsään rauha",
        "rahaa",
    )
    assert result.uncovered == 3
    assert result.candidates[
        ["ehdotus", "perusteena", "vastauksia", "vastaajia"]
    ].to_numpy().tolist() == [["metsä", "metsässä; metsään", 3, 3]]
    # u = 3 of the answers not covered, d = 4 of all 5: 3 · (ln(6/5) + 1).
    assert result.candidates["paino"].tolist() == [pytest.approx(3.5469646703)]
    assert result.candidates["vahvistettu"].tolist() == [""]
    assert "3 of 5 answers are covered by no keyword and no agreed theme." in result.method


def test_an_agreed_theme_covers_an_answer(make, frame):
    rows = asked(make, "metsässä", "metsään", "metsässä").assign(
        teemat=["paikat", None, "ei_teemaa"]
    )
    result = themes.propose(rows, frame, fake, least=2)
    assert result.uncovered == 2
    assert result.candidates["vastauksia"].tolist() == [2]


SECRET = [
    "Olen Matti Meikäläinen, puh. 040 123 4567, tunnus 010594Y9032.",
    "Matille voi soittaa 0401234567 tai matti.meikalainen@esimerkki.fi",
    "matille soitettiin, virtaselle ei; tunnus 010516B903X",
    "Kauppakatu 5 B 12, ja Matti Meikäläinen asuu siellä. Meikäläinen tietää.",
    "Virtaselle FI2112345600000785, www.esimerkki.fi/matti",
]


def test_names_numbers_and_addresses_never_reach_the_proposals(make, frame):
    result = found(make, frame, *SECRET, *SECRET, least=2)
    shown = (result.candidates.to_csv() + result.table["perusteena"].str.cat()).lower()
    for secret in (
        "mati",
        "matti",
        "meikäläi",
        "virta",
        "040",
        "0105",
        "esimerkki",
        "katu",
        "fi21",
        "903",
    ):
        assert secret not in shown


def test_a_name_is_no_evidence_for_a_keyword(make, frame):
    starred = frame.assign(avainsanat=["", "", "virta*;meikä*", "", "", "", ""])
    assert len(themes.propose(asked(make, *SECRET), starred, fake).table) == 0


def test_a_word_that_one_person_repeats_is_not_shown(make, frame):
    rows = asked(make, *["metsässä"] * 5).assign(vastaaja="V1")
    assert len(themes.propose(rows, frame, fake).candidates) == 0


@pytest.mark.parametrize(
    ("text", "word", "naming"),
    [
        ("Kaupassa on kallista. Kaupassa", "Kaupassa", Naming.MAYBE),
        ("Metsä on. Kävin metsä", "Metsä", Naming.NO),
        ("siellä asuu Kaisla", "Kaisla", Naming.YES),
        ("soitin pekka", "pekka", Naming.YES),
        ("hain TE", "TE", Naming.MAYBE),
    ],
)
def test_which_words_may_be_names(text, word, naming):
    (read,) = words.read([text], lambda one: one.lower() if one == "Kaupassa" else one)
    assert next(one.naming for one in read if one.text == word) is naming


def test_the_workbook_holds_both_tables_and_no_formula(make, frame, tmp_path):
    rows = asked(make, "Velkoja on.").assign(vastaaja="=1+1")
    path = themes.propose(rows, frame, fake).save(tmp_path / "ehdotukset.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["ehdotukset", "uudet_avainsanat"]
    head, row = list(book["ehdotukset"].values)
    assert head == (
        "vastaaja",
        "kunta",
        "kysymys",
        "teemat",
        "ehdotus",
        "nimi",
        "perusteena",
        "vahvistettu",
    )
    assert row[0] == "=1+1"
    assert book["ehdotukset"]["A2"].data_type == "s"
    assert [one.name for one in tmp_path.iterdir()] == ["ehdotukset.xlsx"]


def test_a_frame_without_keywords_and_a_loose_limit_are_refused(make, frame):
    rows = asked(make, "x")
    with pytest.raises(ValueError, match="No theme of the coding frame has keywords"):
        themes.propose(rows, frame.assign(avainsanat=None), fake)
    with pytest.raises(ValueError, match="`least` is 1; expected 2 or more respondents"):
        themes.propose(rows, frame, fake, least=1)


def test_without_simplemma_the_error_says_how_to_install_it(monkeypatch):
    real = builtins.__import__

    def absent(name, *rest, **more):
        if name == "simplemma":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(themes.LemmatiserError, match="Install it with: pip install simplemma"):
        lemmas.default()


def test_base_forms_of_simplemma():
    lemma = lemmas.Simplemma()
    # Finnish nouns and their nominatives, from any dictionary of Finnish.
    pairs = {"bussilla": "bussi", "yksinäisyydestä": "yksinäisyys", "päihteitä": "päihde"}
    assert {word: lemma(word) for word in pairs} == pairs
    assert lemma("virtaselle") == "Virtanen"
    assert lemma.method == "Base forms of words are those of simplemma; Voikko was not used."


def test_proposals_with_simplemma(make, frame):
    rows = asked(make, "Busseja kulkee harvoin.", "Jäin yksin.")
    result = themes.propose(rows, frame, lemmas.Simplemma())
    assert result.table["ehdotus"].tolist() == ["kyydit", "yksin"]


PARTS = st.sampled_from(
    ["asu", "asunto", "oma", "oma asunto", "asu*", "*nto", "*su*", "Asu", "oma asu*"]
)
READ = st.builds(
    Word, st.sampled_from(["Asu", "asunto", "oma"]), st.sampled_from(["asu", "asunto", "oma"]),
    st.sampled_from(Naming),
)  # fmt: skip


@given(st.lists(PARTS, max_size=5), st.lists(st.lists(READ, max_size=6), max_size=4))
def test_a_search_finds_what_comparing_every_keyword_at_every_word_finds(parts, texts):
    keywords = [keyword(part, str) for part in parts]
    search = Search(keywords)
    for read in texts:
        compared = [
            (number, at, len(one.lemmas))
            for number, one in enumerate(keywords)
            for at in range(len(read))
            if one.meets(read[at : at + len(one.lemmas)])
        ]
        assert search.places(read) == compared
