"""Pseudonyms of identifiers: HMAC-SHA-256 under a subkey of the purpose they are made for."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from base64 import b32encode
from collections.abc import Callable

import pandas as pd

from sosiaali_lib import identity_codes
from sosiaali_lib.pseudonyms.keys import Key

BITS = 80
"""Length of a pseudonym: two of `n` people share one with a probability below n² / 2**81, which is
4e-15 for 100,000 people and 1.3e-11 for the whole population of Finland."""

_USE = b"sosiaali_lib pseudonym 1\x00"
_APART = re.compile(rf"[\s{identity_codes.DASHES.replace('-', '')}-]+")


def pseudonymiser(key: Key, purpose: str) -> Callable[[str], str]:
    """Give the function that turns an identifier into its pseudonym.

    Parameters
    ----------
    key
        The key; whoever lacks it cannot make or check a pseudonym.
    purpose
        What the pseudonyms are for, such as the name of a data set. Those of two purposes cannot be
        joined without the key. Upper and lower case and blanks make no difference.

    Returns
    -------
    callable
        Identifier → pseudonym: the id of the key, a hyphen and 16 letters or digits, such as
        `k3fa-5d7qzr2mw4xkc6bt`. Spellings of one identifier (see `normalised`) have one pseudonym.
        It raises ValueError for an empty identifier.

    Raises
    ------
    ValueError
        If `purpose` is empty.

    Notes
    -----
    HMAC: RFC 2104 with SHA-256, cut to its first 80 bits. The subkey of a purpose is the first block
    of HKDF-Expand (RFC 5869, section 2.3) from the key, which is random and so needs no extraction
    (section 3.3). A pseudonym is personal data (GDPR, recital 26): identity codes are few enough for
    whoever has the key to try them all.
    """
    name = " ".join(_plain(purpose).split())
    if not name:
        raise ValueError("The purpose of the pseudonyms is empty; name the data set, for instance.")
    subkey = expanded(key.secret, _USE + name.encode())

    def pseudonym(identifier: str) -> str:
        text = normalised(identifier)
        if not text:
            raise ValueError("An empty identifier has no pseudonym.")
        digest = hmac.digest(subkey, text.encode(), hashlib.sha256)
        return f"{key.id}-{b32encode(digest[: BITS // 8]).decode().lower()}"

    return pseudonym


def pseudonymised(identifiers: pd.Series, *, key: Key, purpose: str) -> pd.Series[str]:
    """Give the pseudonyms of a column of identifiers.

    Parameters
    ----------
    identifiers
        Text, missing where there is none. Not changed.
    key, purpose
        As for `pseudonymiser`.

    Returns
    -------
    Series of str
        With the index and the name of `identifiers`; missing where that is missing.

    Raises
    ------
    ValueError
        If an identifier or `purpose` is empty.
    """
    labels, uniques = pd.factorize(identifiers)
    made = list(map(pseudonymiser(key, purpose), uniques.tolist()))
    texts = pd.array([*made, None], dtype="str").take(labels)
    return pd.Series(texts, index=identifiers.index, name=identifiers.name)


def normalised(identifier: str) -> str:
    """Give the one spelling of an identifier that its pseudonym is made from.

    A personal identity code is written officially, with its century sign, which tells people apart.
    In other identifiers case, compatibility forms and invisible characters make no difference, and
    neither does how parts are set apart, by blanks or any dashes; whether they are set apart does,
    because 1-11 and 11-1 may be two people.

    Examples
    --------
    >>> normalised(" 010594y9032 "), normalised("Ａ – 17"), normalised("a 17"), normalised("A17")
    ('010594Y9032', 'a-17', 'a-17', 'a17')
    """
    code = identity_codes.parse(identifier)
    return code.text if code is not None else _APART.sub("-", _plain(identifier).strip())


def expanded(key: bytes, info: bytes) -> bytes:
    """Give 32 bytes made from a key for one use of it: HKDF-Expand of RFC 5869 with SHA-256."""
    return hmac.digest(key, info + b"\x01", hashlib.sha256)


def _plain(text: str) -> str:
    """Give a text folded for comparison without case (Unicode 3.13, D146), and in composed form."""
    if text.isascii():
        return text.lower()
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFD", seen).casefold())
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", folded.casefold()))
