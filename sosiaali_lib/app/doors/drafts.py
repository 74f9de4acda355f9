"""The drafts: their state, the page to look at, files to take, and edited drafts handed in."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from sosiaali_lib import areas
from sosiaali_lib.app import frame, paths, work
from sosiaali_lib.app.door import Door, ToldError, address
from sosiaali_lib.app.doors.handing import MOST_DRAFT
from sosiaali_lib.messages import LANGUAGES, _
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.published import Release, ReleaseError
from sosiaali_lib.report import record
from sosiaali_lib.report.drafts import EVERY_FORMAT, FORMATS, ending
from sosiaali_lib.report.state import states
from sosiaali_lib.site.frame import NAMES
from sosiaali_lib.site.markup import (
    Html,
    Piece,
    bullets,
    details,
    heading,
    joined,
    link,
    paragraph,
    plain,
    size_text,
    table,
    warning,
)

NAMES_OF = {
    "html": "HTML",
    "docx": "Word",
    "pdf": "PDF",
    "xlsx": "Excel",
    "csv": "CSV",
    "json": "JSON",
}
TYPES = {
    "html": "text/html; charset=UTF-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "json": "application/json",
}
# A draft is looked at as a page without rights: no script, no form, nothing from elsewhere.
DRAFT_POLICY = (
    "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class DraftsDoor(Door):
    """Shows releases and drafts of a data folder."""

    async def shown(self, *words: str) -> None:
        """Show the state of every draft, and what can be done."""
        folder, root, name = self.folder, self.room.root, self.folder_name
        releases, drafts = await self.aside(work.found, root, folder)
        pieces: list[Piece] = [
            await self.aside(self._of_folder, number, one, name)
            for number, one in enumerate(drafts)
        ]
        if not drafts:
            pieces.append(paragraph(_("There are no drafts beside these data yet.")))
        pieces.append(heading(2, _("Make drafts")))
        pieces += [await self.aside(self._rendering, one.path, name) for one in releases]
        if not releases:
            told = _("Make a release first: the drafts are made from it.")
            way = link(address("/aineisto", aineisto=name), _("To the data"))
            pieces.append(paragraph(told, " ", way))
        if drafts:
            pieces.append(self._handing_in(drafts, name))
        self.page(_("Drafts"), joined(*pieces))

    def _of_folder(self, number: int, one: work.Folder, name: str) -> Html:
        """Give the drafts of a folder, or why their state cannot be told."""
        head = heading(2, _("Drafts in the folder {name}").format(name=one.path.name))
        if one.release is None:
            text = _("The release that the drafts were made from is not in the folder opened here.")
            return joined(head, warning(paragraph(text)))
        try:
            found, entries = states(one.path), record.entries(one.path)
        except (OSError, ValueError, KeyError, TypeError) as error:
            text = _("The record of the drafts cannot be read: {reason}.")
            reason = getattr(error, "strerror", None) or type(error).__name__
            return joined(head, warning(paragraph(text.format(reason=reason))))
        columns = [_("Report"), _("State"), _("Why"), _("Files")]
        rows: list[list[Piece]] = [
            [
                f"{entries[stem].name} ({NAMES.get(entries[stem].lang, entries[stem].lang)})",
                state.label,
                "; ".join([*state.reasons, *state.notes]) or "–",
                self._files(one.path, stem, entries[stem].files, name),
            ]
            for stem, state in found.items()
        ]
        caption = _("Drafts and their state")
        return joined(head, table(f"luonnokset-{number}", caption, columns, rows))

    def _files(self, place: Path, stem: str, files: Mapping[str, str], name: str) -> Html:
        links = []
        for kind in EVERY_FORMAT:
            for file in files:
                path = place / file
                if not file.endswith(f".{ending(kind)}") or "/" in file or not path.is_file():
                    continue
                file_name = paths.outward(self.room.root, path)
                where = address("/luonnos", aineisto=name, tiedosto=file_name)
                label = _("Look at it") if kind == "html" else NAMES_OF[kind]
                text = f"{label} ({size_text(path.stat().st_size)})"
                about = escape(one_line(f"{stem}: {text}"))
                links.append(
                    Html(f'<a href="{escape(where)}" aria-label="{about}">{plain(text)}</a>')
                )
        return bullets(links) if links else Html("–")

    def _rendering(self, release: Path, name: str) -> Html:
        """Give the form that starts the making of drafts of a release."""
        try:
            opened = Release.open(release)
        except ReleaseError as error:
            return warning(paragraph(str(error)))
        places = [(code, areas.find_area(code).place) for code in opened.areas]
        options = [(code, place.name()) for code, place in places if place is not None]
        head = _("Release {name}, year {year}").format(name=release.name, year=opened.year)
        langs = [(one, NAMES[one]) for one in LANGUAGES]
        all_areas = _("None chosen: all of them.")
        own = _("None chosen: the languages of each area.")
        every = [(one, NAMES_OF[one]) for one in EVERY_FORMAT]
        return joined(
            heading(3, head),
            frame.form(
                "/muodosta",
                self.seal,
                frame.hidden("aineisto", name),
                frame.hidden("julkaisu", paths.outward(self.room.root, release)),
                details(
                    _("Choose areas, languages and formats"),
                    frame.choice("alue", _("Areas"), options, [], several=True, hint=all_areas),
                    frame.choice("kieli", _("Languages"), langs, [], several=True, hint=own),
                    frame.choice("muoto", _("Formats"), every, FORMATS, several=True),
                ),
                frame.button(_("Make the drafts")),
            ),
        )

    def _handing_in(self, drafts: list[work.Folder], name: str) -> Html:
        """Give the form that takes an edited draft."""
        options = [(paths.outward(self.room.root, one.path), one.path.name) for one in drafts]
        told = _("The draft that you have edited in Word, at most {size}.")
        return joined(
            heading(2, _("Hand in an edited draft")),
            paragraph(
                _(
                    "Its numbers, hidden figures, personal data and accessibility are checked. Nothing "
                    "is published before you say so."
                )
            ),
            frame.form(
                "/tarkasta",
                self.seal,
                frame.hidden("aineisto", name),
                frame.choice("luonnokset", _("Made from the drafts"), options, [options[-1][0]]),
                frame.line(
                    "tiedosto",
                    _("Word file"),
                    kind="file",
                    hint=told.format(size=size_text(MOST_DRAFT)),
                    more='accept=".docx"',
                ),
                frame.button(_("Check the draft")),
                files=True,
            ),
        )


class DraftDoor(Door):
    """Gives one file of a draft."""

    async def shown(self, *words: str) -> None:
        """Give the page to look at, or a file to save."""
        path = self.place("tiedosto")
        kind = path.suffix.removeprefix(".")
        drafts = (await self.aside(work.found, self.room.root, self.folder))[1]
        beside = any(one.path.resolve() == path.parent for one in drafts)
        known = beside and path.name in await self.aside(_names, path.parent)
        if not known or kind not in TYPES or not path.is_file():
            raise ToldError(404, _("There is no such draft."))
        self.set_header("Content-Type", TYPES[kind])
        if kind == "html":
            self.set_header("Content-Security-Policy", DRAFT_POLICY)
        else:
            self.to_be_saved(path.name)
        self.finish(await self.aside(path.read_bytes))


def _names(folder: Path) -> set[str]:
    return {name for entry in record.entries(folder).values() for name in entry.files}
