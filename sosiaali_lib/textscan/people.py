"""Names of people in a text, in their inflected forms too."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from sosiaali_lib.messages import N_
from sosiaali_lib.textscan.beside import ACTS, KIN, TITLES, is_role
from sosiaali_lib.textscan.finding import Finding, Sure, found
from sosiaali_lib.textscan.lists import Names
from sosiaali_lib.textscan.tokens import Word, Words

WHOLE = N_("A first name and a surname stand together.")
ALONE = N_("It is a first name or a surname, perhaps inflected.")
OPENING = N_("It is a name that begins a sentence.")
TITLED = N_("A word before it says that it names a person.")
DOES = N_("It is a word that may be a name, and the next word tells of a person.")
SHAPED = N_("It is written like a surname.")
INFLECTED = N_("It seems to be an inflected form of a surname.")
INITIALS = N_("They may be the initials of a person.")
SMALL = N_("It is a name written in small letters.")

_OPENS = re.compile(r"(?:^|[.!?:;…\n\r•])[\s\"”“»«'’(\[–—*-]*$")
_INITIALS = re.compile(r"(?<![^\W_]|\.)[A-ZÅÄÖ]\.[ \u00a0]?[A-ZÅÄÖ]\.(?!\w)")
_NO_INITIALS = frozenset({"P.S.", "A.D.", "B.C.", "U.S.", "N.B.", "P.L.", "E.U."})
_GENERIC = re.compile(
    r"[^\W\d_]{2,}(?:[aeiouyäö](?:nen|sen|set|sella|sellä|selle|selta|seltä|sesta|sestä|sten)|"
    r"(?:sson|ström|qvist|kvist|blom|roos|gren|berg|lund|holm|dahl|stedt|bäck|gård)s?)"
)
_CLOSE = 3  # letters of a word that may still be an abbreviation in capitals


def people_in(text: str, names: Names) -> Iterator[Finding]:
    """Find names of people.

    Parameters
    ----------
    text
        The text.
    names
        Lists of names.
    """
    words = Words(text, names)
    at = 0
    while at < len(words):
        taken = 0
        small = words.texts[at]
        if small[0].isupper():
            taken = yield from _capital(text, words, at)
        elif small in names.firsts:
            taken = yield from _small(text, words, at)
        elif at and small in names.surnames and words.texts[at - 1].casefold() in TITLES:
            yield found("name", text, (words[at].start, words[at].end), "likely", TITLED)
            taken = 1
        at += max(taken, 1)
    for match in _INITIALS.finditer(text):
        if match[0] not in _NO_INITIALS:
            yield found("name", text, match.span(), "possible", INITIALS)


def _capital(text: str, words: Words, at: int) -> Generator[Finding, None, int]:
    """Judge the words with capitals that begin at a place; give how many were taken."""
    run = words.run(text, at)
    opens = _OPENS.search(text[max(0, run[0].start - 12) : run[0].start]) is not None
    before = words[at - 1] if at else None
    near = before is not None and _near(text, before, run[0])
    titled = near and before is not None and before.small in TITLES
    role = near and before is not None and is_role(before.small)
    length, sure, why = _judge(text, words, at, run, opens=opens, titled=titled, role=role)
    if length and sure:
        yield found("name", text, (run[0].start, run[length - 1].end), sure, why)
    return max(length, 1)


def _judge(
    text: str,
    words: Words,
    at: int,
    run: list[Word],
    *,
    opens: bool,
    titled: bool,
    role: bool,
) -> tuple[int, Sure | None, str]:
    """Give how many words of a run are one name, how sure that is and why; 0 for no name."""
    one = run[0]
    whole = _whole(run, opens=opens)
    if whole:
        return whole, "likely", WHOLE
    if one.passed or (len(one.text) == 1 and not (role and text[one.end : one.end + 1] == ".")):
        return 0, None, ""
    if len(one.text) == 1:
        return 1, "likely", TITLED
    if one.other and not titled:
        return 0, None, ""
    if titled or (role and one.known):
        both = titled and len(run) == 2 and not run[1].other
        return 2 if both else 1, "likely", TITLED
    if one.loud:
        return 0, None, ""
    if one.known and not (opens and one.plain):
        return (1, "possible", OPENING) if opens else (1, "likely", ALONE)
    if one.known:
        following = words[at + 1].small if at + 1 < len(words) else ""
        owns = (
            following in KIN and one.small[-1] in "ns" and one.small != (one.first or one.surname)
        )
        return (1, "possible", DOES) if owns or following in ACTS else (0, None, "")
    if role and not one.loud and not opens:
        return 1, "possible", TITLED
    if not opens and len(one.text) > 5 and _GENERIC.fullmatch(one.small):
        return 1, "possible", SHAPED
    if not opens and one.inflected:
        return 1, "possible", INFLECTED
    return 0, None, ""


def _whole(run: list[Word], *, opens: bool) -> int:
    """Give how many words are a first name with a surname, in either order; 0 for neither."""
    if len(run) < 2 or run[0].passed or run[1].passed:
        return 0
    one, two = run[0], run[1]
    loud = one.loud and len(one.text) <= _CLOSE
    if loud:
        return 0
    if one.first and not (opens and one.plain and not two.known):
        length = 1
        while length < min(len(run), 3) and run[length].first and not run[length].surname:
            length += 1
        if length < len(run) and _may_be_surname(run[length], sure=not one.other):
            return length + 1
        return length if length > 1 else 0
    if one.surname and two.first and not (one.other and two.plain):
        return 2
    if len(one.text) == 1 and two.surname and not two.other:
        return 2
    if one.surname and not one.other and len(two.text) == 1 and not opens:
        return 2
    return 0


def _may_be_surname(word: Word, *, sure: bool) -> bool:
    if word.surname:
        return True
    return sure and len(word.text) > 2 and not word.loud and not word.other


def _small(text: str, words: Words, at: int) -> Generator[Finding, None, int]:
    """Judge a first name in small letters: with a surname, or after the word of a role."""
    one = words[at]
    two = words[at + 1] if at + 1 < len(words) else None
    if two and two.surname and not one.plain and not two.plain and _near(text, one, two):
        yield found("name", text, (one.start, two.end), "possible", SMALL)
        return 2
    before = words[at - 1] if at else None
    if before and not one.plain and is_role(before.small) and _near(text, before, one):
        yield found("name", text, (one.start, one.end), "possible", TITLED)
    return 1


def _near(text: str, one: Word, two: Word) -> bool:
    return text[one.end : two.start] in (" ", ". ", ", ", "\u00a0", ": ")
