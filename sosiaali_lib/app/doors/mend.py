"""One faulty row, mended in the page and written back to the file where it stands."""

from __future__ import annotations

from sosiaali_lib.app import controls, frame, paths
from sosiaali_lib.app.door import Door, ToldError
from sosiaali_lib.app.located import Row, Target, locate
from sosiaali_lib.app.mending import mend
from sosiaali_lib.app.rows import Cells, Fault, check, of_data
from sosiaali_lib.instruments import own
from sosiaali_lib.intake import DataSet
from sosiaali_lib.messages import _
from sosiaali_lib.site.markup import Html, joined, paragraph


class MendDoor(Door):
    """Shows a row with its faults, and saves it when it has none."""

    async def shown(self, *words: str) -> None:
        """Show the row as it stands."""
        data = await self.data()
        row = await self.aside(self._located, data)
        faults = await self.aside(self._checked, row, row.cells, data)
        self._page(row, row.cells, faults, data)

    async def done(self, *words: str) -> None:
        """Check the row and write it."""
        data = await self.data()
        row = await self.aside(self._located, data)
        given = {name: self.get_body_arguments(name, strip=False) for name in row.cells}
        cells = controls.cells(row.form, given, row.cells)
        faults = await self.aside(self._checked, row, cells, data)
        if any(not one.notice for one in faults):
            self._page(row, cells, faults, data, status=422)
            return
        mark = self.get_body_argument("tarkiste", "")
        kept = await self.aside(self._mended, data, row.target, cells, mark)
        self.on("/viat", aineisto=self.folder_name, korjattu=kept)

    def _located(self, data: DataSet) -> Row:
        with own.using(data.own_instruments):
            return locate(self.folder, self._target())

    def _checked(self, row: Row, cells: Cells, data: DataSet) -> list[Fault]:
        return check(row.form, cells, of_data(self.folder, data))

    def _mended(self, data: DataSet, target: Target, cells: Cells, mark: str) -> str:
        with own.using(data.own_instruments):
            kept = mend(self.folder, target, cells, mark)
        return paths.outward(self.folder, kept) if kept else ""

    def _target(self) -> Target:
        number = self.get_argument("rivi", "")
        if not number.isdecimal() or len(number) > 7:
            raise ToldError(404, _("There is no such page, or the request was not understood."))
        return Target(
            self.get_argument("tiedosto", "", strip=False),
            self.get_argument("taulukko", "", strip=False),
            int(number),
        )

    def _page(
        self, row: Row, cells: Cells, faults: list[Fault], data: DataSet, *, status: int = 200
    ) -> None:
        target = row.target
        errors = [one for one in faults if not one.notice]
        with own.using(data.own_instruments):
            fields = [
                controls.field(
                    row.form,
                    row.form.column(name),
                    text,
                    controls.of_column(errors, row.form.column(name)),
                    places=data.description.areas,
                )
                for name, text in cells.items()
            ]
            told = controls.summary(row.form, errors, saved=status == 200) if errors else Html("")
        place = [target.file]
        if target.sheet:
            place.append(_("sheet {name}").format(name=target.sheet))
        place.append(_("row {number}").format(number=target.row))
        text = _("The cells that you change are written into the file; every other cell stays.")
        body = joined(
            told,
            paragraph(", ".join(place)),
            paragraph(text, role="huomautus"),
            frame.form(
                "/korjaa",
                self.seal,
                frame.hidden("aineisto", self.folder_name),
                frame.hidden("tiedosto", target.file),
                frame.hidden("taulukko", target.sheet),
                frame.hidden("rivi", str(target.row)),
                frame.hidden("tarkiste", self.get_body_argument("tarkiste", row.mark)),
                *fields,
                frame.button(_("Save the row")),
            ),
        )
        self.page(_("Mend a row: {form}").format(form=row.form.title), body, status=status)
