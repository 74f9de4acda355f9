"""Which form a table is, and which of its columns holds what."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from sosiaali_lib import codelists, forms
from sosiaali_lib.forms import Column, Form
from sosiaali_lib.instruments import own
from sosiaali_lib.messages import LANGUAGES

HEADER_ROWS = 10
# Sheets of the templates, in their three languages, that hold no data.
SIDE_SHEETS = frozenset({
    "koodikirja", "kodbok", "codebook", "ohje", "ohjeet", "anvisning", "anvisningar", "help",
    "instructions", "luettelot",
})  # fmt: skip
_LONGEST = 200  # characters of a cell that may be a header
_BLANKS = str.maketrans("_:*", "   ")
_NUMBERED = re.compile(r"(?P<name>.*?)[ .]*[0-9]+")


@dataclass(frozen=True)
class Layout:
    """Where a table keeps the columns of its form.

    `positions` has every place of each column that was found; `marks` the columns of one choice, as
    (position, column, code); `unknown` the headers that mean nothing here, empty ones among them.
    Positions and `header`, the record that holds the headers, count from 0.
    """

    form: Form
    header: int
    width: int
    positions: Mapping[str, tuple[int, ...]]
    marks: tuple[tuple[int, str, str], ...]
    unknown: tuple[tuple[int, str], ...]

    @property
    def found(self) -> frozenset[str]:
        """The names of the columns that the table has."""
        return frozenset(self.positions) | {column for _, column, _ in self.marks}

    @property
    def missing(self) -> tuple[Column, ...]:
        """The required columns that the table lacks."""
        return tuple(column for column in self.form.required if column.name not in self.found)


def folded(text: str) -> str:
    """Give a header or label as it is compared: without case, stars and superfluous blanks.

    Examples
    --------
    >>> folded("Esitetty_pvm  *")
    'esitetty pvm'
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(plain.casefold().translate(_BLANKS).split())


def is_side_sheet(name: str) -> bool:
    """Tell whether a sheet is one of a template's that hold no data."""
    return folded(name) in SIDE_SHEETS


def score(records: Sequence[Sequence[str]]) -> int:
    """Give the most headers of any form that one of the records holds."""
    return max((len(_columns(form, record)) for form in _forms() for record in records), default=0)


def find(
    head: Sequence[Sequence[str]], names: Sequence[str], *, aside: frozenset[str] = frozenset()
) -> Layout | None:
    """Recognise a table by its headers, helped by its names.

    Parameters
    ----------
    head
        The first records of the table.
    names
        The names of the file or sheet.
    aside
        Folded headers of columns that are nobody's fault and not of the form.

    Returns
    -------
    Layout or None
        None when the table is no form that is known.

    Notes
    -----
    A table is a form when it has all of the form's required columns; or is named after it; or has
    at least three columns of it and half of the required ones. Of several, the most complete one
    wins, and the topmost record that has the most headers is the header.
    """
    best: tuple[tuple[bool, bool, float, int], Form, int] | None = None
    for form in _forms():
        named = any(_named(form, name) for name in names)
        position = max(range(len(head)), key=lambda at: _headers(form, head[at]), default=0)
        found = _columns(form, head[position]) if head else set()
        share = sum(column.name in found for column in form.required) / len(form.required)
        if named or share == 1 or (share >= 0.5 and len(found) >= 3):
            rank = (share == 1, named, share, len(found))
            if best is None or rank > best[0]:
                best = (rank, form, position)
    return None if best is None else _layout(best[1], best[2], head, aside)


def suggestion(form: Form, header: str) -> str | None:
    """Give the column of the form that an unknown header resembles."""
    known = spellings(form.name)
    alike = get_close_matches(folded(header), known, n=1, cutoff=0.75)
    return known[alike[0]] if alike else None


def is_help_row(layout: Layout, record: Sequence[str]) -> bool:
    """Tell whether a record repeats the help texts of the form, as the templates' second row."""
    helps = _helps(layout.form.name)
    places = [(at, name) for name, many in layout.positions.items() for at in many]
    places += [(at, f"{column} {code}") for at, column, code in layout.marks]
    written = [(name, folded(record[at])) for at, name in places if _cell(record, at)]
    return 0 < len(written) <= 2 * sum(text in helps[name] for name, text in written)


