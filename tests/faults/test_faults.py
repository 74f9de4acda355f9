"""What a person meets when things go wrong outside the program: killed runs, locked folders, odd files."""

import json
import os
import subprocess
import sys

import pytest

from sosiaali_lib import cli, messages

COMMAND = [sys.executable, "-m", "sosiaali_lib"]


def check(capsys, path):
    with messages.use("en"):
        code = cli.main(["check", str(path), "--lang", "en"])
    return code, capsys.readouterr().out


def test_an_empty_folder(capsys, tmp_path):
    code, out = check(capsys, tmp_path)
    assert code == 1
    assert "expected" in out
    assert "Traceback" not in out


def test_a_folder_without_any_known_form(capsys, tmp_path):
    (tmp_path / "muuta.csv").write_text("nimi;hinta\nleipä;2\n", "utf-8")
    code, out = check(capsys, tmp_path)
    assert code == 1
    assert "muuta.csv" in out


def test_a_locked_and_a_corrupt_workbook(capsys, tmp_path):
    (tmp_path / "lukittu.xlsx").write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le") * 9
    )
    (tmp_path / "rikki.xlsx").write_bytes(b"PK\x03\x04 cut short")
    code, out = check(capsys, tmp_path)
    assert code == 1
    assert "lukittu.xlsx" in out
    assert "password" in out
    assert "rikki.xlsx" in out


def test_three_wrong_rows_of_a_thousand_and_a_file_name_with_letters_and_blanks(capsys, tmp_path):
    header = "kunta;pvm;luonne;paikkatyyppi;lasna;keskusteltu;aiheet;tunne;rakennehavainto"
    rows = ["Kajaani;3.5.2019;kumppanille;muu;9;6;talous;4;ei_havaintoa"] * 1000
    rows[10] = rows[10].replace("3.5.2019", "31.2.2019")
    rows[500] = rows[500].replace(";9;6;", ";5;6;")
    rows[999] = rows[999].replace("talous", "sää")
    (tmp_path / "Äänekosken loki 2019.csv").write_text("\n".join([header, *rows]), "utf-8")
    code, out = check(capsys, tmp_path)
    assert code == 1
    assert "1,000 rows read, 997 used, 3 rejected" in out
    for row in (12, 502, 1001):
        assert f"Äänekosken loki 2019.csv, row {row}" in out


def test_every_row_wrong(capsys, tmp_path):
    header = "kunta;pvm;luonne;paikkatyyppi;lasna;keskusteltu;aiheet;tunne;rakennehavainto"
    rows = ["Ankkalinna;huomenna;x;y;-1;kaksi;z;9;ehkä"] * 300
    (tmp_path / "loki.csv").write_text("\n".join([header, *rows]), "utf-8")
    code, out = check(capsys, tmp_path)
    assert code == 1
    assert "300 rows read, 0 used, 300 rejected" in out
    assert "more fault" in out  # the screen is not flooded; the rest stands in the file
    assert (
        len((tmp_path / "hylatyt" / "jalkautumiset.csv").read_text("utf-8-sig").splitlines()) == 301
    )


def test_a_release_of_only_wrong_rows_is_refused(capsys, tmp_path):
    folder = tmp_path / "aineisto"
    folder.mkdir()
    header = "kunta;pvm;luonne;paikkatyyppi;keskusteltu;rakennehavainto"
    (folder / "loki.csv").write_text(
        f"{header}\nAnkkalinna;1.1.2019;kotiin;muu;1;ei_havaintoa\n", "utf-8"
    )
    out = tmp_path / "julkaisu"
    code = cli.main(["release", str(folder), "--year", "2019", "--out", str(out), "--lang", "en"])
    assert code == 1
    assert "No row of the data can be used for 2019" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_data_folder_puts_the_rejected_rows_elsewhere(capsys, tmp_path, monkeypatch):
    folder = tmp_path / "aineisto"
    folder.mkdir()
    (folder / "loki.csv").write_text(
        "kunta;pvm;luonne;paikkatyyppi;keskusteltu;rakennehavainto\n;;;;;\nx;;;;;\n", "utf-8"
    )
    folder.chmod(0o555)
    monkeypatch.chdir(tmp_path)
    code, out = check(capsys, folder)
    folder.chmod(0o755)
    assert code == 1
    assert str(tmp_path / "hylatyt") in out


def test_json_stays_one_object_when_a_file_cannot_be_read(capsys, tmp_path):
    (tmp_path / "rikki.xlsx").write_bytes(b"PK\x03\x04 cut short")
    code = cli.main(["check", str(tmp_path), "--json", "--lang", "en"])
    found = json.loads(capsys.readouterr().out)
    assert code == 1
    assert (
        next(fault["file"] for fault in found["faults"] if fault["severity"] == "error")
        == "rikki.xlsx"
    )


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_reader_who_has_seen_enough_is_no_fault(tmp_path):
    header = "kunta;pvm;luonne;paikkatyyppi;keskusteltu;rakennehavainto"
    rows = [f"x{i};x;x;x;x;x" for i in range(2000)]
    (tmp_path / "loki.csv").write_text("\n".join([header, *rows]), "utf-8")
    run = subprocess.Popen(
        [*COMMAND, "check", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    run.stdout.read(10)
    run.stdout.close()
    assert run.stderr.read() == b""
    run.stderr.close()
    assert run.wait() == 1
