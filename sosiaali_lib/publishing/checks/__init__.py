"""The checks of an edited draft before it is published; each gives findings, none changes anything."""

from __future__ import annotations

from dataclasses import replace

from sosiaali_lib.publishing.checks import cells, leftovers, people, pictures, sentences, structure
from sosiaali_lib.publishing.edited import Edited
from sosiaali_lib.publishing.findings import Finding
from sosiaali_lib.publishing.kinds import LEVELS

DONE = (
    "taulukoiden-luvut",
    "lauseiden-luvut",
    "piilotetut-luvut",
    "henkilotiedot",
    "vaihtoehtoiset-tekstit",
    "otsikot",
    "taulukot",
    "kieli",
    "linkit",
    "jaljet",
    "hyokkays",
)
"""What a record says was checked."""
_OF_NUMBERS = frozenset({"luku-ei-tasmaa", "lause-ei-tasmaa", "piilotettu-luku"})
# What a new release brings about by itself: a person who edited an older draft has done none of it.
_OF_RELEASE = frozenset(
    {
        "kuvio-vaihdettu",
        "lisatty-rivi",
        "luku-ei-julkaisussa",
        "luonnosmerkki",
        "piilotettu-lauseessa",
        "poistettu-luku",
        "poistettu-taulukko",
    }
)


def check(edited: Edited, *, stale: bool) -> list[Finding]:
    """Check an edited draft against the release.

    Parameters
    ----------
    edited
        The edited file beside the draft as the present release makes it.
    stale
        Whether the edited draft was made of another release: numbers that differ have then changed
        in the release, and nobody has typed them.

    Returns
    -------
    list of Finding
        The gravest first, otherwise in the order of the document.
    """
    reading, units, own = edited.reading, edited.units, edited.own_words
    matched, baseline = edited.matched, edited.baseline
    found = [
        *cells.check(units, matched, baseline),
        *sentences.check(own, baseline),
        *people.check(own),
        *pictures.check(edited),
        *structure.check(reading, units, baseline.lang),
        *edited.pointers.lost(units),
        *leftovers.check(reading, own, baseline),
    ]
    if stale and any(one.code in _OF_NUMBERS for one in found):
        found = [
            replace(one, code="vanhentunut") if one.code in _OF_NUMBERS else one
            for one in found
            if one.code not in _OF_RELEASE
        ]
    elif stale:
        found.append(Finding("uusi-julkaisu"))
    return sorted(dict.fromkeys(found), key=lambda one: LEVELS.index(one.level))
