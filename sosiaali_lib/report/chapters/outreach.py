"""The outreach chapter: visits, people, nature, topics, places, feeling and coverage."""

from __future__ import annotations

from sosiaali_lib import codelists
from sosiaali_lib.formatting import interval, listed, number, percent, period, rounded
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.outreach import MONEY_ONLY, MONEY_TOO
from sosiaali_lib.report import charts
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters.common import (
    absent_form,
    hidden_note,
    log_source,
    slot_prompt,
)
from sosiaali_lib.report.chapters.coverage import coverage_blocks
from sosiaali_lib.report.view import (
    Distribution,
    View,
    absent,
    lower_first,
    shown,
    shown_share,
    upper_first,
)

NAMED_TOPICS = 4


def blocks(view: View) -> list[Block]:
    """Give the chapter; short and honest where nothing was logged or all is hidden."""
    chapter: list[Block] = [Heading(_("Outreach work"), 1, "jalkautuminen")]
    focus = view.focus()
    if not view.release.has("kertymat"):
        chapter.append(Paragraph(absent_form("jalkautumiset")))
    else:
        if focus != view.area.code:
            chapter.append(Paragraph(why_not_own(view, focus), "warning"))
        if focus is not None:
            chapter += _totals_section(view, focus)
            chapter += coverage_blocks(view, focus)
            for section in (_nature, _topics, _places):
                chapter += section(view, focus)
            chapter += _feeling_and_structures(view, focus)
    chapter.append(Slot("jalkautuminen", slot_prompt()))
    return chapter


def key_sentences(view: View) -> list[str]:
    """Give the chapter's findings for the summary, from the same numbers as its tables."""
    focus = view.focus()
    if focus is None:
        return []
    sentences = [total_sentence(view, focus)]
    topics = _topic_distribution(view, focus)
    if topics.leading(NAMED_TOPICS):
        sentences.append(_topics_sentence(view, topics, focus))
    return sentences


def why_not_own(view: View, focus: str | None) -> str:
    """Say why the municipality's own figures are not shown, and what is shown in their place."""
    if view.totals(view.area.code) is None:
        reason = _(
            "No outreach visits were logged {in_area}. This means that information is missing, not "
            "that there were no visits."
        )
    else:
        reason = _(
            "The outreach figures are hidden {in_area} to protect people: either they concern few "
            "people, or figures of another area that do could be calculated from them."
        )
    text = reason.format(in_area=view.place(view.area.code))
    if focus is not None and focus != view.area.code:
        text += " " + _("The figures shown are therefore those of a larger area: {area}.").format(
            area=view.name(focus)
        )
    return text


def total_sentence(view: View, code: str) -> str:
    """Say how many visits were made and how many people were talked with."""
    totals = view.totals(code)
    assert totals is not None and totals["kaynnit"] is not None
    visits = int(totals["kaynnit"])
    days = period(*view.release.period)
    text = ngettext(
        "{In_area}, {n} outreach visit was logged in the period {period}.",
        "{In_area}, {n} outreach visits were logged in the period {period}.",
        visits,
    ).format(In_area=upper_first(view.place(code)), n=number(visits), period=days)
    if totals["keskusteltu"] is not None:
        people = int(totals["keskusteltu"])
        text += " " + ngettext(
            "On the visits, {n} person was talked with.",
            "On the visits, {n} people were talked with.",
            people,
        ).format(n=number(people))
    return text


def _totals_section(view: View, focus: str) -> list[Block]:
    sentences = [total_sentence(view, focus), *_rate_sentences(view, focus)]
    section: list[Block] = [
        Heading(_("Visits and people met"), 2, "kertymat"),
        Paragraph(" ".join(sentences)),
    ]
    if view.is_county:
        section += _rates_figure(view)
    return [*section, _totals_table(view)]


