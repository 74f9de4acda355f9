"""Following people from one generation of the key to the next, for whoever has the key file."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from sosiaali_lib.messages import ngettext
from sosiaali_lib.pseudonyms.keys import KeyRing
from sosiaali_lib.pseudonyms.naming import pseudonymiser

OLD, NEW = "vanha", "uusi"


class UnknownPseudonymsError(ValueError):
    """Pseudonyms that none of the given identifiers has; `rows` are their positions."""

    def __init__(self, rows: tuple[int, ...]) -> None:
        text = ngettext(
            "{n} row has a pseudonym that none of the identifiers has under any generation of the "
            "key. Give the identifiers of all people of the table, the purpose that the pseudonyms "
            "were made for and the key file that they were made with.",
            "{n} rows have a pseudonym that none of the identifiers has under any generation of the "
            "key. Give the identifiers of all people of the table, the purpose that the pseudonyms "
            "were made for and the key file that they were made with.",
            len(rows),
        )
        super().__init__(text.format(n=len(rows)))
        self.rows = rows

    def __reduce__(self) -> tuple[type, tuple[tuple[int, ...]]]:
        return type(self), (self.rows,)


def links(identifiers: Iterable[str], *, keys: KeyRing, purpose: str) -> pd.DataFrame:
    """Give the pseudonyms of people under every generation beside their newest ones.

    Parameters
    ----------
    identifiers
        The original identifiers of the people, in any order and number.
    keys
        All generations of the key.
    purpose
        The purpose of the pseudonyms.

    Returns
    -------
    DataFrame
        A row a person and generation: `vanha` (the pseudonym under that generation, which its
        beginning names) and `uusi` (that under the newest one). No identifier is in it, but whoever
        has it can join data that the rotation was to keep apart: keep it as the key file is kept.
    """
    people = list(dict.fromkeys(identifiers))
    newest = list(map(pseudonymiser(keys.newest, purpose), people))
    parts = [
        pd.DataFrame(
            {OLD: list(map(pseudonymiser(key, purpose), people)), NEW: newest}, dtype="str"
        )
        for key in keys.keys
    ]
    return pd.concat(parts, ignore_index=True).drop_duplicates(ignore_index=True)


def rekeyed(
    table: pd.DataFrame,
    identifiers: Iterable[str],
    *,
    keys: KeyRing,
    purpose: str,
    column: str = "tunniste",
) -> pd.DataFrame:
    """Give a table with the pseudonyms of the newest generation in place of older ones.

    Parameters
    ----------
    table
        Rows with pseudonyms of any generation. Not changed.
    identifiers
        The original identifiers of all people of the table; those of others do no harm.
    keys, purpose
        As for `links`.
    column
        The column of the pseudonyms; missing cells stay missing.

    Returns
    -------
    DataFrame
        A new table.

    Raises
    ------
    UnknownPseudonymsError
        If a pseudonym is none of these people's: without the identifier it cannot be made anew,
        because a pseudonym leads back to nobody.
    """
    table_of_links = links(identifiers, keys=keys, purpose=purpose)
    new = table[column].map(dict(zip(table_of_links[OLD], table_of_links[NEW], strict=True)))
    lost = new.isna() & table[column].notna()
    if lost.any():
        raise UnknownPseudonymsError(tuple(lost.to_numpy().nonzero()[0].tolist()))
    return table.assign(**{column: new.astype("str")})
