"""Columns that point straight at a person: known by their headings, so that it can be said why."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations

from sosiaali_lib import identity_codes
from sosiaali_lib.intake.faults import Problem, Reason, Severity
from sosiaali_lib.messages import _, ngettext

_WORDS = 3  # consecutive words that may make one term, as in “date of birth”

# Without capitals, diacritics, hyphens and blanks; Finnish, Swedish and English.
_TERMS = re.compile(
    "|".join(
        [
            "(etu|suku|kutsuma|koko|kayttaja)nim(i|et)",
            "(for|efter|slakt|tilltals|anvandar)namn(en)?",
            "(first|last|sur|family|fore|full|user)names?",
            "hetut?|sotut?|ssn|henkilo(tunnus|tunnukset|tunniste)|hlo(tunnus)?|sosiaaliturvatunnus",
            "person(beteckning|nummer|signum)(ar)?|socialskyddssignum",
            "(personal)?identity(code|number)|personalid|nationalid|socialsecurity(number|code)",
            "(koti|katu|lahi|posti|asuin|sahkoposti|sposti|ip)?osoit(e|teet)",
            "(hem|gatu|post|bostads|epost|mejl|ip)?adress(er)?",
            "(home|street|postal|email|ip)?address(es)?",
            "(matka)?puhelin(numero|nro|numerot)?|puh|(puh|gsm)(nro|numero)?|kannykka",
            "(mobil)?telefon(nummer|nr)?|tel(nr)?|mobil(nummer|nr)?",
            "(mobile|tele|cell)?phone(number|no)?|mobile(number)?",
            "(sahko|s)posti(t)?|meili|epost|mejl|emails?|mail",
            "synt(yma)?aika|syntymapaiva|fodelse(datum|tid|dag)|(dateof)?birth(date|day)?",
            "asiakas(numero|nro|tunnus|id)|potilas(numero|tunnus)|klient(nummer|nr|kod|id)",
            "(client|patient|customer)(number|no|id|code)",
            "tilinumero|kontonummer|accountnumber|iban|allekirjoitus|underskrift|signature",
            "ip|token|kayttajatunnus|anvandarkod|userid",
        ]
    )
)
_OF_THE_WEB = frozenset({"www", "web", "webb", "verkko", "netti", "internet", "url"})
_NAME = frozenset({"nimi", "nimet", "namn", "name", "names"})
_OF_PEOPLE = frozenset({
    "asiakkaan", "asiakas", "vastaajan", "vastaaja", "osallistujan", "osallistuja", "henkilon",
    "henkilo", "ihmisen", "lapsen", "aidin", "isan", "huoltajan", "vanhemman", "laheisen",
    "omaisen", "yhteyshenkilon", "tyontekijan", "ohjaajan", "oma", "etu", "suku", "ja",
    "klientens", "klient", "respondentens", "deltagarens", "deltagare", "personens", "barnets",
    "moderns", "faderns", "vardnadshavarens", "anhorigas", "kontaktpersonens", "anstalldas",
    "den", "arbetstagarens", "eget", "och",
    "client", "clients", "respondent", "respondents", "participant", "participants", "person",
    "persons", "child", "parent", "guardian", "relative", "contact", "worker", "workers", "of",
    "the", "s", "and", "your", "own",
})  # fmt: skip


def is_heading(header: str) -> bool:
    """Tell whether a heading is one under which names, codes or addresses of people stand.

    Examples
    --------
    >>> [is_heading(text) for text in ("Asiakkaan nimi", "E-post", "Date of birth", "Ryhmän nimi")]
    [True, True, True, False]
    """
    letters = unicodedata.normalize("NFKD", header).casefold()
    # What is left of ä, å and ö is their plain letter; other signs part the words.
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.findall("[a-z]+", plain)
    if _OF_THE_WEB & set(words):
        return False
    if _NAME & set(words) and set(words) <= _NAME | _OF_PEOPLE:
        return True
    places = combinations(range(len(words) + 1), 2)
    terms = ("".join(words[start:end]) for start, end in places if end - start <= _WORDS)
    return any(map(_TERMS.fullmatch, terms))


def shown(header: str) -> str:
    """Give a heading as a message may show it: nothing when data stand where it should be."""
    return "" if "@" in header or identity_codes.resembles(header) else header


def not_read(n: int) -> Problem:
    """A column of direct identifiers that stays outside; `n` cells of it are filled."""
    cure = ngettext(
        "The column was not read: {n} cell with a direct identifier was left out. Remove the column "
        "from the file if it is not needed there.",
        "The column was not read: {n} cells with direct identifiers were left out. Remove the column "
        "from the file if it is not needed there.",
        n,
    )
    return Problem(
        Reason.DIRECT_IDENTIFIER,
        _("no direct identifiers of people, such as names, identity codes or addresses"),
        cure.format(n=n),
        Severity.NOTICE,
    )
