"""The first page, on which the data folder is chosen; the language; style sheet and script."""

from __future__ import annotations

from pathlib import Path

from sosiaali_lib.app import paths
from sosiaali_lib.app.data import looks_like_data, subfolders
from sosiaali_lib.app.door import DAYS, LANGUAGE, Door, ToldError, address, path_of
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import LANGUAGES, _
from sosiaali_lib.site import style
from sosiaali_lib.site.markup import Html, bullets, heading, joined, link, paragraph

ASSETS = Path(__file__).parents[1] / "assets"
MOST_LISTED = 300


class StartDoor(Door):
    """Shows the folders that can be chosen."""

    async def shown(self, *words: str) -> None:
        """List the folders inside one, and offer the folder itself when it holds data."""
        folder = self.place("kansio")
        name = paths.outward(self.room.root, folder)
        inside = await self.aside(subfolders, self.room.root, folder)
        pieces = [_trail(self.room.root, folder), _itself(folder, name)]
        rows = [_choice(self.room.root, one) for one in inside[:MOST_LISTED]]
        if rows:
            pieces += [heading(2, _("Folders")), bullets(rows, role="valinta")]
        if len(inside) > MOST_LISTED:
            text = _("{n} more folders are not shown.")
            pieces.append(paragraph(text.format(n=number(len(inside) - MOST_LISTED))))
        lead = _("Choose the folder that holds the filled forms.")
        self.page(_("Data folder"), joined(*pieces), lead=lead)


def _trail(root: Path, folder: Path) -> Html:
    if folder == root:
        return Html("")
    above = paths.outward(root, folder.parent)
    return paragraph(link(address("/", kansio=above), _("Up to the folder above")))


def _itself(folder: Path, name: str) -> Html:
    if not looks_like_data(folder):
        text = _("In the folder {name} itself are no filled forms.").format(name=folder.name)
        begin = link(address("/kirjaa", aineisto=name), _("Begin a data set here by entering rows"))
        return paragraph(text, " ", begin)
    text = _("Use the folder {name}").format(name=folder.name)
    return paragraph(link(address("/aineisto", aineisto=name), text), role="toiminto")


def _choice(root: Path, folder: Path) -> Html:
    name = paths.outward(root, folder)
    if looks_like_data(folder):
        return joined(
            link(address("/aineisto", aineisto=name), folder.name), " – ", _("holds filled forms")
        )
    return link(address("/", kansio=name), folder.name)


class LanguageDoor(Door):
    """Changes the language."""

    async def shown(self, *words: str) -> None:
        """Remember the language in the browser and go back to the page."""
        asked = self.get_query_argument("kieli", "")
        if asked in LANGUAGES:
            self.set_cookie(LANGUAGE, asked, expires_days=DAYS, samesite="Strict", path="/")
        self.redirect(path_of(self.get_query_argument("takaisin", "/")), status=303)


class PartDoor(Door):
    """Gives the style sheet and the script, also to the page that asks for the key."""

    def _enter(self) -> None:
        return

    async def shown(self, *words: str) -> None:
        """Give a part of every page."""
        if words == ("tyyli.css",):
            content = style.sheet() + (ASSETS / "sovellus.css").read_bytes()
            self.set_header("Content-Type", "text/css; charset=UTF-8")
        elif words == ("sovellus.js",):
            content = (ASSETS / "sovellus.js").read_bytes()
            self.set_header("Content-Type", "text/javascript; charset=UTF-8")
        else:
            raise ToldError(404, _("There is no such page, or the request was not understood."))
        self.finish(content)
