"""What can go wrong with a service, told so that a person knows what happened and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sosiaali_lib.messages import N_, _

Kind = Literal[
    "unreachable", "cut", "slow", "refused", "busy", "broken", "absent", "not_json", "changed", "too_large",
    "unknown_title", "unknown_table", "third_party",
]  # fmt: skip

# Why → the sentence; what was seen stands in {detail}, which is never translated.
_TEXTS: dict[str, str] = {
    "unreachable": N_(
        "{service} cannot be reached at {address} ({detail}). Check the network and try again."
    ),
    "cut": N_(
        "{service} broke off its answer ({address}; {detail}). Nothing of it was stored. Try again."
    ),
    "slow": N_("{service} did not answer in {detail} seconds ({address}). Try again later."),
    "refused": N_(
        "{service} refused the call (HTTP {detail}, {address}). It wants every program to say its "
        "name; a proxy on the way may have removed it. Ask your IT support."
    ),
    "busy": N_(
        "{service} takes no more calls now (HTTP 429, {address}; wait {detail} seconds). "
        "Try again later."
    ),
    "broken": N_("{service} has a fault of its own (HTTP {detail}, {address}). Try again later."),
    "absent": N_(
        "{service} does not have {address} (HTTP {detail}). It may have been removed or renamed; look for "
        "it in the service and correct the indicator file."
    ),
    "not_json": N_(
        "{service} sent something else than data from {address}: {detail}. It may be a page about a "
        "fault or maintenance. Try again later."
    ),
    "changed": N_(
        "{service} has changed the form of its answer ({address}): {detail}. Nothing was stored; the "
        "indicator file or the program must be corrected."
    ),
    "too_large": N_(
        "{service} sent an answer larger than {detail} megabytes ({address}). Ask for fewer years."
    ),
    "unknown_title": N_(
        "{service} has no indicator with the title {address}. Nothing was chosen. Similar ones: "
        "{detail}. Write the right title or id into an own indicator file."
    ),
    "unknown_table": N_(
        "{service} has no single table {address}. Statistics Finland renamed its tables on 8 June "
        "2026. Tables that come near: {detail}. Write the right table into an own indicator file."
    ),
    "third_party": N_(
        "{service} has the values of {address} from {detail}, whose figures may be used only by "
        "agreement. They were not stored. If there is an agreement, write it into an own indicator "
        "file (“allowed”)."
    ),
}

# The same for one service, where more is known of it.
_OF_SERVICE: dict[tuple[str, str], str] = {
    ("absent", "StatFin"): N_(
        "{service} does not have {address} (HTTP {detail}). Statistics Finland renamed its tables and "
        "codes on 8 June 2026; look for the new name in the service and correct the indicator file."
    ),
}


class ServiceError(ValueError):
    """A service that did not give what was asked of it.

    Attributes
    ----------
    service
        Name of the service.
    kind
        What happened, such as "busy".
    address
        Where, or what was looked for.
    detail
        What was seen.
    """

    def __init__(self, service: str, kind: Kind, address: str, detail: str = "") -> None:
        text = _OF_SERVICE.get((kind, service), _TEXTS[kind])
        super().__init__(_(text).format(service=service, address=address, detail=detail or "–"))
        self.service, self.kind, self.address, self.detail = service, kind, address, detail

    def __reduce__(self) -> tuple[type, tuple[str, str, str, str]]:
        return type(self), (self.service, self.kind, self.address, self.detail)


def candidates(found: Sequence[str], most: int = 5) -> str:
    """Name what comes near; nothing if there is nothing."""
    return "; ".join(map(quoted, found[:most]))


def quoted(text: str) -> str:
    """Put a text between the quotation marks of the language in use."""
    return _("“{text}”").format(text=text)
