"""What a person meets when large data are faulty, go, change, or their workers are lost."""

import json
import os
import shutil
import signal
from datetime import date

import numpy as np
import pandas as pd
import pytest
from division import divided
from test_any_division import PERIOD, same

from sosiaali_lib import areas, cli, evidence, intake, large
from sosiaali_lib.large import form as forms_in_parts
from sosiaali_lib.large import people
from sosiaali_lib.published import ReleaseError

HERE = large.Hands(jobs=1)
VISIT = {
    "kunta": "205",
    "pvm": "3.2.2019",
    "luonne": "tapahtumaan",
    "paikkatyyppi": "julkinen",
    "keskusteltu": "2",
    "aiheet": "talous",
    "rakennehavainto": "ei_havaintoa",
}


def written(folder, rows, form="jalkautumiset", name="osa.parquet"):
    (folder / form).mkdir(parents=True, exist_ok=True)
    pd.DataFrame(rows).to_parquet(folder / form / name, index=False)
    return folder


def passed(folder, form="jalkautumiset", period=PERIOD, hands=HERE):
    return large.counted(intake.read(folder), period, hands).forms[form]


def alone(folder):
    """Leave nothing but the Parquet files and the description."""
    for path in folder.iterdir():
        if path.suffix in (".xlsx", ".csv"):
            path.unlink()
    shutil.rmtree(folder / "indikaattorit", ignore_errors=True)


def told(found):
    return [fault.told for fault in found.faults]


def measured(person, wave, **more):
    answers = {f"e{item:02}": 3 for item in range(1, 15)}
    row = {
        "tunniste": person,
        "kunta": "205",
        "mittari": "eo14",
        "vaihe": wave,
        "pvm": "2019-02-03",
    }
    return {**row, **answers, **more}


def test_faulty_rows_are_left_out_and_told_together(tmp_path):
    rows = [
        VISIT,
        {**VISIT, "kunta": "999"},
        {**VISIT, "kunta": "Kajani"},
        {**VISIT, "keskusteltu": "2,5"},
        {**VISIT, "luonne": ""},
        {**VISIT, "lasna": "1"},
        {**VISIT, "pvm": "31.2.2019"},
        {**VISIT, "pvm": "1.1.2018"},
    ]
    found = passed(written(tmp_path, rows))
    assert (found.read, found.used, found.outside) == (8, 2, 1)
    assert len({row for fault in found.faults for row in fault.rows}) == found.read - found.used
    lines = told(found)
    assert any("column kunta" in line and "1 row: “999” (row 2)." in line for line in lines)
    assert any("Kajaani (205)" in line and "“Kajani” (row 3)." in line for line in lines)
    assert any("column keskusteltu" in line and "(row 4)" in line for line in lines)
    assert any("column luonne" in line and "1 row (row 5)." in line for line in lines)
    assert any("no more than were present" in line or "(row 6)" in line for line in lines)
    assert any("column pvm" in line and "(row 7)" in line for line in lines)
    assert int(found.counted.tables["kertymat"]["kaynnit"].sum()) == 1


def test_rows_are_judged_as_those_of_a_spreadsheet(example_data, tmp_path):
    """The same faulty rows as csv and as Parquet: the same ones are left out."""
    rows = example_data.tables["jalkautumiset"].drop(columns=["tiedosto", "rivi"]).head(120)
    texts = rows.astype("object").where(rows.notna(), None).astype("object")
    texts["pvm"] = rows["pvm"].dt.strftime("%Y-%m-%d")
    random = np.random.default_rng(5)
    for name in ("kunta", "luonne", "keskusteltu", "pvm", "aiheet", "rakennehavainto"):
        for at in random.choice(len(texts), 6, replace=False):
            texts.loc[texts.index[at], name] = random.choice(["", "xyz", "-1", "99.99.2019"])
    plain = texts.astype("str").where(texts.notna(), None)
    (tmp_path / "csv").mkdir()
    plain.to_csv(tmp_path / "csv" / "jalkautumiset.csv", sep=";", index=False)
    expected = intake.read(tmp_path / "csv")
    found = passed(written(tmp_path / "osat", plain), period=(date(1990, 1, 1), date(2030, 1, 1)))
    kept = expected.tables["jalkautumiset"]
    assert (found.read, found.used) == (120, len(kept))
    whole = evidence.collect({"jalkautumiset": kept})
    same(
        evidence.collect({}, counted={"jalkautumiset": found.counted}),
        whole,
    )


