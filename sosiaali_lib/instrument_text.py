"""What is said of an instrument in the codebook and the reports, made from its file alone."""

from __future__ import annotations

from sosiaali_lib.formatting import listed, number
from sosiaali_lib.instruments import Instrument, Item
from sosiaali_lib.messages import _, language, pick


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
        "references": _("Reference figures"),
        "minimal_change": _("Smallest meaningful change"),
        "rights": _("Rights"),
    }


def answers(instrument: Instrument, item: Item | None = None) -> list[str]:
    """Give the answers of an instrument or of one item, as lines “1 = label”; don't-know answers last.

    Nothing where the words are not known in the language in use.
    """
    words = instrument.answers if item is None else item.answers
    lang = language()
    lines = [f"{code} = {labels[lang]}" for code, labels in words.items() if lang in labels]
    if words and not lines:
        return []
    return [*lines, *(f"{code} = {pick(labels)}" for code, labels in instrument.dont_know.items())]


def rights(instrument: Instrument) -> list[str]:
    """Give the sentences that tell how an instrument may be used."""
    tier = {
        "free": _("The instrument is free to use."),
        "agreement": _("Using the instrument takes an agreement with its holder."),
        "unsettled": _("The terms of use are not settled: ask before use."),
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
    own = [pick(text) for text in (instrument.rights.terms, instrument.rights.ask) if text]
    return [
        tier[instrument.rights.tier],
        texts[instrument.rights.text],
        *own,
        individual[instrument.individual],
        group.format(n=number(instrument.group_min_n)),
    ]


def cautions(instrument: Instrument) -> list[str]:
    """Give what must be said wherever results of an instrument are shown; often nothing.

    Rules that are not confirmed or that this project made, words other than the official ones, and
    what the file notes about its parts.
    """
    found = []
    names = parts()
    for status, text in (
        ("unconfirmed", _("Not confirmed from a source: {parts}.")),
        ("unknown", _("Not published: {parts}.")),
    ):
        named = [names[part] for part, entry in instrument.evidence.items() if entry[0] == status]
        if named:
            found.append(text.format(parts=listed([name.lower() for name in named])))
    found += [pick(entry.note) for entry in instrument.evidence.values() if entry.note]
    if instrument.wording == "differs":
        found.append(
            _("The statements are not those of the official form: no norms may be compared with.")
        )
    return found
