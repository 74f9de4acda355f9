"""A number put back in any one place of any format is found, and never printed."""

import json
import zipfile
from io import BytesIO

import pytest
from small_files import (
    CAPTION,
    COLUMNS,
    ROWS,
    block,
    docx,
    html_table,
    long_csv,
    long_zip,
    notebook,
    page,
    pdf,
    real_table,
    with_row,
    write,
    xlsx,
)

from sosiaali_lib.file_audit import audit_folder

LEAK = "9"  # the hidden number of “Asuminen”
SHOWN = with_row("Asuminen", LEAK)


def clean(folder):
    write(folder, "raportti.fi.html", page(html_table()))


def derived(folder, **options):
    """Audit, and give what is derivable as (file, cell) pairs; no finding may tell the number."""
    found = audit_folder(folder, workers=1, **options)
    told = found.derivable.to_csv() + found.too_narrow.to_csv()
    assert not any(f" {LEAK}{end}" in told for end in (" ", ".", ",", "\n"))
    return set(zip(found.derivable["file"], found.derivable["cell"].str[:8], strict=True))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("raportti.html", lambda: page(html_table()).encode()),
        ("raportti.docx", docx),
        ("raportti.pdf", pdf),
        ("tagiton.pdf", lambda: pdf(tagged=False)),
        ("raportti.xlsx", xlsx),
        ("raportti.xlsx", lambda: xlsx(change=real_table)),
        ("tiedot.csv", lambda: long_csv().encode()),
        ("raportti.csv.zip", long_zip),
        ("raportti.ipynb", lambda: notebook([block()]).encode()),
        ("syyt.csv", lambda: "\n".join(";".join(r) for r in (COLUMNS, *ROWS)).encode()),
        (
            "syyt.json",
            lambda: json.dumps([dict(zip(COLUMNS, r, strict=True)) for r in ROWS]).encode(),
        ),
        (
            "syyt.md",
            lambda: "\n".join(
                ["# " + CAPTION, "", "|".join(COLUMNS), "---|---", *("|".join(r) for r in ROWS)]
            ).encode(),
        ),
    ],
)
def test_every_format_is_read_alike_and_clean(tmp_path, name, data):
    write(tmp_path, name, data())
    found = audit_folder(tmp_path, workers=1)
    assert (found.n_hidden, found.ok) == (2, True), (found.derivable, found.faults)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("vanha.html", lambda: page(html_table(SHOWN)).encode()),
        ("raportti.docx", lambda: docx(SHOWN)),
        ("raportti.pdf", lambda: pdf(SHOWN)),
        ("tagiton.pdf", lambda: pdf(SHOWN, tagged=False)),
        ("taulut.xlsx", lambda: xlsx(SHOWN)),
        ("taulut.xlsx", lambda: xlsx(SHOWN, change=real_table)),
        ("tiedot.csv", lambda: long_csv(SHOWN).encode()),
        ("raportti.csv.zip", lambda: long_zip(SHOWN)),
        ("kirja.ipynb", lambda: notebook([block(SHOWN)]).encode()),
        ("kirja.ipynb", lambda: notebook([{"text/html": html_table(SHOWN)}]).encode()),
    ],
)
def test_a_cell_hidden_in_one_file_and_shown_in_another(tmp_path, name, data):
    clean(tmp_path)
    write(tmp_path, name, data())
    found = audit_folder(tmp_path, workers=1)
    row = found.derivable[found.derivable["how"].str.contains(name, regex=False)].iloc[0]
    assert (row["file"], row["cell"]) == ("raportti.fi.html", "Asuminen | Käyntejä")


def test_the_other_hidden_cell_of_the_sum_follows(tmp_path):
    write(tmp_path, "raportti.html", page(html_table(SHOWN)))
    assert derived(tmp_path) == {("raportti.html", "Päihteid")}


def test_a_total_without_the_hidden_people_tells_that_they_are_left_out(tmp_path):
    write(tmp_path, "raportti.html", page(html_table(with_row("Kaikki käynnit", "21"))))
    assert {cell for _file, cell in derived(tmp_path)} == {"Asuminen", "Päihteid"}


