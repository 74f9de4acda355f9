"""Key figures, changes and breaks in comparability in words."""

from __future__ import annotations

from datetime import date, timedelta

from sosiaali_lib import areas, breaks
from sosiaali_lib.formatting import (
    ABSENT,
    HIDDEN,
    in_percent,
    in_points,
    interval,
    listed,
    number,
    percent,
    signed,
)
from sosiaali_lib.formatting import period as days_of
from sosiaali_lib.messages import _
from sosiaali_lib.year_on_year.comparability import (
    CODE,
    COVERAGE,
    DETAIL,
    FORM,
    INSTRUMENT,
    LONGER,
    OVERLAP,
    OWN_AREA,
    RECORDED,
    TERRITORY,
)
from sosiaali_lib.year_on_year.compared import Compared
from sosiaali_lib.year_on_year.figure import KeyFigure
from sosiaali_lib.year_on_year.reading import Value


def value_text(figure: KeyFigure, value: Value) -> str:
    """Give a value as it is written, or the mark of a hidden or absent one."""
    if value.value is None:
        return HIDDEN if value.hidden else ABSENT
    if figure.kind == "share":
        return percent(value.value, figure.digits)
    return number(value.value, figure.digits)


def interval_text(figure: KeyFigure, value: Value) -> str:
    """Give the 95 % interval of a value, of a share in per cent; or a mark."""
    if value.value is None:
        return HIDDEN if value.hidden else ABSENT
    if value.interval is None:
        return ABSENT
    low, high = value.interval.low, value.interval.high
    if figure.kind == "share":
        return in_percent(interval(100 * low, 100 * high, figure.digits))
    return interval(low, high, figure.digits)


def change_text(one: Compared) -> str:
    """Give the change with its interval; a dash where the two cannot be compared."""
    if one.change is None:
        return ABSENT
    factor = 100 if one.figure.kind == "share" else 1
    digits = one.figure.digits
    text = signed(factor * one.change, digits)
    if (limits := one.limits) is not None:
        text += f" ({interval(factor * limits.low, factor * limits.high, digits)})"
    return in_points(text) if one.figure.kind == "share" else text


def comparability_text(one: Compared) -> str:
    """Say in a few words whether a figure can be compared with the previous period, and why not."""
    if broken := one.of_effect("break"):
        return _("not comparable: {reasons}").format(reasons=_reasons(broken))
    if one.both is None:
        states = (one.now, *one.then[:1])
        if any(value.hidden for value in states):
            return _("a figure is hidden")
        return _("a figure is missing")
    if doubtful := one.of_effect("caution"):
        return _("with caution: {reasons}").format(reasons=_reasons(doubtful))
    return _("comparable")


def _reasons(codes: tuple[str, ...]) -> str:
    names = {
        OVERLAP: _("the periods overlap"),
        LONGER: _("periods of different length"),
        TERRITORY: _("the area has changed"),
        OWN_AREA: _("the area has changed"),
        COVERAGE: _("other municipalities"),
        CODE: _("not recorded all the time"),
        RECORDED: _("recording has changed"),
        FORM: _("the form has changed"),
        INSTRUMENT: _("the instrument has changed"),
    }
    found = dict.fromkeys(names[code.partition(DETAIL)[0]] for code in codes)
    return listed(list(found))


def reason_sentence(
    code: str, figure: KeyFigure, now: tuple[date, date], then: tuple[date, date]
) -> str:
    """Explain a code in whole sentences."""
    name, _colon, detail = code.partition(DETAIL)
    if name in (CODE, RECORDED):
        column, _colon, of = detail.partition(DETAIL)
        return next(
            one.text for one in breaks.of(figure.form) if (one.column, one.code) == (column, of)
        )
    if name == LONGER:
        text = _(
            "The periods are of different length ({then} and {now} days), so numbers of cases and "
            "figures per inhabitant cannot be compared. Shares and means can."
        )
        return text.format(then=number(_days(then)), now=number(_days(now)))
    if name == TERRITORY and detail:
        text = _(
            "Municipalities have merged or moved to another county since the previous report "
            "({municipalities}), so the area is not the same."
        )
        named = [areas.municipality(one).name() for one in detail.split(DETAIL)]
        return text.format(municipalities=listed(named))
    return {
        OVERLAP: _(
            "The periods overlap ({period}), so the same cases would be counted in both."
        ).format(period=days_of(max(now[0], then[0]), min(now[1], then[1]))),
        TERRITORY: _("The area does not hold the same municipalities as before."),
        OWN_AREA: _("The organisation has changed which municipalities the area holds."),
        COVERAGE: _(
            "Not the same municipalities gave data in both periods, so numbers of the whole area cannot "
            "be compared, and its shares and means only with caution."
        ),
        FORM: _(
            "The form has changed since the previous report, so compare its figures with caution."
        ),
        INSTRUMENT: _("The instrument has changed since the previous report."),
    }[name]


def _days(period: tuple[date, date]) -> int:
    return (period[1] - period[0]).days + 1


def period_name(period: tuple[date, date]) -> str:
    """Give a period shortly: a calendar year, whole months, else its days.

    Examples
    --------
    >>> period_name((date(2018, 9, 1), date(2019, 12, 31)))
    '9/2018–12/2019'
    """
    start, end = period
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(start.year)
    if start.day == 1 and (end + timedelta(days=1)).day == 1:
        return f"{start.month}/{start.year}–{end.month}/{end.year}"
    return days_of(start, end)


def changed_sentence(one: Compared) -> str:
    """Say how a figure changed that changed by more than chance would explain."""
    assert one.both is not None and one.change is not None
    then, now = (value_text(one.figure, value) for value in one.both)
    if one.change > 0:
        text = _("{figure}: risen from {then} to {now}.")
    else:
        text = _("{figure}: fallen from {then} to {now}.")
    return text.format(figure=one.figure.label, then=then, now=now)


def alternative(rows: list[Compared]) -> str:
    """Give the finding of a picture of changes: the greatest one up and down."""
    up = max(rows, key=_relative)
    down = min(rows, key=_relative)
    text = []
    for one, rose in ((up, True), (down, False)):
        assert one.change is not None and one.both is not None
        if (one.change > 0) is not rose or not one.change:
            continue
        then, now = (value_text(one.figure, value) for value in one.both)
        said = (
            _("Grew most: {figure}, from {then} to {now}.")
            if rose
            else _("Shrank most: {figure}, from {then} to {now}.")
        )
        text.append(said.format(figure=one.figure.label, then=then, now=now))
    return " ".join(text) or _("None of the figures shown has changed.")


def _relative(one: Compared) -> float:
    """Give the change of a share in points, of others in relation to what it was."""
    assert one.change is not None and one.both is not None
    if one.figure.kind == "share":
        return one.change
    return one.change / (one.both[0].value or 1.0)
