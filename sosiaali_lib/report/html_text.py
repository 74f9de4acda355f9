"""Text as HTML: nothing in it can be read as markup."""

from __future__ import annotations

from html import escape

from sosiaali_lib.plain_text import clean, one_line


def text_html(text: str) -> str:
    """Give a text with its line ends, escaped for elements and attribute values alike.

    Examples
    --------
    >>> text_html('a < "b"')
    'a &lt; &quot;b&quot;'
    """
    return escape(clean(text)).replace("\n", "<br>")


def attribute(text: str) -> str:
    """Give a text on one line for the value of an attribute."""
    return escape(one_line(text))
