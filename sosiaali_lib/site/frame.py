"""The frame of every page: head, skip link, navigation, languages, footer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from sosiaali_lib.messages import LANGUAGES, N_, _, language, use
from sosiaali_lib.site.markup import (
    Html,
    heading,
    joined,
    link,
    navigation,
    paragraph,
    plain,
    warning,
)
from sosiaali_lib.site.settings import Settings, said

NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
START, PLACES, COMPARE, DATA = "index.html", "kunnat.html", "vertailu.html", "avoin-data.html"
LOG, SEARCH = "muutosloki.html", "haku.html"
STATEMENT, SITEMAP = "saavutettavuus.html", "sivukartta.html"
MENU = {
    START: N_("Start page"),
    PLACES: N_("Municipalities and counties"),
    COMPARE: N_("Compare"),
    DATA: N_("Open data"),
    LOG: N_("Change log"),
    SEARCH: N_("Search"),
}
BELOW = {STATEMENT: N_("Accessibility statement"), SITEMAP: N_("Site map")}


@dataclass(frozen=True)
class Menu:
    """What every page leads to: address from the folder of its language → name in the language in use.

    Attributes
    ----------
    main
        In the head of the page.
    below
        In its foot.
    """

    main: Mapping[str, str]
    below: Mapping[str, str] = field(default_factory=dict)


def site_menu() -> Menu:
    """Give what every page of the site of reports leads to."""
    return Menu(
        {path: _(text) for path, text in MENU.items()},
        {path: _(text) for path, text in BELOW.items()},
    )


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page in one language.

    Attributes
    ----------
    path
        Where it stands in the folder of its language.
    title
        Its only heading of the first level.
    body
        What comes under the title.
    trail
        Pages above it: address from the folder of the language, and name.
    scripts
        Scripts from the root of the site.
    lead
        What it is about, in a sentence.
    part
        Page of the menu that it belongs to.
    instead
        Languages in which it does not exist, and the page that their links lead to.
    """

    path: str
    title: str
    body: Html
    trail: Sequence[tuple[str, str]] = ()
    scripts: Sequence[str] = ()
    lead: str = ""
    part: str = ""
    instead: Mapping[str, str] = field(default_factory=dict)

    @property
    def up(self) -> str:
        """Way from the page to the folder of its language."""
        return "../" * self.path.count("/")

    @property
    def root(self) -> str:
        """Way from the page to the root of the site."""
        return f"../{self.up}"


def written(
    page: Page,
    settings: Settings,
    languages: Sequence[str],
    *,
    made_up: bool,
    menu: Menu | None = None,
) -> bytes:
    """Give a page in the language in use.

    Parameters
    ----------
    page
        What it holds.
    settings
        Whose site it is.
    languages
        Languages of the site; the page exists in each of them, but for those of `page.instead`.
    made_up
        Whether the reports are about made-up data.
    menu
        What every page leads to; the pages of the site of reports when None.
    """
    lang = language()
    menu = menu or site_menu()
    name = settings.title
    title = page.title if page.path == START else f"{page.title} – {name}"
    alternates = "".join(
        f'<link rel="alternate" hreflang="{other}" href="{escape(page.root)}{other}/{escape(page.path)}">\n'
        for other in languages
        if other not in page.instead
    )
    scripts = "".join(
        f'<script src="{escape(page.root)}{s}" defer></script>\n' for s in page.scripts
    )
    about = f'<meta name="description" content="{plain(page.lead)}">\n' if page.lead else ""
    lead = paragraph(page.lead, role="ingressi") if page.lead else Html("")
    content = joined(_trail(page), heading(1, page.title), lead, _made_up() if made_up else "")
    skip = plain(_("Skip to the content"))
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{plain(title)}</title>\n{about}{alternates}"
        f'<link rel="stylesheet" href="{escape(page.root)}tyyli.css">\n{scripts}</head>\n<body>\n'
        f'<a class="ohita" href="#sisalto">{skip}</a>\n{_header(page, name, languages, menu.main)}'
        f'<main id="sisalto" tabindex="-1">\n{content.text}{page.body.text}</main>\n'
        f"{_footer(page, settings, menu.below)}</body>\n</html>\n"
    ).encode()


def _header(page: Page, name: str, languages: Sequence[str], main: Mapping[str, str]) -> str:
    home = f'<p class="nimi">{link(page.up + START, name).text}</p>\n'
    others = navigation(
        _("Language"), (_language_link(page, other) for other in languages), role="kielet"
    )
    switch = others.text if len(languages) > 1 else ""
    items = (_menu_link(page, path, text) for path, text in main.items())
    menu = navigation(_("Main menu"), items, role="valikko").text
    return f'<header>\n<div class="sivu">\n{home}{switch}{menu}</div>\n</header>\n'


def _menu_link(page: Page, path: str, text: str) -> Html:
    here = ' aria-current="page"' if page.path == path else ""
    if path == page.part and not here:
        here = ' aria-current="true"'
    return Html(f'<a href="{escape(page.up)}{escape(path)}"{here}>{plain(text)}</a>')


def _language_link(page: Page, other: str) -> Html:
    here = ' aria-current="true"' if other == language() else ""
    path = page.instead.get(other, page.path)
    return Html(
        f'<a href="{escape(page.root)}{other}/{escape(path)}" lang="{other}" '
        f'hreflang="{other}"{here}>{NAMES[other]}</a>'
    )


def _trail(page: Page) -> Html:
    if not page.trail:
        return Html("")
    above = [link(page.up + path, text) for path, text in page.trail]
    here = Html(f'<span aria-current="page">{plain(page.title)}</span>')
    return navigation(_("You are here"), [*above, here], role="polku", ordered=True)


def _made_up() -> Html:
    text = _(
        "The figures on this site are made up: it shows what the suite does with example data."
    )
    return warning(paragraph(text))


def _footer(page: Page, settings: Settings, others: Mapping[str, str]) -> str:
    owner = said(settings.organisation)
    by = paragraph(owner).text if owner else ""
    items = (link(page.up + path, text) for path, text in others.items())
    below = navigation(_("About the site"), items).text if others else ""
    return f'<footer>\n<div class="sivu">\n{by}{below}</div>\n</footer>\n'


def choice(settings: Settings, languages: Sequence[str]) -> bytes:
    """Give the first page of the whole site: one link for each language."""
    parts = []
    for lang in languages:
        with use(lang):
            parts.append(
                Html(
                    f'<li lang="{lang}"><a href="{lang}/{START}" hreflang="{lang}">'
                    f"{NAMES[lang]}: {plain(settings.title)}</a></li>\n"
                )
            )
    with use(languages[0]):
        name = plain(settings.title)
    alternates = "".join(
        f'<link rel="alternate" hreflang="{lang}" href="{lang}/{START}">\n' for lang in LANGUAGES
        if lang in languages
    )  # fmt: skip
    return (
        f'<!doctype html>\n<html lang="{languages[0]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name}</title>\n{alternates}"
        '<link rel="stylesheet" href="tyyli.css">\n</head>\n<body>\n'
        f'<main id="sisalto">\n<h1>{name}</h1>\n<ul class="valinta" role="list">\n'
        f"{joined(*parts).text}</ul>\n</main>\n</body>\n</html>\n"
    ).encode()
