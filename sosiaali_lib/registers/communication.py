"""The communication log: what was published, where, how much, and who follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.findings import NOTHING, Cell, Finding, Shares, Words, months_between
from sosiaali_lib.formatting import day as written_day
from sosiaali_lib.formatting import number, quoted
from sosiaali_lib.links import LINK
from sosiaali_lib.listings import Line, Listing, text, written
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.registers.clearing import cleared
from sosiaali_lib.registers.kind_months import KindMonths

FORM = "viestinta"
COLUMNS = (
    "pvm", "viestinnan_laji", "kanava", "otsikko", LINK, "laajuus", "julkaisun_tila", "maara",
    "tavoitettu", "seuraajat",
)  # fmt: skip
OUT, FORTHCOMING = "julkaistu", "tulossa"
MATERIAL = ("raportti", "opas", "video")  # kinds that stay, as distinct from news of the day
_KINDS = Words(
    caption=N_("Communication by kind"),
    head=N_("Kind"),
    unit=N_("Pieces"),
    total=N_("All pieces"),
    share=N_("Share of pieces"),
    one=N_("The most common kind of communication was {items}."),
    many=N_("The most common kinds of communication were {items}."),
)


def out(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows that have been published; forthcoming ones are not counted."""
    return rows[rows["julkaisun_tila"] == OUT]


def by_kind(rows: pd.DataFrame) -> Finding:
    """Give how many published pieces there are of each kind.

    Parameters
    ----------
    rows
        Rows of the form `viestinta`, or the cleared rows of a release. Not changed. A row counts as
        many pieces as it says (`maara`).
    """
    sums = out(rows).groupby("viestinnan_laji")["maara"].sum()
    values: dict[str, int | None] = {str(code): int(n) for code, n in sums.items()}

    def labels() -> Mapping[str, str]:
        known = codelists.load("viestinnan_laji").labels()
        return {code: label for code, label in known.items() if code in values}

    return Shares(words=_KINDS, labels=labels, values=values, units=int(sums.sum()))


def by_month(rows: pd.DataFrame, *, period: tuple[date, date]) -> KindMonths:
    """Give how many pieces of each kind were published in each month of a period.

    Parameters
    ----------
    rows
        Rows of the form `viestinta`, or the cleared rows of a release. Not changed.
    period
        First and last day; rows outside it are not counted.
    """
    first, last = (pd.Timestamp(day) for day in period)
    days = pd.to_datetime(rows["pvm"])
    inside = out(rows[days.between(first, last)])
    months = pd.to_datetime(inside["pvm"]).dt.strftime("%Y-%m")
    values: dict[tuple[str, str], int] = {}
    for month, kind, n in zip(months, inside["viestinnan_laji"], inside["maara"], strict=True):
        values[month, kind] = values.get((month, kind), 0) + int(n)
    return KindMonths(values=values, months=tuple(months_between(*period)))


def channels(rows: pd.DataFrame) -> Finding:
    """Give the pieces of each channel, its reach, and its followers when they were last counted.

    Parameters
    ----------
    rows
        Rows of the form `viestinta`, or the cleared rows of a release. Not changed. Followers are a
        number on a day and are never added up; reach is added up over the rows that tell it, so one
        person may be in it many times.
    """
    published_ = out(rows).assign(pvm=lambda part: pd.to_datetime(part["pvm"]))
    parts = {str(name): part for name, part in published_.groupby("kanava", sort=True)}
    ranked = sorted(parts, key=lambda name: -int(parts[name]["maara"].sum()))

    def followed() -> dict[str, tuple[int, date]]:
        known = {name: part.dropna(subset="seuraajat") for name, part in parts.items()}
        last = {name: part.sort_values("pvm").iloc[-1] for name, part in known.items() if len(part)}
        return {name: (int(row["seuraajat"]), row["pvm"].date()) for name, row in last.items()}

    def lines() -> list[Line]:
        followers = followed()
        return [(name, _channel(parts[name], followers.get(name))) for name in ranked]

    def told() -> list[str]:
        message = _("On {date}, {channel} had {n} followers.")
        return [
            message.format(date=written_day(day), channel=quoted(name), n=number(n))
            for name, (n, day) in followed().items()
        ]

    return Listing(
        title=N_("Channels of communication"),
        first=N_("Channel"),
        headings=(
            (N_("Pieces"), "count"),
            (N_("Reach"), "count"),
            (N_("Rows that tell the reach"), "count"),
            (N_("Followers"), "count"),
            (N_("Followers counted on"), "text"),
        ),
        lines=lines,
        told=told,
        remarks=(N_("One person may be counted in the reach many times."),),
    )


