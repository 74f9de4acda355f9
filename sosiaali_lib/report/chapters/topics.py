"""The section on topics: shares of visits and of mentions kept apart, and money."""

from __future__ import annotations

from sosiaali_lib import codelists
from sosiaali_lib.formatting import listed, lower_first, number, percent
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.outreach import MONEY_ONLY, MONEY_TOO
from sosiaali_lib.report import charts
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Table
from sosiaali_lib.report.chapters.common import hidden_note, log_source
from sosiaali_lib.report.view import Distribution, View, absent, shown, shown_share

NAMED_TOPICS = 4


def topics_blocks(view: View, focus: str) -> list[Block]:
    """Give the section: text, figure beside the county, and table."""
    found = _topic_distribution(view, focus)
    if found.total == 0:
        return [Heading(_("Topics"), 2, "aiheet"), Paragraph(_("No topics were logged."))]
    totals = view.totals(focus)
    assert totals is not None and totals["kaynnit"] is not None
    visits = int(totals["kaynnit"])
    ranked = found.ranked()
    area = view.short(focus)
    several = _(
        "Several topics may have come up on one visit, so the shares of visits can add up to "
        "more than 100 per cent."
    )
    sentences = [*topics_key_sentence(view, focus), several, *_money_sentences(view, focus)]
    order = sorted(found.labels, key=lambda code: -(found.values[code] or 0))
    of_visits = [found.share(code, visits) for code in order]
    of_mentions = [found.share(code, found.total) for code in order]
    rows = [
        (found.labels[code], shown(found.values[code]), shown_share(a), shown_share(b))
        for code, a, b in zip(order, of_visits, of_mentions, strict=True)
    ]
    whole = None if found.total is None else 1.0
    rows.append((_("All mentions"), shown(found.total), absent(), shown_share(whole)))
    series = [charts.Series(area, _per_cent(of_visits), [shown_share(s) for s in of_visits])]
    if view.county and focus != view.county.code:
        series += _county_topics(view, order)
    section: list[Block] = [Heading(_("Topics"), 2, "aiheet"), Paragraph(" ".join(sentences))]
    if ranked:
        section.append(
            Figure(
                slug="aiheet-kuvio",
                caption=_("Topics as shares of visits, {area}").format(area=area),
                alt=_topics_alt(found, ranked, visits),
                svg=charts.bars(
                    [found.labels[code] for code in order], series, _("Share of visits, %")
                ),
                table="aiheet-taulu",
                note=hidden_note() if found.any_hidden else "",
                source=log_source(view),
            )
        )
    section.append(
        Table(
            slug="aiheet-taulu",
            caption=_("Topics of the outreach visits, {area}").format(area=area),
            columns=(_("Topic"), _("Mentions"), _("Share of visits"), _("Share of mentions")),
            rows=tuple(rows),
            numeric=(True,) * 3,
            totals=(len(rows) - 1,),
            note=hidden_note() if found.any_hidden else "",
            source=log_source(view),
        )
    )
    return section


def topics_key_sentence(view: View, focus: str) -> list[str]:
    """Give the sentence on the most common topics, unless too many share the first place."""
    found = _topic_distribution(view, focus)
    return [_topics_sentence(view, found, focus)] if found.leading(NAMED_TOPICS) else []


def _topic_distribution(view: View, code: str) -> Distribution:
    labels = codelists.load("aiheet").labels()
    return view.distribution("aihe", "aihe", "maininnat", code, labels)


def _county_topics(view: View, order: list[str]) -> list[charts.Series]:
    """Give the county's shares beside the municipality's, when they are shown."""
    assert view.county is not None
    totals = view.totals(view.county.code)
    if totals is None or totals["kaynnit"] is None:
        return []
    around = _topic_distribution(view, view.county.code)
    shares = [around.share(code, int(totals["kaynnit"])) for code in order]
    return [
        charts.Series(
            view.short(view.county.code), _per_cent(shares), [shown_share(s) for s in shares]
        )
    ]


def _topics_sentence(view: View, found: Distribution, focus: str) -> str:
    totals = view.totals(focus)
    assert totals is not None and totals["kaynnit"] is not None
    visits = int(totals["kaynnit"])
    leading = found.leading(NAMED_TOPICS)
    named = [
        f"{lower_first(found.labels[code])} ({percent(found.values[code] / visits)})"  # type: ignore[operator]
        for code in leading
    ]
    if found.any_hidden:
        text = ngettext(
            "Of the topics that can be shown, the most common was {topics} of visits.",
            "Of the topics that can be shown, the most common were {topics} of visits.",
            len(leading),
        )
    else:
        text = ngettext(
            "The most common topic was {topics} of visits.",
            "The most common topics were {topics} of visits.",
            len(leading),
        )
    return text.format(topics=listed(named))


def _topics_alt(found: Distribution, ranked: list[str], visits: int) -> str:
    first, last = ranked[0], ranked[-1]
    return _(
        "Bar chart of {n} topics: the most common is {first}, on {first_share} of visits, and the "
        "least common of those shown is {last}, on {last_share}."
    ).format(
        n=number(len(ranked)),
        first=lower_first(found.labels[first]),
        first_share=percent(found.share(first, visits)),
        last=lower_first(found.labels[last]),
        last_share=percent(found.share(last, visits)),
    )


def _money_sentences(view: View, focus: str) -> list[str]:
    labels = {MONEY_ONLY: "", MONEY_TOO: ""}
    found = view.distribution("raha", "raha", "kaynnit", focus, labels)
    only, too = found.values[MONEY_ONLY], found.values[MONEY_TOO]
    if only is None or too is None or not found.total:
        return []
    return [
        _(
            "Nothing but money was talked about on {only} of visits, and money in some form on {any}."
        ).format(only=percent(only / found.total), any=percent((only + too) / found.total))
    ]


def _per_cent(shares: list[float | None]) -> list[float | None]:
    """Give shares as percentages for a drawing; hidden ones stay hidden."""
    return [None if share is None else share * 100 for share in shares]
