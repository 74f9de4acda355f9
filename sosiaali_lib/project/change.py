"""What changed from the first wave to the last, scale by scale and statement by statement."""

from __future__ import annotations

from collections.abc import Sequence

from sosiaali_lib.formatting import HIDDEN, confidence_text, number, percent, plain, rounded, signed
from sosiaali_lib.messages import _
from sosiaali_lib.project.change_words import finding, items_finding, no_change
from sosiaali_lib.project.front import headed
from sosiaali_lib.project.shown import estimate, marks, p_text
from sosiaali_lib.project.study import Part, Study
from sosiaali_lib.report import charts
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Table
from sosiaali_lib.report.chapters.change_words import direction_note


def change(study: Study) -> list[Block]:
    """Give the chapter."""
    chapter = headed(_("Change"), "muutos")
    if (why := no_change(study)) is not None:
        return [*chapter, Paragraph(why)]
    shown = shown_parts(study)
    scales = [part for part in shown if part.is_scale]
    items = [part for part in shown if not part.is_scale]
    return [
        *chapter,
        *(Paragraph(finding(study, part), "lead") for part in scales),
        *(Paragraph(text) for text in items_finding(study, items)),
        *_intervals_figure(study, items),
        *_means(study),
        *_sizes(study),
        *_persons(study, scales or items),
    ]


def shown_parts(study: Study) -> list[Part]:
    """Give the parts with enough people at both waves for a figure of the group."""
    return [part for part in study.parts if not study.few(study.changes[part.id].n)]


def _rows(study: Study, cells: Sequence[Part], width: int) -> list[tuple[str, ...]]:
    hidden = (HIDDEN,) * width
    return [(part.label, number(study.changes[part.id].n), *hidden) for part in cells]


def _means(study: Study) -> list[Block]:
    shown = shown_parts(study)
    rows = []
    for part in study.parts:
        found = study.changes[part.id]
        if part not in shown:
            rows += _rows(study, [part], 4)
            continue
        rows.append(
            (
                part.label,
                number(found.n),
                number(found.mean_before, part.digits),
                number(found.mean_after, part.digits),
                estimate(found.mean_difference, found.mean_ci, part.digits),
                p_text(found.test.p),
            )
        )
    facts = {"start": study.label(study.start), "end": study.label(study.end)}
    text = _("Mean change (interval of {confidence})")
    exact = [study.changes[part.id].test.exact for part in shown]
    direction = direction_note(study.instrument) if study.instrument.scales else ""
    return [
        _table(
            study,
            "muutos-taulu",
            _("Means and change among those who answered both, {start} – {end}").format(**facts),
            (
                _("n, both"),
                _("Mean, {wave}").format(wave=facts["start"]),
                _("Mean, {wave}").format(wave=facts["end"]),
                text.format(confidence=confidence_text(study.confidence)),
                _("p, exact") if all(exact) else _("p"),
            ),
            rows,
            " ".join(filter(None, [direction, _("p: signed-rank test of the change.")])),
        )
    ]


def _sizes(study: Study) -> list[Block]:
    shown = shown_parts(study)
    rows = []
    for part in shown:
        found = study.changes[part.id]
        rows.append(
            (
                part.label,
                signed(found.median_difference, part.digits),
                estimate(found.hodges_lehmann, found.hl_ci, part.digits),
                estimate(found.rank_biserial, found.rank_biserial_ci),
                estimate(found.d_z, found.d_z_ci),
            )
        )
    note = _(
        "Hodges–Lehmann = typical change; rank-biserial = matched rank-biserial "
        "correlation, from −1 (all fell) to +1 (all rose); d_z = mean change divided by the standard "
        "deviation of the changes. Intervals of {confidence} in brackets."
    ).format(confidence=confidence_text(study.confidence))
    return [
        _table(
            study,
            "koot-taulu",
            _("Size of the change"),
            (
                _("Median change"),
                _("Hodges–Lehmann estimate"),
                _("Rank-biserial correlation"),
                "d_z",
            ),
            rows,
            note,
        )
    ]


