"""Fields of a row, made from the file of its form: types, code lists, labels, helps and rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from sosiaali_lib import areas, codebook_text
from sosiaali_lib.app.rows import Fault, value
from sosiaali_lib.forms import Column, Form
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import clean
from sosiaali_lib.site.markup import Html, bullets, joined, link, plain

NUMERIC = {"integer": "numeric", "number": "decimal"}
WRITING = ("semicolon", "three-digit")  # helps on how to write into a cell what is chosen here
LONGEST_LINE = 40  # characters; longer texts get a larger box
MOST_TEXT = 20_000  # characters of one answer; the intake cuts at fewer and says so


def field(
    form: Form,
    column: Column,
    text: str,
    faults: Sequence[Fault] = (),
    *,
    places: Sequence[str] = (),
) -> Html:
    """Give the field of one column.

    Parameters
    ----------
    form, column
        What is asked.
    text
        What the field holds, as it stands in the data or was written; a text that is no choice stays
        as a choice of its own, so that it is seen and not lost.
    faults
        Those of this column.
    places
        Codes of the municipalities to choose from; all of them when empty.
    """
    name = f"k-{column.name}"
    about = f"{name}-ohje {name}-virhe" if faults else f"{name}-ohje"
    described = f' aria-describedby="{about}"'
    hint = _hint(form, column, name)
    told = _told(name, faults)
    if column.type == "choices":
        return _boxes(column, name, text, hint, told, described)
    state = (' aria-invalid="true"' if faults else "") + (" required" if column.required else "")
    label = f'<label for="{name}">{plain(_label(column))}</label>\n'
    made = _control(column, name, text, described + state, places)
    return Html(f'<div class="kentta">\n{label}{hint}{told}{made}</div>\n')


def summary(form: Form, faults: Iterable[Fault], *, saved: bool = False) -> Html:
    """Give the faults of a row as a list with links to their fields.

    `saved` says that the row is shown as it stands in its file, and was not sent just now.
    """
    items = [
        link(f"#k-{one.column}", f"{form.column(one.column).label}: {_sentence(one)}")
        if one.column
        else _sentence(one)
        for one in faults
    ]
    head = plain(
        _("This is wrong with the row:")
        if saved
        else _("The row was not saved. These have to be corrected first:")
    )
    role = "" if saved else ' role="alert"'
    return Html(
        f'<div class="varoitus" id="virheet"{role} tabindex="-1">\n<p>{head}</p>\n'
        f"{bullets(items).text}</div>\n"
    )


def of_column(faults: Iterable[Fault], column: Column) -> list[Fault]:
    """Give the faults of one column."""
    return [one for one in faults if one.column == column.name]


def cells(form: Form, given: Mapping[str, Sequence[str]], names: Iterable[str]) -> dict[str, str]:
    """Give the cells of a row from what a browser sent; what is not asked is left out."""
    return {
        name: ("; " if form.column(name).type == "choices" else "").join(given.get(name, ()))
        for name in names
    }


def _label(column: Column) -> Html:
    if column.required:
        needed = plain(_("required"))
        return Html(f'{plain(column.label)} <span class="pakollinen">({needed})</span>')
    return Html(plain(column.label))


def _hint(form: Form, column: Column, name: str) -> str:
    """Say what to write, and when the field has to be filled."""
    text = _("Condition: {condition}.")
    lines = [] if any(word in column.helps["en"] for word in WRITING) else [column.help]
    lines += [text.format(condition=one) for one in codebook_text.conditions(form, column)]
    said = "".join(f"<br>{plain(line)}" for line in dict.fromkeys(lines))
    return f'<span class="ohje" id="{name}-ohje">{said.removeprefix("<br>")}</span>\n'


def _told(name: str, faults: Sequence[Fault]) -> str:
    if not faults:
        return ""
    lines = "".join(f"<br>{plain(_sentence(one))}" for one in faults)
    return f'<span class="virhe" id="{name}-virhe">{lines.removeprefix("<br>")}</span>\n'


def _sentence(fault: Fault) -> str:
    return _("expected {expected}. {cure}").format(expected=fault.expected, cure=fault.cure)


def _control(column: Column, name: str, text: str, marks: str, places: Sequence[str]) -> str:
    common = f'id="{name}" name="{escape(column.name)}"{marks}'
    shown = escape(clean(text))
    if column.type in ("choice", "instrument"):
        return _select(common, column.choices(), value(column, text), text)
    if column.type == "municipality":
        codes = places or [one.code for one in areas.municipalities()]
        names = sorted((areas.municipality(code).name(), code) for code in codes)
        options = {code: label for label, code in names}
        return _select(common, options, value(column, text), text)
    if column.type == "free_text" or "\n" in text or len(text) > LONGEST_LINE:
        # The first line end after the tag is not part of the text.
        return f'<textarea rows="4" maxlength="{MOST_TEXT}" {common}>\n{shown}</textarea>\n'
    if column.type == "date" and (not text or value(column, text)):
        return f'<input type="date" value="{value(column, text) or ""}" {common}>\n'
    mode = f' inputmode="{NUMERIC[column.type]}"' if column.type in NUMERIC else ""
    small = ' class="luku"' if column.type in NUMERIC else ""
    return (
        f'<input type="text" autocomplete="off" maxlength="{MOST_TEXT}"{mode}{small} '
        f'value="{shown}" {common}>\n'
    )


def _select(common: str, options: Mapping[str, str], meant: str | None, text: str) -> str:
    """Give a list to choose from; what is written and no choice stands in it as it is."""
    empty = plain(_("choose"))
    rows = [f'<option value="">– {empty} –</option>']
    if clean(text) and meant not in options:
        rows.append(f'<option value="{escape(clean(text))}" selected>{plain(text)}</option>')
    rows += [
        f'<option value="{escape(code)}"{" selected" if code == meant else ""}>{plain(label)}</option>'
        for code, label in options.items()
    ]
    return f"<select {common}>\n{''.join(rows)}\n</select>\n"


def _boxes(column: Column, name: str, text: str, hint: str, told: str, described: str) -> Html:
    """Give a group of boxes to tick; what is written and no choice is a box of its own."""
    meant = value(column, text)
    chosen = set(meant.split(";")) if meant else set()
    options = dict(column.choices())
    if clean(text) and meant is None:
        options |= {(strange := clean(text)): strange}
        chosen |= {strange}
    boxes = joined(
        *(
            Html(
                f'<li><label><input type="checkbox" name="{escape(column.name)}" '
                f'value="{escape(code)}"{" checked" if code in chosen else ""}> '
                f"{plain(label)}</label></li>\n"
            )
            for code, label in options.items()
        )
    )
    return Html(
        f'<fieldset class="kentta" id="{name}" tabindex="-1"{described}>\n'
        f'<legend>{plain(_label(column))}</legend>\n{hint}{told}<ul class="ruudut" role="list">\n'
        f"{boxes.text}</ul>\n</fieldset>\n"
    )
