"""The table of rights: which texts may ship, whom to ask, who may be judged by the results."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib import instruments
from sosiaali_lib.messages import _, pick


def table() -> pd.DataFrame:
    """Give the rights of every instrument that ships with the suite.

    Returns
    -------
    DataFrame
        Index the id of the instrument; name, holder, terms, whether the statements are part of the
        suite, whom to ask, use with one person, smallest group, whether there is a total score, and
        the source, under headings in the language in use.
    """
    texts = {"shipped": _("yes"), "user": _("no: the user adds them"), "none": _("no")}
    individual = {
        "allowed": _("allowed"),
        "discouraged": _("not recommended"),
        "forbidden": _("forbidden"),
    }
    rows = {}
    for known in map(instruments.load, instruments.available()):
        terms, ask = known.rights.terms, known.rights.ask
        rows[known.id] = {
            _("Instrument"): known.name,
            _("Holder"): known.rights.holder or _("not known"),
            _("Terms"): pick(terms) if terms else "–",
            _("Statements in the suite"): texts[known.rights.text],
            _("To be asked before use"): pick(ask) if ask else _("nobody"),
            _("Use with one person"): individual[known.individual],
            _("Smallest group"): known.group_min_n,
            _("Total score"): _("none") if known.total == "none" else _("yes"),
            _("Source"): known.rights.source or "–",
        }
    return pd.DataFrame.from_dict(rows, orient="index")
