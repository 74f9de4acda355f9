"""Addresses of sources on other machines: the password is used, and never shown."""

from __future__ import annotations

import os
import re
from urllib.parse import unquote

PASSWORD = "SOSIAALI_LAHDE_SALASANA"  # environment variable for an address without a password
_SECRETS = "password|passwd|pwd|token|secret|salasana|apikey|api_key|access_key"
_USER = re.compile(r"(?P<before>//[^/@:\s]*:)(?P<secret>[^/@\s]*(?:@[^/\s]*)?)(?=@)")
_PARAMETER = re.compile(rf"(?P<before>[?&;](?:{_SECRETS})=)(?P<secret>[^&;\s]+)", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Tell whether a text is an address rather than the path of a file."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", text) is not None


def shown(address: str) -> str:
    """Give an address as it may be shown: stars for passwords.

    Examples
    --------
    >>> shown("postgresql://anna:salaisuus@palvelin/kanta?password=x")
    'postgresql://anna:***@palvelin/kanta?password=***'
    """
    hidden = _USER.sub(r"\g<before>***", address)
    return _PARAMETER.sub(r"\g<before>***", hidden)


def masked(text: str, address: str, *more: str | None) -> str:
    """Give a message of another program without the passwords of an address, or others."""
    secrets = [found["secret"] for one in (_USER, _PARAMETER) for found in one.finditer(address)]
    secrets += [one for one in (*more, os.environ.get(PASSWORD)) if one]
    for secret in sorted({*secrets, *map(unquote, secrets)}, key=len, reverse=True):
        text = text.replace(secret, "***")
    return text
