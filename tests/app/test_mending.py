import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from app_data import HEADER, ROWS, visits
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from sosiaali_lib import intake
from sosiaali_lib.app.located import MendError, Target, locate
from sosiaali_lib.app.mending import KEPT, mend
from sosiaali_lib.plain_text import clean

CSV = "jalkautumiset.csv"


def _mend(folder, target, **changes):
    row = locate(folder, target)
    return mend(folder, target, {**row.cells, **changes}, row.mark)


def test_one_cell_of_a_text_file_is_mended_and_every_other_byte_stays(tmp_path):
    path = visits(tmp_path)
    before = path.read_bytes()
    kept = _mend(tmp_path, Target(CSV, "", 3), kunta="205")
    assert path.read_bytes() == before.replace(b"Kajani;", b"Kajaani;")
    assert kept.parent == tmp_path / KEPT
    assert kept.read_bytes() == before
    assert kept.stat().st_mode & 0o077 == 0
    assert intake.read(tmp_path).counts["rejected"].tolist() == [1]


def test_a_row_with_several_lines_and_separators_in_its_cells_is_mended(tmp_path):
    path = visits(tmp_path)
    before = path.read_bytes()
    _mend(tmp_path, Target(CSV, "", 4), pvm="2020-05-13", lasna="5")
    expected = before.replace(b"5.13.2020", b"13.5.2020").replace(b'sali";3;5', b'sali";5;5')
    assert path.read_bytes() == expected
    assert intake.read(tmp_path).tables["jalkautumiset"]["havainto"].iloc[-1] == "kaksi\nriviä"


@pytest.mark.parametrize(
    ("encoding", "start", "end", "sign"),
    [("cp1252", "", "\n", ";"), ("utf-8", "", "\r\n", "\t"), ("utf-8-sig", "sep=;\n", "\n", ";"),
     ("utf-16", "", "\r\n", ";")],
)  # fmt: skip
def test_encoding_separator_and_line_ends_stay(tmp_path, encoding, start, end, sign):
    lines = [HEADER, "", ROWS[0].replace("tori", "Säräisniemi"), ROWS[1]]
    text = start + end.join(line.replace(";", sign) for line in lines) + end
    path = tmp_path / CSV
    path.write_bytes(text.encode(encoding))
    _mend(tmp_path, Target(CSV, "", 4), kunta="Kajaani")
    assert path.read_bytes() == text.replace("Kajani", "Kajaani").encode(encoding)


def test_letters_that_the_encoding_lacks_turn_the_file_to_utf8(tmp_path):
    path = tmp_path / CSV
    path.write_bytes("\n".join([HEADER, ROWS[1].replace("tori", "Säräisniemi")]).encode("cp1252"))
    _mend(tmp_path, Target(CSV, "", 2), kunta="Kajaani", paikka="Čohkka Säräisniemi")
    assert path.read_text("utf-8-sig").splitlines()[1].startswith("Kajaani;4.2.2020;Sote;")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert intake.read(tmp_path).tables["jalkautumiset"]["paikka"].tolist() == [
        "Čohkka Säräisniemi"
    ]


def test_the_last_line_without_an_end_and_a_short_record_are_mended(tmp_path):
    path = tmp_path / CSV
    path.write_text(f"{HEADER}\nKajani;4.2.2020;Sote;tapahtumaan;julkinen;tori;10;4", "utf-8")
    _mend(tmp_path, Target(CSV, "", 2), kunta="Kajaani", rakennehavainto="ei_kysytty", tunne="4")
    last = path.read_text("utf-8").split("\n")[1:]
    assert len(last) == 1
    assert last[0].startswith("Kajaani;4.2.2020;Sote;tapahtumaan;julkinen;tori;10;4;;4;Ei kysytty")


def test_nothing_is_written_when_nothing_means_anything_else(tmp_path):
    path = visits(tmp_path)
    before = path.read_bytes()
    assert (
        _mend(tmp_path, Target(CSV, "", 2), kunta="205", pvm="2020-02-03", aiheet="talous") is None
    )
    assert path.read_bytes() == before
    assert not (tmp_path / KEPT).exists()


