"""The section on change between two waves, of one instrument."""

from __future__ import annotations

from dataclasses import dataclass

from sosiaali_lib import instruments
from sosiaali_lib.formatting import interval, listed, number, quoted, rounded, signed
from sosiaali_lib.instrument_text import rule
from sosiaali_lib.instruments import Item
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.report import charts
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Table
from sosiaali_lib.report.chapters.common import form_source
from sosiaali_lib.report.view import View, lower_first


@dataclass(frozen=True)
class Change:
    """The change of one scale or statement among those who answered both waves."""

    n: int
    before: float
    after: float
    mean: float
    low: float
    high: float


Changes = dict[str, Change]


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
        return [*section, Paragraph(text)]
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
    sentences = [scale_sentence(view, area, name, changes), *_item_sentences(name, changes)]
    order = [item.id for item in instrument.items]
    return [
        *section,
        Paragraph(" ".join(sentences)),
        Paragraph(rule(instrument, instrument.scales[0]), "note"),
        Figure(
            slug=f"muutos-{name}-kuvio",
            caption=_("Means of the statements at the start and at the end, {area}").format(
                area=view.short(area)
            ),
            alt=_items_alt(name, changes),
            svg=charts.dumbbells(
                [_label(instrument.item(item)) for item in order],
                charts.Series(_("Start"), [changes[item].before for item in order], ()),
                charts.Series(_("End"), [changes[item].after for item in order], ()),
                _("Mean (1–5, higher is better)"),
            ),
            table=f"muutos-{name}-taulu",
            source=form_source(view, "mittaukset"),
        ),
        _change_table(view, area, name, changes),
    ]


def _change_table(view: View, area: str, name: str, changes: Changes) -> Table:
    instrument = instruments.load(name)
    labels = {item.id: _label(item) for item in instrument.items} | {
        scale.id: scale.label for scale in instrument.scales
    }
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
    scales = len(instrument.scales)
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
        note=_("Reversed statements are turned round, so that a rise is always a better result."),
        source=form_source(view, "mittaukset"),
    )


def scale_sentence(view: View, area: str, name: str, changes: Changes) -> str:
    """Say whether the first scale rose, fell or may have changed by chance."""
    instrument = instruments.load(name)
    scale = changes[instrument.scales[0].id]
    if rounded(scale.low, 2) <= 0 <= rounded(scale.high, 2):
        text = _(
            "On the instrument “{instrument}” the mean was {before} at the start and {after} at the "
            "end among the {n} people who answered both {in_area}; the change {change} may be due "
            "to chance (interval {interval}, 95%)."
        )
    elif rounded(scale.mean, 2) > 0:
        text = _(
            "On the instrument “{instrument}” the mean rose from {before} to {after} among the {n} "
            "people who answered both {in_area} (change {change}, interval {interval}, 95%)."
        )
    else:
        text = _(
            "On the instrument “{instrument}” the mean fell from {before} to {after} among the {n} "
            "people who answered both {in_area} (change {change}, interval {interval}, 95%)."
        )
    return text.format(
        instrument=instrument.name,
        before=number(scale.before, 2),
        after=number(scale.after, 2),
        n=number(scale.n),
        in_area=view.place(area),
        change=signed(scale.mean, 2),
        interval=interval(scale.low, scale.high, 2),
    )


def _item_sentences(name: str, changes: Changes) -> list[str]:
    """Name the statements that rose most and those that fell, as the table shows them."""
    instrument = instruments.load(name)
    shown = {item.id: rounded(changes[item.id].mean, 2) for item in instrument.items}
    best = [item for item in shown if shown[item] == max(shown.values())]
    fallen = [item for item in shown if shown[item] < 0]
    sentences = []
    if shown[best[0]] > 0:
        sentences.append(
            ngettext(
                "The statement that rose most was {items} ({change}).",
                "The statements that rose most were {items} ({change}).",
                len(best),
            ).format(
                items=listed([_quoted(name, item) for item in best]),
                change=signed(float(shown[best[0]]), 2),
            )
        )
    if fallen:
        sentences.append(
            ngettext(
                "A lower mean than at the start was found for {items}.",
                "Lower means than at the start were found for {items}.",
                len(fallen),
            ).format(items=listed([_quoted(name, item) for item in fallen]))
        )
    sentences.append(_("A change between two measurements does not show what caused it."))
    return sentences


def _quoted(name: str, item: str) -> str:
    return quoted(lower_first(_label(instruments.load(name).item(item))))


def _label(item: Item) -> str:
    """Name a statement as its number is read: a reversed one says that it is turned round."""
    return (
        _("{statement} (turned round)").format(statement=item.label) if item.reverse else item.label
    )


def _items_alt(name: str, changes: Changes) -> str:
    instrument = instruments.load(name)
    shown = [rounded(changes[item.id].mean, 2) for item in instrument.items]
    risen, fallen = sum(change > 0 for change in shown), sum(change < 0 for change in shown)
    return _(
        "Chart of {n} statements with their means at the start and at the end: {risen} rose, "
        "{fallen} fell and {same} stayed the same."
    ).format(n=len(shown), risen=risen, fallen=fallen, same=len(shown) - risen - fallen)
