"""What a notebook is as a page without code: its heading, its warning, and the controls."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from sosiaali_lib.messages import _, use

_LANGUAGE = re.compile(r'^(kieli|lang) = "[a-z]*"', re.MULTILINE)
_PANEL = "panel("


def page(notebook: Any, stem: str, lang: str) -> Any:
    r"""Give a notebook as a page in a language.

    Cells after the last controls, which are about code, are left out, and so are lists of advice for
    those who run cells. The prose of a notebook is in one language; a page in another has the name of
    the subject and the controls, which know all three.

    Parameters
    ----------
    notebook
        Not changed.
    stem
        Name of its file, without ending.
    lang
        fi, sv or en.

    Examples
    --------
    >>> import nbformat.v4 as v4
    >>> cells = [v4.new_markdown_cell("# Tutkiminen\n\nKaikki.\n\n- Aja solut."),
    ...          v4.new_code_cell('explore.panel("jalkautuminen")'), v4.new_code_cell("muuta")]
    >>> shown = page(v4.new_notebook(cells=cells), "jalkautuminen", "fi")
    >>> [cell.source for cell in shown.cells]
    ['# Tutkiminen\n\nKaikki.', 'explore.panel("jalkautuminen")']
    """
    from copy import deepcopy

    from nbformat.v4 import new_markdown_cell

    made = deepcopy(notebook)
    panels = [at for at, cell in enumerate(made.cells) if _is_panel(cell)]
    made.cells = made.cells[: panels[-1] + 1] if panels else made.cells
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.source = _LANGUAGE.sub(rf'\1 = "{lang}"', cell.source)
        else:
            cell.source = _prose(cell.source)
    if lang != "fi":
        code = [cell for cell in made.cells if cell.cell_type == "code"]
        heading = new_markdown_cell(_heading(stem, lang))  # type: ignore[no-untyped-call]
        made.cells = [heading, *code]
    made.metadata["title"] = title(stem, lang)
    return made


def _heading(stem: str, lang: str) -> str:
    with use(lang):
        return "\n\n".join((f"# {title(stem, lang)}", "## " + _("Views")))


def title(stem: str, lang: str) -> str:
    """Give the name of a notebook's subject in a language; the name of the file where it has none."""
    from sosiaali_lib.explore.view import SUBJECTS, subject_title

    with use(lang):
        return subject_title(stem) if stem in SUBJECTS else PurePath(stem).name


def _is_panel(cell: Any) -> bool:
    return cell.cell_type == "code" and _PANEL in cell.source


def _prose(source: str) -> str:
    kept = (part for part in source.split("\n\n") if not part.lstrip().startswith(("- ", "* ")))
    return "\n\n".join(kept)
