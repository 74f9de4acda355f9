"""Who started, who stayed and who left, and how those who left differed at the start."""

from __future__ import annotations

from sosiaali_lib.change.dropout import BEST, BEST_SEEN, UNCHANGED, WORST, WORST_SEEN
from sosiaali_lib.formatting import number, percent
from sosiaali_lib.messages import _
from sosiaali_lib.project.front import headed
from sosiaali_lib.project.shown import compared, estimate
from sosiaali_lib.project.study import Part, Study
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Table


def people(study: Study) -> list[Block]:
    """Give the chapter."""
    chapter = headed(_("People measured"), "henkilot")
    if not len(study.rows):
        return [*chapter, Paragraph(_("No row could be used, so nobody is counted."))]
    return [*chapter, *_counts(study), *_waves(study), *_leavers(study)]


def _counts(study: Study) -> list[Block]:
    start, end = study.persons(study.start), study.persons(study.end)
    rows = [(_("Measured at the start"), number(len(start)), _share(len(start), len(start)))]
    if study.end is not None and not study.identified:
        rows.append((_("Measured at the end"), number(len(end)), "–"))
    elif study.end is not None:
        both = len(start & end)
        rows += [
            (_("Measured at both"), number(both), _share(both, len(start))),
            (
                _("Dropped out"),
                number(len(start) - both),
                _share(len(start) - both, len(start)),
            ),
            (_("Measured at the end only"), number(len(end - start)), "–"),
        ]
    return [
        Paragraph(_said(study)),
        Table(
            slug="henkilot-taulu",
            caption=_("People measured, {start} – {end}").format(
                start=study.label(study.start), end=study.label(study.end)
            )
            if study.end is not None
            else _("People measured"),
            columns=(_("People"), _("n"), _("Share of those who started")),
            rows=tuple(rows),
            numeric=(True, True),
            source=study.file.name,
        ),
    ]


def _share(n: int, whole: int) -> str:
    return percent(n / whole) if whole else "–"


def _said(study: Study) -> str:
    if study.end is None:
        return _("There is no follow-up: only one wave was measured.")
    if study.start is None:
        return _("There is no start: only the end was measured, so no change can be calculated.")
    if not study.identified:
        return _("The rows do not tell who is who, so nobody can be followed from wave to wave.")
    if not study.paired:
        return _("Nobody was measured at both waves. Check that the identifiers are the same.")
    return _(
        "Only people who were measured at both waves are counted in a change. Those who dropped "
        "out stand beside them, because they may have differed from those who stayed."
    )


def _waves(study: Study) -> list[Block]:
    """Give every wave, where there are more than two."""
    if len(study.waves) < 3 or not study.identified:
        return []
    started = study.persons(study.start)
    rows = []
    for wave in study.waves:
        there = study.persons(wave)
        kept = len(there & started)
        rows.append(
            (study.label(wave), number(len(there)), number(kept), _share(kept, len(started)))
        )
    return [
        Table(
            slug="aallot-taulu",
            caption=_("People by wave"),
            columns=(
                _("Wave"),
                _("Measured"),
                _("Of those who started"),
                _("Share of those who started"),
            ),
            rows=tuple(rows),
            numeric=(True,) * 3,
            source=study.file.name,
        )
    ]


def _leavers(study: Study) -> list[Block]:
    """Compare the start of those who left with those who stayed, and bound the change by them."""
    shown = study.main or study.parts
    left = [
        part for part in shown if part.id in study.changes and study.changes[part.id].dropped_out
    ]
    if not left or not study.paired:
        return []
    section: list[Block] = [Heading(_("Those who left and those who stayed"), 2, "poistuneet")]
    compared = [part for part in left if _comparable(study, part)]
    if not compared:
        few = min(
            (min(study.changes[part.id].n, study.changes[part.id].dropped_out) for part in left),
            default=0,
        )
        section.append(
            Paragraph(
                _("Those who left are not compared with those who stayed.")
                + f" {study.few(few) or ''}".rstrip()
            )
        )
    else:
        section.append(_comparison(study, compared))
    return [*section, *_bounds(study, [part for part in left if part.better != "none"])]


def _comparable(study: Study, part: Part) -> bool:
    drop = study.changes[part.id].dropout
    return not study.few(min(drop.n_left, drop.n_stayed)) and drop.comparison is not None


def _comparison(study: Study, parts: list[Part]) -> Table:
    cells = []
    for part in parts:
        found = study.changes[part.id].dropout.comparison
        assert found is not None
        cells.append((part.label, *compared(found, part.digits, change=False)))
    return Table(
        slug="poistuneet-taulu",
        caption=_("Scores at the start of those who left and those who stayed"),
        columns=(
            _("Score"),
            _("Mean, left"),
            _("Mean, stayed"),
            _("Shift"),
            _("p"),
            _("Cliff's delta"),
        ),
        rows=tuple(cells),
        numeric=(True,) * 5,
        note=_(
            "Shift = Hodges–Lehmann estimate, those who left less those who stayed; p = Mann–Whitney "
            "test; intervals in brackets."
        ),
        source=study.file.name,
    )


def _bounds(study: Study, parts: list[Part]) -> list[Block]:
    """Give what the mean change would be if those who left had ended in the best or worst way."""
    parts = [part for part in parts if not study.few(study.changes[part.id].n)]
    if not parts:
        return []
    cells = []
    for part in parts:
        drop = study.changes[part.id].dropout
        at = {bound.assumption: bound.mean_change for bound in drop.bounds}
        text = {name: estimate(value, None, part.digits) for name, value in at.items()}
        cells.append(
            (
                part.label,
                estimate(drop.mean_change, None, part.digits),
                text[UNCHANGED],
                _("{worst} to {best}").format(worst=text[WORST], best=text[BEST]),
                _("{worst} to {best}").format(worst=text[WORST_SEEN], best=text[BEST_SEEN]),
            )
        )
    table = Table(
        slug="rajat-taulu",
        caption=_("Mean change over all who started, by how those who left would have ended"),
        columns=(
            _("Score"),
            _("Those who stayed"),
            _("Drop-outs unchanged"),
            _("Worst to best possible score"),
            _("Worst to best score seen"),
        ),
        rows=tuple(cells),
        numeric=(True,) * 4,
        note=_(
            "Nothing was filled in: each figure is the mean change if everyone who left had ended as "
            "the heading says. The scores seen are those of either wave."
        ),
        source=study.file.name,
    )
    picture = study.changes[parts[0].id].dropout.draw()
    figure = Figure(
        slug="rajat-kuvio",
        caption=_("Mean change and its bounds by drop-out, {score}").format(score=parts[0].label),
        alt=picture.alt,
        svg=picture.svg,
        table="rajat-taulu",
        source=study.file.name,
    )
    return [figure, table]
