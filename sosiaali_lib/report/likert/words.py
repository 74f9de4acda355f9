"""The answers in words and as a table, from the same numbers as the chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sosiaali_lib.formatting import ABSENT, HIDDEN, listed, number, percent, quoted, rounded
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.report.likert.rows import LikertRow, check


def likert_alt(rows: Sequence[LikertRow], levels: Sequence[str]) -> str:
    """Say for which statements agreement was most and least common, wave by wave.

    Agreement is every level above the middle, among those who answered. Shares are compared as they
    are printed, so that statements of the same share are named together.

    Raises
    ------
    ValueError
        If a row does not fit the levels or occurs twice.
    """
    check(rows, levels)
    sentences = []
    for wave in dict.fromkeys(row.wave for row in rows):
        finding = _finding([row for row in rows if row.wave == wave], levels)
        with_wave = _("{wave}: {finding}").format(wave=wave, finding=finding)
        sentences.append(with_wave if wave else finding)
    hidden = len({row.label for row in rows if row.known is None})
    if hidden:
        sentences.append(
            ngettext(
                "Figures of {n} statement are hidden to protect people.",
                "Figures of {n} statements are hidden to protect people.",
                hidden,
            ).format(n=number(hidden))
        )
    return " ".join(sentences)


def _finding(rows: Sequence[LikertRow], levels: Sequence[str]) -> str:
    above = (len(levels) + 1) // 2
    shares = {
        row.label: rounded(100 * sum(row.known[above:]) / row.n)
        for row in rows
        if row.known and row.n
    }
    if not shares:
        return _("There are no answers that can be shown.")
    high, low = max(shares.values()), min(shares.values())
    agreement = [quoted(level) for level in levels[above:]]
    if high == low:
        text = ngettext(
            "The share of the answer {levels} was {high} for {most}.",
            "The joint share of the answers {levels} was {high} for {most}.",
            len(agreement),
        )
    else:
        text = ngettext(
            "The share of the answer {levels} was largest for {most} ({high}) and smallest for "
            "{least} ({low}).",
            "The joint share of the answers {levels} was largest for {most} ({high}) and smallest "
            "for {least} ({low}).",
            len(agreement),
        )
    return text.format(
        levels=listed(agreement),
        most=_named(shares, high),
        high=percent(float(high) / 100),
        least=_named(shares, low),
        low=percent(float(low) / 100),
    )


def _named(shares: dict[str, Decimal], share: Decimal) -> str:
    """Name the statements of one share, without the full stop that would end the sentence."""
    return listed([quoted(label.rstrip(".")) for label in shares if shares[label] == share])


def likert_table(
    rows: Sequence[LikertRow], levels: Sequence[str]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Give the headers and cells of the table that stands beside the chart.

    Returns
    -------
    columns, rows
        The statement with its wave, the persons of each level, those who did not know, and `n`, the
        persons who chose a level. The column of those who did not know is left out when there are
        none. A hidden number has its mark, and so has the `n` it could be calculated from; a row
        that nobody answered has the mark for missing.

    Raises
    ------
    ValueError
        If a row does not fit the levels or occurs twice.
    """
    check(rows, levels)
    unsure = any(row.dont_know != 0 for row in rows)
    columns = (_("Statement"), *levels, *([_("Don't know")] if unsure else []), _("n"))
    return columns, tuple(_cells(row, len(levels), unsure) for row in rows)


def _cells(row: LikertRow, levels: int, unsure: bool) -> tuple[str, ...]:
    counts = row.counts or (None,) * levels
    name = _("{statement} – {wave}").format(statement=row.label, wave=row.wave)
    return (
        name if row.wave else row.label,
        *((ABSENT,) * levels if row.n == 0 else map(_shown, counts)),
        *([_shown(row.dont_know)] if unsure else []),
        _shown(row.n),
    )


def _shown(count: int | None) -> str:
    return HIDDEN if count is None else number(count)
