"""The start page: the data in use and the notebooks by purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from sosiaali_lib.lab import shipped
from sosiaali_lib.lab.copies import Copy
from sosiaali_lib.lab.data_page import DATA, SCRIPT, in_use
from sosiaali_lib.lab.judging import Judged
from sosiaali_lib.lab.shipped import Notebook
from sosiaali_lib.messages import _, language
from sosiaali_lib.site.frame import NAMES, START, Page
from sosiaali_lib.site.markup import Html, Piece, bullets, heading, joined, link, paragraph

Address = Callable[[PurePosixPath], str]  # where a notebook opens


def page(
    root: Path, notebooks: Sequence[Copy], judged: Judged | None, address: Address, *, how: bool
) -> Page:
    """Give the start page in the language in use.

    Parameters
    ----------
    root
        Folder of the notebooks.
    notebooks
        Those that are listed.
    judged
        What was found in the chosen folder; None for the example data.
    address
        Where a notebook opens.
    how
        Whether to tell how cells are run, which pages without code do not need.
    """
    listed = [(shipped.described(root, copy.path), copy) for copy in notebooks]
    parts: list[Html] = [
        heading(2, _("Data")),
        in_use(judged),
        paragraph(link(DATA, _("Choose other data"))),
    ]
    for purpose, name in shipped.PURPOSES.items():
        own = [(notebook, copy) for notebook, copy in listed if notebook.purpose == purpose]
        if own:
            parts += [heading(2, _(name), name=purpose or "raportoi"), _list(own, address)]
    lead = _("Choose a notebook. It looks at the data below until you choose other data.")
    body = joined(*parts, _how(root) if how else "")
    return Page(path=START, title=_("Notebooks"), body=body, scripts=(SCRIPT,), lead=lead)


def _list(notebooks: Iterable[tuple[Notebook, Copy]], address: Address) -> Html:
    """List notebooks: those in the language of the page first."""
    ordered = sorted(notebooks, key=lambda one: (one[0].lang != language(), one[0].path))
    return bullets((_item(notebook, copy, address) for notebook, copy in ordered), role="kirjat")


def _item(notebook: Notebook, copy: Copy, address: Address) -> Piece:
    other = notebook.lang if notebook.lang != language() else ""
    in_other = f" ({NAMES[other]})" if other else ""
    about = Html(f'<span lang="{notebook.lang}">{joined(notebook.about).text}</span>')
    pieces: list[Piece] = [
        link(address(notebook.path), Html(_in_language(notebook.title, other)), leads_to=other),
        in_other,
        Html("<br>") if notebook.about else "",
        about if notebook.about else "",
    ]
    if copy.newer is not None:
        text = _("You have changed this notebook. The suite’s newer version is beside it:")
        pieces += [Html("<br>"), text, " ", link(address(copy.newer), copy.newer.name)]
    return joined(*pieces)


def _in_language(title: str, other: str) -> str:
    text = joined(title).text
    return f'<span lang="{other}">{text}</span>' if other else text


def _how(root: Path) -> Html:
    text = _(
        "A notebook opens in JupyterLab. Run all its cells from the menu Run, or one cell after the "
        "other with Shift and Enter. If a picture stops answering, choose Restart Kernel and Run All "
        "Cells from the menu Kernel."
    )
    own = _(
        "The notebooks are your own copies in the folder {folder}. A new version of the suite never "
        "writes over a notebook that you have changed."
    )
    return joined(
        heading(2, _("How to use a notebook")),
        paragraph(text),
        paragraph(own.format(folder=root)),
    )


def in_lab(path: PurePosixPath) -> str:
    """Give the address of a notebook in JupyterLab, from a page in the folder of its language."""
    return f"../../lab/tree/{quote(str(path))}"
