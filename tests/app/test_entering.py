import csv
import io
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from app_data import visits
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import forms, intake
from sosiaali_lib.app import entering, rows
from sosiaali_lib.app.entering import EntryError, new_key, save
from sosiaali_lib.intake import entered

VISITS, OBSERVATIONS = forms.load("jalkautumiset"), forms.load("havainnot")
VISIT = {"kunta": "092", "pvm": "2020-02-03", "luonne": "tapahtumaan", "paikkatyyppi": "julkinen",
         "keskusteltu": "4", "aiheet": "talous; asuminen", "rakennehavainto": "ei_kysytty"}  # fmt: skip


def _read(folder):
    return intake.read(folder)


def test_a_visit_is_saved_as_the_template_would_have_it_and_read_back(tmp_path):
    saved = save(tmp_path, VISITS, VISIT, new_key())
    assert (saved.file, saved.row, saved.state) == ("jalkautumiset_sovellus.csv", 2, "saved")
    text = (tmp_path / saved.file).read_bytes()
    assert text.startswith("\ufeffkunta;pvm;".encode())
    assert "Vantaa;3.2.2020;" in text.decode("utf-8-sig")  # no code that a spreadsheet cuts to 92
    assert (tmp_path / saved.file).stat().st_mode & 0o077 == 0
    data = _read(tmp_path)
    assert len(data.faults) == 0
    row = data.tables["jalkautumiset"].iloc[0]
    assert row["kunta"] == "092"
    assert str(row["pvm"].date()) == "2020-02-03"
    assert row["aiheet"] == "talous;asuminen"
    assert row["keskusteltu"] == 4


def test_a_form_that_is_sent_again_is_saved_once(tmp_path):
    key = new_key()
    first = save(tmp_path, VISITS, VISIT, key)
    for _time in range(3):
        again = save(tmp_path, VISITS, VISIT, key)
        assert (again.row, again.state) == (first.row, "again")
    assert len(_read(tmp_path).tables["jalkautumiset"]) == 1


def test_other_answers_under_the_same_key_wait_for_the_persons_choice(tmp_path):
    key = new_key()
    save(tmp_path, VISITS, VISIT, key)
    other = VISIT | {"keskusteltu": "5"}
    found = save(tmp_path, VISITS, other, key)
    assert (found.state, found.cells["keskusteltu"]) == ("other", "4")
    assert _read(tmp_path).tables["jalkautumiset"]["keskusteltu"].tolist() == [4]
    assert save(tmp_path, VISITS, other, key, replace=True).state == "saved"
    assert _read(tmp_path).tables["jalkautumiset"]["keskusteltu"].tolist() == [5]


def test_many_savers_at_once_lose_nothing(tmp_path):
    keys = [new_key() for _n in range(24)]
    cells = [VISIT | {"keskusteltu": str(n)} for n in range(24)]
    sent = [(n, time) for n in range(24) for time in range(2)]  # every form twice
    with ThreadPoolExecutor(16) as threads:
        answers = list(
            threads.map(lambda one: save(tmp_path, VISITS, cells[one[0]], keys[one[0]]), sent)
        )
    assert Counter(one.state for one in answers) == {"saved": 24, "again": 24}
    data = _read(tmp_path)
    assert sorted(data.tables["jalkautumiset"]["keskusteltu"]) == list(range(24))
    assert data.counts["rejected"].sum() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["jalkautumiset_sovellus.csv"]


SAVER = """
import sys
from pathlib import Path
from sosiaali_lib import forms
from sosiaali_lib.app.entering import new_key, save
form, cells = forms.load("jalkautumiset"), eval(sys.argv[2])
for n in range(8):
    save(Path(sys.argv[1]), form, {**cells, "keskusteltu": str(n)}, new_key())
"""


def test_two_programs_at_once_lose_nothing(tmp_path):
    words = [sys.executable, "-c", SAVER, str(tmp_path), repr(VISIT)]
    running = [subprocess.Popen(words) for _n in range(2)]
    assert [one.wait(60) for one in running] == [0, 0]
    found = _read(tmp_path).tables["jalkautumiset"]["keskusteltu"]
    assert Counter(found) == dict.fromkeys(range(8), 2)


HOSTILE = ["=1+1", "@SUM(A1)", "+358", "-1", "'=1", "''@x", "a;b", 'lainaus "x"', "rivi\nrivi", "\t=1",
           "<script>alert(1)</script>", "ääkkönen", "=HYPERLINK(\"http://paha\")", "\uff1d1"]  # fmt: skip


def test_texts_come_back_as_they_were_written_and_no_spreadsheet_runs_them(tmp_path):
    for text in HOSTILE:
        save(tmp_path, VISITS, VISIT | {"rakennehavainto": "havainto", "havainto": text}, new_key())
    read = _read(tmp_path).tables["jalkautumiset"]["havainto"].tolist()
    assert read == [text.strip() for text in HOSTILE]
    content = (tmp_path / "jalkautumiset_sovellus.csv").read_bytes().decode("utf-8-sig")
    for record in list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\uff1d")) for cell in record)


def test_a_file_that_a_spreadsheet_has_saved_is_added_to(tmp_path):
    save(tmp_path, VISITS, VISIT, new_key())
    path = tmp_path / "jalkautumiset_sovellus.csv"
    text = path.read_text("utf-8-sig").replace("Vantaa", "Kärsämäki")
    path.write_bytes(text.encode("cp1252"))
    assert save(tmp_path, VISITS, VISIT, new_key()).row == 3
    assert _read(tmp_path).tables["jalkautumiset"]["kunta"].tolist() == ["317", "092"]


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"kunta;pvm\r\n205;3.2.2020\r\n", b'kunta;"pvm\r\n', b"\x00\xff"],
)
def test_a_file_that_is_not_understood_is_left_as_it_is(tmp_path, content):
    path = tmp_path / "jalkautumiset_sovellus.csv"
    path.write_bytes(content)
    saved = save(tmp_path, VISITS, VISIT, new_key())
    assert saved.file == "jalkautumiset_sovellus_2.csv"
    assert path.read_bytes() == content


