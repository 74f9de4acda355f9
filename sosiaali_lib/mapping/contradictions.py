"""What a mapping says that its form, its code lists or the mapping itself contradict."""

from __future__ import annotations

from collections.abc import Iterator

from sosiaali_lib import forms
from sosiaali_lib.formatting import listed
from sosiaali_lib.forms import Column, Form
from sosiaali_lib.instruments import load as instrument
from sosiaali_lib.intake.recognise import folded
from sosiaali_lib.mapping import days
from sosiaali_lib.mapping.model import Entry, Mapping, Role
from sosiaali_lib.messages import _, ngettext

_SEVERAL = frozenset({"choices", "free_text", "text"})  # types that take the cells of many columns


def contradictions(mapping: Mapping) -> Iterator[str]:
    """Tell everything in a mapping that cannot be carried out, whatever the source holds."""
    if mapping.form not in forms.available():
        told = _("lomake: there is no form {form}; there are {forms}.")
        yield told.format(form=mapping.form, forms=", ".join(forms.available()))
        return
    form = forms.load(mapping.form)
    columns = {column.name: column for column in form.columns}
    for entry in mapping.entries:
        yield from _of_entry(entry, columns, form)
    yield from _of_constants(mapping, columns)
    yield from _of_since(mapping)
    yield from _of_instrument(mapping, columns)
    yield from _twice(mapping, columns)
    if missing := [one.name for one in form.required if one.name not in mapping.targets]:
        told = ngettext(
            "The form {form} requires the column {columns}, which nothing becomes. Map a column to it, "
            "or give it under vakiot.",
            "The form {form} requires the columns {columns}, which nothing becomes. Map a column to "
            "each, or give it under vakiot.",
            len(missing),
        )
        yield told.format(form=form.name, columns=listed(missing))


def codes_of(column: Column) -> dict[str, str]:
    """Give folded code or label in any language → code, for a column of choices."""
    if column.type == "instrument":
        from sosiaali_lib import instruments

        names = {name: instrument(name).names for name in instruments.available()}
    elif column.codes:
        from sosiaali_lib import codelists

        names = {one.code: one.labels for one in codelists.load(column.codes).codes}
    else:
        return {}
    labels = {folded(text): code for code, texts in names.items() for text in texts.values()}
    return labels | {folded(code): code for code in names}


def _of_entry(entry: Entry, columns: dict[str, Column], form: Form) -> Iterator[str]:
    if not entry.target:
        return
    column = columns.get(entry.target)
    if column is None:
        told = _("{source}: the form {form} has no column {column}.")
        yield told.format(source=entry.column, form=form.name, column=entry.target)
        return
    if entry.role is Role.ITEM and column.item_of is None:
        told = _("{source}: {column} is no statement of an instrument; give it the role {role}.")
        yield told.format(source=entry.column, column=column.name, role=Role.COLUMN)
    if entry.role is Role.BOX and column.type != "choices":
        told = _(
            "{source}: {column} takes one answer, not several choices; give the role {role} and arvot."
        )
        yield told.format(source=entry.column, column=column.name, role=Role.COLUMN)
    if column.needed_for == "nothing":
        told = _("{source}: {column} is not kept by the form. Give it the role henkilotieto.")
        yield told.format(source=entry.column, column=column.name)
    yield from _of_codes(entry, column)
    if entry.separator and column.type != "choices":
        told = _("{source}: {column} does not take several choices, so it has no erotin.")
        yield told.format(source=entry.column, column=column.name)
    if entry.date_format and column.type != "date":
        told = _("{source}: {column} is no day, so it has no muoto.")
        yield told.format(source=entry.column, column=column.name)
    elif entry.date_format and not days.is_pattern(entry.date_format):
        yield _wrong_pattern(entry.column, entry.date_format)


def _of_codes(entry: Entry, column: Column) -> Iterator[str]:
    known = set(codes_of(column).values())
    given = [code for code in (entry.values or {}).values() if code is not None]
    if entry.role is Role.BOX:
        given.append(entry.code)
    if known:
        wrong = sorted({code for code in given if code not in known})
        if wrong:
            told = _("{source}: {column} has no codes {wrong}; there are {codes}.")
            codes = ", ".join(dict.fromkeys(codes_of(column).values()))
            yield told.format(
                source=entry.column, column=column.name, wrong=listed(wrong), codes=codes
            )
    elif column.type in ("integer", "number"):
        aside = _no_answer(column)
        wrong = sorted({code for code in given if code not in aside and not _fits(code, column)})
        if wrong:
            told = _("{source}: {column} does not take the values {wrong}.")
            yield told.format(source=entry.column, column=column.name, wrong=listed(wrong))


def _no_answer(column: Column) -> frozenset[str]:
    if column.item_of is None:
        return frozenset()
    known = instrument(column.item_of)
    return frozenset({*known.missing_codes, *known.dont_know})


def _fits(code: str, column: Column) -> bool:
    try:
        value = float(code.replace(",", "."))
    except ValueError:
        return False
    low = float("-inf") if column.min is None else column.min
    high = float("inf") if column.max is None else column.max
    return low <= value <= high and (column.type == "number" or value.is_integer())


def _of_constants(mapping: Mapping, columns: dict[str, Column]) -> Iterator[str]:
    for name, value in mapping.constants.items():
        if name not in columns:
            told = _("vakiot: the form {form} has no column {column}.")
            yield told.format(form=mapping.form, column=name)
            continue
        known = codes_of(columns[name])
        if known and value not in known.values():
            told = _("vakiot: {column} has no code {value}; there are {codes}.")
            codes = ", ".join(dict.fromkeys(known.values()))
            yield told.format(column=name, value=value, codes=codes)


def _of_since(mapping: Mapping) -> Iterator[str]:
    since = mapping.rows.since
    if since is not None and since.date_format and not days.is_pattern(since.date_format):
        yield _wrong_pattern("alkaen", since.date_format)


def _wrong_pattern(source: str, pattern: str) -> str:
    told = _(
        "{source}: “{pattern}” is no pattern of a day. Write it with p, k and v for the day, the "
        "month and the year, such as k/p/vvvv, or excel for Excel's numbers."
    )
    return told.format(source=source, pattern=pattern)


def _of_instrument(mapping: Mapping, columns: dict[str, Column]) -> Iterator[str]:
    """Tell statements of another instrument than the rows are about."""
    constant = mapping.constants.get("mittari")
    if constant is None:
        return
    for entry in mapping.entries:
        owner = columns[entry.target].item_of if entry.target in columns else None
        if owner is not None and owner != constant:
            told = _("{source}: {column} is a statement of {owner}, but mittari is {instrument}.")
            yield told.format(
                source=entry.column, column=entry.target, owner=owner, instrument=constant
            )


def _twice(mapping: Mapping, columns: dict[str, Column]) -> Iterator[str]:
    seen: set[tuple[str, str, str]] = set()
    for entry in mapping.entries:
        key = (entry.column, entry.target, entry.code)
        if key in seen:
            told = _("{source}: two entries say the same; remove one of them.")
            yield told.format(source=entry.column)
        seen.add(key)
        if entry.target in mapping.constants:
            told = _("{source}: {column} has a constant already; remove one of them.")
            yield told.format(source=entry.column, column=entry.target)
