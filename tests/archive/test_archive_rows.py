"""Rows of the closed room as an archive, and how an archive is written or refused."""

import errno
import json
import stat
import sys
from datetime import date
from xml.etree import ElementTree

import frictionless
import pandas as pd
import pyreadstat
import pytest
from ddi_models import astray

from sosiaali_lib import archive, cli, files, forms, intake, pseudonyms
from sosiaali_lib.archive.writing import contents
from sosiaali_lib.messages import use

NAME = "Maija Meikäläinen"


def visits(folder):
    """Write visits of which one is cleared, one is not and one is rejected."""
    folder.mkdir()
    head = "pvm,kunta,toimija,luonne,paikkatyyppi,aiheet,keskusteltu,lasna,rakennehavainto,havainto"
    clearing = "julkaistavissa,tarkastaja,tarkastettu_pvm"
    lines = [
        f"{head},{clearing}",
        "1.2.2019,205,Kunta,kotiin,koti,talous;asuminen,3,4,havainto,Bussi ei kulje,"
        f"kylla,{NAME},2.2.2019",
        "2.2.2019,205,Kunta,kotiin,koti,talous,2,2,ei_kysytty,Salainen asia,ei,,",
        "2.2.2019,ei kuntaa,Kunta,kotiin,koti,talous,2,2,ei_kysytty,,ei,,",
    ]
    (folder / "jalkautumiset.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


@pytest.fixture
def rows(tmp_path):
    return intake.read(visits(tmp_path / "aineisto"), today=date(2020, 1, 1))


def test_names_and_uncleared_texts_are_in_no_byte(rows):
    assert sum(map(len, rows.tables.values())) == 2
    for path, content in contents(archive.of_rows(rows)).items():
        if not path.endswith(".parquet"):
            assert NAME.encode() not in content and b"Salainen" not in content, path
    part = archive.of_rows(rows).parts[0]
    assert "tarkastaja" not in part.table
    assert part.table["havainto"].tolist()[0] == "Bussi ei kulje"
    assert part.table["havainto"].isna().tolist() == [False, True]


def test_several_choices_are_a_column_each(rows):
    part = archive.of_rows(rows).parts[0]
    assert part.table["aiheet_talous"].tolist() == [True, True]
    assert part.table["aiheet_asuminen"].tolist() == [True, False]
    assert len([name for name in part.table if name.startswith("aiheet_")]) == len(
        forms.load("jalkautumiset").column("aiheet").choices()
    )


def test_an_answer_that_says_nothing_is_user_missing_in_spss(rows, tmp_path):
    folder = archive.write(archive.of_rows(rows), tmp_path / "paketti")
    raw, meta = pyreadstat.read_sav(str(folder / "sav/jalkautumiset.sav"), user_missing=True)
    read, _meta = pyreadstat.read_sav(str(folder / "sav/jalkautumiset.sav"))
    assert raw["rakennehavainto"].tolist()[1] == -1 and pd.isna(read["rakennehavainto"][1])
    assert meta.variable_value_labels["rakennehavainto"][-1.0].startswith("Not asked")
    labels = meta.variable_value_labels["luonne"]
    assert (
        labels[raw["luonne"][0]] == forms.load("jalkautumiset").column("luonne").choices()["kotiin"]
    )


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_the_files_are_private_and_say_that_they_are_personal_data(rows, tmp_path):
    folder = archive.write(archive.of_rows(rows), tmp_path / "paketti")
    for path in folder.rglob("*"):
        if path.is_file():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = (folder / "lueminut.txt").read_text("utf-8")
    assert "The rows are personal data" in text and "anonym" not in text.lower()
    assert "Rows read: 3, used: 2, rejected for their faults: 1." in text
    assert "tarkastaja points to a person" in text
    assert "texts left out of the column havainto, because nobody has cleared them" in text
    assert "personal data: 1." in text


def test_identifiers_stay_only_as_pseudonyms(example_data):
    made = archive.of_rows(example_data)
    part = next(one for one in made.parts if one.name == "mittaukset")
    assert "tunniste" not in part.table
    assert any("has no key" in text["en"] for text in made.study.left_out)
    scored = next(one for one in part.variables if one.name == "gse_summa")
    assert "is the sum of 10 answers" in scored.derivation["en"]
    own = part.table[part.table["mittari"] == "gse"]
    items = [f"gse_{at}" for at in range(1, 11)]
    whole = own[items].notna().all(axis="columns")
    sums = own.loc[whole, items].astype(float).sum(axis="columns")
    assert len(sums) > 20 and sums.tolist() == own.loc[whole, "gse_summa"].tolist()


def test_with_a_key_rows_of_one_person_join_and_no_identifier_is_anywhere(tmp_path):
    folder = tmp_path / "aineisto"
    folder.mkdir()
    pseudonyms.make_key(tmp_path / "avaimet" / "avain.json")
    (folder / "aineisto.yaml").write_text("nimi: Koe\navain: ../avaimet/avain.json\n", "utf-8")
    key = json.loads((tmp_path / "avaimet" / "avain.json").read_text("utf-8"))
    secret = key["generations"][0]["secret"].encode()
    given = ["asiakas-901", "asiakas-902"]
    lines = ["tunniste,pvm,kunta,mittari,vaihe,was_1"]
    lines += [f"{name},1.2.2019,205,was,alku,5" for name in given]
    lines += [f"{name},1.6.2019,205,was,loppu,7" for name in reversed(given)]
    (folder / "mittaukset.csv").write_text("\n".join(lines) + "\n", "utf-8")
    data = intake.read(folder, today=date(2020, 1, 1))
    assert not data.has_errors
    made = archive.of_rows(data)
    part = made.parts[0]
    people = part.table["tunniste"].tolist()
    assert len(set(people)) == 2 and people[:2] == people[:1:-1]
    assert not any("has no key" in text["en"] for text in made.study.left_out)
    wrote = archive.write(made, tmp_path / "paketti")
    for path in wrote.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"asiakas-90" not in content and secret not in content, path
    raw, _meta = pyreadstat.read_sav(str(wrote / "sav/mittaukset.sav"))
    assert raw["tunniste"].tolist() == people


def test_answers_of_items_have_their_words_in_the_languages_in_which_they_are_known(
    example_data, tmp_path
):
    with use("en"):
        made = archive.of_rows(example_data)
        folder = archive.write(made, tmp_path / "paketti")
    part = next(one for one in made.parts if one.name == "mittaukset")
    raw, meta = pyreadstat.read_sav(str(folder / "sav/mittaukset.sav"))
    assert meta.variable_value_labels["gse_1"] == {
        1.0: "Not at all true",
        2.0: "Hardly true",
        3.0: "Moderately true",
        4.0: "Exactly true",
    }
    given = part.table["gse_1"].dropna().astype(float).tolist()
    assert given and raw["gse_1"].dropna().tolist() == given
    code = next(one for one in part.variables if one.name == "gse_1").codes[2]
    assert dict(code.labels) == {"fi": "3", "sv": "3", "en": "Moderately true"}
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "message"])[:5]
    fields = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    own = next(one for one in fields if one["name"] == "mittaukset")["schema"]["fields"]
    told = next(one for one in own if one["name"] == "gse_1")["categories"]
    assert (told[0]["value"], told[0]["label"]) == (1, "Not at all true")


