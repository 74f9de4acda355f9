"""The codebook as one page for the web that needs no other file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sosiaali_lib import codebook_html as tags
from sosiaali_lib import (
    codebook_instruments,
    codebook_text,
    codelists,
    forms,
    instrument_text,
    instruments,
)
from sosiaali_lib.codelists import Code, CodeList
from sosiaali_lib.forms import Column, Form
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.messages import _


def html() -> str:
    """Give the page in the language in use."""
    known_forms = [forms.load(name) for name in forms.available()]
    known_lists = [codelists.load(name) for name in codelists.available()]
    known_instruments = [instruments.load(name) for name in instruments.available()]
    groups = [
        (_("Forms"), [(_anchor(form), form.title) for form in known_forms]),
        (_("Code lists"), [(_anchor(codes), codes.title) for codes in known_lists]),
        (_("Instruments"), [(_anchor(known), known.name) for known in known_instruments]),
        (_("Words"), [("sanat-henkilotiedot", _("Personal data")), ("sanat-nayto", _("Evidence"))]),
    ]
    sections = [
        (_("Forms"), [_form(form) for form in known_forms]),
        (_("Code lists"), [_code_list(codes) for codes in known_lists]),
        (_("Instruments"), codebook_instruments.sections(known_instruments)),
        (_("Words"), [_words()]),
    ]
    intro = _(
        "This page tells what each column of the data means, which values it takes, which code "
        "lists the values come from and how the instruments are scored."
    )
    names = _("The names of columns and codes are the same in all languages.")
    body = "\n".join(
        f"<section>\n<h2>{escape(heading)}</h2>\n" + "\n".join(parts) + "\n</section>"
        for heading, parts in sections
    )
    navigation = f"{_navigation(groups)}\n"
    return tags.page(_("Codebook"), body, intro=f"{intro} {names}", navigation=navigation)


def _anchor(thing: Form | CodeList | Instrument) -> str:
    """Give the name under which links find a section."""
    match thing:
        case Form():
            return f"lomake-{thing.name}"
        case CodeList():
            return f"luettelo-{thing.name}"
    return codebook_instruments.anchor(thing)


def _navigation(groups: Sequence[tuple[str, list[tuple[str, str]]]]) -> str:
    items = "\n".join(
        f"<li>{escape(heading)}\n{tags.bullets(tags.link(*to) for to in links)}</li>"
        for heading, links in groups
    )
    label = _("Contents")
    return f'<nav aria-label="{escape(label)}">\n<ul>\n{items}\n</ul>\n</nav>'


def _form(form: Form) -> str:
    """Give the section of a form: its columns and the rules between them."""
    head = (
        _("Column"),
        _("Name"),
        _("Required"),
        _("Type"),
        _("Accepted values"),
        _("What to write"),
        _("Personal data"),
    )
    personal, types = codebook_text.personal(), codebook_text.types()
    rows = [
        (
            tags.code(column.name),
            escape(column.label),
            escape(codebook_text.required(form, column)),
            escape(types[column.type]),
            _values(column),
            "<br>".join(map(escape, codebook_text.instructions(form, column))),
            escape(personal[column.personal][0]),
        )
        for column in form.columns
    ]
    version = _("Version {version}.").format(version=form.version)
    caption = _("Columns of the form “{form}”").format(form=form.title)
    return (
        f'<h3 id="{_anchor(form)}">{escape(form.title)} ({tags.code(form.name)})</h3>\n'
        f"<p>{escape(form.row)} {escape(version)}</p>\n{tags.table(caption, head, rows)}"
    )


def _values(column: Column) -> str:
    """Give the accepted values, or a link to where they are listed."""
    if column.codes:
        codes = codelists.load(column.codes)
        return tags.link(_anchor(codes), codes.title)
    if column.type == "instrument":
        known = [instruments.load(name) for name in column.choices()]
        return tags.bullets(
            f"{tags.code(one.id)} {tags.link(_anchor(one), one.name)}" for one in known
        )
    if column.item_of:
        own = instruments.load(column.item_of)
        limits = escape(" ".join(codebook_text.limits(column)))
        return f"{limits}<br>{tags.link(_anchor(own), own.name)}"
    return "<br>".join(map(escape, codebook_text.allowed(column)))


def _code_list(codes: CodeList) -> str:
    """Give the section of a code list with what its codes stand for in other lists."""
    targets = list(dict.fromkeys(target for code in codes.codes for target in code.maps))
    grouped = any(code.group for code in codes.codes)
    evidence = instrument_text.evidence()
    head = [escape(_("Code")), escape(_("Name"))]
    head += [escape(_("Group"))] * grouped
    for target in map(codelists.load, targets):
        title = tags.link(_anchor(target), target.title)
        head.append(escape(_("Corresponds to: {list}")).format(list=title))
    head.append(escape(_("Evidence")))
    rows = [
        (
            tags.code(code.code),
            escape(code.label),
            *([tags.code(code.group) if code.group else "–"] * grouped),
            *(_counterparts(code, target) for target in targets),
            escape(evidence[code.evidence][0]),
        )
        for code in codes.codes
    ]
    version = _("Version {version}.").format(version=codes.version)
    caption = _("Codes of the list “{list}”").format(list=codes.title)
    basis = _("Basis: {basis}.").format(basis=codes.basis)
    return (
        f'<h3 id="{_anchor(codes)}">{escape(codes.title)} ({tags.code(codes.name)})</h3>\n'
        f"<p>{escape(version)} {escape(codebook_text.validity(codes))} {escape(basis)}</p>\n"
        f"{tags.table(caption, head, rows, is_html=True)}"
    )


def _counterparts(code: Code, target: str) -> str:
    """Give the codes of another list that a code stands for."""
    labels = codelists.load(target).labels()
    if not (found := code.maps.get(target, ())):
        return escape(_("no counterpart"))
    return tags.bullets(f"{tags.code(name)} {escape(labels[name])}" for name in found)


def _words() -> str:
    """Explain the words for personal data and for evidence."""
    tables = [
        (
            "sanat-henkilotiedot",
            _("Personal data"),
            _("Words for personal data"),
            codebook_text.personal(),
        ),
        ("sanat-nayto", _("Evidence"), _("Words for evidence"), instrument_text.evidence()),
    ]
    return "\n".join(
        f'<h3 id="{anchor}">{escape(heading)}</h3>\n'
        + tags.table(
            caption,
            (_("Word"), _("Meaning")),
            [(escape(word), escape(meaning)) for word, meaning in words.values()],
        )
        for anchor, heading, caption, words in tables
    )
