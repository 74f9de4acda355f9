"""The suite's own draft, read back: nothing is lost and nothing is added."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from small_drafts import W, blocks, changed, draft, drafted, edited, paragraphs

from sosiaali_lib.messages import _, use
from sosiaali_lib.publishing.assembly import document_of
from sosiaali_lib.report.blocks import Bullets, Cover, Heading, Lists, Paragraph, Slot, Table


def published(shown):
    """Give the blocks of a draft that nobody has edited, as they are published."""
    one = edited(draft(shown), shown)
    return [part.block for part in document_of(one, date(2020, 3, 1)).parts]


def resolved(shown):
    """Give the blocks of the draft with its references, without what is not published."""
    with use("fi"):
        fact = (_("Published"), "1.3.2020")
    return [
        replace(part.block, mark="", facts=(*part.block.facts, fact))
        if isinstance(part.block, Cover)
        else part.block
        for part in drafted(shown).document.parts
        if not isinstance(part.block, Slot)
    ]


def test_an_unedited_draft_is_published_as_it_is():
    assert published(blocks()) == resolved(blocks())


letters = st.text(
    st.sampled_from(string.ascii_letters + "åäöÅÄÖ0123456789 .,;:!?<>&\"'()§%–−\N{NO-BREAK SPACE}"),
    min_size=1,
    max_size=40,
).map(lambda text: f"x{text.strip()}y")
cells = st.one_of(letters, st.sampled_from(["..", "–", "1 386", "12,5 %"]))


@st.composite
def tables(draw, slug):
    width, height = draw(st.integers(2, 4)), draw(st.integers(1, 4))
    row = st.tuples(letters, *[cells] * (width - 1))
    return Table(
        slug=slug,
        caption=draw(letters),
        columns=draw(st.tuples(*[letters] * width)),
        rows=tuple(draw(st.lists(row, min_size=height, max_size=height))),
        numeric=(False,) * (width - 1),
        note=draw(st.one_of(st.just(""), letters)),
        source=draw(st.one_of(st.just(""), letters)),
    )


@st.composite
def reports(draw):
    """Chapters of paragraphs, lists and tables; two lists of one kind never follow one another."""
    made = [blocks()[0], Lists("Sisällys", "Taulukot", "Kuviot")]
    for chapter in range(draw(st.integers(1, 3))):
        made.append(Heading(draw(letters), 1, f"luku-{chapter}"))
        for at in range(draw(st.integers(0, 3))):
            kind = draw(st.sampled_from(["text", "list", "table"]))
            if kind == "text":
                role = draw(st.sampled_from(["body", "lead", "note", "warning"]))
                made.append(Paragraph(draw(letters), role))
            elif kind == "list":
                items = tuple(draw(st.lists(letters, min_size=1, max_size=3)))
                made += [Bullets(items, draw(st.booleans())), Paragraph(draw(letters))]
            else:
                made.append(draw(tables(f"taulu-{chapter}-{at}")))
    return tuple(made)


@settings(max_examples=25)
@given(reports())
def test_whatever_a_draft_says_is_read_back(shown):
    assert published(shown) == resolved(shown)


def test_a_table_that_moves_takes_its_number_along():
    def move(root):
        body = root.find(f"{W}body")
        heading = next(p for p in paragraphs(root, "Tiivistelmä") if p.getparent() is body)
        caption = [p for p in paragraphs(root, ". Lomakkeet") if p.getparent() is body][-1]
        table = caption.getnext()
        heading.addprevious(caption)
        heading.addprevious(table)

    one = edited(changed(draft(), move))
    parts = document_of(one, date(2020, 3, 1)).parts
    labels = {part.block.slug: part.label for part in parts if isinstance(part.block, Table)}
    assert labels == {"lomakkeet-taulu": "Taulukko 1", "luonne": "Taulukko 2"}
    texts = [part.block.text for part in parts if isinstance(part.block, Paragraph)]
    assert "Kuhmossa tehtiin 52 käyntiä (taulukko 2)." in texts
    assert "Lomakkeet ovat taulukko 1 alla." in texts