def test_ddi_of_rows_repeats_only_what_the_format_repeats(example_data):
    with use("sv"):
        made = archive.of_rows(example_data)
        root = ElementTree.fromstring(contents(made)["ddi.xml"])
    assert list(astray(root)) == []
    space, lang = "{ddi:codebook:2_5}", "{http://www.w3.org/XML/1998/namespace}lang"
    said = [one.get(lang) for one in root.iter(f"{space}confDec")]
    assert said == ["fi", "sv", "en"]
    calculated = next(one for one in root.iter(f"{space}var") if one.get("name") == "gse_summa")
    rule = calculated.find(f"{space}derivation/{space}drvdesc")
    assert rule.get(lang) == "sv" and "summan" in rule.text
    assert {one.get(lang) for one in calculated.findall(f"{space}notes")} == {"fi", "en"}


def test_an_archive_is_refused_where_something_stands(rows, tmp_path):
    (tmp_path / "jo").mkdir()
    (tmp_path / "jo" / "oma.txt").write_text("oma")
    with pytest.raises(archive.ArchiveError, match="holds something already"):
        archive.write(archive.of_rows(rows), tmp_path / "jo")
    assert [path.name for path in (tmp_path / "jo").iterdir()] == ["oma.txt"]


def test_a_full_disk_leaves_nothing(rows, tmp_path, monkeypatch):
    write, left = files.write_through, [5]

    def full(path, content, **how):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        write(path, content, **how)

    monkeypatch.setattr(files, "write_through", full)
    (tmp_path / "ulos").mkdir()
    with pytest.raises(OSError, match="No space"):
        archive.write(archive.of_rows(rows), tmp_path / "ulos" / "paketti")
    assert list((tmp_path / "ulos").iterdir()) == []


