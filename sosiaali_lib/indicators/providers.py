"""The names of those who give the figures, in the language in use."""

from __future__ import annotations

from collections.abc import Mapping

from sosiaali_lib.messages import N_, _

# The services name themselves in Finnish alone, and so does the made-up example.
SPOKEN: Mapping[str, str] = {
    "Keksitty esimerkki": N_("Made-up example"),
    "Keksittyjä lukuja, ei tilastotietoa": N_("Made-up figures, not statistics"),
    "Tilastokeskus": N_("Statistics Finland"),
    "Terveyden ja hyvinvoinnin laitos (THL)": N_("Finnish Institute for Health and Welfare (THL)"),
}


def spoken(text: str) -> str:
    """Give the name of a provider or licence as it is said in the language in use; others as they are.

    Examples
    --------
    >>> from sosiaali_lib.messages import use
    >>> with use("sv"):
    ...     spoken("Tilastokeskus"), spoken("Kela")
    ('Statistikcentralen', 'Kela')
    """
    return _(SPOKEN[text]) if text in SPOKEN else text