def _rate_sentences(view: View, focus: str) -> list[str]:
    own = view.totals(focus)
    assert own is not None
    if own["keskusteltu_1000"] is None:
        return []
    sentences = [
        _("That is {rate} people talked with per 1,000 inhabitants.").format(
            rate=number(own["keskusteltu_1000"], 1)
        )
    ]
    around = view.totals(view.county.code) if view.county and focus == view.area.code else None
    if around is None or view.is_county or around["keskusteltu_1000"] is None:
        return sentences
    assert view.county is not None
    here, there = (rounded(t["keskusteltu_1000"] or 0, 1) for t in (own, around))
    if here == there:
        text = _("The figure is the same as {in_county} as a whole.")
    elif here > there:
        text = _("The figure is higher than {in_county} as a whole ({rate}).")
    else:
        text = _("The figure is lower than {in_county} as a whole ({rate}).")
    sentences.append(
        text.format(in_county=view.place(view.county.code), rate=number(float(there), 1))
    )
    return sentences


def _totals_table(view: View) -> Table:
    assert view.county is not None
    codes = [m.code for m in view.members] if view.is_county else [view.area.code]
    codes.append(view.county.code)
    return Table(
        slug="kertymat-taulu",
        caption=_("Outreach visits and people met, {period}").format(
            period=period(*view.release.period)
        ),
        columns=(
            _("Area"),
            _("Visits"),
            _("People present"),
            _("People talked with"),
            _("Visits per 1,000 inhabitants (with interval, 95%)"),
            _("Talked with per 1,000 inhabitants (with interval, 95%)"),
        ),
        rows=tuple((view.short(code), *_totals_cells(view, code)) for code in codes),
        numeric=(True,) * 5,
        totals=(len(codes) - 1,),
        note=f"{hidden_note()} {_present_note()}",
        source=log_source(view),
    )


def _totals_cells(view: View, code: str) -> tuple[str, ...]:
    totals = view.totals(code)
    if totals is None:
        return (absent(),) * 5
    hidden = totals["kaynnit"] is None
    present = totals["lasna"]
    return (
        shown(totals["kaynnit"]),
        shown(present) if present is not None or hidden else absent(),
        shown(totals["keskusteltu"]),
        *(_rate_cell(totals, measure) for measure in ("kaynnit", "keskusteltu")),
    )


def _rate_cell(totals: dict[str, float | None], measure: str) -> str:
    value = totals[f"{measure}_1000"]
    if value is None:
        return shown(None) if totals[measure] is None else absent()
    low, high = totals[f"{measure}_ala"], totals[f"{measure}_yla"]
    limits = "" if low is None else f" ({interval(low, high, 1)})"
    return number(value, 1) + limits


def _present_note() -> str:
    return _(
        "People present are given only where they were recorded on every visit. No interval is "
        "given for fewer than ten visits."
    )


def _rates_figure(view: View) -> list[Block]:
    """Compare the municipalities of a county by people talked with per inhabitant."""
    logged = {m.code: totals for m in view.members if (totals := view.totals(m.code)) is not None}
    rates = {code: totals["keskusteltu_1000"] for code, totals in logged.items()}
    known = {code: rate for code, rate in rates.items() if rate is not None}
    if len(known) < 2:
        return []
    order = sorted(rates, key=lambda code: -(known.get(code, -1)))
    county = view.totals(view.area.code)
    assert county is not None
    top, low = max(known, key=known.__getitem__), min(known, key=known.__getitem__)
    return [
        Figure(
            slug="kertymat-kuvio",
            caption=_(
                "People talked with per 1,000 inhabitants by municipality, with intervals (95%)"
            ),
            alt=_(
                "Of the municipalities whose figures are shown, most people per inhabitant were "
                "talked with {in_top} ({top}) and fewest {in_low} ({low})."
            ).format(
                in_top=view.place(top),
                top=number(known[top], 1),
                in_low=view.place(low),
                low=number(known[low], 1),
            ),
            svg=charts.dots(
                [view.short(code) for code in order],
                charts.Series("", [rates[c] for c in order], [shown(rates[c], 1) for c in order]),
                [_limits(logged[code]) for code in order],
                _("People talked with per 1,000 inhabitants"),
                (view.short(view.area.code), county["keskusteltu_1000"])
                if county["keskusteltu_1000"] is not None
                else None,
            ),
            table="kertymat-taulu",
            note=hidden_note() if len(known) < len(rates) else "",
            source=log_source(view),
        )
    ]


