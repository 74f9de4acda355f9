"""Stems of names and the endings that Finnish and Swedish put to them."""

from __future__ import annotations

from functools import cache
from itertools import product

_VOWELS = "aeiouyäöå"
# Strong → weak grades of a consonant before the last vowel.
_WEAKER = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("mp", "mm"), ("lt", "ll"),
    ("rt", "rr"), ("k", ""), ("p", "v"), ("t", "d"),
)  # fmt: skip
_STRONGER = (
    ("ng", "nk"), ("nn", "nt"), ("mm", "mp"), ("ll", "lt"), ("rr", "rt"), ("v", "p"), ("d", "t"),
    ("k", "kk"), ("p", "pp"), ("t", "tt"),
)  # fmt: skip
_SINGULAR = (
    "", "n", "a", "ä", "ta", "tä", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle",
    "na", "nä", "ksi", "tta", "ttä", "an", "en", "in", "on", "un", "yn", "än", "ön", "seen", "hin",
)  # fmt: skip
_PLURAL = (
    "t", "den", "tten", "jen", "ien", "ten", "illa", "illä", "issa", "issä", "ista", "istä", "ilta",
    "iltä", "ille", "ja", "jä", "ia", "iä", "ita", "itä", "iden", "itten", "ihin", "siin", "ina",
    "inä", "iksi", "oilla", "oille", "oita", "oiden", "oissa", "oista", "öillä", "öille", "öitä", "öiden",
)  # fmt: skip
_OWN = ("", "ni", "si", "nsa", "nsä", "mme", "nne")
_SAID = ("", "kin", "kaan", "kään", "han", "hän", "ko", "kö", "pa", "pä")
_SWEDISH = ("s", "'s", "’s", ":s", "'n", "’n", ":n", ":lle", ":lla", ":llä", ":ssa", ":sta", ":lta")


@cache
def endings(*, surname: bool = False) -> frozenset[str]:
    """Give every ending that may follow the stem of a name, with possessives and particles.

    Only surnames are used of several people: `Korhoset`, `Mäkisillä`.
    """
    cases = [*_SINGULAR, *(_PLURAL if surname else ())]
    return frozenset(map("".join, product(cases, _OWN, _SAID))) | frozenset(_SWEDISH)


def stems(name: str, *, surname: bool = False) -> frozenset[str]:
    """Give the stems that the forms of a name are built on, the name itself among them.

    Parameters
    ----------
    name
        The base form, in small letters.
    surname
        Whether it is a surname, which may be inflected like the word that it comes from (`mäki`,
        `mäen`) or as a name (`mäkin`).

    Notes
    -----
    Types of declension and consonant gradation by Visk (Hakulinen et al., Iso suomen kielioppi,
    §§ 41–81); more stems than a name has are given rather than too few.

    Examples
    --------
    >>> sorted(stems("matti")), sorted(stems("virtanen", surname=True))
    (['mati', 'matti'], ['virtanen', 'virtas', 'virtase', 'virtasi'])
    """
    return frozenset(_stems(name, surname=surname)) | {name}


def _stems(name: str, *, surname: bool) -> set[str]:
    if name.endswith("nen"):
        base = name.removesuffix("nen")
        return {f"{base}se", f"{base}s", f"{base}si"}
    if name[-1] in _VOWELS:
        found = {name, *_graded(name, _WEAKER)}
        if name.endswith("e"):
            found |= {f"{stem}e" for stem in (name, *_graded(name, _STRONGER))}
        if name.endswith("i"):
            found |= {f"{stem[:-1]}e" for stem in list(found)} if surname else set()
            found |= {f"{name[:-2]}de"} if surname and name.endswith("si") else set()
            found |= {f"{stem}e" for stem in (name[:-1],)} if surname else set()
        return found
    found = {f"{name}i"}
    if name.endswith("s"):
        base = name[:-1]
        found |= {f"{base}kse", f"{base}s"}
        if base[-1:] in ("a", "ä", "i"):
            long = f"{base}{base[-1]}"
            found |= {long, *_graded(long, _STRONGER, 2)}
        if base.endswith(("u", "y")):
            found |= {f"{base}de", f"{base}te"}
    if name.endswith("n"):
        found |= {f"{name[:-1]}se", f"{name[:-1]}me"}
    if name.endswith(("el", "er", "ar", "ur", "yr")):
        found |= {f"{name}e"}
    return found


def _graded(word: str, pairs: tuple[tuple[str, str], ...], tail: int = 1) -> set[str]:
    """Give the word with the consonant before its last vowels in the other grade."""
    body, vowels = word[:-tail], word[-tail:]
    for one, other in pairs:
        # A lone stop gives way only after a vowel, l, r, n, m or h, and a double one only whole.
        if body.endswith(one) and len(body) > len(one) + 1:
            if len(one) == 1 and body[-2] not in _VOWELS + "lrhn":
                continue
            return {body[: len(body) - len(one)] + other + vowels}
    return set()
