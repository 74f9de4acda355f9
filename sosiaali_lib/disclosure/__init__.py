"""Protection of small cells in frequency tables, and an independent audit of what goes out."""

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.disclosure.auditor import Audit, audit
from sosiaali_lib.disclosure.demands import ProtectionError
from sosiaali_lib.disclosure.published import Protected
from sosiaali_lib.disclosure.ranges import ranges
from sosiaali_lib.disclosure.suppression import protect, protect_linked

__all__ = [
    "TOTAL",
    "Audit",
    "Protected",
    "ProtectionError",
    "audit",
    "protect",
    "protect_linked",
    "ranges",
]