def _limits(totals: dict[str, float | None]) -> tuple[float, float] | None:
    low, high = totals["keskusteltu_ala"], totals["keskusteltu_yla"]
    return None if low is None or high is None else (low, high)


def _nature(view: View, focus: str) -> list[Block]:
    labels = codelists.load("jalkautumisen_luonne").labels()
    found = view.distribution("luonne", "luonne", "kaynnit", focus, labels)
    sentences = [
        _most_common(
            found, _("The most common nature of the visit was “{label}” ({share} of visits).")
        )
    ]
    first, last = view.release.period
    if first.year < 2019 <= last.year:
        sentences.append(
            _(
                "Visits to clients' homes have been logged only since 2019, so their number cannot "
                "be compared with earlier months."
            )
        )
    return _section(
        view,
        focus,
        found,
        heading=_("Nature of the visits"),
        slug="luonne",
        caption=_("Outreach visits by nature"),
        column=_("Nature of the visit"),
        sentences=sentences,
    )


def _places(view: View, focus: str) -> list[Block]:
    labels = codelists.load("paikkatyyppi").labels()
    found = view.distribution("paikkatyyppi", "paikkatyyppi", "kaynnit", focus, labels)
    return _section(
        view,
        focus,
        found,
        heading=_("Places"),
        slug="paikat",
        caption=_("Outreach visits by type of place"),
        column=_("Type of place"),
        sentences=[
            _most_common(
                found, _("The most common type of place was “{label}” ({share} of visits).")
            )
        ],
    )


def _most_common(found: Distribution, text: str) -> str:
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


def _section(
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
                    [charts.Series(area, _per_cent(shares), [shown_share(s) for s in shares])],
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


def _per_cent(shares: list[float | None]) -> list[float | None]:
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


def _topic_distribution(view: View, code: str) -> Distribution:
    labels = codelists.load("aiheet").labels()
    return view.distribution("aihe", "aihe", "maininnat", code, labels)


def _topics(view: View, focus: str) -> list[Block]:
    found = _topic_distribution(view, focus)
    totals = view.totals(focus)
    assert totals is not None and totals["kaynnit"] is not None
    visits = int(totals["kaynnit"])
    ranked = found.ranked()
    area = view.short(focus)
    sentences = [
        _(
            "Several topics may have come up on one visit, so the shares of visits can add up to "
            "more than 100 per cent."
        )
    ]
    if found.leading(NAMED_TOPICS):
        sentences.insert(0, _topics_sentence(view, found, focus))
    sentences += _money_sentences(view, focus)
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


def _feeling_and_structures(view: View, focus: str) -> list[Block]:
    """Give the workers' rating and the observations about structures, where they can be shown."""
    totals = view.totals(focus)
    assert totals is not None
    sentences = []
    if totals.get("tunne_ka") is not None:
        sentences.append(
            _(
                "The workers rated the feeling that a visit left at {mean} on average (1 very poor "
                "… 5 very good, {n} visits rated)."
            ).format(mean=number(totals["tunne_ka"], 1), n=number(totals["tunne_n"]))
        )
    labels = codelists.load("rakennehavainto").labels()
    found = view.distribution("rakennehavainto", "rakennehavainto", "kaynnit", focus, labels)
    made, none = found.values["havainto"], found.values["ei_havaintoa"]
    if made is not None and none is not None and made + none:
        sentences.append(
            _(
                "An observation about the environment or structures was made on {n} visits, which is "
                "{share} of those visits on which it was asked."
            ).format(n=number(made), share=percent(made / (made + none)))
        )
    if not sentences:
        return []
    return [
        Heading(_("Feeling and observations about structures"), 2, "tunne"),
        Paragraph(" ".join(sentences)),
    ]
