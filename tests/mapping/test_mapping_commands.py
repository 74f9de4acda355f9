"""`sosiaali map` and `sosiaali import` as a person meets them."""

import csv
import json
import stat

import openpyxl
import pytest

from sosiaali_lib import cli, intake, mapping
from sosiaali_lib.messages import LANGUAGES

EXPORT = (
    '\ufeff"id";"submitdate";"lastpage";"startlanguage";"token";"KUNTA";"MITEN";"OMA";"TARVE[SQ001]";"TARVE[SQ002]";"AVOIN"\n'
    '"1";"2026-02-03 09:12:00";"4";"fi";"abc-salainen";"Sotkamo";"Asiakkaan hakemus";"Kyllä";"Y";"";"=1+1"\n'
    '"2";"";"2";"fi";"abd-salainen";"205";"";"";"";"Y";""\n'
    '"1";"2026-02-03 09:20:00";"4";"fi";"abc-salainen";"Sotkamo";"Asiakkaan hakemus";"Ei";"Y";"Y";"@velat"\n'
    '"3";"2026-01-31 09:00:00";"4";"sv";"";"Kajana";"Klientens ansökan";"Ja";"";"Y";"testi"\n'
)
FINISHED = """\
kartoitus: 2026-1
lahde: limesurvey
lomake: palvelutarpeet
rivit:
  valmis: {sarake: submitdate}
  tunnus: [id]
sarakkeet:
  - {sarake: submitdate, rooli: sarake, kohde: pvm}
  - {sarake: KUNTA, rooli: sarake, kohde: kunta}
  - {sarake: MITEN, rooli: sarake, kohde: vireilletulo}
  - {sarake: OMA, rooli: sarake, kohde: asiakkaan_nakemys, arvot: {Kyllä: kylla, Ei: ei, Ja: kylla}}
  - {sarake: "TARVE[SQ001]", rooli: valinta, kohde: tarpeet_asiakas, koodi: 11-1}
  - {sarake: "TARVE[SQ002]", rooli: valinta, kohde: tarpeet_asiakas, koodi: 11-3}
  - {sarake: AVOIN, rooli: ei_kayteta, syy: lomakkeella ei ole avointa kenttää}
"""


def run(capsys, *words):
    try:
        code = cli.main([*map(str, words), "--lang", "en"])
    except SystemExit as stop:
        code = stop.code
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "aineisto").mkdir()
    (tmp_path / "vienti.csv").write_text(EXPORT, "utf-8")
    (tmp_path / "arviot.kartoitus.yaml").write_text(FINISHED, "utf-8")
    return tmp_path


IMPORT = ("import", "vienti.csv", "--mapping", "arviot.kartoitus.yaml", "--out", "aineisto")


def test_map_guesses_shows_and_saves(place, capsys):
    code, out, _err = run(capsys, "map", "vienti.csv", "--form", "palvelutarpeet")
    assert code == 0
    assert "Not read: token, 3 filled cells" in out and "salainen" not in out
    assert "KUNTA → kunta (100%)" in out
    assert "AVOIN → not used: Nothing in the form resembles it." in out
    saved = (place / "palvelutarpeet.kartoitus.yaml").read_text("utf-8")
    assert "vahvistettu: false" in saved and "salainen" not in saved
    code, _out, err = run(capsys, "map", "vienti.csv", "--form", "palvelutarpeet")
    assert code == 2 and "exists already" in err


def test_import_refuses_guesses_until_they_are_confirmed(place, capsys):
    run(capsys, "map", "vienti.csv", "--form", "palvelutarpeet", "--out", "m.kartoitus.yaml")
    words = ("import", "vienti.csv", "--mapping", "m.kartoitus.yaml", "--out", "aineisto")
    code, _out, err = run(capsys, *words)
    assert code == 1 and "a guess that nobody has confirmed" in err.replace("guesses", "a guess")
    assert "Nothing was imported." in err
    assert list((place / "aineisto").iterdir()) == []
    code, out, _err = run(capsys, *words, "--confirm")
    assert code == 0, out
    assert not mapping.load(place / "m.kartoitus.yaml").unconfirmed
    assert (place / "aineisto" / "palvelutarpeet_m.csv").is_file()


def test_import_brings_rows_that_the_intake_accepts(place, capsys):
    code, out, _err = run(capsys, *IMPORT, "--since", "2026-02-01")
    assert code == 0
    assert "Rows read 4 = brought 1 + left out 3." in out
    for reason in ("not finished", "sent again later", "before the survey was opened"):
        assert reason in out
    data = intake.read(place / "aineisto")
    row = data.tables["palvelutarpeet"].iloc[0]
    assert row[["kunta", "vireilletulo", "asiakkaan_nakemys", "tarpeet_asiakas"]].tolist() == [
        "765", "hakemus", "ei", "11-1;11-3",
    ]  # fmt: skip
    assert row["pvm"].date().isoformat() == "2026-02-03"
    assert not data.has_errors
    assert not [fault for fault in data.faults["column"] if fault]


