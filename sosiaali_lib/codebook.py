"""The codebook: what every column of the forms means, as a table and as a page for the web."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from sosiaali_lib import codebook_page, codebook_text
from sosiaali_lib.files import write_bytes
from sosiaali_lib.forms import Form
from sosiaali_lib.messages import _, language, use


def headings() -> dict[str, str]:
    """Give column of `table` → its heading in the language in use."""
    return {
        "column": _("Column"),
        "label": _("Name"),
        "required": _("Required"),
        "type": _("Type"),
        "values": _("Accepted values"),
        "help": _("What to write"),
        "condition": _("Condition"),
        "personal": _("Personal data"),
    }


def table(form: Form, *, instruments: Collection[str] | None = None) -> pd.DataFrame:
    """Give the codebook of a form, one row a column, in the language in use.

    Parameters
    ----------
    form
        The form.
    instruments
        The instruments that a column of instruments may name; None for all.

    Returns
    -------
    DataFrame
        Text columns `column` (name in the data), `label`, `required`, `type`, `values` (a line
        each, “code = label” for codes), `help`, `condition` (what a rule between columns expects)
        and `personal`.

    Examples
    --------
    >>> from sosiaali_lib import forms, messages
    >>> with messages.use("en"):
    ...     rows = table(forms.load("jalkautumiset")).set_index("column")
    >>> rows.loc["tunne", ["required", "type", "values"]].tolist()
    ['no', 'whole number', '1–5']
    """
    types, personal = codebook_text.types(), codebook_text.personal()
    rows = [
        {
            "column": column.name,
            "label": column.label,
            "required": codebook_text.required(form, column),
            "type": types[column.type],
            "values": "\n".join(codebook_text.allowed(column, instruments=instruments)),
            "help": "\n".join(codebook_text.helps(column)),
            "condition": "\n".join(codebook_text.conditions(form, column)),
            "personal": personal[column.personal][0],
        }
        for column in form.columns
    ]
    return pd.DataFrame(rows, columns=list(headings()))


def page(lang: str) -> str:
    """Give the codebook of all forms, code lists and instruments as one HTML page.

    Parameters
    ----------
    lang
        Language of the page: fi, sv or en.

    Raises
    ------
    ValueError
        If `lang` is none of these.
    """
    with use(lang):
        return codebook_page.html()


def write(folder: Path | str) -> Path:
    """Write the codebook page in the language in use; give its path.

    The page is called `koodikirja.<language>.html`; an older one is replaced in one step.
    """
    path = Path(folder) / f"koodikirja.{language()}.html"
    write_bytes(path, page(language()).encode())
    return path
