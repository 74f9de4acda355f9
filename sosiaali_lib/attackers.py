"""The readers whom a release can be made to withstand, in the words of the reports."""

from __future__ import annotations

from sosiaali_lib.messages import _


def withstood(attacker: str) -> str:
    """Say whom a release withstands.

    Parameters
    ----------
    attacker
        "plain", "strict" or "self", as the manifest of a release names them.

    Raises
    ------
    ValueError
        If there is no such reader.
    """
    readers = {
        "plain": _("a reader who has everything that is published"),
        "strict": _("a reader who has everything that is published and knows the rule"),
        "self": _(
            "a reader who has everything that is published, knows the rule and is the only person in "
            "one of the hidden numbers"
        ),
    }
    if attacker not in readers:
        raise ValueError(f"`attacker` is {attacker!r}; expected one of {', '.join(readers)}.")
    return _("The release is made to withstand {reader}.").format(reader=readers[attacker])
