"""The frame of every page of the application: head, navigation, languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import parse_qsl, urlencode

from sosiaali_lib.messages import LANGUAGES, N_, _, language
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.site.frame import NAMES
from sosiaali_lib.site.markup import Html, Piece, heading, joined, navigation, paragraph, plain

MENU = {
    "/aineisto": N_("Data"),
    "/viat": N_("Faults"),
    "/kirjaa": N_("Enter"),
    "/tutki": N_("Look at the data"),
    "/luonnokset": N_("Drafts"),
    "/tyot": N_("Work in progress"),
}
# Where no data folder has been chosen.
FOLDERLESS = {"/": N_("Data folder"), "/tyot": MENU["/tyot"]}


def written(
    title: str,
    body: Html,
    *,
    lead: str,
    here: str,
    query: str,
    data: str | None,
    bare: bool = False,
) -> bytes:
    """Give a page in the language in use.

    Parameters
    ----------
    title
        Its only heading of the first level.
    body
        What comes under the title.
    lead
        What it is about, in a sentence; may be empty.
    here, query
        Its address.
    data
        The data folder that the address names; None when it names none.
    bare
        Whether the page is for somebody who has not been let in, and leads nowhere.
    """
    name, skip = _("Social reports"), plain(_("Skip to the content"))
    head = (
        f'<!doctype html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{plain(one_line(title))} – {plain(name)}</title>\n"
        '<link rel="icon" href="data:,">\n<link rel="stylesheet" href="/osat/tyyli.css">\n'
        '<script src="/osat/sovellus.js" defer></script>\n</head>\n'
    )
    own = plain(Html(f'<p class="nimi"><a href="/">{plain(name)}</a></p>\n'))
    languages = navigation(
        _("Language"), (_language(here, query, one) for one in LANGUAGES), role="kielet"
    )
    shown = MENU if data is not None else FOLDERLESS
    menu = navigation(
        _("Main menu"),
        (_menu(path, _(text), here, data) for path, text in shown.items()),
        role="valikko",
    )
    whole = f"{own}{languages.text}{menu.text}"
    told = paragraph(lead, role="ingressi") if lead else Html("")
    content = joined(heading(1, title), told, body)
    return (
        f'{head}<body>\n<a class="ohita" href="#sisalto">{skip}</a>\n'
        f'<header>\n<div class="sivu">\n{own if bare else whole}</div>\n</header>\n'
        f'<main id="sisalto" tabindex="-1">\n{content.text}</main>\n</body>\n</html>\n'
    ).encode("utf-8", "replace")


def _menu(path: str, text: str, here: str, data: str | None) -> Html:
    mark = ""
    if here == path or here.startswith(f"{path}/"):
        mark = ' aria-current="page"' if here == path else ' aria-current="true"'
    query = f"?{urlencode({'aineisto': data})}" if data is not None else ""
    return Html(f'<a href="{path}{escape(query)}"{mark}>{plain(text)}</a>')


def _language(here: str, query: str, lang: str) -> Html:
    kept = [(k, v) for k, v in parse_qsl(query) if k not in ("kieli", "takaisin")]
    back = f"{here}?{urlencode(kept)}" if kept else here
    mark = ' aria-current="true"' if lang == language() else ""
    target = f"/kieli?{urlencode({'kieli': lang, 'takaisin': back})}"
    return Html(f'<a href="{escape(target)}" lang="{lang}"{mark}>{NAMES[lang]}</a>')


def hidden(name: str, value: str) -> Html:
    """Give a field that a form sends without showing it."""
    return Html(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">\n')


def form(
    action: str, *pieces: Piece, method: str = "post", files: bool = False, role: str = "lomake"
) -> Html:
    """Give a form; our own faults are told by the server, so browsers need not check."""
    kind = ' enctype="multipart/form-data"' if files else ""
    return Html(
        f'<form action="{escape(action)}" method="{method}" class="{role}" novalidate{kind}>\n'
        f"{joined(*pieces).text}</form>\n"
    )


def button(text: str, *, name: str = "", value: str = "", quiet: bool = False) -> Html:
    """Give a button that sends its form."""
    of = f' name="{escape(name)}" value="{escape(value)}"' if name else ""
    look = ' class="vaisu"' if quiet else ""
    return Html(f'<button type="submit"{of}{look}>{plain(text)}</button>\n')


def line(
    name: str, label: str, value: str = "", *, kind: str = "text", hint: str = "", more: str = ""
) -> Html:
    """Give a field of one line with its label and hint."""
    about = f' aria-describedby="{name}-ohje"' if hint else ""
    told = f'<span class="ohje" id="{name}-ohje">{plain(hint)}</span>\n' if hint else ""
    return Html(
        f'<div class="kentta">\n<label for="{name}">{plain(label)}</label>\n{told}'
        f'<input type="{kind}" id="{name}" name="{name}" value="{escape(value)}"{about} {more}>\n</div>\n'
    )


def choice(
    name: str, label: str, options: Iterable[tuple[str, str]], chosen: Sequence[str], *,
    several: bool = False, hint: str = "",
) -> Html:  # fmt: skip
    """Give a list to choose from; several choices are boxes to tick."""
    told = f'<span class="ohje" id="{name}-ohje">{plain(hint)}</span>\n' if hint else ""
    about = f' aria-describedby="{name}-ohje"' if hint else ""
    if several:
        boxes = "".join(
            f'<li><label><input type="checkbox" name="{escape(name)}" value="{escape(value)}"'
            f"{' checked' if value in chosen else ''}> {plain(text)}</label></li>\n"
            for value, text in options
        )
        return Html(
            f'<fieldset class="kentta"{about}>\n<legend>{plain(label)}</legend>\n{told}'
            f'<ul class="ruudut" role="list">\n{boxes}</ul>\n</fieldset>\n'
        )
    rows = "".join(
        f'<option value="{escape(value)}"{" selected" if value in chosen else ""}>{plain(text)}</option>\n'
        for value, text in options
    )
    return Html(
        f'<div class="kentta">\n<label for="{name}">{plain(label)}</label>\n{told}'
        f'<select id="{name}" name="{escape(name)}"{about}>\n{rows}</select>\n</div>\n'
    )


def status(text: Piece, *, role: str = "onnistui") -> Html:
    """Give what became of the last thing done; our script moves the focus to it."""
    said = paragraph(text).text
    return Html(f'<div class="{role}" role="status" id="tila" tabindex="-1">{said}</div>\n')


def good(text: str) -> Html:
    """Give a box that says that something is as it should be."""
    return Html(f'<div class="onnistui">{paragraph(text).text}</div>\n')
