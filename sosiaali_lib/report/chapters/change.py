"""The section on change between two waves, of one instrument."""

from __future__ import annotations

from sosiaali_lib import instruments
from sosiaali_lib.formatting import interval, number, signed
from sosiaali_lib.instrument_rule import rule
from sosiaali_lib.instrument_text import cautions
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.measurements import END, START, has_levels
from sosiaali_lib.messages import _
from sosiaali_lib.report import charts
from sosiaali_lib.report.answers import answer_blocks
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Table
from sosiaali_lib.report.chapters.change_words import (
    Change,
    Changes,
    direction_note,
    findings,
    items_alt,
    mean_axis,
    people_sentence,
    statement_label,
    summaries,
)
from sosiaali_lib.report.chapters.common import form_source
from sosiaali_lib.report.view import View


def shown_change(view: View, name: str) -> tuple[str | None, Changes]:
    """Give the nearest area whose change can be shown, and its changes by scale or item."""
    for code in dict.fromkeys([view.area.code, *([view.county.code] if view.county else [])]):
        rows = view.rows("muutokset", code)
        changes = {
            str(row["osa"]): Change(
                int(row["n"]),
                *(float(row[part]) for part in ("ka_alku", "ka_loppu", "muutos", "ala", "yla")),
            )
            for row in rows.to_dict("records")
            if row["mittari"] == name
        }
        if changes:
            return code, changes
    return None, {}


def change_blocks(view: View, name: str) -> list[Block]:
    """Give the section; the county's change stands in where the own one cannot be shown."""
    instrument = instruments.load(name)
    section: list[Block] = [Heading(instrument.name, 2, f"muutos-{name}")]
    area, changes = shown_change(view, name)
    if area is None:
        text = _(
            "Too few people answered at both waves for a change to be shown without telling about "
            "single persons."
        )
        return [*section, Paragraph(text), *_answers(view, instrument)]
    if area != view.area.code:
        text = _(
            "Too few people answered at both waves {in_area}, so the change is given for a larger "
            "area: {area}."
        )
        section.append(
            Paragraph(
                text.format(in_area=view.place(view.area.code), area=view.name(area)), "warning"
            )
        )
    return [
        *section,
        *([Paragraph(people)] if (people := people_sentence(view, area, name)) else []),
        Paragraph(" ".join(findings(view, area, instrument, changes))),
        *(Paragraph(rule(instrument, scale), "note") for scale in summaries(instrument)),
        *(Paragraph(text, "note") for text in cautions(instrument)),
        *_means_figure(view, area, instrument, changes),
        _change_table(view, area, name, changes),
        *_answers(view, instrument),
    ]


def _means_figure(view: View, area: str, instrument: Instrument, changes: Changes) -> list[Block]:
    """Give the chart of the items' means, where all items share one range and so one axis."""
    items = [item for item in instrument.items if item.id in changes]
    if len({item.scored_range for item in items}) != 1:
        return []
    labels = [statement_label(item) for item in items]
    starts = [changes[item.id].before for item in items]
    ends = [changes[item.id].after for item in items]
    return [
        Figure(
            slug=f"muutos-{instrument.id}-kuvio",
            caption=_("Means of the statements at the start and at the end, {area}").format(
                area=view.short(area)
            ),
            alt=items_alt(items, changes),
            svg=charts.dumbbells(
                labels,
                charts.Series(_("Start"), starts, ()),
                charts.Series(_("End"), ends, ()),
                mean_axis(instrument, items[0]),
            ),
            table=f"muutos-{instrument.id}-taulu",
            source=form_source(view, "mittaukset"),
        )
    ]


def _answers(view: View, instrument: Instrument) -> list[Block]:
    """Give the answers of the nearest area whose answers can be shown, item by item."""
    if not any(map(has_levels, instrument.items)):
        return []
    found = {}
    for code in dict.fromkeys([view.area.code, *([view.county.code] if view.county else [])]):
        rows = view.rows("vastaukset", code)
        found[code] = rows[rows["mittari"] == instrument.id] if len(rows) else rows
    if not any(map(len, found.values())):
        text = _("The answers are not shown one by one, because too few people gave each of them.")
        return [Paragraph(text, "note")]
    ended = any((rows["vaihe"] == END).any() for rows in found.values() if len(rows))
    # A chart of hidden marks tells nothing: then the larger area, of which more can be shown.
    bars = (1 + ended) * sum(map(has_levels, instrument.items))
    shares = {
        code: len(rows.groupby(["osa", "vaihe"])) / bars
        for code, rows in found.items()
        if len(rows)
    }
    code = next((one for one in shares if shares[one] >= 0.5), max(shares, key=shares.__getitem__))
    return answer_blocks(
        instrument,
        found[code],
        slug=f"vastaukset-{instrument.id}",
        place=view.short(code),
        source=form_source(view, "mittaukset"),
        waves={START: _("Start"), END: _("End")} if ended else {START: _("Start")},
        who=_("Only those who answered the statement at both waves are counted.") if ended else "",
    )


def _change_table(view: View, area: str, name: str, changes: Changes) -> Table:
    instrument = instruments.load(name)
    own = summaries(instrument)
    labels = {item.id: statement_label(item) for item in instrument.items}
    labels |= {scale.id: scale.label for scale in own}
    cells = [
        (
            label,
            number(changes[part].n),
            number(changes[part].before, 2),
            number(changes[part].after, 2),
            signed(changes[part].mean, 2),
            interval(changes[part].low, changes[part].high, 2),
        )
        for part, label in labels.items()
        if part in changes
    ]
    scales = sum(scale.id in changes for scale in own)
    return Table(
        slug=f"muutos-{name}-taulu",
        caption=_("Change of the statements among those who answered at both waves, {area}").format(
            area=view.short(area)
        ),
        columns=(
            _("Statement"),
            _("Answered both (n)"),
            _("Mean, start"),
            _("Mean, end"),
            _("Change"),
            _("Interval of the change (95%)"),
        ),
        rows=tuple(cells),
        numeric=(True,) * 5,
        totals=tuple(range(len(cells) - scales, len(cells))),
        note=direction_note(instrument),
        source=form_source(view, "mittaukset"),
    )