CELLS = {
    "data": f'<td data-value="{LEAK}">..</td>',
    "title": f'<td title="{LEAK} käyntiä">..</td>',
    "aria": f'<td aria-label="{LEAK}">..</td>',
    "comment": f"<td>..<!-- {LEAK} --></td>",
    "unseen": f'<td>..<span style="display:none">{LEAK}</span></td>',
    "white": f'<td>..<span style="color: #fff">{LEAK}</span></td>',
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_number_in_the_cell_that_only_a_machine_reads(tmp_path, kind):
    write(tmp_path, "a.html", page(html_table(cells={("Asuminen", 1): CELLS[kind]})))
    assert ("a.html", "Asuminen") in derived(tmp_path)


PASSAGES = {
    "alt": f'<img alt="Palkkikuvio: asuminen {LEAK} ja toimeentulo 21." src="a.png">',
    "sentence": f"<p>Yleisimmät syyt olivat asuminen ({LEAK}) ja toimeentulo (21).</p>",
    "svg": f'<svg><text x="0" y="10">Asuminen</text><text x="90" y="11">{LEAK}</text></svg>',
    "drawn svg": (
        '<svg><g id="text_1"><!-- Asuminen --><g transform="translate(0 10)"/></g>'
        f'<g id="text_2"><!-- {LEAK} --><g transform="translate(90 12)"/></g></svg>'
    ),
    "title of svg": f"<svg><title>Asuminen: {LEAK}</title></svg>",
    "comment": f"<!-- Asuminen: {LEAK} -->",
    "json": f'<script type="application/json">{{"Asuminen": {LEAK}}}</script>',
}


@pytest.mark.parametrize("kind", PASSAGES)
def test_a_number_beside_the_label_elsewhere_on_the_page(tmp_path, kind):
    write(tmp_path, "a.html", page(html_table(), PASSAGES[kind]))
    assert ("a.html", "Asuminen") in derived(tmp_path)


def test_a_figure_that_marks_the_hidden_bar_is_clean(tmp_path):
    drawing = (
        '<svg><text x="0" y="10">Asuminen</text><text x="9" y="6">..</text>'
        '<text x="90" y="14">19</text></svg>'
    )
    write(tmp_path, "a.html", page(html_table(), drawing))
    assert derived(tmp_path) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Vuokra-asuminen (44 %) on yleistä.",
        "Yleisin oli tuettu asuminen (44 %).",
        "Toimeentulo (21) ja asumisen 3 muotoa.",
    ],
)
def test_a_longer_name_that_ends_with_the_label_is_another_thing(tmp_path, text):
    write(tmp_path, "a.html", page(html_table(), f"<p>{text}</p>"))
    assert derived(tmp_path) == set()


def _deleted(document, table):
    from docx.oxml import parse_xml

    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    table.rows[1].cells[1].paragraphs[0]._p.append(
        parse_xml(
            f'<w:del xmlns:w="{word}" w:id="9" w:author="A"><w:r><w:delText>{LEAK}</w:delText></w:r>'
            "</w:del>"
        )
    )


def _vanished(document, table):
    run = table.rows[1].cells[1].paragraphs[0].add_run(LEAK)
    run.font.hidden = True


def _commented(document, table):
    run = table.rows[1].cells[1].paragraphs[0].runs[0]
    document.add_comment(run, text=f"oikeasti {LEAK}", author="A", initials="A")


@pytest.mark.parametrize("change", [_deleted, _vanished, _commented])
def test_a_word_cell_with_deleted_hidden_or_commented_text(tmp_path, change):
    write(tmp_path, "a.docx", docx(change=change))
    assert ("a.docx", "Asuminen") in derived(tmp_path)


def _workbook_of_chart():
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("", "n"), ("Asuminen", int(LEAK)), ("Toimeentulo", 21)):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


CHART = (
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:ser>'
    '<c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>Asuminen</c:v></c:pt></c:strCache></c:strRef>'
    f'</c:cat><c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>{LEAK}</c:v></c:pt></c:numCache>'
    "</c:numRef></c:val></c:ser></c:chart>"
)
PARTS = {
    "workbook of a chart": ("word/embeddings/kaavio.xlsx", _workbook_of_chart),
    "chart": ("word/charts/chart1.xml", lambda: CHART),
    "own xml": ("customXml/item9.xml", lambda: f"<a><b>Asuminen: {LEAK}</b></a>"),
    "property": ("docProps/custom.xml", lambda: f'<p><q name="x"><v>Asuminen: {LEAK}</v></q></p>'),
}


@pytest.mark.parametrize("kind", PARTS)
def test_a_part_of_the_word_package(tmp_path, kind):
    name, data = PARTS[kind]
    write(tmp_path, "a.docx", docx(parts={name: data()}))
    found = audit_folder(tmp_path, workers=1)
    assert "Asuminen" in set(found.derivable["cell"])
    assert "unseen_numbers" in set(found.faults["what"])


def _unseen_sheet(book, sheet):
    more = book.create_sheet("Data")
    for row in (COLUMNS, *SHOWN):
        more.append([int(text) if text.isdigit() else text for text in row])
    more.sheet_state = "veryHidden"


def _formatted_away(book, sheet):
    sheet["B3"] = int(LEAK)
    sheet["B3"].number_format = ";;;"


def _white(book, sheet):
    from openpyxl.styles import Font

    sheet["B3"] = int(LEAK)
    sheet["B3"].font = Font(color="FFFFFFFF")


def _hidden_row(book, sheet):
    sheet["B3"] = int(LEAK)
    sheet.row_dimensions[3].hidden = True


def _comment(book, sheet):
    from openpyxl.comments import Comment

    sheet["B3"].comment = Comment(LEAK, "A")


def _formula(book, sheet):
    sheet["B3"] = f"={LEAK}+0"


