"""Identifiers of people at intake: pseudonyms in their place, and no identity code goes further."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from sosiaali_lib import identity_codes
from sosiaali_lib.forms import Column
from sosiaali_lib.intake.description import Description
from sosiaali_lib.intake.faults import Ints, Kind, Log, Place, Problem, Reason
from sosiaali_lib.intake.files import DESCRIPTION
from sosiaali_lib.intake.merging import Whole
from sosiaali_lib.messages import _
from sosiaali_lib.pseudonyms import KeyFileError, pseudonymiser, read_keys
from sosiaali_lib.pseudonyms.refusals import COMMAND

VARIABLE = "SOSIAALI_AVAIN"
JOINING = "joining"


@dataclass(frozen=True)
class Identifiers:
    """What becomes of identifiers.

    `pseudonym` turns an identifier into its pseudonym; without it identifiers stay as they are, as
    running numbers may. `refusal` says why no row with identifiers can be used, and `source` where
    that is to be mended: a key of the description or the environment variable.
    """

    pseudonym: Callable[[str], str] | None = None
    refusal: Problem | None = None
    source: str = ""


def identifiers(folder: Path, described: Description) -> Identifiers:
    """Read the key of a data folder, if it has one.

    Parameters
    ----------
    folder
        The data folder.
    described
        What it says about itself: `avain` is the path of the key file, from the folder when it is
        not a whole path. The environment variable SOSIAALI_AVAIN goes before it. The purpose of the
        pseudonyms is `kayttotarkoitus` or else `nimi`.
    """
    given = os.environ.get(VARIABLE, "").strip()
    source = VARIABLE if given else "avain"
    if not given and not described.valid and not described.key:
        # What could not be understood may have asked for pseudonyms.
        return Identifiers(refusal=_not_known(), source=source)
    if not given and not described.key:
        return Identifiers()
    # A path of the environment starts where the command is given, as paths of a shell do.
    path = given or os.path.realpath(folder / os.path.expanduser(described.key))
    purpose = described.purpose or described.name
    if not purpose.strip():
        return Identifiers(refusal=_no_purpose(), source="nimi")
    try:
        keys = read_keys(path, data=folder)
    except KeyFileError as error:
        return Identifiers(refusal=_no_key(str(error)), source=source)
    return Identifiers(pseudonym=pseudonymiser(keys.newest, purpose))


def held_back(wholes: Mapping[str, Whole], identifiers: Identifiers, log: Log) -> dict[str, Whole]:
    """Give the rows of all forms, those with identifiers unusable while their key is.

    What is wrong with the key is told once, and only where there are identifiers.
    """
    refusal = identifiers.refusal
    held = {form for form, whole in wholes.items() if _has_people(whole)}
    if refusal is None or not held:
        return dict(wholes)
    log.add(Place(DESCRIPTION), refusal, column=identifiers.source)
    number = log.number(Kind("", refusal))
    return {
        form: replace(whole, blocks=[*whole.blocks, (np.arange(len(whole.cells)), number)])
        if form in held
        else whole
        for form, whole in wholes.items()
    }


def _has_people(whole: Whole) -> bool:
    joining = [column.name for column in whole.form.columns if column.needed_for == JOINING]
    return bool((whole.cells[joining].fillna("") != "").any(axis=None))


def guarded(
    column: Column, values: pd.Series, identifiers: Identifiers
) -> tuple[pd.Series, list[tuple[Ints, Problem]]]:
    """Give the values of a column without identity codes, and with pseudonyms where they join rows.

    Parameters
    ----------
    column
        The column.
    values
        Its typed values. Not changed.
    identifiers
        What becomes of identifiers.

    Returns
    -------
    tuple
        The values, missing where one was refused; and the positions of those refused, by problem.
    """
    if column.type != "text":
        return values, []
    if column.needed_for == JOINING and identifiers.refusal is not None:
        # The rows are held back already; nobody needs to be told of each identifier as well.
        return pd.Series(None, index=values.index, dtype="str"), []
    make = identifiers.pseudonym if column.needed_for == JOINING else None
    labels, uniques = pd.factorize(values)
    given: list[str | None] = []
    refused = np.zeros(len(uniques) + 1, dtype=np.bool_)  # the last one is for a missing value
    for at, text in enumerate(uniques.tolist()):
        refused[at] = identity_codes.resembles(text) and not (make and identity_codes.parse(text))
        given.append(None if refused[at] else make(text) if make else text)
    if not refused.any() and make is None:
        return values, []
    guarded = pd.Series(pd.array([*given, None], dtype="str").take(labels), index=values.index)
    positions = np.flatnonzero(refused[labels])
    return guarded, [(positions, _refused(column, make is not None))] if len(positions) else []


def _refused(column: Column, has_key: bool) -> Problem:
    """A personal identity code, or what looks like one, where none may stand."""
    if column.needed_for != JOINING:
        expected = _("no personal identity code")
        cure = _("Remove the code: the form does not need it, and it must not go further.")
    elif has_key:
        expected = _("a personal identity code without faults, or another identifier")
        cure = _(
            "The value looks like a personal identity code but is not a valid one, so it would not "
            "join with the person's other rows. Write it as it is in the register, without blanks."
        )
    else:
        expected = _("a running number or a pseudonym, not a personal identity code")
        cure = _(
            "A personal identity code must not go further as it is. Give a key, with which it is "
            "replaced by a pseudonym ({command}), or use running numbers."
        ).format(command=f"{COMMAND} make")
    return Problem(Reason.IDENTITY_CODE, expected, cure)


def _no_key(cure: str) -> Problem:
    return Problem(Reason.KEY, _("a key file that can be used"), f"{cure} {_unused()}")


def _no_purpose() -> Problem:
    expected = _("the name of the data set, for which the pseudonyms are made")
    cure = _("Write the name into {file}, such as nimi: Aikuissosiaalityö.").format(
        file=DESCRIPTION
    )
    return Problem(Reason.KEY, expected, f"{cure} {_unused()}")


def _not_known() -> Problem:
    expected = _("a description without faults, so that it is known whether there is a key")
    cure = _("Correct the file {file}.").format(file=DESCRIPTION)
    return Problem(Reason.KEY, expected, f"{cure} {_unused()}")


def _unused() -> str:
    return _("Until then no row with identifiers of people is used.")
