"""One sign of personal data in a text, and the kinds and degrees of such signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from sosiaali_lib.messages import N_, _

Sure = Literal["certain", "likely", "possible"]

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "identity_code": N_("Personal identity code"),
        "birth_date": N_("Date of birth"),
        "phone": N_("Telephone number"),
        "email": N_("E-mail address"),
        "iban": N_("Account number"),
        "address": N_("Street address"),
        "postal_place": N_("Postal code and place"),
        "plate": N_("Registration number of a vehicle"),
        "record_number": N_("Client or record number"),
        "handle": N_("User name in social media"),
        "url": N_("Web address"),
        "name": N_("Name of a person"),
    }
)
"""Code → source text of its label; the order settles which of two equal findings is kept."""

SURENESS: Mapping[Sure, str] = MappingProxyType(
    {"certain": N_("Certain"), "likely": N_("Likely"), "possible": N_("Possible")}
)
"""Degree → source text of its label, the surest first."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A sign of personal data. The text stays out of `repr`, so that no log or traceback shows it.

    Attributes
    ----------
    kind
        A code of `KINDS`.
    start, end
        Where it stands in the scanned text, as in a slice.
    text
        The text there.
    sure
        "certain" for what has the form of personal data and no other likely reading, "likely" and
        "possible" for what a person must judge.
    why
        Source text of the reason; `reason` gives it in the language in use.
    """

    kind: str
    start: int
    end: int
    text: str = field(repr=False)
    sure: Sure
    why: str

    @property
    def label(self) -> str:
        """What the sign is of, in the language in use."""
        return _(KINDS[self.kind])

    @property
    def reason(self) -> str:
        """Why it was found, in the language in use."""
        return _(self.why)


def found(kind: str, text: str, span: tuple[int, int], sure: Sure, why: str) -> Finding:
    """Give the finding of a span of a text, without blanks at its ends."""
    start, end = span
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    part = part.strip()
    return Finding(kind=kind, start=start, end=start + len(part), text=part, sure=sure, why=why)


def apart(findings: list[Finding]) -> list[Finding]:
    """Keep of findings that overlap the surest, then the longest, then that of the first kind."""
    degrees, kinds = list(SURENESS), list(KINDS)
    order = sorted(
        findings,
        key=lambda one: (degrees.index(one.sure), one.start - one.end, kinds.index(one.kind)),
    )
    taken: dict[int, Finding] = {}  # each character that a finding covers
    for one in order:
        # Findings are short and the surer is never the shorter part of another's middle alone.
        if not any(at in taken for at in range(one.start, one.end)):
            taken.update(dict.fromkeys(range(one.start, one.end), one))
    return sorted(set(taken.values()), key=lambda one: one.start)
