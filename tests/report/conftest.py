"""The sample report that the tests of all writers share."""

from __future__ import annotations

from datetime import UTC, datetime

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from sosiaali_lib.report.blocks import (
    MIME,
    Block,
    Blocks,
    Bullets,
    Cover,
    Figure,
    Heading,
    Lists,
    Paragraph,
    Slot,
    Table,
    reference,
)
from sosiaali_lib.report.document import Document, blocks_of, label

WORDS = {
    "table": "Taulukko",
    "figure": "Kuvio",
    "note": "Huomautus",
    "source": "Lähde",
    "slot": "Oma teksti",
    "skip": "Siirry sisältöön",
    "page": "Sivu",
}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300pt" height="80pt" viewBox="0 0 300 80">'
    '<rect x="0" y="10" width="75" height="24" fill="#0B6B7D"/>'
    '<rect x="0" y="46" width="198" height="24" fill="#B5651D"/></svg>'
)


def make_cells() -> list[list[Block]]:
    """Give the blocks of the sample, one list a notebook cell."""
    return [
        [
            Cover(
                title="Rakenteellisen sosiaalityön raportti",
                subtitle="Kajaani",
                mark="LUONNOS",
                facts=(("Alue", "Kajaani"), ("Aineisto koottu", "31.12.2019")),
                note="Esimerkkiaineisto: luvut ovat keksittyjä.",
            ),
            Lists("Sisällys", "Taulukot", "Kuviot"),
        ],
        [
            Heading("Tiivistelmä", 1, "tiivistelma"),
            Paragraph(f"Kajaanissa tehtiin 52 jalkautumiskäyntiä ({reference('luonne')}).", "lead"),
            Bullets(("Ensimmäinen havainto.", "Toinen <b>havainto</b> & merkit.")),
            Bullets(("Yksi.", "Kaksi."), ordered=True),
        ],
        [
            Heading("Jalkautuminen", 1, "jalkautuminen"),
            Heading("Käyntien luonne", 2, "luonne-osio"),
            Paragraph("Leipätekstiä, jossa on paljon sanoja. " * 8),
            Figure(
                slug="kuvio-luonne",
                caption="Jalkautumisen luonne, Kajaani",
                alt="Eniten jalkauduttiin yhteistyökumppanien luokse, 65,9 % käynneistä.",
                svg=SVG,
                table="luonne",
                source="jalkautumiset-lomake",
            ),
            Table(
                slug="luonne",
                caption="Jalkautuminen luonteen mukaan, Kajaani",
                columns=("Luonne", "Käyntejä", "Osuus"),
                rows=(
                    ("Asiakkaan kanssa palveluun", "32", "24,8 %"),
                    ("Asiakkaan kotiin", "..", ".."),
                    ("Yhteistyökumppanin luokse", "1\N{NO-BREAK SPACE}386", "65,9 %"),
                    ("Yhteensä", "129", "100,0 %"),
                ),
                numeric=(True, True),
                totals=(3,),
                note=".. = tieto on suojattu.",
                source="jalkautumiset-lomake",
            ),
        ],
        [
            Paragraph("Tätä lukua on luettava varoen.", "warning"),
            Paragraph("Pieni huomautus.", "note"),
            Paragraph("This passage is in English.", "body", "en"),
            Slot("jalkautuminen", "Kirjoita tähän kunnan oma tulkinta jalkautumisesta."),
            Slot("muu", "Kirjoita muu.", "Oma teksti on *kirjoitettu*.\n\nToinen kappale."),
        ],
        [
            Heading("Menetelmät", 1, "menetelmat", appendix=True),
            Heading("Lomakkeet", 2, "lomakkeet"),
            Table(
                slug="pitka",
                caption="Pitkä taulukko",
                columns=("Aihe", "a", "b", "c", "d"),
                rows=tuple((f"Rivi {i}", "1", "2", "3", "4") for i in range(60)),
                numeric=(True,) * 4,
            ),
        ],
    ]


def make_notebook(cells: list[list[Block]] | None = None) -> NotebookNode:
    """Give an executed notebook that shows the blocks, with guidance and noise around them."""
    notebook = new_notebook(metadata={"language_info": {"name": "python"}})
    for i, blocks in enumerate(make_cells() if cells is None else cells):
        bundle = Blocks(blocks)._repr_mimebundle_()
        outputs = [
            new_output("stream", name="stdout", text="välitulos, joka ei kuulu raporttiin\n"),
            new_output("execute_result", data=bundle, execution_count=i + 1),
        ]
        guide = new_markdown_cell("# Ohje muistikirjan käyttäjälle", id=f"ohje-{i}")
        code = new_code_cell(f"luku_{i}(julkaisu)", id=f"luku-{i}", outputs=outputs)
        notebook.cells += [guide, code]
    assert all(MIME in cell.outputs[1].data for cell in notebook.cells[1::2])
    nbformat.validate(notebook)
    return notebook


def make_document(notebook: NotebookNode) -> Document:
    """Give the document of a notebook made here."""
    return Document(
        lang="fi",
        title="Rakenteellisen sosiaalityön raportti – Kajaani",
        subject="Kunnan sosiaalinen raportti",
        author="Esimerkkiorganisaatio",
        keywords="jalkautuminen, Kajaani",
        created=datetime(2020, 1, 31, 10, tzinfo=UTC),
        words=WORDS,
        parts=label(blocks_of(notebook), WORDS),
    )


@pytest.fixture
def sample_notebook() -> NotebookNode:
    """An executed notebook with every kind of block."""
    return make_notebook()


@pytest.fixture
def sample_document(sample_notebook: NotebookNode) -> Document:
    """The document of the sample notebook."""
    return make_document(sample_notebook)
