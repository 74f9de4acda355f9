"""Faults of theme codes: those of the frame itself, and codes of answers that the frame lacks."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

import pandas as pd

from sosiaali_lib.formatting import quoted
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.themes.frame import NO_THEME, SEPARATOR, Frame, pieces, written

COLUMNS = ("file", "row", "column", "value", "expected", "cure")
CODED = ("teemat_a", "teemat_b", "teemat", "lainaus_teema")
SHOWN = 10  # faults that an error lists
CODE_LENGTH = 40  # a longer text in a column of codes is somebody's words and is not repeated
HEADER = 2  # row number of the first row under a header, where the row does not know its own


class ThemeError(ValueError):
    """Theme codes that cannot be used; `.faults` lists them as `check_codes` does."""

    def __init__(self, reason: str, faults: pd.DataFrame) -> None:
        lines = [_line(fault) for fault in faults.head(SHOWN).to_dict("records")]
        more = len(faults) - len(lines)
        if more:
            lines.append(
                ngettext("… and {n} more fault.", "… and {n} more faults.", more).format(n=more)
            )
        super().__init__("\n".join([reason, *lines]))
        self.reason, self.faults = reason, faults

    def __reduce__(self) -> tuple[type, tuple[str, pd.DataFrame]]:
        return type(self), (self.reason, self.faults)


class _Fault(NamedTuple):
    """A fault of one cell: position of the row, column, value, what was expected and the cure."""

    at: int
    column: str
    value: str
    expected: str
    cure: str


def check_codes(answers: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """List the theme codes of the answers that the coding frame does not know.

    Parameters
    ----------
    answers
        Rows of the form `kysymykset`. Not changed.
    frame
        Rows of the form `kehys`. Not changed.

    Returns
    -------
    DataFrame
        A row a fault, in the order of the rows: `file` and `row` (those that the rows carry as
        `tiedosto` and `rivi`, else empty and the row number under a header), `column`, `value`,
        `expected`, `cure`. Empty when there are none.

    Raises
    ------
    ThemeError
        If the frame itself has faults.
    """
    known = Frame.of(frame).by_code
    return _table(answers, _unknown(answers, known))


def check_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """List the faults of a coding frame, as `check_codes` does.

    A code stands once, has no semicolon and is not the reserved one; a theme has a Finnish name; its
    upper theme is a row of the frame, and no theme is above itself.
    """
    return _table(rows, _frame_faults(rows))


def demand_known(answers: pd.DataFrame, frame: pd.DataFrame) -> Frame:
    """Give the frame, when the answers use no code that it lacks.

    Raises
    ------
    ThemeError
        If the frame has faults or the answers hold unknown codes.
    """
    known = Frame.of(frame)
    faults = _table(answers, _unknown(answers, known.by_code))
    if len(faults):
        raise ThemeError(_("The answers hold theme codes that the coding frame lacks."), faults)
    return known


def _unknown(answers: pd.DataFrame, known: Collection[str]) -> Iterator[_Fault]:
    expected = _("theme codes of the coding frame separated by semicolons, or {code}").format(
        code=NO_THEME
    )
    odd = {name: _odd(answers[name], known) for name in CODED if name in answers}
    columns = [name for name, texts in odd.items() if texts]
    for at, cells in enumerate(answers[columns].itertuples(index=False) if columns else ()):
        for column, cell in zip(columns, cells, strict=True):
            codes = pieces(written(cell)) if cell in odd[column] else []
            for code in codes:
                if code not in known and code != NO_THEME:
                    yield _Fault(at, column, _shown(code), expected, _cure(code, known))
            if NO_THEME in codes and len(codes) > 1:
                cure = _("Leave out either {code} or the themes.").format(code=NO_THEME)
                yield _Fault(at, column, NO_THEME, expected, cure)


def _odd(cells: pd.Series, known: Collection[str]) -> set[str]:
    """Give the texts of a column that hold a fault: there are few different ones in many rows."""
    parts = {str(text): pieces(written(text)) for text in cells.dropna().unique()}
    return {
        text
        for text, codes in parts.items()
        if (NO_THEME in codes and len(codes) > 1) or not set(codes) <= {*known, NO_THEME}
    }


def _cure(code: str, known: Collection[str]) -> str:
    folded = {one.casefold(): one for one in known}
    alike = get_close_matches(code.casefold(), folded, n=1, cutoff=0.7)
    if alike:
        text = _("Write {code}, if that is what was meant; else add the theme to the coding frame.")
        return text.format(code=quoted(folded[alike[0]]))
    return _("Correct the code, or add the theme to the coding frame.")


def _frame_faults(rows: pd.DataFrame) -> Iterator[_Fault]:
    codes = [written(code) for code in rows["teema"]]
    uppers = (
        [written(code) for code in rows["ylateema"]] if "ylateema" in rows else [""] * len(rows)
    )
    above = dict(zip(codes, uppers, strict=True))
    for at, (code, upper) in enumerate(zip(codes, uppers, strict=True)):
        if not code or SEPARATOR in code or code == NO_THEME:
            expected = _("a code without a semicolon, other than {code}").format(code=NO_THEME)
            yield _Fault(at, "teema", _shown(code), expected, _("Give the theme another code."))
        elif code in codes[:at]:
            expected = _("every code once")
            yield _Fault(
                at, "teema", _shown(code), expected, _("Give one of the themes another code.")
            )
        if not written(rows["nimi"].iloc[at]):
            yield _Fault(at, "nimi", "", _("a name in Finnish"), _("Write the name of the theme."))
        if upper and upper not in above:
            expected = _("the code of a row of the coding frame, or nothing")
            yield _Fault(at, "ylateema", _shown(upper), expected, _cure(upper, codes))
        elif upper and _circles(code, above):
            expected = _("an upper theme that is not below the theme itself")
            cure = _("Choose another upper theme, or leave the cell empty.")
            yield _Fault(at, "ylateema", _shown(upper), expected, cure)


def _circles(code: str, above: dict[str, str]) -> bool:
    met, at = {code}, above[code]
    while at and at not in met:
        met.add(at)
        at = above.get(at, "")
    return at != ""


def _shown(text: str) -> str:
    return text if len(text) <= CODE_LENGTH else ""


def _table(rows: pd.DataFrame, faults: Iterator[_Fault]) -> pd.DataFrame:
    found = [
        (
            _own(rows, "tiedosto", fault.at, ""),
            _own(rows, "rivi", fault.at, fault.at + HEADER),
            *fault[1:],
        )
        for fault in faults
    ]
    return pd.DataFrame(found, columns=list(COLUMNS)).astype({"row": "Int64"})


def _own(rows: pd.DataFrame, column: str, at: int, otherwise: object) -> object:
    return (
        rows[column].iloc[at] if column in rows and pd.notna(rows[column].iloc[at]) else otherwise
    )


def _line(fault: Mapping[Hashable, Any]) -> str:
    text = _("{place}, column {column}: {value} – expected {expected}. {cure}")
    place = _("row {row}").format(row=fault["row"])
    return text.format(
        place=f"{fault['file']}, {place}" if fault["file"] else place,
        column=fault["column"],
        value=quoted(str(fault["value"])) if fault["value"] else "…",
        expected=fault["expected"],
        cure=fault["cure"],
    )
