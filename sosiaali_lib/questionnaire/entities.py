"""Texts for tools that take labels as HTML with code of their own in it, and for their csv files."""

from __future__ import annotations

from html import escape

from sosiaali_lib.formula_guard import guarded
from sosiaali_lib.plain_text import clean

# What the tools read as code or as the end of a choice: ExpressionScript of LimeSurvey, field
# embedding, piping and choices of REDCap.
_CODE = str.maketrans({sign: f"&#{ord(sign)};" for sign in "{}[]|\\"})


def html_text(text: str) -> str:
    """Give a text as HTML on one line that shows it as it is.

    What begins like a formula begins with an entity, so that no spreadsheet runs the cell and the
    tool still shows the text unchanged.

    Examples
    --------
    >>> html_text("=1+{SID} <b>")
    '&#61;1+&#123;SID&#125; &lt;b&gt;'
    """
    plain = clean(text)
    shown = escape(plain).translate(_CODE).replace("\n", "<br />")
    if guarded(plain) != plain and not shown.startswith(("&", "<")):
        return f"&#{ord(shown[0])};{shown[1:]}"
    return shown
