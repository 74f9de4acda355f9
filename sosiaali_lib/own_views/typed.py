"""What a person types into the form that sends a view to the report, in notebooks and in the application."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sosiaali_lib.messages import N_, _
from sosiaali_lib.own_views import files
from sosiaali_lib.own_views.sending import NotSentError, declared

if TYPE_CHECKING:
    from sosiaali_lib.explore.choice import Chosen
    from sosiaali_lib.explore.data import Data

HEADING, TEXT, AREAS, NAME = "otsikko", "teksti", "alueet", "nimi"
# Field → its label as a source text, in the order of the form.
LABELS: Mapping[str, str] = {
    HEADING: N_("Heading in the report"),
    TEXT: N_("A sentence or two of your own"),
    AREAS: N_("Areas, with commas between (empty: all)"),
    NAME: N_("Name of the file (small letters a–z, 0–9 and _)"),
}


def send(data: Data, view: str, chosen: Mapping[str, Chosen], typed: Mapping[str, str]) -> str:
    """Write the file of a view and say where it is, in the language in use.

    Parameters
    ----------
    data, view, chosen
        The data, the name of the view in sight and what is chosen in it.
    typed
        Text of each field of `LABELS`.

    Raises
    ------
    DataFileError
        If the view cannot be sent; all reasons are told.
    OSError
        If the folder cannot be written.
    """
    path = files.write(
        data,
        view,
        chosen,
        name=typed[NAME].strip(),
        heading=typed[HEADING].strip(),
        text=typed[TEXT].strip(),
        areas=[text.strip() for text in typed[AREAS].split(",") if text.strip()],
    )
    return told(path.stem)


def told(name: str) -> str:
    """Say where the file of a view that was sent is, and what becomes of it."""
    text = _("Sent: {file}. The next “sosiaali release” counts, protects and shows it.")
    return text.format(file=f"{files.FOLDER}/{name}{files.ENDING}")


def why_not(data: Data, view: str, chosen: Mapping[str, Chosen]) -> str:
    """Say why a view cannot go to the report whatever is typed; empty when it can."""
    try:
        declared(data, view, chosen)
    except NotSentError as error:
        return str(error)
    return ""