def test_where_the_rows_came_from_stands_beside_them_without_content(place, capsys):
    run(capsys, *IMPORT)
    folder = place / "aineisto"
    origin = json.loads((folder / "tuonnit" / "palvelutarpeet_arviot.json").read_text("utf-8"))
    assert (origin["lahde"], origin["lomake"], origin["nimi"]) == (
        "limesurvey",
        "palvelutarpeet",
        "vienti.csv",
    )
    assert origin["luettu"] == origin["tuotu"] + sum(origin["jaanyt_pois"].values()) == 4
    assert origin["henkilotietoja_ei_luettu"] == [{"sarake": "token", "soluja": 3}]
    assert len(origin["sha256"]) == len(origin["kartoituksen_sha256"]) == 64
    left = (folder / "tuonnit" / "palvelutarpeet_arviot_pois_jaaneet.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(left.splitlines(), delimiter=";"))
    assert {row["rivi"]: row["syy"] for row in rows} == {"2": "korvattu", "3": "keskenerainen"}
    for path in folder.rglob("*.*"):
        assert b"salainen" not in path.read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_json_tells_the_same(place, capsys):
    code, out, _err = run(capsys, *IMPORT, "--json")
    told = json.loads(out)
    assert code == 0
    assert told["read"] == told["brought"] + sum(told["left_out"].values()) == 4
    assert [row["rivi"] for row in told["rows_left_out"]] == [2, 3]
    assert told["dropped"][0]["column"] == "token" and told["faults"] == []
    mapped = place / "arviot.kartoitus.yaml"
    mapped.write_text(FINISHED.replace("AVOIN,", "AVOINE,"), "utf-8")
    code, out, _err = run(capsys, *IMPORT, "--json", "--replace")
    assert code == 1
    assert [fault["kind"] for fault in json.loads(out)["faults"]] == ["renamed"]


def test_texts_like_formulas_are_safe_in_the_file_and_whole_after_reading(place, capsys):
    text = "=1+1"
    rows = [["Päivä", "Teksti"], ["3.2.2026", text], ["4.2.2026", "'@x"], ["5.2.2026", 'a\n"b";c']]
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for at, cell in enumerate(row, 1):
            book.active.cell(number, at).value = cell
            book.active.cell(number, at).data_type = "s"
    book.save(place / "v.xlsx")
    (place / "h.kartoitus.yaml").write_text(
        "kartoitus: 2026-1\nlahde: taulukko\nlomake: havainnot\n"
        "vakiot: {kunta: '765', rooli: ROOLI, sektori: SEKTORI, teemat: TEEMA, vaestoryhmat: RYHMA, savy: SAVY,"
        " on_ehdotus: ei, julkaistavissa: ei}\n"
        "sarakkeet:\n  - {sarake: Päivä, rooli: sarake, kohde: pvm}\n"
        "  - {sarake: Teksti, rooli: sarake, kohde: havainto}\n".replace("{", "{", 1),
        "utf-8",
    )
    from sosiaali_lib import forms

    made = (place / "h.kartoitus.yaml").read_text("utf-8")
    form = forms.load("havainnot")
    for mark, name in (
        ("ROOLI", "rooli"),
        ("SEKTORI", "sektori"),
        ("TEEMA", "teemat"),
        ("RYHMA", "vaestoryhmat"),
        ("SAVY", "savy"),
    ):
        made = made.replace(mark, next(iter(form.column(name).choices())))
    (place / "h.kartoitus.yaml").write_text(made, "utf-8")
    code, out, err = run(
        capsys, "import", "v.xlsx", "--mapping", "h.kartoitus.yaml", "--out", "aineisto"
    )
    assert code == 0, out + err
    raw = (place / "aineisto" / "havainnot_h.csv").read_text("utf-8-sig")
    assert ";'=1+1;" in raw and ";''@x;" in raw
    read = intake.read(place / "aineisto").tables["havainnot"]["havainto"].tolist()
    assert read == [text, "'@x", 'a\n"b";c']


def test_an_earlier_import_is_replaced_only_when_asked_and_untouched(place, capsys):
    assert run(capsys, *IMPORT)[0] == 0
    code, _out, err = run(capsys, *IMPORT)
    assert code == 2 and "holds an earlier import" in err
    assert run(capsys, *IMPORT, "--replace")[0] == 0
    rows = place / "aineisto" / "palvelutarpeet_arviot.csv"
    rows.write_bytes(rows.read_bytes() + b"\r\n")
    code, _out, err = run(capsys, *IMPORT, "--replace")
    assert code == 2 and "somebody may have edited it" in err


def test_rows_that_the_form_does_not_accept_are_brought_and_told(place, capsys):
    (place / "vienti.csv").write_text(EXPORT.replace("Sotkamo", "Sotkmao"), "utf-8")
    code, out, _err = run(capsys, *IMPORT)
    assert code == 1
    assert (
        "1 row has faults that the form does not accept. See them with sosiaali check aineisto."
        in out
    )


def test_all_faults_of_a_new_export_come_at_once(place, capsys):
    (place / "vienti.csv").write_text(
        EXPORT.replace('"Ei"', '"Ehkä"').replace("OMA", "OMA").replace("AVOIN", "LISÄ"), "utf-8"
    )
    code, _out, err = run(capsys, *IMPORT)
    assert code == 1
    assert "LISÄ: the mapping does not say" in err
    assert "AVOIN: the source does not have this column any more" in err
    assert "OMA: the mapping has no code for what row 4 answers. Add it" in err


def test_an_earlier_mapping_is_reused_for_the_next_export(place, capsys):
    (place / "vienti.csv").write_text(EXPORT.replace("AVOIN", "LISÄ"), "utf-8")
    code, out, _err = run(
        capsys,
        "map",
        "vienti.csv",
        "--reuse",
        "arviot.kartoitus.yaml",
        "--out",
        "uusi.kartoitus.yaml",
    )
    assert code == 0 and "LISÄ → not used" in out
    renewed = mapping.load(place / "uusi.kartoitus.yaml")
    assert [entry.column for entry in renewed.unconfirmed] == ["LISÄ"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("map", "vienti.csv"), "Give either --form, or --reuse"),
        (("map", "vienti.csv", "--form", "olematon"), "There is no form olematon"),
        (("map", "puuttuu.csv", "--form", "palvelutarpeet"), "There is no file puuttuu.csv"),
        (
            ("map", "vienti.csv", "--form", "palvelutarpeet", "--kind", "monkey"),
            "No tool monkey is known",
        ),
        (
            ("map", "vienti.csv", "--form", "mittaukset", "--instrument", "olematon"),
            "There is no instrument “olematon”",
        ),
        (
            ("import", "vienti.csv", "--mapping", "m.yaml", "--out", "aineisto"),
            "There is no mapping file m.yaml",
        ),
        (
            ("import", "vienti.csv", "--mapping", "arviot.kartoitus.yaml", "--out", "ei"),
            "There is no folder ei",
        ),
        ((*IMPORT, "--since", "1.2.2026"), "“1.2.2026” is not a day"),
    ],
)
def test_wrong_usage_is_told(place, capsys, words, said):
    code, _out, err = run(capsys, *words)
    assert code == 2
    assert said in err


