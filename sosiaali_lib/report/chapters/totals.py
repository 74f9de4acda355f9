"""The section on visits and people met: totals, rates and their comparison."""

from __future__ import annotations

from decimal import Decimal

from sosiaali_lib.formatting import interval, number, period, rounded, upper_first
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.report import charts
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Table
from sosiaali_lib.report.chapters.common import hidden_note, log_source
from sosiaali_lib.report.view import View, absent, shown


def totals_blocks(view: View, focus: str) -> list[Block]:
    """Give the section: text, the county's comparison of municipalities, and table."""
    sentences = [total_sentence(view, focus), *_rate_sentences(view, focus)]
    section: list[Block] = [
        Heading(_("Visits and people met"), 2, "kertymat"),
        Paragraph(" ".join(sentences)),
    ]
    if view.is_county:
        section += _rates_figure(view)
    return [*section, _totals_table(view)]


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
    place = view.place(view.county.code)
    text = _comparison(here, there, _limits(own)).format(
        in_county=place, In_county=upper_first(place), rate=number(float(there), 1)
    )
    return [*sentences, text]


def _comparison(here: Decimal, there: Decimal, limits: tuple[float, float] | None) -> str:
    """Give the sentence on the county beside the own rate.

    A difference is stated only where the interval, as it is printed, leaves the county out.
    """
    if here == there:
        return _("The figure is the same as {in_county} as a whole.")
    if limits is None:
        return _("{In_county} as a whole the figure is {rate}.")
    low, high = (rounded(end, 1) for end in limits)
    if low <= there <= high:
        return _(
            "{In_county} as a whole the figure is {rate}, and the difference is no larger than chance "
            "would explain."
        )
    if here > there:
        return _("The figure is clearly higher than {in_county} as a whole ({rate}).")
    return _("The figure is clearly lower than {in_county} as a whole ({rate}).")


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
        "given for fewer than ten visits. The county's rates are per inhabitants of those "
        "municipalities where visits were logged."
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
