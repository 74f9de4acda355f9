"""The page of the search, and the form that leads to it."""

from __future__ import annotations

from html import escape

from sosiaali_lib.messages import _, language
from sosiaali_lib.site.context import Context
from sosiaali_lib.site.frame import PLACES, SEARCH, Page
from sosiaali_lib.site.markup import Html, link, paragraph, plain


def form(address: str, label: str = "") -> Html:
    """Give the search form of a page; `address` is that of the page of the search."""
    label = plain(label or _("Search for a municipality or a subject"))
    submit = plain(_("Find"))
    return Html(
        f'<form class="hakulomake" role="search" action="{escape(address)}" method="get">\n'
        f'<label for="q">{label}</label>\n<div>\n'
        '<input type="search" id="q" name="q" autocomplete="off">\n'
        f'<button type="submit">{submit}</button>\n</div>\n</form>\n'
    )


def search(_context: Context) -> Page:
    """Give the page of the search in the site of reports."""
    without = paragraph(
        _("The search needs scripts. Without them all areas are found here:"),
        " ",
        link(PLACES, _("Municipalities and counties")),
    )
    return searching(form(SEARCH), without)


def searching(asking: Html, without: Html) -> Page:
    """Give a page of a search; a script does it, and `without` stands in for it without scripts."""
    nothing = plain(_("Nothing was found. Try fewer or shorter words."))
    results = plain(_("Results:"))
    body = (
        f'{asking.text}<p id="maara" role="status" data-teksti="{results}"></p>\n'
        f'<p id="ei-osumia" hidden>{nothing}</p>\n'
        '<ul id="osumat" class="osumat" role="list"></ul>\n'
        f"<noscript>{without.text}</noscript>\n"
    )
    return Page(
        path=SEARCH,
        title=_("Search"),
        body=Html(body),
        scripts=(f"hakemisto.{language()}.js", "haku.js"),
    )
