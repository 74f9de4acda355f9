"""Numbers of codes, and which codes are answers that say nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sosiaali_lib.archive.model import Code, Texts

_SAY_NOTHING = frozenset({"eos", "ei_osaa_sanoa", "ei_kysytty", "ei_kirjattu"})
"""Codes that the code lists use where somebody did not know, was not asked or did not record."""


def missing_codes(codes: Collection[str]) -> frozenset[str]:
    """Give those of some codes that are answers that say nothing."""
    return frozenset(code for code in codes if code in _SAY_NOTHING)


def coded(labels: Mapping[str, Texts], missing: Collection[str]) -> tuple[Code, ...]:
    """Number the codes in their order from 1, those that say nothing from -1 downwards."""
    found, high, low = [], 0, 0
    for code, texts in labels.items():
        if code in missing:
            low -= 1
            found.append(Code(code, texts, low, missing=True))
        else:
            high += 1
            found.append(Code(code, texts, high))
    return tuple(found)
