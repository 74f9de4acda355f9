"""The columns in which an office clears texts for publication, which no respondent fills in."""

from __future__ import annotations

from sosiaali_lib.forms import Form

_CLEARING = "clearing"


def of(form: Form) -> dict[str, str]:
    """Give the columns of clearing → the value that an answer has which nobody has read yet.

    They are the names of those who clear (`needed_for: clearing`), the column that makes these
    required, and the days that it makes required beside them. The value is empty for a column that
    may be; a required one says that the text is not cleared.
    """
    conditions = {
        rule.required_when
        for rule in form.rules
        if rule.required_when and form.column(rule.column).needed_for == _CLEARING
    }
    found = {column.name for column in form.columns if column.needed_for == _CLEARING}
    for rule in form.rules:
        if rule.required_when in conditions and form.column(rule.column).type == "date":
            found.add(rule.column)
    values = dict.fromkeys(found, "")
    for name, codes in filter(None, conditions):
        deciding = form.column(name)
        others = [code for code in deciding.choices() if code not in codes]
        values[name] = others[0] if deciding.required else ""
    return {column.name: values[column.name] for column in form.columns if column.name in values}
