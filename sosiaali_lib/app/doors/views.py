"""The views of exploration as plain pages: a form of choices, picture, table, sentences and the code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from sosiaali_lib import explore
from sosiaali_lib.app import frame
from sosiaali_lib.app.data import refuse
from sosiaali_lib.app.door import Door, ToldError, address
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.explore import export
from sosiaali_lib.explore.choice import Choice, Chosen
from sosiaali_lib.explore.code import code
from sosiaali_lib.explore.data import Data, DataError
from sosiaali_lib.explore.shown import Shown
from sosiaali_lib.explore.view import SUBJECTS, View, subject_title, view, views_of
from sosiaali_lib.messages import _, language
from sosiaali_lib.own_views import typed
from sosiaali_lib.own_views.files import ENDING, FOLDER
from sosiaali_lib.report.blocks import Bullets, Paragraph, Table
from sosiaali_lib.site.markup import (
    Html,
    bullets,
    details,
    heading,
    joined,
    link,
    paragraph,
    plain,
    table,
    warning,
)

PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
SENT = "lahetetty"
FORMAT_NAMES = {"svg": "SVG", "png": "PNG", "csv": "CSV", "xlsx": "Excel"}


class ViewsDoor(Door):
    """Lists the views, by subject."""

    async def shown(self, *words: str) -> None:
        """Show all views as links."""
        name = self.folder_name
        await self.data()
        pieces = []
        for subject in SUBJECTS:
            ways = [
                link(address("/tutki/nakyma", aineisto=name, nakyma=one.name), one.title())
                for one in views_of(subject)
            ]
            public = all(one.public for one in views_of(subject))
            told = paragraph(export.standing(public=True)) if public else Html("")
            pieces += [heading(2, subject_title(subject)), told, bullets(ways)]
        lead = export.standing(public=False)
        self.page(_("Look at the data"), joined(*pieces), lead=lead)


class ViewDoor(Door):
    """One view with what was chosen."""

    refused: Sequence[str] = ()  # why the view was not sent to the report

    async def shown(self, *words: str) -> None:
        """Show the view, or save what it shows as a file."""
        one, data, chosen = await self._asked()
        choices = await self.aside(one.controls, data, chosen)
        found = await self.aside(one.show, data, **chosen)
        format = self.get_query_argument("tallenna", "")
        if format:
            await self._save(found, one, format)
            return
        written = await self.aside(code, one, data, chosen)
        sent = self._sending(one, chosen, await self.aside(typed.why_not, data, one.name, chosen))
        body = self._body(one, found, choices, chosen, written)
        self.page(
            found.title or one.title(),
            joined(*map(frame.status, self._sent()), *self._not_sent(), body, sent),
            status=409 if self.refused else 200,
        )

    async def done(self, *words: str) -> None:
        """Send the view to the report, or show it again with what speaks against it."""
        one, data, chosen = await self._asked()
        try:
            await self.aside(typed.send, data, one.name, chosen, self._typed())
        except DataFileError as error:
            self.refused = error.problems
            await self.shown()
            return
        name = self._typed()[typed.NAME].strip()
        self.on("/tutki/nakyma", **{**self._pairs(one, chosen), SENT: name})

    async def _asked(self) -> tuple[View, Data, dict[str, Chosen]]:
        """Give the view of the address, the data, and what is chosen in it."""
        one, data = self._view(), await self.aside(_opened, self.room.root, self.folder)
        return one, data, await self.aside(self._chosen, one, data)

    def _typed(self) -> dict[str, str]:
        """Give what was typed into the form that sends the view."""
        return {name: self.get_body_argument(name, "") for name in typed.LABELS}

    def _pairs(self, one: View, chosen: Mapping[str, Chosen]) -> dict[str, Chosen]:
        """Give what names the view and its choices in addresses."""
        named = {"aineisto": self.folder_name, "nakyma": one.name, "valittu": "1"}
        return {**named, **{key: value for key, value in chosen.items() if value != ""}}

    def _sent(self) -> list[str]:
        name = Path(self.get_query_argument(SENT, "")).name
        if self.refused or not (self.folder / FOLDER / f"{name}{ENDING}").is_file():
            return []
        return [typed.told(name)]

    def _not_sent(self) -> list[Html]:
        if not self.refused:
            return []
        return [warning(paragraph(_("The view was not sent.")), bullets(self.refused))]

    def _sending(self, one: View, chosen: Mapping[str, Chosen], why: str) -> Html:
        """Give the form that sends the view to the report, or why it cannot go there."""
        above = heading(2, _("Send this view to the report"))
        if why:
            return joined(above, paragraph(why))
        given = self._typed()
        fields = [
            frame.line(name, _(label), given[name], more='maxlength="500"')
            for name, label in typed.LABELS.items()
        ]
        where = address("/tutki/nakyma", **self._pairs(one, chosen))
        return joined(above, frame.form(where, self.seal, *fields, frame.button(_("Send"))))

    def _view(self) -> View:
        try:
            return view(self.get_query_argument("nakyma", ""))
        except ValueError as error:
            raise ToldError(404, str(error)) from error

    def _chosen(self, one: View, data: Data) -> dict[str, Chosen]:
        """Give the choices of the address, again for choices that others bring along."""
        chosen: dict[str, Chosen] = {}
        for choice in one.controls(data, self._given(one.controls(data, {}))):
            chosen |= self._given([choice])
        return one.chosen(data, chosen)

    def _given(self, choices: Sequence[Choice]) -> dict[str, Chosen]:
        """Give what the address says of some choices; a form that was sent may choose nothing."""
        found: dict[str, Chosen] = {}
        sent = self.get_query_argument("valittu", None) is not None
        for one in choices:
            values = tuple(self.get_query_arguments(one.name))
            if one.several and (values or sent):
                found[one.name] = values
            elif values:
                found[one.name] = values[-1].replace(",", ".") if one.limits else values[-1]
        return found

    def _refused(self, choices: Sequence[Choice]) -> list[Html]:
        """Tell what could not be chosen, so that nobody takes the default for their own choice."""
        given, text = self._given(choices), _("{label}: {expected}. The usual value is shown.")
        return [
            paragraph(text.format(label=one.label, expected=trouble), role="varoitus")
            for one in choices
            if one.name in given and (trouble := one.trouble(given[one.name]))
        ]

    async def _save(self, found: Shown, one: View, format: str) -> None:
        if format not in export.formats(found):
            raise ToldError(404, _("There is no such file of this view."))
        file = await self.aside(export.saved, found, one.name, format)
        self.set_header("Content-Type", file.type)
        if self.get_query_argument("sivulla", None) is not None:
            self.set_header("Content-Security-Policy", PICTURE_POLICY)
        else:
            self.to_be_saved(file.name)
        self.finish(file.content)

    def _body(
        self,
        one: View,
        found: Shown,
        choices: Sequence[Choice],
        chosen: Mapping[str, Chosen],
        written: str,
    ) -> Html:
        name = self.folder_name
        pairs = self._pairs(one, chosen)
        values = {key: str(pairs[key]) for key in ("aineisto", "nakyma", "valittu")}
        controls = frame.form(
            "/tutki/nakyma",
            *(frame.hidden(key, value) for key, value in values.items()),
            *(_control(choice, chosen.get(choice.name, choice.default)) for choice in choices),
            frame.button(_("Show")) if choices else "",
            method="get",
            role="valinnat",
        )
        pictures = [
            Html(
                f'<figure><img src="{escape(_to(pairs, "svg"))}&amp;sivulla=1" '
                f'alt="{plain(figure.alt)}"></figure>\n'
            )
            for figure in found.figures[:1]
        ]
        ways = [link(_to(pairs, format), FORMAT_NAMES[format]) for format in export.formats(found)]
        saving = joined(heading(2, _("Save")), bullets(ways)) if ways else Html("")
        shown = _("The code that makes this")
        label = f'tabindex="0" role="region" aria-label="{plain(shown)}"'
        above = paragraph(link(address("/tutki", aineisto=name), _("All views")))
        return joined(
            above,
            paragraph(found.standing(), role="" if found.public else "varoitus"),
            controls,
            *self._refused(choices),
            paragraph(found.note, role="huomautus") if found.note else "",
            *pictures,
            *(_block(block, at) for at, block in enumerate(found.blocks)),
            saving,
            details(shown, Html(f"<pre {label}>{escape(written)}</pre>\n")),
        )


def _opened(root: Path, folder: Path) -> Data:
    refuse(root, folder)
    try:
        return explore.open(folder, language())
    except DataError as error:
        raise ToldError(404, error.message) from error


def _to(pairs: Mapping[str, Chosen], format: str) -> str:
    return address("/tutki/nakyma", **pairs, tallenna=format)


def _control(choice: Choice, chosen: Chosen) -> Html:
    values = (chosen,) if isinstance(chosen, str) else chosen
    if choice.options and not choice.written:
        options = [(one.value, one.label) for one in choice.options]
        return frame.choice(
            choice.name, choice.label, options, values, several=choice.several, hint=choice.help
        )
    mode = 'inputmode="decimal" maxlength="30"' if choice.limits else 'maxlength="500"'
    return frame.line(choice.name, choice.label, values[0], hint=choice.help, more=mode)


def _block(block: object, at: int) -> Html:
    """Give a block of a report as a piece of the page; figures stand above already."""
    if isinstance(block, Paragraph):
        return paragraph(block.text, role="huomautus" if block.role == "note" else "")
    if isinstance(block, Bullets):
        return bullets(block.items)
    if isinstance(block, Table):
        return table(
            f"taulukko-{at}", block.caption, block.columns, block.rows, numeric=block.numeric,
            note=block.note,
        )  # fmt: skip
    return Html("")
