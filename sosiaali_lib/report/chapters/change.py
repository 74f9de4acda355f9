"""The section on change between two waves, of one instrument."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

from sosiaali_lib import instruments
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.formatting import HIDDEN, interval, number, signed
from sosiaali_lib.instrument_rule import rule
from sosiaali_lib.instrument_text import cautions
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.measurements import END, START, has_levels
from sosiaali_lib.messages import _
from sosiaali_lib.report import charts, widening
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
from sosiaali_lib.report.widening import ENOUGH, Shown


def shown_change(view: View, name: str) -> tuple[Shown, Changes]:
    """Give the nearest place of which at least half of the changes are shown, and these changes."""
    instrument = instruments.load(name)
    parts = {scale.id for scale in summaries(instrument)} | {item.id for item in instrument.items}
    measured = view.rows("parit", view.area.code)

    def told(seen: View, code: str) -> float | None:
        if seen.over_years or code == TOTAL:
            return None
        return len(_changes(seen, code, name)) / max(len(parts), 1)

    found = widening.nearest(view, told)
    recorded = bool(len(measured)) and name in set(measured["mittari"])
    found = replace(found, recorded=recorded)
    return found, {} if found.area is None else _changes(view, found.area, name)


def _changes(view: View, code: str, name: str) -> Changes:
    """Give the changes of an area by scale or item."""
    return {
        str(row["osa"]): Change(
            int(row["n"]),
            *(float(row[part]) for part in ("ka_alku", "ka_loppu", "muutos", "ala", "yla")),
        )
        for row in view.rows("muutokset", code).to_dict("records")
        if row["mittari"] == name
    }


def change_blocks(view: View, name: str) -> list[Block]:
    """Give the section; the county's change stands in where the own one cannot be shown."""
    instrument = instruments.load(name)
    section: list[Block] = [Heading(instrument.name, 2, f"muutos-{name}")]
    found, changes = shown_change(view, name)
    area = found.area
    if area is None:
        text = _(
            "Too few people answered at both waves for a change to be shown without telling about "
            "single persons."
        )
        return [*section, Paragraph(text), *_answers(view, instrument)]
    hidden = _("Too few people answered at both waves {in_area} for a change to be shown.")
    absent = _("Nobody was measured with this instrument {in_area}.")
    if said := widening.why(found, absent=absent, hidden=hidden):
        section.append(Paragraph(said, "warning"))
    return [
        *section,
        *([Paragraph(people)] if (people := people_sentence(view, area, name)) else []),
        Paragraph(" ".join(findings(view, area, instrument, changes))),
        *(
            Paragraph(rule(instrument, scale), "note")
            for scale in summaries(instrument)
            if scale.id in changes
        ),
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
    rows = {
        code: kept
        for code in dict.fromkeys([view.area.code, *([view.county.code] if view.county else [])])
        if len(every := view.rows("vastaukset", code))
        and len(kept := every[every["mittari"] == instrument.id])
    }
    if not rows:
        text = _("The answers are not shown one by one, because too few people gave each of them.")
        return [Paragraph(text, "note")]
    ended = any((one["vaihe"] == END).any() for one in rows.values())
    # A chart of hidden marks tells nothing: then the larger area, of which more can be shown.
    bars = (1 + ended) * sum(map(has_levels, instrument.items))
    shares = {code: len(one.groupby(["osa", "vaihe"])) / bars for code, one in rows.items()}
    enough = (one for one in shares if shares[one] >= ENOUGH)
    code = next(enough, max(shares, key=shares.__getitem__))
    return answer_blocks(
        instrument,
        rows[code],
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
            _ends(changes[part]),
        )
        for part, label in labels.items()
        if part in changes
    ]
    scales = sum(scale.id in changes for scale in own)
    without = any(isnan(change.low) for change in changes.values())
    notes = [direction_note(instrument), *([_interval_note()] if without else [])]
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
        note=" ".join(note for note in notes if note),
        source=form_source(view, "mittaukset"),
    )


def _ends(change: Change) -> str:
    return HIDDEN if isnan(change.low) else interval(change.low, change.high, 2)


def _interval_note() -> str:
    return _(
        ".. = no interval, because with so few people it would tell how they answered or say nothing."
    )