def test_what_a_page_shows_otherwise_than_it_stands_is_no_change(tmp_path):
    text = '"a\tb\u202e c\n\n\n\nd"'
    path = visits(
        tmp_path, [ROWS[1].replace("tori", "a\u200bb").replace("ei_kysytty;", f"havainto;{text}")]
    )
    before = path.read_bytes()
    target = Target(CSV, "", 2)
    row = locate(tmp_path, target)
    sent = {name: clean(cell).replace("\n", "\r\n") for name, cell in row.cells.items()}
    mend(tmp_path, target, {**sent, "kunta": "205"}, row.mark)
    assert path.read_bytes() == before.replace(b"Kajani;", b"Kajaani;")


def test_a_row_that_somebody_has_changed_meanwhile_is_not_written_over(tmp_path):
    path = visits(tmp_path)
    target = Target(CSV, "", 3)
    row = locate(tmp_path, target)
    _mend(tmp_path, target, keskusteltu="6")
    before = path.read_bytes()
    with pytest.raises(
        MendError, match=r"^Somebody has changed this row since you opened it\. Nothing"
    ):
        mend(tmp_path, target, {**row.cells, "kunta": "205"}, row.mark)
    assert path.read_bytes() == before


def test_a_text_that_a_spreadsheet_would_run_is_refused_in_files_of_others(tmp_path):
    path = visits(tmp_path)
    before = path.read_bytes()
    with pytest.raises(
        MendError, match=r"^Place: a spreadsheet could run this text as a formula\."
    ):
        _mend(tmp_path, Target(CSV, "", 3), paikka="=cmd|' /C calc'!A0")
    assert path.read_bytes() == before
    assert not (tmp_path / KEPT).exists()


def test_a_correction_that_is_still_wrong_is_mended_where_it_stands(tmp_path):
    visits(tmp_path)
    intake.read(tmp_path).write_rejected(tmp_path / "hylatyt")
    rejected = tmp_path / "hylatyt" / CSV
    rejected.write_text(
        rejected.read_text("utf-8-sig").replace("Kajani;4", "Kajaaniin;4"), "utf-8-sig"
    )
    faults = intake.read(tmp_path).faults
    fault = faults[faults["column"] == "kunta"].iloc[0]
    assert (fault["file"], fault["row"]) == (f"hylatyt/{CSV}", 2)
    _mend(tmp_path, Target(fault["file"], "", 2), kunta="205", paikka="=1")
    data = intake.read(tmp_path)
    assert data.counts["rejected"].tolist() == [1]
    assert data.tables["jalkautumiset"]["paikka"].tolist() == ["tori", "=1"]
    assert "'=1" in rejected.read_text("utf-8-sig")


@pytest.mark.parametrize(
    "target",
    [Target("../x.csv", "", 2), Target("/etc/hostname", "", 2), Target("", "", 2), Target(".x.csv", "", 2),
     Target("poissa.csv", "", 2), Target(CSV, "", 99), Target(CSV, "", 1), Target(CSV, "", 0),
     Target(f"muu/{CSV}", "", 2), Target(f"hylatyt/../{CSV}", "", 2), Target("linkki.csv", "", 2)],
)  # fmt: skip
def test_a_row_that_is_not_there_is_told(tmp_path, target):
    visits(tmp_path)
    visits(tmp_path / "muu")
    (tmp_path / "linkki.csv").symlink_to(tmp_path / "muu" / CSV)
    with pytest.raises(
        MendError, match=r"^The row is no longer there: the file has been changed since\."
    ):
        locate(tmp_path, target)


def test_a_file_with_an_open_quotation_mark_is_mended_elsewhere(tmp_path):
    visits(tmp_path, [ROWS[1], ROWS[1].replace("tori", '"tori')])
    with pytest.raises(MendError, match="never closed"):
        locate(tmp_path, Target(CSV, "", 2))


# Workbooks


def _book(path, *, formula=False, chart=False):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Jalkautumiset"
    sheet.append([*HEADER.split(";"), "aiheet_asuminen", "muistiinpano"])
    for text in ROWS[:2]:
        sheet.append(text.split(";"))
    sheet["B2"].value, sheet["B3"].value = datetime(2020, 2, 3), "5.13.2020"
    for cell in (sheet["B2"], sheet["B3"]):
        cell.number_format = "d.m.yyyy"
    sheet["I3"].value = None
    sheet["N3"].comment = Comment("Muista", "Sote")
    sheet["N2"].value = "oma huomautus"
    other = book.create_sheet("Laskelma")
    other["A1"], other["A2"] = 5, "teksti"
    if formula:
        sheet["N3"].value = "=G3+1"
        other["A3"] = "=A1*2"
    if chart:
        drawn = BarChart()
        drawn.add_data(Reference(other, min_col=1, min_row=1, max_row=1))
        other.add_chart(drawn, "C1")
    book.save(path)
    return path


