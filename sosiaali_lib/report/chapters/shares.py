"""A section on visits by the codes of one column: sentences, figure and table of shares."""

from __future__ import annotations

from sosiaali_lib.formatting import listed, percent
from sosiaali_lib.messages import _
from sosiaali_lib.report import charts
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Table
from sosiaali_lib.report.chapters.common import hidden_note, log_source
from sosiaali_lib.report.view import (
    Distribution,
    View,
    lower_first,
    shown,
    shown_share,
)


def shares_section(
    view: View,
    focus: str,
    found: Distribution,
    *,
    heading: str,
    slug: str,
    caption: str,
    column: str,
    sentences: list[str],
) -> list[Block]:
    """Give heading, text, figure and table of visits over the codes of one column."""
    order = list(found.labels)
    shares = [found.share(code, found.total) for code in order]
    area = view.short(focus)
    rows = [
        (found.labels[code], shown(found.values[code]), shown_share(share))
        for code, share in zip(order, shares, strict=True)
    ]
    rows.append((_("All visits"), shown(found.total), shown_share(1.0)))
    text = " ".join(filter(None, sentences))
    ranked = found.ranked()
    section: list[Block] = [Heading(heading, 2, slug)]
    if text:
        section.append(Paragraph(text))
    if ranked:
        section.append(
            Figure(
                slug=f"{slug}-kuvio",
                caption=f"{caption}, {area}",
                alt=_shares_alt(found, ranked),
                svg=charts.bars(
                    [found.labels[code] for code in order],
                    [charts.Series(area, per_cent(shares), [shown_share(s) for s in shares])],
                    _("Share of visits, %"),
                ),
                table=f"{slug}-taulu",
                note=hidden_note() if found.any_hidden else "",
                source=log_source(view),
            )
        )
    section.append(
        Table(
            slug=f"{slug}-taulu",
            caption=f"{caption}, {area}",
            columns=(column, _("Visits"), _("Share of visits")),
            rows=tuple(rows),
            numeric=(True, True),
            totals=(len(rows) - 1,),
            note=hidden_note() if found.any_hidden else "",
            source=log_source(view),
        )
    )
    return section


def most_common(found: Distribution, text: str) -> str:
    """Name the largest shown count, unless a hidden one could be larger or several share it."""
    ranked = found.ranked()
    if not ranked or found.total is None:
        return ""
    largest = found.shown()[ranked[0]]
    rest = found.total - sum(found.shown().values())
    tied = len(ranked) > 1 and found.shown()[ranked[1]] == largest
    if rest >= largest or tied:
        return ""
    label = lower_first(found.labels[ranked[0]])
    return text.format(label=label, share=percent(largest / found.total))


def per_cent(shares: list[float | None]) -> list[float | None]:
    """Give shares as percentages for a drawing; hidden ones stay hidden."""
    return [None if share is None else share * 100 for share in shares]


def _shares_alt(found: Distribution, ranked: list[str]) -> str:
    """State the shown shares, the largest first."""
    parts = [
        f"{lower_first(found.labels[code])} {percent(found.share(code, found.total))}"
        for code in ranked
    ]
    text = _("Bar chart of shares of visits: {shares}.").format(shares=listed(parts))
    if found.any_hidden:
        text += " " + _("The other figures are hidden.")
    return text