def test_the_same_measurement_twice_in_different_files_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(people, "BUCKET_ROWS", 2)
    ones = [measured(person, "alku") for person in ("a", "b", "c")]
    twos = [measured("b", "alku"), measured("a", "loppu")]
    written(tmp_path, ones, "mittaukset", "eka.parquet")
    found = passed(written(tmp_path, twos, "mittaukset", "toka.parquet"), "mittaukset")
    assert (found.read, found.used) == (5, 3)
    lines = told(found)
    assert any(line.startswith("mittaukset/eka.parquet, column tunniste") for line in lines)
    assert any(line.startswith("mittaukset/toka.parquet") and "(row 1)" in line for line in lines)
    states = found.counted.tables["parit"].set_index("tila")["henkilot"].to_dict()
    assert states == {"pari": 1, "vain_alku": 1}


def test_identity_codes_never_go_on_and_are_not_quoted(tmp_path):
    code = "131052-9085"
    found = passed(written(tmp_path, [measured(code, "alku")], "mittaukset"), "mittaukset")
    assert (found.read, found.used) == (1, 0)
    assert any("column tunniste" in line for line in told(found))
    assert not any(code in line for line in told(found))


def test_a_key_that_cannot_be_used_is_told(tmp_path):
    (tmp_path / "aineisto.yaml").write_text("nimi: Koe\navain: ../puuttuu.avain\n", "utf-8")
    with pytest.raises(large.LargeDataError, match="The rows of people cannot be used"):
        passed(written(tmp_path, [measured("a", "alku")], "mittaukset"), "mittaukset")


def test_missing_strange_and_personal_columns_are_told(tmp_path):
    row = {key: value for key, value in VISIT.items() if key != "luonne"}
    found = passed(written(tmp_path, [{**row, "Asiakkaan nimi": "N. N.", "muu": "1"}]))
    assert (found.read, found.used) == (1, 0)
    lines = told(found)
    assert any("the required column luonne" in line for line in lines)
    assert any("column Asiakkaan nimi: expected no direct identifiers" in line for line in lines)
    assert any("column muu: expected a column of the form" in line for line in lines)
    assert not any("N. N." in line for line in lines)


def test_columns_are_known_by_their_labels_and_lists_are_several_choices(tmp_path):
    row = {**VISIT, "Kunta": "Kajaani", "aiheet": ["talous", "asuminen"]}
    del row["kunta"]
    found = passed(written(tmp_path, [row]))
    assert found.used == 1
    assert set(found.counted.tables["aihe"]["aihe"]) == {"talous", "asuminen"}


def test_a_damaged_file_is_told_and_the_earlier_release_stays(example_data, tmp_path, capsys):
    data = divided(example_data, tmp_path / "aineisto", forms=("jalkautumiset",))
    alone(data)
    out = tmp_path / "julkaisu"
    words = ["release", str(data), "--year", "2019", "--out", str(out), "--jobs", "1"]
    assert cli.main([*words, "--lang", "en"]) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    broken = data / "jalkautumiset" / "osa1.parquet"
    broken.write_bytes(broken.read_bytes()[:-200])
    capsys.readouterr()
    assert cli.main([*words, "--lang", "en"]) == 1
    assert "osa1.parquet is damaged or is no Parquet file" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_pages_damaged_inside_a_file_are_told(tmp_path):
    rows = [{**VISIT, "keskusteltu": str(n % 10), "paikka": f"paikka {n}"} for n in range(3000)]
    folder = written(tmp_path, rows)
    path = folder / "jalkautumiset" / "osa.parquet"
    content = bytearray(path.read_bytes())
    content[200:4000] = b"\\xff" * 3800
    path.write_bytes(bytes(content))
    with pytest.raises(large.LargeDataError, match="is damaged or is no Parquet file"):
        passed(folder)


def test_a_file_that_changes_or_goes_while_it_is_read_is_told(tmp_path):
    folder = written(tmp_path, [VISIT])
    data = intake.read(folder)
    path = folder / "jalkautumiset" / "osa.parquet"
    kept = path.read_bytes()
    written(tmp_path, [VISIT, VISIT])
    with pytest.raises(large.LargeDataError, match="was changed while it was read"):
        large.counted(data, PERIOD, HERE)
    path.unlink()
    with pytest.raises(large.LargeDataError, match="was removed while it was read"):
        large.counted(data, PERIOD, HERE)
    assert kept