BOOK = "jalkautumiset_kainuu.xlsx"


def _parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_cells_of_a_workbook_are_mended_and_all_its_other_parts_stay(tmp_path):
    path = _book(tmp_path / BOOK, chart=True)
    before = path.read_bytes()
    kept = _mend(
        tmp_path, Target(BOOK, "Jalkautumiset", 3), kunta="205", pvm="2020-05-13", keskusteltu="7"
    )
    assert kept.read_bytes() == before
    old, new = _parts(before), _parts(path.read_bytes())
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == ["xl/worksheets/sheet1.xml"]
    sheet = openpyxl.load_workbook(path)["Jalkautumiset"]
    assert [sheet["A3"].value, sheet["B3"].value, sheet["H3"].value] == [
        "Kajaani",
        datetime(2020, 5, 13),
        7,
    ]
    assert sheet["B3"].number_format == "d.m.yyyy"
    assert sheet["N3"].comment.text == "Muista"
    assert sheet["N2"].value == "oma huomautus"
    data = intake.read(tmp_path)
    assert data.counts["rejected"].tolist() == [0]
    assert data.tables["jalkautumiset"]["pvm"].iloc[1].date() == date(2020, 5, 13)


def test_marks_of_choices_and_cells_that_were_not_there_are_written(tmp_path):
    path = _book(tmp_path / BOOK)
    target = Target(BOOK, "Jalkautumiset", 3)
    _mend(tmp_path, target, kunta="205", pvm="2020-05-13", aiheet="asuminen; talous")
    sheet = openpyxl.load_workbook(path)["Jalkautumiset"]
    assert [sheet["I3"].value, sheet["M3"].value] == ["Talous ja velat", "x"]
    assert intake.read(tmp_path).tables["jalkautumiset"]["aiheet"].iloc[1] == "talous;asuminen"
    _mend(tmp_path, target, aiheet="talous")
    assert intake.read(tmp_path).tables["jalkautumiset"]["aiheet"].iloc[1] == "talous"


def test_a_text_in_a_workbook_is_never_a_formula(tmp_path):
    path = _book(tmp_path / BOOK)
    _mend(tmp_path, Target(BOOK, "Jalkautumiset", 3), paikka="=1+1", toimija="a & <b>\n c ")
    sheet = openpyxl.load_workbook(path)["Jalkautumiset"]
    assert (sheet["F3"].value, sheet["F3"].data_type) == ("=1+1", "s")
    assert sheet["C3"].value == "a & <b>\n c "


def test_formulas_elsewhere_stay_and_are_counted_anew_and_a_cell_with_one_is_refused(tmp_path):
    path = _book(tmp_path / BOOK, formula=True)
    _mend(tmp_path, Target(BOOK, "Jalkautumiset", 3), kunta="205")
    book = openpyxl.load_workbook(path)
    assert book["Laskelma"]["A3"].value == "=A1*2"
    assert book["Jalkautumiset"]["N3"].value == "=G3+1"
    assert book.calculation.fullCalcOnLoad
    book["Jalkautumiset"]["H3"].value = "=2+2"
    book.save(path)
    with pytest.raises(
        MendError, match=r"^The cell of the column People talked with holds a formula;"
    ):
        _mend(tmp_path, Target(BOOK, "Jalkautumiset", 3), keskusteltu="5")


def test_a_signed_or_damaged_workbook_is_refused(tmp_path):
    path = _book(tmp_path / BOOK)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("_xmlsignatures/sig1.xml", "<x/>")
    with pytest.raises(MendError, match="signed"):
        _mend(tmp_path, Target(BOOK, "Jalkautumiset", 3), kunta="205")
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(MendError, match="damaged"):
        locate(tmp_path, Target(BOOK, "Jalkautumiset", 3))


def test_signs_that_no_workbook_can_hold_are_refused(tmp_path):
    path = _book(tmp_path / BOOK)
    before = path.read_bytes()
    with pytest.raises(
        MendError, match=r"^Place: the text holds signs that no workbook can hold\.$"
    ):
        _mend(tmp_path, Target(BOOK, "Jalkautumiset", 3), paikka="a\x01b")
    assert path.read_bytes() == before