def _cell(record: Sequence[str], position: int) -> str:
    return record[position].strip() if position < len(record) else ""


def spellings(name: str) -> Mapping[str, str]:
    """Give folded header → column of a form, for every spelling that means one column only.

    A label that items of two instruments share names neither; their own names always do.
    """
    return _spellings(name, own.current().edition)


@cache
def _spellings(name: str, _edition: str) -> Mapping[str, str]:
    columns = forms.load(name).columns
    items = [column for column in columns if column.item_of]
    claims = Counter(text for item in items for text in {*map(folded, item.spellings())})
    shared = {text for text, n in claims.items() if n > 1}
    found = {
        text: item.name
        for item in items
        for text in map(folded, item.spellings())
        if text not in shared or text == folded(item.name)
    }
    base = [column for column in columns if not column.item_of]
    own = {folded(text): column.name for column in reversed(base) for text in column.spellings()}
    return MappingProxyType(found | own)


def columns(name: str) -> frozenset[str]:
    """Give the names of the columns of a form."""
    return frozenset(column.name for column in forms.load(name).columns)


@cache
def _marks(name: str) -> Mapping[str, tuple[str, str]]:
    """Give folded header → (column, code) for the columns that hold one choice of several."""
    found: dict[str, tuple[str, str]] = {}
    for column in forms.load(name).columns:
        if column.type != "choices" or column.codes is None:
            continue
        for code in codelists.load(column.codes).codes:
            for text in (code.code, *(code.labels[lang] for lang in LANGUAGES)):
                for prefix in ("", *column.spellings()):
                    found.setdefault(folded(f"{prefix} {text}"), (column.name, code.code))
    return MappingProxyType(found)


def _helps(name: str) -> Mapping[str, frozenset[str]]:
    """Give column (or column and code) → its folded help texts in all languages."""
    return _help_texts(name, own.current().edition)


@cache
def _help_texts(name: str, _edition: str) -> Mapping[str, frozenset[str]]:
    form = forms.load(name)
    helps = {column.name: column.helps for column in form.columns}
    for column in form.columns:
        if column.type == "choices" and column.codes is not None:
            codes = codelists.load(column.codes).codes
            helps |= {f"{column.name} {code.code}": code.labels for code in codes}
    return MappingProxyType(
        {key: frozenset(folded(texts[lang]) for lang in LANGUAGES) for key, texts in helps.items()}
    )


def _forms() -> list[Form]:
    return [forms.load(name) for name in forms.available()]


def _named(form: Form, name: str) -> bool:
    titles = (form.name, *(form.titles[lang] for lang in LANGUAGES))
    return any(folded(title) in folded(name) for title in titles)


def _column(form: Form, header: str) -> str | None:
    """Give the column that a header means; columns of several choices may be numbered."""
    if len(header) > _LONGEST:
        return None
    known, plain = spellings(form.name), folded(header)
    if plain in known:
        return known[plain]
    numbered = _NUMBERED.fullmatch(plain)
    name = known.get(numbered["name"]) if numbered else None
    return name if name and form.column(name).type == "choices" else None


def _headers(form: Form, record: Sequence[str]) -> tuple[int, bool]:
    return len(_columns(form, record)), any(map(str.strip, record))


def _columns(form: Form, record: Sequence[str]) -> set[str]:
    found = {name for cell in record if (name := _column(form, cell))}
    # A required column of several choices may be spread over the columns of its choices alone.
    spread = {column.name for column in form.required if column.type == "choices"} - found
    if spread:
        marks = _marks(form.name)
        marked = (marks.get(folded(cell), ("", ""))[0] for cell in record)
        found |= spread & set(marked)
    return found


def _layout(
    form: Form, header: int, head: Sequence[Sequence[str]], aside: frozenset[str]
) -> Layout:
    positions: dict[str, tuple[int, ...]] = {}
    marks: list[tuple[int, str, str]] = []
    unknown: list[tuple[int, str]] = []
    record = head[header] if head else ()
    for at, cell in enumerate(record):
        if name := _column(form, cell):
            positions[name] = (*positions.get(name, ()), at)
        elif mark := _marks(form.name).get(folded(cell)):
            marks.append((at, *mark))
        elif folded(cell) not in aside:
            unknown.append((at, cell.strip()))
    found = MappingProxyType(positions)
    return Layout(form, header, len(record), found, tuple(marks), tuple(unknown))