def test_a_source_that_cannot_be_read_is_told(place, capsys):
    (place / "vienti.csv").write_text('"id";"x"\n"1";"2";"3"\n', "utf-8")
    assert run(capsys, *IMPORT)[0] == 1
    code, _out, err = run(capsys, "map", "vienti.csv", "--form", "palvelutarpeet")
    assert code == 1 and "more cells than the header" in err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_commands_speak_each_language(place, capsys, lang):
    code = cli.main(["map", "vienti.csv", "--form", "palvelutarpeet", "--lang", lang])
    out = capsys.readouterr().out
    assert code == 0
    assert {"fi": "Ei luettu: token", "sv": "Läses inte: token", "en": "Not read: token"}[
        lang
    ] in out


def test_answers_to_an_own_instrument_come_in_and_are_scored_by_its_file(place, capsys):
    from sosiaali_lib.datafiles import DATA
    from sosiaali_lib.instruments import own

    folder = place / "aineisto" / own.FOLDER
    folder.mkdir()
    (folder / "oma_mittari.yaml").write_bytes((DATA / "own_instrument.yaml").read_bytes())
    items = own.read(folder)[0].instruments["oma_mittari"].items
    header = ["Tunniste", "Kunta", "Mittauksen vaihe", "Päivämäärä", *(item.id for item in items)]
    answers = [f"{item.max:g}" for item in items]
    rows = [header, ["A1", "Kajaani", "Alku", "3.2.2026", *answers]]
    (place / "oma.csv").write_text("\n".join(map(";".join, rows)) + "\n", "utf-8")
    words = (
        "map",
        "oma.csv",
        "--form",
        "mittaukset",
        "--instruments",
        str(folder),
        "--out",
        "oma.kartoitus.yaml",
    )
    code, out, _err = run(capsys, *words)
    assert code == 0 and "every row → mittari: oma_mittari" in out
    words = (
        "import",
        "oma.csv",
        "--mapping",
        "oma.kartoitus.yaml",
        "--out",
        "aineisto",
        "--confirm",
    )
    code, out, err = run(capsys, *words)
    assert code == 0, out + err
    read = intake.read(place / "aineisto").tables["mittaukset"]
    assert read["mittari"].tolist() == ["oma_mittari"]
    assert [float(read[item.id].iloc[0]) for item in items] == list(map(float, answers))


def test_unseen_marks_in_a_header_survive_the_mapping_file(place, capsys):
    from sosiaali_lib import sources

    (place / "v.csv").write_text(
        "Kun\u200bta\u202e;Miten\u2060\tasia;x\u0301\u0301\u0301\u0301\u0301\u0301\nKajaani;kela\u200e;1\n",
        "utf-8",
    )
    run(capsys, "map", "v.csv", "--form", "palvelutarpeet")
    saved = mapping.files.read(place / "palvelutarpeet.kartoitus.yaml")
    found = mapping.compare(saved, sources.read(place / "v.csv"))
    assert {fault.kind for fault in found} == {
        "contradiction"
    }  # columns that are required and absent
