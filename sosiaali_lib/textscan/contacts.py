"""Telephone numbers, e-mail and web addresses and user names in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosiaali_lib.messages import N_
from sosiaali_lib.textscan.finding import Finding, found

MOBILE = N_("It has the form of a mobile number.")
ABROAD = N_("It has the form of an international telephone number.")
LANDLINE = N_("It has the form of a telephone number with an area code.")
CALLED = N_("The words beside it say that it is a telephone number.")
MAIL = N_("It has the form of an e-mail address.")
SPELT = N_("It is an e-mail address with its at sign in other words.")
ACCOUNT = N_("It has the form of a user name in social media.")
NAMED = N_("The words beside it say that it is a user name.")
PROFILE = N_("It is an address in social media.")
PAGE = N_("It is a web address; the page may tell of a person.")

_DASHES = r"\-\u2010\u2011\u2012\u2013\u2212"
_NUMBER = re.compile(
    rf"(?<![\w+.,/-])(?:\+|\(?0)\d?(?:[\s\u00a0{_DASHES}/()]{{0,2}}+\d){{4,15}}+(?![\w])"
)
_CALL = re.compile(
    r"\b(?:puh|puhelin\w*|puhelinnumero\w*|tel|telefon\w*|numero\w*|nro|numret|nummer|phone|"
    r"mobil\w*|kännyk\w*|gsm|call|soita\w*|ring\w*|whatsapp\w*)[.:]*\s*(?:on|är|is)?\s*$",
    re.IGNORECASE,
)
_LOCAL = re.compile(rf"(?<![\w+.,/-])\d(?:[ \u00a0{_DASHES}]?\d){{5,8}}(?![\w.,/-]*\d)")
_EXPLICIT = re.compile(r"\b(?:puh|tel|phone|gsm|kännyk\w*|mobil)[.:]*\s*$", re.IGNORECASE)
# Services that answer everybody: numbers of payment, national business and emergency numbers.
_PUBLIC = re.compile(r"0(?:[67]00|800|10|20|29|3000|71|75)")
_AREAS = ("02", "03", "05", "06", "08", "09", "013", "014", "015", "016", "017", "018", "019")

_MAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}+(?:@|\s{1,2}@\s{1,2})(?=[^\W_])(?:[\w-]{1,63}+\.){1,8}[^\W\d_]{2,24}"
)
_AT = (
    r"(?:\s{0,2}[\[({<]\s?(?:at|ät|a|@|miukumauku|snabel-a)\s?[\])}>]\s{0,2}|"
    r"\s(?:at|ät|miuku|miukumauku|snabel-a)\s)"
)
_DOT = r"(?:\.|\s{0,2}[\[({]\s?(?:dot|piste|punkt|\.)\s?[\])}]\s{0,2}|\s(?:dot|piste|punkt)\s)"
_SPELT = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]{{1,64}}+{_AT}(?:[^\W_][\w-]{{0,62}}+{_DOT}){{1,4}}[^\W\d_]{{2,12}}\b",
    re.IGNORECASE,
)

_SITES = (
    "facebook", "instagram", "tiktok", "snapchat", "twitter", "x", "linkedin", "youtube",
    "telegram", "t", "discord", "vk", "threads", "reddit", "ask",
)  # fmt: skip
_URL = re.compile(r"(?<![\w@])(?:https?://|www\.)[^\s<>\"”]{3,2000}+", re.IGNORECASE)
_SOCIAL = re.compile(
    rf"(?<![\w@.-])(?:https?://)?(?:www\.|m\.)?(?:{'|'.join(_SITES)})\.(?:com|me|org|fi|tv|net)"
    r"/[\w.@%/?=&-]{2,200}",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.+%-])@(?=[^\W_])[\w.]{2,40}(?<!\.)(?!@)")
_SAID = re.compile(
    r"\b(?:insta(?:gram)?|ig|snap(?:chat)?|tiktok|telegram|discord|twitter|somenimi|käyttäjätunnus|"
    r"käyttäjänimi|nimimerkki|användarnamn|user ?name)(?:issa|in|ssa)?"
    r"(?::\s*|\s+(?:nimellä|nimi|on|är|is)\s+|\s+)"
    r"([\w.]{0,40}[\d_.][\w.]{0,40}\w|(?<=:\s)[\w.]{3,40})",
    re.IGNORECASE,
)


def phones_in(text: str) -> Iterator[Finding]:
    """Find telephone numbers; those that serve everybody are left out."""
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        abroad = match[0].startswith("+") or digits.startswith("00")
        home = "0" + re.sub(r"^(?:00)?358\(?0?", "", digits) if _finnish(digits, abroad) else digits
        called = _CALL.search(text[max(0, match.start() - 30) : match.start()])
        if abroad and not _finnish(digits, abroad):
            if 9 <= len(digits) <= 17:
                yield found("phone", text, match.span(), "certain", ABROAD)
        elif re.match(r"0(?:4\d|50)", home):
            if 8 <= len(home) <= 12 and (abroad or called or len(home) >= 9):
                yield found("phone", text, match.span(), "certain", MOBILE)
        elif _PUBLIC.match(home) or not home.startswith(_AREAS) or not 7 <= len(home) <= 11:
            continue
        elif abroad or called or not _is_date(match[0]):
            yield found("phone", text, match.span(), "certain" if called else "likely", LANDLINE)
    for match in _LOCAL.finditer(text):
        if not match[0].startswith("0") and _EXPLICIT.search(
            text[max(0, match.start() - 20) : match.start()]
        ):
            yield found("phone", text, match.span(), "likely", CALLED)


def emails_in(text: str) -> Iterator[Finding]:
    """Find e-mail addresses, also those with the at sign in words."""
    for match in _MAIL.finditer(text) if "@" in text else ():
        yield found("email", text, match.span(), "certain", MAIL)
    for match in _SPELT.finditer(text):
        yield found("email", text, match.span(), "certain" if "." in match[0] else "likely", SPELT)


def accounts_in(text: str) -> Iterator[Finding]:
    """Find user names and web addresses."""
    for match in _SOCIAL.finditer(text):
        yield found("url", text, match.span(), "likely", PROFILE)
    for match in _URL.finditer(text):
        end = match.start() + len(match[0].rstrip(".,;:!?)"))
        yield found("url", text, (match.start(), end), "possible", PAGE)
    for match in _HANDLE.finditer(text):
        yield found("handle", text, match.span(), "likely", ACCOUNT)
    for match in _SAID.finditer(text):
        yield found("handle", text, match.span(1), "likely", NAMED)


def _finnish(digits: str, abroad: bool) -> bool:
    return abroad and digits.removeprefix("00").startswith("358")


def _is_date(text: str) -> bool:
    """Whether digits look like a day or a span of years instead."""
    return re.fullmatch(r"0\d[-/]\d{1,2}[-/]\d{2,4}", text) is not None
