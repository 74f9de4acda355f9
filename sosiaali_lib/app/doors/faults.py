"""Every fault of the data: file, row, column, value, what was expected, what to do, and the way to it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from sosiaali_lib.app import frame
from sosiaali_lib.app.door import Door, address
from sosiaali_lib.formatting import number, upper_first
from sosiaali_lib.intake import DataSet, Reason, Severity
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.site.markup import Html, Piece, heading, joined, link, paragraph, table

PAGE = 100  # faults on one page
# Faults of rows whose cells are not where they should be, or whose cure is to remove a row.
NOT_HERE = frozenset({Reason.TOO_MANY_CELLS, Reason.OPEN_QUOTE, Reason.CORRECTION_TWICE})


class FaultsDoor(Door):
    """Lists the faults of a data folder."""

    async def shown(self, *words: str) -> None:
        """Show one page of the faults, errors before what is only worth knowing."""
        name, data = self.folder_name, await self.data()
        file = self.get_query_argument("tiedosto", "")
        faults = data.faults
        chosen = faults[faults["file"] == file] if file else faults
        mended = self.get_query_argument("korjattu", None)
        done = frame.status(_saved(mended, data)) if mended is not None else Html("")
        if not len(faults):
            self.page(_("Faults"), joined(done, paragraph(_("No faults were found."))))
            return
        at = _page(self.get_query_argument("sivu", "1"), len(chosen))
        body = joined(
            done,
            paragraph(_counted(faults)),
            self._filter(name, faults, file) if faults["file"].nunique() > 1 else "",
            _listed(_ordered(chosen).iloc[(at - 1) * PAGE : at * PAGE], name),
            _pages(name, file, at, len(chosen)),
            _elsewhere(),
        )
        self.page(_("Faults"), body)

    def _filter(self, name: str, faults: pd.DataFrame, file: str) -> Html:
        files = dict.fromkeys(str(one) for one in faults["file"])
        options = [("", _("All files")), *((one, one) for one in files)]
        return frame.form(
            "/viat",
            frame.hidden("aineisto", name),
            frame.choice("tiedosto", _("File"), options, [file]),
            frame.button(_("Show"), quiet=True),
            method="get",
            role="rivilomake",
        )


def _saved(kept: str, data: DataSet) -> str:
    """Say what a mended row has led to."""
    left = int((data.faults["severity"] == Severity.ERROR).sum())
    text = ngettext(
        "The row was saved. {n} fault is left.", "The row was saved. {n} faults are left.", left
    ).format(n=number(left))
    if not kept:
        return _("Nothing was changed in the row.")
    return f"{text} " + _("The earlier version of the file is kept: {file}.").format(file=kept)


def _counted(faults: pd.DataFrame) -> str:
    n = int((faults["severity"] == Severity.ERROR).sum())
    text = ngettext("{n} fault", "{n} faults", n).format(n=number(n))
    notices = len(faults) - n
    told = ngettext("{n} matter to know", "{n} matters to know", notices)
    return upper_first(f"{text}, {told.format(n=number(notices))}.")


def _ordered(faults: pd.DataFrame) -> pd.DataFrame:
    """Give errors before notices, otherwise in the order of files and rows."""
    return faults.iloc[(faults["severity"] != Severity.ERROR).argsort(kind="stable")]


def _page(text: str, n: int) -> int:
    last = max(1, -(-n // PAGE))
    return min(max(int(text), 1), last) if text.isdecimal() and len(text) < 9 else 1


def _listed(faults: pd.DataFrame, name: str) -> Html:
    columns = [_("Where"), _("Column"), _("Value"), _("Expected"), _("What to do"), _("Mend")]
    rows = [_row(fault, name) for fault in faults.astype(object).to_dict("records")]
    return table("viat", _("Faults of the data"), columns, rows)


def _row(fault: dict[Hashable, Any], name: str) -> list[Piece]:
    place = [str(fault["file"])]
    if fault["sheet"]:
        place.append(_("sheet {name}").format(name=fault["sheet"]))
    has_row = not pd.isna(fault["row"])
    if has_row:
        place.append(_("row {number}").format(number=fault["row"]))
    value = fault["value"]
    if not value and fault["reason"] == Reason.EMPTY:
        value = _("empty")
    elif not value and has_row and fault["column"]:
        value = _("not shown here")
    notice = fault["severity"] == Severity.NOTICE
    expected = _("To know: {text}").format(text=fault["expected"]) if notice else fault["expected"]
    return [", ".join(place), fault["column"] or "–", value or "–", expected, fault["cure"],
            _way(fault, name, has_row)]  # fmt: skip


def _way(fault: dict[Hashable, Any], name: str, has_row: bool) -> Piece:
    """Give the link to mend a row, or say that it is done in another program."""
    if not has_row or fault["reason"] in NOT_HERE:
        return _("in its own program")
    where = address(
        "/korjaa", aineisto=name, tiedosto=fault["file"], taulukko=fault["sheet"], rivi=fault["row"]
    )
    text = _("Mend row {number}").format(number=fault["row"])
    return link(where, text)


def _pages(name: str, file: str, at: int, n: int) -> Html:
    if n <= PAGE:
        return Html("")
    last = -(-n // PAGE)
    told = _("Page {n} of {last}").format(n=number(at), last=number(last))
    ways: list[Piece] = []
    for to, text in ((at - 1, _("Previous page")), (at + 1, _("Next page"))):
        if 1 <= to <= last:
            where = address("/viat", aineisto=name, tiedosto=file or None, sivu=to)
            ways += [" ", link(where, text)]
    return paragraph(told, *ways)


def _elsewhere() -> Html:
    """Say what cannot be mended here."""
    text = _(
        "What concerns a whole file, table or column is mended in its own program: a workbook in Excel, "
        "the file aineisto.yaml in a text editor. Rows are not removed or added here. Read the page "
        "again when the file has been saved."
    )
    return joined(heading(2, _("What cannot be mended here")), paragraph(text))
