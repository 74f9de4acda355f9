"""Signs of personal data in what people have written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sosiaali_lib.formatting import quoted
from sosiaali_lib.publishing.findings import Finding
from sosiaali_lib.publishing.own_words import OwnWords
from sosiaali_lib.textscan import scan

# Nobody means these for the public; an office's telephone and address may well be.
_NEVER = frozenset({"identity_code", "iban"})


def check(own: Sequence[OwnWords]) -> Iterator[Finding]:
    """Tell the signs of personal data that the draft did not hold; what they are is not repeated."""
    for one in own:
        before = {sign.text for sign in scan(one.before)} if one.before else set()
        for sign in scan(one.text):
            if sign.kind == "url" or sign.text in before:
                continue
            if sign.kind in _NEVER:
                code = "henkilotunniste" if sign.sure == "certain" else "henkilotieto"
                yield Finding(code, replace(one.place, words=""), sign.label)
            else:
                told = sign.label
                if sign.kind in ("name", "phone", "email", "address", "postal_place"):
                    told = f"{sign.label}: {quoted(sign.text)}"
                yield Finding("henkilotieto", one.place, told)


def without_signs(text: str) -> str:
    """Give a text without telephone numbers, codes and whatever else tells of a person."""
    for sign in reversed(scan(text)):
        text = f"{text[: sign.start]} {text[sign.end :]}"
    return text
