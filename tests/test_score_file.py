import pandas as pd
import pytest

from sosiaali_lib import instruments, templates
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.score_file import AnswerFileError, score_file

EO14 = instruments.load("eo14")
ITEMS = [item.id for item in EO14.items]
ROWS = [["T1", *[3] * 14], ["T2", *[4] * 14]]


def text(header, rows=ROWS, separator=";"):
    return "\n".join(separator.join(map(str, row)) for row in [header, *rows]) + "\n"


def written(folder, content, encoding="utf-8", name="vastaukset.csv"):
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_usual_separator_and_coding_is_read(tmp_path, separator, encoding):
    labels = [item.labels["fi"] for item in EO14.items]
    path = written(tmp_path, text(["Tunniste", *labels], separator=separator), encoding)
    found = score_file(path, EO14)
    assert found.scores["tunniste"].tolist() == ["T1", "T2"]
    assert found.scores["keskiarvo"].round(3).tolist() == [3, 3.857]
    assert (found.read, found.rejected, len(found.faults)) == (2, 0, 0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_columns_are_known_by_label_statement_or_name(tmp_path, lang):
    labels = [item.labels[lang] for item in EO14.items]
    statements = [EO14.statements[name]["fi"] for name in ITEMS]
    for header in (labels, statements, [name.upper() for name in ITEMS]):
        path = written(tmp_path, text(["", *header], separator="\t"))
        found = score_file(path, EO14)
        assert found.scores["keskiarvo"].round(3).tolist() == [3, 3.857]
        assert found.scores["rivi"].tolist() == [2, 3]


def test_a_filled_template_is_read_without_its_help_row(tmp_path):
    from openpyxl import load_workbook

    with use("sv"):
        templates.write(tmp_path, forms=["mittaukset"])
    book = load_workbook(tmp_path / "mittaukset_eo14.xlsx")
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    for place, row in enumerate(ROWS, start=3):
        values = {"tunniste": row[0], "vaihe": "alku"} | dict(zip(ITEMS, row[1:], strict=True))
        for column, name in enumerate(header, start=1):
            sheet.cell(place, column).value = values.get(name)
    book.save(tmp_path / "taytetty.xlsx")
    found = score_file(tmp_path / "taytetty.xlsx", EO14)
    assert found.scores[["tunniste", "vaihe", "keskiarvo_n"]].values.tolist() == [
        ["T1", "alku", 14],
        ["T2", "alku", 14],
    ]


def test_a_row_with_a_fault_is_left_out_whole_and_every_cell_is_told(tmp_path):
    rows = [*ROWS, ["T3", 99, 0, *[3] * 12], ["T1", *[2] * 14]]
    found = score_file(written(tmp_path, text(["tunniste", *ITEMS], rows)), EO14)
    assert found.scores["tunniste"].tolist() == ["T2"]
    assert found.faults[["row", "column"]].values.tolist() == [
        [2, "tunniste"],
        [5, "tunniste"],
        [4, "e01"],
        [4, "e02"],
    ]
    assert found.counts.to_dict("records") == [
        {"asteikko": "keskiarvo", "luettu": 4, "hylatty": 3, "laskettu": 1, "taydennetty": 0,
         "alaraja": 0, "vajaa": 0, "puuttuu": 0}
    ]  # fmt: skip


def test_age_and_sex_are_read_for_limits(tmp_path):
    known = instruments.load("audit_c")
    header = ["id", "Sukupuoli", "Ikä", *(item.id for item in known.items)]
    path = written(tmp_path, text(header, [["a", "nainen", 45, 2, 2, 1], ["b", "", "", 2, 2, 1]]))
    found = score_file(path, known, bands_reason="opetus").scores
    assert found["summa_luokka"].isna().tolist() == [False, True]


def test_decimals_are_read_with_a_comma(tmp_path):
    known = instruments.load("kykyviisari")
    name = next(item.id for item in known.items if item.decimals)
    found = score_file(written(tmp_path, text(["tunniste", name], [["a", "62,5"]])), known)
    assert found.scores[name].tolist() == [62.5]


def test_a_file_that_is_none_is_refused_in_plain_words(tmp_path):
    with (
        use("en"),
        pytest.raises(AnswerFileError, match=r"vastaukset\.csv has no column of the inst"),
    ):
        score_file(written(tmp_path, "a;b\n1;2\n"), EO14)
    with (
        use("en"),
        pytest.raises(AnswerFileError, match=r"tyhja\.csv: expected a file with content"),
    ):
        score_file(written(tmp_path, "", name="tyhja.csv"), EO14)
    shifted = text(["tunniste", *ITEMS], [["T1", *[3] * 14, "x"]])
    with use("en"), pytest.raises(AnswerFileError, match="row 2 has more cells than the header"):
        score_file(written(tmp_path, shifted), EO14)
    broken = text(["tunniste", *ITEMS], [['"T1', *[3] * 14]])
    with (
        use("en"),
        pytest.raises(AnswerFileError, match=r"row 2: expected a closing quotation mark"),
    ):
        score_file(written(tmp_path, broken), EO14)


def test_many_rows_are_scored_like_few(tmp_path):
    rows = pd.DataFrame([[i, *[1 + i % 5] * 14] for i in range(2000)], columns=["tunniste", *ITEMS])
    path = tmp_path / "monta.csv"
    rows.to_csv(path, sep=";", index=False)
    found = score_file(path, EO14)
    assert len(found.scores) == 2000
    assert found.scores["keskiarvo"].nunique() == 5
