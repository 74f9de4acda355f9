"""Web addresses: which can be published as they are written."""

from __future__ import annotations

from urllib.parse import urlsplit

import pandas as pd

from sosiaali_lib.listings import written
from sosiaali_lib.messages import _

LINK = "linkki"  # column of the forms that holds one
SCHEMES = ("http", "https")


def fault(link: str) -> str | None:
    """Say in the language in use why a link cannot be published; None when it can, or is empty.

    Examples
    --------
    >>> fault("https://www.example.org/sivu") is None, fault("www.example.org") is None
    (True, False)
    """
    link = written(link)
    if not link:
        return None
    if any(sign.isspace() or not sign.isprintable() for sign in link):
        return _("The link holds a blank or a line end; write one address without blanks.")
    try:
        parts = urlsplit(link)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _("The link is not a web address; copy it from the address bar of the browser.")
    if parts.scheme.lower() not in SCHEMES:
        return _("The link does not begin with https:// or http://; write the whole address.")
    if parts.username is not None or parts.password is not None:
        return _("The link holds a user name or a password; remove it.")
    if "." not in host.strip(".") or port == 0:
        return _("The link names no site; copy it from the address bar of the browser.")
    return None


def sound(links: pd.Series) -> pd.Series:
    """Give the links without blanks round them; those that cannot be published are left empty."""
    return links.map(lambda link: "" if fault(link) else written(link))
