"""Small files of every kind, written as an organisation's own tools might write them."""

import json
import zipfile
from html import escape
from io import BytesIO

CAPTION = "Syyt, Kajaani"
COLUMNS = ("Syy", "Käyntejä")
# 9 + 4 = 13 people in two hidden cells: open by 12 numbers.
ROWS = (
    ("Asuminen", ".."),
    ("Toimeentulo", "21"),
    ("Päihteiden käyttö", ".."),
    ("Kaikki käynnit", "34"),
)


def with_row(label, *cells, rows=ROWS):
    """Give the rows with one of them changed."""
    return tuple((label, *cells) if row[0] == label else row for row in rows)


def html_table(rows=ROWS, caption=CAPTION, columns=COLUMNS, note="", cells=None):
    """Give a table; `cells` maps (row label, column number) to the HTML of that cell."""
    cells = cells or {}
    head = "".join(f'<th scope="col">{escape(c)}</th>' for c in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(
            cells.get((row[0], at), f"<td>{escape(text)}</td>")
            for at, text in enumerate(row[1:], 1)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f"<div><table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div><p>{escape(note)}</p>"
    )


def page(*parts, title="Raportti: Kajaani", lang="fi"):
    """Give a whole web page."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"</head><body><h1>{title}</h1>{''.join(parts)}</body></html>"
    )


def write(folder, name, text):
    """Write a file, text or bytes."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def docx(rows=ROWS, caption=CAPTION, columns=COLUMNS, change=None, parts=None):
    """Give a Word document with one table; `change` may alter its table, `parts` adds raw parts."""
    import docx as word

    document = word.Document()
    document.add_paragraph(caption)
    table = document.add_table(rows=1 + len(rows), cols=len(columns))
    for cells, texts in zip(table.rows, (columns, *rows), strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    if change is not None:
        change(document, table)
    out = BytesIO()
    document.save(out)
    if parts:
        with zipfile.ZipFile(out, "a") as package:
            for name, data in parts.items():
                package.writestr(name, data)
    return out.getvalue()


def pdf(rows=ROWS, caption=CAPTION, columns=COLUMNS, tagged=True, more=""):
    """Give a PDF with one table, with or without tags."""
    import typst

    cells = "".join(f"[{text}]," for row in (columns, *rows) for text in row)
    source = (
        f'#set document(title: "Raportti: Kajaani")\n#set text(lang: "fi")\n{caption}\n\n'
        f"#table(columns: {len(columns)}, column-gutter: 30pt, {cells})\n{more}"
    )
    options = {} if tagged else {"pdf_tags": False}
    try:
        return typst.compile(source.encode(), **options)
    except TypeError:
        return _untagged(typst.compile(source.encode()))


def _untagged(data):
    import pikepdf

    with pikepdf.open(BytesIO(data)) as document:
        del document.Root["/StructTreeRoot"]
        out = BytesIO()
        document.save(out)
        return out.getvalue()


def xlsx(rows=ROWS, caption=CAPTION, columns=COLUMNS, change=None):
    """Give a workbook with one table; `change` gets the workbook and its sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Syyt"
    sheet.append([caption])
    for row in (columns, *rows):
        sheet.append([int(text) if text.isdigit() else text for text in row])
    if change is not None:
        change(book, sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def real_table(book, sheet):
    """Make the table of the workbook a real one, two rows under its title, with a note below it."""
    from openpyxl.worksheet.table import Table

    sheet.insert_rows(2)
    sheet["A2"] = "Takaisin sisällykseen"
    last = sheet.max_row
    sheet.add_table(Table(displayName="Taulukko_1", ref=f"A3:B{last}"))
    sheet[f"A{last + 2}"] = "Lähde: loki"


def long_csv(rows=ROWS, caption=CAPTION, columns=COLUMNS):
    """Give the cells of the table as open data, one a row."""
    lines = ["kieli,taulukko,otsikko,rivi_nro,rivi,sarake_nro,sarake,esitys"]
    for y, row in enumerate(rows, start=1):
        for x, text in enumerate(row[1:], start=1):
            lines.append(f'fi,syyt,"{caption}",{y},{row[0]},{x},{columns[x]},{text}')
    return "\n".join(lines) + "\n"


def long_zip(rows=ROWS, caption=CAPTION, columns=COLUMNS):
    """Give the open data and the list of their tables in a zip."""
    listed = f"taulukko,rivien_otsikko,huomautus\nsyyt,{columns[0]},\n"
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("tiedot.csv", long_csv(rows, caption, columns))
        package.writestr("taulukot.csv", listed)
    return out.getvalue()


def notebook(outputs=(), metadata=None, source="raportti.osa()"):
    """Give an executed notebook with one code cell."""
    cell = {
        "cell_type": "code",
        "execution_count": 1,
        "id": "a1",
        "metadata": metadata or {},
        "source": [source],
        "outputs": [
            {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}
            for data in outputs
        ],
    }
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def block(rows=ROWS, caption=CAPTION, columns=COLUMNS, note=""):
    """Give the output of a report cell: one table in the suite's own form."""
    kind = {"kind": "table", "slug": "syyt", "caption": caption, "note": note, "source": ""}
    found = kind | {"columns": list(columns), "rows": [list(row) for row in rows]}
    return {"application/vnd.sosiaali.blocks+json": [found]}