def publications(rows: pd.DataFrame) -> Finding:
    """Give every published row by day: kind, channel, title and link.

    Parameters
    ----------
    rows
        Rows of the form `viestinta`, or the cleared rows of a release. Not changed.
    """
    chosen = out(rows).sort_values("pvm", kind="stable")

    def told() -> list[str]:
        n = int(chosen["maara"].sum())
        message = ngettext(
            "{n} published piece is recorded.", "{n} published pieces are recorded.", n
        )
        return [message.format(n=number(n))] if n else []

    def lines() -> list[Line]:
        kinds = codelists.load("viestinnan_laji").labels()
        return [
            (
                written(row["otsikko"]),
                (
                    written_day(pd.Timestamp(row["pvm"]).date()),
                    kinds[row["viestinnan_laji"]],
                    text(row["kanava"]),
                    int(row["maara"]),
                    text(row[LINK]),
                ),
            )
            for row in chosen.to_dict("records")
        ]

    return Listing(
        title=N_("Publications"),
        first=N_("Title"),
        headings=(
            (N_("Date"), "text"),
            (N_("Kind"), "text"),
            (N_("Channel"), "text"),
            (N_("Pieces"), "count"),
            (N_("Link"), "text"),
        ),
        lines=lines,
        told=told,
    )


def materials(rows: pd.DataFrame) -> Finding:
    """Give the reports, guides and videos: what they are about, and whether they are out.

    Parameters
    ----------
    rows
        Rows of the form `viestinta`, or the cleared rows of a release. Not changed.
    """
    chosen = rows[rows["viestinnan_laji"].isin(MATERIAL)]
    chosen = chosen.sort_values(["julkaisun_tila", "laajuus", "pvm"], kind="stable")

    def lines() -> list[Line]:
        kinds, scopes, states = (
            codelists.load(name).labels()
            for name in ("viestinnan_laji", "viestinnan_laajuus", "julkaisun_tila")
        )
        return [
            (
                written(row["otsikko"]),
                (
                    kinds[row["viestinnan_laji"]],
                    scopes.get(written(row["laajuus"]), NOTHING),
                    states[row["julkaisun_tila"]],
                    text(row[LINK]),
                ),
            )
            for row in chosen.to_dict("records")
        ]

    def told() -> list[str]:
        done = int((chosen["julkaisun_tila"] == OUT).sum())
        coming = len(chosen) - done
        if not len(chosen):
            return []
        message = _("Material published: {n}; forthcoming: {coming}.")
        return [message.format(n=number(done), coming=number(coming))]

    return Listing(
        title=N_("Material produced"),
        first=N_("Title"),
        headings=(
            (N_("Kind"), "text"),
            (N_("About"), "text"),
            (N_("State"), "text"),
            (N_("Link"), "text"),
        ),
        lines=lines,
        told=told,
    )


def published(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows that a person has cleared, without the checker's name.

    Parameters
    ----------
    rows
        Rows of the form with the column `alue`. Not changed.
    """
    return cleared(rows, COLUMNS)


def _channel(part: pd.DataFrame, followers: tuple[int, date] | None) -> tuple[Cell, ...]:
    reach = part["tavoitettu"].dropna()
    n, day = followers or (NOTHING, None)
    return (
        int(part["maara"].sum()),
        int(reach.sum()) if len(reach) else NOTHING,
        len(reach),
        n,
        written_day(day) if day else NOTHING,
    )
