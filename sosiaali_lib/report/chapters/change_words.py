"""What is said of a change between two waves: who it is about, what rose and what fell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import pandas as pd

from sosiaali_lib.formatting import interval, listed, lower_first, number, quoted, rounded, signed
from sosiaali_lib.instruments import Instrument, Item, Scale
from sosiaali_lib.measurements import PAIRED, START, START_ONLY
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.report.view import View


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


def summaries(instrument: Instrument) -> list[Scale]:
    """Give the scales that sum up several answers; a profile has none."""
    return [scale for scale in instrument.scales if scale.method != "value"]


def people_sentence(view: View, area: str, name: str) -> str | None:
    """Say how many started, how many stayed and how many left, where these numbers are shown."""
    rows = view.rows("parit", area)
    people = rows[rows["mittari"] == name].set_index("tila")["henkilot"]
    known = {str(state): int(n) for state, n in people.items() if pd.notna(n)}
    if not {START, PAIRED, START_ONLY} <= known.keys():
        return None
    start, paired, left = (known[state] for state in (START, PAIRED, START_ONLY))
    text = ngettext(
        "{start} person answered at the start {in_area}; {paired} answered at the end too and {left} "
        "dropped out.",
        "{start} people answered at the start {in_area}; {paired} answered at the end too and {left} "
        "dropped out.",
        start,
    )
    return text.format(
        start=number(start), in_area=view.place(area), paired=number(paired), left=number(left)
    )


def findings(view: View, area: str, instrument: Instrument, changes: Changes) -> list[str]:
    """Give the sentences on the summary scale, where there is one, and on the statements."""
    scale = scale_sentence(view, area, instrument, changes)
    return [*([scale] if scale else []), *_item_sentences(instrument, changes)]


def scale_sentence(view: View, area: str, instrument: Instrument, changes: Changes) -> str:
    """Say whether the first scale shown rose, fell or may have changed by chance; empty without one."""
    own = [changes[one.id] for one in summaries(instrument) if one.id in changes]
    if not own:
        return ""
    scale = own[0]
    if isnan(scale.low):
        text = _(
            "On the instrument “{instrument}” the mean was {before} at the start and {after} at the "
            "end among the {n} people who answered both {in_area} (change {change}). They are so few "
            "that no interval is given, and the change may be due to chance."
        )
    elif rounded(scale.low, 2) <= 0 <= rounded(scale.high, 2):
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


def _item_sentences(instrument: Instrument, changes: Changes) -> list[str]:
    """Name the statements that rose most and those that fell, as the table shows them."""
    items = [item for item in instrument.items if item.id in changes]
    if not items:
        return []
    shown = {item.id: rounded(changes[item.id].mean, 2) for item in items}
    best = [item for item in items if shown[item.id] == max(shown.values())]
    fallen = [item for item in items if shown[item.id] < 0]
    sentences = []
    if best and shown[best[0].id] > 0:
        sentences.append(
            ngettext(
                "The statement that rose most was {items} ({change}).",
                "The statements that rose most were {items} ({change}).",
                len(best),
            ).format(
                items=listed([_quoted(item) for item in best]),
                change=signed(float(shown[best[0].id]), 2),
            )
        )
    if fallen:
        sentences.append(
            ngettext(
                "A lower mean than at the start was found for {items}.",
                "Lower means than at the start were found for {items}.",
                len(fallen),
            ).format(items=listed([_quoted(item) for item in fallen]))
        )
    sentences.append(_("A change between two measurements does not show what caused it."))
    return sentences


def _quoted(item: Item) -> str:
    return quoted(lower_first(statement_label(item)))


def statement_label(item: Item) -> str:
    """Name a statement as its number is read: a reversed one says that it is turned round."""
    return (
        _("{statement} (turned round)").format(statement=item.label) if item.reverse else item.label
    )


def items_alt(items: Sequence[Item], changes: Changes) -> str:
    """Say how many statements rose, fell and stayed the same."""
    shown = [rounded(changes[item.id].mean, 2) for item in items]
    risen, fallen = sum(change > 0 for change in shown), sum(change < 0 for change in shown)
    return _(
        "Chart of {n} statements with their means at the start and at the end: {risen} rose, "
        "{fallen} fell and {same} stayed the same."
    ).format(n=len(shown), risen=risen, fallen=fallen, same=len(shown) - risen - fallen)


def direction_note(instrument: Instrument) -> str:
    """Say what a rise means; nothing where the file does not tell."""
    if not any(item.reverse for item in instrument.items):
        return {
            "high": _("A rise is a better result."),
            "low": _("A fall is a better result."),
            "none": "",
        }[instrument.scales[0].better]
    return {
        "high": _(
            "Reversed statements are turned round, so that a rise is always a better result."
        ),
        "low": _("Reversed statements are turned round, so that a fall is always a better result."),
        "none": "",
    }[instrument.scales[0].better]


def mean_axis(instrument: Instrument, item: Item) -> str:
    """Name the axis of means, with the range of the items and which end is better."""
    low, high = (number(end) for end in item.scored_range)
    text = {
        "high": _("Mean ({low}–{high}, higher is better)"),
        "low": _("Mean ({low}–{high}, lower is better)"),
        "none": _("Mean ({low}–{high})"),
    }[instrument.scales[0].better]
    return text.format(low=low, high=high)