def _table(
    study: Study,
    slug: str,
    caption: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    note: str = "",
) -> Table:
    """Put a table together; its marks are told where it has any."""
    return Table(
        slug=slug,
        caption=caption,
        columns=(_("Score"), *columns),
        rows=tuple(rows),
        numeric=(True,) * len(columns),
        note=" ".join(filter(None, [note, marks(rows)])),
        source=study.file.name,
    )


def _intervals_figure(study: Study, items: list[Part]) -> list[Block]:
    """Draw the mean change of the items, where they share one range and so one axis."""
    if len({part.range for part in items}) != 1 or len(items) < 2:
        return []
    found = [study.changes[part.id] for part in items]
    means = [one.mean_difference for one in found]
    texts = [signed(mean, items[0].digits) for mean in means]
    shown = [rounded(mean, items[0].digits) for mean in means]
    alt = _(
        "Mean change of {n} statements with intervals: {risen} rose, {fallen} fell and {same} stayed "
        "the same; the largest change is {high} and the smallest {low}."
    ).format(
        n=number(len(items)),
        risen=number(sum(mean > 0 for mean in shown)),
        fallen=number(sum(mean < 0 for mean in shown)),
        same=number(sum(mean == 0 for mean in shown)),
        high=texts[means.index(max(means))],
        low=texts[means.index(min(means))],
    )
    drawing = charts.dots(
        [part.label for part in items],
        charts.Series(_("Mean change"), means, texts),
        [one.mean_ci for one in found],
        _("Mean change and its interval of {confidence}").format(
            confidence=confidence_text(study.confidence)
        ),
        (_("No change"), 0.0),
    )
    return [
        Figure(
            slug="muutos-kuvio",
            caption=_("Mean change of the statements"),
            alt=alt,
            svg=drawing,
            table="muutos-taulu",
            source=study.file.name,
        )
    ]


def _persons(study: Study, parts: list[Part]) -> list[Block]:
    """Count people by their own change, where the instrument allows it and says how."""
    section: list[Block] = [Heading(_("People by their change"), 2, "henkilomuutos")]
    if study.instrument.individual == "forbidden":
        text = _(
            "Results of the instrument must not be used in judging one person, so people are not "
            "counted by their own change."
        )
        return [*section, Paragraph(text)]
    limited = [part for part in parts if part.minimal_change is not None and part.better != "none"]
    rows = []
    for part in limited:
        shares = study.changes[part.id].shares
        counts = (shares.improved, shares.unchanged, shares.worse)
        cells = [f"{number(n)} ({percent(n / shares.n)})" for n in counts]
        rows.append((part.label, plain(part.minimal_change or 0), number(shares.n), *cells))
    if rows:
        section.append(
            _table(
                study,
                "henkilomuutos-taulu",
                _("People by the smallest meaningful change"),
                (_("Smallest change"), _("n"), _("Improved"), _("Unchanged"), _("Worse")),
                rows,
            )
        )
    else:
        text = _(
            "The instrument file gives no smallest meaningful change, so people are not divided into "
            "those who improved, stayed and got worse by it."
        )
        section.append(Paragraph(text))
    return [*section, *_reliable(study)]


def _reliable(study: Study) -> list[Block]:
    """Count reliable changes of the first scale, when its published reliability was given."""
    if study.reliability is None:
        text = _(
            "Reliable change of persons was not calculated: it takes a published reliability of the "
            "scale, which is given with the parameter for reliability."
        )
        return [Paragraph(text)]
    if not study.main:
        text = _("The reliability given was not used: the instrument has no scale that sums up.")
        return [Paragraph(text)]
    part = study.main[0]
    found = study.changes[part.id]
    if study.few(found.n):
        return [Paragraph(study.few(found.n) or "")]
    if found.reliable_change is None:
        text = _("The start scores do not differ, so reliable change cannot be judged from them.")
        return [Paragraph(text)]
    if part.better == "none":
        text = _("The file of the instrument does not say which end is better: no reliable change.")
        return [Paragraph(text)]
    result = found.reliable_change
    counts = (result.improved, result.unchanged, result.worse)
    row = (
        part.label,
        number(result.n),
        *(f"{number(n)} ({percent(n / result.n)})" for n in counts),
    )
    columns = (_("n"), _("Reliably improved"), _("No reliable change"), _("Reliably worse"))
    caption = _("People by reliable change")
    return [_table(study, "rci-taulu", caption, columns, [row], result.method)]
