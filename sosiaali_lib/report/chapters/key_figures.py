"""The section on key figures and what has changed since the previous report."""

from __future__ import annotations

from collections.abc import Sequence

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.report import charts
from sosiaali_lib.report.blocks import Block, Bullets, Figure, Heading, Paragraph, Table, reference
from sosiaali_lib.report.chapters.common import hidden_note
from sosiaali_lib.report.view import View
from sosiaali_lib.year_on_year import NAME, key_figures
from sosiaali_lib.year_on_year.compared import Compared, Period, compared, periods
from sosiaali_lib.year_on_year.reading import Value
from sosiaali_lib.year_on_year.words import (
    alternative,
    change_text,
    changed_sentence,
    comparability_text,
    interval_text,
    period_name,
    reason_sentence,
    value_text,
)

SLUG = "keskeiset-luvut"
FEWEST = 2  # figures on one picture


def blocks(view: View) -> list[Block]:
    """Give the section: a table of key figures and, where there is an earlier report, the changes."""
    earlier = view.rows(NAME, view.area.code)
    names = {one.table for one in key_figures()}
    rows = compared({name: view.rows(name, view.area.code) for name in names}, earlier)
    if not any(_any_shown(row) for row in rows):
        return []
    if not (then := periods(earlier)):
        return [Heading(_("Key figures"), 2, SLUG), _table(view, rows, ())]
    return [
        Heading(_("What has changed since the previous report"), 2, SLUG),
        *_sentences(view, rows, then[0]),
        _table(view, rows, then),
        *_pictures(view, rows, then[0]),
        *_reasons(view, rows, then[0]),
    ]


def _any_shown(row: Compared) -> bool:
    return any(one.value is not None for one in (row.now, *row.then))


def _sentences(view: View, rows: Sequence[Compared], then: Period) -> list[Block]:
    """Say how many figures can be compared, and which changed by more than chance would explain."""
    fit = [row for row in rows if row.comparable]
    text = _("The previous report was about the period {period}.").format(period=period_name(then))
    text += " " + ngettext(
        "Of {all} key figures, {n} can be compared with it ({table}).",
        "Of {all} key figures, {n} can be compared with it ({table}).",
        len(fit),
    ).format(all=number(len(rows)), n=number(len(fit)), table=reference(f"{SLUG}-taulu"))
    tested = [row for row in fit if row.limits is not None]
    changed = [row for row in tested if row.beyond_chance]
    section: list[Block] = [Paragraph(text)]
    if changed:
        said = ngettext(
            "This figure changed by more than chance would explain:",
            "These figures changed by more than chance would explain:",
            len(changed),
        )
        return [*section, Paragraph(said), Bullets(tuple(changed_sentence(row) for row in changed))]
    if tested:
        text = _("None of the figures changed by more than chance would explain.")
        section.append(Paragraph(text))
    return section


def _table(view: View, rows: Sequence[Compared], then: Sequence[Period]) -> Table:
    now = period_name(view.release.period)
    if not then:
        return Table(
            slug=f"{SLUG}-taulu",
            caption=_("Key figures {period}, {area}").format(
                period=now, area=view.short(view.area.code)
            ),
            columns=(_("Key figure"), now, _("Interval (95%)")),
            rows=tuple(
                (
                    row.figure.label,
                    value_text(row.figure, row.now),
                    interval_text(row.figure, row.now),
                )
                for row in rows
            ),
            numeric=(True, True),
            note=f"{hidden_note()} {_interval_note()}",
            source=_source(view),
        )
    shown = tuple(reversed(then))
    return Table(
        slug=f"{SLUG}-taulu",
        caption=_("Key figures {period} and before, {area}").format(
            period=now, area=view.short(view.area.code)
        ),
        columns=(
            _("Key figure"),
            *map(period_name, shown),
            now,
            _("Change (interval, 95%)"),
            _("Comparable?"),
        ),
        rows=tuple(
            (
                row.figure.label,
                *(value_text(row.figure, value) for value in reversed(row.then)),
                value_text(row.figure, row.now),
                change_text(row),
                comparability_text(row),
            )
            for row in rows
        ),
        numeric=(*(True,) * (len(shown) + 2), False),
        note=f"{hidden_note()} {_earlier_note()} {_chance_note()}",
        source=_source(view),
    )


def _interval_note() -> str:
    return _(
        "The interval tells how much the figure could vary by chance alone; it is given where the "
        "cases can be taken as independent."
    )


def _earlier_note() -> str:
    return _(
        "Earlier figures stand as they were published, and what was hidden then is hidden here. A "
        "change is given only where both figures are shown and can be compared."
    )


def _chance_note() -> str:
    return _(
        "Where the interval of a change leaves zero out, the change is more than chance would explain; "
        "of twenty figures that have not changed, one does so by chance."
    )


def _pictures(view: View, rows: Sequence[Compared], then: Period) -> list[Block]:
    """Draw the shares on one picture, and the other figures beside what they were."""
    fit = [row for row in rows if row.comparable]
    shares = [row for row in fit if row.figure.kind == "share"]
    # A change between two measurements is no amount that another could be so many times as large as.
    amounts = [row for row in fit if row.figure.kind != "share" and not row.figure.instrument]
    others = [row for row in amounts if (row.then[0].value or 0) > 0]
    found: list[Block] = []
    if len(shares) >= FEWEST:
        found.append(
            _picture(
                view,
                shares,
                then,
                slug=f"{SLUG}-osuudet-kuvio",
                caption=_("Shares in the previous period and now, {area}"),
                ends=[[100 * (v.value or 0) for v in _pair(row)] for row in shares],
                axis=_("Share, %"),
            )
        )
    if len(others) >= FEWEST:
        found.append(
            _picture(
                view,
                others,
                then,
                slug=f"{SLUG}-maarat-kuvio",
                caption=_("Other key figures now beside the previous period, {area}"),
                ends=[
                    [100.0, 100 * (b.value or 0) / (a.value or 1)] for a, b in map(_pair, others)
                ],
                axis=_("The previous period = 100"),
            )
        )
    return found


def _pair(row: Compared) -> tuple[Value, Value]:
    assert row.both is not None
    return row.both


def _picture(
    view: View,
    rows: list[Compared],
    then: Period,
    *,
    slug: str,
    caption: str,
    ends: list[list[float]],
    axis: str,
) -> Figure:
    return Figure(
        slug=slug,
        caption=caption.format(area=view.short(view.area.code)),
        alt=alternative(rows),
        svg=charts.dumbbells(
            [row.figure.label for row in rows],
            charts.Series(period_name(then), [start for start, _end in ends], ()),
            charts.Series(period_name(view.release.period), [end for _start, end in ends], ()),
            axis,
        ),
        table=f"{SLUG}-taulu",
        source=_source(view),
    )


def _source(view: View) -> str:
    return _("Forms of the data, {organisation}").format(
        organisation=view.release.manifest["organisation"]
    )


def _reasons(view: View, rows: Sequence[Compared], then: Period) -> list[Block]:
    """Explain every break and caution once."""
    said = {
        reason_sentence(code, row.figure, view.release.period, then): None
        for effect in ("break", "caution")
        for row in rows
        for code in row.of_effect(effect)
    }
    if not said:
        return []
    return [
        Paragraph(_("What limits the comparison with the previous report:")),
        Bullets(tuple(said)),
    ]
