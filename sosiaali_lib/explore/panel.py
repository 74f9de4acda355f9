"""A view, or all views of a subject, as widgets in a notebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sosiaali_lib.explore.data import Data
from sosiaali_lib.explore.view import SUBJECTS, View, view, views_of
from sosiaali_lib.messages import checked, language, use

if TYPE_CHECKING:
    from sosiaali_lib.explore.panel_widget import Panel


def panel(
    what: View | str, data: Data | Path | str | None = None, *, lang: str | None = None
) -> Panel:
    """Give the controls, the picture and the table of a view, or of all views of a subject.

    The data are read and the views counted in the background, so that the notebook never waits.

    Parameters
    ----------
    what
        A view, its name (“jalkautuminen.aiheet”), or a subject (“jalkautuminen”).
    data
        Rows that are read already, or a data folder; None takes the one that was chosen, as `open`.
    lang
        fi, sv or en; None is the language of the data, or the one in use.

    Returns
    -------
    Panel
        A widget (an ipywidgets VBox).

    Raises
    ------
    ValueError
        If there is no such view, subject or language.
    """
    from sosiaali_lib.explore.panel_widget import Panel

    spoken = checked(lang or (data.lang if isinstance(data, Data) else language()))
    if isinstance(data, Data) and data.lang != spoken:
        data = data.folder
    with use(spoken):
        views = (what,) if isinstance(what, View) else views_of(what) if what in SUBJECTS else ()
        return Panel(views or (view(str(what)),), data, spoken)
