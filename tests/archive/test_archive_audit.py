"""The audit of finished files reads every format of an archive."""

import shutil

import pandas as pd
import pytest
from made_release import write_release

from sosiaali_lib import archive, cli
from sosiaali_lib.file_audit.readers.registry import read_path


def audited(folder, capsys):
    code = cli.main(["audit", str(folder), "--attacker", "plain", "--lang", "en"])
    told = capsys.readouterr()
    return code, told.out + told.err


@pytest.fixture(scope="module")
def leaking(tmp_path_factory):
    """An archive of a release in which one hidden number is what the others leave over."""
    table = pd.DataFrame(
        {
            "alue": ["205"] * 4,
            "luonne": ["kotiin", "palveluun", "tapahtumaan", "yhteensä"],
            "kaynnit": pd.array([12, None, 9, 24], dtype="Int64"),
            "piilotettu": [False, True, False, False],
        }
    )
    place = tmp_path_factory.mktemp("vuoto")
    release = write_release(place / "julkaisu", more={"luonne": table})
    return archive.write(archive.of_release(release), place / "paketti")


@pytest.mark.parametrize("kind", ["csv", "parquet", "sav"])
def test_a_leak_is_found_in_each_format(leaking, tmp_path, capsys, kind):
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(leaking / kind / f"luonne.{kind}", alone)
    code, told = audited(alone, capsys)
    assert code == 1
    assert "hidden, but known: luonne, Kajaani: palveluun" in told


def test_every_file_is_read_and_nothing_is_found_in_a_sound_archive(opened, capsys):
    contents = [read_path(path, path.name) for path in sorted(opened.rglob("*")) if path.is_file()]
    assert {one.file.rpartition(".")[2] for one in contents} == {
        "csv", "parquet", "sav", "xml", "json", "txt",
    }  # fmt: skip
    assert [one.not_read for one in contents if one.not_read] == []
    assert all(one.tables or one.passages for one in contents)
    _code, told = audited(opened, capsys)
    assert "hidden, but known" not in told and "not attacked" not in told


def test_sav_shows_labels_of_numbers_and_marks_what_is_hidden(opened):
    content = read_path(opened / "sav" / "kokeilu.sav", "kokeilu.sav")
    kajaani = next(table for table in content.tables if table.caption.endswith("Kajaani"))
    texts = {row[0].text: [cell.text for cell in row[1:]] for row in kajaani.rows}
    assert texts == {"kotiin": ["7", "1.25"], "palveluun": ["..", ".."], "yhteensä": ["..", ".."]}


def test_an_attribute_of_a_codebook_is_read(tmp_path):
    path = tmp_path / "ddi.xml"
    path.write_text('<codeBook><var name="a" n="31"><labl>Käynnit</labl></var></codeBook>', "utf-8")
    passages = {one.text: one.seen for one in read_path(path, "ddi.xml").passages}
    assert passages == {"name: a": False, "n: 31": False, "labl: Käynnit": True}


def test_rows_of_the_closed_room_are_told_even_where_an_area_stands_beside(tmp_path, capsys):
    rows = "alue,kunta,pvm,luonne,paikkatyyppi,keskusteltu\n20,205,2019-01-02,kotiin,koti,3\n"
    (tmp_path / "rivit.csv").write_text(rows, "utf-8")
    assert "rows of single cases" in audited(tmp_path, capsys)[1]
