"""Entering one visit or one observation: a form made from its file, for a phone and without Excel."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sosiaali_lib import forms
from sosiaali_lib.app import controls, frame
from sosiaali_lib.app.data import refuse
from sosiaali_lib.app.door import Door, ToldError, address
from sosiaali_lib.app.entering import EntryError, Saved, new_key, save
from sosiaali_lib.app.rows import Cells, Fault, Surroundings, check, of_data, of_folder
from sosiaali_lib.clearing import COLUMN, WHEN, WHO
from sosiaali_lib.formatting import listed, lower_first
from sosiaali_lib.forms import Form
from sosiaali_lib.messages import _
from sosiaali_lib.site.markup import (
    Html,
    bullets,
    details,
    heading,
    joined,
    link,
    paragraph,
    plain,
    warning,
)
from sosiaali_lib.textscan import KINDS, scan_certain

FIRST = ("jalkautumiset", "havainnot")  # what is entered day by day
CLEARING = (COLUMN, WHO, WHEN)
NOT_HERE = frozenset({"mittaukset"})  # its columns are those of all instruments


class EntriesDoor(Door):
    """Lists the forms that can be filled."""

    async def shown(self, *words: str) -> None:
        """Show the daily forms first."""
        name = self.folder_name
        others = [one for one in forms.available() if one not in (*FIRST, *NOT_HERE)]
        body = joined(
            bullets((_way(one, name) for one in FIRST), role="valinta"),
            heading(2, _("Other forms")),
            bullets(_way(one, name) for one in others),
        )
        lead = _("What you save goes into the data folder and is checked at once.")
        self.page(_("Enter"), body, lead=lead)


def _way(form: str, name: str) -> Html:
    return link(address(f"/kirjaa/{form}", aineisto=name), forms.title(form))


class EntryDoor(Door):
    """One form, empty or as it was sent, and its saving."""

    async def shown(self, *words: str) -> None:
        """Show an empty form, and what became of the one before."""
        form = self._form(*words)
        around = await self._around(form)
        row = self.get_query_argument("rivi", "")
        told = Html("")
        if row.isdecimal():
            file = self.get_query_argument("tiedosto", "")
            again = self.get_query_argument("uudelleen", "")
            told = frame.status(_saved(file, row, again=bool(again)))
        self._page(form, {}, [], around, new_key(), told)

    async def done(self, *words: str) -> None:
        """Check the row and save it once, however many times it is sent."""
        form = self._form(*words)
        around = await self._around(form)
        names = [column.name for column in form.columns if not column.item_of]
        given = {name: self.get_body_arguments(name, strip=False) for name in names}
        cells = controls.cells(form, given, names)
        asked = self.get_body_argument("tallenna", "")
        key = self.get_body_argument("uusi_avain" if asked == "uusi" else "lahetystunnus", "")
        faults = await self.aside(check, form, cells, around)
        if any(not one.notice for one in faults):
            self._page(form, cells, faults, around, key, status=422)
            return
        signs = await self.aside(_signs, form, cells)
        sure = asked == "vahvista" or bool(self.get_body_argument("vahvistettu", ""))
        if signs and not sure:
            self._page(form, cells, signs, around, key, status=422, buttons=_sure())
            return
        try:
            saved = await self.aside(save, self.folder, form, cells, key, replace=asked == "korvaa")
        except EntryError as error:
            raise ToldError(409, str(error)) from error
        if saved.state == "other":
            buttons = _two_buttons(sure=sure)
            self._page(form, cells, [], around, key, _other(saved), status=409, buttons=buttons)
            return
        self.on(
            f"/kirjaa/{form.name}",
            aineisto=self.folder_name,
            tiedosto=saved.file,
            rivi=saved.row,
            uudelleen="1" if saved.state == "again" else None,
        )

    async def _around(self, form: Form) -> Surroundings:
        """Give what the check has to know; all rows are read only for a form that refers to others."""
        refuse(self.room.root, self.folder)
        if any(column.refers for column in form.columns):
            return of_data(self.folder, await self.data())
        return await self.aside(of_folder, self.folder)

    def _form(self, *words: str) -> Form:
        (name,) = words
        if name not in forms.available() or name in NOT_HERE:
            raise ToldError(404, _("There is no such form."))
        return forms.load(name)

    def _page(
        self,
        form: Form,
        cells: Cells,
        faults: Sequence[Fault],
        around: Surroundings,
        key: str,
        told: Html = Html(""),  # noqa: B008 - frozen
        *,
        status: int = 200,
        buttons: Html | None = None,
    ) -> None:
        errors = [one for one in faults if not one.notice]
        fields: list[Html] = []
        later: list[Html] = []
        for column in form.columns:
            if column.item_of or column.needed_for == "nothing":
                continue
            text, own = cells.get(column.name, ""), controls.of_column(errors, column)
            made = controls.field(form, column, text, own, places=around.description.areas)
            aside = column.name in CLEARING and not column.required and not text and not own
            (later if aside else fields).append(made)
        body = joined(
            told,
            controls.summary(form, errors) if errors else "",
            _words(),
            frame.form(
                f"/kirjaa/{form.name}",
                self.seal,
                frame.hidden("aineisto", self.folder_name),
                frame.hidden("lahetystunnus", key),
                *fields,
                _aside(later),
                buttons or frame.button(_("Save")),
                role="lomake luonnos",
            ),
        )
        self.page(form.title, body, lead=form.row, status=status)


def _saved(file: str, row: str, *, again: bool) -> str:
    text = (
        _("This form was saved already, and nothing was saved twice: {file}, row {row}.")
        if again
        else _("Saved: {file}, row {row}. You can enter the next one.")
    )
    return text.format(file=file, row=row)


def _other(saved: Saved) -> Html:
    """Tell that the form was saved with other answers before."""
    text = _(
        "This form was saved before with other answers ({file}, row {row}). Choose at the end of the "
        "page whether these answers take their place or are a new row."
    )
    return warning(paragraph(text.format(file=saved.file, row=saved.row)))


def _two_buttons(*, sure: bool) -> Html:
    return joined(
        frame.hidden("uusi_avain", new_key()),
        frame.hidden("vahvistettu", "1") if sure else "",
        frame.button(_("Put these in place of the earlier ones"), name="tallenna", value="korvaa"),
        frame.button(_("Save as a new row"), name="tallenna", value="uusi", quiet=True),
    )


def _aside(fields: Sequence[Html]) -> Html:
    """Put the fields of a later check of the texts behind a heading that opens."""
    if not fields:
        return Html("")
    return details(_("For the one who checks the text before it is published"), *fields)


def _signs(form: Form, cells: Cells) -> list[Fault]:
    """Give the texts that certainly hold personal data; intake takes them, a person has to decide."""
    found = []
    for column in form.columns:
        kinds = {one.kind for one in scan_certain(cells.get(column.name, ""))}
        if column.type in ("text", "free_text") and kinds:
            named = listed([lower_first(_(KINDS[kind])) for kind in KINDS if kind in kinds])
            cure = _("The text seems to hold: {kinds}. Remove it, or save the row as it is.")
            expected = _("nothing by which a person can be recognised")
            found.append(Fault(column.name, expected, cure.format(kinds=named)))
    return found


def _sure() -> Html:
    return joined(
        frame.button(_("Save")),
        frame.button(_("Save as it is"), name="tallenna", value="vahvista", quiet=True),
    )


def _words() -> Html:
    """Give the place where our script tells of drafts and broken connections, with its words."""
    words = {
        "lahetetaan": _("Saving …"),
        "katkos": _(
            "Not saved yet: the application did not answer. The form is kept in this browser and is "
            "sent again by itself; nothing is saved twice."
        ),
        "luonnos": _("There is an unfinished form in this browser."),
        "palautettu": _("Your unfinished form was brought back. It has not been saved yet."),
        "hae": _("Bring it back"),
        "poista": _("Remove it"),
        "yrita": _("Send again"),
    }
    data = " ".join(f'data-{name}="{escape(text)}"' for name, text in words.items())
    note = _("Until it is saved, the form is kept in this browser only.")
    return Html(
        f'<div id="yhteys" role="status" {data}></div>\n'
        f'<p class="huomautus" id="luonnos-ohje" hidden>{plain(note)}</p>\n'
    )
