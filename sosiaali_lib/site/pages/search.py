"""The page of the search, and the form that leads to it."""

from __future__ import annotations

from html import escape

from sosiaali_lib.messages import _, language
from sosiaali_lib.site.context import Context
from sosiaali_lib.site.frame import PLACES, SEARCH, Page
from sosiaali_lib.site.markup import Html, link, paragraph, plain


def form(address: str) -> Html:
    """Give the search form of a page; `address` is that of the page of the search."""
    label, submit = plain(_("Search for a municipality or a subject")), plain(_("Find"))
    return Html(
        f'<form class="hakulomake" role="search" action="{escape(address)}" method="get">\n'
        f'<label for="q">{label}</label>\n<div>\n'
        '<input type="search" id="q" name="q" autocomplete="off">\n'
        f'<button type="submit">{submit}</button>\n</div>\n</form>\n'
    )


def search(_context: Context) -> Page:
    """Give the page of the search; a script does it, a link stands in for it without scripts."""
    nothing = plain(_("Nothing was found. Try fewer or shorter words."))
    results = plain(_("Results:"))
    without = paragraph(
        _("The search needs scripts. Without them all areas are found here:"),
        " ",
        link(PLACES, _("Municipalities and counties")),
    )
    body = (
        f'{form(SEARCH).text}<p id="maara" role="status" data-teksti="{results}"></p>\n'
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
