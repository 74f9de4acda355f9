import json

import pytest

from sosiaali_lib.report.blocks import (
    MIME,
    Blocks,
    Bullets,
    Cover,
    Figure,
    Heading,
    Lists,
    Paragraph,
    Slot,
    Table,
    from_json,
    reference,
)
from sosiaali_lib.report.document import blocks_of, label

WORDS = {"table": "Table", "figure": "Figure"}
TABLE = Table(slug="t", caption="Visits", columns=("Area", "Visits"), rows=(("Kajaani", "52"),))
FIGURE = Figure(slug="f", caption="Visits", alt="Most in Kajaani.", svg="<svg/>", table="t")
ALL = (
    Cover(title="Report", subtitle="Kajaani", mark="DRAFT", facts=(("Area", "Kajaani"),)),
    Lists("Contents", "Tables", "Figures"),
    Heading("Summary", 1, "s"),
    Paragraph(f"See {reference('t')} and {reference('f')}."),
    Bullets(("a", f"b ({reference('t')})")),
    Heading("Detail", 2, "d"),
    TABLE,
    FIGURE,
    Slot("s", "Write here", "own words"),
    Heading("Methods", 1, "m", appendix=True),
    Heading("Rates", 2, "r"),
)


def test_every_kind_of_block_survives_the_notebook():
    bundle = json.loads(json.dumps(Blocks(ALL)._repr_mimebundle_()))
    notebook = {"cells": [{"outputs": [{"data": bundle}]}, {"source": "no outputs"}]}
    assert blocks_of(notebook) == list(ALL)
    assert [from_json(item) for item in bundle[MIME]] == list(ALL)


def test_the_preview_escapes_text():
    html = Blocks([Paragraph("<script>alert(1)</script>")])._repr_mimebundle_()["text/html"]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_the_preview_names_what_a_reference_points_at():
    html = Blocks(
        [Paragraph(f"See {reference('t')}, {reference('x')}."), TABLE]
    )._repr_mimebundle_()["text/html"]
    assert "See Visits, x." in html


def test_runs_of_blocks_can_be_joined():
    both = Blocks(ALL[:1]) + Blocks(ALL[1:])
    assert (list(both), len(both)) == (list(ALL), len(ALL))


def test_numbers_run_in_the_order_of_the_document_and_references_follow_them():
    parts = label(ALL, WORDS)
    assert [part.label for part in parts] == [
        "",
        "",
        "1",
        "",
        "",
        "1.1",
        "Table 1",
        "Figure 1",
        "",
        "A",
        "A.1",
    ]
    assert parts[3].block.text == "See Table 1 and Figure 1."
    assert parts[4].block.items == ("a", "b (Table 1)")


def test_finnish_and_swedish_write_references_in_lower_case():
    parts = label(ALL, {"table": "Taulukko", "figure": "Kuvio"}, "fi")
    assert parts[3].block.text == "See taulukko 1 and kuvio 1."
    assert parts[6].label == "Taulukko 1"


def test_a_reference_to_nothing_shows_its_name():
    (part,) = label([Paragraph(reference("nowhere"))], WORDS)
    assert part.block.text == "nowhere"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Heading("x", 4), "Heading 'x' has level 4; expected 1, 2 or 3"),
        (
            lambda: Table(slug="t", caption=" ", columns=("a",), rows=()),
            "`caption` of 't' is empty",
        ),
        (
            lambda: Table(slug="t", caption="c", columns=("a", ""), rows=()),
            "Table 't' has an empty column header",
        ),
        (
            lambda: Table(slug="t", caption="c", columns=("a", "b"), rows=(("x",),)),
            r"the row of \('x',\) has 1 cells; expected 2",
        ),
        (lambda: Figure(slug="f", caption="c", alt="", svg="", table="t"), "`alt` of 'f' is empty"),
        (lambda: Figure(slug="f", caption="c", alt="c", svg="", table="t"), "repeats its caption"),
        (
            lambda: Figure(slug="f", caption="c", alt="a", svg="", table=""),
            "`table` of 'f' is empty",
        ),
        (lambda: label([TABLE, TABLE], WORDS), "More than one table or figure is called t"),
        (lambda: label([FIGURE], WORDS), "Figure 'f' names the table 't'; add it"),
    ],
)
def test_blocks_that_no_reader_could_use_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
