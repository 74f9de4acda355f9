"""The page on which the data folder is chosen, and what is told of the data in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from sosiaali_lib.formatting import number
from sosiaali_lib.lab.judging import Judged, judge
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.site.frame import Page
from sosiaali_lib.site.markup import (
    Html,
    bullets,
    details,
    facts,
    heading,
    joined,
    link,
    paragraph,
    plain,
    size_text,
    table,
    warning,
)

DATA, STATE, SCRIPT = "aineisto.html", "tila.html", "tila.js"
MOST_FOLDERS = 200


@dataclass(frozen=True)
class Told:
    """What a person is told after a choice.

    Attributes
    ----------
    message
        One sentence or two.
    typed
        What was written into the field.
    """

    message: str
    typed: str = ""


def page(judged: Judged | None, xsrf: str, *, at: Path, told: Told | None = None) -> Page:
    """Give the page in the language in use.

    Parameters
    ----------
    judged
        What was found in the chosen folder; None for the example data.
    xsrf
        Markup of the hidden field without which the server takes no form.
    at
        Folder whose folders are listed.
    told
        Why a choice was refused.
    """
    typed = told.typed if told else str(judged.folder) if judged else ""
    body = joined(
        _refused(told) if told else "",
        heading(2, _("In use now")),
        in_use(judged),
        heading(2, _("Choose a folder")),
        _by_path(typed, xsrf, refused=told is not None),
        heading(2, _("Look for a folder"), name="selaa"),
        _browsed(at, xsrf),
        heading(2, _("Example data")),
        paragraph(_("Made-up data with which everything can be tried.")),
        _button("esimerkki", "1", _("Use the example data"), xsrf),
    )
    return Page(path=DATA, title=_("Data"), body=body, scripts=(SCRIPT,))


def in_use(judged: Judged | None) -> Html:
    """Tell which data are in use, and the place for what reading them brings out."""
    if judged is None:
        return joined(paragraph(_("The example data, which are made up.")), _state())
    pairs: list[tuple[str, str]] = [(_("Folder"), str(judged.folder))]
    if judged.files:
        pairs += [(_("Files"), number(judged.files)), (_("Size"), size_text(judged.bytes))]
    told = warning(paragraph(judged.message)) if judged.message else Html("")
    return joined(facts(pairs), told, _state() if judged.usable else "")


def state(counts: Sequence[tuple[str, int, int]], faults: Sequence[str], found: int) -> Html:
    """Tell what was read: forms with rows used and rejected, and every fault.

    Parameters
    ----------
    counts
        Form, rows used, rows rejected.
    faults
        The faults as lines to read, the last telling how many more there are.
    found
        Number of faults.
    """
    used, rejected = sum(c[1] for c in counts), sum(c[2] for c in counts)
    text = _("Forms: {forms}. Rows used: {used}. Rows left out because of faults: {rejected}.")
    told = text.format(forms=number(len(counts)), used=number(used), rejected=number(rejected))
    rows = [(name, number(good), number(bad)) for name, good, bad in counts]
    columns = [_("Form"), _("Rows used"), _("Rows left out")]
    forms = table("lomakkeet", _("Rows of the forms"), columns, rows, numeric=(True, True))
    pieces = [paragraph(told), details(_("Show the forms"), forms)]
    if faults:
        text = ngettext("{n} fault was found.", "{n} faults were found.", found)
        cure = _("Correct the rows in their files, or mend them with the command sosiaali app.")
        listed = joined(paragraph(cure), bullets(faults))
        pieces += [
            warning(paragraph(text.format(n=number(found)))),
            details(_("Show the faults"), listed),
        ]
    return joined(*pieces)


def _state() -> Html:
    """Give the place into which the script puts what was read; a link to it without the script."""
    waiting = plain(_("The data are being read …"))
    show = link(STATE, _("Show what was read and the faults")).text
    return Html(
        f'<div id="tila" role="status" data-osoite="tila" data-odota="{waiting}">\n'
        f"<p>{show}</p>\n</div>\n"
    )


def _refused(told: Told) -> Html:
    return Html(
        f'<div class="varoitus" role="alert" id="virhe">{paragraph(told.message).text}</div>\n'
    )


def _by_path(typed: str, xsrf: str, *, refused: bool) -> Html:
    label = plain(_("Path of the folder"))
    hint = plain(_("Copy the path from the file manager, for example {path}."))
    state = ' aria-invalid="true"' if refused else ""
    described = "virhe kansio-ohje" if refused else "kansio-ohje"
    example = plain(str(Path.home() / "aineisto"))
    use_it = plain(_("Use this folder"))
    return Html(
        f'<form method="post" action="{DATA}" class="hakulomake">\n{xsrf}\n'
        f'<label for="kansio">{label}</label>\n'
        f'<p class="huomautus" id="kansio-ohje">{hint.format(path=example)}</p>\n'
        f'<div><input id="kansio" name="kansio" type="text" value="{escape(typed)}" '
        'autocomplete="off" spellcheck="false" required'
        f'{state} aria-describedby="{described}">\n'
        f"<button>{use_it}</button></div>\n</form>\n"
    )


def _button(name: str, value: str, text: str, xsrf: str) -> Html:
    return Html(
        f'<form method="post" action="{DATA}">\n{xsrf}\n'
        f'<input type="hidden" name="{name}" value="{escape(value)}">\n'
        f"<button>{plain(text)}</button>\n</form>\n"
    )


def _browsed(at: Path, xsrf: str) -> Html:
    """List the folders of a folder, and offer the folder itself when it can be the data."""
    here = judge(at)
    pieces = [paragraph(_("You are in the folder {folder}.").format(folder=at))]
    if here.usable:
        text = ngettext(
            "There is {n} file here that may be a filled form.",
            "There are {n} files here that may be filled forms.",
            here.files,
        ).format(n=number(here.files))
        button = _("Use the folder {name}").format(name=at.name or at)
        pieces += [paragraph(text), _button("kansio", str(at), button, xsrf)]
    try:
        names = sorted(
            (
                entry.name
                for entry in at.iterdir()
                if not entry.name.startswith(".") and entry.is_dir()
            ),
            key=str.casefold,
        )
    except OSError as error:
        text = _("The folder {folder} cannot be read: {reason}.")
        pieces.append(warning(paragraph(text.format(folder=at, reason=error.strerror or error))))
        names = []
    items = [link(_to(at.parent), _("The folder above"))] if at.parent != at else []
    items += [link(_to(at / name), name) for name in names[:MOST_FOLDERS]]
    pieces.append(bullets(items, role="kansiot"))
    if len(names) > MOST_FOLDERS:
        more = _("{n} more folders are not listed; write the path above.")
        pieces.append(paragraph(more.format(n=number(len(names) - MOST_FOLDERS))))
    return joined(*pieces)


def _to(folder: Path) -> str:
    return f"{DATA}?{urlencode({'selaa': str(folder)})}#selaa"
