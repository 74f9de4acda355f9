"""The chapter on good practices and key results, with the quotes that a person has cleared."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.formatting import number, quoted
from sosiaali_lib.listings import Row, written
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.registers import key_results, practices
from sosiaali_lib.report.blocks import Block, Bullets, Heading, Paragraph, Slot
from sosiaali_lib.report.chapters.common import absent_form, form_source, slot_prompt
from sosiaali_lib.report.chapters.findings import finding_blocks
from sosiaali_lib.report.view import View

SLUG = "kaytannot"
GENERAL = 1  # quotes of the whole organisation a theme in the report of a municipality


def blocks(view: View) -> list[Block]:
    """Give the chapter: the stories, the results by theme and year, and the quotes by theme."""
    return [
        Heading(_("Good practices and key results"), 1, SLUG),
        *_practices(view),
        *_results(view),
        Slot(SLUG, slot_prompt()),
    ]


def key_sentences(view: View) -> list[str]:
    """Give the results of the last year of the area's own, two at most, for the summary."""
    own = _rows(view, key_results.FORM)
    if not len(own):
        return []
    own = own[(own["vuosi"] == own["vuosi"].max()) & (own["alue"] != TOTAL)]
    return [written(result) for result in own["tulos"].head(2)]


def _practices(view: View) -> list[Block]:
    found: list[Block] = [Heading(_("Good practices"), 2, "kaytannot-luettelo")]
    if not view.release.has(practices.FORM):
        return [*found, Paragraph(absent_form(practices.FORM))]
    rows = _rows(view, practices.FORM)
    if not len(rows):
        text = _("There are no practices cleared for publication {in_area}.")
        return [*found, Paragraph(text.format(in_area=view.place(view.area.code)))]
    found += finding_blocks(
        practices.catalogue(rows, place=view.short(view.area.code)),
        slug=SLUG,
        source=form_source(view, practices.FORM),
    )
    for at, row in enumerate(rows.to_dict("records"), start=1):
        found += [
            Heading(written(row["kaytanto"]), 3, f"kaytanto-{at}"),
            Paragraph(written(row["tarina"])),
        ]
    return found


def _results(view: View) -> list[Block]:
    found: list[Block] = [Heading(_("Key results"), 2, "tulokset")]
    if not view.release.has(key_results.FORM):
        return [*found, Paragraph(absent_form(key_results.FORM))]
    rows = _rows(view, key_results.FORM)
    if not len(rows):
        text = _("There are no key results cleared for publication {in_area}.")
        return [*found, Paragraph(text.format(in_area=view.place(view.area.code)))]
    source, place = form_source(view, key_results.FORM), view.short(view.area.code)
    if view.is_county:
        found += finding_blocks(key_results.by_theme(rows), slug="tulokset-teemat", source=source)
    summary = key_results.summary(rows, place=place)
    found += finding_blocks(summary, slug="tulokset-sanoin", source=source)
    return [*found, *_quotes(view, rows)]


def _quotes(view: View, rows: pd.DataFrame) -> list[Block]:
    """Give the quotes under their themes, each with respondents and year.

    A municipality sees all of its own, and of those of the whole organisation the newest.
    """
    given = key_results.with_quotes(rows).sort_values("vuosi", kind="stable")
    if not len(given):
        return []
    n = len(given)
    count = ngettext("There is {n} quote.", "There are {n} quotes.", n).format(n=number(n))
    said = [count, _("They are examples and do not tell how common a matter is.")]
    if not view.is_county:
        own, general = given[given["alue"] != TOTAL], given[given["alue"] == TOTAL]
        given = pd.concat([own, general.groupby("teema").tail(GENERAL)])
        if len(given) < n:
            text = _("{n} of them are shown here, and all in the report of the county.")
            said.append(text.format(n=number(len(given))))
    found: list[Block] = [Heading(_("Quotes by theme"), 2, "sitaatit"), Paragraph(" ".join(said))]
    for code, label in codelists.load("tulosteema").labels().items():
        own = given[given["teema"] == code]
        if len(own):
            lines = tuple(_quote(row) for row in own.to_dict("records"))
            found += [Heading(label, 3, f"sitaatit-{code}"), Bullets(lines)]
    return found


def _quote(row: Row) -> str:
    quote, year = quoted(written(row["sitaatti"])), int(row["vuosi"])
    if not isinstance(who := key_results.respondents(row), str):
        return _("{quote} ({year})").format(quote=quote, year=year)
    text = _("{quote} ({respondents}, {year})")
    return text.format(quote=quote, respondents=who, year=year)


def _rows(view: View, form: str) -> pd.DataFrame:
    """Give the cleared rows of the area and those of the whole organisation; none from later years."""
    own = view.register(form)
    return own[own["vuosi"] <= view.release.period[1].year] if "vuosi" in own else own
