"""The catalogue of practices: stories of work done well, with what is new and for whom."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.cells import AREA
from sosiaali_lib.findings import Finding
from sosiaali_lib.formatting import number
from sosiaali_lib.links import LINK
from sosiaali_lib.listings import Line, Listing, text, written
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.registers.clearing import cleared

FORM = "kaytannot"
COLUMNS = ("kaytanto", "tarina", "uutta", "kohderyhma", LINK)
EVERYWHERE = "yhteensä"  # the area of what concerns the whole organisation


def catalogue(rows: pd.DataFrame, *, place: str = "") -> Finding:
    """Give every practice with where it is used, what is new, for whom it is and its link.

    Parameters
    ----------
    rows
        Rows of the form `kaytannot`, or the cleared rows of a release. Not changed.
    place
        Name of the area for the caption.
    """

    def told() -> list[str]:
        if not len(rows):
            return []
        message = ngettext(
            "The catalogue holds {n} practice.", "The catalogue holds {n} practices.", len(rows)
        )
        return [message.format(n=number(len(rows)))]

    return Listing(
        title=N_("Good practices"),
        first=N_("Practice"),
        headings=(
            (N_("Where"), "text"),
            (N_("What is new"), "text"),
            (N_("For whom"), "text"),
            (N_("Link"), "text"),
        ),
        lines=lambda: _lines(rows),
        told=told,
        place=place,
    )


def published(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows that a person has cleared, without the checker's name.

    Parameters
    ----------
    rows
        Rows of the form with the column `alue`. Not changed.
    """
    return cleared(rows, COLUMNS)


def where(rows: pd.DataFrame) -> list[str]:
    """Give the municipality of each row in the language in use, or that it concerns all."""
    column = AREA if AREA in rows else "kunta"
    codes = rows[column] if column in rows else [""] * len(rows)
    names = []
    for code in map(written, codes):
        known = code and code != EVERYWHERE
        names.append(areas.municipality(code).name() if known else _("Whole organisation"))
    return names


def _lines(rows: pd.DataFrame) -> list[Line]:
    return [
        (
            written(row["kaytanto"]),
            (place, text(row["uutta"]), text(row["kohderyhma"]), text(row[LINK])),
        )
        for row, place in zip(rows.to_dict("records"), where(rows), strict=True)
    ]
