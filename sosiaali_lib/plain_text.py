r"""Text of people as plain text: the one place that decides what of it any format may carry.

Stored rows stay as they came. Everything that shows text (web page, Word, PDF, drawings, workbook,
console) sends it through `clean` and escapes it afterwards in its own way, so that the same answer
reads alike everywhere:

* line ends become ``\n`` and tabs blanks; more than one empty line in a row becomes one;
* marks that steer the direction of writing, and marks that are not seen at all, are left out: they
  could turn a number or the end of a sentence around. Joiners and variation selectors stay, because
  letters and emoji are made with them;
* what cannot be written (controls, halves of characters, codes without an agreed meaning) becomes
  U+FFFD, and so does what lies on a letter beyond `MOST_MARKS` combining marks.
"""

from __future__ import annotations

import json
import re
from typing import Any

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
MOST_MARKS = 4  # on one letter; pointed Hebrew, the fullest known script, needs four

_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")
_EMPTY_LINES = re.compile("\n(?: *\n){2,}")
_UNSEEN_SIGNS = (
    "\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
_UNWRITABLE_SIGNS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    "\U000f0000-\U0010ffff"
)
# The last two codes of every plane are no characters.
_UNWRITABLE_SIGNS += "".join(
    chr(plane << 16 | last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF)
)
_UNSEEN = re.compile(f"[{_UNSEEN_SIGNS}]")
_UNWRITABLE = re.compile(f"[{_UNWRITABLE_SIGNS}]")
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_FLOOD = re.compile(f"([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+")
_NOT_FOR_JSON = re.compile(f"[{_UNSEEN_SIGNS}\u2028\u2029\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    r"""Give a text that every format can carry and that reads in the order it is stored.

    Examples
    --------
    >>> clean("yksi\r\nkaksi\tkolme\u202e!")
    'yksi\nkaksi kolme!'
    >>> clean("\x1b[2Jtyhjä")
    '�[2Jtyhjä'
    """
    if text.isascii() and text.isprintable():
        return text
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text).replace("\t", " "))
    text = _FLOOD.sub(rf"\1{REPLACEMENT}", _UNWRITABLE.sub(REPLACEMENT, text))
    return _EMPTY_LINES.sub("\n\n", text)


def one_line(text: str) -> str:
    r"""Give a clean text on one line, for a title, an attribute or a line of a list.

    Examples
    --------
    >>> one_line(" yksi\n\nkaksi ")
    'yksi kaksi'
    """
    return " ".join(clean(text).split())


def cleaned(data: Any) -> Any:
    """Give plain data (dicts, lists and texts) with every text clean, keys included."""
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, dict):
        return {cleaned(key): cleaned(value) for key, value in data.items()}
    return [cleaned(item) for item in data] if isinstance(data, list) else data


def for_console(text: str, encoding: str | None) -> str:
    r"""Give a text that steers no terminal and that a stream of this encoding takes.

    Parameters
    ----------
    text
        May hold anything, also halves of characters, as file names may.
    encoding
        Of the stream, such as “utf-8”; None for a stream that takes every character.

    Examples
    --------
    >>> for_console("\x1b]0;nimi\x07 −5", "latin-1")
    '?]0;nimi? ?5'
    """
    shown = clean(text)
    return shown.encode(encoding, "replace").decode(encoding) if encoding else shown


def as_json(data: Any, *, ascii_only: bool = False, indent: int | None = 1) -> str:
    r"""Give plain data as JSON that keeps every text, and in which nothing steers a terminal.

    Examples
    --------
    >>> as_json({"ä": "\x1b\x9b\udc80"}, indent=None)
    '{"ä": "\\u001b\\u009b\\udc80"}'
    """
    text = json.dumps(data, ensure_ascii=ascii_only, indent=indent)
    return _NOT_FOR_JSON.sub(lambda found: json.dumps(found[0])[1:-1], text)
