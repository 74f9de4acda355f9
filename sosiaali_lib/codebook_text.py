"""The words and sentences in which the codebook speaks of columns, codes and instruments."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache

from sosiaali_lib.codelists import CodeList
from sosiaali_lib.datafiles import DATA, read
from sosiaali_lib.formatting import day, listed, number
from sosiaali_lib.forms import Column, Form
from sosiaali_lib.instruments import Instrument, Scale
from sosiaali_lib.messages import _, ngettext, pick

FIRST_DAY = date(1990, 1, 1)  # the earliest date that a template takes without asking
MARK = "x"


def types() -> dict[str, str]:
    """Give type of a column → its name in the language in use."""
    return {
        "text": _("text"),
        "free_text": _("free text"),
        "date": _("date"),
        "integer": _("whole number"),
        "choice": _("one choice"),
        "choices": _("several choices"),
        "municipality": _("municipality"),
        "instrument": _("instrument"),
    }


def personal() -> dict[str, tuple[str, str]]:
    """Give kind of personal data → its name and what it means."""
    return {
        "no": (_("not personal data"), _("The value tells nothing about a person.")),
        "indirect": (
            _("indirect personal data"),
            _("The value may identify a person when it is put together with other data."),
        ),
        "direct": (_("direct personal data"), _("The value alone points to one person.")),
    }


def evidence() -> dict[str, tuple[str, str]]:
    """Give evidence word → its name and what it means."""
    return {
        "sourced": (_("sourced"), _("Stated in a source that is named.")),
        "computed": (_("computed"), _("Calculated from a source and checked.")),
        "unconfirmed": (_("unconfirmed"), _("Found, but not yet checked against the source.")),
        "unknown": (_("unknown"), _("No source has been found.")),
        "project": (_("own decision"), _("Decided by the makers of this suite.")),
    }


def origins() -> dict[str, str]:
    """Give origin of a part of an instrument → its name."""
    return {"publisher": _("publisher of the instrument"), "project": _("makers of this suite")}


def parts() -> dict[str, str]:
    """Give part of an instrument that evidence speaks of → its name."""
    return {
        "structure": _("Statements and scale"),
        "formula": _("Scoring rule"),
        "missing": _("Rule for missing answers"),
        "bands": _("Limits of interpretation"),
        "rights": _("Rights"),
    }


def required(form: Form, column: Column) -> str:
    """Say whether a column must be filled."""
    if column.required:
        return _("yes")
    return _("in some rows") if sometimes_required(form, column) else _("no")


def sometimes_required(form: Form, column: Column) -> bool:
    """Tell whether another column decides if a column must be filled."""
    return any(rule.column == column.name and rule.required_when for rule in form.rules)


def conditions(form: Form, column: Column) -> list[str]:
    """Give what the rules between columns expect of a column."""
    return [rule.expected for rule in form.rules if rule.column == column.name]


def instructions(form: Form, column: Column) -> list[str]:
    """Give what to write in a column and the conditions on it, a line each."""
    text = _("Condition: {condition}.")
    return [*helps(column), *(text.format(condition=one) for one in conditions(form, column))]


def helps(column: Column) -> list[str]:
    """Give what to write in a column, a line each; with several choices also where the x goes."""
    if column.type != "choices":
        return [column.help]
    text = _("In the workbook each code has a column of its own, such as {column}; an x marks it.")
    return [column.help, text.format(column=f"{column.name}_{next(iter(column.choices()))}")]


def allowed(column: Column, *, instruments: Collection[str] | None = None) -> list[str]:
    """Give the values that a column takes, a line each; empty when any text will do.

    Parameters
    ----------
    column
        The column.
    instruments
        The instruments that a column of instruments may name; None for all.
    """
    if column.type == "integer":
        return answers(column.item_of) if column.item_of else limits(column)
    if column.type == "date":
        text = (
            _("{first} or later, not in the future")
            if column.not_after_today
            else (_("{first} or later"))
        )
        return [text.format(first=day(FIRST_DAY))]
    if column.type == "municipality":
        return [_("name or three-digit code of a Finnish municipality")]
    chosen = column.choices()
    if column.type == "instrument" and instruments is not None:
        chosen = {name: label for name, label in chosen.items() if name in instruments}
    return [f"{code} = {label}" for code, label in chosen.items()]


def limits(column: Column) -> list[str]:
    """Give the range of a whole number, as a line; empty when it has none."""
    match column.min, column.max:
        case int(low), int(high):
            return [f"{number(low)}–{number(high)}"]
        case int(low), None:
            return [_("at least {low}").format(low=number(low))]
        case None, int(high):
            return [_("at most {high}").format(high=number(high))]
    return []


def answers(instrument: str) -> list[str]:
    """Give the answers of an instrument that ships with the suite, as lines “1 = label”."""
    return [f"{code} = {pick(labels)}" for code, labels in _file(instrument)[0]]


def statements(instrument: str) -> dict[str, str]:
    """Give item → its full text in the language of the form, where the text may be shown."""
    return dict(_file(instrument)[1])


@cache
def _file(name: str) -> tuple[list[tuple[int, dict[str, str]]], list[tuple[str, str]]]:
    """Read what only the codebook shows of an instrument file: the answers and the full texts."""
    data = read(DATA / "instruments" / f"{name}.yaml", "instrument")
    return (
        [(entry["code"], entry["label"]) for entry in data.get("codes", {}).get("valid", [])],
        [(item["id"], item["text"]) for item in data["items"] if "text" in item],
    )


def validity(codes: CodeList) -> str:
    """Say when a version of a code list is in force."""
    match codes.valid_from, codes.valid_to:
        case date() as first, date() as last:
            return _("In force from {first} to {last}.").format(first=day(first), last=day(last))
        case date() as first, None:
            return _("In force from {first}.").format(first=day(first))
        case None, date() as last:
            return _("In force until {last}.").format(last=day(last))
    return _("In force without a time limit.")


def rights(instrument: Instrument) -> list[str]:
    """Give the sentences that tell how an instrument may be used."""
    tier = {
        "free": _("The instrument is free to use."),
        "agreement": _("Using the instrument takes an agreement with its holder."),
        "metadata_only": _("Only the name of the instrument is used here, not its content."),
        "local": _("The instrument is a local form: it has no norms to compare with."),
    }
    texts = {
        "shipped": _("Its statements are part of this suite."),
        "user": _("Its statements are added by the user, who has the right to them."),
        "none": _("Its statements are not part of this suite."),
    }
    individual = {
        "allowed": _("Results may be used in work with one person."),
        "discouraged": _("Using results in judging one person is not recommended."),
        "forbidden": _("Results must not be used in judging one person."),
    }
    group = _("Results of a group are given when it has at least {n} people.")
    return [
        tier[instrument.tier],
        texts[instrument.texts],
        individual[instrument.individual],
        group.format(n=number(instrument.group_min_n)),
    ]


def rule(instrument: Instrument, scale: Scale) -> str:
    """Give in whole sentences how a scale of an instrument is scored.

    Everything is read from the instrument file, so that the words and the scores cannot differ.

    Examples
    --------
    >>> from sosiaali_lib import instruments, messages
    >>> eo14 = instruments.load("eo14")
    >>> with messages.use("en"):
    ...     print(rule(eo14, eo14.scales[0])[:80])
    “Mean of the statements” is the mean of 14 answers and lies between 1 and 5. One
    """
    text = {
        "mean": _("“{scale}” is the mean of {n} answers and lies between {low} and {high}."),
        "sum": _("“{scale}” is the sum of {n} answers and lies between {low} and {high}."),
    }[scale.method]
    low, high = (number(limit, 0 if limit == int(limit) else 1) for limit in scale.range)
    sentences = [text.format(scale=scale.label, n=len(scale.items), low=low, high=high)]
    if turned := [item.label for item in map(instrument.item, scale.items) if item.reverse]:
        text = ngettext(
            "One answer is turned round before that: {items}.",
            "{n} answers are turned round before that: {items}.",
            len(turned),
        )
        sentences.append(text.format(n=len(turned), items=listed(turned)))
    if scale.max_missing:
        text = ngettext(
            "If one answer is missing, the mean of the person's other answers stands in for it; "
            "if more are missing, there is no score.",
            "If at most {n} answers are missing, the mean of the person's other answers stands in "
            "for them; if more are missing, there is no score.",
            scale.max_missing,
        )
        sentences.append(text.format(n=scale.max_missing))
    else:
        sentences.append(_("A score is given only when every answer is there."))
    if scale.better == "high":
        sentences.append(_("A higher score means a better situation."))
    if scale.better == "low":
        sentences.append(_("A lower score means a better situation."))
    if instrument.evidence.get("formula", ("", ""))[1] == "project":
        sentences.append(_("The rule was decided by the makers of this suite."))
    return " ".join(sentences)
