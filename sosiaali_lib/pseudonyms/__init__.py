"""Keyed pseudonyms of people's identifiers, their key file and its rotation.

Pseudonymised data stay personal data: they are for the closed room, and no release holds them.
"""

from __future__ import annotations

from sosiaali_lib.pseudonyms.keyfile import add_generation, make_key, read_keys
from sosiaali_lib.pseudonyms.keys import Key, KeyRing
from sosiaali_lib.pseudonyms.naming import normalised, pseudonymised, pseudonymiser
from sosiaali_lib.pseudonyms.refusals import Fault, KeyFileError
from sosiaali_lib.pseudonyms.rotation import UnknownPseudonymsError, links, rekeyed

__all__ = [
    "Fault",
    "Key",
    "KeyFileError",
    "KeyRing",
    "UnknownPseudonymsError",
    "add_generation",
    "links",
    "make_key",
    "normalised",
    "pseudonymised",
    "pseudonymiser",
    "read_keys",
    "rekeyed",
]
