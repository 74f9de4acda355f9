"""Signs of personal data in free text: identity codes, contacts, addresses, numbers, names.

A machine finds signs; that a text tells of nobody only a person can say who has read it.
"""

from sosiaali_lib.textscan.finding import KINDS, SURENESS, Finding, Sure
from sosiaali_lib.textscan.lists import FOLDER, Names
from sosiaali_lib.textscan.lists import default as default_names
from sosiaali_lib.textscan.scanning import scan, scan_certain

__all__ = [
    "FOLDER",
    "KINDS",
    "SURENESS",
    "Finding",
    "Names",
    "Sure",
    "default_names",
    "scan",
    "scan_certain",
]