@pytest.mark.parametrize(
    "change", [_unseen_sheet, _formatted_away, _white, _hidden_row, _comment, _formula]
)
def test_a_number_that_a_workbook_does_not_show(tmp_path, change):
    write(tmp_path, "a.xlsx", xlsx(change=change))
    found = audit_folder(tmp_path, workers=1)
    assert not found.ok
    assert {*found.derivable["cell"].str[:8], *found.faults["what"]} & {
        "Asuminen",
        "unseen_numbers",
    }


def test_a_number_in_an_attachment_or_note_of_a_pdf(tmp_path):
    import pikepdf

    with pikepdf.open(BytesIO(pdf())) as document:
        document.attachments["a.csv"] = f"Syy;n\nAsuminen;{LEAK}\n".encode()
        out = BytesIO()
        document.save(out)
    write(tmp_path, "a.pdf", out.getvalue())
    assert ("a.pdf", "Asuminen") in derived(tmp_path)


def test_the_metadata_of_a_notebook_and_of_a_picture(tmp_path):
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    write(tmp_path, "k.ipynb", notebook([block()], metadata={"arvot": {"Asuminen": int(LEAK)}}))
    told = PngInfo()
    told.add_text("Description", f"Asuminen: {LEAK}")
    Image.new("L", (1, 1)).save(tmp_path / "k.png", pnginfo=told)
    found = audit_folder(tmp_path, workers=1)
    assert list(found.faults["file"]) == ["k.ipynb", "k.png"]
    assert set(found.faults["what"]) == {"unseen_numbers"}


def test_a_file_in_an_archive_is_a_file(tmp_path):
    clean(tmp_path)
    with zipfile.ZipFile(tmp_path / "vanhat.zip", "w") as archive:
        archive.writestr("syksy/raportti.html", page(html_table(SHOWN)))
    assert ("raportti.fi.html", "Asuminen") in derived(tmp_path)


def test_what_the_version_in_another_language_shows(tmp_path):
    rows = (*ROWS[:3], ("Velat", "6"), ("Muu", "5"), ("Kaikki käynnit", "45"))
    other = ("Boende", "Inkomster", "Rusmedel", "Skulder", "Annat", "Alla besök")
    swedish = [(name, n) for name, (_label, n) in zip(other, rows, strict=True)]
    columns, caption = ("Orsak", "Besök"), "Orsaker, Kajana"
    write(tmp_path, "205-kajaani.fi.html", page(html_table(rows)))
    write(tmp_path, "205-kajana.sv.html", page(html_table(swedish, caption, columns), lang="sv"))
    assert derived(tmp_path) == set()
    swedish[0] = ("Boende", LEAK)
    write(tmp_path, "205-kajana.sv.html", page(html_table(swedish, caption, columns), lang="sv"))
    assert ("205-kajaani.fi.html", "Asuminen") in derived(tmp_path)


def test_a_number_in_the_properties_of_a_pdf_and_in_parquet_metadata(tmp_path):
    import pikepdf
    import pyarrow as pa
    from pyarrow import parquet

    with pikepdf.open(BytesIO(pdf())) as document:
        document.docinfo["/Salaisuus"] = f"Asuminen: {LEAK}"
        document.save(tmp_path / "a.pdf")
    table = pa.table({"syy": ["asuminen"]}).replace_schema_metadata({"luvut": LEAK})
    parquet.write_table(table, tmp_path / "a.parquet")
    found = audit_folder(tmp_path, workers=1)
    assert list(found.faults["file"]) == ["a.parquet", "a.pdf"]
    assert list(found.derivable["cell"]) == ["Asuminen"]


def test_tables_with_too_little_in_common_are_two(tmp_path):
    import pandas as pd

    frame = pd.DataFrame({"Syy": [row[0] for row in ROWS], "Käyntejä": [None, 21, None, 34]})
    frame["hidden"] = frame["Käyntejä"].isna()
    frame.astype({"Käyntejä": "Int64"}).to_parquet(tmp_path / "syyt.parquet", index=False)
    assert audit_folder(tmp_path, workers=1).n_hidden == 2
    rows = (*SHOWN[:3], ("Muu", "5"), SHOWN[3])
    write(tmp_path, "syyt2.csv", "\n".join(";".join(row) for row in (COLUMNS, *rows)))
    found = audit_folder(tmp_path, workers=1)
    assert found.derivable["file"].tolist() == []  # two numbers in common are no proof


@pytest.mark.parametrize("depth", [2, 7])
def test_archives_in_archives(tmp_path, depth):
    data = page(html_table(SHOWN)).encode()
    name = "raportti.html"
    for _ in range(depth):
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, data)
        data, name = out.getvalue(), "a.zip"
    clean(tmp_path)
    write(tmp_path, name, data)
    found = audit_folder(tmp_path, workers=1)
    if depth == 2:
        assert ("raportti.fi.html", "Asuminen | Käyntejä") in set(
            zip(found.derivable["file"], found.derivable["cell"], strict=True)
        )
    else:
        assert "too many archives" in found.faults["how"][0]