def test_a_file_that_a_spreadsheet_keeps_to_itself_is_passed_over(tmp_path, monkeypatch):
    save(tmp_path, VISITS, VISIT, new_key())
    write = entering.write_bytes

    def denied(path, content, **options):
        if path.name == "jalkautumiset_sovellus.csv":
            raise PermissionError(13, "in use", str(path))
        write(path, content, **options)

    monkeypatch.setattr(entering, "write_bytes", denied)
    assert save(tmp_path, VISITS, VISIT, new_key()).file == "jalkautumiset_sovellus_2.csv"


def test_when_nothing_can_be_written_the_fault_is_told(tmp_path, monkeypatch):
    def denied(path, content, **options):
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(entering, "write_bytes", denied)
    with pytest.raises(PermissionError, match="in use"):
        save(tmp_path, VISITS, VISIT, new_key())


@pytest.mark.parametrize("key", ["", "k123", "=cmd", "../x", "K" + "0" * 24, "k" + "0" * 24 + "\n"])
def test_a_form_without_a_key_of_its_own_is_refused(tmp_path, key):
    with pytest.raises(EntryError, match=r"^The form has no key of its own\. Open a new form"):
        save(tmp_path, VISITS, VISIT, key)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", [one for one in forms.available() if one != "mittaukset"])
def test_what_is_written_means_the_same_as_what_was_chosen(form):
    for column in forms.load(form).columns:
        for code in column.choices() if column.type in ("choice", "choices", "instrument") else ():
            assert rows.value(column, rows.written(column, code)) == code
            assert rows.same(column, code, rows.written(column, code))


def test_days_and_municipalities_are_written_for_people():
    day, place = VISITS.column("pvm"), VISITS.column("kunta")
    assert rows.written(day, "2020-02-03") == "3.2.2020"
    assert rows.written(day, "huomenna") == "huomenna"
    assert rows.written(place, "018") == "Askola"
    assert rows.same(place, "Askola", "018")
    assert not rows.same(place, "Askola", "019")


def test_one_row_has_the_faults_that_intake_finds_in_the_file(tmp_path):
    visits(tmp_path)
    data = _read(tmp_path)
    found = data.faults[data.faults["row"].notna()]
    for number, cells in zip(
        (3, 4), data.rejected["jalkautumiset"].to_dict("records"), strict=True
    ):
        own = found[found["row"] == number]
        given = {name: cells[name] for name in data.tables["jalkautumiset"] if name in cells}
        del given["tiedosto"], given["rivi"]
        faults = rows.check(VISITS, given, rows.of_data(tmp_path, data))
        assert [(one.column, one.expected, one.cure) for one in faults] == list(
            zip(own["column"], own["expected"], own["cure"], strict=True)
        )
    assert len(found) == 3


def test_a_row_is_checked_against_the_areas_and_rules_of_its_folder(tmp_path):
    visits(tmp_path)
    (tmp_path / "aineisto.yaml").write_text("nimi: Kokeilu\nalueet: [Kajaani]\n", "utf-8")
    faults = rows.check(VISITS, VISIT | {"lasna": "3"}, rows.of_folder(tmp_path))
    assert [one.column for one in faults] == ["keskusteltu", "kunta"]
    assert faults[1].expected.startswith("a municipality of this data set")


def test_codes_of_other_forms_are_known(tmp_path):
    (tmp_path / "kehys.csv").write_text("teema;nimi\nT1;Asuminen\n", "utf-8")
    answers, around = forms.load("kysymykset"), rows.of_data(tmp_path, _read(tmp_path))
    reference = next(column for column in answers.columns if column.refers)
    assert around.codes[reference.refers] == {"T1"}
    told = [
        [
            one
            for one in rows.check(answers, {reference.name: text}, around)
            if one.column == reference.name
        ]
        for text in ("T1", "T2")
    ]
    assert [len(one) for one in told] == [0, 1]


def test_an_observation_with_a_proposal_needs_its_addressee(tmp_path):
    visits(tmp_path)
    cells = {"pvm": "2020-02-03", "rooli": "sosiaaliohjaaja", "sektori": "asuminen", "teemat": "jatkuvuus",
             "vaestoryhmat": "tyottomat", "savy": "kielteinen", "havainto": "x", "on_ehdotus": "kylla",
             "ehdotus": "y", "vastaanottaja": "", "tila": "odottaa", "julkaistavissa": "ei"}  # fmt: skip
    faults = rows.check(OBSERVATIONS, cells, rows.of_folder(tmp_path))
    assert [one.column for one in faults if one.column == "vastaanottaja"] == ["vastaanottaja"]


@given(
    st.text(max_size=60), st.sampled_from(["pvm", "kunta", "aiheet", "luonne", "tunne", "havainto"])
)
def test_any_text_is_checked_without_breaking(text, name):
    column = VISITS.column(name)
    assert isinstance(rows.written(column, text), str)
    assert rows.same(column, text, text)


def test_only_a_table_with_keys_is_taken_for_the_applications_own(tmp_path):
    visits(tmp_path, ["Kajaani;3.2.2020;Sote;tapahtumaan;julkinen;tori;10;4;talous;4;havainto;'=x"])
    assert _read(tmp_path).tables["jalkautumiset"]["havainto"].tolist() == ["'=x"]
    assert entered.file_name("havainnot", 3) == "havainnot_sovellus_3.csv"