def test_a_change_after_the_first_rows_is_noticed_too(tmp_path, monkeypatch):
    data = intake.read(written(tmp_path, [VISIT] * 4))
    stamps = iter([False, True])
    true = forms_in_parts.Stamp.of

    def later(path):
        found = true(path)
        return forms_in_parts.Stamp(found.bytes + next(stamps), found.time, found.number)

    monkeypatch.setattr(forms_in_parts.Stamp, "of", later)
    with pytest.raises(large.LargeDataError, match="was changed while it was read"):
        large.counted(data, PERIOD, HERE)


def test_a_form_in_two_kinds_of_files_is_refused(tmp_path):
    folder = written(tmp_path, [VISIT])
    pd.DataFrame([VISIT]).to_csv(folder / "jalkautumiset.csv", sep=";", index=False)
    data = intake.read(folder)
    assert data.has_errors
    assert any("stands in other files too" in line for line in intake.lines(data.faults))
    with pytest.raises(ReleaseError, match="stands in other files too"):
        large.counted(data, PERIOD, HERE)


def test_no_room_for_rows_of_people_is_told(tmp_path, monkeypatch):
    folder = written(tmp_path, [measured("a", "alku")], "mittaukset")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "ei-ole"))
    with pytest.raises(large.LargeDataError, match="cannot be written"):
        passed(folder, "mittaukset")


def test_rows_of_people_leave_no_files_behind(tmp_path, monkeypatch):
    folder = written(tmp_path, [measured("a", "alku")], "mittaukset")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    modes = []
    write = people.write

    def seen(checked, form, path, *rest):
        write(checked, form, path, *rest)
        modes.append((path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777))

    monkeypatch.setattr(people, "write", seen)
    passed(folder, "mittaukset")
    assert modes == [(0o600, 0o700)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mittaukset"]


def die(_order):
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_process_is_told():
    with pytest.raises(large.LargeDataError, match="was ended from outside"):
        list(large.Hands(jobs=2).work(die, [1, 2], ["a.parquet", "b.parquet"]))


def test_check_tells_the_faults_of_large_forms(tmp_path, capsys):
    folder = written(tmp_path, [VISIT, {**VISIT, "kunta": "xx"}])
    assert cli.main(["check", str(folder), "--jobs", "1", "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "jalkautumiset: 2 rows read, 1 used, 1 rejected" in out
    assert "“xx” (row 2)" in out
    assert cli.main(["check", str(folder), "--jobs", "1", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["large"]
    assert found[0] | {"faults": 0} == {
        "form": "jalkautumiset", "read": 2, "used": 1, "rejected": 1, "faults": 0
    }  # fmt: skip
    assert found[0]["faults"][0]["rows"] == [2]


def test_a_release_of_large_data_alone(example_data, tmp_path):
    """No spreadsheet at all, and the first municipality comes from the counted rows."""
    data = divided(example_data, tmp_path / "aineisto", forms=("jalkautumiset",))
    alone(data)
    read = intake.read(data)
    assert not len(read.faults)
    assert set(read.large) == {"jalkautumiset"}
    found = large.counted(read, PERIOD, HERE)
    logged = example_data.tables["jalkautumiset"]["kunta"].unique()
    assert found.areas == {areas.successor(code) for code in logged}


def test_cleared_texts_come_with_their_place(tmp_path):
    cleared = {"julkaistavissa": "kylla", "tarkastaja": "K.M.", "tarkastettu_pvm": "13.1.2020"}
    said = {**VISIT, "rakennehavainto": "havainto", "havainto": "Ajat ovat kaukana."}
    rows = [VISIT, {**said, **cleared}, {**said, "havainto": "Ei luettu"}]
    texts = passed(written(tmp_path, rows)).texts
    assert texts[["havainto", "tiedosto", "rivi"]].values.tolist() == [
        ["Ajat ovat kaukana.", "jalkautumiset/osa.parquet", 2]
    ]


def test_check_tells_a_damaged_file_among_all_other_faults(tmp_path, capsys):
    folder = written(tmp_path, [VISIT])
    (folder / "jalkautumiset" / "osa.parquet").write_bytes(b"PAR1")
    (folder / "palvelutarpeet.csv").write_text("kunta;pvm\nxx;1.1.2019\n", "utf-8")
    assert cli.main(["check", str(folder), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "osa.parquet is damaged or is no Parquet file" in out
    assert "palvelutarpeet.csv" in out
