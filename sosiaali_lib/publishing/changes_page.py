"""The page that lists what changed between an edited draft and the new one beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from sosiaali_lib import codebook_html as tags
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.publishing.changes import Change, Changes


def page(
    about: str, found: Changes | None, *, edited: str, new: str, carried: Sequence[str]
) -> bytes:
    """Give the page in the language in use.

    Parameters
    ----------
    about
        Name of the report.
    found
        What changed; None when the edited draft's own notebook is gone, so that nobody can tell.
    edited, new
        Names of the two Word files.
    carried
        Chapters whose own texts the new draft took over.
    """
    parts = [
        f"<p>{escape(text)}</p>"
        for text in _opening(found, edited=edited, new=new, carried=carried)
    ]
    parts += _parts(found) if found else []
    html = tags.page(_("What changed in the draft"), "\n".join(parts), about=about)
    return html.encode("utf-8")


def _opening(
    found: Changes | None, *, edited: str, new: str, carried: Sequence[str]
) -> Iterator[str]:
    yield _(
        "The draft {edited} was edited by hand, so it was left as it is. The new draft {new} was made "
        "of the present release."
    ).format(edited=edited, new=new)
    if carried:
        yield _("Own texts were carried over to the new draft: {chapters}.").format(
            chapters=", ".join(carried)
        )
    else:
        yield _(
            "Own texts were not carried over, because nothing was written in their places or "
            "something else was edited as well. Move your texts by hand."
        )
    if found is None:
        yield _("What changed cannot be told, because the notebook of the edited draft is gone.")
    elif not found:
        yield _("No number changed.")
    else:
        count = len(found.figures)
        yield ngettext("{n} figure changed.", "{n} figures changed.", count).format(n=number(count))


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _parts(found: Changes) -> Iterator[str]:
    if found.figures:
        yield _heading(_("Figures of tables"))
        head = (_("Place"), _("Row"), _("Column"), _("Edited draft"), _("New draft"))
        rows = [[escape(cell) for cell in _row(one)] for one in found.figures]
        yield tags.table(_("Figures that changed"), head, rows)
    if found.sentences:
        yield _heading(_("Sentences"))
        same = _("not repeated here")
        lines = [
            [escape(heading), escape(before or same), escape(now)]
            for heading, before, now in found.sentences
        ]
        yield tags.table(
            _("Sentences whose numbers changed"),
            (_("Place"), _("Edited draft"), _("New draft")),
            lines,
        )
    for title, names in (
        (_("Tables that are new"), found.added),
        (_("Tables that are gone"), found.gone),
    ):
        if names:
            yield _heading(title)
            yield tags.bullets(map(escape, names))


def _row(one: Change) -> tuple[str, str, str, str, str]:
    place = f"{one.heading}: {one.table}"
    if one.what == "now_hidden":
        return place, one.row, one.column, _("was shown"), _("is hidden")
    if one.what == "now_shown":
        return place, one.row, one.column, _("was hidden"), _("is shown")
    return place, one.row, one.column, one.before, one.now
