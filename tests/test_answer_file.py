import shutil

import pytest

from sosiaali_lib import example, instruments
from sosiaali_lib.answer_file import PASSED_OVER, AnswerFileError, read_answers, waves
from sosiaali_lib.datafiles import DATA
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.score_file import score_file

EO14, GSE = instruments.load("eo14"), instruments.load("gse")
ITEMS = [item.id for item in EO14.items]


def file_of(folder, header, *rows, name="vastaukset.csv"):
    path = folder / name
    path.write_text("\n".join(";".join(map(str, row)) for row in [header, *rows]), "utf-8")
    return path


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mittaukset")
    example.write(folder)
    return folder / "mittaukset.xlsx"


@pytest.mark.parametrize("name", ["eo14", "gse"])
def test_only_the_rows_of_the_instrument_are_taken_and_the_others_are_counted(measured, name):
    made = example.tables()["mittaukset"]
    own = made[made["mittari"] == name]
    known = instruments.load(name)
    answers = read_answers(measured, known)
    assert len(answers) == len(own)
    assert answers.attrs[PASSED_OVER] == len(made) - len(own)
    assert set(answers["vaihe"]) == {"alku", "loppu"}
    assert sorted(answers["tunniste"]) == sorted(own["tunniste"])
    scored = score_file(measured, known)
    assert (scored.read, scored.rejected, len(scored.scores)) == (len(own), 0, len(own))


def test_the_index_is_the_row_of_the_file_and_cells_are_text(tmp_path):
    rows = [["a", "eo14", *[3] * 14], ["b", "gse", *[""] * 14], ["c", "EO14", *[4] * 14]]
    found = read_answers(file_of(tmp_path, ["tunniste", "mittari", *ITEMS], *rows), EO14)
    assert found.index.tolist() == [2, 4]
    assert found.loc[4, "e01"] == "4"
    assert "mittari" not in found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_instrument_and_the_waves_are_known_in_any_language(tmp_path, lang):
    start = {"fi": "Alkumittaus", "sv": "startmätning", "en": "Start"}[lang]
    rows = [["a", EO14.names[lang], start, *[3] * 14], ["a", "gse", "3 kk", *[3] * 14],
            ["a", EO14.names[lang].upper(), " 3 kk ", *[3] * 14]]  # fmt: skip
    path = file_of(tmp_path, ["Tunniste", "Mittari", "Vaihe", *ITEMS], *rows)
    assert read_answers(path, EO14)["vaihe"].tolist() == ["alku", "3 kk"]


@pytest.mark.parametrize("n", [1, 2, 12])
def test_personal_identity_codes_are_refused_and_not_shown(tmp_path, n):
    codes = ["010594Y9032", "100190-999p", "010190-999K"]
    rows = [["T001", *[3] * 14], *([codes[at % 3], *[3] * 14] for at in range(n))]
    path = file_of(tmp_path, ["tunniste", *ITEMS], *rows)
    told = {
        1: "holds a personal identity code, in row 3. It must not go further as it is: write a "
        "running number in its place, the same for a person in every wave.",
        2: "holds personal identity codes, in rows 3, 4. They must not go further as they are: write "
        "running numbers in their place, the same for a person in every wave.",
        12: "holds personal identity codes, in rows 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …. They must not "
        "go further as they are: write running numbers in their place, the same for a person in "
        "every wave.",
    }
    for read in (read_answers, score_file):
        with use("en"), pytest.raises(AnswerFileError) as caught:
            read(path, EO14)
        assert str(caught.value) == f"vastaukset.csv: the column tunniste {told[n]}"


def test_an_empty_instrument_cell_is_passed_over_only_beside_another_instrument(tmp_path):
    header = ["tunniste", "mittari", *ITEMS]
    alone = [["a", "", *[3] * 14], ["b", "eo14", *[3] * 14]]
    assert len(read_answers(file_of(tmp_path, header, *alone), EO14)) == 2
    beside = [*alone, ["c", "gse", *[3] * 14]]
    found = read_answers(file_of(tmp_path, header, *beside), EO14)
    assert (found["tunniste"].tolist(), found.attrs[PASSED_OVER]) == (["b"], 2)


def test_an_own_instrument_file_works_by_its_path(tmp_path):
    own = shutil.copy(DATA / "own_instrument.yaml", tmp_path / "oma.yaml")
    known = instruments.load(own)
    items = [item.id for item in known.items if not item.optional]
    rows = [["a", "oma_mittari", *[1] * len(items)], ["b", "gse", *[1] * len(items)]]
    found = read_answers(file_of(tmp_path, ["tunniste", "mittari", *items], *rows), known)
    assert found["tunniste"].tolist() == ["a"]


def test_who_answered_is_kept_under_its_own_names(tmp_path):
    header = ["ID", "Tunniste", "Kommun", "Ryhmän nimi", "Päivämäärä", "Kön", "ikä", *ITEMS]
    row = ["x", "a", "Kajaani", "Ma", "3.2.2020", "nainen", "40", *[3] * 14]
    found = read_answers(file_of(tmp_path, header, row), EO14)
    kept = ["tunniste", "kunta", "ryhma", "pvm", "sukupuoli", "ika"]
    assert found[kept].values.tolist() == [["a", "Kajaani", "Ma", "3.2.2020", "nainen", "40"]]


def test_a_file_of_other_instruments_is_refused_with_their_names(tmp_path):
    rows = [["a", "phq9", *[3] * 14], ["b", "gse", *[3] * 14]]
    path = file_of(tmp_path, ["tunniste", "mittari", *ITEMS], *rows)
    with pytest.raises(
        AnswerFileError, match="no row of the instrument eo14: its column `mittari` names phq9, gse"
    ):
        read_answers(path, EO14)


def test_a_doubled_column_of_persons_is_refused(tmp_path):
    path = file_of(tmp_path, ["tunniste", "tunnistenumero", *ITEMS], ["a", "b", *[3] * 14])
    with pytest.raises(AnswerFileError, match="more than one column `tunniste`; keep one"):
        read_answers(path, EO14)


@pytest.mark.parametrize(
    ("found", "ordered"),
    [
        ([], ()),
        (["loppu", "alku", "loppu"], ("alku", "loppu")),
        (["12 kk", "3 kk", "alku"], ("alku", "3 kk", "12 kk")),
        (["6 kk", "loppu", "3 kk"], ("3 kk", "6 kk", "loppu")),
        (["seuranta 10", "seuranta 9,5"], ("seuranta 9,5", "seuranta 10")),
        (["1 v", "3 kk", "alku"], ("alku", "1 v", "3 kk")),  # not alike: as they appear
        (["väli", "jälki", "loppu", "alku"], ("alku", "väli", "jälki", "loppu")),
    ],
)
def test_waves_stand_in_order(found, ordered):
    assert waves(found) == ordered