def test_without_pyreadstat_nothing_is_written(rows, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(archive.ArchiveError, match="needs the package pyreadstat"):
        archive.write(archive.of_rows(rows), tmp_path / "paketti")
    assert not (tmp_path / "paketti").exists()


def test_a_text_too_long_for_spss_is_told_without_its_words(tmp_path):
    data = visits(tmp_path / "aineisto")
    path = data / "jalkautumiset.csv"
    path.write_text(path.read_text("utf-8").replace("Bussi ei kulje", "😀" * 9999), "utf-8")
    made = archive.of_rows(intake.read(data, today=date(2020, 1, 1)))
    with pytest.raises(archive.ArchiveError, match="column havainto: texts longer than the 32767"):
        archive.write(made, tmp_path / "paketti")


def test_empty_data_and_a_faulty_description_are_refused(tmp_path):
    (tmp_path / "tyhja").mkdir()
    with pytest.raises(archive.ArchiveError, match="no rows that could be archived"):
        archive.of_rows(intake.read(tmp_path / "tyhja"))
    (tmp_path / "tyhja" / "jalkautumiset.xlsx").write_bytes(b"MZ")
    with pytest.raises(archive.ArchiveError, match="sosiaali check tells what is wrong"):
        archive.of_rows(intake.read(tmp_path / "tyhja"))
    data = visits(tmp_path / "aineisto")
    (data / "aineisto.yaml").write_text("kynnys: 1\n")
    with pytest.raises(archive.ArchiveError, match=r"aineisto\.yaml has faults"):
        archive.of_rows(intake.read(data))


def test_the_command_says_what_it_wrote_and_what_is_not_there(tmp_path, capsys):
    data = visits(tmp_path / "aineisto")
    words = ["archive", str(data), "--rows", "--out", str(tmp_path / "p"), "--lang", "en"]
    assert cli.main(words) == 1  # one row was rejected
    told = capsys.readouterr()
    assert "The rows are personal data" in told.out and "tarkastaja" in told.err
    assert NAME not in told.out + told.err


def test_the_command_refuses_a_release_that_was_edited(small, tmp_path, capsys):
    import shutil

    copy = shutil.copytree(small, tmp_path / "julkaisu")
    pd.DataFrame({"alue": ["205"], "n": [1]}).to_parquet(copy / "luonne.parquet")
    words = ["archive", str(copy), "--out", str(tmp_path / "p"), "--lang", "en"]
    assert cli.main(words) == 1
    assert "has been changed" in capsys.readouterr().err
    assert not (tmp_path / "p").exists()
